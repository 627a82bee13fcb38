import { parseDecimalE4 } from '#common/money.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';
import { keyRanges } from './along-key.ts';
import type { KeyRange } from './along-key.ts';

/** A special, or a discount for one piece, that is open now for the shop's ordinary customers. */
export type PriceRow = {
  readonly productId: number;
  readonly kind: 'special' | 'discount';
  readonly priority: number;
  readonly priceE4: number;
  /** 4.1: F is the price, P percent off, S amount off. Older shops have only F. */
  readonly type: 'F' | 'P' | 'S';
  readonly watched: string;
};

const BATCH = 10_000;
/** OpenCart's own test: a zero date is open-ended, a NULL one makes the row inactive. The shop's clock decides. */
const OPEN = `(date_start = '0000-00-00' OR date_start < NOW()) AND (date_end = '0000-00-00' OR date_end > NOW())`;

/** All price rows that are open now, or those of some products. */
export async function readPriceRows(
  reader: Reader,
  schema: ShopSchema,
  options: { readonly customerGroupId: string; readonly productIds?: readonly string[] },
): Promise<ReadonlyMap<number, readonly PriceRow[]>> {
  const found = new Map<number, PriceRow[]>();
  const { productIds } = options;
  for (const source of sourcesOf(schema)) {
    const ranges =
      productIds === undefined
        ? keyRanges(reader, schema, source.table)
        : [{ sql: 'product_id IN (?)', parameters: [productIds] }];
    for await (const range of ranges) {
      // These tables have an index on the product.
      const hint = productIds === undefined ? schema.alongPrimary(source.table) : '';
      for await (const rows of openRows(reader, { schema, source, range, hint, ...options })) {
        for (const row of rows) {
          const read = priceRow(row);
          const known = found.get(read.productId);
          if (known) known.push(read);
          else found.set(read.productId, [read]);
        }
      }
    }
  }
  return found;
}

async function* openRows(
  reader: Reader,
  wanted: {
    readonly schema: ShopSchema;
    readonly source: PriceSource;
    readonly range: KeyRange;
    readonly hint: string;
    readonly customerGroupId: string;
  },
): AsyncGenerator<readonly SqlRow[]> {
  const { source, range } = wanted;
  const key = `${source.table}_id`;
  const statement = `SELECT ${key} AS row_id, product_id AS product_id, priority AS priority, price AS price,
           ${source.type} AS type, ${source.special} AS special
    FROM ${wanted.schema.sql(source.table)} ${wanted.hint}
    WHERE ${range.sql} AND ${key} > ? AND customer_group_id = ? AND ${source.filter} AND ${OPEN}
    ORDER BY ${key} LIMIT ${BATCH}`;
  let after = '0';
  for (;;) {
    const rows = await reader.rows(statement, [...range.parameters, after, wanted.customerGroupId]);
    yield rows;
    if (rows.length < BATCH) return;
    after = idOf(rows.at(-1) ?? {}, 'row_id');
  }
}

type PriceSource = {
  table: 'product_special' | 'product_discount';
  type: string;
  special: string;
  filter: string;
};

/** 4.1 keeps specials in `product_discount`; a `product_special` left over from an upgrade acts no more. */
function sourcesOf(schema: ShopSchema): readonly PriceSource[] {
  if (schema.has('product_discount', 'special')) {
    return [
      {
        table: 'product_discount',
        type: 'type',
        special: 'special',
        // A special for 5 pieces is a price for 5 pieces: 4.1's product page takes only those of one (code, 2026-11).
        filter: 'quantity = 1',
      },
    ];
  }
  const sources: readonly PriceSource[] = [
    { table: 'product_special', type: "'F'", special: '1', filter: '1 = 1' },
    {
      table: 'product_discount',
      type: "'F'",
      special: '0',
      filter: 'quantity = 1',
    },
  ];
  return sources.filter((source) => schema.has(source.table));
}

function priceRow(row: SqlRow): PriceRow {
  const type = textOf(row, 'type');
  const kind = numberOf(row, 'special') === 1 ? 'special' : 'discount';
  return {
    productId: numberOf(row, 'product_id'),
    kind,
    priority: numberOf(row, 'priority'),
    priceE4: parseDecimalE4(textOf(row, 'price')) ?? 0,
    type: type === 'P' || type === 'S' ? type : 'F',
    watched: [kind, textOf(row, 'priority'), textOf(row, 'price'), type].join('\t'),
  };
}

/**
 * Net prices before options in 10^-10 of the currency unit: a percentage off a price with four decimals has more of
 * them, and OpenCart rounds nothing but what it shows. `list` is without the special, `sale` with it.
 */
export function netPrices(
  baseE4: number,
  rows: readonly PriceRow[],
): { readonly saleE10: bigint; readonly listE10: bigint } {
  const first = (kind: PriceRow['kind']): PriceRow | undefined =>
    rows
      .filter((row) => row.kind === kind)
      .sort((a, b) => a.priority - b.priority || a.priceE4 - b.priceE4)[0];
  const discount = first('discount');
  const special = first('special');
  const listE10 = discount === undefined ? inE10(baseE4) : applied(discount, baseE4);
  return { listE10, saleE10: special === undefined ? listE10 : applied(special, baseE4) };
}

function applied(row: PriceRow, baseE4: number): bigint {
  // 100 % is 10^6 in 1/10000, so the amount off comes out in 10^-10 by itself.
  if (row.type === 'P') return inE10(baseE4) - BigInt(baseE4) * BigInt(row.priceE4);
  if (row.type === 'S') return inE10(baseE4 - row.priceE4);
  return inE10(row.priceE4);
}

/** From 1/10000 to 10^-10 of the currency unit. */
export function inE10(amountE4: number): bigint {
  return BigInt(amountE4) * 1_000_000n;
}
