import type { CodeRow, OwnCodes } from '#contract/codes.ts';
import { CODE_KINDS, type CodeKind, type TypedCodes } from './codes-typed.ts';

/** A variant's code as it counts: the merchant's own before the shop's. */
export function codeOf({ variant }: CodeRow, kind: CodeKind): string {
  return variant[kind];
}

/** What was typed, without what it does not change. */
export function withTyped(row: CodeRow, before: TypedCodes, kind: CodeKind, text: string): TypedCodes {
  const { [kind]: _was, ...others } = before;
  // An emptied field stays empty while it is typed in; it would else fill itself with the shop's code.
  const unchanged =
    text.trim() === codeOf(row, kind) && ownWith(row, { [kind]: text })[kind] === row.own[kind];
  return unchanged ? others : { ...others, [kind]: text };
}

/** The merchant's codes with what was typed in them: an empty code, and one that the shop says anyway, is the shop's. */
export function ownWith(row: CodeRow, typed: TypedCodes): OwnCodes {
  const [barcode, stockCode] = CODE_KINDS.map((kind) => {
    const text = typed[kind]?.trim();
    if (text === undefined) return row.own[kind];
    return text === '' || text === row.shop[kind] ? null : text;
  }) as [string | null, string | null]; // one for each kind
  return { barcode, stockCode };
}
