import { refusal } from './answers.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A request's JSON, looked at field by field; what has the wrong shape is a 400, as a strict parser answers. */
export function asObject(value: unknown, name: string, nowMs: number): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject; // Just checked.
  throw refusal(400, 'bad.request', `${name} nesne olmalıdır`)(nowMs);
}

export function asList(value: unknown, name: string, nowMs: number): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw refusal(400, 'bad.request', `${name} liste olmalıdır`)(nowMs);
}

/** Numbers written as text are taken too, as the real parser does. */
export function asNumber(value: unknown, name: string, nowMs: number): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw refusal(400, 'bad.request', `${name} sayı olmalıdır`)(nowMs);
}

export function asText(value: unknown, name: string, nowMs: number): string {
  if (typeof value === 'string') return value;
  throw refusal(400, 'bad.request', `${name} metin olmalıdır`)(nowMs);
}

/** Null for absent and null alike. */
export function optionalNumber(value: unknown, name: string, nowMs: number): number | null {
  return value === undefined || value === null ? null : asNumber(value, name, nowMs);
}

/** A whole number of a query, or `fallback` when it is not there. */
export function queryNumber(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export function listOf(query: URLSearchParams, name: string): readonly string[] | null {
  const values = query.getAll(name).flatMap((value) => value.split(','));
  const cleaned = values.map((value) => value.trim()).filter((value) => value !== '');
  return cleaned.length > 0 ? cleaned : null;
}
