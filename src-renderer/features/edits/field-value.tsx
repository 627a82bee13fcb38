import { fieldOf, type FieldName } from '#common/product-field.ts';
import { asSet, isList, isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { EditingFacts, EditMode } from '#contract/products.ts';
import { useTranslation } from 'react-i18next';
import { Diff, directionOf, type Direction } from '../../ui/diff.tsx';
import { SafeImage } from '../../ui/safe-image.tsx';
import classes from './field-value.module.css';
import { useFieldWords } from './field-words.ts';
import { addressOf, CategoryChange, fileOf, ImageChange, ListLine } from './list-change.tsx';
import { StockDifference } from './stock-difference.tsx';
import { countWords, textDifference } from './text-difference.ts';
import { TextChange } from './text-change.tsx';

/** Pictures shown one by one; a gallery's rest is counted. */
const MOST_IMAGES = 6;
/** A text longer than this shows what changed in it instead of standing there twice. */
export const SHORT_TEXT = 48;

/** Any value of any field in the merchant's words, as far as room allows: lists as lists, pictures as pictures. */
export function FieldValueView({
  field,
  value,
  facts,
}: {
  readonly field: FieldName;
  readonly value: FieldValue;
  /** Of this shop; null while they are not known: ids then stand for names. */
  readonly facts: EditingFacts | null;
}): React.ReactNode {
  const words = useFieldWords(facts);
  const { kind } = fieldOf(field);
  if (value !== null && isList(value) && value.length > 0) {
    return kind === 'images' ? (
      <Images paths={value} facts={facts} />
    ) : (
      <ul className={classes['lines']}>
        {asSet(value).map((id) => (
          <li key={id}>{words.category(id)}</li>
        ))}
      </ul>
    );
  }
  if (kind === 'description' && typeof value === 'string' && value !== '') {
    return <span className={classes['text']}>{words.reading(value) || words.text(field, value)}</span>;
  }
  const muted = value === null || value === '' || (isList(value) && value.length === 0);
  return <span className={muted ? classes['muted'] : classes['text']}>{words.text(field, value)}</span>;
}

function Images({
  paths,
  facts,
}: {
  readonly paths: readonly string[];
  readonly facts: EditingFacts | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <ol className={classes['images']}>
      {paths.slice(0, MOST_IMAGES).map((path, index) => (
        <li key={path} title={fileOf(path)}>
          <SafeImage url={addressOf(path, facts)} size={32} />
          <span>
            {fileOf(path)}
            {index === 0 ? <span className={classes['muted']}> · {t('value.mainImage')}</span> : null}
          </span>
        </li>
      ))}
      {paths.length > MOST_IMAGES ? (
        <li className={classes['muted']}>{t('value.more', { count: paths.length - MOST_IMAGES })}</li>
      ) : null}
    </ol>
  );
}

/** A field's change, before → after. `compact` keeps to one line, for grids. */
export function FieldChange({
  field,
  before,
  after,
  facts,
  mode = 'set',
  compact = false,
}: {
  readonly field: FieldName;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly facts: EditingFacts | null;
  readonly mode?: EditMode;
  readonly compact?: boolean;
}): React.ReactNode {
  const words = useFieldWords(facts);
  const { kind } = fieldOf(field);
  if (kind === 'categories' || kind === 'images') {
    const lists = { before: asList(before), after: asList(after) };
    if (compact) return <ListLine kind={kind} {...lists} words={words} />;
    return kind === 'categories' ? (
      <CategoryChange {...lists} words={words} />
    ) : (
      <ImageChange {...lists} facts={facts} />
    );
  }
  if (typeof before === 'string' && typeof after === 'string' && kind !== 'manufacturer') {
    const html = kind === 'description';
    const long = before.length > SHORT_TEXT || after.length > SHORT_TEXT;
    if (html && compact) return <WordCount before={words.reading(before)} after={words.reading(after)} />;
    if (html || (long && !compact)) return <TextChange before={before} after={after} html={html} />;
  }
  const from = words.text(field, before);
  const to = words.text(field, after);
  return (
    <span className={classes[compact ? 'compact' : 'change']} title={compact ? `${from} → ${to}` : undefined}>
      <Diff from={from} to={to} direction={wayOf(field, before, after)} />
      <StockDifference field={field} before={before} after={after} mode={mode} />
    </span>
  );
}

function WordCount({ before, after }: { readonly before: string; readonly after: string }): React.ReactNode {
  const { t } = useTranslation('edits');
  const { removed, added } = countWords(textDifference(before, after));
  if (removed === 0 && added === 0) return <span>{t('change.onlyMarkup')}</span>;
  return (
    <span className={classes['change']}>
      {added === 0 ? null : (
        <span className={classes['added']}>{t('change.wordsAdded', { count: added })}</span>
      )}
      {removed === 0 ? null : (
        <span className={classes['removed']}>{t('change.wordsRemoved', { count: removed })}</span>
      )}
    </span>
  );
}

function asList(value: FieldValue): readonly string[] {
  return value !== null && isList(value) ? value : [];
}

function wayOf(field: FieldName, before: FieldValue, after: FieldValue): Direction {
  if (isSameValue(field, before, after)) return 'same';
  if (typeof before === 'number' && typeof after === 'number') return directionOf(before, after);
  return 'changed';
}
