import { ProblemError } from '#contract/problem.ts';
import { fromMarketplaceNumber } from '#common/money.ts';
import { z } from 'zod';
import type { GatewayResponse } from '../../gateway/port.ts';
import { asRecord } from '../kit/record.ts';
import { notUnderstood, refusalProblem } from './errors.ts';
import type { HepsiburadaRequest } from './request.ts';

/** Names under which the services keep their rows and count them (sheet §1.3). */
const ROW_FIELDS = [
  'items',
  'listings',
  'data',
  'content',
  'lineItems',
  'profiles',
  'cargoFirms',
  'variants',
] as const;
const TOTAL_FIELDS = ['totalCount', 'totalElements', 'totalItemCount', 'count'] as const;
/** Bare lists carry their paging in headers; only the claims' names are documented (X-Total-Count; sheet §8 item 8). */
const TOTAL_HEADERS = ['x-total-count', 'total-count', 'totalcount', 'x-totalcount'] as const;
/** "Nothing found" of the catalogue, said as a refusal inside a 200 (SIT, Aug 2026). */
const EMPTY_CODES: ReadonlySet<unknown> = new Set([4008, 4014, '4008', '4014']);

export type WireList = { readonly rows: readonly unknown[]; readonly total: number | null };

/**
 * The rows of any service's list: bare, in an envelope, or a list of envelopes. "No content" (204) is an
 * empty list; an empty 200 is none: it may stand for anything, and must not make an account look empty.
 *
 * @throws ProblemError for a catalogue's `success: false`, and `channel/not-understood` for what holds no list.
 */
export function readList(request: HepsiburadaRequest, response: GatewayResponse): WireList {
  const { json } = response;
  if (json === undefined || json === null) {
    if (response.status === 204) return { rows: [], total: 0 };
    throw new ProblemError(notUnderstood(request.endpoint, 'no JSON'));
  }
  const body = asRecord(json);
  // Shipping says `error: false` of a good answer and `error: true` inside a 200 (sheet §1.3).
  if (body?.['success'] === false || body?.['error'] === true) {
    if (EMPTY_CODES.has(body['code'])) return { rows: [], total: 0 };
    throw new ProblemError(refusalProblem(request, response));
  }
  const rows = rowsIn(json);
  if (rows === null) throw new ProblemError(notUnderstood(request.endpoint, 'no list'));
  return { rows, total: totalIn(body) ?? totalInHeaders(response.headers) };
}

function rowsIn(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) {
    const list: readonly unknown[] = json;
    const envelopes =
      list.length > 0 &&
      list.every((entry) => Array.isArray(asRecord(entry)?.['items']) && 'totalCount' in asRecord(entry)!);
    return envelopes ? list.flatMap((entry) => rowsIn(entry) ?? []) : list;
  }
  const body = asRecord(json);
  if (!body) return null;
  for (const field of ROW_FIELDS) {
    const value = body[field];
    if (Array.isArray(value)) return value;
    if (value === null && field !== 'data') return [];
  }
  const inner = asRecord(body['data']);
  if (inner) return rowsIn(inner);
  return 'data' in body && body['data'] === null ? [] : null;
}

function totalIn(body: Readonly<Record<string, unknown>> | null): number | null {
  for (const field of TOTAL_FIELDS) {
    const value = body?.[field];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  }
  return null;
}

function totalInHeaders(headers: Readonly<Record<string, string>>): number | null {
  for (const name of TOTAL_HEADERS) {
    const value = headers[name];
    if (value !== undefined && /^\d{1,12}$/.test(value)) return Number(value);
  }
  return null;
}

/**
 * Rows in PascalCase, camelCase and the mixtures of both (sheet §4.2, §5.1) as camelCase: the first letter of every key
 * goes small, at every depth. A key that is there in both spellings keeps the camelCase one.
 */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  const record = asRecord(value);
  if (!record) return value;
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(record)) {
    const name = key.slice(0, 1).toLowerCase() + key.slice(1);
    if (name !== key && Object.hasOwn(record, name)) continue;
    result[name] = camelKeys(entry);
  }
  return result;
}

/** The good rows of a list; those that are no objects at all are counted, not hidden. */
export function parseRows<T extends z.ZodType>(
  rows: readonly unknown[],
  shape: T,
): { readonly good: readonly z.output<T>[]; readonly bad: number } {
  const good: z.output<T>[] = [];
  for (const row of rows) {
    const parsed = shape.safeParse(camelKeys(row));
    if (parsed.success) good.push(parsed.data);
  }
  return { good, bad: rows.length - good.length };
}

/** `{amount}` in order management, `{value}` in finance, a plain number elsewhere (sheet §1.6). In 1/10000. */
export const wireMoneyE4 = z
  .unknown()
  .optional()
  .transform((value): number | null => {
    const record = asRecord(value);
    const amount = record ? (record['amount'] ?? record['value']) : value;
    // Catalogue prices are texts with a comma (sheet §1.6).
    return fromMarketplaceNumber(typeof amount === 'string' ? amount.replace(',', '.') : amount);
  });

/** The currency that came with an amount: a code, or the number that finance writes (949 is TRY, 840 USD). */
export function currencyOf(value: unknown): string | null {
  const record = asRecord(value);
  const code = record ? (record['currency'] ?? record['currencyCode']) : null;
  const text = typeof code === 'string' || typeof code === 'number' ? String(code).trim().toUpperCase() : '';
  if (text === '949' || text === 'TL') return 'TRY';
  if (text === '840') return 'USD';
  if (text === '978') return 'EUR';
  return /^[A-Z]{3}$/.test(text) ? text : null;
}
