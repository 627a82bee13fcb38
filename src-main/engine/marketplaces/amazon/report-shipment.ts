import { problem, ProblemError } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { OrderDesk } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import { confirmShipment } from './api-documents.ts';
import { isSuccess, type AmazonClient } from './client.ts';
import { NAME, ownRefusal, refusalProblem } from './errors.ts';
import { readOrder } from './read-orders.ts';
import { WireOrder, type WireParcel } from './wire-order.ts';

type Shipment = Parameters<NonNullable<OrderDesk['reportShipment']>>[0];

/**
 * Amazon's list of carriers for Türkiye is published nowhere (sheet §8.3): `Other` with the carrier's name is the documented
 * way for whatever is not on it.
 */
const OTHER_CARRIER = 'Other';
/** `Code: name` or a code alone is sent as it stands by whoever knows Seller Central's list: `code:UPS`. */
const OWN_CODE = /^code:(.*)$/is;

/**
 * Tells Amazon that (a part of) an order is on its way. A package is named by a number of ours, and the same number again would
 * be an edit of it: so what is there already is read first. After a 204 the order is read once more, because one was seen
 * although nothing had been stored (sheet §8.3): no such package is `channel/outcome-unknown`.
 */
export async function reportShipment(client: AmazonClient, shipment: Shipment): Promise<void> {
  const { orderNumber, lines, trackingNumber, carrier, shippedAtMs, intent, signal } = shipment;
  if (lines.length === 0) throw new RangeError('a shipment is reported with its lines');
  const { carrierCode, carrierName } = carrierOf(carrier);
  if (trackingNumber.trim() === '') throw new ProblemError(ownRefusal('no-tracking-number'));
  if (carrierCode === '' || carrierName === '') throw new ProblemError(ownRefusal('no-carrier'));
  const before = await parcelsOf(client, orderNumber, signal);
  const same = before.parcels.find((parcel) => isOf(parcel, trackingNumber));
  if (same && carries(same, shipment)) return;
  if (before.status === 'CANCELLED' || before.status === 'PENDING') {
    throw new ProblemError(problem('order/wrong-state', { orderNumber, status: before.status }));
  }
  const request = confirmShipment(client, {
    orderId: orderNumber,
    packageReferenceId: same?.packageReferenceId ?? nextReference(before.parcels),
    carrierCode,
    carrierName,
    trackingNumber: trackingNumber.trim(),
    // "A ship date in the future" is refused; clocks differ.
    shippedAtMs: Math.min(shippedAtMs, client.context.clock.now() - 60_000),
    items: lines.map(({ lineId, quantity }) => ({ orderItemId: lineId, quantity })),
  });
  const response = await client.write(request, { intent, priority: PRIORITY.orderActions, signal });
  if (!isSuccess(response)) {
    const context = { endpoint: request.endpoint, sellerId: client.sellerId };
    throw new ProblemError(refusalProblem(response, context));
  }
  const after = await parcelsOf(client, orderNumber, signal);
  if (!after.parcels.some((parcel) => isOf(parcel, trackingNumber))) {
    const params = { marketplace: NAME, endpoint: request.endpoint, orderNumber };
    throw new ProblemError(problem('channel/outcome-unknown', params, 'no such package after 204'));
  }
}

function carrierOf(carrier: string): { readonly carrierCode: string; readonly carrierName: string | null } {
  const code = OWN_CODE.exec(carrier.trim())?.[1]?.trim() ?? null;
  return code === null
    ? { carrierCode: OTHER_CARRIER, carrierName: carrier.trim() }
    : { carrierCode: code, carrierName: null };
}

async function parcelsOf(
  client: AmazonClient,
  orderNumber: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly status: string; readonly parcels: readonly WireParcel[] }> {
  const raw = await readOrder(client, orderNumber, signal);
  const parsed = WireOrder.safeParse(raw);
  if (raw === null || !parsed.success)
    throw new ProblemError(problem('channel/not-found', { marketplace: NAME, orderNumber }));
  const { fulfillment, packages } = parsed.data;
  return { status: fulfillment?.fulfillmentStatus.toUpperCase() ?? '', parcels: packages };
}

function isOf({ trackingNumber }: WireParcel, wanted: string): boolean {
  return foldKey(trackingNumber) === foldKey(wanted) && wanted.trim() !== '';
}

function carries(parcel: WireParcel, { lines }: Shipment): boolean {
  return lines.every(({ lineId, quantity }) =>
    parcel.packageItems.some((item) => item.orderItemId === lineId && (item.quantity ?? 0) >= quantity),
  );
}

/** "A positive number as text": one more than the highest of this order. */
function nextReference(parcels: readonly WireParcel[]): string {
  const numbers = parcels
    .map(({ packageReferenceId }) => Number(packageReferenceId))
    .filter((number) => Number.isSafeInteger(number) && number > 0);
  return String(Math.max(0, ...numbers) + 1);
}
