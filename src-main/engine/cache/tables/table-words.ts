import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { WordIndexBuilder, type WordIndex } from '../word-index.ts';

/** Rows read in one step: some milliseconds. */
const STEP = 2_000;

type Begun = {
  readonly builder: WordIndexBuilder;
  lastRow: number;
  /** Rows that changed since they were read, or may have. */
  readonly changed: Set<number>;
};

/** The words of a table's search keys, gathered step by step before anybody asks, or all at once when somebody does. */
export class TableWords {
  readonly #database: Database;
  readonly #table: 'listing' | 'variant';
  #index: WordIndex | null = null;
  #begun: Begun | null = null;

  constructor(database: Database, table: 'listing' | 'variant') {
    this.#database = database;
    this.#table = table;
  }

  /** Takes over rows that were added, changed or removed. */
  take(rows: readonly number[]): void {
    for (const row of rows) this.#begun?.changed.add(row);
    if (this.#index === null || rows.length === 0) return;
    this.#put(this.#index, rows);
    if (this.#index.isStale) this.#index = null;
  }

  index(): WordIndex {
    for (;;) {
      if (this.#index !== null) return this.#index;
      this.step();
    }
  }

  /** Reads some more rows. Returns whether all are read. */
  step(): boolean {
    if (this.#index !== null) return true;
    this.#begun ??= { builder: new WordIndexBuilder(), lastRow: 0, changed: new Set() };
    const { builder, lastRow, changed } = this.#begun;
    const rows = prepared<[number, number], [number, string]>(
      this.#database,
      `SELECT row, search_key FROM ${this.#table} WHERE row > ? ORDER BY row LIMIT ?`,
    )
      .raw()
      .all(lastRow, STEP);
    for (const [row, key] of rows) builder.add(row, key);
    this.#begun.lastRow = rows.at(-1)?.[0] ?? lastRow;
    if (rows.length === STEP) return false;
    const index = builder.finish();
    this.#put(index, [...changed]);
    this.#index = index;
    this.#begun = null;
    return true;
  }

  #put(index: WordIndex, rows: readonly number[]): void {
    const key = prepared<[number], string>(
      this.#database,
      `SELECT search_key FROM ${this.#table} WHERE row = ?`,
    ).pluck();
    index.put(rows.map((row) => [row, key.get(row) ?? null] as const));
  }
}
