import { problem, ProblemError } from '#contract/problem.ts';
import type { StoreOrder, WriteOptions } from '../../port.ts';
import type { Writer } from '../session/queryable.ts';
import { addHistory, hasComment } from './history.ts';
import { underLock } from './lock.ts';
import { lockName } from './mark.ts';
import type { WriteFacts } from './order-plan.ts';
import { recomputeTotals } from './order-totals.ts';
import { moveOrder, resizeLine } from './stock-statement.ts';
import { requireStored, storeOrderOf } from './stored-order.ts';
import type { StoredOrder } from './stored-order.ts';
import { shopNow, WRITTEN_TABLES } from './write-order.ts';

/** How often something that the merchant changes at the same moment is looked at again. */
const ATTEMPTS = 4;
/** Rounding that `writeOrder` may have left between lines and total, for each piece. */
const SLACK_PER_PIECE_E4 = 100;

export type Change = {
  readonly storeOrderId: string;
  readonly comment: string;
  readonly options: WriteOptions;
};

/** See `StorePort.cancelOrder`. */
export async function cancelOrder(writer: Writer, facts: WriteFacts, change: Change): Promise<StoreOrder> {
  const cancelled = facts.settings.cancelledOrderStatusId;
  const { holdingStatusIds, uncertainStatusIds } = facts.shop;
  if (holdingStatusIds.has(cancelled) || uncertainStatusIds.has(cancelled) || cancelled === '0') {
    throw new ProblemError(problem('input/invalid', { field: 'cancelledOrderStatusId' }));
  }
  return changing(writer, facts, change, async (order) => {
    const after = await leaveStock(writer, facts, order);
    change.options.reach('10-store-write:between-statements');
    // A merchant's own "refunded" says more than ours would: it stays.
    if (after.statusId !== cancelled || after.history.some((entry) => entry.statusId === cancelled)) return;
    await addHistory(writer, facts, {
      orderId: order.orderId,
      statusId: cancelled,
      comment: change.comment,
      now: await shopNow(writer),
    });
  });
}

/** Gives the stock back if the order still holds it, exactly when it loses the status that says so. */
async function leaveStock(writer: Writer, facts: WriteFacts, order: StoredOrder): Promise<StoredOrder> {
  const to = facts.settings.cancelledOrderStatusId;
  const { schema, shop } = facts;
  const holding = [...shop.holdingStatusIds];
  const { orderId } = order;
  const gaveBack = await moveOrder(writer, schema, { orderId, from: holding, to, stock: 'give-back' });
  // Status 0 took nothing: an import that was never finished, or an edit in admin that has given back already.
  if (!gaveBack) await moveOrder(writer, schema, { orderId, from: ['0'], to, stock: 'leave' });
  return requireStored({ reader: writer, schema }, orderId);
}

/** See `StorePort.setOrderLines`. */
export async function setOrderLines(
  writer: Writer,
  facts: WriteFacts,
  change: Change & { readonly lines: readonly { readonly storeLineId: string; readonly quantity: number }[] },
): Promise<StoreOrder> {
  for (const line of change.lines) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 0) {
      throw new RangeError(`not a number of pieces: ${line.quantity}`);
    }
  }
  return changing(writer, facts, change, async (order) => {
    let changed = 0;
    for (const line of change.lines) {
      if (await setLine(writer, facts, { orderId: order.orderId, line })) changed += 1;
      change.options.reach('10-store-write:between-statements');
    }
    const after = await requireStored({ reader: writer, schema: facts.schema }, order.orderId);
    const told = hasComment(facts, after, change.comment);
    if (changed > 0 || totalsAreStale(after)) await recomputeTotals(writer, facts, after);
    if (changed === 0 && (told || !totalsAreStale(after))) return;
    await addHistory(writer, facts, {
      orderId: order.orderId,
      statusId: after.statusId,
      comment: change.comment,
      now: await shopNow(writer),
    });
  });
}

async function setLine(
  writer: Writer,
  facts: WriteFacts,
  made: {
    readonly orderId: string;
    readonly line: { readonly storeLineId: string; readonly quantity: number };
  },
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const order = await requireStored({ reader: writer, schema: facts.schema }, made.orderId);
    const line = order.lines.find((candidate) => candidate.storeLineId === made.line.storeLineId);
    // Editing an order in admin writes its lines anew: then only the merchant knows what each of them stands for.
    if (line === undefined) throw new ProblemError(problem('order/wrong-state', { orderId: made.orderId }));
    if (line.quantity === made.line.quantity) return false;
    const resized = await resizeLine(writer, facts.schema, {
      orderId: made.orderId,
      statusId: order.statusId,
      storeLineId: line.storeLineId,
      from: line.quantity,
      to: made.line.quantity,
      holdsStock: facts.shop.holdingStatusIds.has(order.statusId),
    });
    if (resized) return true;
  }
  throw new ProblemError(problem('store/busy', {}, 'the order was changed in the shop at the same time'));
}

/** True when an earlier attempt changed lines and did not come to the totals. */
function totalsAreStale(order: StoredOrder): boolean {
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const exactE4 = order.lines.reduce((sum, line) => sum + (line.priceE4 + line.taxE4) * line.quantity, 0);
  const extraE4 = order.totals
    .filter((row) => !['sub_total', 'tax', 'total'].includes(row.code))
    .reduce((sum, row) => sum + row.valueE4, 0);
  return Math.abs(order.totalE4 - extraE4 - exactE4) > SLACK_PER_PIECE_E4 * Math.max(pieces, 1);
}

/** One change of an order: under its lock, in a transaction where the tables know one. Gives back how it stands then. */
export async function changing(
  writer: Writer,
  facts: WriteFacts,
  change: Change,
  work: (order: StoredOrder) => Promise<void>,
): Promise<StoreOrder> {
  const { schema, shop } = facts;
  return underLock(writer, lockName(schema.database, schema.prefix, change.storeOrderId), async () => {
    const transactional = schema.transactional(...WRITTEN_TABLES);
    if (transactional) await writer.run('START TRANSACTION');
    const order = await requireStored({ reader: writer, schema }, change.storeOrderId);
    change.options.reach('10-store-write:before');
    await work(order);
    change.options.reach('10-store-write:before-commit');
    if (transactional) await writer.run('COMMIT');
    change.options.reach('10-store-write:after-commit');
    return storeOrderOf(
      await requireStored({ reader: writer, schema }, order.orderId),
      shop.holdingStatusIds,
    );
  });
}
