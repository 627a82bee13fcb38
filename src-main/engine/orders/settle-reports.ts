import { isProblemError, type Problem } from '#contract/problem.ts';
import { attemptsInState, finishAttempt, type AttemptRow } from '../cache/tables/attempt.ts';
import { findSalesOrder } from '../cache/tables/sales-order.ts';
import type { EngineContext } from '../context.ts';
import { hasReached, reportPackage, type PackageReport } from './reports.ts';
import { takeIn } from './take-in.ts';

/**
 * Finds out what became of reports whose answer was lost, perhaps in an earlier run: the state is read, and only what
 * did not arrive is reported again, because the merchant asked for it. Returns the last thing that went wrong.
 */
export async function settleReports(
  context: EngineContext,
  channelId: string,
  signal: AbortSignal,
): Promise<Problem | null> {
  const unknown = attemptsInState(context.database, { channelId, state: 'unknown' }).filter(
    ({ kind }) => kind === 'acknowledge' || kind === 'invoice',
  );
  let failure: Problem | null = null;
  for (const attempt of unknown) {
    signal.throwIfAborted();
    try {
      await settleOne(context, channelId, attempt, signal);
    } catch (error) {
      if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
      // Meanwhile the package went another way: there is nothing left to report.
      if (error.problem.code === 'order/wrong-state') continue;
      failure = error.problem;
    }
  }
  return failure;
}

async function settleOne(
  context: EngineContext,
  channelId: string,
  attempt: AttemptRow,
  signal: AbortSignal,
): Promise<void> {
  const { database, host } = context;
  const order = attempt.subjectOrderId === null ? null : findSalesOrder(database, attempt.subjectOrderId);
  const finish = (state: 'final' | 'lost'): void =>
    finishAttempt(database, { attemptId: attempt.attemptId, state, problem: null, at: host.clock.now() });
  if (!order || attempt.subjectPackageId === null) return finish('lost');
  const { connection } = context.channels.open(channelId);
  takeIn(context, channelId, await connection.readOrdersByNumber([order.orderNumber], signal));
  const wanted: PackageReport = {
    orderId: order.orderId,
    packageId: attempt.subjectPackageId,
    report:
      attempt.kind === 'invoice'
        ? { kind: 'invoiced', invoiceNumber: attempt.subjectValue ?? '' }
        : { kind: 'picking' },
  };
  if (hasReached(context, channelId, wanted)) return finish('final');
  // The new report has an attempt of its own; this one is known not to have arrived.
  finish('lost');
  await reportPackage(context, wanted);
}
