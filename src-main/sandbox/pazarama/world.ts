import type { Random } from '#engine/host.ts';
import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { FaultBook } from '../faults.ts';
import type { PazaramaState } from './state.ts';

/** A switch for each question that the documents leave open, beginning with what is documented best. */
export type PazaramaRules = {
  /** Milliseconds until an upload takes effect. */
  readonly batchDelayMs: number;
  /** One list with a flag and pages, or two with cursors, as it was split (Oct 2026). */
  readonly lists: 'split' | 'flagged';
  readonly token: 'wrapped' | 'plain';
  /** Whether the rows of a result stand in `data` or in `data.data`: both are shown. */
  readonly results: 'flat' | 'nested';
  /** The most orders on a page, whatever was asked for. */
  readonly ordersPerPage: number;
  /** What an order number without dates is answered with. */
  readonly numberAlone: 'answered' | 'refused';
  readonly rateLimits: 'kept' | 'off';
};

export const DEFAULT_RULES: PazaramaRules = {
  batchDelayMs: 3_000,
  lists: 'split',
  token: 'wrapped',
  results: 'flat',
  ordersPerPage: 500,
  numberAlone: 'answered',
  rateLimits: 'kept',
};

/** What every service of this Pazarama works on. */
export type PazaramaWorld = {
  readonly state: PazaramaState;
  readonly rules: () => PazaramaRules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
};

/** One request, matched to its route and let in. */
export type Call = {
  readonly world: PazaramaWorld;
  readonly endpoint: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The envelope of every answer (portal, 2026). */
export function envelope(data: unknown, more: Readonly<Record<string, unknown>> = {}): SandboxAnswer {
  return jsonAnswer(200, {
    data,
    success: true,
    messageCode: null,
    message: null,
    userMessage: null,
    fromCache: false,
    ...more,
  });
}

/** The envelope's own no. It comes with HTTP 200 unless it says otherwise. */
export function refuse(message: string, status = 200, messageCode: string | null = 'ERR1'): Refusal {
  return new Refusal(
    jsonAnswer(status, {
      data: null,
      success: false,
      messageCode,
      message,
      userMessage: message,
      fromCache: false,
    }),
  );
}

/** An object that is no list; an empty one for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Cuts one page out of all rows; the paging faults have their say here. */
export function cutPage<T>(
  { world, endpoint }: Call,
  rows: readonly T[],
  { offset, size }: { readonly offset: number; readonly size: number },
): readonly T[] {
  const struck = (kind: 'duplicate-page' | 'overlapping-page'): boolean =>
    world.faults.strike([kind], endpoint) !== null;
  const repeated = struck('duplicate-page') && offset > 0;
  const overlap = struck('overlapping-page') ? Math.ceil(size / 2) : 0;
  const start = Math.max(0, offset - overlap - (repeated ? size : 0));
  return rows.slice(start, repeated ? start + size : offset + size);
}

const SHIFT_MS = 3 * 3_600_000;
const MONTHS = 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık'.split(' ');

/** `2026-11-24 09:30`, on Turkey's clock. */
export function orderTime(atMs: number): string {
  return new Date(atMs + SHIFT_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** `24 Kasım 2026 09:30`, on Turkey's clock. */
export function claimTime(atMs: number): string {
  const text = orderTime(atMs);
  const [year, month, day] = text.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year} ${text.slice(11)}`;
}

/** A bound of a query: a day, or a day with hour and minute; null for anything else. */
export function readBound(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.test(value))
    return null;
  const at = Date.parse(`${value.length === 10 ? `${value}T00:00` : value}Z`);
  return Number.isNaN(at) ? null : at - SHIFT_MS;
}

export function money(kurus: number): unknown {
  const lira = kurus / 100;
  return {
    currency: 'TL',
    value: lira,
    valueInt: kurus,
    valueString: `${lira.toFixed(2).replace('.', ',')} TL`,
  };
}
