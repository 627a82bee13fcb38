import { problem, ProblemError } from '#contract/problem.ts';
import type { ShopOrderStatus, StoreOrder } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader, Writer } from '../session/queryable.ts';
import { changing } from './change-order.ts';
import type { Change } from './change-order.ts';
import { addHistory, wasBroughtTo } from './history.ts';
import type { WriteFacts } from './order-plan.ts';
import { moveOrder } from './stock-statement.ts';
import { shopNow } from './write-order.ts';

/** See `StorePort.setOrderStatus`. */
export async function setOrderStatus(
  writer: Writer,
  facts: WriteFacts,
  change: Change & { readonly statusId: string; readonly expectedFrom: readonly string[] },
): Promise<StoreOrder> {
  const { statusId } = change;
  const { uncertainStatusIds } = facts.shop;
  if (statusId === '0' || uncertainStatusIds.has(statusId)) {
    throw new ProblemError(problem('input/invalid', { field: 'statusId', value: statusId }));
  }
  return changing(writer, facts, change, async (order) => {
    if (order.statusId !== statusId) {
      // It was set once, and the merchant set it to something else since then.
      if (wasBroughtTo(order, statusId)) return;
      if (!(await moveByRule(writer, facts, { ...change, orderId: order.orderId }))) return;
      change.options.reach('10-store-write:between-statements');
    } else if (order.history.at(-1)?.statusId === statusId) return;
    const now = await shopNow(writer);
    await addHistory(writer, facts, { orderId: order.orderId, statusId, comment: change.comment, now });
  });
}

/** OpenCart's own rule: stock moves only into and out of the statuses that hold it. False when the order stood elsewhere. */
async function moveByRule(
  writer: Writer,
  { schema, shop }: WriteFacts,
  move: { readonly orderId: string; readonly statusId: string; readonly expectedFrom: readonly string[] },
): Promise<boolean> {
  const { orderId, statusId: to } = move;
  // Status 0 is an import that was never finished, or an edit in admin that goes on; of an uncertain one nobody can tell
  // whether it holds stock.
  const from = move.expectedFrom.filter((id) => id !== '0' && id !== to && !shop.uncertainStatusIds.has(id));
  const holding = from.filter((id) => shop.holdingStatusIds.has(id));
  const others = from.filter((id) => !shop.holdingStatusIds.has(id));
  const holds = shop.holdingStatusIds.has(to);
  return (
    (await moveOrder(writer, schema, { orderId, from: holding, to, stock: holds ? 'leave' : 'give-back' })) ||
    moveOrder(writer, schema, { orderId, from: others, to, stock: holds ? 'take' : 'leave' })
  );
}

/** Ids in one IN list: one round trip for a day's orders, and no statement that a server finds too long. */
const AT_ONCE = 500;

/** See `StorePort.readOrderStatuses`. */
export async function readOrderStatuses(
  facts: { readonly reader: Reader; readonly schema: ShopSchema; readonly shop: ShopSettings },
  storeOrderIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ShopOrderStatus[]> {
  const { reader, schema, shop } = facts;
  const found: ShopOrderStatus[] = [];
  for (let first = 0; first < storeOrderIds.length; first += AT_ONCE) {
    signal?.throwIfAborted();
    const rows = await reader.rows(
      `SELECT order_id AS order_id, order_status_id AS order_status_id, invoice_no AS invoice_no,
              invoice_prefix AS invoice_prefix
       FROM ${schema.sql('order')} WHERE order_id IN (?)`,
      [storeOrderIds.slice(first, first + AT_ONCE)],
    );
    for (const row of rows) {
      const number = idOf(row, 'invoice_no');
      found.push({
        storeOrderId: idOf(row, 'order_id'),
        statusId: idOf(row, 'order_status_id'),
        holdsStock: shop.holdingStatusIds.has(idOf(row, 'order_status_id')),
        invoiceNumber: number === '0' ? null : textOf(row, 'invoice_prefix') + number,
      });
    }
  }
  return found;
}
