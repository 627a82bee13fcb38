import { useTranslation } from 'react-i18next';
import type { EditingFacts } from '#contract/products.ts';
import { SafeImage } from '../../ui/safe-image.tsx';
import classes from './field-value.module.css';
import type { FieldWords } from './field-words.ts';

/** Pictures shown one by one on each side; the notes above them count the rest. */
const MOST_IMAGES = 6;

type Lists = { readonly before: readonly string[]; readonly after: readonly string[] };

/** In one line: what was added and taken away. */
export function ListLine({
  kind,
  before,
  after,
  words,
}: Lists & { readonly kind: 'categories' | 'images'; readonly words: FieldWords }): React.ReactNode {
  const notes = useImageNotes({ before, after });
  const parts =
    kind === 'images'
      ? notes
      : [
          ...missingFrom(before, after).map((id) => `+ ${words.category(id)}`),
          ...missingFrom(after, before).map((id) => `− ${words.category(id)}`),
        ];
  return <span title={parts.join('\n')}>{parts.join(' · ')}</span>;
}

/** Categories added and taken away, one a line. */
export function CategoryChange({
  before,
  after,
  words,
}: Lists & { readonly words: FieldWords }): React.ReactNode {
  return (
    <ul className={classes['lines']}>
      {missingFrom(before, after).map((id) => (
        <Line key={id} kind="added" text={words.category(id)} />
      ))}
      {missingFrom(after, before).map((id) => (
        <Line key={id} kind="removed" text={words.category(id)} />
      ))}
    </ul>
  );
}

/** Pictures added and taken away, and what became of their order. */
export function ImageChange({
  before,
  after,
  facts,
}: Lists & { readonly facts: EditingFacts | null }): React.ReactNode {
  const notes = useImageNotes({ before, after });
  const line = (path: string, kind: 'added' | 'removed'): React.ReactNode => (
    <Line key={path} kind={kind} text={fileOf(path)} image={addressOf(path, facts)} />
  );
  return (
    <div>
      <span className={classes['muted']}>{notes.join(' · ')}</span>
      <ul className={classes['lines']}>
        {missingFrom(before, after)
          .slice(0, MOST_IMAGES)
          .map((path) => line(path, 'added'))}
        {missingFrom(after, before)
          .slice(0, MOST_IMAGES)
          .map((path) => line(path, 'removed'))}
      </ul>
    </div>
  );
}

/** The sign before the text says it without colour; a word says it to those who listen. */
function Line({
  kind,
  text,
  image = null,
}: {
  readonly kind: 'added' | 'removed';
  readonly text: string;
  readonly image?: string | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <li className={classes[kind]}>
      <span aria-hidden="true">{kind === 'added' ? '+' : '−'}</span>
      {image === null ? null : <SafeImage url={image} size={24} />}
      <span>{text}</span>
      <span className="ms-visually-hidden">{t(`change.${kind}`)}</span>
    </li>
  );
}

function useImageNotes({ before, after }: Lists): readonly string[] {
  const { t } = useTranslation('edits');
  const added = missingFrom(before, after).length;
  const removed = missingFrom(after, before).length;
  const kept = (paths: readonly string[], others: readonly string[]): string =>
    paths.filter((path) => others.includes(path)).join('\n');
  return [
    ...(added === 0 ? [] : [t('change.imagesAdded', { count: added })]),
    ...(removed === 0 ? [] : [t('change.imagesRemoved', { count: removed })]),
    ...(before[0] === after[0] ? [] : [t('change.mainImage')]),
    ...(kept(before, after) === kept(after, before) ? [] : [t('change.reordered')]),
  ];
}

/** What `list` has and `known` has not. */
function missingFrom(known: readonly string[], list: readonly string[]): readonly string[] {
  const seen = new Set(known);
  return list.filter((id) => !seen.has(id));
}

/** A picture's name without its folders; of one that is written out in its address, its kind. */
export function fileOf(path: string): string {
  if (path.startsWith('data:')) return path.slice('data:'.length).split(/[;,]/, 1)[0] ?? '';
  return path.split('/').at(-1) ?? path;
}

/** Where a picture can be looked at; null where the shop's address is not known. */
export function addressOf(path: string, facts: EditingFacts | null): string | null {
  if (/^(?:https|data):/.test(path)) return path;
  const base = facts?.imageBaseUrl ?? null;
  return base === null ? null : base + path;
}
