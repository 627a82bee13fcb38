/** What comes back for one column: whole numbers up to 2^53 as numbers, everything else as the server wrote it. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;
/** A parameter; an array stands for the list of an `IN (?)`. */
export type SqlParameter = SqlValue | readonly (string | number)[];

export type SqlChange = { readonly affectedRows: number; readonly insertId: number };

/** One door to the database for reading. Texts of statements are constant; values only ever travel as parameters. */
export type Reader = {
  readonly rows: (sql: string, parameters?: readonly SqlParameter[]) => Promise<readonly SqlRow[]>;
  /** Rows as arrays in column order: no object per row, for wide passes. */
  readonly arrays: (
    sql: string,
    parameters?: readonly SqlParameter[],
  ) => Promise<readonly (readonly SqlValue[])[]>;
};

export type Writer = Reader & {
  readonly run: (sql: string, parameters?: readonly SqlParameter[]) => Promise<SqlChange>;
};

/** A text column; NULL and a missing column read as an empty text. */
export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
}

/** A whole number; NULL, a missing column and what is no number read as 0. */
export function numberOf(row: SqlRow, column: string): number {
  const value = Number(row[column] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** What an INT of the server holds at most, and this program sends. */
const LARGEST_STOCK = 2_147_483_647;

/** A stock in whole pieces: part of one is none, and nobody has more than an INT of the server can say. */
export function stockOf(row: SqlRow, column: string): number {
  const pieces = Math.floor(numberOf(row, column));
  return Math.max(-LARGEST_STOCK, Math.min(LARGEST_STOCK, pieces));
}

/** An id as text, `0` when there is none. */
export function idOf(row: SqlRow, column: string): string {
  const value = row[column];
  return value === null || value === undefined || value === '' ? '0' : String(value);
}
