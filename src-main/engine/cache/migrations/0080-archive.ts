import type { Migration } from './migration.ts';

/** Listings and sales of marketplaces that are gone: looked at, never changed, never sent. */
export const archive: Migration = {
  version: 80,
  name: 'archive',
  up: (database) => {
    database.exec(`
      CREATE TABLE archive_import (
        import_id TEXT PRIMARY KEY, source TEXT NOT NULL, file_name TEXT NOT NULL, file_hash TEXT NOT NULL,
        format TEXT NOT NULL, listings INTEGER NOT NULL, sales INTEGER NOT NULL, imported_at INTEGER NOT NULL
      ) STRICT;

      -- own_code_made: the shop had given none. newest: not listed again later under another number.
      CREATE TABLE archive_listing (
        row INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
        own_code TEXT NOT NULL, own_code_made INTEGER NOT NULL, group_id TEXT NOT NULL, title TEXT NOT NULL,
        subtitle TEXT NOT NULL, description TEXT NOT NULL, category TEXT NOT NULL, brand TEXT NOT NULL,
        barcode TEXT NOT NULL, mpn TEXT NOT NULL, attributes TEXT NOT NULL, images TEXT NOT NULL,
        price_e4 INTEGER, list_price_e4 INTEGER, currency TEXT NOT NULL, quantity_then INTEGER, desi REAL,
        status_then TEXT NOT NULL, newest INTEGER NOT NULL DEFAULT 1, search TEXT NOT NULL,
        import_id TEXT NOT NULL REFERENCES archive_import (import_id),
        UNIQUE (source, external_id)
      ) STRICT;
      CREATE INDEX archive_listing_by_code ON archive_listing (source, own_code);

      -- invoice_sealed: who an invoice was for, as a vault token; null where nothing was known.
      CREATE TABLE archive_sale (
        row INTEGER PRIMARY KEY, source TEXT NOT NULL, sale_code TEXT NOT NULL, basket TEXT NOT NULL,
        external_id TEXT NOT NULL, own_code TEXT NOT NULL, title TEXT NOT NULL, amount INTEGER, total_e4 INTEGER,
        currency TEXT NOT NULL, status_then TEXT NOT NULL, sold_at INTEGER, paid_at INTEGER,
        commission_percent_e4 INTEGER, invoice_sealed TEXT, search TEXT NOT NULL,
        import_id TEXT NOT NULL REFERENCES archive_import (import_id),
        UNIQUE (source, sale_code)
      ) STRICT;
      CREATE INDEX archive_sale_by_time ON archive_sale (sold_at);

      -- What the merchant said a column of such tables holds.
      CREATE TABLE archive_column (
        source TEXT NOT NULL, header TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (source, header)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
