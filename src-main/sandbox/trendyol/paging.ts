import { createHash } from 'node:crypto';
import { Refusal } from '../exchange.ts';
import { errorAnswer } from './answers.ts';
import { queryNumber } from './body-fields.ts';
import type { Call } from './world.ts';

export type PageOf<T> = {
  readonly page: number;
  readonly size: number;
  readonly totalPages: number;
  readonly totalElements: number;
  readonly content: readonly T[];
  readonly nextOffset: number | null;
};

export type PageRules = {
  readonly defaultSize: number;
  readonly maxSize: number;
  readonly windowTop: number | null;
};

export type PageWish = { readonly page: number; readonly size: number; readonly offset: number };

type Token = { readonly offset: number; readonly filters: string };

/** Reads page and size (0-based), or the token that stands in place of `page`. */
export function readPageWish(call: Call, rules: PageRules): PageWish {
  const nowMs = call.world.now();
  const refuse = (message: string): Refusal =>
    new Refusal(errorAnswer(400, { key: 'invalid.page.request', message, nowMs }));
  const size = queryNumber(call.query, 'size', rules.defaultSize);
  if (size === null || size < 1 || size > rules.maxSize)
    throw refuse(`size 1 ile ${rules.maxSize} arasında olmalıdır`);
  const token = call.query.get('nextPageToken');
  if (token) {
    const read = readToken(token);
    if (!read || read.filters !== filtersOf(call)) throw refuse('nextPageToken geçersiz');
    return { page: Math.floor(read.offset / size), size, offset: read.offset };
  }
  const page = queryNumber(call.query, 'page', 0);
  if (page === null) throw refuse('page 0 veya daha büyük olmalıdır');
  if (rules.windowTop !== null && (page + 1) * size > rules.windowTop) {
    throw refuse(`page × size en fazla ${rules.windowTop} olabilir; nextPageToken kullanınız`);
  }
  return { page, size, offset: page * size };
}

/** Cuts one page out of all rows; the paging faults have their say here. */
export function cutPage<T>(call: Call, rows: readonly T[], wish: PageWish): PageOf<T> {
  const { faults } = call.world;
  const repeated =
    faults.strike(['duplicate-page'], call.endpoint) !== null && wish.offset > 0 ? wish.size : 0;
  const overlap = faults.strike(['overlapping-page'], call.endpoint) !== null ? Math.ceil(wish.size / 2) : 0;
  const start = Math.max(0, wish.offset - repeated - overlap);
  const end = wish.offset + wish.size;
  const wrong = faults.strike(['wrong-total'], call.endpoint) !== null ? wish.size : 0;
  return {
    page: wish.page,
    size: wish.size,
    totalPages: Math.ceil((rows.length + wrong) / wish.size),
    totalElements: rows.length + wrong,
    content: rows.slice(start, repeated > 0 ? start + wish.size : end),
    nextOffset: end < rows.length ? end : null,
  };
}

/** The token for what follows, by the rule in force. */
export function nextPageToken(call: Call, page: PageOf<unknown>): string | null {
  const rule = call.world.rules().nextPageToken;
  if (page.nextOffset === null || rule === 'never') return null;
  if (rule === 'beyond-10000' && page.totalElements <= 10_000) return null;
  if (call.world.faults.strike(['repeated-cursor'], call.endpoint))
    return makeToken(call, page.page * page.size);
  return makeToken(call, page.nextOffset);
}

function makeToken(call: Call, offset: number): string {
  return Buffer.from(JSON.stringify({ offset, filters: filtersOf(call) })).toString('base64url');
}

function readToken(token: string): Token | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof read !== 'object' || read === null || !('offset' in read) || !('filters' in read)) return null;
    const { offset, filters } = read;
    return typeof offset === 'number' && typeof filters === 'string' ? { offset, filters } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A cursor belongs to the question that it was an answer to. */
export function filtersOf(call: Call): string {
  const filters = [...call.query]
    .filter(([name]) => !['page', 'size', 'nextPageToken', 'nextCursor'].includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return createHash('sha256').update(filters.join('&')).digest('base64url').slice(0, 16);
}
