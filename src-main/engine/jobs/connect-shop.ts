import { foldKey } from '#common/turkish-text.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { StoreConnection, StoreReport, StoreSettings } from '#contract/shop.ts';
import { sealCredentials, STORE_OWNER } from '../cache/credentials.ts';
import { splitSecrets } from '../cache/store-secrets.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { deleteAllLinks } from '../cache/tables/listing-link.ts';
import { deleteProducts } from '../cache/tables/product.ts';
import { deleteSecrets } from '../cache/tables/secret.ts';
import { forgetDigests } from '../cache/tables/store-range.ts';
import {
  deleteStoreRow,
  readStoreRow,
  writeStoreRow,
  writeStoreSettings,
  type StoredConnection,
} from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { makePlan } from './make-plan.ts';
import { isSameShop } from './same-shop.ts';
import { withShop } from './shop-lock.ts';

export type SettingsWish = { readonly [Key in keyof StoreSettings]?: StoreSettings[Key] | undefined };

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
 * behind. Goods and links of an earlier connection stay only when this one shows the same shop.
 */
export async function connectShop(
  context: EngineContext,
  wanted: { readonly connection: StoreConnection; readonly settings: SettingsWish },
  signal?: AbortSignal,
): Promise<void> {
  const { database, host } = context;
  const found = await lookAt(context, wanted, signal);
  const connectedAt = host.clock.now();
  await withShop(context, async () => {
    transact(database, () => {
      if (!found.sameShop) {
        deleteProducts(database);
        deleteAllLinks(database);
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
  context.events.changed('store', 'links', 'listings', 'plan');
}

/** Keeps what the merchant decides about the shop. What is chosen from a product's columns is chosen anew. */
export function changeShopSettings(context: EngineContext, settings: StoreSettings): void {
  const { database } = context;
  const row = readStoreRow(database);
  if (row === null) throw new ProblemError(problem('store/not-connected'));
  requireSound(settings, row.report);
  const rereads =
    settings.barcodeSource !== row.settings.barcodeSource ||
    settings.stockCodeSource !== row.settings.stockCodeSource ||
    settings.pricesIncludeTax !== row.settings.pricesIncludeTax;
  transact(database, () => {
    writeStoreSettings(database, settings);
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
    });
    await context.store.reset();
  });
  await planAnew(context);
  context.events.changed('store', 'plan', 'listings');
}

type Found = { readonly report: StoreReport; readonly settings: StoreSettings; readonly sameShop: boolean };

async function lookAt(
  context: EngineContext,
  wanted: { readonly connection: StoreConnection; readonly settings: SettingsWish },
  signal?: AbortSignal,
): Promise<Found> {
  const store = await context.store.openOnce(wanted.connection);
  try {
    const report = await store.inspect(signal);
    const settings = { ...proposedSettings(report), ...withoutUndefined(wanted.settings) };
    requireSound(settings, report);
    return { report, settings, sameShop: await isSameShop(context.database, store, { settings }) };
  } finally {
    await store.close();
  }
}

function proposedSettings(report: StoreReport): StoreSettings {
  const holding = report.orderStatuses.filter((status) => status.holdsStock);
  const others = report.orderStatuses.filter((status) => !status.holdsStock);
  const named = (statuses: typeof holding, name: RegExp) =>
    (statuses.find((status) => name.test(foldKey(status.name))) ?? statuses[0])?.statusId;
  return {
    barcodeSource: report.proposedBarcodeSource,
    stockCodeSource: report.proposedStockCodeSource,
    pricesIncludeTax: report.pricesIncludeTax,
    newOrderStatusId: named(holding, /^(processing|isleniyor|isleme alindi|hazirlaniyor|onaylandi)$/) ?? '',
    cancelledOrderStatusId: named(others, /^(cancel|iptal)/) ?? '',
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
  if (!isKnownSource(settings.barcodeSource)) refuse('barcodeSource', settings.barcodeSource ?? '');
  if (!isKnownSource(settings.stockCodeSource)) refuse('stockCodeSource', settings.stockCodeSource ?? '');
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

function withoutUndefined(settings: SettingsWish): Partial<StoreSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

async function planAnew(context: EngineContext): Promise<void> {
  for (const { channelId } of listChannels(context.database)) await makePlan(context, channelId);
}
