import { isDeepStrictEqual } from 'node:util';
import type { Database } from 'better-sqlite3';
import { foldKey } from '#common/turkish-text.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import {
  DEFAULT_ORDER_SETTINGS,
  type StoreConnection,
  type StoreReport,
  type StoreSettings,
  type StoreSettingsWish,
} from '#contract/shop.ts';
import { sealCredentials, SHOP_API_OWNER, STORE_OWNER } from '../cache/credentials.ts';
import { splitSecrets } from '../cache/store-secrets.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { deleteAllLinks } from '../cache/tables/listing-link.ts';
import { forgetEditing } from '../cache/tables/forget-editing.ts';
import { forgetShopMappings } from '../cache/tables/mapping.ts';
import { countPending } from '../cache/tables/pending-edit.ts';
import { deleteProducts, isEmptyOfProducts } from '../cache/tables/product.ts';
import { deleteSecrets, listSecrets } from '../cache/tables/secret.ts';
import { resetShopViews } from '../cache/tables/shop-view.ts';
import { forgetDigests } from '../cache/tables/store-range.ts';
import {
  deleteStoreRow,
  readStoreRow,
  storeAddress,
  writeStoreRow,
  writeStoreSettings,
  type StoredConnection,
} from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { requireSoundOrderSettings } from '../orders/order-settings.ts';
import { makePlan } from './make-plan.ts';
import { isSameShop } from './same-shop.ts';
import { withShop } from './shop-lock.ts';

/** Looks at a shop without keeping anything of it. */
export async function testShop(
  context: EngineContext,
  connection: StoreConnection,
  signal?: AbortSignal,
): Promise<StoreReport> {
  const store = await context.store.openOnce(connection);
  try {
    return await store.inspect(signal);
  } finally {
    await store.close();
  }
}

/**
 * Connects the shop: looked at first, then kept in one transaction, the secrets sealed. What fails leaves nothing
 * behind. Goods, links, costs and what was written stay only when this one shows the same shop. Edits that wait for
 * another shop are never dropped nor written into this one: `store/edits-wait` asks for the merchant's word first.
 */
export async function connectShop(
  context: EngineContext,
  wanted: { readonly connection: StoreConnection; readonly settings: StoreSettingsWish },
  signal?: AbortSignal,
): Promise<void> {
  const { database, host } = context;
  const found = await lookAt(context, wanted, signal);
  const connectedAt = host.clock.now();
  await withShop(context, async () => {
    transact(database, () => {
      if (!found.sameShop) {
        refuseWhileEditsWait(database);
        deleteProducts(database);
        deleteAllLinks(database);
        forgetEditing(database);
        forgetShopMappings(database);
        deleteSecrets(database, SHOP_API_OWNER);
        resetShopViews(database);
      }
      forgetDigests(database);
      deleteSecrets(database, STORE_OWNER);
      const { connection } = wanted;
      if (connection.kind === 'mysql') {
        const { secrets } = splitSecrets(connection);
        sealCredentials({ database, vault: context.vault, at: connectedAt }, STORE_OWNER, secrets);
      }
      writeStoreRow(database, {
        connection: withoutSecrets(connection, found.report),
        report: found.report,
        settings: found.settings,
        connectedAt,
      });
    });
    await context.store.reset();
  });
  host.logger.info('store-connected', { kind: found.report.kind, sameShop: found.sameShop });
  await planAnew(context);
  context.events.changed('store', 'links', 'listings', 'plan', 'products', 'edits');
}

/** Keeps what the merchant decides about the shop. What is chosen from a product's columns is chosen anew. */
/** `shopApiKey` is sealed; left out, the key that is kept stays. */
export function changeShopSettings(context: EngineContext, wanted: StoreSettings, shopApiKey?: string): void {
  const { database, vault, host } = context;
  const row = readStoreRow(database);
  if (row === null) throw new ProblemError(problem('store/not-connected'));
  const isSameMap = isDeepStrictEqual(wanted.statusMap, row.settings.statusMap);
  const settings = {
    ...wanted,
    statusMapSince: isSameMap ? row.settings.statusMapSince : host.clock.now(),
  };
  requireSound(settings, row.report);
  const hasKey = shopApiKey !== undefined || listSecrets(database, SHOP_API_OWNER).length > 0;
  if (settings.orderPath === 'shop-api' && !hasKey) refuse('shopApiKey', '');
  const rereads =
    settings.barcodeSource !== row.settings.barcodeSource ||
    settings.stockCodeSource !== row.settings.stockCodeSource ||
    (settings.optionBarcodeSource ?? null) !== (row.settings.optionBarcodeSource ?? null) ||
    (settings.optionStockCodeSource ?? null) !== (row.settings.optionStockCodeSource ?? null) ||
    settings.pricesIncludeTax !== row.settings.pricesIncludeTax;
  transact(database, () => {
    writeStoreSettings(database, settings);
    if (shopApiKey !== undefined)
      sealCredentials({ database, vault, at: host.clock.now() }, SHOP_API_OWNER, { key: shopApiKey });
    if (rereads) forgetDigests(database);
  });
  context.events.changed('store');
}

/** Forgets the connection and its password. Goods, links and orders stay readable; nothing is planned any more. */
export async function disconnectShop(context: EngineContext): Promise<void> {
  await withShop(context, async () => {
    transact(context.database, () => {
      deleteStoreRow(context.database);
      deleteSecrets(context.database, STORE_OWNER);
      deleteSecrets(context.database, SHOP_API_OWNER);
    });
    await context.store.reset();
  });
  await planAnew(context);
  context.events.changed('store', 'plan', 'listings');
}

type Found = { readonly report: StoreReport; readonly settings: StoreSettings; readonly sameShop: boolean };

async function lookAt(
  context: EngineContext,
  wanted: { readonly connection: StoreConnection; readonly settings: StoreSettingsWish },
  signal?: AbortSignal,
): Promise<Found> {
  const store = await context.store.openOnce(wanted.connection);
  try {
    const report = await store.inspect(signal);
    const settings = { ...proposedSettings(report), ...withoutUndefined(wanted.settings) };
    const sameShop =
      isSameAddress(context.database, wanted.connection, report) &&
      (await isSameShop(context.database, store, { settings }));
    const kept = { ...settings, ...(sameShop ? ordersAsBefore(context.database, wanted.settings) : {}) };
    requireSound(kept, report);
    return { report, settings: kept, sameShop };
  } finally {
    await store.close();
  }
}

/** A shop that is connected anew, for its password has changed, goes on with its orders as the merchant once said. */
function ordersAsBefore(database: Database, wish: StoreSettingsWish): Partial<StoreSettings> {
  const before = readStoreRow(database)?.settings;
  if (before === undefined) return {};
  const names = Object.keys(DEFAULT_ORDER_SETTINGS) as (keyof typeof DEFAULT_ORDER_SETTINGS)[]; // Its own keys.
  return Object.fromEntries(
    names.filter((name) => wish[name] === undefined).map((name) => [name, before[name]]),
  );
}

/** Edits can outlive the goods that would tell one shop from another; then only the address does. */
function isSameAddress(database: Database, connection: StoreConnection, report: StoreReport): boolean {
  const before = readStoreRow(database);
  if (before === null || !isEmptyOfProducts(database) || countPending(database).products === 0) return true;
  return storeAddress(before.connection) === storeAddress(withoutSecrets(connection, report));
}

function refuseWhileEditsWait(database: Database): void {
  const { pending, conflict, refused } = countPending(database);
  const count = pending + conflict + refused;
  if (count > 0) throw new ProblemError(problem('store/edits-wait', { count }));
}

function proposedSettings(report: StoreReport): StoreSettings {
  const holding = report.orderStatuses.filter((status) => status.holdsStock);
  const others = report.orderStatuses.filter((status) => !status.holdsStock);
  const named = (statuses: typeof holding, name: RegExp) =>
    (statuses.find((status) => name.test(foldKey(status.name))) ?? statuses[0])?.statusId;
  return {
    barcodeSource: report.proposedBarcodeSource,
    stockCodeSource: report.proposedStockCodeSource,
    optionBarcodeSource: report.proposedOptionBarcodeSource,
    optionStockCodeSource: report.proposedOptionStockCodeSource,
    pricesIncludeTax: report.pricesIncludeTax,
    newOrderStatusId: named(holding, /^(processing|isleniyor|isleme alindi|hazirlaniyor|onaylandi)$/) ?? '',
    cancelledOrderStatusId: named(others, /^(cancel|iptal)/) ?? '',
    ...DEFAULT_ORDER_SETTINGS,
    taxNumberFieldId: report.proposedTaxNumberFieldId,
    taxOfficeFieldId: report.proposedTaxOfficeFieldId,
  };
}

/** Refuses settings that would not do what they say: an imported order that takes no stock oversells. */
function requireSound(settings: StoreSettings, report: StoreReport): void {
  const status = (statusId: string) => report.orderStatuses.find((known) => known.statusId === statusId);
  if (status(settings.newOrderStatusId)?.holdsStock !== true)
    refuse('newOrderStatusId', settings.newOrderStatusId);
  if (status(settings.cancelledOrderStatusId)?.holdsStock !== false) {
    refuse('cancelledOrderStatusId', settings.cancelledOrderStatusId);
  }
  const isKnownSource = (source: string | null): boolean =>
    source === null || report.codeSources.some((known) => known.source === source);
  for (const field of [
    'barcodeSource',
    'stockCodeSource',
    'optionBarcodeSource',
    'optionStockCodeSource',
  ] as const) {
    const source = settings[field] ?? null;
    if (!isKnownSource(source)) refuse(field, source ?? '');
  }
  requireSoundOrderSettings(settings, report);
}

function refuse(field: string, value: string): never {
  throw new ProblemError(problem('input/invalid', { field, value }));
}

/**
 * The prefix that was found is kept, so that a second shop put into the database later changes nothing; so is the key
 * of the SSH server.
 */
function withoutSecrets(connection: StoreConnection, report: StoreReport): StoredConnection {
  if (connection.kind === 'sample') return connection;
  const { stored } = splitSecrets(connection);
  const { tunnel } = stored;
  const pinned = tunnel ? { tunnel: { ...tunnel, hostKey: report.tunnelHostKey ?? tunnel.hostKey } } : {};
  return { ...stored, ...pinned, prefix: report.prefix };
}

function withoutUndefined(settings: StoreSettingsWish): Partial<StoreSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

async function planAnew(context: EngineContext): Promise<void> {
  for (const { channelId } of listChannels(context.database)) await makePlan(context, channelId);
}
