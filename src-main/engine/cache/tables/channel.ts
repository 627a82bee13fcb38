import type { Database } from 'better-sqlite3';
import { ChannelRules, DEFAULT_SHOP_VIEW, type ChannelMode, type ShopView } from '#contract/channels.ts';
import { Problem } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { prepared } from '../prepared.ts';
import { parseShopView, shopViewText } from './shop-view.ts';

/** One account on one marketplace. Instants in epoch milliseconds. */
export type ChannelRow = {
  readonly channelId: string;
  readonly marketplace: string;
  readonly name: string;
  readonly mode: ChannelMode;
  readonly paused: boolean;
  readonly baseUrl: string | null;
  readonly rules: ChannelRules;
  readonly shopView: ShopView;
  readonly account: string | null;
  readonly createdAt: number;
  readonly lastSyncAt: number | null;
  readonly lastConfirmedAt: number | null;
  /** Up to which instant of the marketplace's clock every changed package was taken in. */
  readonly ordersUntilMs: number | null;
  /** When its first reading of orders began; null until that reading was complete. Outlives a damaged cache. */
  readonly ordersFirstReadAt: number | null;
  /** When every listing was last read in full; null before that, and after a restored backup. */
  readonly listingsReadAt: number | null;
  readonly problem: Problem | null;
};

type Raw = {
  channel_id: string;
  marketplace: string;
  name: string;
  mode: ChannelMode;
  paused: number;
  base_url: string | null;
  rules: string;
  shop_view: string;
  account: string | null;
  created_at: number;
  last_sync_at: number | null;
  last_confirmed_at: number | null;
  orders_until_ms: number | null;
  orders_first_read_at: number | null;
  listings_read_at: number | null;
  problem: string | null;
};

function fromRaw(raw: Raw): ChannelRow {
  return {
    channelId: raw.channel_id,
    marketplace: raw.marketplace,
    name: raw.name,
    mode: raw.mode,
    paused: raw.paused !== 0,
    baseUrl: raw.base_url,
    rules: ChannelRules.parse(JSON.parse(raw.rules)),
    shopView: parseShopView(raw.shop_view),
    account: raw.account,
    createdAt: raw.created_at,
    lastSyncAt: raw.last_sync_at,
    lastConfirmedAt: raw.last_confirmed_at,
    ordersUntilMs: raw.orders_until_ms,
    ordersFirstReadAt: raw.orders_first_read_at,
    listingsReadAt: raw.listings_read_at,
    problem: raw.problem === null ? null : Problem.parse(JSON.parse(raw.problem)),
  };
}

export function listChannels(database: Database): readonly ChannelRow[] {
  return prepared<[], Raw>(database, 'SELECT * FROM channel ORDER BY created_at, channel_id')
    .all()
    .map(fromRaw);
}

export function findChannel(database: Database, channelId: string): ChannelRow | null {
  const raw = prepared<[string], Raw>(database, 'SELECT * FROM channel WHERE channel_id = ?').get(channelId);
  return raw ? fromRaw(raw) : null;
}

/** Every channel of this account; on a stage system the same number is another account. */
export function findChannelsOfAccount(
  database: Database,
  marketplace: string,
  account: string,
): readonly ChannelRow[] {
  return prepared<[string, string], Raw>(
    database,
    'SELECT * FROM channel WHERE marketplace = ? AND account = ?',
  )
    .all(marketplace, account)
    .map(fromRaw);
}

/** Names are one to a person when they differ only in letter case, accents or blanks. */
export function findChannelByName(database: Database, name: string): ChannelRow | null {
  const raw = prepared<[string], Raw>(database, 'SELECT * FROM channel WHERE name_key = ?').get(
    foldKey(name),
  );
  return raw ? fromRaw(raw) : null;
}

/** A new channel looks at the shop's own defaults unless `shopView` says otherwise. */
export function insertChannel(
  database: Database,
  row: Pick<
    ChannelRow,
    'channelId' | 'marketplace' | 'name' | 'mode' | 'baseUrl' | 'rules' | 'account' | 'createdAt'
  > & { readonly shopView?: ShopView },
): void {
  prepared<unknown[]>(
    database,
    `INSERT INTO channel (channel_id, marketplace, name, name_key, mode, paused, base_url, rules, shop_view, account,
       created_at) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`,
  ).run(
    row.channelId,
    row.marketplace,
    row.name,
    foldKey(row.name),
    row.mode,
    row.baseUrl,
    JSON.stringify(row.rules),
    shopViewText(row.shopView ?? DEFAULT_SHOP_VIEW),
    row.account,
    row.createdAt,
  );
}

/** Writes what a person decides about a channel. */
export function updateChannel(
  database: Database,
  row: Pick<ChannelRow, 'channelId' | 'name' | 'mode' | 'paused' | 'rules' | 'shopView' | 'account'>,
): void {
  prepared<[string, string, string, number, string, string, string | null, string]>(
    database,
    `UPDATE channel SET name = ?, name_key = ?, mode = ?, paused = ?, rules = ?, shop_view = ?, account = ?
     WHERE channel_id = ?`,
  ).run(
    row.name,
    foldKey(row.name),
    row.mode,
    row.paused ? 1 : 0,
    JSON.stringify(row.rules),
    shopViewText(row.shopView),
    row.account,
    row.channelId,
  );
}

export function deleteChannel(database: Database, channelId: string): boolean {
  return prepared<[string]>(database, 'DELETE FROM channel WHERE channel_id = ?').run(channelId).changes > 0;
}

export function writeChannelProblem(database: Database, channelId: string, value: Problem | null): void {
  prepared<[string | null, string]>(database, 'UPDATE channel SET problem = ? WHERE channel_id = ?').run(
    value === null ? null : JSON.stringify(value),
    channelId,
  );
}

export function writeChannelSynced(database: Database, channelId: string, at: number): void {
  prepared<[number, string]>(database, 'UPDATE channel SET last_sync_at = ? WHERE channel_id = ?').run(
    at,
    channelId,
  );
}

export function writeChannelConfirmed(database: Database, channelId: string, at: number): void {
  prepared<[number, string]>(database, 'UPDATE channel SET last_confirmed_at = ? WHERE channel_id = ?').run(
    at,
    channelId,
  );
}

/** Saved in the last transaction of a reading, after the rows it stands for. */
export function writeOrdersUntil(database: Database, channelId: string, untilMs: number): void {
  prepared<[number, string]>(database, 'UPDATE channel SET orders_until_ms = ? WHERE channel_id = ?').run(
    untilMs,
    channelId,
  );
}

/** Notes the end of the channel's first complete reading of orders; a later one changes nothing. */
export function writeOrdersFirstRead(database: Database, channelId: string, begunAt: number): void {
  prepared<[number, string]>(
    database,
    'UPDATE channel SET orders_first_read_at = coalesce(orders_first_read_at, ?) WHERE channel_id = ?',
  ).run(begunAt, channelId);
}

export function writeListingsReadAt(database: Database, channelId: string, at: number): void {
  prepared<[number, string]>(database, 'UPDATE channel SET listings_read_at = ? WHERE channel_id = ?').run(
    at,
    channelId,
  );
}
