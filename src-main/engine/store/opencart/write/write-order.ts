import { problem, ProblemError } from '#contract/problem.ts';
import type { NewStoreOrder, StoreOrder, WriteOptions } from '../../port.ts';
import { textOf } from '../session/queryable.ts';
import type { Writer } from '../session/queryable.ts';
import { addHistory, hasOwnHistory, importComment } from './history.ts';
import { insertRow } from './insert-row.ts';
import { underLock } from './lock.ts';
import { lockName, markText } from './mark.ts';
import { planOrder } from './order-plan.ts';
import type { OrderPlan, PlannedLine, WriteFacts } from './order-plan.ts';
import { orderRow } from './order-row.ts';
import { planTotals, totalsBegin, writeTotals } from './order-totals.ts';
import { moveOrder } from './stock-statement.ts';
import { findStored, isUnfinished, readStored, requireStored, storeOrderOf } from './stored-order.ts';
import type { StoredLine, StoredOrder } from './stored-order.ts';

type Totals = Awaited<ReturnType<typeof planTotals>>;

/** Tables whose engine decides whether a transaction means anything here. */
export const WRITTEN_TABLES = [
  'order',
  'order_product',
  'order_option',
  'order_total',
  'order_history',
  'product',
  'product_option_value',
  'relatedoptions',
] as const;

/**
 * See `StorePort.writeOrder`. Everything is written at status 0, where it counts for nothing and is completed or
 * passed over by the next attempt; then one statement sets the status and takes the stock; the history comes last.
 */
export async function writeOrder(
  writer: Writer,
  facts: WriteFacts,
  order: NewStoreOrder,
  options: WriteOptions,
): Promise<StoreOrder> {
  const { schema, shop, settings } = facts;
  if (!shop.holdingStatusIds.has(settings.newOrderStatusId)) {
    // With such a status the order would never take its stock, and the shop would sell it again.
    throw new ProblemError(problem('input/invalid', { field: 'newOrderStatusId' }));
  }
  const name = lockName(schema.database, schema.prefix, markText(order.mark));
  return underLock(writer, name, async () => {
    const transactional = schema.transactional(...WRITTEN_TABLES);
    if (transactional) await writer.run('START TRANSACTION');
    const found = await findStored({ reader: writer, schema }, order.mark);
    options.reach('10-store-write:before');
    const orderId =
      found !== null && !isUnfinished(found)
        ? await finishHistory(writer, facts, { found, order })
        : await writeNow(writer, facts, { order, found, options });
    options.reach('10-store-write:before-commit');
    if (transactional) await writer.run('COMMIT');
    options.reach('10-store-write:after-commit');
    return storeOrderOf(await requireStored({ reader: writer, schema }, orderId), shop.holdingStatusIds);
  });
}

/** The stock is taken already: the history row was lost with an earlier attempt, or the shop's own API set the status. */
async function finishHistory(
  writer: Writer,
  facts: WriteFacts,
  made: { readonly found: StoredOrder; readonly order: NewStoreOrder },
): Promise<string> {
  const { found, order } = made;
  if (!hasOwnHistory(found) && found.statusId !== '0') {
    await addHistory(writer, facts, {
      orderId: found.orderId,
      statusId: found.statusId,
      comment: importComment(facts, order),
      now: await shopNow(writer),
    });
  }
  return found.orderId;
}

async function writeNow(
  writer: Writer,
  facts: WriteFacts,
  made: { readonly order: NewStoreOrder; readonly found: StoredOrder | null; readonly options: WriteOptions },
): Promise<string> {
  const { order, options } = made;
  const statementDone = (): void => options.reach('10-store-write:between-statements');
  const plan = await planOrder(facts, order);
  const totals = await planTotals(facts, plan);
  const now = await shopNow(writer);
  const cells = await orderRow(facts, order, { plan, now });
  // What an earlier attempt left is gone on with only if it is the beginning of the same order. Otherwise it stays
  // behind at status 0, like an abandoned basket, and a new one is begun.
  const begun = made.found !== null && isBeginning(made.found, plan, totals) ? made.found : null;
  const orderId = begun?.orderId ?? String(await insertRow(writer, facts.schema, { table: 'order', cells }));
  statementDone();
  for (const [index, line] of plan.lines.entries()) {
    await writeLine(writer, facts, { orderId, line, written: begun?.lines[index], statementDone });
  }
  await writeTotals(writer, facts, { orderId, rows: totals, written: begun?.totals ?? [] });
  statementDone();
  const complete = await readStored({ reader: writer, schema: facts.schema }, orderId);
  if (complete === null || !isComplete(complete, plan, totals)) {
    throw new ProblemError(problem('store/failed', {}, 'the order does not read back as it was written'));
  }
  if (facts.settings.orderPath === 'shop-api') return orderId;
  const to = facts.settings.newOrderStatusId;
  const moved = await moveOrder(writer, facts.schema, { orderId, from: ['0'], to, stock: 'take' });
  if (!moved) throw new ProblemError(problem('store/busy', {}, 'the order was changed while it was written'));
  statementDone();
  await addHistory(writer, facts, {
    orderId,
    statusId: to,
    comment: importComment(facts, order),
    now,
  });
  return orderId;
}

async function writeLine(
  writer: Writer,
  facts: WriteFacts,
  made: {
    readonly orderId: string;
    readonly line: PlannedLine;
    readonly written: StoredLine | undefined;
    readonly statementDone: () => void;
  },
): Promise<void> {
  const { orderId, line, written } = made;
  const lineId =
    written?.storeLineId ??
    String(
      await insertRow(writer, facts.schema, {
        table: 'order_product',
        cells: { ...line.cells, order_id: { value: orderId } },
      }),
    );
  made.statementDone();
  for (const option of line.options) {
    const cell = option.product_option_value_id;
    const id = cell !== undefined && 'value' in cell ? String(cell.value) : '0';
    if (written?.optionValueIds.includes(id)) continue;
    await insertRow(writer, facts.schema, {
      table: 'order_option',
      cells: { ...option, order_id: { value: orderId }, order_product_id: { value: lineId } },
    });
    made.statementDone();
  }
}

function isBeginning(written: StoredOrder, plan: OrderPlan, totals: Totals): boolean {
  return (
    written.totalE4 === plan.money.totalE4 &&
    written.lines.length <= plan.lines.length &&
    written.lines.every((line, index) => isSameLine(line, plan.lines[index])) &&
    totalsBegin(written.totals, totals)
  );
}

function isComplete(written: StoredOrder, plan: OrderPlan, totals: Totals): boolean {
  return (
    isBeginning(written, plan, totals) &&
    written.lines.length === plan.lines.length &&
    written.lines.every(
      (line, index) => line.optionValueIds.length === plan.lines[index]?.optionValueIds.length,
    ) &&
    written.totals.length === totals.length
  );
}

function isSameLine(written: StoredLine, meant: PlannedLine | undefined): boolean {
  return (
    meant !== undefined &&
    written.productId === meant.productId &&
    written.quantity === meant.quantity &&
    written.priceE4 === meant.priceE4 &&
    written.taxE4 === meant.taxE4 &&
    written.optionValueIds.every((id) => meant.optionValueIds.includes(id))
  );
}

/** The server's own clock, in the session's zone: the shop's time. */
export async function shopNow(writer: Writer): Promise<string> {
  const [row] = await writer.rows('SELECT NOW() AS now');
  return textOf(row ?? {}, 'now');
}
