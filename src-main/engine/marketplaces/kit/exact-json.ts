/** `JSON.rawJSON` (ES2025, in Node since 21): TypeScript 7.0's library does not list it yet. */
type RawJson = { readonly rawJSON: (text: string) => unknown };

/**
 * An id as a JSON number with all its digits, however many: ids travel as texts in here, and above 2^53 `Number` would
 * make another id of it. A text that is no whole number stays a text.
 */
export function exactInteger(id: string): unknown {
  if (!/^-?(?:0|[1-9]\d*)$/.test(id)) return id;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : (JSON as unknown as RawJson).rawJSON(id);
}
