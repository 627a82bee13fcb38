import type { ColumnFacts, ShopSchema } from '../dialect/schema.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { SqlValue, Writer } from '../session/queryable.ts';
import { fitEncoded, fitRaw } from './fit-text.ts';

/** `text` is what a person wrote and is stored encoded; `raw` is stored as it is. */
export type Cell = { readonly text: string } | { readonly raw: string } | { readonly value: SqlValue };

const NUMERIC = /int|decimal|numeric|float|double|bit|year/;

/**
 * Inserts one row into a table whose exact columns differ by version, fork and extension: cells for columns that are
 * not there are left out, and foreign NOT NULL columns without default get an empty value.
 */
export async function insertRow(
  writer: Writer,
  schema: ShopSchema,
  row: { readonly table: string; readonly cells: Readonly<Record<string, Cell>> },
): Promise<number> {
  const names: string[] = [];
  const values: SqlValue[] = [];
  for (const column of schema.table(row.table).columns.values()) {
    if (column.generated) continue;
    const cell = Object.hasOwn(row.cells, column.name) ? row.cells[column.name] : undefined;
    const value = cell === undefined ? emptyValue(column) : cellValue(cell, column);
    if (value === undefined) continue;
    names.push(quoteName(column.name));
    values.push(value);
  }
  const marks = names.map(() => '?').join(', ');
  const change = await writer.run(
    `INSERT INTO ${schema.sql(row.table)} (${names.join(', ')}) VALUES (${marks})`,
    values,
  );
  return change.insertId;
}

function cellValue(cell: Cell, column: ColumnFacts): SqlValue {
  if ('text' in cell) return fitEncoded(cell.text, column);
  if ('raw' in cell) return fitRaw(cell.raw, column);
  return cell.value;
}

function emptyValue(column: ColumnFacts): SqlValue | undefined {
  if (column.autoIncrement || column.nullable || column.hasDefault) return undefined;
  if (NUMERIC.test(column.dataType)) return 0;
  if (column.dataType === 'date') return '0000-00-00';
  if (column.dataType === 'datetime' || column.dataType === 'timestamp') return '0000-00-00 00:00:00';
  if (column.dataType === 'time') return '00:00:00';
  // The server itself takes the first of the list; an empty text is none of them.
  if (column.dataType === 'enum') return undefined;
  if (column.dataType === 'json') return '{}';
  return '';
}
