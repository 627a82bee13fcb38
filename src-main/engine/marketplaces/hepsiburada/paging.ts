import { ProblemError } from '#contract/problem.ts';
import type { HepsiburadaClient } from './client.ts';
import type { HepsiburadaEndpoint } from './endpoints.ts';
import { notUnderstood } from './errors.ts';

/**
 * One page of a list: its rows, what tells them apart, how many there are in all where that is said, and how many came
 * with those that could not be read.
 */
export type ListPage<T> = {
  readonly rows: readonly T[];
  readonly keys: readonly string[];
  readonly total: number | null;
  readonly came?: number;
};

type List<T> = {
  readonly endpoint: HepsiburadaEndpoint;
  readonly limit: number;
  /** Whether the service counts pages in place of rows: then offsets are always multiples of the limit. */
  readonly numbered?: boolean;
  readonly readPage: (offset: number) => Promise<ListPage<T>>;
};

const PASSES = 3;
/** Pages in a row that bring nothing new: then the other side turns in a circle. */
const STALE_PAGES = 3;
const MOST_PAGES = 100_000;

/**
 * Turns the pages of a list by offset until it ends. A service that gives less than was asked for (its pages may be
 * smaller than documented) is asked for what follows the last row that came. What changes while pages are turned slips from one onto another,
 * so that all pages are turned again when fewer came than were counted; a count that stays wrong is a wrong count.
 * Rows may come more than once.
 */
export async function* turnPages<T>(client: HepsiburadaClient, list: List<T>): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const counted: number = yield* turnOnce(list, seen);
    if (seen.size >= counted) return;
  }
  client.context.logger.warn('rows-fewer-than-counted', {
    marketplace: 'hepsiburada',
    endpoint: list.endpoint,
    rows: seen.size,
  });
}

async function* turnOnce<T>(list: List<T>, seen: Set<string>): AsyncGenerator<readonly T[], number> {
  const passed = new Set<string>();
  let stale = 0;
  let offset = 0;
  let came = 0;
  for (let turned = 1; turned <= MOST_PAGES; turned += 1) {
    const page: ListPage<T> = await list.readPage(offset);
    const count = page.came ?? page.rows.length;
    came += count;
    offset += list.numbered === true || count === 0 ? list.limit : Math.min(count, list.limit);
    const fresh = page.keys.some((key) => !passed.has(key));
    for (const key of page.keys) {
      passed.add(key);
      seen.add(key);
    }
    stale = fresh ? 0 : stale + 1;
    if (page.rows.length > 0) yield page.rows;
    const beyond = page.total === null || came >= page.total + (count - page.rows.length);
    // A full page at the counted end may hide more behind it.
    if (count === 0 || (beyond && count < list.limit)) return page.total ?? 0;
    if (beyond && !fresh) return page.total ?? 0;
    if (stale >= STALE_PAGES) break;
  }
  throw new ProblemError(notUnderstood(list.endpoint, 'the same page came again and again'));
}
