import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** Takes the suggestions that can hardly be wrong at one press, and says how many are left to be chosen. */
export function AcceptCertain({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const accept = useWrite(useEngine().client.mapping.acceptCertain);
  return (
    <>
      <Button
        variant="default"
        title={t('mapping.acceptHelp')}
        loading={accept.pending}
        onClick={() => accept.run({ channelId })}
      >
        {t('mapping.accept')}
      </Button>
      {accept.problem === null ? null : <ProblemNotice problem={accept.problem} />}
      {accept.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" />{' '}
          {t('mapping.accepted', {
            categories: format.number(accept.data.categories),
            brands: format.number(accept.data.brands),
            attributes: format.number(accept.data.sources),
            values: format.number(accept.data.values),
            unsure: format.number(accept.data.unsure.length),
          })}
        </output>
      )}
    </>
  );
}
