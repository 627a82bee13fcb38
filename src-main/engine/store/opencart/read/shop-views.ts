import { viewKey, type PriceView } from '#common/price-view.ts';
import type { StoreSettings } from '#contract/shop.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader } from '../session/queryable.ts';
import { netPrices, readPriceRows } from './price-rows.ts';
import type { PriceRow } from './price-rows.ts';
import type { ShopSettings } from './shop-settings.ts';
import { readCurrencies, readCustomerGroups, readStores } from './stores.ts';
import type { CurrencyRate } from './stores.ts';
import { NO_TAX, readShopTaxes } from './tax-rates.ts';
import type { ShopTaxes } from './tax-rates.ts';
import type { ViewNetPrices } from './variants.ts';

/** A view as the shop shows it: whose specials and discounts, which taxes, at which rate. */
export type ShownView = {
  readonly view: string;
  readonly customerGroupId: string;
  readonly taxes: ShopTaxes;
  /** Null where the view shows the shop's own currency. */
  readonly rate: CurrencyRate | null;
};

/**
 * The views that the shop can show. One whose store, group or currency it no longer has is left out: what it would show
 * without its taxes is a wrong price.
 */
export async function readShownViews(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
  views: readonly PriceView[],
): Promise<readonly ShownView[]> {
  if (views.length === 0) return [];
  const stores = await readStores(reader, schema, shop);
  const groups = new Set(
    (await readCustomerGroups(reader, schema, shop)).map(({ customerGroupId }) => customerGroupId),
  );
  const rates = new Map((await readCurrencies(reader, schema)).map((rate) => [rate.currency, rate]));
  const shown: ShownView[] = [];
  for (const view of views) {
    const key = viewKey(view);
    const store = stores.find(({ storeId }) => storeId === (view.storeId ?? '0'));
    if (key === null || store === undefined) continue;
    const customerGroupId = view.customerGroupId ?? store.customerGroupId;
    // The shop's own group is there for certain, whether its table may be seen or not.
    if (customerGroupId !== shop.customerGroupId && !groups.has(customerGroupId)) continue;
    const isOwnCurrency = view.currency === null || view.currency === shop.currency;
    const rate = isOwnCurrency ? null : rates.get(view.currency ?? '');
    if (rate === undefined) continue;
    const taxes = await readShopTaxes(reader, schema, { ...store, customerGroupId });
    shown.push({ view: key, customerGroupId, taxes, rate });
  }
  return shown;
}

/** By customer group, the open price rows of each product. */
export type GroupRows = ReadonlyMap<string, ReadonlyMap<number, readonly PriceRow[]>>;

/** Price rows of the groups that views look at beside the shop's own. */
export async function readGroupRows(
  reader: Reader,
  schema: ShopSchema,
  wanted: {
    readonly shop: ShopSettings;
    readonly views: readonly ShownView[];
    readonly productIds?: readonly string[];
  },
): Promise<GroupRows> {
  const groups = new Set(wanted.views.map(({ customerGroupId }) => customerGroupId));
  groups.delete(wanted.shop.customerGroupId);
  const found = new Map<string, ReadonlyMap<number, readonly PriceRow[]>>();
  for (const customerGroupId of [...groups].sort()) {
    const ids = wanted.productIds === undefined ? {} : { productIds: wanted.productIds };
    found.set(customerGroupId, await readPriceRows(reader, schema, { customerGroupId, ...ids }));
  }
  return found;
}

/** One product's net prices in every view. */
export function viewNetPrices(
  product: { readonly productId: number; readonly storedPriceE4: number; readonly taxClassId: string },
  shown: {
    readonly shop: ShopSettings;
    readonly settings: Pick<StoreSettings, 'pricesIncludeTax'>;
    readonly views: readonly ShownView[];
    /** Of the shop's own group. */
    readonly priceRows: ReadonlyMap<number, readonly PriceRow[]>;
    readonly groupRows: GroupRows;
  },
): readonly ViewNetPrices[] {
  return shown.views.map(({ view, customerGroupId, taxes, rate }) => {
    const rows = shown.groupRows.get(customerGroupId) ?? shown.priceRows;
    return {
      view,
      ...netPrices(product.storedPriceE4, rows.get(product.productId) ?? []),
      tax: shown.settings.pricesIncludeTax ? NO_TAX : (taxes.byClass.get(product.taxClassId) ?? NO_TAX),
      shopCurrency: shown.shop.currency,
      rate,
    };
  });
}
