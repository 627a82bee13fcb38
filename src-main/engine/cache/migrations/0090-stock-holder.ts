import type { Migration } from './migration.ts';

/** Listings whose goods lie in the marketplace's own warehouse: their stock is not ours to plan, send or compare. */
export const stockHolder: Migration = {
  version: 90,
  name: 'stock-holder',
  up: (database) => {
    database.exec(`
      ALTER TABLE listing ADD COLUMN stock_held_by TEXT NOT NULL DEFAULT 'merchant'
        CHECK (stock_held_by IN ('merchant', 'marketplace'));
    `);
  },
};
