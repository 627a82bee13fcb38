import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import { WordIndex, type RowMarks } from '../word-index.ts';
import { VARIANT_CHANGE, type TouchedRow } from './touched-rows.ts';

/** Living variants of the shop that no listing of these channels is linked to. */
const NOT_LISTED = `gone_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM listing l WHERE l.variant_id = variant.variant_id AND l.link_state = 'linked'
    AND l.channel_id IN (SELECT value FROM json_each(?)))`;

/** Up to so many found rows it is quicker to fetch and sort them than to walk the sorted index. */
const FEW = 2_000;

/** What searching needs of every variant, held in memory once somebody searches; kept true like the listings' board. */
export class VariantBoard {
  readonly #database: Database;
  #words: WordIndex | null = null;
  /** Row numbers by title, for each set of channels that was asked for. */
  readonly #notListed = new Map<string, Uint32Array>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** `linksChanged`: a listing was linked, unlinked, added or removed. */
  take(touched: readonly TouchedRow[], linksChanged: boolean): void {
    const changes = touched.reduce((all, [, what]) => all | what, 0);
    if (linksChanged || (changes & (VARIANT_CHANGE.living | VARIANT_CHANGE.title)) !== 0)
      this.#notListed.clear();
    this.#takeWords(touched.filter(([, what]) => (what & VARIANT_CHANGE.words) !== 0));
  }

  /** The variants in which every term occurs, gone ones among them. */
  find(terms: readonly string[]): RowMarks {
    this.#words ??= WordIndex.build(this.#readKeys());
    return this.#words.find(terms);
  }

  /** Row numbers of living variants in which every term occurs, by title, at most `limit`. */
  firstFound(terms: readonly string[], limit: number): readonly number[] {
    const marks = this.find(terms);
    const few = rowsUpTo(marks, FEW);
    if (few !== null) {
      return prepared<[string, number], number>(
        this.#database,
        `SELECT row FROM variant WHERE row IN (SELECT value FROM json_each(?)) AND gone_at IS NULL
         ORDER BY title_fold, row LIMIT ?`,
      )
        .pluck()
        .all(JSON.stringify(few), limit);
    }
    const rows: number[] = [];
    const byTitle = prepared<[], number>(
      this.#database,
      'SELECT row FROM variant INDEXED BY variant_by_title ORDER BY title_fold, row',
    ).pluck();
    const isLiving = prepared<[number], number>(
      this.#database,
      'SELECT 1 FROM variant WHERE row = ? AND gone_at IS NULL',
    ).pluck();
    for (const row of byTitle.iterate()) {
      if (marks[row] === 1 && isLiving.get(row) === 1) rows.push(row);
      if (rows.length === limit) break;
    }
    return rows;
  }

  /** Row numbers of what is not listed on these channels, by title. */
  notListed(channelIds: readonly string[]): Uint32Array {
    const key = keyOf(channelIds);
    const known = this.#notListed.get(key);
    if (known) return known;
    const rows = Uint32Array.from(
      prepared<[string], number>(
        this.#database,
        `SELECT row FROM variant INDEXED BY variant_by_title WHERE ${NOT_LISTED} ORDER BY title_fold, row`,
      )
        .pluck()
        .all(JSON.stringify(channelIds)),
    );
    this.#notListed.set(key, rows);
    return rows;
  }

  #takeWords(touched: readonly TouchedRow[]): void {
    if (this.#words === null || touched.length === 0) return;
    const statement = prepared<[number], string>(
      this.#database,
      'SELECT search_key FROM variant WHERE row = ?',
    ).pluck();
    this.#words.put(touched.map(([row]) => [row, statement.get(row) ?? null] as const));
    if (this.#words.isStale) this.#words = null;
  }

  #readKeys(): IterableIterator<[number, string]> {
    return prepared<[], [number, string]>(this.#database, 'SELECT row, search_key FROM variant')
      .raw()
      .iterate();
  }
}

/** The marked rows, or null when there are more than `most`. */
function rowsUpTo(marks: RowMarks, most: number): readonly number[] | null {
  const rows: number[] = [];
  for (let row = marks.indexOf(1); row >= 0; row = marks.indexOf(1, row + 1)) {
    if (rows.length === most) return null;
    rows.push(row);
  }
  return rows;
}

function keyOf(channelIds: readonly string[]): string {
  return channelIds.toSorted().join(',');
}
