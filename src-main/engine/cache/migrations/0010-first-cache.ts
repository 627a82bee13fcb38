import type { Migration } from './migration.ts';

/**
 * The first cache. Conventions: money in 1/10000 units (`*_e4`), instants as epoch milliseconds (`*_at`), texts that
 * hold personal data or secrets only as vault tokens (`*_sealed`), booleans as 0/1, JSON only where nothing queries
 * into it. Ids of the store and of marketplaces are TEXT: they may exceed 2^53.
 */
export const firstCache: Migration = {
  version: 10,
  name: 'first-cache',
  up: (database) => {
    database.exec(`
      CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- Answers to write commands by their requestId, so that asking twice does once. Swept after a day.
      CREATE TABLE request (
        request_id TEXT PRIMARY KEY, command TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Secrets, each sealed for its own place: see vault/.
      CREATE TABLE secret (
        owner TEXT NOT NULL, field TEXT NOT NULL, sealed TEXT NOT NULL, last4 TEXT, changed_at INTEGER NOT NULL,
        PRIMARY KEY (owner, field)
      ) STRICT, WITHOUT ROWID;

      -- The one shop of this profile. connection: JSON without the password.
      CREATE TABLE store (
        id INTEGER PRIMARY KEY CHECK (id = 1), kind TEXT NOT NULL, connection TEXT NOT NULL, report TEXT NOT NULL,
        settings TEXT NOT NULL, connected_at INTEGER NOT NULL, last_read TEXT, problem TEXT
      ) STRICT;

      CREATE TABLE store_range (
        range_key TEXT PRIMARY KEY, digest TEXT NOT NULL, count INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE product (
        product_id TEXT PRIMARY KEY, range_key TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
        model TEXT NOT NULL, codes TEXT NOT NULL, manufacturer TEXT NOT NULL, categories TEXT NOT NULL,
        images TEXT NOT NULL, enabled INTEGER NOT NULL, currency TEXT NOT NULL, stored_price_e4 INTEGER NOT NULL,
        tax_rate_e4 INTEGER NOT NULL, modified_at TEXT, read_at INTEGER NOT NULL,
        -- Set when a full read no longer found it: its listings are then wanted at stock 0.
        gone_at INTEGER
      ) STRICT;
      CREATE INDEX product_by_range ON product (range_key);
      CREATE INDEX product_gone ON product (product_id) WHERE gone_at IS NOT NULL;

      CREATE TABLE product_description (
        product_id TEXT NOT NULL REFERENCES product (product_id) ON DELETE CASCADE, language TEXT NOT NULL,
        -- With row numbers: rows without spill over to further pages from 1,001 bytes on, and descriptions are longer.
        name TEXT NOT NULL, html TEXT NOT NULL, PRIMARY KEY (product_id, language)
      ) STRICT;

      CREATE TABLE variant (
        -- Named, so that VACUUM never renumbers what stands in memory by it.
        row INTEGER PRIMARY KEY,
        variant_id TEXT NOT NULL UNIQUE, product_id TEXT NOT NULL REFERENCES product (product_id) ON DELETE CASCADE,
        option_value_ids TEXT NOT NULL, option_text TEXT NOT NULL, barcode TEXT NOT NULL, stock_code TEXT NOT NULL,
        model TEXT NOT NULL, codes TEXT NOT NULL, quantity INTEGER NOT NULL, price_e4 INTEGER NOT NULL,
        list_price_e4 INTEGER NOT NULL, enabled INTEGER NOT NULL, title TEXT NOT NULL, image_url TEXT,
        -- Of the product, kept here so that planning joins one table.
        currency TEXT NOT NULL DEFAULT '', tax_rate_e4 INTEGER NOT NULL DEFAULT 0,
        -- Several living variants carry this barcode.
        duplicate_barcode INTEGER NOT NULL DEFAULT 0,
        -- 'vanished' or 'implausible': a reading that nobody should act on before it was seen twice.
        doubt TEXT CHECK (doubt IN ('vanished', 'implausible')), doubted_at INTEGER,
        -- For proposals only: the barcode without blanks, hyphens and leading zeros; foldKey of title and options.
        loose_barcode TEXT NOT NULL DEFAULT '', title_fold TEXT NOT NULL DEFAULT '',
        -- foldKey of title, option text and codes: what searching looks at.
        search_key TEXT NOT NULL, read_at INTEGER NOT NULL, gone_at INTEGER
      ) STRICT;
      CREATE INDEX variant_by_product ON variant (product_id);
      CREATE INDEX variant_by_barcode ON variant (barcode, gone_at) WHERE barcode <> '';
      CREATE INDEX variant_duplicate ON variant (variant_id) WHERE duplicate_barcode = 1;
      CREATE INDEX variant_by_stock_code ON variant (stock_code) WHERE stock_code <> '';
      CREATE INDEX variant_by_model ON variant (model) WHERE model <> '';
      CREATE INDEX variant_by_loose_barcode ON variant (loose_barcode) WHERE loose_barcode <> '';
      CREATE INDEX variant_gone ON variant (variant_id) WHERE gone_at IS NOT NULL;
      CREATE INDEX variant_in_doubt ON variant (product_id) WHERE doubt IS NOT NULL;
      CREATE INDEX variant_by_title ON variant (title_fold);

      CREATE TABLE channel (
        channel_id TEXT PRIMARY KEY, marketplace TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        mode TEXT NOT NULL CHECK (mode IN ('approval', 'automatic')), paused INTEGER NOT NULL, base_url TEXT,
        rules TEXT NOT NULL, account TEXT, created_at INTEGER NOT NULL, last_sync_at INTEGER, last_confirmed_at INTEGER,
        -- Up to which instant of the marketplace's clock every changed package was taken in.
        orders_until_ms INTEGER,
        -- When its orders were read for the first time: what was sent before then is history and not written to the shop.
        orders_first_read_at INTEGER, listings_read_at INTEGER, problem TEXT
      ) STRICT;

      CREATE TABLE listing (
        -- Named, so that VACUUM never renumbers what stands in memory by it.
        row INTEGER PRIMARY KEY,
        listing_id TEXT NOT NULL UNIQUE, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        external_id TEXT NOT NULL, barcode TEXT NOT NULL, stock_code TEXT NOT NULL, group_id TEXT NOT NULL,
        title TEXT NOT NULL, image_url TEXT, product_url TEXT, state TEXT NOT NULL, raw_state TEXT NOT NULL,
        link_state TEXT NOT NULL CHECK (link_state IN ('linked', 'proposed', 'unlinked', 'ignored')),
        variant_id TEXT, linked_by TEXT, linked_at INTEGER,
        -- While it is proposed: the ground on which exactly one variant is certain, if any.
        certain_by TEXT,
        -- The merchant's own word; null leaves the channel's rule in force.
        own_price_e4 INTEGER, own_buffer INTEGER, own_floor_e4 INTEGER, own_ceiling_e4 INTEGER,
        frozen INTEGER NOT NULL DEFAULT 0,
        -- What the newest plan says it should be; null while it is linked to nothing.
        desired_quantity INTEGER, desired_price_e4 INTEGER, desired_list_price_e4 INTEGER, desired_at INTEGER,
        -- A guard holds a change of it in the newest plan.
        held INTEGER NOT NULL DEFAULT 0,
        sent_quantity INTEGER, sent_price_e4 INTEGER, sent_list_price_e4 INTEGER, sent_at INTEGER,
        -- Only what the marketplace itself reported, by batch result or read-back.
        confirmed_quantity INTEGER, confirmed_price_e4 INTEGER, confirmed_list_price_e4 INTEGER, confirmed_at INTEGER,
        -- Set when something was sold or given back over there: the marketplace moves its own figure then, so the confirmed
        -- one is out of date until it was read again (stale_read). Gone once a reading came late enough to be believed.
        stale_since INTEGER, stale_read INTEGER NOT NULL DEFAULT 0,
        search_key TEXT NOT NULL, seen_at INTEGER NOT NULL,
        -- The title in the order of the Turkish alphabet: see cache/sort-key.ts.
        title_key TEXT NOT NULL DEFAULT '',
        -- The page's filter chips as bits, kept true by SQLite itself: see cache/tables/listing-flags.ts.
        flags INTEGER GENERATED ALWAYS AS (
          (link_state = 'linked' AND frozen = 0 AND (
            (desired_quantity IS NOT NULL AND desired_quantity IS NOT confirmed_quantity)
            OR (desired_price_e4 IS NOT NULL AND (
              desired_price_e4 IS NOT confirmed_price_e4
              OR (confirmed_list_price_e4 IS NOT NULL AND desired_list_price_e4 IS NOT confirmed_list_price_e4)))))
          + 2 * (held <> 0) + 4 * (link_state = 'unlinked') + 8 * (link_state = 'proposed')
          + 16 * (confirmed_quantity IS 0) + 32 * (frozen <> 0)
        ) VIRTUAL,
        UNIQUE (channel_id, external_id)
      ) STRICT;
      CREATE INDEX listing_by_variant ON listing (variant_id, channel_id, link_state) WHERE variant_id IS NOT NULL;
      CREATE INDEX listing_by_link_state ON listing (channel_id, link_state);
      CREATE INDEX listing_by_barcode ON listing (channel_id, barcode) WHERE barcode <> '';
      CREATE INDEX listing_stale ON listing (channel_id) WHERE stale_since IS NOT NULL;
      -- One index for each order of the page; the flags ride along so that a filter is judged without the row.
      CREATE INDEX listing_by_flags ON listing (channel_id, flags);
      CREATE INDEX listing_by_title ON listing (channel_id, title_key, flags);
      CREATE INDEX listing_by_stock_code ON listing (channel_id, stock_code, flags);
      CREATE INDEX listing_by_quantity ON listing (channel_id, confirmed_quantity, flags);
      CREATE INDEX listing_by_price ON listing (channel_id, confirmed_price_e4, flags);
      CREATE INDEX listing_by_confirmation ON listing (channel_id, confirmed_at, flags);

      -- The newest plan of each channel: what the pure planner returned, kept so that it can be looked at and approved.
      -- A plan is written in many transactions: what is new in it begins with the next generation, what is no longer in
      -- it ends there. The moment in which plan.generation moves on is when it becomes the channel's plan, whole.
      CREATE TABLE plan (
        channel_id TEXT PRIMARY KEY REFERENCES channel (channel_id) ON DELETE CASCADE, computed_at INTEGER NOT NULL,
        store_read_at INTEGER, requests INTEGER NOT NULL, estimated_ms INTEGER NOT NULL, generation INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE plan_row (
        row INTEGER PRIMARY KEY, since INTEGER NOT NULL, until INTEGER, change_id TEXT NOT NULL,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, listing_id TEXT NOT NULL,
        -- By its number, in whose order listings are planned: rows that are written together lie together.
        listing_row INTEGER NOT NULL REFERENCES listing (row) ON DELETE CASCADE,
        field_group TEXT NOT NULL CHECK (field_group IN ('stock', 'price')),
        from_quantity INTEGER, to_quantity INTEGER, from_price_e4 INTEGER, to_price_e4 INTEGER,
        from_list_price_e4 INTEGER, to_list_price_e4 INTEGER, reason TEXT NOT NULL, trace TEXT NOT NULL,
        -- holds: of the change itself. brake: the hold of the whole plan, if it has one. held and approvable count both.
        holds TEXT NOT NULL, brake TEXT, held INTEGER NOT NULL, approvable INTEGER NOT NULL, step_percent REAL,
        -- The largest step first, where a group is looked through.
        step_rank REAL GENERATED ALWAYS AS (-abs(coalesce(step_percent, 0))) VIRTUAL
      ) STRICT;
      CREATE UNIQUE INDEX plan_row_open ON plan_row (listing_row, field_group) WHERE until IS NULL;
      CREATE INDEX plan_row_by_listing ON plan_row (listing_row);
      CREATE INDEX plan_row_by_group ON plan_row (channel_id, held, reason, step_rank, since, until);
      CREATE INDEX plan_row_braked ON plan_row (channel_id) WHERE brake IS NOT NULL;
      CREATE INDEX plan_row_ended ON plan_row (channel_id, until) WHERE until IS NOT NULL;
      -- What everybody reads: every channel's plan as it stands.
      CREATE VIEW plan_change AS
        SELECT r.row, r.change_id, r.channel_id, r.listing_id, r.listing_row, r.field_group, r.from_quantity,
          r.to_quantity, r.from_price_e4, r.to_price_e4, r.from_list_price_e4, r.to_list_price_e4, r.reason, r.trace,
          CASE WHEN r.brake IS NULL THEN r.holds ELSE json_insert(r.holds, '$[#]', json(r.brake)) END AS holds, r.brake,
          r.held, r.approvable, r.step_percent, r.step_rank
        FROM plan p JOIN plan_row r ON r.channel_id = p.channel_id AND r.since <= p.generation
          AND (r.until IS NULL OR r.until > p.generation);

      -- A person's yes to exactly one change (its id names both values). Used up when the change is enqueued.
      CREATE TABLE approval (
        change_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL, approved_at INTEGER NOT NULL, approved_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE outbox (
        outbox_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        listing_id TEXT NOT NULL REFERENCES listing (listing_id) ON DELETE CASCADE,
        field_group TEXT NOT NULL CHECK (field_group IN ('stock', 'price')), change_id TEXT NOT NULL,
        quantity INTEGER, price_e4 INTEGER, list_price_e4 INTEGER,
        from_quantity INTEGER, from_price_e4 INTEGER, from_list_price_e4 INTEGER,
        -- 0 lower stock, 1 lower price … : what must be right soonest goes first.
        priority INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting','leased','sent','done','failed','dead','unknown','superseded')),
        lease_owner TEXT, lease_until INTEGER, attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL,
        approved_by TEXT NOT NULL, problem TEXT, attempt_id TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
      ) STRICT;
      -- Newer unsent replaces older: there is never more than one that waits.
      CREATE UNIQUE INDEX outbox_one_waiting ON outbox (channel_id, listing_id, field_group) WHERE state = 'waiting';
      CREATE INDEX outbox_by_state ON outbox (channel_id, state, priority, created_at);
      CREATE INDEX outbox_by_listing ON outbox (listing_id, field_group, created_at);
      CREATE INDEX outbox_failing ON outbox (channel_id, listing_id) WHERE state IN ('failed', 'dead');
      CREATE INDEX outbox_by_attempt ON outbox (attempt_id) WHERE attempt_id IS NOT NULL;

      -- Every write request, made durable before its first byte.
      CREATE TABLE attempt (
        attempt_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('offers', 'acknowledge', 'invoice')), endpoint TEXT NOT NULL,
        idempotency_key TEXT NOT NULL UNIQUE, body_hash TEXT NOT NULL, items INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('intent', 'not-sent', 'open', 'final', 'refused', 'unknown', 'lost')),
        batch_id TEXT, http_status INTEGER, next_poll_at INTEGER, polls INTEGER NOT NULL DEFAULT 0, problem TEXT,
        -- Acknowledgements: the order and package that it was about, so that its outcome can be read back.
        subject_order_id TEXT, subject_package_id TEXT, subject_value TEXT,
        request_excerpt TEXT, response_excerpt TEXT, started_at INTEGER NOT NULL, finished_at INTEGER
      ) STRICT;
      CREATE INDEX attempt_by_state ON attempt (channel_id, state, next_poll_at);
      CREATE INDEX attempt_by_body ON attempt (channel_id, body_hash, started_at);

      -- Raw packages as received, newest form; sealed, because they are full of personal data.
      CREATE TABLE inbox (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, package_id TEXT NOT NULL,
        order_number TEXT NOT NULL, raw_hash TEXT NOT NULL, raw_sealed TEXT NOT NULL, status TEXT NOT NULL,
        last_modified_ms INTEGER NOT NULL, received_at INTEGER NOT NULL, first_received_at INTEGER NOT NULL,
        seen INTEGER NOT NULL DEFAULT 1, problem TEXT, PRIMARY KEY (channel_id, package_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX inbox_by_order ON inbox (channel_id, order_number);

      CREATE TABLE sales_order (
        order_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        order_number TEXT NOT NULL, status TEXT NOT NULL, raw_status TEXT NOT NULL,
        import_state TEXT NOT NULL
          CHECK (import_state IN ('reserved', 'waiting', 'imported', 'cancelled', 'failed', 'quarantined', 'history')),
        store_order_id TEXT, total_e4 INTEGER NOT NULL, currency TEXT NOT NULL, ordered_at INTEGER NOT NULL,
        dispatch_by INTEGER, last_modified_ms INTEGER NOT NULL, buyer_sealed TEXT NOT NULL, city TEXT NOT NULL,
        import_attempts INTEGER NOT NULL DEFAULT 0, import_not_before INTEGER NOT NULL DEFAULT 0,
        -- Set when packages changed since the shop was last written: the shop's order must be brought in line.
        dirty INTEGER NOT NULL, imported_at INTEGER, first_seen_at INTEGER NOT NULL, problem TEXT,
        UNIQUE (channel_id, order_number)
      ) STRICT;
      CREATE INDEX sales_order_by_date ON sales_order (ordered_at DESC);
      CREATE INDEX sales_order_dirty ON sales_order (dirty) WHERE dirty = 1;

      CREATE TABLE sales_order_line (
        order_id TEXT NOT NULL REFERENCES sales_order (order_id) ON DELETE CASCADE, package_id TEXT NOT NULL,
        line_id TEXT NOT NULL, barcode TEXT NOT NULL, stock_code TEXT NOT NULL, title TEXT NOT NULL,
        quantity INTEGER NOT NULL, unit_price_e4 INTEGER NOT NULL, vat_rate_e4 INTEGER, status TEXT NOT NULL,
        variant_id TEXT, PRIMARY KEY (order_id, package_id, line_id)
      ) STRICT, WITHOUT ROWID;

      -- What an order holds of each variant, and what of that the shop's stock already shows: the difference is
      -- "reserved" and is taken off what the channels are offered.
      CREATE TABLE stock_ledger (
        order_id TEXT NOT NULL REFERENCES sales_order (order_id) ON DELETE CASCADE, line_key TEXT NOT NULL,
        barcode TEXT NOT NULL, unit_price_e4 INTEGER NOT NULL, variant_id TEXT,
        held INTEGER NOT NULL, written INTEGER NOT NULL, store_line_id TEXT,
        updated_at INTEGER NOT NULL, PRIMARY KEY (order_id, line_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX stock_ledger_by_variant ON stock_ledger (variant_id) WHERE variant_id IS NOT NULL AND held <> written;

      CREATE TABLE order_event (
        event_id INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES sales_order (order_id) ON DELETE CASCADE,
        at INTEGER NOT NULL, side TEXT NOT NULL, text TEXT NOT NULL, detail TEXT NOT NULL
      ) STRICT;
      CREATE INDEX order_event_by_order ON order_event (order_id, at);

      CREATE TABLE listing_event (
        event_id INTEGER PRIMARY KEY, listing_id TEXT NOT NULL REFERENCES listing (listing_id) ON DELETE CASCADE,
        at INTEGER NOT NULL, event TEXT NOT NULL, field TEXT NOT NULL, from_text TEXT, to_text TEXT, by TEXT NOT NULL
      ) STRICT;
      CREATE INDEX listing_event_by_listing ON listing_event (listing_id, at DESC);

      CREATE TABLE job (
        job_id TEXT PRIMARY KEY, kind TEXT NOT NULL, started_by TEXT NOT NULL, channel_id TEXT, channel_name TEXT,
        state TEXT NOT NULL, phase TEXT, done INTEGER NOT NULL, total INTEGER, started_at INTEGER NOT NULL,
        finished_at INTEGER, result TEXT, problem TEXT
      ) STRICT;
      CREATE INDEX job_by_start ON job (started_at DESC);

      CREATE TABLE call_meter (
        call_id INTEGER PRIMARY KEY, channel_id TEXT NOT NULL, endpoint TEXT NOT NULL, status INTEGER,
        duration_ms REAL NOT NULL, waited_ms REAL NOT NULL, bytes_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL,
        attempt INTEGER NOT NULL, at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX call_meter_by_time ON call_meter (channel_id, at);
    `);
  },
};
