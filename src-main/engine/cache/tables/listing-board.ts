import type { Database } from 'better-sqlite3';
import type { ListingQuery } from '#contract/listings.ts';
import { prepared } from '../prepared.ts';
import type { RowMarks } from '../word-index.ts';
import { TableWords } from './table-words.ts';
import { LISTING_CHANGE, rowsWith, type TouchedRow } from './touched-rows.ts';

/** How many listings there are with one combination of {@link LISTING_FLAGS}: at most 64 groups make every chip. */
export type FlagGroup = readonly [flags: number, count: number];
export type Sort = ListingQuery['sort'];

type SortFacts = { readonly column: string; readonly index: string; readonly change: number };

/** The orders of the page, each with the index that stands in it and the change that makes a kept one void. */
export const SORTS: Readonly<Record<Sort, SortFacts>> = {
  title: { column: 'title_key', index: 'listing_by_title', change: LISTING_CHANGE.title },
  stockCode: { column: 'stock_code', index: 'listing_by_stock_code', change: LISTING_CHANGE.stockCode },
  quantity: { column: 'confirmed_quantity', index: 'listing_by_quantity', change: LISTING_CHANGE.quantity },
  price: { column: 'confirmed_price_e4', index: 'listing_by_price', change: LISTING_CHANGE.price },
  confirmedAt: {
    column: 'confirmed_at',
    index: 'listing_by_confirmation',
    change: LISTING_CHANGE.confirmedAt,
  },
};

const COMBINATIONS = 64;
/** From so many changed rows on, walking the index again is quicker than asking for each. */
const READ_ANEW = 5_000;

/**
 * What is needed of every listing to count chips and to search, held in memory and brought up to date by the rows that
 * SQLite says were touched. A few bytes a listing; the words are read when somebody first searches.
 */
export class ListingBoard {
  readonly #database: Database;
  /** A channel's number is its place in here plus one; 0 stands for no listing at all. */
  readonly #channelIds: string[] = [];
  #channels = new Uint16Array(0);
  #flags = new Uint8Array(0);
  /** By channel number and flags. */
  #counts = new Map<number, Uint32Array>();
  readonly words: TableWords;
  readonly #orders = new Map<string, { readonly sort: Sort; readonly rows: Uint32Array }>();

  constructor(database: Database) {
    this.#database = database;
    this.words = new TableWords(database, 'listing');
    this.#readStanding();
  }

  take(touched: readonly TouchedRow[]): void {
    if (touched.length === 0) return;
    const standing = rowsWith(touched, LISTING_CHANGE.standing);
    if (standing.length > READ_ANEW) this.#readStanding();
    else for (const row of standing) this.#readOne(row);
    this.words.take(rowsWith(touched, LISTING_CHANGE.words));
    const changes = touched.reduce((all, [, what]) => all | what, 0);
    for (const [key, { sort }] of this.#orders) {
      if ((changes & SORTS[sort].change) !== 0) this.#orders.delete(key);
    }
  }

  /** Every listing of these channels, or those of them that are marked. */
  groups(channelIds: readonly string[], marks: RowMarks | null): readonly FlagGroup[] {
    const counts = new Uint32Array(COMBINATIONS);
    const wanted = this.#numbersOf(channelIds);
    if (marks === null) {
      for (const number of wanted) {
        for (const [flags, count] of (this.#counts.get(number) ?? []).entries()) counts[flags]! += count;
      }
    } else {
      const isWanted = this.#isWanted(wanted);
      const end = Math.min(marks.length, this.#flags.length);
      for (let row = 0; row < end; row += 1) {
        if (marks[row] === 1 && isWanted[this.#channels[row]!] === 1) counts[this.#flags[row]!]! += 1;
      }
    }
    return Array.from(counts, (count, flags) => [flags, count] as const).filter(([, count]) => count > 0);
  }

  /** The listings in which every term occurs, of all channels. */
  find(terms: readonly string[]): RowMarks {
    return this.words.index().find(terms);
  }

  /** Marked listings of these channels with one of these bits in their flags; 0 stands for any flags. */
  rowsOf(channelIds: readonly string[], marks: RowMarks, bits: number): readonly number[] {
    const passes = this.#passer(channelIds, marks, bits);
    const rows: number[] = [];
    for (let row = 0; row < this.#flags.length; row += 1) if (passes(row)) rows.push(row);
    return rows;
  }

  /** The same in the page's order, a window of them: walks the kept order until the window is full. */
  windowOf(
    channelIds: readonly string[],
    wanted: { readonly marks: RowMarks; readonly bits: number },
    query: Pick<ListingQuery, 'sort' | 'descending' | 'offset' | 'limit'>,
  ): readonly number[] {
    const passes = this.#passer(channelIds, wanted.marks, wanted.bits);
    const order = this.#orderOf(channelIds, query.sort);
    const rows: number[] = [];
    let skip = query.offset;
    for (let index = 0; index < order.length && rows.length < query.limit; index += 1) {
      const row = order[query.descending ? order.length - 1 - index : index]!;
      if (!passes(row)) continue;
      if (skip > 0) skip -= 1;
      else rows.push(row);
    }
    return rows;
  }

  #passer(channelIds: readonly string[], marks: RowMarks, bits: number): (row: number) => boolean {
    const isWanted = this.#isWanted(this.#numbersOf(channelIds));
    const [channels, flags] = [this.#channels, this.#flags];
    return (row) =>
      marks[row] === 1 && isWanted[channels[row]!] === 1 && (bits === 0 || (flags[row]! & bits) !== 0);
  }

  #orderOf(channelIds: readonly string[], sort: Sort): Uint32Array {
    const key = `${sort}:${channelIds.join(',')}`;
    const known = this.#orders.get(key);
    if (known) return known.rows;
    const { column, index } = SORTS[sort];
    const arm = `SELECT row, ${column} AS sorted FROM listing INDEXED BY ${index} WHERE channel_id = ?`;
    const all = prepared<unknown[], number>(
      this.#database,
      `SELECT row FROM (${channelIds.map(() => arm).join(' UNION ALL ')} ORDER BY sorted)`,
    )
      .pluck()
      .all(...channelIds);
    const rows = Uint32Array.from(all);
    this.#orders.set(key, { sort, rows });
    return rows;
  }

  #readStanding(): void {
    const last = prepared<[], number>(this.#database, 'SELECT coalesce(max(row), 0) FROM listing')
      .pluck()
      .get();
    this.#channels = new Uint16Array((last ?? 0) + 1);
    this.#flags = new Uint8Array((last ?? 0) + 1);
    this.#counts = new Map();
    // One number for both: an array for each of 100,000 rows would take twice as long.
    const rows = prepared<[string], number>(
      this.#database,
      `SELECT row * ${COMBINATIONS} + flags FROM listing INDEXED BY listing_by_flags WHERE channel_id = ?`,
    ).pluck();
    const channelIds = prepared<[], string>(this.#database, 'SELECT channel_id FROM channel').pluck().all();
    for (const channelId of channelIds) {
      const number = this.#numberOf(channelId);
      for (const both of rows.all(channelId)) {
        this.#set(Math.floor(both / COMBINATIONS), number, both % COMBINATIONS);
      }
    }
  }

  #readOne(row: number): void {
    const found = prepared<[number], [string, number]>(
      this.#database,
      'SELECT channel_id, flags FROM listing WHERE row = ?',
    )
      .raw()
      .get(row);
    this.#set(row, found ? this.#numberOf(found[0]) : 0, found?.[1] ?? 0);
  }

  #set(row: number, channel: number, flags: number): void {
    if (row >= this.#flags.length) this.#grow(row);
    const before = this.#channels[row]!;
    if (before !== 0) this.#countsOf(before)[this.#flags[row]!]! -= 1;
    this.#channels[row] = channel;
    this.#flags[row] = flags;
    if (channel !== 0) this.#countsOf(channel)[flags]! += 1;
  }

  #grow(row: number): void {
    const length = Math.ceil(row * 1.25) + 1_024;
    const [channels, flags] = [new Uint16Array(length), new Uint8Array(length)];
    channels.set(this.#channels);
    flags.set(this.#flags);
    this.#channels = channels;
    this.#flags = flags;
  }

  #countsOf(channel: number): Uint32Array {
    let counts = this.#counts.get(channel);
    if (!counts) this.#counts.set(channel, (counts = new Uint32Array(COMBINATIONS)));
    return counts;
  }

  #numberOf(channelId: string): number {
    const known = this.#channelIds.indexOf(channelId);
    return known >= 0 ? known + 1 : this.#channelIds.push(channelId);
  }

  #numbersOf(channelIds: readonly string[]): readonly number[] {
    return channelIds.map((channelId) => this.#numberOf(channelId));
  }

  #isWanted(numbers: readonly number[]): Uint8Array {
    const isWanted = new Uint8Array(this.#channelIds.length + 1);
    for (const number of numbers) isWanted[number] = 1;
    return isWanted;
  }
}
