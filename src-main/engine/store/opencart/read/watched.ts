import { hash } from 'node:crypto';
import type { StoreSettings } from '#contract/shop.ts';
import { identifierColumns } from '../dialect/generation.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { PriceRow } from './price-rows.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { GroupRows, ShownView } from './shop-views.ts';
import type { ShopTaxes } from './tax-rates.ts';

/** Children of products that a sale or an edit changes, by product id. */
export type WatchedChildren = {
  readonly optionValues: ReadonlyMap<number, string>;
  /** Of the shop's own customer group. */
  readonly priceRows: ReadonlyMap<number, readonly PriceRow[]>;
  readonly groupRows: GroupRows;
};

/** SQL for 1 where the product's date has come, by the shop's calendar. */
export const HAS_COME = 'IFNULL(date_available <= CURDATE(), 0)';

/**
 * What is watched of one product row, as one text made by the server. Whether its date has come counts as yes or no, so
 * that a product is seen to come on sale without anybody editing it.
 */
export function productWatched(schema: ShopSchema, settings: StoreSettings): string {
  const sources = new Set([settings.barcodeSource, settings.stockCodeSource, 'model']);
  const columns = [
    'product_id',
    'quantity',
    'price',
    'tax_class_id',
    'status',
    'date_modified',
    'image',
    ...(schema.has('product', 'master_id') ? ['master_id', 'variant'] : []),
    ...identifierColumns(schema).filter((column) => sources.has(column)),
  ];
  const texts = columns.map((column) => `IFNULL(${quoteName(column)}, '')`);
  return `CONCAT_WS('\\t', ${texts.join(', ')}, ${HAS_COME})`;
}

/** What every product's price and reading depends on beside its own rows: a change here changes all of them. */
export function watchedSalt(facts: {
  readonly shop: ShopSettings;
  readonly taxes: ShopTaxes;
  readonly settings: StoreSettings;
  readonly views: readonly ShownView[];
}): string {
  return JSON.stringify([
    'watched-2',
    facts.shop.currency,
    facts.shop.language.languageId,
    facts.shop.customerGroupId,
    facts.settings.pricesIncludeTax,
    facts.settings.pricesIncludeTax ? [] : [...facts.taxes.byClass],
    facts.views.map(({ view, customerGroupId, taxes, rate }) => [
      view,
      customerGroupId,
      facts.settings.pricesIncludeTax ? [] : [...taxes.byClass],
      rate?.rateE8 ?? null,
    ]),
  ]);
}

/**
 * All watched values of one product in one text; `text` is what {@link productWatched} gave. A 4.x variant has its
 * options at its master.
 */
export function watchedText(
  row: {
    readonly productId: number;
    readonly masterId: number;
    readonly text: string;
    /** Ids of the stores in which it stands, ascending, separated by commas. Most often `0`, the shop itself. */
    readonly stores: string;
  },
  children: WatchedChildren,
): string {
  const own = children.optionValues.get(row.productId);
  const master = row.masterId === 0 ? undefined : children.optionValues.get(row.masterId);
  const prices = children.priceRows.get(row.productId);
  let text = row.stores === '0' ? row.text : `${row.text}\nstores ${row.stores}`;
  if (own !== undefined) text += `\n${own}`;
  if (master !== undefined) text += `\nmaster\n${master}`;
  if (prices !== undefined) text += `\nprices\n${prices.map((price) => price.watched).join('\n')}`;
  for (const [group, byProduct] of children.groupRows) {
    const rows = byProduct.get(row.productId);
    if (rows !== undefined) text += `\ngroup ${group}\n${rows.map((price) => price.watched).join('\n')}`;
  }
  return text;
}

export function fingerprintOf(salt: string, text: string): string {
  return hash('sha1', `${salt}\n${text}`, 'base64url');
}
