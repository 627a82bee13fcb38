import type { SandboxAnswer } from '../exchange.ts';
import { CARRIERS } from './catalogue-data.ts';
import { orderJson } from './order-json.ts';
import type { PazaramaItem, PazaramaOrder } from './state.ts';
import { asObject, cutPage, envelope, readBound, refuse, type Call } from './world.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const BY_NUMBER_MS = 183 * DAY_MS;

/** POST /order/getOrdersForApi. Newest first; there are no totals. */
export function getOrders(call: Call): SandboxAnswer {
  const { world, body } = call;
  const pageSize = Math.min(Number(body['pageSize'] ?? 10), world.rules().ordersPerPage);
  const page = Number(body['pageNumber'] ?? 1);
  if (!Number.isInteger(pageSize) || pageSize < 1 || !Number.isInteger(page) || page < 1)
    throw refuse('pageSize ya da pageNumber geçersiz');
  const rows = [...world.state.orders.values()]
    .filter(spanOf(call))
    .sort((left, right) => right.orderedMs - left.orderedMs || right.orderNumber - left.orderNumber);
  const unknownWord = world.faults.strike(['unknown-word'], call.endpoint) !== null;
  const missing = world.faults.strike(['missing-field'], call.endpoint) !== null;
  // There are no cursors: a page that comes again is what a repeated one comes to.
  const again = page > 1 && world.faults.strike(['repeated-cursor'], call.endpoint) !== null;
  const offset = (page - (again ? 2 : 1)) * pageSize;
  const shown = cutPage(call, rows, { offset, size: pageSize }).map((order, index) => {
    const json = orderJson(order, unknownWord ? 99 : null) as Record<string, unknown>;
    if (missing && index === 0) delete json['orderNumber'];
    return json;
  });
  return envelope(shown, { messageCode: 'ORD0' });
}

/** Which orders a query means: by number (six months back), by days (a month at most, the end's not in it), or both. */
function spanOf({ world, body }: Call): (order: PazaramaOrder) => boolean {
  const { orderNumber, startDate, endDate } = body;
  if (orderNumber !== undefined && !Number.isInteger(orderNumber)) throw refuse('orderNumber geçersiz', 400);
  if (startDate === undefined && endDate === undefined) {
    if (orderNumber === undefined || world.rules().numberAlone === 'refused')
      throw refuse('startDate ve endDate zorunludur');
    const since = world.now() - BY_NUMBER_MS;
    return (order) => order.orderNumber === orderNumber && order.orderedMs >= since;
  }
  const from = readBound(startDate);
  const to = readBound(endDate);
  if (from === null || to === null || to <= from) throw refuse('startDate ya da endDate geçersiz');
  if (to - from > LONGEST_MS) throw refuse('Başlangıç ile bitiş tarihi arası 1 ayı geçemez');
  return (order) =>
    order.orderedMs >= from &&
    order.orderedMs < to &&
    (orderNumber === undefined || order.orderNumber === orderNumber);
}

/** PUT /order/updateOrderStatusList {orderNumber, status}: all items of an order, from received to being prepared. */
export function putOrderStatus(call: Call): SandboxAnswer {
  const order = orderOf(call);
  if (call.body['status'] !== 12) throw refuse('Sipariş statüsü güncellenemez');
  if (!order.items.every(({ status }) => status === 'received'))
    throw refuse('Sipariş statüsü güncellenemez');
  for (const item of order.items) item.status = 'preparing';
  return envelope(null);
}

/** PUT /order/updateOrderStatus {orderNumber, item}. */
export function putItemStatus(call: Call): SandboxAnswer {
  const order = orderOf(call);
  const wish = asObject(call.body['item']);
  const item = order.items.find(({ orderItemId }) => orderItemId === wish['orderItemId']);
  if (!item) throw refuse('Sipariş kalemi bulunamadı');
  if (wish['status'] === 5) ship(item, wish);
  else if (wish['status'] === 12 && item.status === 'received') item.status = 'preparing';
  else if (wish['status'] === 13 && ['received', 'preparing'].includes(item.status))
    item.status = 'unsupplied';
  else throw refuse('Sipariş kalemi statüsü güncellenemez');
  return envelope(null);
}

/** Nothing but 12 may follow 3 (portal, 2026). */
function ship(item: PazaramaItem, wish: Readonly<Record<string, unknown>>): void {
  if (item.status !== 'preparing') throw refuse('Sipariş kalemi statüsü güncellenemez: önce 12 yapılmalıdır');
  const { shippingTrackingNumber: tracking, cargoCompanyId, deliveryType, trackingUrl } = wish;
  if (typeof tracking !== 'string' || tracking === '') throw refuse('shippingTrackingNumber zorunludur');
  if (!CARRIERS.some((carrier) => carrier.cargoCompanyId === cargoCompanyId))
    throw refuse('cargoCompanyId geçersiz');
  if (!Number.isInteger(deliveryType)) throw refuse('deliveryType zorunludur');
  item.status = 'shipped';
  item.carrierId = cargoCompanyId as string;
  item.trackingNumber = tracking;
  item.trackingUrl = typeof trackingUrl === 'string' ? trackingUrl : null;
}

function orderOf({ world, body }: Call): PazaramaOrder {
  const { orderNumber } = body;
  const order = typeof orderNumber === 'number' ? world.state.orders.get(orderNumber) : undefined;
  if (!order) throw refuse('Sipariş bulunamadı');
  return order;
}

/** POST /order/invoice-link; company and tracking number null: for all items. */
export function postInvoice({ world, body }: Call): SandboxAnswer {
  const order = [...world.state.orders.values()].find(({ orderId }) => orderId === body['orderid']);
  if (!order) throw refuse('Sipariş bulunamadı');
  const link = body['invoiceLink'];
  if (typeof link !== 'string' || !link.startsWith('https://')) throw refuse('invoiceLink geçersiz');
  world.state.invoices.set(order.orderId, link);
  return envelope(null);
}
