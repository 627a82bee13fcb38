import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { SqlParameter, Writer } from '../session/queryable.ts';
import { holdsText } from './field-place.ts';
import type { NumberColumn } from './write-number-columns.ts';
import { holdsRaw } from './write-step.ts';

/** A column of `product` that gets a value while it holds the raw one; `text` compares by bytes. */
export type RowSet = {
  readonly column: string;
  readonly compare: 'text' | 'raw';
  readonly raw: string | null;
  readonly value: string | number;
};

/** A stock that changes: by so many, or to so many while it holds the raw value. */
export type StockMove =
  | { readonly kind: 'set'; readonly raw: string | null; readonly value: number }
  | {
      readonly kind: 'add';
      readonly difference: number;
      readonly floor: 'none' | 'zero';
      readonly width: NumberColumn;
    };

/** Everything that one write does to the product's own row and to stock. */
export type RowWrite = {
  readonly productId: string;
  readonly before: string | null;
  readonly mark: string;
  readonly sets: readonly RowSet[];
  readonly stock: StockMove | null;
  readonly optionStock: ReadonlyMap<string, StockMove>;
};

type Sql = { readonly sql: string; readonly parameters: readonly SqlParameter[] };

/**
 * The statement that makes a write happen once: it sets the mark (`date_modified`) and moves all stock, of the product
 * and of its option values, where the time before the write still stands. One statement, because MyISAM rolls nothing
 * back; a program that dies leaves it done or not done. False: somebody saved the product meanwhile, and nothing of it
 * was done.
 */
export async function writeRow(writer: Writer, schema: ShopSchema, write: RowWrite): Promise<boolean> {
  const options = optionStockSet(write.optionStock);
  const sets = [
    ...(options === null ? [] : [options]),
    ...write.sets.map(rowSet),
    ...(write.stock === null ? [] : [assign('p', 'quantity', moved('p', write.stock))]),
    { sql: 'p.date_modified = ?', parameters: [write.mark] },
  ];
  const ids = [...write.optionStock.keys()];
  const join =
    ids.length === 0
      ? ''
      : `LEFT JOIN ${schema.sql('product_option_value')} v
           ON v.product_id = p.product_id AND v.product_option_value_id IN (?)`;
  const change = await writer.run(
    `UPDATE ${schema.sql('product')} p ${join} SET ${sets.map(({ sql }) => sql).join(', ')}
     WHERE p.product_id = ? AND p.date_modified <=> ?`,
    [
      ...(ids.length === 0 ? [] : [ids]),
      ...sets.flatMap(({ parameters }) => parameters),
      write.productId,
      write.before,
    ],
  );
  return change.affectedRows > 0;
}

/** One column by itself, still unmarked: what a value that the row refuses is found with. */
export async function writeRowSet(
  writer: Writer,
  schema: ShopSchema,
  set: RowSet,
  { productId, before }: Pick<RowWrite, 'productId' | 'before'>,
): Promise<void> {
  const { sql, parameters } = rowSet(set);
  await writer.run(
    `UPDATE ${schema.sql('product')} p SET ${sql} WHERE p.product_id = ? AND p.date_modified <=> ?`,
    [...parameters, productId, before],
  );
}

function rowSet({ column, compare, raw, value }: RowSet): Sql {
  const name = `p.${quoteName(column)}`;
  const holds = compare === 'text' ? holdsText(column, 'p') : holdsRaw(name);
  return { sql: `${name} = IF(${holds}, ?, ${name})`, parameters: [raw, value] };
}

function optionStockSet(moves: ReadonlyMap<string, StockMove>): Sql | null {
  if (moves.size === 0) return null;
  const cases = [...moves].map(([id, move]): Sql => {
    const { sql, parameters } = moved('v', move);
    return { sql: `WHEN ? THEN ${sql}`, parameters: [id, ...parameters] };
  });
  const all = `CASE v.product_option_value_id ${cases.map(({ sql }) => sql).join(' ')} ELSE v.quantity END`;
  return assign('v', 'quantity', { sql: all, parameters: cases.flatMap(({ parameters }) => parameters) });
}

/**
 * The stock after a move. It never fails, whatever was sold in the meantime: an error at the second of several rows
 * would leave the first one written on MyISAM. What would leave the column's width stays as it is.
 */
function moved(table: 'p' | 'v', move: StockMove): Sql {
  const name = `${table}.quantity`;
  if (move.kind === 'set') {
    return { sql: `IF(${holdsRaw(name)}, ?, ${name})`, parameters: [move.raw, move.value] };
  }
  const now = `IFNULL(CAST(${name} AS DECIMAL(30, 8)), 0)`;
  const { difference, floor, width } = move;
  const isFloored = floor === 'zero' && difference < 0;
  const after = isFloored ? `GREATEST(${now} + ?, LEAST(${now}, 0))` : `${now} + ?`;
  return {
    sql: `IF(${after} BETWEEN ? AND ?, ${after}, ${name})`,
    parameters: [difference, width.least, width.greatest, difference],
  };
}

function assign(table: 'p' | 'v', column: string, { sql, parameters }: Sql): Sql {
  return { sql: `${table}.${quoteName(column)} = ${sql}`, parameters };
}
