import type { Random } from '#engine/host.ts';
import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { FaultBook } from '../faults.ts';
import type { AmazonRules } from './rules.ts';
import type { AmazonState } from './state.ts';

/** What every service of the Amazon sandbox works on. */
export type AmazonWorld = {
  readonly state: AmazonState;
  readonly rules: () => AmazonRules;
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
  /** Where documents lie: addresses on this very server. */
  readonly baseUrl: () => string;
};

/** One request, matched to its route and let in. */
export type Call = {
  readonly world: AmazonWorld;
  readonly endpoint: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly bytes: Buffer;
  readonly contentType: string;
};

export function errorAnswer(status: number, code: string, message: string): SandboxAnswer {
  return jsonAnswer(status, { errors: [{ code, message, details: '' }] });
}

export function refuse(status: number, code: string, message: string): Refusal {
  return new Refusal(errorAnswer(status, code, message));
}

export function invalid(message: string): Refusal {
  return refuse(400, 'InvalidInput', message);
}

/** A number that nothing here had before. */
export function nextNumber(world: AmazonWorld): number {
  world.state.nextNumber += 1;
  return world.state.nextNumber;
}

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A comma-joined parameter; throws where it holds more than documented. */
export function listOf(query: URLSearchParams, name: string, most: number): readonly string[] {
  if (query.getAll(name).length > 1) throw invalid(`${name} is a comma-separated list`);
  const values = (query.get(name) ?? '').split(',').filter((value) => value !== '');
  if (values.length > most) throw invalid(`${name}: at most ${most}`);
  return values;
}

/** The one shop of this account. */
export function requireShop({ world, query }: Call, name = 'marketplaceIds'): string {
  const [id, ...others] = listOf(query, name, 50);
  if (id === undefined) throw invalid(`Missing required parameter: ${name}`);
  if (others.length > 0 || id !== world.state.credentials.marketplaceId)
    throw invalid(`Invalid marketplace: ${id}`);
  return id;
}

export function timeOf(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const time = Date.parse(text);
  if (
    !/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(text) ||
    Number.isNaN(time)
  )
    throw invalid(`${name} is not an ISO 8601 date: ${text}`);
  return time;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Pages by an opaque token that is bound to what was asked. */
export function pageOf<T>(
  call: Call,
  rows: readonly T[],
  { size, tokenName }: { readonly size: number; readonly tokenName: string },
): { readonly rows: readonly T[]; readonly next: string | null } {
  const { world, query, endpoint } = call;
  const asked = [...query].filter(([name]) => name !== tokenName).map((pair) => pair.join('='));
  const mark = Buffer.from(asked.sort().join('&')).toString('base64url').slice(-24);
  const token = query.get(tokenName);
  let from = 0;
  if (token !== null) {
    const match = /^(\d+)\.(.*)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
    if (!match || match[2] !== mark) throw invalid(`Invalid ${tokenName}`);
    from = Number(match[1]);
  }
  const duplicate = world.faults.strike(['duplicate-page'], endpoint) && from >= size;
  const overlap = world.faults.strike(['overlapping-page'], endpoint) && from > 0 ? 1 : 0;
  const start = duplicate ? from - size : from - overlap;
  const page = rows.slice(start, start + size);
  const end = start + page.length;
  if (end >= rows.length) return { rows: page, next: null };
  const repeated = token !== null && world.faults.strike(['repeated-cursor'], endpoint);
  return { rows: page, next: repeated ? token : Buffer.from(`${end}.${mark}`).toString('base64url') };
}
