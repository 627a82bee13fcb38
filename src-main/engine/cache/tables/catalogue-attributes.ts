import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import type { AttributeValue, MarketplaceAttribute } from '../../marketplaces/kit/catalogue.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

export type AttributeSet = {
  readonly attributes: readonly MarketplaceAttribute[];
  readonly version: number;
  readonly readAt: number;
};

type Place = { readonly channelId: string; readonly categoryId: string };

/** What a category asks for, as last read; null where it was never read. */
export function findAttributeSet(database: Database, place: Place): AttributeSet | null {
  const raw = prepared<[string, string], { attributes: string; version: number; read_at: number }>(
    database,
    'SELECT attributes, version, read_at FROM catalogue_attribute_set WHERE channel_id = ? AND category_id = ?',
  ).get(place.channelId, place.categoryId);
  if (!raw) return null;
  return {
    attributes: JSON.parse(raw.attributes) as MarketplaceAttribute[], // Written by this program only.
    version: raw.version,
    readAt: raw.read_at,
  };
}

export function writeAttributeSet(
  database: Database,
  entry: Place & {
    readonly attributes: readonly MarketplaceAttribute[];
    readonly version: number;
    readonly at: number;
  },
): void {
  prepared<[string, string, number, number, string]>(
    database,
    `INSERT INTO catalogue_attribute_set (channel_id, category_id, version, read_at, attributes) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, category_id) DO UPDATE SET version = excluded.version, read_at = excluded.read_at,
       attributes = excluded.attributes`,
  ).run(entry.channelId, entry.categoryId, entry.version, entry.at, JSON.stringify(entry.attributes));
}

export function countAttributeSets(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(database, 'SELECT count(*) FROM catalogue_attribute_set WHERE channel_id = ?')
      .pluck()
      .get(channelId) ?? 0
  );
}

type ValuePlace = Place & { readonly attributeId: string };

/** Replaces the kept values of an attribute as a whole. */
export function writeValues(database: Database, place: ValuePlace, values: readonly AttributeValue[]): void {
  prepared<[string, string, string]>(
    database,
    'DELETE FROM catalogue_value WHERE channel_id = ? AND category_id = ? AND attribute_id = ?',
  ).run(place.channelId, place.categoryId, place.attributeId);
  const statement = prepared<[string, string, string, string, string, string]>(
    database,
    `INSERT OR REPLACE INTO catalogue_value (channel_id, category_id, attribute_id, value_id, name, search_key)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const { valueId, name } of values)
    statement.run(place.channelId, place.categoryId, place.attributeId, valueId, name, foldKey(name));
}

export function valueWindow(
  database: Database,
  query: ValuePlace & { readonly search: string; readonly offset: number; readonly limit: number },
): { readonly rows: readonly AttributeValue[]; readonly total: number } {
  const values = {
    channelId: query.channelId,
    categoryId: query.categoryId,
    attributeId: query.attributeId,
    terms: JSON.stringify(searchTerms(query.search)),
  };
  const where = `channel_id = @channelId AND category_id = @categoryId AND attribute_id = @attributeId
    AND NOT EXISTS (SELECT 1 FROM json_each(@terms) t WHERE instr(search_key, t.value) = 0)`;
  const rows = prepared<[typeof values & { offset: number; limit: number }], AttributeValue>(
    database,
    `SELECT value_id AS valueId, name FROM catalogue_value WHERE ${where}
     ORDER BY search_key, value_id LIMIT @limit OFFSET @offset`,
  ).all({ ...values, offset: query.offset, limit: query.limit });
  const total = prepared<[typeof values], number>(
    database,
    `SELECT count(*) FROM catalogue_value WHERE ${where}`,
  )
    .pluck()
    .get(values);
  return { rows, total: total ?? 0 };
}

/** All kept values of an attribute. */
export function listValues(database: Database, place: ValuePlace): readonly AttributeValue[] {
  return prepared<[string, string, string], AttributeValue>(
    database,
    `SELECT value_id AS valueId, name FROM catalogue_value
     WHERE channel_id = ? AND category_id = ? AND attribute_id = ? ORDER BY search_key, value_id`,
  ).all(place.channelId, place.categoryId, place.attributeId);
}

export type ChangeRecord = {
  readonly changeId: string;
  readonly channelId: string;
  readonly at: number;
  readonly kind: string;
  readonly categoryId: string | null;
  readonly names: readonly string[];
  readonly count: number;
  readonly affectedProducts: number;
  readonly seenAt: number | null;
};

export function insertCatalogueChange(database: Database, change: ChangeRecord): void {
  prepared<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO catalogue_change (change_id, channel_id, at, kind, category_id, names, count, affected_products, seen_at)
     VALUES (@changeId, @channelId, @at, @kind, @categoryId, @names, @count, @affectedProducts, @seenAt)`,
  ).run({ ...change, names: JSON.stringify(change.names) });
}

export function changeWindow(
  database: Database,
  query: {
    readonly channelId: string | null;
    readonly unseenOnly: boolean;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly rows: readonly ChangeRecord[]; readonly total: number } {
  const values = { channelId: query.channelId, unseen: query.unseenOnly ? 1 : 0 };
  const where = '(@channelId IS NULL OR channel_id = @channelId) AND (@unseen = 0 OR seen_at IS NULL)';
  const rows = prepared<
    [typeof values & { offset: number; limit: number }],
    Omit<ChangeRecord, 'names'> & { names: string }
  >(
    database,
    `SELECT change_id AS changeId, channel_id AS channelId, at, kind, category_id AS categoryId, names, count,
       affected_products AS affectedProducts, seen_at AS seenAt
     FROM catalogue_change WHERE ${where} ORDER BY at DESC, change_id LIMIT @limit OFFSET @offset`,
  )
    .all({ ...values, offset: query.offset, limit: query.limit })
    .map((row) => ({ ...row, names: JSON.parse(row.names) as string[] }));
  const total = prepared<[typeof values], number>(
    database,
    `SELECT count(*) FROM catalogue_change WHERE ${where}`,
  )
    .pluck()
    .get(values);
  return { rows, total: total ?? 0 };
}

export function markChangesSeen(database: Database, changeIds: readonly string[], at: number): number {
  return prepared<[number, string]>(
    database,
    `UPDATE catalogue_change SET seen_at = ? WHERE seen_at IS NULL
       AND change_id IN (SELECT value FROM json_each(?))`,
  ).run(at, JSON.stringify(changeIds)).changes;
}
