import { foldKey } from '#common/turkish-text.ts';

/** Words that stand in nearly every path and tell nothing. */
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  've',
  'ile',
  'icin',
  'diger',
  'tum',
  'the',
  'and',
  'for',
  'of',
]);

/** Plural endings of nouns: "elbiseler" and "elbise" are one word here. */
const PLURAL = /^(.{3,}?)(?:lar|ler)$/;

/** The words of a name as they are compared: folded, without plural endings, each once. */
export function wordsOf(text: string): readonly string[] {
  const words = foldKey(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
    .map((word) => PLURAL.exec(word)?.[1] ?? word);
  return [...new Set(words)];
}

/** How the compared words are written in the text: what people are shown. */
export function spellingsOf(text: string): ReadonlyMap<string, string> {
  const written = text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => {
    const [compared] = wordsOf(word);
    return compared === undefined ? [] : [[compared, word] as const];
  });
  return new Map(written.toReversed());
}

/** The last part of a breadcrumb. */
export function lastOf(path: string): string {
  return path.split('>').at(-1)?.trim() ?? path;
}

/** Whole percent of the words of `one` and `other` that both have (Dice); 0 where one has none. */
export function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const known = new Set(other);
  const shared = one.filter((word) => known.has(word)).length;
  return Math.round((200 * shared) / (one.length + other.length));
}
