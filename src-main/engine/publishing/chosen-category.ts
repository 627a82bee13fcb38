/** Where a product is published, out of the categories that the shop files it under. */
export type ChosenCategory =
  | { readonly kind: 'one'; readonly categoryId: string }
  | { readonly kind: 'none' }
  /** Its categories are mapped to different places: the merchant has to say which. */
  | { readonly kind: 'several'; readonly categoryIds: readonly string[] };

/**
 * The shop's categories that say nothing more than another one of the product are left out (OpenCart files a product under
 * `Giyim` and `Giyim > Elbise` alike); of the rest, all mapped ones must agree. Nothing is chosen by chance.
 */
export function chooseCategory(
  shopCategoryIds: readonly string[],
  pathOf: ReadonlyMap<string, string>,
  mapped: ReadonlyMap<string, string>,
): ChosenCategory {
  const held = shopCategoryIds.filter((id) => mapped.has(id));
  const paths = held.map((id) => pathOf.get(id) ?? '');
  const deepest = held.filter((id) => {
    const path = pathOf.get(id) ?? '';
    return path === '' || !paths.some((other) => other.startsWith(`${path} >`));
  });
  const targets = [...new Set(deepest.map((id) => mapped.get(id)!))];
  if (targets.length === 0) return { kind: 'none' };
  return targets.length === 1
    ? { kind: 'one', categoryId: targets[0]! }
    : { kind: 'several', categoryIds: targets };
}
