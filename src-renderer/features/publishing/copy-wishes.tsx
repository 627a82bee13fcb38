import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** The engine takes at most this many products in one call. */
const MOST_PRODUCTS = 1_000;

/** Takes what was put right for one product over to those chosen in the list. */
export function CopyWishes({
  channelId,
  fromProductId,
  toProductIds,
  unsaved,
}: {
  readonly channelId: string;
  readonly fromProductId: string;
  readonly toProductIds: readonly string[];
  /** What was typed since it was kept would not be copied. */
  readonly unsaved: boolean;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const copy = useWrite(useEngine().client.publishing.copyWishes);
  const targets = toProductIds.slice(0, MOST_PRODUCTS);
  const count = { count: targets.length, number: format.number(targets.length) };
  return (
    <>
      <p className={panel['muted']}>{t('panel.copyText')}</p>
      {targets.length === 0 ? null : (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={copy.pending}
            disabled={unsaved}
            onClick={() => copy.run({ channelId, fromProductId, toProductIds: targets })}
          >
            {t('panel.copy', count)}
          </Button>
        </div>
      )}
      {unsaved && targets.length > 0 ? <p className={panel['muted']}>{t('panel.copyUnsaved')}</p> : null}
      {copy.problem === null ? null : <ProblemNotice problem={copy.problem} />}
      {copy.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" />{' '}
          {t('panel.copied', { count: copy.data.copied, number: format.number(copy.data.copied) })}
        </output>
      )}
    </>
  );
}
