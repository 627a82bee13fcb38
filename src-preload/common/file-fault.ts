/** What can be wrong with a file of edits or codes. Worded in `contract/file-fault-texts.ts`. */
export type FaultCode =
  | 'unknown-encoding'
  | 'workbook'
  | 'workbook-broken'
  | 'workbook-too-large'
  | 'workbook-several-sheets'
  | 'cell-error'
  | 'cell-not-calculated'
  | 'zeros-lost'
  | 'no-edits'
  | 'not-json'
  | 'not-a-list'
  | 'not-an-object'
  | 'unknown-key'
  | 'quote-open'
  | 'quote-inside'
  | 'after-quote'
  | 'cell-count'
  | 'unknown-column'
  | 'column-twice'
  | 'no-identifier'
  | 'several-identifiers'
  | 'unknown-field'
  | 'unknown-mode'
  | 'mode-not-for-field'
  | 'missing'
  | 'empty'
  | 'wrong-kind'
  | 'not-a-number'
  | 'ambiguous-number'
  | 'too-precise'
  | 'not-whole'
  | 'scientific'
  | 'not-yes-or-no'
  | 'not-a-special'
  | 'not-an-option-price'
  | 'twice'
  | 'no-such-product'
  | 'several-products'
  | 'no-such-choice'
  | 'several-choices';

/** One place of a file that was not understood. `column` is a column's title or a JSON key; empty for the whole line. */
export type Fault = {
  readonly line: number;
  readonly column: string;
  readonly code: FaultCode;
  /** What stands there, or what it clashes with. */
  readonly found: string;
};

/** A value that was read, or why not. */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: FaultCode };

export function read<T>(value: T): Read<T> {
  return { ok: true, value };
}

export function unread(code: FaultCode): { readonly ok: false; readonly code: FaultCode } {
  return { ok: false, code };
}
