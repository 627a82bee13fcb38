import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { DeskChoices, DeskWish, LabelFormat, PackageDesk } from '#contract/order-desk.ts';
import { finishAttempt, insertAttempt, recordAnswer } from '../cache/tables/attempt.ts';
import { findInboxRow, inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { findSalesOrder, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';
import type { Label } from '../marketplaces/kit/order-desk.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { DESK_RULES, deskOf, livingLines, refusalOf } from './desk-rules.ts';
import { performDeskWish, type DeskCall } from './perform-desk-wish.ts';
import { reportPackage } from './reports.ts';
import { openPackage } from './sealed-package.ts';
import { takeIn } from './take-in.ts';
import type { TimelineStep } from './timeline.ts';

type Place = { readonly orderId: string; readonly packageId: string };

/** What may be done with each package of an order now, and why not. */
export function orderDesk(context: EngineContext, orderId: string): PackageDesk[] {
  const order = knownOrder(context, orderId);
  const { connection, manifest } = context.channels.open(order.channelId);
  return inboxRowsOfOrder(context.database, order.channelId, order.orderNumber)
    .filter((row) => row.problem === null)
    .map((row) =>
      deskOf(openPackage(context.vault, row, row.rawSealed), { connection, marketplace: manifest.name }),
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
  const received = knownPackage(context, order, of.packageId);
  requirePossible(context, order, { received, action: 'label' });
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
 * repeated by itself: after a lost answer the order is read, and the merchant sees whether it arrived.
 *
 * Rejects with `order/not-known`, `order/wrong-state`, `channel/not-offered`, `channel/outcome-unknown` or what the
 * marketplace said.
 */
export async function actOnPackage(
  context: EngineContext,
  { orderId, packageId, wish }: Place & { readonly wish: DeskWish },
): Promise<void> {
  if (wish.action === 'pick')
    return reportPackage(context, { orderId, packageId, report: { kind: 'picking' } });
  if (wish.action === 'invoice') {
    const { invoiceNumber } = wish;
    return reportPackage(context, { orderId, packageId, report: { kind: 'invoiced', invoiceNumber } });
  }
  const order = knownOrder(context, orderId);
  const received = knownPackage(context, order, packageId);
  requirePossible(context, order, { received, action: wish.action });
  const { connection } = context.channels.open(order.channelId);
  const intent = deskIntent(context, order, { packageId, action: wish.action });
  const call: DeskCall = {
    packageId,
    orderNumber: order.orderNumber,
    lines: chosenLines(received, wish),
    intent,
  };
  try {
    await performDeskWish(connection, { wish, call, at: context.host.clock.now() });
    intent.end('final', null);
    tell(context, orderId, { text: 'desk-done', detail: wish.action });
  } catch (error) {
    if (!isProblemError(error)) {
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    const unknown = error.problem.code === 'channel/outcome-unknown';
    if (!unknown) intent.end('refused', error.problem);
    tell(context, orderId, { text: unknown ? 'outcome-unknown' : 'report-refused', detail: wish.action });
    await readBack(context, order);
    throw error;
  }
  await readBack(context, order);
}

function knownOrder(context: EngineContext, orderId: string): SalesOrderRow {
  const order = findSalesOrder(context.database, orderId);
  if (!order) throw new ProblemError(problem('order/not-known', { orderId }));
  return order;
}

function knownPackage(context: EngineContext, order: SalesOrderRow, packageId: string): MarketplacePackage {
  const row = findInboxRow(context.database, order.channelId, packageId);
  if (!row || row.problem !== null || row.orderNumber !== order.orderNumber)
    throw new ProblemError(problem('order/not-known', { orderId: order.orderId, packageId }));
  return openPackage(context.vault, row, row.rawSealed);
}

function requirePossible(
  context: EngineContext,
  order: SalesOrderRow,
  of: { readonly received: MarketplacePackage; readonly action: DeskWish['action'] | 'label' },
): void {
  const { connection, manifest } = context.channels.open(order.channelId);
  const { received, action } = of;
  if (refusalOf(action, { received, connection, marketplace: manifest.name }) === null) return;
  if (connection[DESK_RULES[action].method] === undefined)
    throw new ProblemError(
      problem('channel/not-offered', { marketplace: manifest.name, capability: action }),
    );
  throw new ProblemError(
    problem('order/wrong-state', { orderNumber: order.orderNumber, status: received.rawStatus }),
  );
}

/** The lines that are meant: the chosen ones, or all that is left. A line that is not there is a mistake, not a wish. */
function chosenLines(received: MarketplacePackage, wish: DeskWish): DeskCall['lines'] {
  const living = livingLines(received).map(({ lineId, quantity }) => ({ lineId, quantity }));
  const wanted =
    wish.action === 'cancel' || wish.action === 'pack'
      ? wish.lines
      : wish.action === 'split'
        ? wish.groups.flat()
        : null;
  if (wanted === null) return living;
  const left = new Map(living.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of wanted) {
    const rest = (left.get(lineId) ?? 0) - quantity;
    if (rest < 0) throw new ProblemError(problem('input/invalid', { field: 'lines', value: lineId }));
    left.set(lineId, rest);
  }
  return wanted;
}

async function readBack(context: EngineContext, order: SalesOrderRow): Promise<void> {
  const { connection } = context.channels.open(order.channelId);
  takeIn(context, order.channelId, await connection.readOrdersByNumber([order.orderNumber]));
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

type DeskIntent = IntentRecorder & {
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
};

/** The attempt stands before the first byte. No excerpt is kept: invoices and reasons may name the buyer. */
function deskIntent(
  { database, host }: EngineContext,
  order: SalesOrderRow,
  of: { readonly packageId: string; readonly action: DeskWish['action'] },
): DeskIntent {
  let attemptId: string | null = null;
  const finish = (state: 'final' | 'refused' | 'unknown' | 'not-sent', why: Problem | null): void => {
    if (attemptId === null) return;
    finishAttempt(database, { attemptId, state, problem: why, at: host.clock.now() });
    attemptId = null;
  };
  return {
    beforeSend: (request) => {
      // An action of several requests has an attempt for each.
      finish('final', null);
      attemptId = host.random.uuid();
      host.reach('5-intent:before-commit');
      insertAttempt(database, {
        attemptId,
        channelId: order.channelId,
        kind: 'order-action',
        endpoint: request.endpoint,
        bodyHash: request.bodyHash,
        items: 1,
        subjectOrderId: order.orderId,
        subjectPackageId: of.packageId,
        subjectValue: of.action,
        requestExcerpt: null,
        at: host.clock.now(),
      });
      host.reach('5-intent:after-commit');
    },
    afterAnswer: ({ status }) => {
      if (attemptId !== null) recordAnswer(database, { attemptId, status, excerpt: '' });
    },
    outcomeUnknown: (reason) => finish('unknown', problem('channel/outcome-unknown', {}, reason)),
    notSent: () => finish('not-sent', null),
    end: finish,
  };
}
