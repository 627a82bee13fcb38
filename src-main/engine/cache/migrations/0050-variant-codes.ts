import type { Migration } from './migration.ts';

/** Codes that the merchant gave to variants of which the shop has none, or a wrong one. */
export const variantCodes: Migration = {
  version: 50,
  name: 'variant-codes',
  up: (database) => {
    database.exec(`
      -- The merchant's word; null leaves the shop's. No reference to variant: a code outlives a variant that is missing.
      CREATE TABLE variant_code (
        variant_id TEXT PRIMARY KEY, barcode TEXT, stock_code TEXT, changed_at INTEGER NOT NULL,
        CHECK (barcode IS NOT NULL OR stock_code IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
