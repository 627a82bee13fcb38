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
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  /** Columns that an index begins with; known of {@link INDEXED_TABLES} only. */
  readonly indexed: ReadonlySet<string>;
};

/** Tables whose indexes tell one version from another. */
const INDEXED_TABLES = ['product_code', 'order'] as const;

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
   * checkout waits for it. Put aside first, the rows leave the table free (MySQL manual, SQL_BUFFER_RESULT).
   */
  buffered(table: string): string {
    return this.transactional(table) ? '' : 'SQL_BUFFER_RESULT';
  }

  /** False as soon as one of the tables knows no transactions. */
  transactional(...tables: readonly string[]): boolean {
    return tables.every((table) => !this.has(table) || this.table(table).engine.toLowerCase() === 'innodb');
  }
}

/** Reads tables and columns of one shop. Only what the account has a right on is visible in `information_schema`. */
export async function readSchema(reader: Reader, database: string, prefix: string): Promise<ShopSchema> {
  const tables = await reader.rows(
    `SELECT table_name AS table_name, engine AS engine FROM information_schema.tables
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
      columns: columnsByTable.get(full) ?? new Map(),
      indexed: indexes.get(full) ?? new Set(),
    });
  }
  return new ShopSchema(database, prefix, byName);
}

/** By a table's full name, the columns that its indexes begin with. */
async function readIndexes(
  reader: Reader,
  database: string,
  prefix: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await reader.rows(
    `SELECT table_name AS table_name, column_name AS column_name FROM information_schema.statistics
     WHERE table_schema = ? AND table_name IN (?) AND seq_in_index = 1`,
    [database, INDEXED_TABLES.map((table) => prefix + table)],
  );
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    const table = textOf(row, 'table_name');
    found.set(table, (found.get(table) ?? new Set()).add(textOf(row, 'column_name')));
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
