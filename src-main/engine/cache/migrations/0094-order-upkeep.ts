import type { Migration } from './migration.ts';

/** Unpaid orders that a reading no longer met, over restarts; and answers of write commands no longer in clear text. */
export const orderUpkeep: Migration = {
  version: 94,
  name: 'order-upkeep',
  up: (database) => {
    database.exec(`
      -- When a reading first did not meet an order that waits for its payment; null while it is met.
      ALTER TABLE sales_order ADD COLUMN missed_at INTEGER;

      -- They name buyers, and are vault tokens from now on. They are kept for a day only: what is there goes at once.
      DELETE FROM request;
    `);
  },
};
