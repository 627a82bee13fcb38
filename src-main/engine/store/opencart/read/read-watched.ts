import { createHash } from 'node:crypto';
import type { ReadOptions, WatchedRange } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader, SqlValue } from '../session/queryable.ts';
import { readWatchedOptionValues } from './option-values.ts';
import { readPriceRows } from './price-rows.ts';
import type { ShopSettings } from './shop-settings.ts';
import { readShopTaxes } from './tax-rates.ts';
import { fingerprintOf, productWatched, watchedSalt, watchedText } from './watched.ts';
import type { WatchedChildren } from './watched.ts';

/** Ids per range, and per SELECT: on MyISAM every SELECT holds up writers, and behind them all readers. */
const RANGE = 1_000;
const SELECT = 5_000;

/** Rows as the driver gives them: product_id, master_id, watched text. No object per row: there may be 100,000. */
type WatchedRow = readonly SqlValue[];

/** See `StorePort.readWatched`. */
export async function* readWatched(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly shop: ShopSettings },
  options: ReadOptions,
): AsyncGenerator<WatchedRange> {
  const { reader, schema, shop } = facts;
  const taxes = await readShopTaxes(reader, schema, shop);
  const salt = watchedSalt({ shop, taxes, settings: options.settings });
  const children: WatchedChildren = {
    optionValues: await readWatchedOptionValues(reader, schema, options.signal),
    priceRows: await readPriceRows(reader, schema, { customerGroupId: shop.customerGroupId }),
  };
  const statement = `SELECT product_id, ${schema.has('product', 'master_id') ? 'IFNULL(master_id, 0)' : '0'},
    ${productWatched(schema, options.settings)} FROM ${schema.sql('product')} WHERE product_id BETWEEN ? AND ?`;
  let from = await nextProductId(reader, schema, 0);
  while (from !== null) {
    options.signal?.throwIfAborted();
    const start = Math.floor(from / RANGE) * RANGE;
    const rows = await reader.arrays(statement, [start, start + SELECT - 1]);
    for (const [key, group] of byRange(rows)) yield rangeOf({ key, rows: group, salt, children });
    from =
      rows.length > 0 && rows.length === SELECT
        ? start + SELECT
        : await nextProductId(reader, schema, start + SELECT);
  }
}

async function nextProductId(reader: Reader, schema: ShopSchema, from: number): Promise<number | null> {
  const [row] = await reader.arrays(
    `SELECT MIN(product_id) FROM ${schema.sql('product')} WHERE product_id >= ?`,
    [from],
  );
  const id = row?.[0];
  return id === null || id === undefined ? null : Number(id);
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
  readonly salt: string;
  readonly children: WatchedChildren;
}): WatchedRange {
  const texts = made.rows.map(([id, master, text]) =>
    watchedText({ productId: Number(id), masterId: Number(master), text: String(text) }, made.children),
  );
  return {
    key: `${made.key}-${made.key + RANGE - 1}`,
    count: made.rows.length,
    digest: createHash('sha1')
      .update(made.salt)
      .update('\n')
      .update(texts.join('\u0001'))
      .digest('base64url'),
    products: () =>
      made.rows.map(([id], index) => ({
        productId: String(id),
        fingerprint: fingerprintOf(made.salt, texts[index] ?? ''),
      })),
  };
}
