import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';
import type { RowMarks } from '../word-index.ts';
import { TableWords } from './table-words.ts';
import { rowsWith, VARIANT_CHANGE, type TouchedRow } from './touched-rows.ts';
import { countLivingVariants } from './variant.ts';

/** Living variants of the shop that no listing of these channels is linked to. */
const NOT_LISTED = `gone_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM listing l WHERE l.variant_id = variant.variant_id AND l.link_state = 'linked'
    AND l.channel_id IN (SELECT value FROM json_each(?)))`;

/** Up to so many found rows it is quicker to fetch and sort them than to walk the sorted index. */
const FEW = 2_000;

/** What searching needs of every variant, held in memory once somebody searches; kept true like the listings' board. */
export class VariantBoard {
  readonly #database: Database;
  readonly words: TableWords;
  /** Row numbers by title, for each set of channels that was asked for. */
  readonly #notListed = new Map<string, Uint32Array>();
  readonly #notListedCounts = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
    this.words = new TableWords(database, 'variant');
  }

  /** `linksChanged`: a listing was linked, unlinked, added or removed. */
  take(touched: readonly TouchedRow[], linksChanged: boolean): void {
    const changes = touched.reduce((all, [, what]) => all | what, 0);
    if (linksChanged || (changes & (VARIANT_CHANGE.living | VARIANT_CHANGE.title)) !== 0)
      this.#forgetNotListed();
    this.words.take(rowsWith(touched, VARIANT_CHANGE.words));
  }

  /** The variants in which every term occurs, gone ones among them. */
  find(terms: readonly string[]): RowMarks {
    return this.words.index().find(terms);
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

  /** How many are not listed on these channels: counted from indexes, without finding out which. */
  countNotListed(channelIds: readonly string[]): number {
    const key = keyOf(channelIds);
    const known = this.#notListed.get(key)?.length ?? this.#notListedCounts.get(key);
    if (known !== undefined) return known;
    const count = countLivingVariants(this.#database) - this.#countListed(channelIds);
    this.#notListedCounts.set(key, count);
    return count;
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

  #countListed(channelIds: readonly string[]): number {
    const channels = JSON.stringify(channelIds);
    const linked = 'SELECT value FROM json_each(?)';
    return (
      prepared<[string, string], number>(
        this.#database,
        `SELECT (SELECT count(DISTINCT l.variant_id) FROM listing l INDEXED BY listing_by_variant
            WHERE l.variant_id IS NOT NULL AND l.link_state = 'linked' AND l.channel_id IN (${linked})
              AND EXISTS (SELECT 1 FROM variant v WHERE v.variant_id = l.variant_id))
          - (SELECT count(*) FROM variant v WHERE v.gone_at IS NOT NULL AND EXISTS (
              SELECT 1 FROM listing l WHERE l.variant_id = v.variant_id AND l.link_state = 'linked'
                AND l.channel_id IN (${linked})))`,
      )
        .pluck()
        .get(channels, channels) ?? 0
    );
  }

  #forgetNotListed(): void {
    this.#notListed.clear();
    this.#notListedCounts.clear();
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
