/** Deeper than any marketplace nests; a hostile answer ends here instead of on the stack. */
const MAX_DEPTH = 64;
const LONG_INTEGER = /-?\d{16,}/g;
/** Letters of a name written as escapes: any of the dangerous ones could be meant. */
const ESCAPED_LETTER = /\\u00[4-7]/;
const DANGEROUS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** `JSON.parse` hands a reviver the source text of numbers (ES2025); TypeScript 7.0's library does not say so yet. */
type SourceReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/**
 * Parses what a marketplace sent: integers above 2^53 stay texts (an order id must not be rounded into somebody
 * else's), keys that name the prototype are dropped, a byte order mark is accepted, and more than 64 levels are refused.
 *
 * @throws SyntaxError when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  const body = text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text;
  const value: unknown = needsCare(body)
    ? JSON.parse(body, carefully as (key: string, value: unknown) => unknown)
    : JSON.parse(body);
  assertDepth(value, 1);
  return value;
}

/** The reviver costs several times the bare parse, and most answers hold nothing that needs it. */
function needsCare(text: string): boolean {
  for (const name of DANGEROUS) if (text.includes(name)) return true;
  if (text.includes('\\u00') && ESCAPED_LETTER.test(text)) return true;
  if (!/\d{16}/.test(text)) return false;
  for (const [digits] of text.matchAll(LONG_INTEGER)) {
    if (!Number.isSafeInteger(Number(digits))) return true;
  }
  return false;
}

const carefully: SourceReviver = (key, value, context) => {
  if (DANGEROUS.has(key)) return undefined;
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
};

function assertDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw new SyntaxError(`JSON nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) {
    for (const child of value) assertDepth(child, depth + 1);
    return;
  }
  // A parsed object has no inherited names; `Object.values` would copy every one of them.
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) assertDepth(fields[name], depth + 1);
}
