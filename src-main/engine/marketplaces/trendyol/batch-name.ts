import type { Problem } from '#contract/problem.ts';

/**
 * One part of what was submitted. Its items are named there by barcode or content, here by stock code: `codes` tells
 * which stock codes a name stands for.
 */
export type BatchPart =
  | { readonly kind: 'products'; readonly id: string; readonly codes: Codes }
  /** By content; `barcodes` tells which content a barcode belongs to, where the report names that. */
  | {
      readonly kind: 'contents';
      readonly id: string;
      readonly codes: Codes;
      readonly barcodes: Readonly<Record<string, string>>;
    }
  /** Refused as a whole, while other parts of the same change stand. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly codes: Codes };

export type Codes = Readonly<Record<string, readonly string[]>>;

const PREFIX = 'parts:';

/** A name that outlives the process and says what to look for. */
export function nameBatch(parts: readonly BatchPart[]): string {
  return `${PREFIX}${Buffer.from(JSON.stringify(parts)).toString('base64url')}`;
}

/** Null for the plain id of a batch of Trendyol's own. */
export function readBatchName(name: string): readonly BatchPart[] | null {
  if (!name.startsWith(PREFIX)) return null;
  const text = Buffer.from(name.slice(PREFIX.length), 'base64url').toString('utf8');
  // Written by `nameBatch`, and kept in this program's own database.
  return JSON.parse(text) as readonly BatchPart[];
}
