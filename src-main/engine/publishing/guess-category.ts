import { foldKey } from '#common/turkish-text.ts';
import type { CategoryGuess } from '#contract/publishing.ts';
import { lastOf, likeness, spellingsOf, wordsOf } from './words.ts';

export type GuessableCategory = { readonly categoryId: string; readonly path: string };

export type CategoryIndex = {
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly entries: readonly (GuessableCategory & {
    readonly last: readonly string[];
    readonly all: readonly string[];
  })[];
};

/** Puts a marketplace's open leaves in order for guessing: made once for many of the shop's categories. */
export function indexCategories(categories: readonly GuessableCategory[]): CategoryIndex {
  const byWord = new Map<string, number[]>();
  const entries = categories.map((category, place) => {
    const all = wordsOf(category.path);
    for (const word of all) {
      const known = byWord.get(word);
      if (known) known.push(place);
      else byWord.set(word, [place]);
    }
    return { ...category, last: wordsOf(lastOf(category.path)), all };
  });
  return { byWord, entries };
}

const MOST = 5;

/**
 * Which of a marketplace's categories one of the shop's is likely to be, best first, each with its grounds: the words of
 * the names, what sibling categories were mapped to, what the products in it were mapped to by another of their categories.
 */
export function guessCategories(
  index: CategoryIndex,
  shop: {
    readonly path: string;
    /** Mapped categories of the shop under the same parent. */
    readonly siblings: readonly { readonly path: string; readonly categoryId: string }[];
    /** To what the products filed here are mapped by another category: how many of them, by the marketplace's category. */
    readonly products: ReadonlyMap<string, number>;
  },
): readonly CategoryGuess[] {
  const last = wordsOf(lastOf(shop.path));
  const all = wordsOf(shop.path);
  const spellings = spellingsOf(shop.path);
  const places = new Set(all.flatMap((word) => index.byWord.get(word) ?? []));
  const parents = new Map<string, string>();
  for (const sibling of shop.siblings) {
    const target = index.entries.find(({ categoryId }) => categoryId === sibling.categoryId);
    if (target) parents.set(parentOf(target.path), sibling.path);
  }
  for (const [place, entry] of index.entries.entries())
    if (shop.products.has(entry.categoryId)) places.add(place);
  return [...places]
    .map((place) => rate(index.entries[place]!, { last, all, spellings, parents, products: shop.products }))
    .filter(({ score }) => score >= 20)
    .toSorted((one, other) => other.score - one.score || one.path.localeCompare(other.path, 'tr'))
    .slice(0, MOST);
}

/**
 * The one category in the very same place; else the one that goes by the very same name, where nothing else does and its place
 * has another word of the shop's path in common (or the shop's path has no more words to tell by). Null where that is not
 * certain.
 */
export function certainCategory(index: CategoryIndex, shopPath: string): GuessableCategory | null {
  const place = placeOf(shopPath);
  const there = index.entries.filter(({ path }) => placeOf(path) === place);
  if (there.length === 1) return { categoryId: there[0]!.categoryId, path: there[0]!.path };
  const name = foldKey(lastOf(shopPath));
  const same = index.entries.filter(({ path }) => foldKey(lastOf(path)) === name);
  if (same.length !== 1) return null;
  const [{ categoryId, path, all, last }] = same as [(typeof same)[number]];
  const above = wordsOf(shopPath).filter((word) => !last.includes(word));
  return above.length === 0 || above.some((word) => all.includes(word)) ? { categoryId, path } : null;
}

function placeOf(path: string): string {
  return path
    .split('>')
    .map((part) => foldKey(part.trim()))
    .join('>');
}

function parentOf(path: string): string {
  return path.split('>').slice(0, -1).join('>').trim();
}

function rate(
  entry: CategoryIndex['entries'][number],
  shop: {
    readonly last: readonly string[];
    readonly all: readonly string[];
    readonly spellings: ReadonlyMap<string, string>;
    readonly parents: ReadonlyMap<string, string>;
    readonly products: ReadonlyMap<string, number>;
  },
): CategoryGuess {
  const names = likeness(shop.last, entry.last);
  const paths = likeness(shop.all, entry.all);
  const sibling = shop.parents.get(parentOf(entry.path));
  const products = shop.products.get(entry.categoryId) ?? 0;
  const score = Math.min(
    100,
    Math.round(names * 0.6 + paths * 0.25 + (sibling === undefined ? 0 : 15) + (products > 0 ? 25 : 0)),
  );
  const shared = shop.all
    .filter((word) => entry.all.includes(word))
    .map((word) => shop.spellings.get(word) ?? word)
    .join(', ');
  const tr: string[] = [];
  const en: string[] = [];
  if (shared !== '') {
    tr.push(`ortak kelimeler: ${shared}`);
    en.push(`words in common: ${shared}`);
  }
  if (sibling !== undefined) {
    tr.push(`kardeş kategori “${lastOf(sibling)}” aynı yere eşlendi`);
    en.push(`the sibling “${lastOf(sibling)}” is mapped to the same place`);
  }
  if (products > 0) {
    tr.push(`buradaki ${products} ürün başka bir kategorisiyle oraya eşlendi`);
    en.push(`${products} products here are mapped there by another category`);
  }
  return {
    categoryId: entry.categoryId,
    path: entry.path,
    score,
    why: { tr: tr.join('; '), en: en.join('; ') },
  };
}
