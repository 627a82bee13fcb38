import type { Random } from '#engine/host.ts';
import { jsonAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { FaultBook } from '../faults.ts';
import type { HepsiburadaRules } from './rules.ts';
import type { HepsiburadaState } from './state.ts';

/** What every service of the Hepsiburada sandbox works on. */
export type HepsiburadaWorld = {
  readonly state: HepsiburadaState;
  readonly rules: () => HepsiburadaRules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
};

/** One request, matched to its route and let in. */
export type Call = {
  readonly world: HepsiburadaWorld;
  readonly endpoint: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly request: SandboxRequest;
};

export function nextNumber({ state }: HepsiburadaWorld): number {
  state.number += 1;
  return state.number;
}

/** Order management's own form of a refusal. */
export function refuse(status: number, message: string): Refusal {
  return new Refusal(jsonAnswer(status, { message }));
}

export type Cut<T> = {
  readonly rows: readonly T[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
};

/** One page out of all rows. Paging is mandatory; the paging faults have their say here. */
export function cutPage<T>(call: Call, rows: readonly T[], most: number): Cut<T> {
  const limit = wholeNumber(call.query.get('limit') ?? call.query.get('Limit'));
  const offset = wholeNumber(call.query.get('offset') ?? call.query.get('Offset'));
  if (limit === null || offset === null || limit < 1)
    throw refuse(400, 'Bad Request limit and offset parameters are required');
  return sliceRows(call, rows, offset, Math.min(limit, most));
}

export function sliceRows<T>(call: Call, rows: readonly T[], offset: number, limit: number): Cut<T> {
  const { faults } = call.world;
  const repeated = faults.strike(['duplicate-page'], call.endpoint) !== null && offset > 0 ? limit : 0;
  const overlap = faults.strike(['overlapping-page'], call.endpoint) !== null ? Math.ceil(limit / 2) : 0;
  const wrong = faults.strike(['wrong-total'], call.endpoint) !== null ? limit : 0;
  const start = Math.max(0, offset - repeated - overlap);
  return {
    rows: rows.slice(start, repeated > 0 ? start + limit : offset + limit),
    total: rows.length + wrong,
    offset,
    limit,
  };
}

/** `{totalCount, limit, offset, pageCount, items}` as most of order management answers. */
export function envelope({ rows, total, offset, limit }: Cut<unknown>): SandboxAnswer {
  return jsonAnswer(200, {
    totalCount: total,
    limit,
    offset,
    pageCount: Math.ceil(total / limit),
    items: rows,
  });
}

/** A bare list with its paging in headers. */
export function bareList({ rows, total, offset, limit }: Cut<unknown>): SandboxAnswer {
  const answer = jsonAnswer(200, rows);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'x-limit': String(limit),
      'x-offset': String(offset),
      'x-page': String(Math.floor(offset / limit)),
      'x-total-count': String(total),
      'x-total-pages': String(Math.ceil(total / limit)),
    },
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const TURKEY_MS = 3 * 3_600_000;

/** Turkey's wall clock without an offset, as order management writes its times. */
export function wallClock(instantMs: number): string {
  return new Date(instantMs + TURKEY_MS).toISOString().slice(0, 19);
}

/** `yyyy-MM-dd HH:mm` by Turkey's clock; undefined where none is given, NaN for another form. */
export function readDate(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(text);
  return match ? Date.parse(`${match[1]}T${match[2]}:00Z`) - TURKEY_MS : Number.NaN;
}

export function money(kurus: number): { readonly currency: 'TRY'; readonly amount: number } {
  return { currency: 'TRY', amount: kurus / 100 };
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
