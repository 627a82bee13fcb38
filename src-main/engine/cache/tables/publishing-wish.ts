import type { Database } from 'better-sqlite3';
import {
  NO_PUBLISHING_DEFAULTS,
  NO_WISHES,
  ProductWishes,
  PublishingDefaults,
} from '#contract/publishing.ts';
import { prepared } from '../prepared.ts';

/** What holds for every listing of a channel where the product says nothing else. */
export function readPublishingDefaults(database: Database, channelId: string): PublishingDefaults {
  const text = prepared<[string], string>(
    database,
    'SELECT defaults FROM publishing_default WHERE channel_id = ?',
  )
    .pluck()
    .get(channelId);
  return text === undefined ? NO_PUBLISHING_DEFAULTS : PublishingDefaults.parse(JSON.parse(text));
}

export function writePublishingDefaults(
  database: Database,
  channelId: string,
  defaults: PublishingDefaults,
): void {
  prepared<[string, string]>(
    database,
    `INSERT INTO publishing_default (channel_id, defaults) VALUES (?, ?)
     ON CONFLICT (channel_id) DO UPDATE SET defaults = excluded.defaults`,
  ).run(channelId, JSON.stringify(defaults));
}

export function readWishes(database: Database, channelId: string, productId: string): ProductWishes {
  const text = prepared<[string, string], string>(
    database,
    'SELECT wishes FROM product_wish WHERE channel_id = ? AND product_id = ?',
  )
    .pluck()
    .get(channelId, productId);
  return text === undefined
    ? NO_WISHES
    : ProductWishes.parse({ ...NO_WISHES, ...(JSON.parse(text) as object) });
}

/** Categories of the marketplace that single products of living goods were given. */
export function wishedCategories(database: Database, channelId: string): readonly string[] {
  return prepared<[string], string>(
    database,
    `SELECT DISTINCT json_extract(w.wishes, '$.categoryId') FROM product_wish w
     JOIN product p ON p.product_id = w.product_id AND p.gone_at IS NULL
     WHERE w.channel_id = ? AND json_extract(w.wishes, '$.categoryId') IS NOT NULL`,
  )
    .pluck()
    .all(channelId);
}

export function writeWishes(
  database: Database,
  entry: {
    readonly channelId: string;
    readonly productId: string;
    readonly wishes: ProductWishes;
    readonly at: number;
  },
): void {
  prepared<[string, string, string, number]>(
    database,
    `INSERT INTO product_wish (channel_id, product_id, wishes, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel_id, product_id) DO UPDATE SET wishes = excluded.wishes, changed_at = excluded.changed_at`,
  ).run(entry.channelId, entry.productId, JSON.stringify(entry.wishes), entry.at);
}
