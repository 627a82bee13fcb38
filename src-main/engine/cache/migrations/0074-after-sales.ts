import type { Migration } from './migration.ts';

/** Returns, questions and the marketplaces' accounts. Personal data as vault tokens, as in the orders. */
export const afterSales: Migration = {
  version: 74,
  name: 'after-sales',
  up: (database) => {
    database.exec(`
      -- Up to which instant of the marketplace's clock a part ('returns', 'questions', 'settlements') was read.
      CREATE TABLE after_sales_cursor (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, part TEXT NOT NULL,
        until_ms INTEGER NOT NULL, read_at INTEGER NOT NULL, PRIMARY KEY (channel_id, part)
      ) STRICT, WITHOUT ROWID;

      -- personal_sealed: the buyer's name, the buyer's notes by line, and the return as received.
      CREATE TABLE market_return (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, return_id TEXT NOT NULL,
        order_number TEXT NOT NULL, package_id TEXT, status TEXT NOT NULL, raw_status TEXT NOT NULL,
        created_at INTEGER NOT NULL, modified_ms INTEGER NOT NULL, answer_by INTEGER, cargo_provider TEXT NOT NULL,
        tracking_number TEXT NOT NULL, personal_sealed TEXT NOT NULL, actions TEXT NOT NULL, search_key TEXT NOT NULL,
        read_at INTEGER NOT NULL, problem TEXT, PRIMARY KEY (channel_id, return_id)
      ) STRICT;
      CREATE INDEX market_return_by_time ON market_return (created_at DESC);

      CREATE TABLE market_return_line (
        channel_id TEXT NOT NULL, return_id TEXT NOT NULL, return_line_id TEXT NOT NULL, order_line_id TEXT,
        barcode TEXT NOT NULL, stock_code TEXT NOT NULL, title TEXT NOT NULL, quantity INTEGER NOT NULL,
        unit_price_e4 INTEGER, reason TEXT NOT NULL, status TEXT NOT NULL, position INTEGER NOT NULL,
        -- How many the merchant put back into the shop's stock: decided once, by an edit of the shop's stock.
        put_back INTEGER, put_back_at INTEGER, put_back_batch_id TEXT,
        PRIMARY KEY (channel_id, return_id, return_line_id),
        FOREIGN KEY (channel_id, return_id) REFERENCES market_return (channel_id, return_id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      -- personal_sealed: the question, the answer and the buyer's name.
      CREATE TABLE market_question (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, question_id TEXT NOT NULL,
        state TEXT NOT NULL, raw_state TEXT NOT NULL, asked_at INTEGER NOT NULL, answer_by INTEGER,
        answered_at INTEGER, product_title TEXT NOT NULL, product_url TEXT, stock_code TEXT NOT NULL,
        barcode TEXT NOT NULL, order_number TEXT, is_public INTEGER, personal_sealed TEXT NOT NULL,
        search_key TEXT NOT NULL, read_at INTEGER NOT NULL, problem TEXT, PRIMARY KEY (channel_id, question_id)
      ) STRICT;
      CREATE INDEX market_question_by_time ON market_question (asked_at DESC);

      CREATE TABLE settlement_entry (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, entry_id TEXT NOT NULL,
        kind TEXT NOT NULL, raw_kind TEXT NOT NULL, order_number TEXT NOT NULL, package_id TEXT NOT NULL,
        barcode TEXT NOT NULL, description TEXT NOT NULL, amount_e4 INTEGER NOT NULL, commission_percent REAL,
        currency TEXT NOT NULL, booked_at INTEGER NOT NULL, payment_at INTEGER, payment_id TEXT NOT NULL,
        read_at INTEGER NOT NULL, PRIMARY KEY (channel_id, entry_id)
      ) STRICT;
      CREATE INDEX settlement_by_time ON settlement_entry (booked_at DESC);
      CREATE INDEX settlement_by_order ON settlement_entry (channel_id, order_number);
    `);
  },
};
