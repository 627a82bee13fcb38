import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import { finishAttempt, insertAttempt, recordAnswer, type AttemptKind } from '../cache/tables/attempt.ts';
import { findInboxRow } from '../cache/tables/inbox.ts';
import { insertOrderEvent } from '../cache/tables/order-event.ts';
import { findSalesOrder, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { excerpt } from '../monitor/redact.ts';
import { statusRank } from './package-version.ts';
import { openPackage } from './sealed-package.ts';
import { takeIn } from './take-in.ts';
import type { TimelineStep } from './timeline.ts';

/** Something that the merchant tells the marketplace about one package. */
export type PackageReport = {
  readonly orderId: string;
  readonly packageId: string;
  readonly report:
    { readonly kind: 'picking' } | { readonly kind: 'invoiced'; readonly invoiceNumber: string };
};

/** From which states a package may be reported, and which state it then has. */
const RULES = {
  picking: { from: new Set<OrderStatus>(['new']), reached: 'picking', attempt: 'acknowledge' },
  // Invoiced comes after Picking (Trendyol sheet §3.6, 2026); other states are refused there.
  invoiced: { from: new Set<OrderStatus>(['picking']), reached: 'invoiced', attempt: 'invoice' },
} as const satisfies Record<
  PackageReport['report']['kind'],
  { readonly from: ReadonlySet<OrderStatus>; readonly reached: OrderStatus; readonly attempt: AttemptKind }
>;

/** What may be reported of a package now. */
export function reportsFor(status: OrderStatus): readonly ('pick' | 'invoice')[] {
  if (RULES.picking.from.has(status)) return ['pick'];
  return RULES.invoiced.from.has(status) ? ['invoice'] : [];
}

/**
 * Reports a package as being picked or as invoiced, and reads the order back. When the answer is lost the state is read
 * first and the report is repeated once only if it did not arrive: asking twice does no harm, but guessing would.
 *
 * Rejects with `order/not-known`, `order/wrong-state`, `channel/not-offered` or what the marketplace said.
 */
export async function reportPackage(context: EngineContext, wanted: PackageReport): Promise<void> {
  const order = findSalesOrder(context.database, wanted.orderId);
  if (!order) throw new ProblemError(problem('order/not-known', { orderId: wanted.orderId }));
  const received = knownPackage(context, order, wanted.packageId);
  const rule = RULES[wanted.report.kind];
  if (!rule.from.has(received.status)) {
    throw new ProblemError(
      problem('order/wrong-state', { orderNumber: order.orderNumber, status: received.rawStatus }),
    );
  }
  const work: Reporting = { context, order, received, wanted };
  const first = await tryReport(work);
  if (first === null) return readBackOrder(work);
  if (first.code !== 'channel/outcome-unknown') throw refused(work, first);
  tell(work, 'outcome-unknown', received.packageId);
  if (await hasArrived(work)) return;
  const second = await tryReport(work);
  if (second !== null) throw refused(work, second);
  return readBackOrder(work);
}

type Reporting = {
  readonly context: EngineContext;
  readonly order: SalesOrderRow;
  readonly received: MarketplacePackage;
  readonly wanted: PackageReport;
};

function knownPackage(context: EngineContext, order: SalesOrderRow, packageId: string): MarketplacePackage {
  const row = findInboxRow(context.database, order.channelId, packageId);
  if (!row || row.orderNumber !== order.orderNumber) {
    throw new ProblemError(problem('order/not-known', { orderId: order.orderId, packageId }));
  }
  return openPackage(context.vault, row, row.rawSealed);
}

/** Returns what went wrong, or null. */
async function tryReport(work: Reporting): Promise<Problem | null> {
  const { context, order, received, wanted } = work;
  const { connection, manifest } = context.channels.open(order.channelId);
  const notOffered = (capability: string): Problem =>
    problem('channel/not-offered', { marketplace: manifest.name, capability });
  const lines = received.lines
    .filter((line) => line.quantity > 0 && line.status !== 'cancelled' && line.status !== 'unsupplied')
    .map((line) => ({ lineId: line.lineId, quantity: line.quantity }));
  const intent = reportIntent(work);
  try {
    if (wanted.report.kind === 'picking') {
      if (!connection.acknowledgeOrder) return notOffered('acknowledgeOrder');
      await connection.acknowledgeOrder({ packageId: received.packageId, lines, intent });
      tell(work, 'picking-reported', received.packageId);
    } else {
      if (!connection.reportInvoice) return notOffered('reportInvoice');
      const { invoiceNumber } = wanted.report;
      await connection.reportInvoice({ packageId: received.packageId, lines, intent, invoiceNumber });
      tell(work, 'invoice-reported', invoiceNumber);
    }
    intent.end('final', null);
    return null;
  } catch (error) {
    if (!isProblemError(error)) {
      // A bug, or a call that was broken off: whether it arrived is for the next reading to say.
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    if (error.problem.code !== 'channel/outcome-unknown') intent.end('refused', error.problem);
    return error.problem;
  }
}

type ReportIntent = IntentRecorder & {
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
};

function reportIntent({ context, order, received, wanted }: Reporting): ReportIntent {
  const { database, host } = context;
  const attemptId = host.random.uuid();
  let open = false;
  const finish = (state: 'final' | 'refused' | 'unknown' | 'not-sent', why: Problem | null): void => {
    if (!open) return;
    open = false;
    finishAttempt(database, { attemptId, state, problem: why, at: host.clock.now() });
  };
  return {
    beforeSend: (request) => {
      host.reach('5-intent:before-commit');
      insertAttempt(database, {
        attemptId,
        channelId: order.channelId,
        kind: RULES[wanted.report.kind].attempt,
        endpoint: request.endpoint,
        bodyHash: request.bodyHash,
        items: 1,
        subjectOrderId: order.orderId,
        subjectPackageId: received.packageId,
        subjectValue: wanted.report.kind === 'invoiced' ? wanted.report.invoiceNumber : null,
        requestExcerpt: request.bodyText === null ? null : excerpt(request.bodyText),
        at: host.clock.now(),
      });
      open = true;
      host.reach('5-intent:after-commit');
    },
    afterAnswer: ({ status, text }) => recordAnswer(database, { attemptId, status, excerpt: excerpt(text) }),
    outcomeUnknown: (reason) => finish('unknown', problem('channel/outcome-unknown', {}, reason)),
    notSent: () => finish('not-sent', null),
    end: finish,
  };
}

async function readBackOrder({ context, order }: Reporting): Promise<void> {
  const { connection } = context.channels.open(order.channelId);
  takeIn(context, order.channelId, await connection.readOrdersByNumber([order.orderNumber]));
}

async function hasArrived(work: Reporting): Promise<boolean> {
  await readBackOrder(work);
  return hasReached(work.context, work.order.channelId, work.wanted);
}

/** Whether the package, as it was last read, is at least where the report wants it. */
export function hasReached(context: EngineContext, channelId: string, wanted: PackageReport): boolean {
  const row = findInboxRow(context.database, channelId, wanted.packageId);
  return row !== null && statusRank(row.status) >= statusRank(RULES[wanted.report.kind].reached);
}

function refused(work: Reporting, why: Problem): ProblemError {
  tell(work, 'report-refused', why.code);
  return new ProblemError(why);
}

function tell({ context, order }: Reporting, text: TimelineStep, detail: string): void {
  insertOrderEvent(context.database, {
    orderId: order.orderId,
    at: context.host.clock.now(),
    side: 'merchant',
    text,
    detail,
  });
  context.events.changed('orders');
}
