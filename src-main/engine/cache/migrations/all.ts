import { firstCache } from './0010-first-cache.ts';
import { offlineEditing } from './0020-offline-editing.ts';
import { shopWrites } from './0030-shop-writes.ts';
import { sheetIndex } from './0040-sheet-index.ts';
import { variantCodes } from './0050-variant-codes.ts';
import { shopViews } from './0060-shop-views.ts';
import { marketplaceCatalogue } from './0070-marketplace-catalogue.ts';
import { publishing } from './0072-publishing.ts';
import { afterSales } from './0074-after-sales.ts';
import { archive } from './0080-archive.ts';
import { stockHolder } from './0090-stock-holder.ts';
import { orderUpkeep } from './0094-order-upkeep.ts';
import type { Migration } from './migration.ts';

/** Every step of the cache's schema, oldest first. */
export const allMigrations: readonly Migration[] = [
  firstCache,
  offlineEditing,
  shopWrites,
  sheetIndex,
  variantCodes,
  shopViews,
  marketplaceCatalogue,
  publishing,
  afterSales,
  archive,
  stockHolder,
  orderUpkeep,
];
