import { isProblemError, type Problem } from '#contract/problem.ts';
import type { StoreSettings } from '#contract/shop.ts';
import type { EngineContext } from '../context.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { hasOrderEvent, importedOrders, type ImportedOrder } from '../cache/tables/shop-status.ts';
import { ledgerRows, lowerCachedStock, readProductAgain } from '../cache/tables/stock-ledger.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { ShopOrderStatus, StoreOrder, StorePort } from '../store/port.ts';
import { concernsWholeShop } from './import-retry.ts';
import { followsStatuses, statusTarget, type StatusTarget } from './status-ladder.ts';
import type { TimelineStep } from './timeline.ts';

/** Orders older than that have come to their end, whatever either side says. */
const FOLLOWED_MS = 90 * 24 * 60 * 60 * 1_000;

/** An order and how it stands in the shop. */
export type SeenInShop = { readonly order: ImportedOrder; readonly shop: ShopOrderStatus };

export type StatusesFollowed = {
  readonly seen: readonly SeenInShop[];
  /** What is wrong with the shop as a whole; what is left waits for the next time. */
  readonly shopProblem: Problem | null;
};

type Scope = { readonly channelId: string | null; readonly signal: AbortSignal };

/**
 * Reads how the imported orders stand in the shop and moves each on to the status that the marketplace's word is mapped
 * to, once: what the merchant sets afterwards stays, and so does any status that is not one of the program's own. The
 * shop moves the stock by its own rule; the ledger says what the order took and does not change with it.
 */
export async function followStatuses(context: EngineContext, scope: Scope): Promise<StatusesFollowed> {
  const settings = readStoreRow(context.database)?.settings;
  if (settings === undefined || !followsStatuses(settings)) return { seen: [], shopProblem: null };
  const orders = importedOrders(context.database, {
    channelId: scope.channelId,
    orderedSince: context.host.clock.now() - FOLLOWED_MS,
  });
  if (orders.length === 0) return { seen: [], shopProblem: null };
  try {
    const store = await context.store.open();
    const seen = await lookAt(store, settings, { orders, signal: scope.signal });
    for (const each of seen) {
      scope.signal.throwIfAborted();
      await followOne(context, { store, settings }, each);
    }
    return { seen, shopProblem: null };
  } catch (error) {
    if (!isProblemError(error) || !concernsWholeShop(error.problem.code)) throw error;
    return { seen: [], shopProblem: error.problem };
  }
}

async function lookAt(
  store: StorePort,
  settings: StoreSettings,
  { orders, signal }: { readonly orders: readonly ImportedOrder[]; readonly signal: AbortSignal },
): Promise<readonly SeenInShop[]> {
  const ids = orders.map(({ storeOrderId }) => storeOrderId);
  const statuses = await store.readOrderStatuses(ids, { settings, signal });
  const byId = new Map(statuses.map((shop) => [shop.storeOrderId, shop]));
  // An order that the merchant deleted is left out: there is nothing to be moved.
  return orders.flatMap((order) => {
    const shop = byId.get(order.storeOrderId);
    return shop === undefined ? [] : [{ order, shop }];
  });
}

type Shop = { readonly store: StorePort; readonly settings: StoreSettings };

async function followOne(context: EngineContext, shop: Shop, seen: SeenInShop): Promise<void> {
  const { order } = seen;
  // What happened before the merchant chose the mapping was settled by hand; returned goods would count twice.
  if (order.lastModifiedMs < shop.settings.statusMapSince) return;
  const target = statusTarget(order.status, shop.settings);
  if (target === null || isTold(context, order, 'shop-status-set', target.statusId)) return;
  if (seen.shop.statusId !== target.statusId && !target.expectedFrom.includes(seen.shop.statusId)) {
    tellOnce(context, order, 'shop-status-left', seen.shop.statusId);
    return;
  }
  try {
    record(context, seen, target, await move(context, shop, { seen, target }));
  } catch (error) {
    // One order that can't be moved stops neither the others nor the sync; it is tried again the next time.
    if (!isProblemError(error) || concernsWholeShop(error.problem.code)) throw error;
    if (error.problem.code.startsWith('cache/')) throw error;
    tellOnce(context, order, 'shop-status-failed', error.problem.code);
  }
}

function move(
  context: EngineContext,
  { store, settings }: Shop,
  { seen, target }: { readonly seen: SeenInShop; readonly target: StatusTarget },
): Promise<StoreOrder> {
  return store.setOrderStatus(seen.order.storeOrderId, target.statusId, {
    expectedFrom: target.expectedFrom,
    comment: `${seen.order.orderNumber} · ${seen.order.status}`,
    settings,
    reach: (point) => context.host.reach(point),
  });
}

/** The shop's stock moved if the order began or ceased to hold it: the cached stock follows, lower at once. */
function record(context: EngineContext, seen: SeenInShop, target: StatusTarget, after: StoreOrder): void {
  const { database } = context;
  const { order, shop } = seen;
  transact(database, () => {
    if (after.holdsStock !== shop.holdsStock) {
      for (const { variantId, written } of ledgerRows(database, order.orderId)) {
        if (variantId === null) continue;
        if (after.holdsStock) lowerCachedStock(database, { variantId, quantity: written });
        else readProductAgain(database, variantId);
      }
    }
    if (after.statusId === target.statusId) tell(context, order, 'shop-status-set', target.statusId);
    else tellOnce(context, order, 'shop-status-left', after.statusId);
  });
}

function isTold(context: EngineContext, order: ImportedOrder, text: TimelineStep, detail: string): boolean {
  return hasOrderEvent(context.database, { orderId: order.orderId, text, detail });
}

function tellOnce(context: EngineContext, order: ImportedOrder, text: TimelineStep, detail: string): void {
  if (!isTold(context, order, text, detail)) tell(context, order, text, detail);
}

function tell(context: EngineContext, order: ImportedOrder, text: TimelineStep, detail: string): void {
  const at = context.host.clock.now();
  insertOrderEvent(context.database, { orderId: order.orderId, at, side: 'shop', text, detail });
  context.events.changed('orders');
}
