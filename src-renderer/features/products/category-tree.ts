import { LOCALES } from '#common/localised-figures.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { Language } from '#contract/basics.ts';
import type { EditingFacts } from '#contract/products.ts';

const STEP = ' > ';

/** A line of the tree: a category, or (without an id) the name above some that is none of the choices itself. */
export type CategoryLine = {
  readonly categoryId: string | null;
  readonly path: string;
  /** The breadcrumb's last step, and what stands above it. */
  readonly own: string;
  readonly above: string;
  readonly depth: number;
};

/** Each category below the one it belongs to, neighbours by the alphabet of the page's language. */
export function categoryTree(
  categories: EditingFacts['categories'],
  language: Language,
): readonly CategoryLine[] {
  const collator = new Intl.Collator(LOCALES[language], { numeric: true });
  const placed = categories.map((category) => ({ ...category, steps: category.path.split(STEP) }));
  placed.sort((one, other) => {
    const deep = Math.max(one.steps.length, other.steps.length);
    for (let step = 0; step < deep; step += 1) {
      const order = collator.compare(one.steps[step] ?? '', other.steps[step] ?? '');
      if (order !== 0) return order;
    }
    return 0;
  });
  const known = new Set(categories.map(({ path }) => path));
  return placed.flatMap(({ categoryId, steps }) => {
    const missing = steps.slice(0, -1).flatMap((_step, index) => {
      const above = steps.slice(0, index + 1);
      const path = above.join(STEP);
      if (known.has(path)) return [];
      known.add(path);
      return [lineOf(null, above)];
    });
    return [...missing, lineOf(categoryId, steps)];
  });
}

function lineOf(categoryId: string | null, steps: readonly string[]): CategoryLine {
  return {
    categoryId,
    path: steps.join(STEP),
    own: steps.at(-1) ?? '',
    above: steps.slice(0, -1).join(STEP),
    depth: steps.length - 1,
  };
}

/** The categories whose breadcrumb has every word of a search; all lines when nothing is searched for. */
export function searchTree(tree: readonly CategoryLine[], search: string): readonly CategoryLine[] {
  const words = foldKey(search).split(' ').filter(Boolean);
  if (words.length === 0) return tree;
  return tree.filter(({ categoryId, path }) => {
    const key = foldKey(path);
    return categoryId !== null && words.every((word) => key.includes(word));
  });
}
