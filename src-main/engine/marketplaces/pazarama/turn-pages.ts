import { isProblemError, ProblemError } from '#contract/problem.ts';
import { createPagingGuard } from '../kit/paging.ts';
import type { PazaramaClient } from './client.ts';
import type { PazaramaEndpoint } from './endpoints.ts';
import { NAME } from './errors.ts';

/** How often all pages are turned before a reading in which they overlapped is taken for whole. */
const PASSES = 3;

type Turned<Row> = {
  readonly rows: readonly Row[];
  /** The cursor of the next page; null after the last. */
  readonly next: string | null;
};

type Pages<Row> = {
  readonly endpoint: PazaramaEndpoint;
  readonly keyOf: (row: Row) => string;
  /** Null asks for the first page. */
  readonly readPage: (cursor: string | null) => Promise<Turned<Row>>;
};

/**
 * Turns pages to the last one. Where they overlapped, a row may have been pushed onto one that was read already: they are
 * turned again, and so they are when a cursor comes a second time, because following it would never end.
 *
 * @throws ProblemError `channel/not-understood` when page after page brings nothing new, or cursors go on in circles.
 */
export async function* turnPages<Row>(
  client: PazaramaClient,
  of: Pages<Row>,
): AsyncGenerator<readonly Row[]> {
  const seen = new Set<string>();
  let circle: ProblemError | null = null;
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const guard = createPagingGuard<Row>({ marketplace: NAME, endpoint: of.endpoint, keyOf: of.keyOf });
    let overlapped = false;
    let cursor: string | null = null;
    circle = null;
    do {
      const turned: Turned<Row> = await of.readPage(cursor);
      const fresh = guard.fresh(turned.rows);
      overlapped ||= fresh.length < turned.rows.length;
      const unseen = fresh.filter((row) => !seen.has(of.keyOf(row)));
      unseen.forEach((row) => seen.add(of.keyOf(row)));
      if (unseen.length > 0) yield unseen;
      try {
        cursor = guard.next(turned.next);
      } catch (error) {
        if (!isProblemError(error)) throw error;
        circle = new ProblemError(error.problem);
        cursor = null;
      }
    } while (cursor !== null);
    if (!overlapped && circle === null) return;
  }
  if (circle !== null) throw circle;
  client.context.logger.warn('pazarama-pages-overlapped', { endpoint: of.endpoint, rows: seen.size });
}

/**
 * The same for pages counted from one, until an empty one: these answers have no totals, and whether a size that was asked
 * for is kept to is not written.
 */
export function turnNumberedPages<Row>(
  client: PazaramaClient,
  of: Omit<Pages<Row>, 'readPage'> & { readonly readPage: (page: number) => Promise<readonly Row[]> },
): AsyncGenerator<readonly Row[]> {
  return turnPages<Row>(client, {
    ...of,
    readPage: async (cursor) => {
      const page = Number(cursor ?? 1);
      const rows = await of.readPage(page);
      return { rows, next: rows.length === 0 ? null : String(page + 1) };
    },
  });
}
