import { useTranslation } from 'react-i18next';
import { describeFault } from '#contract/file-fault-texts.ts';
import { MOST_CODE_ROWS } from '#contract/codes.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import type { ChosenCodes } from './codes-file.ts';
import classes from './codes.module.css';
import field from './field-frame.module.css';

const MOST_TOLD = 50;

/** Why a file of codes can't be used, place by place. */
export function CodesFaults({
  chosen,
}: {
  readonly chosen: Exclude<ChosenCodes, { readonly kind: 'rows' }>;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const faults = chosen.kind === 'faults' ? chosen.faults : [];
  const more = faults.length - MOST_TOLD;
  return (
    <div role="alert" className={classes['dialog']}>
      <p className={field['remark']} data-kind="error">
        <StateShape tone="failing" />
        {chosen.kind === 'too-many'
          ? t('codes.import.tooMany', {
              number: format.number(chosen.count),
              most: format.number(MOST_CODE_ROWS),
            })
          : t(`codes.import.${chosen.kind}`)}
      </p>
      {faults.length === 0 ? null : (
        <ul className={classes['faults']}>
          {faults.slice(0, MOST_TOLD).map((fault, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a place can be at fault twice, and nothing moves
            <li key={at}>{describeFault(fault, format.language)}</li>
          ))}
        </ul>
      )}
      {more > 0 ? <p>{t('codes.import.moreFaults', { count: more, number: format.number(more) })}</p> : null}
    </div>
  );
}
