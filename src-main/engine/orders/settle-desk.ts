import type { AnyDeskAction } from '#contract/order-desk.ts';
import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import { inTurn } from '../cache/in-turn.ts';
import { finishAttempt } from '../cache/tables/attempt.ts';
import { unknownDeskAttempts, type DeskAttempt } from '../cache/tables/desk-attempt.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { findSalesOrder, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { DESK_WORDS } from './desk-rules.ts';
import { actionOfAttempt, hasArrived, readStanding, standingNow } from './desk-standing.ts';
import { openPackage } from './sealed-package.ts';
import { takeIn } from './take-in.ts';
import type { TimelineStep } from './timeline.ts';

/** What a lost answer turned out to be; `open` where the marketplace does not show it. */
export type DeskOutcome = 'arrived' | 'not-arrived' | 'open';

/** Everything that is understood of an order, as it lies in the inbox. */
export function packagesOfOrder(context: EngineContext, order: SalesOrderRow): MarketplacePackage[] {
  return inboxRowsOfOrder(context.database, order.channelId, order.orderNumber)
    .filter((row) => row.problem === null)
    .map((row) => openPackage(context.vault, row, row.rawSealed));
}

/** Reads the order and takes it in; gives back what was read. */
export async function readOrderBack(
  context: EngineContext,
  order: SalesOrderRow,
  signal?: AbortSignal,
): Promise<readonly MarketplacePackage[]> {
  const { connection } = context.channels.open(order.channelId);
  const read = await connection.readOrdersByNumber([order.orderNumber], signal);
  takeIn(context, order.channelId, read);
  return read;
}

/**
 * Judges the lost answers of one order by how it was just read (`fresh`). Returns each action's outcome.
 * What the marketplace does not show stays open until the merchant says it ({@link settleByMerchant}).
 */
export function judgeLostAnswers(
  context: EngineContext,
  order: SalesOrderRow,
  fresh: readonly MarketplacePackage[],
): readonly {
  readonly attempt: DeskAttempt;
  readonly action: AnyDeskAction | null;
  readonly outcome: DeskOutcome;
}[] {
  const { database, events } = context;
  const { orderId, channelId } = order;
  const lost = unknownDeskAttempts(database, { channelId, orderId });
  if (lost.length === 0) return [];
  // What was read counts as it was read: a change that leaves the marketplace's own time alone is not kept at once.
  const read = new Map(fresh.filter((each) => !each.problem).map((each) => [each.packageId, each]));
  const kept = packagesOfOrder(context, order).filter(({ packageId }) => !read.has(packageId));
  const packages = [...kept, ...read.values()];
  const judged = lost.map((attempt) => {
    const before = readStanding(attempt.value);
    const { packageId } = attempt;
    const arrived = before && hasArrived(before, standingNow(packages, { ...before, packageId }));
    const outcome: DeskOutcome = arrived === null ? 'open' : arrived ? 'arrived' : 'not-arrived';
    return { attempt, action: actionOfAttempt(attempt.value), outcome };
  });
  transact(database, () => {
    for (const { attempt, action, outcome } of judged)
      if (outcome !== 'open')
        finish(context, { attempt, action, arrived: outcome === 'arrived', by: 'program' });
  });
  events.changed('orders');
  return judged;
}

/**
 * Reads the orders with lost answers once more, and judges them: part of every sync. What is for the merchant to say is not
 * asked for again and again. Returns the last thing that went wrong.
 */
export async function settleDesk(
  context: EngineContext,
  channelId: string,
  signal: AbortSignal,
): Promise<Problem | null> {
  const attempts = unknownDeskAttempts(context.database, { channelId, orderId: null });
  const readable = attempts.filter(({ value }) => readStanding(value) !== null && !isForMerchant(value));
  let failure: Problem | null = null;
  for (const orderId of new Set(readable.map((attempt) => attempt.orderId))) {
    signal.throwIfAborted();
    const order = findSalesOrder(context.database, orderId);
    if (order === null) continue;
    try {
      await inTurn(context, orderTurn(orderId), async () => {
        judgeLostAnswers(context, order, await readOrderBack(context, order, signal));
      });
    } catch (error) {
      if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
      failure = error.problem;
    }
  }
  return failure;
}

/** What is done to one order is done one after another. */
export function orderTurn(orderId: string): string {
  return JSON.stringify(['order', orderId]);
}

/** Whether no reading can tell: the marketplace shows no trace of such an action. */
function isForMerchant(value: string): boolean {
  const before = readStanding(value);
  return before !== null && hasArrived(before, before) === null;
}

/**
 * The merchant looked and says whether it arrived. Rejects with `input/invalid` where nothing of the package is unknown.
 */
export function settleByMerchant(
  context: EngineContext,
  order: SalesOrderRow,
  said: { readonly packageId: string; readonly arrived: boolean },
): void {
  const { database, events } = context;
  const open = unknownDeskAttempts(database, { channelId: order.channelId, orderId: order.orderId }).filter(
    ({ packageId }) => packageId === said.packageId,
  );
  if (open.length === 0)
    throw new ProblemError(problem('input/invalid', { field: 'packageId', value: said.packageId }));
  transact(database, () => {
    for (const attempt of open)
      finish(context, {
        attempt,
        action: actionOfAttempt(attempt.value),
        arrived: said.arrived,
        by: 'merchant',
      });
  });
  events.changed('orders');
}

/** The same thing is done again, and sets the same: what became of the first time matters no more. */
export function supersede(context: EngineContext, attempts: readonly DeskAttempt[]): void {
  const { database, host } = context;
  for (const { attemptId } of attempts)
    finishAttempt(database, { attemptId, state: 'lost', problem: null, at: host.clock.now() });
}

/** What is told where an answer was lost, by what the reading after it showed. */
export function lostProblem(
  context: EngineContext,
  order: SalesOrderRow,
  of: {
    readonly packageId: string;
    readonly action: AnyDeskAction;
    readonly outcome: 'not-arrived' | 'open';
  },
): Problem {
  const { tr, en } = DESK_WORDS[of.action];
  const { manifest } = context.channels.open(order.channelId);
  return problem(of.outcome === 'open' ? 'order/outcome-open' : 'order/not-arrived', {
    marketplace: manifest.name,
    orderNumber: order.orderNumber,
    packageId: of.packageId,
    action: of.action,
    actionTr: tr,
    actionEn: en,
  });
}

function finish(
  { database, host }: EngineContext,
  of: {
    readonly attempt: DeskAttempt;
    readonly action: AnyDeskAction | null;
    readonly arrived: boolean;
    readonly by: 'program' | 'merchant';
  },
): void {
  const at = host.clock.now();
  const { attemptId, orderId } = of.attempt;
  finishAttempt(database, { attemptId, state: of.arrived ? 'final' : 'lost', problem: null, at });
  const text: TimelineStep = of.arrived ? 'found-arrived' : 'found-not-arrived';
  insertOrderEvent(database, { orderId, at, side: of.by, text, detail: of.action ?? '' });
}
