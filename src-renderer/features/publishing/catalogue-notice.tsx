import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** Nothing can be chosen from a catalogue that was never read. */
export function CatalogueNotice({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const engine = useEngine();
  const state = useQuery(useApi().catalogue.state.queryOptions({ input: { channelId } }));
  const refresh = useWrite(engine.client.catalogue.refresh);
  if (refresh.problem !== null) return <ProblemNotice problem={refresh.problem} />;
  if (state.data === undefined || !state.data.offers.categories || state.data.categories.readAt !== null)
    return null;
  return (
    <div className={classes['coverage']}>
      <StateDot tone="waiting" label={t('mapping.catalogueNever')} />
      <Button
        size="compact-sm"
        loading={refresh.pending}
        onClick={() => refresh.run({ channelId, what: 'everything', categoryId: null })}
      >
        {t('mapping.refresh')}
      </Button>
    </div>
  );
}
