import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import type {
  AccountChoice,
  MarketplaceBrand,
  MarketplaceCategory,
} from '../../marketplaces/kit/catalogue.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

/** A kept part of a channel's catalogue. */
export type CataloguePart = 'categories' | 'brands' | 'choices';

export type CategoryRecord = MarketplaceCategory & { readonly path: string };

type RawCategory = {
  category_id: string;
  parent_id: string | null;
  name: string;
  path: string;
  leaf: number;
  open: number;
};

const COLUMNS = 'category_id, parent_id, name, path, leaf, open';

function fromRaw(raw: RawCategory): CategoryRecord {
  return {
    categoryId: raw.category_id,
    parentId: raw.parent_id,
    name: raw.name,
    path: raw.path,
    leaf: raw.leaf !== 0,
    open: raw.open !== 0,
  };
}

/** How old a part is; null where it was never read. */
export function partAge(
  database: Database,
  channelId: string,
  part: CataloguePart,
): { readonly version: number; readonly readAt: number } | null {
  return (
    prepared<[string, string], { version: number; readAt: number }>(
      database,
      'SELECT version, read_at AS readAt FROM catalogue_part WHERE channel_id = ? AND part = ?',
    ).get(channelId, part) ?? null
  );
}

/** Notes a reading; `differs` counts it as a new version. */
export function notePartRead(
  database: Database,
  entry: {
    readonly channelId: string;
    readonly part: CataloguePart;
    readonly differs: boolean;
    readonly at: number;
  },
): void {
  prepared<[string, string, number, number]>(
    database,
    `INSERT INTO catalogue_part (channel_id, part, version, read_at) VALUES (?, ?, 1, ?)
     ON CONFLICT (channel_id, part) DO UPDATE SET version = version + ?, read_at = excluded.read_at`,
  ).run(entry.channelId, entry.part, entry.at, entry.differs ? 1 : 0);
}

/** Living categories of a channel. */
export function listCategories(database: Database, channelId: string): readonly CategoryRecord[] {
  return prepared<[string], RawCategory>(
    database,
    `SELECT ${COLUMNS} FROM catalogue_category WHERE channel_id = ? AND gone_at IS NULL`,
  )
    .all(channelId)
    .map(fromRaw);
}

export function findCategory(
  database: Database,
  channelId: string,
  categoryId: string,
): CategoryRecord | null {
  const raw = prepared<[string, string], RawCategory>(
    database,
    `SELECT ${COLUMNS} FROM catalogue_category WHERE channel_id = ? AND category_id = ? AND gone_at IS NULL`,
  ).get(channelId, categoryId);
  return raw ? fromRaw(raw) : null;
}

/** The path that a category has or had; its id where it was never read. */
export function categoryPath(database: Database, channelId: string, categoryId: string): string {
  return (
    prepared<[string, string], string>(
      database,
      'SELECT path FROM catalogue_category WHERE channel_id = ? AND category_id = ?',
    )
      .pluck()
      .get(channelId, categoryId) ?? categoryId
  );
}

export function writeCategory(
  database: Database,
  entry: { readonly channelId: string; readonly category: CategoryRecord },
): void {
  const { channelId, category } = entry;
  prepared<unknown[]>(
    database,
    `INSERT INTO catalogue_category (channel_id, ${COLUMNS}, search_key, gone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT (channel_id, category_id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name,
       path = excluded.path, leaf = excluded.leaf, open = excluded.open, search_key = excluded.search_key, gone_at = NULL`,
  ).run(
    channelId,
    category.categoryId,
    category.parentId,
    category.name,
    category.path,
    category.leaf ? 1 : 0,
    category.open ? 1 : 0,
    foldKey(category.path),
  );
}

/** A whole reading no longer met it: kept by name, so that a mapping to it can be told. */
export function writeCategoryGone(
  database: Database,
  entry: { readonly channelId: string; readonly categoryId: string; readonly at: number },
): void {
  prepared<[number, string, string]>(
    database,
    'UPDATE catalogue_category SET gone_at = ? WHERE channel_id = ? AND category_id = ?',
  ).run(entry.at, entry.channelId, entry.categoryId);
}

export type CategoryWindow = {
  readonly channelId: string;
  readonly search: string;
  /** Undefined: anywhere. */
  readonly parentId: string | null | undefined;
  readonly leavesOnly: boolean;
  readonly offset: number;
  readonly limit: number;
};

/** Categories whose path holds every typed word, by path; without a search, the children of one. */
export function categoryWindow(
  database: Database,
  query: CategoryWindow,
): { readonly rows: readonly (CategoryRecord & { readonly mappedFrom: number })[]; readonly total: number } {
  const terms = searchTerms(query.search);
  const conditions = ['channel_id = @channelId', 'gone_at IS NULL'];
  if (query.leavesOnly) conditions.push('leaf = 1');
  if (terms.length === 0 && query.parentId !== undefined) conditions.push('parent_id IS @parentId');
  conditions.push(`NOT EXISTS (SELECT 1 FROM json_each(@terms) t WHERE instr(search_key, t.value) = 0)`);
  const where = conditions.join(' AND ');
  const values = {
    channelId: query.channelId,
    parentId: query.parentId ?? null,
    terms: JSON.stringify(terms),
  };
  const rows = prepared<
    [typeof values & { offset: number; limit: number }],
    RawCategory & { mapped_from: number }
  >(
    database,
    `SELECT ${COLUMNS}, (SELECT count(*) FROM map_category m WHERE m.channel_id = c.channel_id
       AND m.category_id = c.category_id) AS mapped_from
     FROM catalogue_category c WHERE ${where} ORDER BY search_key, category_id LIMIT @limit OFFSET @offset`,
  ).all({ ...values, offset: query.offset, limit: query.limit });
  const total = prepared<[typeof values], number>(
    database,
    `SELECT count(*) FROM catalogue_category WHERE ${where}`,
  )
    .pluck()
    .get(values);
  return { rows: rows.map((raw) => ({ ...fromRaw(raw), mappedFrom: raw.mapped_from })), total: total ?? 0 };
}

export function countCategories(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(
      database,
      'SELECT count(*) FROM catalogue_category WHERE channel_id = ? AND gone_at IS NULL',
    )
      .pluck()
      .get(channelId) ?? 0
  );
}

/** Keeps brands beside those that are known. Returns how many were new or renamed. */
export function writeBrands(
  database: Database,
  channelId: string,
  brands: readonly MarketplaceBrand[],
): number {
  const statement = prepared<[string, string, string, string]>(
    database,
    `INSERT INTO catalogue_brand (channel_id, brand_id, name, search_key) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel_id, brand_id) DO UPDATE SET name = excluded.name, search_key = excluded.search_key
     WHERE name <> excluded.name`,
  );
  let changed = 0;
  for (const { brandId, name } of brands)
    changed += statement.run(channelId, brandId, name, foldKey(name)).changes;
  return changed;
}

export function brandWindow(
  database: Database,
  query: {
    readonly channelId: string;
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly rows: readonly MarketplaceBrand[]; readonly total: number } {
  const values = { channelId: query.channelId, key: foldKey(query.search) };
  const where = `channel_id = @channelId AND (@key = '' OR instr(search_key, @key) > 0)`;
  const rows = prepared<[typeof values & { offset: number; limit: number }], MarketplaceBrand>(
    database,
    // The name itself first, then what begins with it.
    `SELECT brand_id AS brandId, name FROM catalogue_brand WHERE ${where}
     ORDER BY search_key <> @key, instr(search_key, @key) <> 1, search_key, brand_id LIMIT @limit OFFSET @offset`,
  ).all({ ...values, offset: query.offset, limit: query.limit });
  const total = prepared<[typeof values], number>(
    database,
    `SELECT count(*) FROM catalogue_brand WHERE ${where}`,
  )
    .pluck()
    .get(values);
  return { rows, total: total ?? 0 };
}

export function countBrands(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(database, 'SELECT count(*) FROM catalogue_brand WHERE channel_id = ?')
      .pluck()
      .get(channelId) ?? 0
  );
}

/** Replaces the account's choices as a whole. */
export function writeChoices(database: Database, channelId: string, choices: readonly AccountChoice[]): void {
  prepared<[string]>(database, 'DELETE FROM catalogue_choice WHERE channel_id = ?').run(channelId);
  const statement = prepared<[string, string, string, string, number]>(
    database,
    'INSERT OR REPLACE INTO catalogue_choice (channel_id, kind, choice_id, name, preferred) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { kind, choiceId, name, preferred } of choices)
    statement.run(channelId, kind, choiceId, name, preferred ? 1 : 0);
}

export function listChoices(database: Database, channelId: string): readonly AccountChoice[] {
  return prepared<[string], Omit<AccountChoice, 'preferred'> & { preferred: number }>(
    database,
    `SELECT kind, choice_id AS choiceId, name, preferred FROM catalogue_choice WHERE channel_id = ?
     ORDER BY kind, preferred DESC, name`,
  )
    .all(channelId)
    .map((row) => ({ ...row, preferred: row.preferred !== 0 }));
}
