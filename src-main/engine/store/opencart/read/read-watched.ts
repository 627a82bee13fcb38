import { hash } from 'node:crypto';
import type { ReadOptions, WatchedRange } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader, SqlValue } from '../session/queryable.ts';
import { readWatchedOptionValues } from './option-values.ts';
import { readPriceRows } from './price-rows.ts';
import { lastProductId } from './last-product-id.ts';
import { SelectPace } from './select-pace.ts';
import type { ShopSettings } from './shop-settings.ts';
import { readGroupRows, readShownViews } from './shop-views.ts';
import { readShopTaxes } from './tax-rates.ts';
import { fingerprintOf, productWatched, watchedSalt, watchedText } from './watched.ts';
import type { WatchedChildren } from './watched.ts';

const RANGE = 1_000;

/** Rows as the driver gives them: product_id, master_id, watched text. No object per row: there may be 100,000. */
type WatchedRow = readonly SqlValue[];

/** Products of some ids in a row, and in which stores each of them stands; null where that is not kept. */
type Part = {
  readonly rows: readonly WatchedRow[];
  readonly stores: ReadonlyMap<number, string> | null;
  /** The first id behind the part. */
  readonly end: number;
};

/** See `StorePort.readWatched`. The server already works on the next part while this one is looked at. */
export async function* readWatched(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly shop: ShopSettings },
  options: ReadOptions,
): AsyncGenerator<WatchedRange> {
  const { reader, schema, shop } = facts;
  const taxes = await readShopTaxes(reader, schema, shop);
  const views = await readShownViews(reader, schema, shop, options.views ?? []);
  const salt = watchedSalt({ shop, taxes, settings: options.settings, views });
  const children: WatchedChildren = {
    optionValues: await readWatchedOptionValues(reader, schema, options.signal),
    priceRows: await readPriceRows(reader, schema, { customerGroupId: shop.customerGroupId }),
    groupRows: await readGroupRows(reader, schema, { shop, views }),
  };
  const readPart = partReader(facts, options);
  const last = await lastProductId(reader, schema);
  let start = 0;
  let ahead = start <= last ? readPart(start) : null;
  while (ahead !== null) {
    options.signal?.throwIfAborted();
    const { rows, stores, end } = await ahead;
    start = rows.length > 0 ? end : await nextRange(reader, schema, end);
    ahead = start <= last ? readPart(start) : null;
    for (const [key, group] of byRange(rows)) yield rangeOf({ key, rows: group, stores, salt, children });
  }
}

function partReader(
  { reader, schema }: { readonly reader: Reader; readonly schema: ShopSchema },
  options: ReadOptions,
): (start: number) => Promise<Part> {
  const pace = new SelectPace(schema, 'product', 'product_to_store');
  const statement = `SELECT product_id, ${schema.has('product', 'master_id') ? 'IFNULL(master_id, 0)' : '0'},
    ${productWatched(schema, options.settings)} ${pace.clock} FROM ${schema.sql('product')}
    ${schema.alongPrimary('product')} WHERE product_id BETWEEN ? AND ?`;
  // Asked for by itself: within the other statement it would double what that one costs.
  const places = schema.has('product_to_store')
    ? `SELECT product_id, store_id FROM ${schema.sql('product_to_store')} WHERE product_id BETWEEN ? AND ?`
    : null;
  const readRows = async (start: number, end: number): Promise<readonly WatchedRow[]> => {
    const all: WatchedRow[] = [];
    for (let from = start; from < end;) {
      const next = Math.min(end, from + pace.rows);
      const rows = await reader.arrays(statement, [from, next - 1]);
      pace.note(rows, next - from);
      for (const row of rows) all.push(row);
      from = next;
    }
    return all;
  };
  const read = async (start: number): Promise<Part> => {
    // Whole ranges, because each has one digest: several of them in one SELECT, or one of them in several.
    const end = start + Math.max(1, Math.floor(pace.rows / RANGE)) * RANGE;
    const [rows, placements] = await Promise.all([
      readRows(start, end),
      places === null ? null : reader.arrays(places, [start, end - 1]),
    ]);
    return { rows, stores: placements && storesByProduct(placements), end };
  };
  return (start) => {
    const part = read(start);
    // Read ahead of its time: whoever comes to wait for it hears of its failure, and nobody else has to.
    part.catch(() => undefined);
    return part;
  };
}

function storesByProduct(rows: readonly (readonly SqlValue[])[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [product, store] of rows) {
    const productId = Number(product);
    const known = found.get(productId);
    found.set(productId, known === undefined ? String(store) : inOrder(`${known},${String(store)}`));
  }
  return found;
}

function inOrder(stores: string): string {
  return stores
    .split(',')
    .sort((a, b) => Number(a) - Number(b))
    .join(',');
}

/** Where the range begins that the next product at or after `from` is in; beyond every product when there is none. */
async function nextRange(reader: Reader, schema: ShopSchema, from: number): Promise<number> {
  const [row] = await reader.arrays(
    `SELECT MIN(product_id) FROM ${schema.sql('product')} WHERE product_id >= ?`,
    [from],
  );
  const id = row?.[0] ?? null;
  return id === null ? Number.POSITIVE_INFINITY : Math.floor(Number(id) / RANGE) * RANGE;
}

function byRange(rows: readonly WatchedRow[]): readonly (readonly [number, readonly WatchedRow[]])[] {
  const groups = new Map<number, WatchedRow[]>();
  let sorted = true;
  let last = 0;
  let start = -1;
  let group: WatchedRow[] = [];
  for (const row of rows) {
    const id = Number(row[0]);
    if (id < last) sorted = false;
    last = id;
    const own = id - (id % RANGE);
    if (own !== start) {
      start = own;
      group = groups.get(own) ?? [];
      groups.set(own, group);
    }
    group.push(row);
  }
  // Along the primary key the rows come in order anyway; a server that scanned instead must not change the digest.
  if (!sorted) for (const each of groups.values()) each.sort((a, b) => Number(a[0]) - Number(b[0]));
  return [...groups].sort(([a], [b]) => a - b);
}

function rangeOf(made: {
  readonly key: number;
  readonly rows: readonly WatchedRow[];
  readonly stores: Part['stores'];
  readonly salt: string;
  readonly children: WatchedChildren;
}): WatchedRange {
  const { stores } = made;
  const texts = made.rows.map(([id, master, text]) => {
    const productId = Number(id);
    const own = stores === null ? '0' : (stores.get(productId) ?? '');
    return watchedText(
      { productId, masterId: Number(master), text: String(text), stores: own },
      made.children,
    );
  });
  return {
    key: `${made.key}-${made.key + RANGE - 1}`,
    count: made.rows.length,
    digest: hash('sha1', `${made.salt}\n${texts.join('\u0001')}`, 'base64url'),
    products: () =>
      made.rows.map(([id], index) => ({
        productId: String(id),
        // Only made of those that somebody compares.
        get fingerprint() {
          return fingerprintOf(made.salt, texts[index] ?? '');
        },
      })),
  };
}
