/**
 * A side of the shop whose prices somebody needs beside the default ones; null is the shop's own. A store brings its
 * customer group and its address for taxes along; a currency is converted by the shop's own table.
 */
export type PriceView = {
  readonly storeId: string | null;
  readonly customerGroupId: string | null;
  readonly currency: string | null;
};

/** Names a view; null for the shop's own default, whose prices are the variant's own. */
export function viewKey({ storeId, customerGroupId, currency }: PriceView): string | null {
  const store = storeId === '0' ? null : storeId;
  if (store === null && customerGroupId === null && currency === null) return null;
  return [store ?? '', customerGroupId ?? '', currency ?? ''].join('|');
}
