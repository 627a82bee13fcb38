import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, isStock } from '#common/product-field.ts';
import type { Resolution } from '#contract/edits.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditingFacts, PendingEditRow } from '#contract/products.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { nameOfProduct } from './edit-places.ts';
import classes from './edits.module.css';
import { FieldChange, FieldValueView, SHORT_TEXT } from './field-value.tsx';
import { useFieldWords } from './field-words.ts';
import { useShopTime } from './shop-time.ts';
import { StockDifference, useSigned } from './stock-difference.tsx';
import { useByWord } from './use-by-word.ts';

/** Whose value counts. */
export type Choice = Resolution['choose'];

type Props = {
  readonly edit: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
};

/** One field in conflict: what it was when it was edited, what the merchant made of it, what the shop says now. */
export function ConflictCard({ edit, facts, choice, onChoose }: Props): React.ReactNode {
  const { t } = useTranslation('edits');
  const by = useByWord();
  const name = useFieldWords(facts).name(edit.field, edit.fieldText);
  const group = useId();
  const radio = (value: Choice, label: string): React.ReactNode => (
    <label className={classes['choice']}>
      <input
        type="radio"
        name={group}
        checked={choice === value}
        onChange={() => onChoose(value)}
        aria-describedby={`${group} ${value}`}
      />
      {label}
    </label>
  );
  return (
    <fieldset className={classes['conflict']} aria-label={`${nameOfProduct(edit)}: ${name}`}>
      <legend className={classes['legend']}>{name}</legend>
      {edit.problem === null ? null : <ProblemNotice problem={edit.problem} tone="waiting" />}
      <div className={classes['sides']}>
        <div className={classes['side']}>
          <span className={classes['sideName']}>{t('conflicts.base')}</span>
          <div className={classes['sideValue']}>
            <FieldValueView field={edit.field} value={edit.base} facts={facts} />
          </div>
        </div>
        <div className={classes['side']} data-chosen={choice === 'mine' || undefined}>
          <span className={classes['sideName']}>{t('conflicts.mine')}</span>
          <div className={classes['sideValue']}>
            <SideValue edit={edit} facts={facts} value={edit.mine} />{' '}
            <StockDifference field={edit.field} before={edit.base} after={edit.mine} mode={edit.mode} />
          </div>
          <span className={classes['sideNote']}>
            {by(edit.editedBy)} · <RelativeTime at={edit.editedAt} />
          </span>
          {radio('mine', t('conflicts.chooseMine'))}
          <span id={`${group} mine`} className={classes['sideNote']}>
            <MineBecomes edit={edit} />
          </span>
        </div>
        <div className={classes['side']} data-chosen={choice === 'theirs' || undefined}>
          <span className={classes['sideName']}>{t('conflicts.theirs')}</span>
          <div className={classes['sideValue']}>
            {edit.problem?.code === 'edit/gone' ? (
              t('conflicts.gone')
            ) : (
              <SideValue edit={edit} facts={facts} value={edit.theirs} />
            )}
          </div>
          <span className={classes['sideNote']}>
            <SeenAt edit={edit} />
          </span>
          {radio('theirs', t('conflicts.chooseTheirs'))}
          <span id={`${group} theirs`} className={classes['sideNote']}>
            {t('conflicts.theirsNote')}
          </span>
        </div>
      </div>
    </fieldset>
  );
}

/** Texts by what differs from when they were edited, pictures with that beside them; everything else as it stands. */
function SideValue({
  edit,
  facts,
  value,
}: {
  readonly edit: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly value: FieldValue;
}): React.ReactNode {
  const { kind } = fieldOf(edit.field);
  const { base } = edit;
  const long =
    typeof base === 'string' &&
    typeof value === 'string' &&
    kind !== 'manufacturer' &&
    Math.max(base.length, value.length) > SHORT_TEXT;
  if (kind === 'description' || kind === 'categories' || long) {
    return <FieldChange field={edit.field} before={base} after={value} facts={facts} />;
  }
  if (kind === 'images') {
    return (
      <>
        <FieldChange field={edit.field} before={base} after={value} facts={facts} compact />
        <FieldValueView field={edit.field} value={value} facts={facts} />
      </>
    );
  }
  return (
    <strong>
      <FieldValueView field={edit.field} value={value} facts={facts} />
    </strong>
  );
}

/** What choosing one's own value comes to: for stock, the difference counted from what the shop holds now. */
function MineBecomes({ edit }: { readonly edit: PendingEditRow }): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  const signed = useSigned();
  const { base, mine, theirs, mode, field } = edit;
  const counted =
    mode === 'difference' &&
    isStock(fieldOf(field)) &&
    typeof base === 'number' &&
    typeof mine === 'number' &&
    typeof theirs === 'number';
  if (!counted) return t('conflicts.mineNote');
  return t('conflicts.mineBecomes', {
    value: format.number(theirs + mine - base),
    theirs: format.number(theirs),
    difference: signed(mine - base),
  });
}

function SeenAt({ edit }: { readonly edit: PendingEditRow }): React.ReactNode {
  const { t } = useTranslation('edits');
  const shopTime = useShopTime();
  return (
    <>
      {edit.theirsAt === null ? null : (
        <>
          <RelativeTime at={edit.theirsAt} words={(age) => t('conflicts.seenAt', { age })} /> ·{' '}
        </>
      )}
      {edit.theirsModifiedAt === null
        ? t('conflicts.savedUnknown')
        : t('conflicts.savedAt', { time: shopTime(edit.theirsModifiedAt) })}
    </>
  );
}
