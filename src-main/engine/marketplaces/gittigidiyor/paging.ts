import type { Logger } from '../../host.ts';
import { createPagingGuard } from '../kit/paging.ts';
import type { GittiGidiyorEndpoint } from './endpoints.ts';
import { NAME } from './errors.ts';
import { PAGE_ROWS } from './api.ts';

export type Page<Row> = {
  readonly rows: readonly Row[];
  /** Rows as they came, readable or not. */
  readonly received: number;
  readonly total: number | null;
  /** Says that there is another page, whatever the total. */
  readonly more: boolean;
};

export type PagedList<Row> = {
  readonly endpoint: GittiGidiyorEndpoint;
  readonly logger: Logger;
  readonly keyOf: (row: Row) => string;
  /** `index` counts from 0. */
  readonly readPage: (index: number) => Promise<Page<Row>>;
  /** Nothing that follows a page like this one is wanted. */
  readonly isEnough?: (rows: readonly Row[]) => boolean;
};

const PASSES = 3;

/**
 * Every row once. What changes while pages are turned slips from one onto another, and a page may come in another's place:
 * all are turned again where fewer came than were counted. A count that stays wrong is a wrong count, and is logged.
 */
export async function* turnPages<Row>(list: PagedList<Row>): AsyncGenerator<readonly Row[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const counted: number = yield* turnOnce(list, seen);
    if (seen.size >= counted) return;
  }
  list.logger.warn('rows-fewer-than-counted', {
    marketplace: 'gittigidiyor',
    endpoint: list.endpoint,
    rows: seen.size,
  });
}

/** One pass; gives how many rows there should be, 0 where that does not matter. */
async function* turnOnce<Row>(
  list: PagedList<Row>,
  seen: Set<string>,
): AsyncGenerator<readonly Row[], number> {
  const { endpoint, keyOf } = list;
  const guard = createPagingGuard<Row>({ marketplace: NAME, endpoint, keyOf });
  let unread = 0;
  for (let index = 0; ; index += 1) {
    const page: Page<Row> = await list.readPage(index);
    const fresh = guard.fresh(page.rows).filter((row) => !seen.has(keyOf(row)));
    for (const row of fresh) seen.add(keyOf(row));
    unread += page.received - page.rows.length;
    if (fresh.length > 0) yield fresh;
    if (list.isEnough?.(page.rows) === true) return 0;
    const last = guard.isLast({ received: page.received, size: PAGE_ROWS, total: page.total });
    if (page.received === 0 || (last && !page.more)) return Math.max(0, (page.total ?? 0) - unread);
  }
}

/** A count as they write it; null where there is none. */
export function readTotal(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
