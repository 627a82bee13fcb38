import type { Migration } from './migration.ts';

/** Editing products without the shop at hand: see editing/README.md. Conventions as in the first cache. */
export const offlineEditing: Migration = {
  version: 20,
  name: 'offline-editing',
  up: (database) => {
    database.exec(`
      -- Everything editable of a product as the shop last showed it. JSON by field name: see common/product-field.ts.
      CREATE TABLE product_sheet (
        product_id TEXT PRIMARY KEY REFERENCES product (product_id) ON DELETE CASCADE, sheet TEXT NOT NULL,
        -- The shop's own text of it, to be compared and never counted with.
        date_modified TEXT, read_at INTEGER NOT NULL
      ) STRICT;

      -- Groups of edits that a person made in one go, and what stood before each: what undoing puts back.
      CREATE TABLE edit_batch (
        row INTEGER PRIMARY KEY, batch_id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, by TEXT NOT NULL,
        title TEXT NOT NULL, replaced TEXT NOT NULL, undone_at INTEGER,
        -- When the first of its edits reached the shop: from then on it can't be undone here.
        written_at INTEGER
      ) STRICT;

      -- What waits to be written into the shop. No reference to product: an edit outlives a product that is missing.
      CREATE TABLE pending_edit (
        product_id TEXT NOT NULL, field TEXT NOT NULL, base TEXT NOT NULL, mine TEXT NOT NULL,
        mode TEXT NOT NULL CHECK (mode IN ('set', 'difference')),
        state TEXT NOT NULL CHECK (state IN ('pending', 'conflict', 'refused')),
        theirs TEXT, theirs_at INTEGER, problem TEXT, edited_at INTEGER NOT NULL, edited_by TEXT NOT NULL,
        batch_id TEXT NOT NULL, PRIMARY KEY (product_id, field)
      ) STRICT;
      CREATE INDEX pending_edit_by_state ON pending_edit (state, product_id, field);
      CREATE INDEX pending_edit_by_batch ON pending_edit (batch_id);

      -- What a product costs the merchant: the merchant's own figure, which the shop never sees.
      CREATE TABLE product_cost (
        product_id TEXT PRIMARY KEY, cost_e4 INTEGER NOT NULL, changed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- No part of a password stands unsealed: see cache/credentials.ts.
      UPDATE secret SET last4 = NULL WHERE owner = 'store';
    `);
  },
};
