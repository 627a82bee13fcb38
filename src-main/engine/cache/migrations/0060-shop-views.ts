import type { Migration } from './migration.ts';

/** Which language, store, currency and customer group of the shop a channel looks at, and what the shop asks there. */
export const shopViews: Migration = {
  version: 60,
  name: 'shop-views',
  up: (database) => {
    database.exec(`
      -- JSON of what was chosen; {} is the shop's own defaults.
      ALTER TABLE channel ADD COLUMN shop_view TEXT NOT NULL DEFAULT '{}';
      -- As common/price-view.ts names it; '||' for the shop's own default, which variant_price never holds.
      ALTER TABLE channel ADD COLUMN price_view TEXT GENERATED ALWAYS AS (
        coalesce(shop_view ->> '$.storeId', '') || '|' || coalesce(shop_view ->> '$.customerGroupId', '') || '|'
          || coalesce(shop_view ->> '$.currency', '')) VIRTUAL;
      -- Ids of the stores in which it can be bought, separated by commas; null where no reading told.
      ALTER TABLE variant ADD COLUMN offered_in TEXT;

      -- Prices as a channel's choice shows them, by common/price-view.ts's name. Without a row they were not read yet.
      CREATE TABLE variant_price (
        view TEXT NOT NULL,
        variant_id TEXT NOT NULL REFERENCES variant (variant_id) ON DELETE CASCADE,
        currency TEXT NOT NULL, price_e4 INTEGER NOT NULL, list_price_e4 INTEGER NOT NULL,
        tax_rate_e4 INTEGER NOT NULL,
        -- Before the conversion by rate_e8 (1 = 10^8); null where nothing was converted.
        shop_currency TEXT NOT NULL, shop_price_e4 INTEGER NOT NULL, shop_list_price_e4 INTEGER NOT NULL,
        rate_e8 INTEGER,
        PRIMARY KEY (view, variant_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX variant_price_by_variant ON variant_price (variant_id);
    `);
  },
};
