import { problem, type Problem } from '#contract/problem.ts';
import { finishAttempt, insertAttempt, recordAnswer } from '../cache/tables/attempt.ts';
import type { SalesOrderRow } from '../cache/tables/sales-order.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';
import type { DeskStanding } from './desk-standing.ts';

export type DeskIntent = IntentRecorder & {
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
  /** Whether anything may have left. */
  readonly begun: () => boolean;
};

/**
 * The attempt stands before the first byte, with how the package stood then. No excerpt is kept: invoices and reasons may
 * name the buyer.
 */
export function deskIntent(
  { database, host }: EngineContext,
  order: SalesOrderRow,
  of: { readonly packageId: string; readonly standing: DeskStanding },
): DeskIntent {
  let attemptId: string | null = null;
  let begun = false;
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
      begun = true;
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
        subjectValue: JSON.stringify(of.standing),
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
    begun: () => begun,
  };
}
