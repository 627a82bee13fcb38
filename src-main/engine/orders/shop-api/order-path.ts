import { problem, ProblemError } from '#contract/problem.ts';
import { insertOrderEvent } from '../../cache/tables/order-event.ts';
import { newestOrderEvent } from '../../cache/tables/shop-status.ts';
import type { EngineContext } from '../../context.ts';
import type { TimelineStep } from '../timeline.ts';

/**
 * How long a request whose answer was lost may still be at work in the shop: longer than any hosting lets PHP run. Until
 * then the order is not touched by either way; afterwards its status tells for certain.
 */
const STILL_AT_WORK_MS = 10 * 60 * 1_000;

const ASKED: TimelineStep = 'shop-api-asked';
const ANSWERED: TimelineStep = 'shop-api-answered';

/**
 * Makes sure that no request for an order which stands at status 0 may still be at work, so that it never takes its
 * stock by two ways at once. Throws `store/api-outcome-unknown` while one may.
 */
export function requireAtRest(
  context: EngineContext,
  order: { readonly orderId: string; readonly orderNumber: string },
): void {
  const last = newestOrderEvent(context.database, { orderId: order.orderId, texts: [ASKED, ANSWERED] });
  if (last?.text === ASKED && context.host.clock.now() < last.at + STILL_AT_WORK_MS) {
    throw new ProblemError(problem('store/api-outcome-unknown', { orderNumber: order.orderNumber }));
  }
}

/** Whether the shop's API was ever asked for this order. */
export function wasAsked(context: EngineContext, orderId: string): boolean {
  return newestOrderEvent(context.database, { orderId, texts: [ASKED] }) !== null;
}

/** Durable before the request leaves. */
export function noteAsked(context: EngineContext, orderId: string, storeOrderId: string): void {
  note(context, orderId, ASKED, storeOrderId);
}

/** The answer came: what the order's status says now is final. */
export function noteAnswered(context: EngineContext, orderId: string, detail: string): void {
  note(context, orderId, ANSWERED, detail);
}

function note(context: EngineContext, orderId: string, text: TimelineStep, detail: string): void {
  insertOrderEvent(context.database, { orderId, at: context.host.clock.now(), side: 'shop', text, detail });
}
