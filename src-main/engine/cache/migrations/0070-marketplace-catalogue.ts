import type { Migration } from './migration.ts';

/** The marketplaces' catalogues as read, what of the shop becomes what there, and the way of products onto a channel. */
export const marketplaceCatalogue: Migration = {
  version: 70,
  name: 'marketplace-catalogue',
  up: (database) => {
    database.exec(`
      -- How old each kept part is ('categories', 'brands', 'choices'); version counts the readings that differed.
      CREATE TABLE catalogue_part (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, part TEXT NOT NULL,
        version INTEGER NOT NULL, read_at INTEGER NOT NULL, PRIMARY KEY (channel_id, part)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE catalogue_category (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, category_id TEXT NOT NULL,
        parent_id TEXT, name TEXT NOT NULL, path TEXT NOT NULL, leaf INTEGER NOT NULL, open INTEGER NOT NULL,
        -- foldKey of the path.
        search_key TEXT NOT NULL, gone_at INTEGER, PRIMARY KEY (channel_id, category_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX catalogue_category_by_parent ON catalogue_category (channel_id, parent_id);

      -- attributes: JSON as the adapter gave them.
      CREATE TABLE catalogue_attribute_set (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, category_id TEXT NOT NULL,
        version INTEGER NOT NULL, read_at INTEGER NOT NULL, attributes TEXT NOT NULL,
        PRIMARY KEY (channel_id, category_id)
      ) STRICT;

      -- Values of attributes whose lists did not come along. category_id is the one that they were asked for.
      CREATE TABLE catalogue_value (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, category_id TEXT NOT NULL,
        attribute_id TEXT NOT NULL, value_id TEXT NOT NULL, name TEXT NOT NULL, search_key TEXT NOT NULL,
        PRIMARY KEY (channel_id, category_id, attribute_id, value_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE catalogue_brand (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, brand_id TEXT NOT NULL,
        name TEXT NOT NULL, search_key TEXT NOT NULL, PRIMARY KEY (channel_id, brand_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX catalogue_brand_by_key ON catalogue_brand (channel_id, search_key);

      CREATE TABLE catalogue_choice (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, kind TEXT NOT NULL,
        choice_id TEXT NOT NULL, name TEXT NOT NULL, preferred INTEGER NOT NULL,
        PRIMARY KEY (channel_id, kind, choice_id)
      ) STRICT, WITHOUT ROWID;

      -- What differed between two readings. names: JSON, the first twenty.
      CREATE TABLE catalogue_change (
        change_id TEXT PRIMARY KEY, channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE,
        at INTEGER NOT NULL, kind TEXT NOT NULL, category_id TEXT, names TEXT NOT NULL, count INTEGER NOT NULL,
        affected_products INTEGER NOT NULL, seen_at INTEGER
      ) STRICT;
      CREATE INDEX catalogue_change_by_time ON catalogue_change (channel_id, at);

      -- The merchant's decisions. Nothing is mapped by itself.
      CREATE TABLE map_category (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, shop_category_id TEXT NOT NULL,
        category_id TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (channel_id, shop_category_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX map_category_by_target ON map_category (channel_id, category_id);

      -- By foldKey of the shop's manufacturer. brand_id is null where the marketplace takes a brand by its name.
      CREATE TABLE map_brand (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, manufacturer_key TEXT NOT NULL,
        brand_id TEXT, brand_name TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (channel_id, manufacturer_key)
      ) STRICT, WITHOUT ROWID;

      -- source: JSON, see contract/publishing.ts.
      CREATE TABLE map_attribute (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, category_id TEXT NOT NULL,
        attribute_id TEXT NOT NULL, source TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (channel_id, category_id, attribute_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE map_value (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, category_id TEXT NOT NULL,
        attribute_id TEXT NOT NULL,
        -- foldKey of the shop's value.
        value_key TEXT NOT NULL, value_id TEXT NOT NULL, value_name TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (channel_id, category_id, attribute_id, value_key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX map_value_by_key ON map_value (channel_id, attribute_id, value_key);

      -- JSON, see contract/publishing.ts. No reference to product: wishes outlive a product that is missing.
      CREATE TABLE publishing_default (
        channel_id TEXT PRIMARY KEY REFERENCES channel (channel_id) ON DELETE CASCADE, defaults TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE product_wish (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id) ON DELETE CASCADE, product_id TEXT NOT NULL,
        wishes TEXT NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (channel_id, product_id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
