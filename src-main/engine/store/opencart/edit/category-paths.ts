/** One row of `category_path`: an ancestor of a category, or the category itself at the highest level. */
export type PathStep = {
  readonly categoryId: string;
  readonly ancestorId: string;
  readonly level: number;
};

/**
 * Breadcrumbs such as `Giyim > Kadın > Elbise`, one for each id. Built from the closure table, as OpenCart's admin does,
 * and not along `parent_id`, which importers leave in circles. A category that an importer gave no rows there stands by
 * its own name, and one without a name by its id.
 */
export function categoryPaths(
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
  steps: readonly PathStep[],
): readonly { readonly categoryId: string; readonly path: string }[] {
  const byCategory = Map.groupBy(steps, (step) => step.categoryId);
  return ids.map((categoryId) => {
    const ancestors = (byCategory.get(categoryId) ?? [])
      .filter((step) => step.ancestorId !== categoryId)
      .toSorted((one, other) => one.level - other.level)
      .flatMap((step) => names.get(step.ancestorId) ?? []);
    return { categoryId, path: [...ancestors, names.get(categoryId) ?? categoryId].join(' > ') };
  });
}
