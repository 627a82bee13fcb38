import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { lineJson, orderJson, parcelJson } from './order-json.ts';
import type { Order, OrderLine, Parcel } from './state.ts';
import { bareList, cutPage, envelope, readDate, refuse, wallClock, type Call } from './world.ts';

const MONTH_MS = 31 * 86_400_000;
const DAY_MS = 86_400_000;

type Placed = { readonly order: Order; readonly line: OrderLine };

function allLines(call: Call): readonly Placed[] {
  return [...call.world.state.orders.values()].flatMap((order) =>
    order.lines.map((line) => ({ order, line })),
  );
}

/** GET /orders/merchantid/{m}: paid lines in no package. An ISO date is taken and matches nothing (production, 2026). */
export function getOpenLines(call: Call): SandboxAnswer {
  const from = readDate(call.query.get('begindate'));
  const to = readDate(call.query.get('enddate'));
  const lines = allLines(call).filter(
    ({ order, line }) =>
      order.paid &&
      (line.status === 'Open' || line.status === 'Unpacked') &&
      (from === undefined || order.orderedMs >= from) &&
      (to === undefined || order.orderedMs <= to),
  );
  return envelope(
    cutPage(
      call,
      lines.map(({ order, line }) => strange(call, lineJson(call.world, order, line))),
      100,
    ),
  );
}

/** The fault of drift: a word that nobody knows yet. */
function strange(call: Call, line: Record<string, unknown>): Record<string, unknown> {
  return call.world.faults.strike(['unknown-word'], call.endpoint)
    ? { ...line, status: 'ReadyForDrone', brandNewField: { nested: [1] } }
    : line;
}

export function getOrder(call: Call): SandboxAnswer {
  const order = call.world.state.orders.get(call.params['orderNumber'] ?? '');
  if (!order || !order.paid) throw refuse(404, 'Order not found');
  const json = orderJson(call.world, order);
  if (call.world.faults.strike(['missing-field'], call.endpoint))
    return jsonAnswer(200, { ...json, orderDate: null });
  const items = (json['items'] as Record<string, unknown>[]).map((line) => strange(call, line));
  return jsonAnswer(200, { ...json, items });
}

export function getAwaiting(call: Call): SandboxAnswer {
  const lines = allLines(call).filter(
    ({ order, line }) => !order.paid && !line.status.startsWith('Cancelled'),
  );
  const rows = lines.map(({ order, line }) => ({
    Id: line.id,
    MerchantId: call.world.state.credentials.merchantId,
    MerchantSku: line.merchantSku,
    Name: line.title,
    OrderDate: wallClock(order.orderedMs),
    OrderNumber: order.orderNumber,
    Properties: [],
    Quantity: line.quantity,
    Sku: line.hbSku,
  }));
  return envelope(cutPage(call, rows, 50));
}

export function getCancelled(call: Call): SandboxAnswer {
  refuseDates(call);
  const nowMs = call.world.now();
  const rows = allLines(call)
    .filter(({ line }) => line.status.startsWith('Cancelled') && line.changedMs > nowMs - MONTH_MS)
    .map(({ order, line }) => ({
      cancelDate: wallClock(line.changedMs),
      cancelReasonCode: line.cancelReason ?? 'CustomerRequest',
      cancelledBy: line.status === 'CancelledByMerchant' ? 'Merchant' : 'Customer',
      lineItemId: line.id,
      merchantId: call.world.state.credentials.merchantId,
      merchantSku: line.merchantSku,
      orderNumber: order.orderNumber,
      quantity: line.quantity,
      sku: line.hbSku,
    }));
  return envelope(cutPage(call, rows, 50));
}

/** Production refuses every date here, though its description names the filter (5 Jun 2026). */
function refuseDates(call: Call): void {
  if (call.query.has('begindate') || call.query.has('enddate')) throw refuse(400, 'WrongDateFormat');
}

/** GET /packages/merchantid/{m}: a bare list of a day at most. */
export function getPackages(call: Call): SandboxAnswer {
  const { fromMs, toMs } = packageSpan(call);
  const rows = [...call.world.state.parcels.values()]
    .filter(
      ({ createdMs, status }) =>
        createdMs >= fromMs && createdMs <= toMs && (status === 'Open' || status === 'Unpacked'),
    )
    .map((parcel) => parcelJson(call.world, parcel));
  return bareList(cutPage(call, rows, 10));
}

function packageSpan(call: Call): { readonly fromMs: number; readonly toMs: number } {
  const nowMs = call.world.now();
  const hours = call.query.get('timespan');
  if (hours !== null) {
    if (!/^\d{1,2}$/.test(hours) || Number(hours) > 24) throw refuse(400, 'timespan');
    return { fromMs: nowMs - Number(hours) * 3_600_000, toMs: nowMs };
  }
  const fromMs = readDate(call.query.get('begindate')) ?? nowMs - DAY_MS;
  if (Number.isNaN(fromMs)) throw refuse(400, 'WrongDateFormat');
  const toMs = readDate(call.query.get('enddate')) ?? fromMs + DAY_MS;
  if (Number.isNaN(toMs)) throw refuse(400, 'WrongDateFormat');
  return { fromMs, toMs: Math.min(toMs, fromMs + DAY_MS) };
}

const MOVING = {
  shipped: { states: ['InTransit', 'Delivered', 'Undelivered'], date: 'ShippedDate' },
  delivered: { states: ['Delivered'], date: 'DeliveredDate' },
  undelivered: { states: ['Undelivered'], date: 'UndeliveredDate' },
} as const;

export function getMoving(feed: keyof typeof MOVING): (call: Call) => SandboxAnswer {
  const { states, date } = MOVING[feed];
  return (call) => {
    refuseDates(call);
    const fits = ({ status }: Parcel): boolean => (states as readonly string[]).includes(status);
    const rows = [...call.world.state.parcels.values()].filter(fits).map((parcel) => ({
      Id: parcel.packageId,
      MerchantId: call.world.state.credentials.merchantId,
      OrderNumber: parcel.orderNumbers[0],
      OrderNumbers: parcel.orderNumbers,
      PackageNumber: parcel.packageNumber,
      Barcode: parcel.barcode,
      EtgbNo: null,
      [date]: wallClock(parcel.changedMs),
      ...(feed === 'undelivered' ? { UndeliveredReason: parcel.undeliveredReason } : {}),
      ...(feed === 'shipped' ? { Deci: parcel.desi } : {}),
    }));
    return envelope(cutPage(call, rows, 50));
  };
}

export function getUnpacked(call: Call): SandboxAnswer {
  const rows = [...call.world.state.parcels.values()].filter(({ status }) => status === 'Unpacked');
  const json = rows.map(({ barcode, packageNumber, changedMs }) => ({
    barcode,
    packageNumber,
    unpackedDate: wallClock(changedMs),
  }));
  return envelope(cutPage(call, json, 10));
}

export function getMissingInvoice(call: Call): SandboxAnswer {
  const rows = [...call.world.state.parcels.values()].filter(
    ({ status, invoiceLink }) => status !== 'Unpacked' && invoiceLink === null,
  );
  const json = rows.map(({ orderNumbers, packageNumber, status }) => ({
    orderNumbers,
    packageNumber,
    status,
  }));
  return envelope(cutPage(call, json, 50));
}

export function getPackage(call: Call): SandboxAnswer {
  const parcel = call.world.state.parcels.get(call.params['packageNumber'] ?? '');
  if (!parcel || parcel.status === 'Unpacked') throw refuse(404, 'Package not found');
  return jsonAnswer(200, {
    packageNumber: parcel.packageNumber,
    barcode: parcel.barcode,
    status: parcel.status,
    cargoCompany: parcel.cargo,
    trackingInfoCode: parcel.tracking,
    trackingInfoUrl: parcel.tracking === '' ? '' : `https://kargo.example.invalid/${parcel.tracking}`,
    deci: parcel.desi,
    estimatedArrivalDate: wallClock(parcel.createdMs + 3 * DAY_MS),
  });
}
