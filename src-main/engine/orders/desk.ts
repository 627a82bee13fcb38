import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type {
  AnyDeskAction,
  DeskChoices,
  DeskWish,
  FurtherDeskWish,
  LabelFormat,
  PackageDesk,
} from '#contract/order-desk.ts';
import { inTurn } from '../cache/in-turn.ts';
import { deskAttemptsOfPackage, unknownDeskAttempts } from '../cache/tables/desk-attempt.ts';
import { findInboxRow } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { findSalesOrder, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import type { EngineContext } from '../context.ts';
import type { Label } from '../marketplaces/kit/order-desk.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { chosenLines } from './chosen-lines.ts';
import { deskIntent, type DeskIntent } from './desk-intent.ts';
import { deskOf, refusalOf, type DeskView } from './desk-rules.ts';
import { actionOfAttempt, setsTheSame, standingNow } from './desk-standing.ts';
import { performDeskWish, type DeskCall } from './perform-desk-wish.ts';
import { reportPackage } from './reports.ts';
import { openPackage } from './sealed-package.ts';
import {
  judgeLostAnswers,
  lostProblem,
  orderTurn,
  packagesOfOrder,
  readOrderBack,
  settleByMerchant,
  supersede,
} from './settle-desk.ts';
import type { TimelineStep } from './timeline.ts';
import { standingPackages } from './whole-order.ts';

type Place = { readonly orderId: string; readonly packageId: string };
type Wish = Exclude<DeskWish, { readonly action: 'pick' | 'invoice' }> | FurtherDeskWish;

/** What may be done with each package of an order now, and why not. */
export function orderDesk(context: EngineContext, orderId: string): PackageDesk[] {
  const order = knownOrder(context, orderId);
  return standingPackages(packagesOfOrder(context, order)).map((received) =>
    deskOf(viewOf(context, order, received)),
  );
}

/** Reasons and carriers that the marketplace lets one choose from; empty where it has none. */
export async function deskChoices(context: EngineContext, place: Place): Promise<DeskChoices> {
  const order = knownOrder(context, place.orderId);
  const { connection } = context.channels.open(order.channelId);
  return {
    cancelReasons: [...((await connection.readCancelReasons?.()) ?? [])],
    cargoCompanies: [...((await connection.readCargoCompanies?.(place.packageId)) ?? [])],
  };
}

/** Rejects with `channel/not-offered`, `order/wrong-state` or what the marketplace said. */
export async function readLabel(
  context: EngineContext,
  of: Place & { readonly format: LabelFormat },
): Promise<Label> {
  const order = knownOrder(context, of.orderId);
  const received = await possiblePackage(context, order, { packageId: of.packageId, action: 'label' });
  const { connection } = context.channels.open(order.channelId);
  return connection.readLabel!({
    packageId: received.packageId,
    orderNumber: order.orderNumber,
    trackingNumber: received.cargo.trackingNumber,
    format: of.format,
  });
}

/**
 * Does one thing with a package and reads the order back; what is held of the stock follows from what is read. Nothing is
 * repeated by itself: after a lost answer the order is read, and what became of it is told.
 *
 * Rejects with `order/not-known`, `order/wrong-state`, `channel/not-offered`, `order/not-arrived`, `order/outcome-open`,
 * `channel/outcome-unknown` (not even to be read back now: the next sync does) or what the marketplace said.
 */
export function actOnPackage(
  context: EngineContext,
  { orderId, packageId, wish }: Place & { readonly wish: DeskWish | FurtherDeskWish },
): Promise<void> {
  return inTurn(context, orderTurn(orderId), async () => {
    const order = knownOrder(context, orderId);
    const { action } = wish;
    await settleEarlier(context, order, { packageId, action });
    const received = await possiblePackage(context, order, { packageId, action });
    if (wish.action === 'pick')
      return reportPackage(context, { orderId, packageId, report: { kind: 'picking' } });
    if (wish.action === 'invoice') {
      const { invoiceNumber } = wish;
      return reportPackage(context, { orderId, packageId, report: { kind: 'invoiced', invoiceNumber } });
    }
    return perform(context, order, { received, wish });
  });
}

/** Says of a package's lost answers whether they arrived. Rejects with `input/invalid` where there is none. */
export function settleDeskWish(
  context: EngineContext,
  { orderId, packageId, arrived }: Place & { readonly arrived: boolean },
): PackageDesk[] {
  settleByMerchant(context, knownOrder(context, orderId), { packageId, arrived });
  return orderDesk(context, orderId);
}

async function perform(
  context: EngineContext,
  order: SalesOrderRow,
  { received, wish }: { readonly received: MarketplacePackage; readonly wish: Wish },
): Promise<void> {
  const { orderId, orderNumber } = order;
  const { packageId } = received;
  const { action } = wish;
  const lines = chosenLines(received, wish);
  const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const standing = standingNow(packagesOfOrder(context, order), { action, wanted, packageId });
  const intent = deskIntent(context, order, { packageId, standing });
  const earlier = unknownDeskAttempts(context.database, { channelId: order.channelId, orderId }).filter(
    (attempt) => attempt.packageId === packageId && actionOfAttempt(attempt.value) === action,
  );
  const failure = await tryPerform(context, order, {
    wish,
    received,
    call: { packageId, orderNumber, lines, intent },
    intent,
  });
  const lost = failure?.code === 'channel/outcome-unknown';
  if (failure === null || lost) supersede(context, earlier);
  tell(context, orderId, {
    text: failure === null ? 'desk-done' : lost ? 'outcome-unknown' : 'report-refused',
    detail: action,
  });
  const read = await readBack(context, order);
  if (failure === null) return;
  if (!lost || read === null) throw new ProblemError(failure);
  const outcomes = judgeLostAnswers(context, order, read)
    .filter((each) => each.attempt.packageId === packageId && each.action === action)
    .map(({ outcome }) => outcome);
  if (outcomes.includes('open')) {
    tell(context, orderId, { text: 'outcome-open', detail: action });
    throw new ProblemError(lostProblem(context, order, { packageId, action, outcome: 'open' }));
  }
  if (outcomes.includes('not-arrived') || outcomes.length === 0)
    throw new ProblemError(lostProblem(context, order, { packageId, action, outcome: 'not-arrived' }));
}

/** Returns what went wrong, or null. */
async function tryPerform(
  context: EngineContext,
  order: SalesOrderRow,
  of: {
    readonly wish: Wish;
    readonly received: MarketplacePackage;
    readonly call: DeskCall;
    readonly intent: DeskIntent;
  },
): Promise<Problem | null> {
  const { wish, received, call, intent } = of;
  const { connection } = context.channels.open(order.channelId);
  try {
    await performDeskWish(connection, { wish, received, call, at: context.host.clock.now() });
    intent.end('final', null);
    return null;
  } catch (error) {
    // Figures that an adapter can't make a request of: nothing has left.
    if (error instanceof RangeError && !intent.begun())
      return problem('input/invalid', { field: wish.action }, error.message);
    if (!isProblemError(error)) {
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    if (error.problem.code === 'channel/outcome-unknown') intent.outcomeUnknown('answer lost');
    else intent.end('refused', error.problem);
    return error.problem;
  }
}

/**
 * What an earlier action may have changed is read before another one: nothing is done by a state from before. One that the
 * marketplace does not show stops the next, unless that says the same thing again or the earlier one moved nothing.
 */
async function settleEarlier(
  context: EngineContext,
  order: SalesOrderRow,
  { packageId }: { readonly packageId: string; readonly action: AnyDeskAction },
): Promise<void> {
  const { channelId, orderId } = order;
  const lost = unknownDeskAttempts(context.database, { channelId, orderId });
  if (lost.every(({ value }) => harmless(value))) return;
  const read = await readOrderBack(context, order);
  const open = judgeLostAnswers(context, order, read).find(
    ({ attempt, outcome }) =>
      outcome === 'open' && attempt.packageId === packageId && !harmless(attempt.value),
  );
  if (open === undefined) return;
  const action = open.action ?? 'ship';
  throw new ProblemError(lostProblem(context, order, { packageId, action, outcome: 'open' }));
}

function harmless(value: string): boolean {
  const action = actionOfAttempt(value);
  return action !== null && setsTheSame(action);
}

function knownOrder(context: EngineContext, orderId: string): SalesOrderRow {
  const order = findSalesOrder(context.database, orderId);
  if (!order) throw new ProblemError(problem('order/not-known', { orderId }));
  return order;
}

/** The package, as it stands here; what does not fit is read once more before it is refused. */
async function possiblePackage(
  context: EngineContext,
  order: SalesOrderRow,
  of: { readonly packageId: string; readonly action: AnyDeskAction },
): Promise<MarketplacePackage> {
  const known = packageOf(context, order, of.packageId);
  const kept = known && refusalOf(of.action, viewOf(context, order, known));
  if (known !== null && kept === null) return known;
  if (kept?.code !== 'channel/not-offered') await readOrderBack(context, order);
  const received = packageOf(context, order, of.packageId);
  if (received === null)
    throw new ProblemError(problem('order/not-known', { orderId: order.orderId, packageId: of.packageId }));
  const refusal = refusalOf(of.action, viewOf(context, order, received));
  if (refusal === null) return received;
  const { manifest } = context.channels.open(order.channelId);
  throw new ProblemError(
    problem(refusal.code, {
      marketplace: manifest.name,
      capability: of.action,
      orderNumber: order.orderNumber,
      status: received.rawStatus,
      happenedTr: refusal.reason.tr,
      happenedEn: refusal.reason.en,
    }),
  );
}

function packageOf(
  context: EngineContext,
  order: SalesOrderRow,
  packageId: string,
): MarketplacePackage | null {
  const row = findInboxRow(context.database, order.channelId, packageId);
  if (!row || row.problem !== null || row.orderNumber !== order.orderNumber) return null;
  return openPackage(context.vault, row, row.rawSealed);
}

function viewOf(context: EngineContext, order: SalesOrderRow, received: MarketplacePackage): DeskView {
  const { connection, manifest } = context.channels.open(order.channelId);
  const { packageId } = received;
  const attempts = deskAttemptsOfPackage(context.database, { channelId: order.channelId, packageId });
  const about = attempts.map(({ value, state }) => ({ action: actionOfAttempt(value), state }));
  const lastOfInvoice = about.find(
    ({ action, state }) => action === 'send-invoice' || (action === 'delete-invoice' && state === 'final'),
  );
  return {
    received,
    connection,
    manifest,
    invoiceSent: received.hasInvoice === true || lastOfInvoice?.action === 'send-invoice',
    unsettled: [
      ...new Set(
        about.flatMap(({ action, state }) => (state === 'unknown' && action !== null ? [action] : [])),
      ),
    ],
  };
}

/** What was done must not be hidden by a reading that fails after it: the next reading tells the same. */
async function readBack(
  context: EngineContext,
  order: SalesOrderRow,
): Promise<readonly MarketplacePackage[] | null> {
  try {
    return await readOrderBack(context, order);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    const { code } = error.problem;
    context.host.logger.warn('order-not-read-back', { channelId: order.channelId, code });
    return null;
  }
}

function tell(
  context: EngineContext,
  orderId: string,
  { text, detail }: { readonly text: TimelineStep; readonly detail: string },
): void {
  const at = context.host.clock.now();
  insertOrderEvent(context.database, { orderId, at, side: 'merchant', text, detail });
  context.events.changed('orders');
}
