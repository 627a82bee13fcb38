import type { FieldValue } from '#contract/product-value.ts';
import type { FieldChange } from '../../port.ts';
import type { SqlChange, SqlParameter, SqlValue } from '../session/queryable.ts';
import type { Cell } from '../write/insert-row.ts';
import type { EditPlaces } from './field-place.ts';
import type { ProductRows } from './product-rows.ts';
import type { NumberColumns } from './write-number-columns.ts';

export type SetChange = Extract<FieldChange, { kind: 'set' }>;
export type AddChange = Extract<FieldChange, { kind: 'add' }>;

/**
 * What one product's write has in hand. `rows` were read in this very write: statements are guarded by the raw values
 * in them, so that a value of somebody else's is never overwritten, however it is encoded.
 */
export type WriteStep = {
  readonly places: EditPlaces;
  readonly productId: string;
  readonly rows: ProductRows;
  readonly numbers: NumberColumns;
  /** Runs a statement on a child table. Absolute and guarded: doing it again does no harm. */
  readonly run: (sql: string, parameters: readonly SqlParameter[]) => Promise<SqlChange>;
  /** Adds a row of this product to a child table; columns that are not named get what they need. */
  readonly insert: (table: string, cells: Readonly<Record<string, Cell>>) => Promise<void>;
};

/** A number, date or flag still being exactly the raw value that was read; one parameter. */
export function holdsRaw(sqlColumn: string): string {
  return `CAST(${sqlColumn} AS CHAR) <=> CAST(? AS CHAR)`;
}

/** A raw value as the parameter of a guard. */
export function rawText(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

export function textIn(value: FieldValue): string {
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}

export function listIn(value: FieldValue): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value as readonly string[];
}
