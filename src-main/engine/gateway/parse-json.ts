/** Deeper than any marketplace nests; a hostile answer ends here instead of on the stack. */
const MAX_DEPTH = 64;

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
  const value: unknown = JSON.parse(body);
  // The reviver costs several times the bare parse, and hardly any answer holds something that needs it.
  if (!needsCare(value, 1)) return value;
  return JSON.parse(body, carefully as (key: string, value: unknown) => unknown);
}

const carefully: SourceReviver = (key, value, context) => {
  if (isDangerous(key)) return undefined;
  if (typeof value !== 'number' || !isRounded(value)) return value;
  const source = context.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
};

/** Whether anything in here must be read again with care: a number that may have been rounded, or a dangerous name. */
function needsCare(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return isRounded(value);
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) throw new SyntaxError(`JSON nested deeper than ${MAX_DEPTH}`);
  let care = false;
  if (Array.isArray(value)) {
    for (const child of value) care = needsCare(child, depth + 1) || care;
    return care;
  }
  // A parsed object has no inherited names; `Object.entries` would copy every one of them.
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) care = isDangerous(name) || needsCare(fields[name], depth + 1) || care;
  return care;
}

function isDangerous(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}

/** An integer beyond 2^53, which may stand for a neighbour; `Infinity` stands for what was even longer. */
function isRounded(value: number): boolean {
  return !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value));
}
