import { problem, ProblemError } from '#contract/problem.ts';
import { idOf, numberOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { quoteName } from './identifiers.ts';

export type ColumnFacts = {
  readonly name: string;
  readonly dataType: string;
  /** In characters; null for what is no text. */
  readonly maxLength: number | null;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly autoIncrement: boolean;
  /** Worked out by the server: it refuses every value given for it. */
  readonly generated: boolean;
  /** `utf8mb3`, `utf8mb4`, …; null for what is no text. */
  readonly charset: string | null;
};

export type TableFacts = {
  readonly name: string;
  readonly engine: string;
  /** What its next text column would get; its columns may have others. */
  readonly collation: string;
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  /** Columns that an index begins with; known of {@link INDEXED_TABLES} only. */
  readonly indexed: ReadonlySet<string>;
  /** The column that its PRIMARY KEY begins with; known of {@link INDEXED_TABLES} only, null where there is none. */
  readonly primaryColumn: string | null;
};

/** Tables whose indexes tell one version from another, or are large and read part by part. */
const INDEXED_TABLES = [
  'product_code',
  'order',
  'product',
  'product_option',
  'product_option_value',
  'product_special',
  'product_discount',
  'relatedoptions',
] as const;

/** The shop's tables as they are, by their names without prefix. OpenCart writes its version nowhere. */
export class ShopSchema {
  readonly database: string;
  readonly prefix: string;
  readonly #tables: ReadonlyMap<string, TableFacts>;

  constructor(database: string, prefix: string, tables: ReadonlyMap<string, TableFacts>) {
    this.database = database;
    this.prefix = prefix;
    this.#tables = tables;
  }

  has(table: string, column?: string): boolean {
    const facts = this.#tables.get(table);
    return facts !== undefined && (column === undefined || facts.columns.has(column));
  }

  /** The table's name for SQL: prefixed and backquoted. */
  sql(table: string): string {
    return quoteName(this.prefix + table);
  }

  /** In lower case, without width; null for a column that is not there. */
  columnType(table: string, column: string): string | null {
    return this.#tables.get(table)?.columns.get(column)?.dataType ?? null;
  }

  isIndexed(table: (typeof INDEXED_TABLES)[number], column: string): boolean {
    return this.#tables.get(table)?.indexed.has(column) === true;
  }

  table(table: string): TableFacts {
    const facts = this.#tables.get(table);
    if (facts === undefined) {
      const detail = `${this.prefix}${table}`;
      throw new ProblemError(problem('store/unknown-generation', { detail }));
    }
    return facts;
  }

  columns(table: string): readonly string[] {
    return [...(this.#tables.get(table)?.columns.keys() ?? [])];
  }

  tables(): ReadonlyMap<string, TableFacts> {
    return this.#tables;
  }

  /**
   * For a SELECT of many rows: MyISAM keeps its lock until the last row is on the line, however slow that is, and every
   * checkout waits for it. Put aside first, the rows leave the table free (MySQL manual, SQL_BUFFER_RESULT); not so on
   * MariaDB 10.11, which keeps the lock all the same (measured 2026-11). Never with a LIMIT: see `SelectPace`.
   */
  buffered(table: string): string {
    return this.transactional(table) ? '' : 'SQL_BUFFER_RESULT';
  }

  /**
   * To put behind the name of a large table of which a SELECT wants a part by `<table>_id`: a server that takes a scan of
   * the whole for the cheaper way (MariaDB 10.11 does for a fifth of it) would hold its lock for all of it. Empty where
   * nobody waits for a lock, or the table has no such key.
   */
  alongPrimary(table: (typeof INDEXED_TABLES)[number]): string {
    const isKey = this.#tables.get(table)?.primaryColumn === `${table}_id`;
    return isKey && !this.transactional(table) ? 'FORCE INDEX (PRIMARY)' : '';
  }

  /** False as soon as one of the tables knows no transactions. */
  transactional(...tables: readonly string[]): boolean {
    return tables.every((table) => !this.has(table) || this.table(table).engine.toLowerCase() === 'innodb');
  }
}

/** Reads tables and columns of one shop. Only what the account has a right on is visible in `information_schema`. */
export async function readSchema(reader: Reader, database: string, prefix: string): Promise<ShopSchema> {
  const tables = await reader.rows(
    `SELECT table_name AS table_name, engine AS engine, table_collation AS collation FROM information_schema.tables
     WHERE table_schema = ? AND LEFT(table_name, ?) = ? AND table_type = 'BASE TABLE'`,
    [database, prefix.length, prefix],
  );
  const columns = await reader.rows(
    `SELECT table_name AS table_name, column_name AS column_name, data_type AS data_type,
            character_maximum_length AS max_length, is_nullable AS is_nullable, column_default AS column_default,
            extra AS extra, character_set_name AS charset
     FROM information_schema.columns
     WHERE table_schema = ? AND LEFT(table_name, ?) = ? ORDER BY table_name, ordinal_position`,
    [database, prefix.length, prefix],
  );
  const columnsByTable = new Map<string, Map<string, ColumnFacts>>();
  for (const row of columns) {
    const table = textOf(row, 'table_name');
    const known = columnsByTable.get(table) ?? new Map<string, ColumnFacts>();
    const facts = columnFacts(row);
    known.set(facts.name, facts);
    columnsByTable.set(table, known);
  }
  const indexes = await readIndexes(reader, database, prefix);
  const byName = new Map<string, TableFacts>();
  for (const row of tables) {
    const full = textOf(row, 'table_name');
    const name = full.slice(prefix.length);
    byName.set(name, {
      name,
      engine: textOf(row, 'engine'),
      collation: textOf(row, 'collation'),
      columns: columnsByTable.get(full) ?? new Map(),
      indexed: indexes.get(full)?.columns ?? new Set(),
      primaryColumn: indexes.get(full)?.primary ?? null,
    });
  }
  return new ShopSchema(database, prefix, byName);
}

type Indexes = { readonly columns: Set<string>; primary: string | null };

/** By a table's full name, the columns that its indexes begin with. */
async function readIndexes(
  reader: Reader,
  database: string,
  prefix: string,
): Promise<ReadonlyMap<string, Indexes>> {
  const rows = await reader.rows(
    `SELECT table_name AS table_name, index_name AS index_name, column_name AS column_name
     FROM information_schema.statistics
     WHERE table_schema = ? AND table_name IN (?) AND seq_in_index = 1`,
    [database, INDEXED_TABLES.map((table) => prefix + table)],
  );
  const found = new Map<string, Indexes>();
  for (const row of rows) {
    const table = textOf(row, 'table_name');
    const column = textOf(row, 'column_name');
    const indexes = found.get(table) ?? { columns: new Set(), primary: null };
    indexes.columns.add(column);
    if (textOf(row, 'index_name') === 'PRIMARY') indexes.primary = column;
    found.set(table, indexes);
  }
  return found;
}

function columnFacts(row: Parameters<typeof textOf>[0]): ColumnFacts {
  const maxLength = numberOf(row, 'max_length');
  const charset = textOf(row, 'charset').toLowerCase();
  const extra = textOf(row, 'extra').toLowerCase();
  return {
    name: textOf(row, 'column_name'),
    dataType: textOf(row, 'data_type').toLowerCase(),
    maxLength: idOf(row, 'max_length') === '0' ? null : maxLength,
    nullable: textOf(row, 'is_nullable') === 'YES',
    hasDefault: row.column_default !== null && row.column_default !== undefined,
    autoIncrement: extra.includes('auto_increment'),
    // MySQL 8 says DEFAULT_GENERATED of a default that is an expression: that one takes values.
    generated: /\b(?:virtual|stored|persistent)\b/.test(extra),
    // MySQL and MariaDB before 10.6 call the three-byte kind just `utf8`.
    charset: charset === '' ? null : charset === 'utf8' ? 'utf8mb3' : charset,
  };
}
