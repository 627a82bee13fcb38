import { isProblemError } from '#contract/problem.ts';
import {
  forgetBuyer,
  forgetQuestions,
  forgetReturns,
  ordersToForget,
  rewritePackage,
} from '../cache/tables/forgettable.ts';
import { inboxRowsOfOrder } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { NO_BUYER } from './sealed-buyer.ts';
import { openPackage, sealPackage } from './sealed-package.ts';
import type { TimelineStep } from './timeline.ts';

/**
 * How long buyers of what came to its end are known here: longer than returns and disputes run (KVKK article 7 asks that
 * personal data go when their purpose has; the 90 days are this program's choice). The shop's own order is the merchant's
 * archive and stays.
 */
export const BUYERS_KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/**
 * Takes names, addresses, numbers and raw texts out of at most `limit` orders, returns and questions each that ended long
 * ago. What was sold, for how much and when stays; so does the package's hash, by which the same package, read again, brings
 * nothing back. Returns how many were forgotten.
 */
export function forgetBuyers(context: EngineContext, limit: number): number {
  const { database, host, events } = context;
  const query = { before: host.clock.now() - BUYERS_KEPT_MS, limit };
  const forgotten = transact(database, () => {
    const orders = ordersToForget(database, query);
    for (const order of orders) {
      for (const row of inboxRowsOfOrder(database, order.channelId, order.orderNumber))
        rewritePackage(database, { ...row, rawSealed: emptied(context, order.channelId, row) });
      forgetBuyer(database, order.orderId);
      const text: TimelineStep = 'buyer-forgotten';
      insertOrderEvent(database, {
        orderId: order.orderId,
        at: host.clock.now(),
        side: 'program',
        text,
        detail: '',
      });
    }
    return orders.length + forgetReturns(database, query) + forgetQuestions(database, query);
  });
  if (forgotten > 0) for (const part of ['orders', 'returns', 'questions'] as const) events.changed(part);
  return forgotten;
}

/** The package without anybody in it. One that can't be opened any more says nothing to anybody as it is. */
function emptied(
  { vault, host }: EngineContext,
  channelId: string,
  row: { readonly packageId: string; readonly rawSealed: string },
): string {
  try {
    const received = openPackage(vault, { channelId, packageId: row.packageId }, row.rawSealed);
    return sealPackage(vault, channelId, { ...received, ...NO_BUYER, raw: '' });
  } catch (error) {
    if (!isProblemError(error)) throw error;
    host.logger.warn('package-not-opened', { packageId: row.packageId, code: error.problem.code });
    return row.rawSealed;
  }
}
