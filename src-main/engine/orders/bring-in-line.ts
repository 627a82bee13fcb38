import { problem, ProblemError } from '#contract/problem.ts';
import { beginImport, recordImport, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import { ledgerRows } from '../cache/tables/stock-ledger.ts';
import type { EngineContext } from '../context.ts';
import type { StoreOrder } from '../store/port.ts';
import { asNewOrder, commentFor, holding, prepare, type Shop, type Work } from './order-work.ts';
import { record } from './record-written.ts';
import { askForStatus } from './shop-api/ask-for-status.ts';
import { requireAtRest, wasAsked } from './shop-api/order-path.ts';

/** `failed`: it is in the shop, and a person has to look. */
export type Written = 'imported' | 'updated' | 'unchanged' | 'failed';

/** Makes one order in the shop what the marketplace's packages say: writes it, corrects its lines, or cancels it. */
export async function bringInLine(
  context: EngineContext,
  shop: Shop,
  order: SalesOrderRow,
): Promise<Written> {
  const work = prepare(context, shop, order);
  const holds = work.rows.some((row) => row.held > 0);
  const known = order.storeOrderId !== null ? null : await findEarlierAttempt(work);
  const storeOrderId = order.storeOrderId ?? known?.storeOrderId ?? null;
  if (storeOrderId === null) {
    requireAtRest(context, order);
    if (!holds) return settleWithoutShop(work, 'cancelled');
    if (work.reconciled.awaiting) return settleWithoutShop(work, 'reserved');
    return record(work, await writeNew(work), 'written-to-shop');
  }
  if (known) record(work, known, 'written-to-shop');
  const current = known ? { ...work, rows: ledgerRows(context.database, order.orderId) } : work;
  if (!holds) {
    const comment = commentFor(work);
    const cancelled = await shop.store.cancelOrder(storeOrderId, { ...work.options, comment });
    return record(current, cancelled, 'shop-order-cancelled');
  }
  return changeLines(current, storeOrderId, known !== null);
}

/** The shop may have the order although nothing here says so: the program ended between its answer and our record. */
async function findEarlierAttempt(work: Work): Promise<StoreOrder | null> {
  if (work.order.importAttempts === 0) return null;
  const found = await work.shop.store.findOrder(work.mark, work.options);
  // What the shop's own API has set has no history row of this program yet.
  if (found === null || !wasAsked(work.context, work.order.orderId)) return found;
  return work.shop.store.writeOrder(asNewOrder(work, holding(work)), work.options);
}

function settleWithoutShop({ context, order }: Work, importState: 'cancelled' | 'reserved'): Written {
  const { database, host } = context;
  recordImport(database, {
    orderId: order.orderId,
    importState,
    storeOrderId: null,
    dirty: false,
    at: host.clock.now(),
    notBefore: 0,
    problem: null,
  });
  return 'unchanged';
}

async function writeNew(work: Work): Promise<StoreOrder> {
  const { context, order, shop } = work;
  beginImport(context.database, order.orderId);
  const asked = asNewOrder(work, holding(work));
  const written = await shop.store.writeOrder(asked, work.options);
  if (!written.awaitsStatus) return written;
  const { orderId } = order;
  const { storeOrderId } = written;
  await askForStatus(context, shop, { orderId, storeOrderId, comment: asked.comment });
  const after = await shop.store.writeOrder(asked, work.options);
  if (after.awaitsStatus) {
    throw new ProblemError(problem('store/api-refused', {}, 'the order still stands at status 0'));
  }
  return after;
}

async function changeLines(work: Work, storeOrderId: string, justFound: boolean): Promise<Written> {
  const changed = work.rows.filter((row) => row.storeLineId !== null && row.held !== row.written);
  if (changed.length === 0) {
    const homeless = work.rows.some((row) => row.held !== row.written);
    return justFound ? 'imported' : finishWithout(work, homeless);
  }
  const lines = changed.map((row) => ({ storeLineId: row.storeLineId!, quantity: row.held }));
  const stored = await work.shop.store.setOrderLines(storeOrderId, lines, {
    ...work.options,
    comment: commentFor(work),
  });
  const kind = record(work, stored, 'shop-lines-changed');
  return justFound ? 'imported' : kind;
}

/** Units for which the shop's order has no line stay reserved and are shown: a person has to look. */
function finishWithout({ context, order }: Work, homeless: boolean): 'failed' | 'unchanged' {
  recordImport(context.database, {
    orderId: order.orderId,
    importState: order.importState,
    storeOrderId: order.storeOrderId,
    dirty: false,
    at: context.host.clock.now(),
    notBefore: 0,
    problem: homeless ? problem('order/wrong-state', { orderNumber: order.orderNumber, side: 'shop' }) : null,
  });
  return homeless ? 'failed' : 'unchanged';
}
