import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import { transact } from '../cache/transaction.ts';
import {
  dueOrderIds,
  findSalesOrder,
  recordImportFailure,
  type SalesOrderRow,
} from '../cache/tables/sales-order.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { EngineContext } from '../context.ts';
import { bringInLine, type Written } from './bring-in-line.ts';
import { concernsWholeShop, importRetryDelay } from './import-retry.ts';
import type { Shop } from './order-work.ts';
import { tell } from './record-written.ts';

export type WriteBackResult = {
  /** Orders that are in the shop for the first time since this was called. */
  readonly imported: readonly string[];
  readonly failed: readonly string[];
  /** What is wrong with the shop as a whole; the orders that are left wait for it. */
  readonly shopProblem: Problem | null;
};

type Scope = {
  /** Null writes the orders of every channel. */
  readonly channelId: string | null;
  /** Only this order, when given. */
  readonly orderId?: string;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
};

/**
 * Step ⑩. Brings the shop in line with every order that is due: writes new ones, corrects quantities, cancels what holds
 * nothing any more. One order that fails never stops the others; a shop that can't be reached leaves all of them waiting,
 * with their stock reserved.
 */
export async function writeOrdersToStore(context: EngineContext, scope: Scope): Promise<WriteBackResult> {
  const due = dueOrderIds(context.database, {
    channelId: scope.channelId,
    now: context.host.clock.now(),
  }).filter((orderId) => scope.orderId === undefined || scope.orderId === orderId);
  if (due.length === 0) return { imported: [], failed: [], shopProblem: null };
  const opened = await openStore(context);
  if ('problem' in opened) return { imported: [], failed: [], shopProblem: opened.problem };
  const imported: string[] = [];
  const failed: string[] = [];
  for (const [index, orderId] of due.entries()) {
    if (scope.signal.aborted) break;
    scope.progress(index, due.length);
    const outcome = await writeOne(context, opened, orderId);
    if (outcome.kind === 'imported') imported.push(orderId);
    if (outcome.kind === 'failed') failed.push(orderId);
    if (outcome.kind === 'shop-down') return { imported, failed, shopProblem: outcome.problem };
  }
  scope.progress(due.length, due.length);
  return { imported, failed, shopProblem: null };
}

async function openStore(context: EngineContext): Promise<Shop | { readonly problem: Problem }> {
  const row = readStoreRow(context.database);
  if (row === null) return { problem: problem('store/not-connected') };
  try {
    return { store: await context.store.open(), settings: row.settings, report: row.report };
  } catch (error) {
    if (isProblemError(error)) return { problem: error.problem };
    throw error;
  }
}

type Outcome = { readonly kind: Written } | { readonly kind: 'shop-down'; readonly problem: Problem };

async function writeOne(context: EngineContext, shop: Shop, orderId: string): Promise<Outcome> {
  const order = findSalesOrder(context.database, orderId);
  if (!order?.dirty) return { kind: 'unchanged' };
  try {
    return { kind: await bringInLine(context, shop, order) };
  } catch (error) {
    // An order whose writing meets a bug of ours must not stop the others either; it is named in the log and shown.
    if (!isProblemError(error)) {
      context.host.logger.error('order-not-written', {
        orderId,
        error: error instanceof Error ? error.name : 'unknown',
        stack: error instanceof Error ? (error.stack ?? '') : '',
      });
    } else if (error.problem.code.startsWith('cache/')) {
      throw error;
    }
    const reason = isProblemError(error)
      ? error.problem
      : problem('order/store-write-failed', { orderNumber: order.orderNumber });
    return noteFailure(context, order, reason);
  } finally {
    context.events.changed('orders');
  }
}

function noteFailure(context: EngineContext, order: SalesOrderRow, reason: Problem): Outcome {
  const { database, host } = context;
  const current = findSalesOrder(database, order.orderId);
  const wholeShop = concernsWholeShop(reason.code);
  // What went wrong after the record was made did not go wrong with the order: it is in the shop.
  if (current?.dirty) {
    const now = host.clock.now();
    const tries = Math.max(1, current.importAttempts);
    transact(database, () => {
      recordImportFailure(database, {
        orderId: order.orderId,
        importState: wholeShop ? current.importState : 'failed',
        notBefore: wholeShop ? now : now + importRetryDelay(tries, host.random.fraction()),
        problem: reason,
      });
      if (!wholeShop) tell(context, order, 'shop-write-failed', reason.code);
    });
  }
  return wholeShop ? { kind: 'shop-down', problem: reason } : { kind: 'failed' };
}
