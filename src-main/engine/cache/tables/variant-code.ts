import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** What the merchant said a variant's codes are; null leaves what the shop says. */
export type OwnCodes = { readonly barcode: string | null; readonly stockCode: string | null };

export const NO_OWN_CODES: OwnCodes = { barcode: null, stockCode: null };

export function findOwnCodes(database: Database, variantId: string): OwnCodes {
  return (
    prepared<[string], OwnCodes>(
      database,
      'SELECT barcode, stock_code AS stockCode FROM variant_code WHERE variant_id = ?',
    ).get(variantId) ?? NO_OWN_CODES
  );
}

/** Keeps them; with both null there is nothing to keep. */
export function writeOwnCodes(
  database: Database,
  { variantId, own, at }: { readonly variantId: string; readonly own: OwnCodes; readonly at: number },
): void {
  if (own.barcode === null && own.stockCode === null) {
    prepared<[string]>(database, 'DELETE FROM variant_code WHERE variant_id = ?').run(variantId);
    return;
  }
  prepared<[string, string | null, string | null, number]>(
    database,
    `INSERT INTO variant_code (variant_id, barcode, stock_code, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (variant_id) DO UPDATE SET barcode = excluded.barcode, stock_code = excluded.stock_code,
       changed_at = excluded.changed_at`,
  ).run(variantId, own.barcode, own.stockCode, at);
}

/** Forgets them all: another shop's variant p42 is another thing. */
export function deleteOwnCodes(database: Database): void {
  prepared(database, 'DELETE FROM variant_code').run();
}
