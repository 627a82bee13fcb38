import { foldKey } from '#common/turkish-text.ts';
import type { Bilingual } from '#contract/basics.ts';
import type { AttributeSource } from '#contract/publishing.ts';
import { likeness, wordsOf } from './words.ts';

export type NamedGuess<T> = T & { readonly score: number; readonly why: Bilingual };

const MOST = 5;
const LEAST_SCORE = 40;

/** Names that are like `name`, best first: the same folded name, then a past choice, then shared words. */
export function guessNames<T extends { readonly name: string }>(
  name: string,
  candidates: readonly T[],
  past: T | null,
): readonly NamedGuess<T>[] {
  const key = foldKey(name);
  const words = wordsOf(name);
  const rated = candidates.flatMap((candidate): readonly NamedGuess<T>[] => {
    if (foldKey(candidate.name) === key) {
      return [{ ...candidate, score: 100, why: { tr: 'aynı ad', en: 'the same name' } }];
    }
    const score = Math.min(95, likeness(words, wordsOf(candidate.name)));
    if (score < LEAST_SCORE) return [];
    return [{ ...candidate, score, why: { tr: 'ortak kelimeler', en: 'words in common' } }];
  });
  const chosen: readonly NamedGuess<T>[] =
    past === null
      ? []
      : [
          {
            ...past,
            score: 98,
            why: { tr: 'başka bir kategoride böyle seçildi', en: 'chosen so in another category' },
          },
        ];
  const names = new Set(chosen.map((guess) => guess.name));
  return [...chosen, ...rated.filter((guess) => !names.has(guess.name))]
    .toSorted((one, other) => other.score - one.score || one.name.localeCompare(other.name, 'tr'))
    .slice(0, MOST);
}

/** A place in the shop that an attribute could take its value from. */
export type NamedSource = { readonly source: AttributeSource; readonly name: string };

/** What in the shop goes by the name of a marketplace's attribute, with past choices of the same attribute first. */
export function guessSources(
  attribute: { readonly attributeId: string; readonly name: string },
  sources: readonly NamedSource[],
  past: readonly { readonly attributeId: string; readonly source: AttributeSource }[],
): readonly (NamedSource & { readonly score: number; readonly why: Bilingual })[] {
  const before = past.find(
    ({ attributeId, source }) => attributeId === attribute.attributeId && source.kind !== 'fixed',
  );
  const named = before && sources.find(({ source }) => isSameSource(source, before.source));
  const guesses = guessNames(attribute.name, sources, named ?? null);
  const manufacturer = sources.find(({ source }) => source.kind === 'manufacturer');
  if (manufacturer === undefined || !BRAND_NAMES.has(foldKey(attribute.name))) return guesses;
  const why = { tr: 'markayı mağazada üretici söyler', en: 'the manufacturer is the brand in the shop' };
  const others = guesses.filter(({ source }) => source.kind !== 'manufacturer');
  return [{ ...manufacturer, score: 99, why }, ...others];
}

/** What marketplaces call a brand that is asked for among the attributes (N11's attribute 1). */
const BRAND_NAMES: ReadonlySet<string> = new Set(['marka', 'brand', 'uretici', 'manufacturer'].map(foldKey));

export function isSameSource(one: AttributeSource, other: AttributeSource): boolean {
  if (one.kind === 'attribute') return other.kind === 'attribute' && one.attributeId === other.attributeId;
  if (one.kind === 'option') return other.kind === 'option' && foldKey(one.option) === foldKey(other.option);
  return one.kind === 'manufacturer' && other.kind === 'manufacturer';
}
