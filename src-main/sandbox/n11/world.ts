import type { Random } from '#engine/host.ts';
import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { FaultBook } from '../faults.ts';
import type { N11State } from './state.ts';

export type N11Rules = {
  /** Milliseconds until a task takes effect. */
  readonly taskDelayMs: number;
  /** What `/rest` answers to a wrong secret: both were seen (sheet §4). */
  readonly restRefusal: 'json-400' | 'text-403';
  /** With which status TASK_ERR_010 comes: not documented. */
  readonly queuedStatus: 200 | 400;
  readonly rateLimits: 'kept' | 'off';
};

export const DEFAULT_RULES: N11Rules = {
  taskDelayMs: 3_000,
  restRefusal: 'json-400',
  queuedStatus: 200,
  rateLimits: 'kept',
};

/** What every service of this N11 works on. */
export type N11World = {
  readonly state: N11State;
  readonly rules: () => N11Rules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
};

/** One REST request, matched to its route and let in. */
export type Call = {
  readonly world: N11World;
  readonly endpoint: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly bodyText: string;
};

/** The envelope that `/ms` refuses with (production, 10 Oct 2026). */
export function springRefusal(status: number, name: string, message: string): Refusal {
  return new Refusal(
    jsonAnswer(status, {
      '@type': 'com.n11.common.exception.ErrorResponse',
      name,
      message,
      description: null,
      urlStack: null,
      errors: [{ reason: message }],
    }),
  );
}

/** The form in which `/rest` refuses. */
export function restRefusal(errorCode: string, errorMessage: string): Refusal {
  return new Refusal(
    jsonAnswer(400, { code: 400, status: 'failure', errorCode, errorMessage, errorCategory: 'SELLER_API' }),
  );
}

export function textAnswer(status: number, text: string): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: text };
}

export function htmlAnswer(status: number, title: string): SandboxAnswer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body };
}

/** An object that is no list; null for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Epoch time as the task service writes it: Turkey's clock, `dd-MM-yyyy HH:mm:ss`. */
export function taskTime(atMs: number): string {
  const iso = new Date(atMs + 3 * 3_600_000).toISOString();
  return `${iso.slice(8, 10)}-${iso.slice(5, 7)}-${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}

/** `dd/MM/yyyy` in Turkey, as SOAP has it. */
export function soapDate(atMs: number): string {
  const iso = new Date(atMs + 3 * 3_600_000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}

type Cut<T> = {
  readonly page: number;
  readonly size: number;
  readonly totalPages: number;
  readonly totalElements: number;
  readonly content: readonly T[];
};

/** Cuts one page out of all rows; the paging faults have their say here. */
export function cutPage<T>(
  { world, endpoint }: Call,
  rows: readonly T[],
  { page, size }: { readonly page: number; readonly size: number },
): Cut<T> {
  const offset = page * size;
  const struck = (kind: 'duplicate-page' | 'overlapping-page' | 'wrong-total'): boolean =>
    world.faults.strike([kind], endpoint) !== null;
  const repeated = struck('duplicate-page') && offset > 0;
  const overlap = struck('overlapping-page') ? Math.ceil(size / 2) : 0;
  const start = Math.max(0, offset - overlap - (repeated ? size : 0));
  const total = rows.length + (struck('wrong-total') ? size : 0);
  return {
    page,
    size,
    totalPages: Math.ceil(total / size),
    totalElements: total,
    content: rows.slice(start, repeated ? start + size : offset + size),
  };
}
