import { emptyAnswer, jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import type { Order } from './state.ts';
import {
  invalid,
  iso,
  isRecord,
  listOf,
  pageOf,
  refuse,
  requireShop,
  timeOf,
  type AmazonWorld,
  type Call,
} from './world.ts';

const DATA = [
  'BUYER',
  'RECIPIENT',
  'PROCEEDS',
  'EXPENSE',
  'PROMOTION',
  'CANCELLATION',
  'FULFILLMENT',
  'PACKAGES',
  'TAX',
  'PAYMENT',
  'FULFILLMENT_ORDERS',
];
const STATUSES = [
  'PENDING_AVAILABILITY',
  'PENDING',
  'UNSHIPPED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'CANCELLED',
  'UNFULFILLABLE',
];
const YOUNGEST_BOUND_MS = 120_000;

function included(call: Call): ReadonlySet<string> {
  const wanted = listOf(call.query, 'includedData', DATA.length);
  const strange = wanted.find((word) => !DATA.includes(word));
  if (strange !== undefined) throw invalid(`includedData: ${strange}`);
  return new Set(wanted);
}

/** The rules of the model: exactly one lower bound, pairs never mix, an upper bound at least two minutes old. */
export function searchOrders(call: Call): SandboxAnswer {
  const { world, query } = call;
  requireShop(call);
  const now = world.now();
  const [createdAfter, createdBefore] = [timeOf(query, 'createdAfter'), timeOf(query, 'createdBefore')];
  const [updatedAfter, updatedBefore] = [
    timeOf(query, 'lastUpdatedAfter'),
    timeOf(query, 'lastUpdatedBefore'),
  ];
  const byCreation = createdAfter !== null;
  if (byCreation === (updatedAfter !== null))
    throw invalid('Exactly one of createdAfter and lastUpdatedAfter is required');
  if ((byCreation && updatedBefore !== null) || (!byCreation && createdBefore !== null))
    throw invalid('created and lastUpdated bounds do not mix');
  const from = (createdAfter ?? updatedAfter)!;
  const to = createdBefore ?? updatedBefore;
  if (to !== null && (to < from || to > now - YOUNGEST_BOUND_MS))
    throw invalid('The upper bound must follow the lower one and lie two minutes back');
  if (from > now) throw invalid('The lower bound lies in the future');
  const by = listOf(query, 'fulfilledBy', 2);
  const statuses = listOf(query, 'fulfillmentStatuses', STATUSES.length);
  if (statuses.some((word) => !STATUSES.includes(word))) throw invalid('fulfillmentStatuses');
  const size = Number(query.get('maxResultsPerPage') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('maxResultsPerPage: 1 to 100');
  const wanted = included(call);
  const timeIn = (order: Order): number => (byCreation ? order.createdAt : order.updatedAt);
  const found = Object.values(world.state.orders)
    .filter((order) => {
      // Bounds count to the second, as they are written.
      const at = Math.floor(timeIn(order) / 1_000) * 1_000;
      return (
        at >= Math.floor(from / 1_000) * 1_000 &&
        (to === null || at <= to) &&
        (by.length === 0 || by.includes(order.fulfilledBy)) &&
        (statuses.length === 0 || statuses.includes(order.status))
      );
    })
    .sort((one, other) => timeIn(one) - timeIn(other) || (one.orderId < other.orderId ? -1 : 1));
  const page = pageOf(call, found, { size, tokenName: 'paginationToken' });
  return jsonAnswer(200, {
    orders: page.rows.map((order) => orderJson(call, order, wanted)),
    ...(page.next === null ? {} : { pagination: { nextToken: page.next } }),
    [byCreation ? 'createdBefore' : 'lastUpdatedBefore']: iso(to ?? now - YOUNGEST_BOUND_MS),
  });
}

export function getOrder(call: Call): SandboxAnswer {
  const { world, params } = call;
  const orderId = params['orderId']!;
  const wanted = included(call);
  const order = world.state.orders[orderId];
  if (!order && !/^\d{3}-\d{7}-\d{7}$/.test(orderId)) throw invalid(`Invalid order id: ${orderId}`);
  if (!order) throw refuse(404, 'NotFound', 'The order does not exist');
  return jsonAnswer(200, { order: orderJson(call, order, wanted) });
}

function orderJson(
  { world, endpoint }: Call,
  order: Order,
  wanted: ReadonlySet<string>,
): Record<string, unknown> {
  const pending = order.status === 'PENDING';
  const personal = world.rules().personalData && !pending;
  const word = world.faults.strike(['unknown-word'], endpoint) ? 'AWAITING_DRONE' : order.status;
  const live = order.items.filter(({ cancelled }) => !cancelled);
  const goods = live.reduce((sum, { quantity, unitKurus }) => sum + quantity * unitKurus, 0);
  const money = (kurus: number) => ({ amount: (kurus / 100).toFixed(2), currencyCode: 'TRY' });
  const whole: Record<string, unknown> = {
    orderId: order.orderId,
    createdTime: iso(order.createdAt),
    lastUpdatedTime: iso(order.updatedAt),
    salesChannel: {
      channelName: 'AMAZON',
      marketplaceId: world.state.credentials.marketplaceId,
      marketplaceName: 'Amazon.com.tr',
    },
    ...(personal && wanted.has('BUYER')
      ? { buyer: { buyerName: order.buyer.name, buyerEmail: order.buyer.email } }
      : {}),
    ...(personal && wanted.has('RECIPIENT') ? { recipient: { deliveryAddress: order.address } } : {}),
    ...(wanted.has('PROCEEDS') && !pending
      ? { proceeds: { grandTotal: money(goods + order.shippingKurus) } }
      : {}),
    ...(wanted.has('FULFILLMENT')
      ? {
          fulfillment: {
            fulfillmentStatus: word,
            fulfilledBy: order.fulfilledBy,
            fulfillmentServiceLevel: 'STANDARD',
            shipByWindow: {
              earliestDateTime: iso(order.createdAt),
              latestDateTime: iso(order.createdAt + 2 * 86_400_000),
            },
          },
        }
      : {}),
    ...(personal && wanted.has('TAX') && order.business ? { tax: taxJson(order.business) } : {}),
    orderItems: order.items.map((item, index) => {
      const share = index === 0 ? order.shippingKurus : 0;
      const paid = item.quantity * item.unitKurus + share;
      return {
        orderItemId: item.orderItemId,
        quantityOrdered: item.quantity,
        product: {
          asin: item.asin,
          title: item.title,
          sellerSku: item.sku,
          condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
          ...(pending ? {} : { price: { unitPrice: money(item.unitKurus) } }),
        },
        ...(wanted.has('PROCEEDS') && !pending
          ? {
              proceeds: {
                proceedsTotal: money(paid),
                breakdowns: [
                  { type: 'ITEM', subtotal: money(item.quantity * item.unitKurus) },
                  ...(share > 0 ? [{ type: 'SHIPPING', subtotal: money(share) }] : []),
                ],
              },
            }
          : {}),
        ...(wanted.has('CANCELLATION') && item.cancelled
          ? {
              cancellation: {
                cancellationExecution: { cancelledBy: 'BUYER', cancelReason: 'BUYER_CANCELLED' },
              },
            }
          : {}),
        ...(wanted.has('FULFILLMENT')
          ? {
              fulfillment: {
                quantityFulfilled: item.shipped,
                quantityUnfulfilled: item.cancelled ? 0 : item.quantity - item.shipped,
              },
            }
          : {}),
      };
    }),
    ...(wanted.has('PACKAGES') && order.packages.length > 0
      ? { packages: order.packages.map(packageJson) }
      : {}),
  };
  if (world.faults.strike(['missing-field'], endpoint)) delete whole['createdTime'];
  return whole;
}

function packageJson(one: Order['packages'][number]): Record<string, unknown> {
  return {
    packageReferenceId: one.packageReferenceId,
    carrier: one.carrier,
    trackingNumber: one.trackingNumber,
    shipTime: one.shipTime,
    packageStatus: { status: one.status },
    packageItems: one.items,
  };
}

function taxJson({ name, number, office }: NonNullable<Order['business']>): Record<string, unknown> {
  return {
    taxRegistrations: [
      {
        entityType: 'BUYER',
        taxRegistrationType: 'BUSINESS',
        legalName: name,
        taxRegistrationNumber: number,
        taxRegistrationAttributes: [{ key: 'TAX_OFFICE', value: office }],
      },
    ],
    taxInvoicing: { buyerInvoicePreference: 'BUSINESS' },
  };
}

/** Other carriers need a name; a name that nobody knows may be answered 204 and forgotten. */
export function confirmShipment({ world, params, body }: Call): SandboxAnswer {
  const order = world.state.orders[params['orderId']!];
  if (!order) throw refuse(404, 'NotFound', 'The order does not exist');
  const detail = isRecord(body) ? body['packageDetail'] : null;
  if (!isRecord(body) || body['marketplaceId'] !== world.state.credentials.marketplaceId || !isRecord(detail))
    throw invalid('marketplaceId and packageDetail are required');
  const { packageReferenceId, carrierCode, carrierName, trackingNumber, shipDate, orderItems } = detail;
  if (typeof packageReferenceId !== 'string' || !/^[1-9]\d*$/.test(packageReferenceId))
    throw invalid('packageReferenceId must be a positive number');
  if (typeof carrierCode !== 'string' || carrierCode === '') throw invalid('carrierCode is required');
  if (carrierCode === 'Other' && (typeof carrierName !== 'string' || carrierName === ''))
    throw invalid('carrierName is required when carrierCode is Other');
  if (typeof trackingNumber !== 'string' || trackingNumber === '')
    throw invalid('trackingNumber is required');
  const shipped = typeof shipDate === 'string' ? Date.parse(shipDate) : Number.NaN;
  if (Number.isNaN(shipped) || shipped > world.now()) throw invalid('shipDate lies in the future');
  if (!['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(order.status))
    throw invalid(`The order is not in a state in which it can be shipped: ${order.status}`);
  const lines = readItems(order, orderItems);
  if (world.rules().forgetsUnknownCarriers && carrierCode === 'Other') return emptyAnswer(204);
  keepPackage(world, order, {
    packageReferenceId,
    carrier: typeof carrierName === 'string' ? carrierName : carrierCode,
    trackingNumber,
    shipTime: iso(shipped),
    status: 'SHIPPED',
    items: lines,
  });
  return emptyAnswer(204);
}

type Line = { readonly orderItemId: string; readonly quantity: number };

function readItems(order: Order, value: unknown): Line[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('orderItems is required');
  return value.map((entry: unknown) => {
    const { orderItemId, quantity } = isRecord(entry) ? entry : {};
    const item = order.items.find((one) => one.orderItemId === orderItemId && !one.cancelled);
    if (!item || typeof quantity !== 'number' || quantity < 1 || quantity > item.quantity)
      throw invalid(`Invalid order item: ${String(orderItemId)}`);
    return { orderItemId: item.orderItemId, quantity };
  });
}

/** The same number again is an edit of that package. */
function keepPackage(world: AmazonWorld, order: Order, wanted: Order['packages'][number]): void {
  const at = order.packages.findIndex(
    ({ packageReferenceId }) => packageReferenceId === wanted.packageReferenceId,
  );
  const others = order.packages.filter((_one, index) => index !== at);
  const shippedOf = (id: string): number =>
    [...others, wanted]
      .flatMap(({ items }) => items)
      .reduce((sum, item) => sum + (item.orderItemId === id ? item.quantity : 0), 0);
  for (const item of order.items)
    if (shippedOf(item.orderItemId) > item.quantity) throw invalid('More than was ordered');
  if (at >= 0) order.packages.splice(at, 1, wanted);
  else order.packages.push(wanted);
  for (const item of order.items) item.shipped = shippedOf(item.orderItemId);
  order.status = statusOf(order);
  order.updatedAt = world.now();
}

export function statusOf(order: Order): string {
  const live = order.items.filter(({ cancelled }) => !cancelled);
  if (live.length === 0) return 'CANCELLED';
  if (live.every(({ shipped, quantity }) => shipped >= quantity)) return 'SHIPPED';
  return live.some(({ shipped }) => shipped > 0) ? 'PARTIALLY_SHIPPED' : 'UNSHIPPED';
}
