import { createPagingGuard } from '../kit/paging.ts';
import type { N11Client } from './client.ts';
import type { N11Endpoint } from './endpoints.ts';
import { NAME } from './errors.ts';

/** How often all pages are turned before fewer rows than counted are taken for all there are. */
const PASSES = 3;

export type NumberedPage<Row> = {
  readonly rows: readonly Row[];
  /** Rows of the page as they came, the unreadable ones with them. */
  readonly received: number;
  /** How many a full page has. */
  readonly size: number;
  /** How many rows there are at least by the answer's own totals; null where it has none. */
  readonly total: number | null;
};

/**
 * Turns pages counted from zero to the last one. Rows that change meanwhile move others onto pages already read: when
 * fewer came than the totals count, the pages are turned again. Totals may lie; they never end a reading early.
 *
 * @throws ProblemError `channel/not-understood` when page after page brings nothing new.
 */
export async function* turnPages<Row>(
  client: N11Client,
  of: {
    readonly endpoint: N11Endpoint;
    readonly keyOf: (row: Row) => string;
    readonly readPage: (page: number) => Promise<NumberedPage<Row>>;
    /**
     * Whether several pages are turned until nothing new comes. A row that changes may leave the window, which pulls an
     * unread one onto a page that was read already, and the totals shrink with it.
     */
    readonly untilNothingNew?: boolean;
  },
): AsyncGenerator<readonly Row[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const guard = createPagingGuard<Row>({ marketplace: NAME, endpoint: of.endpoint, keyOf: of.keyOf });
    let counted = 0;
    let page = 0;
    const before = seen.size;
    for (; ; page += 1) {
      const turned = await of.readPage(page);
      counted = turned.total ?? counted;
      const fresh = guard.fresh(turned.rows).filter((row) => !seen.has(of.keyOf(row)));
      fresh.forEach((row) => seen.add(of.keyOf(row)));
      if (fresh.length > 0) yield fresh;
      if (guard.isLast(turned)) break;
    }
    const mayMiss = of.untilNothingNew === true && page > 0 && seen.size > before && pass < PASSES;
    if (seen.size >= counted && !mayMiss) return;
  }
  client.context.logger.warn('n11-fewer-rows-than-counted', { endpoint: of.endpoint, rows: seen.size });
}

/** What totals promise: `totalElements`, else one row on the last page. */
export function promisedRows(
  of: { readonly totalElements: number | null; readonly totalPages: number | null },
  size: number,
): number | null {
  if (of.totalElements !== null) return of.totalElements;
  return of.totalPages === null || of.totalPages < 1 ? null : (of.totalPages - 1) * size + 1;
}
