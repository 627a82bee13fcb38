import type { N11World } from './world.ts';

/** What the SOAP services read their requests with. */
export type SoapNode = { readonly [name: string]: string | SoapNode | readonly (string | SoapNode)[] };
export type Operation = (world: N11World, content: SoapNode) => unknown;

/** Becomes `result` with HTTP 200. */
export class SoapFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SoapFailure';
    this.code = code;
  }
}

const DAY_MS = 86_400_000;

export function nodeOf(content: SoapNode, name: string): SoapNode {
  const value = content[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as SoapNode) : {};
}

export function textOf(content: SoapNode, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value.trim() : '';
}

export function pagingOf(
  content: SoapNode,
  otherwise: number,
): { readonly page: number; readonly size: number } {
  const paging = nodeOf(content, 'pagingData');
  const size = Number(textOf(paging, 'pageSize') || otherwise);
  return {
    page: Number(textOf(paging, 'currentPage') || 0),
    size: size >= 1 ? Math.min(size, 100) : otherwise,
  };
}

export function pagingData(totalCount: number, currentPage: number, pageSize: number): unknown {
  return { currentPage, pageSize, totalCount, pageCount: Math.ceil(totalCount / pageSize) };
}

/** Whole days in Turkey, the last one with them. */
export function periodOf(node: SoapNode): readonly [number, number] {
  const at = (name: string): number | null => {
    const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(textOf(node, name));
    return parts ? Date.parse(`${parts[3]}-${parts[2]}-${parts[1]}T00:00:00+03:00`) : null;
  };
  return [at('startDate') ?? 0, (at('endDate') ?? Number.MAX_SAFE_INTEGER - DAY_MS) + DAY_MS];
}

export function isoDate(atMs: number): string {
  return new Date(atMs + 3 * 3_600_000).toISOString().slice(0, 10);
}
