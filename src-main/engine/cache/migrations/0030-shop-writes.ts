import type { Migration } from './migration.ts';

/** Writing edits into the shop: the journal that makes it happen once, and what can be taken back afterwards. */
export const shopWrites: Migration = {
  version: 30,
  name: 'shop-writes',
  up: (database) => {
    database.exec(`
      -- The product's fingerprint when its sheet was read: another one now means that the sheet is old.
      ALTER TABLE product_sheet ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
      ALTER TABLE product_sheet ADD COLUMN master_id TEXT;
      -- JSON: what the option fields are called.
      ALTER TABLE product_sheet ADD COLUMN options TEXT NOT NULL DEFAULT '[]';
      -- The product's own stock out of the sheet, to sort by.
      ALTER TABLE product_sheet ADD COLUMN quantity INTEGER NOT NULL DEFAULT 0;

      -- What products of this shop can be edited to: JSON, one row.
      CREATE TABLE editing_facts (
        one INTEGER PRIMARY KEY CHECK (one = 1), facts TEXT NOT NULL, read_at INTEGER NOT NULL
      ) STRICT;

      -- One run of writing edits into the shop. undo_batch_id: the batch of edits that asks its values back.
      CREATE TABLE shop_write_run (
        row INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, by TEXT NOT NULL,
        undone_at INTEGER, undo_batch_id TEXT
      ) STRICT;

      -- The journal: kept before the first statement of a product's write. begun: how it ended is not known yet.
      CREATE TABLE shop_write (
        row INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES shop_write_run (run_id) ON DELETE CASCADE,
        product_id TEXT NOT NULL, before_mark TEXT, mark TEXT NOT NULL,
        -- JSON: the changes asked of the shop, and the pending edits as they were when they were asked.
        changes TEXT NOT NULL, edits TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'unsure', 'gone')),
        begun_at INTEGER NOT NULL, ended_at INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX shop_write_begun ON shop_write (product_id) WHERE state = 'begun';
      CREATE INDEX shop_write_by_run ON shop_write (run_id);

      -- What reached the shop, field by field: what taking it back puts back.
      CREATE TABLE shop_write_change (
        run_id TEXT NOT NULL REFERENCES shop_write_run (run_id) ON DELETE CASCADE,
        product_id TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        mode TEXT NOT NULL CHECK (mode IN ('set', 'difference')),
        PRIMARY KEY (run_id, product_id, field)
      ) STRICT, WITHOUT ROWID;

      -- The shop's rows as they stood before a run, as gzipped SQL text, in parts.
      CREATE TABLE shop_dump (
        run_id TEXT NOT NULL REFERENCES shop_write_run (run_id) ON DELETE CASCADE, part INTEGER NOT NULL,
        sql BLOB NOT NULL, PRIMARY KEY (run_id, part)
      ) STRICT, WITHOUT ROWID;

      -- Syncs of earlier versions wrote no edits.
      UPDATE job SET result = json_set(result, '$.edits',
        json('{"written":0,"pending":0,"conflicts":0,"refused":0}')) WHERE result IS NOT NULL;
    `);
  },
};
