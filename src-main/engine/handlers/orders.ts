import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { OrderDetail, OrderRow } from '#contract/orders.ts';
import { isThisComputer } from '../cache/loopback.ts';
import { findInboxRow } from '../cache/tables/inbox.ts';
import { insertOrderEvent, orderEvents } from '../cache/tables/order-event.ts';
import { orderPage, orderRecord, type OrderRecord } from '../cache/tables/order-query.ts';
import { findSalesOrder, makeOrderDue, orderLines, type SalesOrderRow } from '../cache/tables/sales-order.ts';
import { readSettings } from '../cache/tables/setting.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { withShop } from '../jobs/shop-lock.ts';
import { actOnPackage, deskChoices, orderDesk, readLabel, settleDeskWish } from '../orders/desk.ts';
import { isOpen } from '../orders/package-version.ts';
import { refreshOrder } from '../orders/refresh-order.ts';
import { reportsFor } from '../orders/reports.ts';
import { openBuyer, type OrderBuyer } from '../orders/sealed-buyer.ts';
import { takeIn } from '../orders/take-in.ts';
import { timelineText, type TimelineStep } from '../orders/timeline.ts';
import { writeOrdersToStore } from '../orders/write-back.ts';
import { once, os } from './implement.ts';

export const ordersHandlers = {
  page: os.orders.page.handler(({ input, context }) => {
    const now = context.host.clock.now();
    const { rows, total, counts } = orderPage(context.database, {
      ...input,
      search: input.search.trim(),
      now,
    });
    return { rows: rows.map((record) => toRow(context, record)), total, counts };
  }),
  detail: os.orders.detail.handler(({ input, context }) => detail(context, input.orderId)),
  desk: os.orders.desk.handler(({ input, context }) => orderDesk(context, input.orderId)),
  choices: os.orders.choices.handler(({ input, context }) => deskChoices(context, input)),
  act: os.orders.act.handler(({ input, context }) =>
    once(context, 'orders.act', input.requestId, async () => {
      await actOnPackage(context, input);
      return detail(context, input.orderId);
    }),
  ),
  settle: os.orders.settle.handler(({ input, context }) =>
    once(context, 'orders.settle', input.requestId, () => settleDeskWish(context, input)),
  ),
  label: os.orders.label.handler(async ({ input, context }) => {
    const { format, bytes } = await readLabel(context, input);
    const base64 = Buffer.from(bytes).toString('base64');
    return { format, fileName: `${input.packageId}.${format}`, base64 };
  }),
  retryImport: os.orders.retryImport.handler(({ input, context }) =>
    once(context, 'orders.retryImport', input.requestId, () => retryImport(context, input.orderId)),
  ),
  pick: os.orders.pick.handler(({ input, context }) =>
    once(context, 'orders.pick', input.requestId, async () => {
      const { orderId, packageId } = input;
      await actOnPackage(context, { orderId, packageId, wish: { action: 'pick' } });
      return detail(context, orderId);
    }),
  ),
  invoice: os.orders.invoice.handler(({ input, context }) =>
    once(context, 'orders.invoice', input.requestId, async () => {
      const { orderId, packageId, invoiceNumber } = input;
      await actOnPackage(context, { orderId, packageId, wish: { action: 'invoice', invoiceNumber } });
      return detail(context, orderId);
    }),
  ),
};

type Buyer = { readonly personal: OrderBuyer | null; readonly problem: OrderRow['problem'] };

/** A buyer who can't be unsealed leaves the order readable, with the reason beside it. */
function buyerOf(context: EngineContext, record: OrderRecord): Buyer {
  try {
    return { personal: openBuyer(context.vault, record.orderId, record.buyerSealed), problem: null };
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return { personal: null, problem: error.problem };
  }
}

function toRow(
  context: EngineContext,
  record: OrderRecord,
  buyer: Buyer = buyerOf(context, record),
): OrderRow {
  return {
    orderId: record.orderId,
    channelId: record.channelId,
    channelName: record.channelName,
    sandbox: isThisComputer(record.baseUrl),
    orderNumber: record.orderNumber,
    packageIds: [...record.packageIds],
    status: record.status,
    rawStatus: record.rawStatus,
    importState: record.importState,
    storeOrderId: record.storeOrderId,
    buyer: nameOf(buyer.personal),
    city: record.city,
    lineCount: record.lineCount,
    unitCount: record.unitCount,
    unmatchedLines: record.unmatchedLines,
    totalE4: record.totalE4,
    currency: record.currency,
    orderedAt: iso(record.orderedAt),
    dispatchBy: record.dispatchBy === null ? null : iso(record.dispatchBy),
    late: isOpen(record.status) && record.dispatchBy !== null && record.dispatchBy < context.host.clock.now(),
    problem: record.problem ?? buyer.problem,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function nameOf(personal: OrderBuyer | null): string {
  if (!personal) return '';
  const { buyer, shipping } = personal;
  const full = `${buyer.firstName} ${buyer.lastName}`.trim();
  return full || `${shipping.firstName} ${shipping.lastName}`.trim() || buyer.company;
}

function detail(context: EngineContext, orderId: string): OrderDetail {
  const record = orderRecord(context.database, orderId);
  if (!record) throw new ProblemError(problem('order/not-known', { orderId }));
  const buyer = buyerOf(context, record);
  const { language } = readSettings(context.database);
  const offered = offeredReports(context, record.channelId);
  return {
    row: toRow(context, record, buyer),
    lines: orderLines(context.database, orderId).map(({ stockCode, vatRateE4, ...line }) => ({
      ...line,
      stockCode,
      vatRate: vatRateE4 === null ? null : vatRateE4 / 10_000,
    })),
    ...personalPart(buyer.personal),
    timeline: orderEvents(context.database, orderId).map((event) => ({
      at: iso(event.at),
      side: event.side,
      text: timelineText(event.text, language),
      detail: event.detail,
    })),
    actions: record.packageIds.flatMap((packageId) => {
      const known = findInboxRow(context.database, record.channelId, packageId);
      if (!known || known.problem !== null) return [];
      return reportsFor(known.status)
        .filter((action) => offered[action])
        .map((action) => ({ packageId, action }));
    }),
  };
}

/** A channel that can't be opened now (its keys are gone) leaves the order readable, and offers nothing. */
function offeredReports(
  context: EngineContext,
  channelId: string,
): Readonly<Record<'pick' | 'invoice', boolean>> {
  try {
    const { connection } = context.channels.open(channelId);
    return {
      pick: connection.acknowledgeOrder !== undefined,
      invoice: connection.reportInvoice !== undefined,
    };
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return { pick: false, invoice: false };
  }
}

function personalPart(personal: OrderBuyer | null): Pick<OrderDetail, 'buyer' | 'cargo'> {
  const address = personal?.shipping;
  return {
    buyer: {
      name: nameOf(personal),
      company: personal?.buyer.company || personal?.invoice.company || '',
      taxNumber: personal?.buyer.taxNumber || personal?.buyer.identityNumber || '',
      taxOffice: personal?.buyer.taxOffice ?? '',
      phone: address?.phone ?? '',
      address: address?.address ?? '',
      district: address?.district ?? '',
      city: address?.city ?? '',
    },
    cargo: personal?.cargo ?? { provider: '', trackingNumber: '', trackingLink: '' },
  };
}

/** What was not understood may be whole by now, or understood by a newer version of the program. */
async function readAgain(context: EngineContext, order: SalesOrderRow): Promise<void> {
  const { connection } = context.channels.open(order.channelId);
  takeIn(context, order.channelId, await connection.readOrdersByNumber([order.orderNumber]));
}

/** Tries one order at once, whatever its waiting time; a package that was not understood is looked at again, too. */
async function retryImport(context: EngineContext, orderId: string): Promise<OrderDetail> {
  const { database, host, events } = context;
  const order = findSalesOrder(database, orderId);
  if (!order) throw new ProblemError(problem('order/not-known', { orderId }));
  if (order.importState === 'quarantined') await readAgain(context, order);
  transact(database, () => {
    refreshOrder(context, {
      channelId: order.channelId,
      orderNumber: order.orderNumber,
      because: 'package-changed',
    });
    const text: TimelineStep = 'retry-asked';
    insertOrderEvent(database, { orderId, at: host.clock.now(), side: 'merchant', text, detail: '' });
    const refreshed = findSalesOrder(database, orderId);
    if (refreshed?.importState === 'waiting' || refreshed?.importState === 'failed' || refreshed?.dirty) {
      makeOrderDue(database, orderId);
    }
  });
  const { shopProblem } = await withShop(context, () =>
    writeOrdersToStore(context, {
      channelId: order.channelId,
      orderId,
      signal: new AbortController().signal,
      progress: () => undefined,
    }),
  );
  events.changed('orders');
  if (shopProblem) throw new ProblemError(shopProblem);
  return detail(context, orderId);
}
