import { useTranslation } from 'react-i18next';
import type { ShopWriteChange } from '#contract/edits.ts';
import { isSameValue } from '#contract/product-value.ts';
import panel from '../../ui/detail-panel.module.css';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { nameOfProduct, placeId } from './edit-places.ts';
import classes from './edits.module.css';
import { FieldChange } from './field-value.tsx';
import { useEditingFacts, useFieldWords } from './field-words.ts';

export const UNDO_TONES: Readonly<Record<ShopWriteChange['undo'], Tone>> = {
  back: 'ok',
  same: 'info',
  conflict: 'held',
  gone: 'failing',
};

/** What a run wrote, field by field: before → written, what the shop holds now where that differs, what undo would do. */
export function WriteChanges({
  changes,
  asksBack,
}: {
  readonly changes: readonly ShopWriteChange[];
  /** Whether putting back is still to be decided on. */
  readonly asksBack: boolean;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const facts = useEditingFacts();
  const words = useFieldWords(facts);
  return (
    <ul className={classes['plainList']}>
      {changes.map((change) => (
        <li key={placeId(change)} className={classes['edit']}>
          <strong>{nameOfProduct(change)}</strong>
          <span className={panel['muted']}>{words.name(change.field, change.fieldText)}</span>
          <FieldChange
            field={change.field}
            before={change.before}
            after={change.after}
            facts={facts}
            mode={change.mode}
          />
          {change.undo === 'gone' || isSameValue(change.field, change.now, change.after) ? null : (
            <span className={panel['muted']}>
              {t('history.columns.now')}: {words.text(change.field, change.now)}
            </span>
          )}
          {asksBack ? (
            <StateDot tone={UNDO_TONES[change.undo]} label={t(`history.undoAnswer.${change.undo}`)} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
