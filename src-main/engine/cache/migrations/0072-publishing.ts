import type { Migration } from './migration.ts';

/** Publishing runs, and attempts for more than offers, Picking and Invoiced. */
export const publishing: Migration = {
  version: 72,
  name: 'publishing',
  up: (database) => {
    database.exec(`
      -- A check can't be changed in place: the same table with more kinds.
      CREATE TABLE attempt_of_more_kinds (
        attempt_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN
          ('offers', 'acknowledge', 'invoice', 'listings', 'order-action', 'return-answer', 'question-answer')),
        endpoint TEXT NOT NULL,
        idempotency_key TEXT NOT NULL UNIQUE, body_hash TEXT NOT NULL, items INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('intent', 'not-sent', 'open', 'final', 'refused', 'unknown', 'lost')),
        batch_id TEXT, http_status INTEGER, next_poll_at INTEGER, polls INTEGER NOT NULL DEFAULT 0, problem TEXT,
        subject_order_id TEXT, subject_package_id TEXT, subject_value TEXT,
        request_excerpt TEXT, response_excerpt TEXT, started_at INTEGER NOT NULL, finished_at INTEGER
      ) STRICT;
      INSERT INTO attempt_of_more_kinds (attempt_id, channel_id, kind, endpoint, idempotency_key, body_hash, items,
          state, batch_id, http_status, next_poll_at, polls, problem, subject_order_id, subject_package_id,
          subject_value, request_excerpt, response_excerpt, started_at, finished_at)
        SELECT attempt_id, channel_id, kind, endpoint, idempotency_key, body_hash, items,
          state, batch_id, http_status, next_poll_at, polls, problem, subject_order_id, subject_package_id,
          subject_value, request_excerpt, response_excerpt, started_at, finished_at
        FROM attempt ORDER BY rowid;
      DROP TABLE attempt;
      ALTER TABLE attempt_of_more_kinds RENAME TO attempt;
      CREATE INDEX attempt_by_state ON attempt (channel_id, state, next_poll_at);
      CREATE INDEX attempt_by_body ON attempt (channel_id, body_hash, started_at);

      CREATE TABLE publish_run (
        row INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        action TEXT NOT NULL CHECK (action IN ('create', 'content', 'archive', 'unarchive', 'delete', 'unlock')),
        by TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER, problem TEXT
      ) STRICT;
      CREATE INDEX publish_run_open ON publish_run (channel_id) WHERE finished_at IS NULL;

      CREATE TABLE publish_item (
        row INTEGER PRIMARY KEY, item_id TEXT NOT NULL UNIQUE,
        run_id TEXT NOT NULL REFERENCES publish_run (run_id) ON DELETE CASCADE,
        channel_id TEXT NOT NULL, action TEXT NOT NULL, variant_id TEXT, listing_id TEXT,
        external_id TEXT NOT NULL, stock_code TEXT NOT NULL, barcode TEXT NOT NULL, title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'failed', 'unknown', 'held')),
        -- JSON: the draft as it was last put together, what was found wrong with it, what the marketplace said.
        draft TEXT, faults TEXT NOT NULL, problem TEXT,
        -- The request that carried it last.
        attempt_id TEXT, batch_id TEXT, not_before INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX publish_item_by_run ON publish_item (run_id, state);
      CREATE INDEX publish_item_by_attempt ON publish_item (attempt_id) WHERE attempt_id IS NOT NULL;
      -- One creation of a variant on its way at a time: that is what keeps it from being listed twice.
      CREATE UNIQUE INDEX publish_item_creating ON publish_item (channel_id, variant_id)
        WHERE action = 'create' AND state IN ('waiting', 'sent', 'unknown') AND variant_id IS NOT NULL;
      CREATE INDEX publish_item_open_code ON publish_item (channel_id, stock_code)
        WHERE state IN ('waiting', 'sent', 'unknown');
      CREATE INDEX publish_item_open_barcode ON publish_item (channel_id, barcode)
        WHERE state IN ('waiting', 'sent', 'unknown');
    `);
  },
};
