import { problem, ProblemError } from '#contract/problem.ts';

/** No account has more pages than this; a server that goes on giving them does not know where it is. */
const MAX_PAGES = 100_000;
/** Pages in a row that bring nothing new: one overlaps, two may, three go round in circles. */
const MAX_STALE_PAGES = 3;

/** Watches over the pages of one reading. Never ends a reading as if it were whole: it rejects. */
export type PagingGuard<Row> = {
  /**
   * The page's rows that no earlier page had, in order; the later of two with the same key wins within a page.
   *
   * @throws ProblemError `channel/not-understood` when page after page brings nothing new.
   */
  readonly fresh: (rows: readonly Row[]) => readonly Row[];
  /**
   * Hands on the cursor of the next page; null and empty mean that there is none.
   *
   * @throws ProblemError `channel/not-understood` for a cursor that was there before: following it would never end.
   */
  readonly next: (cursor: string | null | undefined) => string | null;
  /**
   * Whether a page counted by number is the last one. Totals may lie in both directions: an empty page is the end, a short
   * one is unless the total promises more, a full one never is.
   */
  readonly isLast: (page: {
    readonly received: number;
    readonly size: number;
    readonly total: number | null;
  }) => boolean;
};

export function createPagingGuard<Row>(of: {
  readonly marketplace: string;
  readonly endpoint: string;
  readonly keyOf: (row: Row) => string;
}): PagingGuard<Row> {
  const seen = new Set<string>();
  const cursors = new Set<string>();
  let pages = 0;
  let stale = 0;
  let received = 0;

  const refuse = (detail: string): never => {
    const { marketplace, endpoint } = of;
    throw new ProblemError(problem('channel/not-understood', { marketplace, endpoint }, detail));
  };

  return {
    fresh: (rows) => {
      pages += 1;
      if (pages > MAX_PAGES) refuse(`more than ${MAX_PAGES} pages`);
      const byKey = new Map<string, Row>();
      for (const row of rows) byKey.set(of.keyOf(row), row);
      const fresh = [...byKey].filter(([key]) => !seen.has(key));
      for (const [key] of fresh) seen.add(key);
      stale = fresh.length > 0 || rows.length === 0 ? 0 : stale + 1;
      if (stale >= MAX_STALE_PAGES) refuse('the same page again and again');
      return fresh.map(([, row]) => row);
    },
    next: (cursor) => {
      if (cursor === null || cursor === undefined || cursor === '') return null;
      if (cursors.has(cursor)) refuse('a cursor that was there before');
      cursors.add(cursor);
      return cursor;
    },
    isLast: (page) => {
      received += page.received;
      if (page.received === 0) return true;
      return page.received < page.size && (page.total === null || received >= page.total);
    },
  };
}
