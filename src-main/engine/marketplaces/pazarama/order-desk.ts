import { foldKey } from '#common/turkish-text.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { withJoinedIntent } from '../kit/join-intent.ts';
import type { Invoice, PackageAction, Reason } from '../kit/order-desk.ts';
import type { Acknowledgement } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postInvoiceLink, putItemStatus, putOrderStatus, type PazaramaRequest } from './api.ts';
import { readCargoCompanies } from './catalogue.ts';
import type { PazaramaClient } from './client.ts';
import { NAME } from './errors.ts';
import { itemsOf, orderIdOf } from './map-order.ts';
import { cannot, carrierNotKnown, orderNotFound } from './order-refusals.ts';
import { readOrder } from './read-orders.ts';
import type { WireItem } from './wire-order.ts';

/** `OrderItemStatus` (portal, 2026). */
const RECEIVED = 3;
const PREPARING = 12;
const SHIPPED = 5;
const UNSUPPLIED = 13;
/** By post or carrier; what an order's line says of itself goes before it. */
const BY_CARGO = 1;
const LONGEST_LINK = 2_048;
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

type Named = Pick<PackageAction, 'packageId' | 'lines' | 'intent'> & { readonly signal?: AbortSignal };
type Order = { readonly orderNumber: string; readonly raw: string; readonly items: readonly WireItem[] };

/** There is no list of reasons: a line that can't be sent gets this status (portal, 2026). */
export function readCancelReasons(): Promise<readonly Reason[]> {
  return Promise.resolve([{ reasonId: String(UNSUPPLIED), text: 'Tedarik edilemedi' }]);
}

/**
 * Accepts an order: from then on it is being prepared, and shipping may follow. Lines that are further along, or that the
 * customer cancelled meanwhile, are left as they are; where there are such, each of the others is accepted by itself.
 *
 * @throws ProblemError `order/wrong-state` when there is no line left to be accepted, and none was.
 */
export async function acknowledgeOrder(
  client: PazaramaClient,
  acknowledgement: Acknowledgement,
): Promise<void> {
  const order = await findOrder(client, acknowledgement);
  const own = linesOf(order, acknowledgement);
  const received = own.filter(({ orderItemStatus }) => orderItemStatus === RECEIVED);
  if (received.length === 0) {
    if (own.some(({ orderItemStatus }) => isAccepted(orderItemStatus))) return;
    throw cannot('nothing-to-accept', acknowledgement.packageId);
  }
  await accept(client, { order, lines: received, action: acknowledgement });
}

/** 12, or what only follows it. */
function isAccepted(status: number | null): boolean {
  return status !== null && [PREPARING, SHIPPED, 16, 19, 11, 14, 7, 8, 9, 10].includes(status);
}

async function accept(
  client: PazaramaClient,
  of: { readonly order: Order; readonly lines: readonly WireItem[]; readonly action: Named },
): Promise<void> {
  const { order, lines, action } = of;
  const requests =
    lines.length === order.items.length
      ? [putOrderStatus(order.orderNumber, PREPARING)]
      : lines.map((item) => putItemStatus(order.orderNumber, item.orderItemId!, { status: PREPARING }));
  await sendAll(client, requests, action);
}

/**
 * Tells that lines were handed to a carrier. What is not being prepared yet is accepted first, because nothing else may
 * follow “received” (portal, 2026). Lines that were reported before are not reported again.
 *
 * @throws ProblemError `input/invalid` for a carrier that is not in the seller's delivery settings, `order/wrong-state`.
 */
export async function reportShipment(
  client: PazaramaClient,
  action: PackageAction & {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly trackingLink: string | null;
  },
): Promise<void> {
  if (action.trackingNumber.trim() === '') throw invalid('trackingNumber');
  const order = await findOrder(client, action);
  const own = wholeLines(order, action);
  const open = own.filter(({ orderItemStatus: at }) => at === RECEIVED || at === PREPARING);
  if (open.length === 0) {
    if (own.some(({ orderItemStatus }) => orderItemStatus === SHIPPED)) return;
    throw cannot('nothing-to-ship', action.packageId);
  }
  const cargoCompanyId = await findCarrier(client, action);
  await withJoinedIntent(action.intent, async (intent) => {
    const joined = { ...action, intent };
    const received = open.filter(({ orderItemStatus }) => orderItemStatus === RECEIVED);
    if (received.length > 0) await accept(client, { order, lines: received, action: joined });
    const shipments = open.map((item) =>
      putItemStatus(order.orderNumber, item.orderItemId!, {
        status: SHIPPED,
        deliveryType: item.deliveryType ?? BY_CARGO,
        shippingTrackingNumber: action.trackingNumber.trim(),
        ...(action.trackingLink === null ? {} : { trackingUrl: action.trackingLink }),
        cargoCompanyId,
      }),
    );
    await sendAll(client, shipments, joined);
  });
}

/** By its id, or by its name as the seller's settings have it: “Yurtiçi” is “Yurtiçi Kargo”. */
async function findCarrier(
  client: PazaramaClient,
  { carrier, signal }: { readonly carrier: string; readonly signal?: AbortSignal },
): Promise<string> {
  if (GUID.test(carrier.trim())) return carrier.trim();
  const companies = await readCargoCompanies(client, signal);
  const wanted = carrierKey(carrier);
  const found = companies.find(({ name }) => wanted !== '' && carrierKey(name) === wanted);
  if (found === undefined)
    throw carrierNotKnown(
      carrier,
      companies.map(({ name }) => name),
    );
  return found.cargoCompanyId;
}

function carrierKey(name: string): string {
  return foldKey(name).replace(/\b(?:kargo|lojistik|express|ekspres)\b|[^a-z0-9]/g, '');
}

/**
 * Reports lines as not to be had; they are cancelled by that.
 *
 * @throws ProblemError `order/wrong-state` for part of a line, and for what is on its way.
 */
export async function cancelLines(
  client: PazaramaClient,
  action: PackageAction & { readonly reasonId: string },
): Promise<void> {
  if (action.reasonId !== String(UNSUPPLIED)) throw invalid('reasonId');
  const order = await findOrder(client, action);
  const own = wholeLines(order, action);
  const isOpen = ({ orderItemStatus: at }: WireItem): boolean => at === RECEIVED || at === PREPARING;
  if (own.length === 0 || !own.every(isOpen)) throw cannot('not-open', action.packageId);
  const requests = own.map((item) =>
    putItemStatus(order.orderNumber, item.orderItemId!, { status: UNSUPPLIED }),
  );
  await sendAll(client, requests, action);
}

/**
 * Gives Pazarama the public address of an order's invoice, for all of its lines.
 *
 * @throws ProblemError `channel/not-offered` for a file, `input/invalid` for an address that is not public.
 */
export async function sendInvoice(
  client: PazaramaClient,
  action: PackageAction & { readonly invoice: Invoice },
): Promise<void> {
  const { link } = action.invoice;
  if (link === null)
    throw new ProblemError(problem('channel/not-offered', { marketplace: NAME, capability: 'invoice-file' }));
  if (!/^https:\/\/\S+$/i.test(link) || link.length > LONGEST_LINK) throw invalid('link');
  const { raw } = await findOrder(client, action);
  const orderId = orderIdOf(raw);
  if (orderId === null) throw orderNotFound(action.packageId);
  await sendAll(client, [postInvoiceLink(orderId, link)], action);
}

async function findOrder(
  client: PazaramaClient,
  { packageId, signal }: Pick<Named, 'packageId' | 'signal'>,
): Promise<Order> {
  const found = await readOrder(client, packageId, signal);
  if (found === null) throw orderNotFound(packageId);
  const items = itemsOf(found.raw).filter(({ orderItemId }) => orderItemId !== null);
  return { orderNumber: found.orderNumber, raw: found.raw, items };
}

function linesOf({ items }: Order, { lines }: Pick<Named, 'lines'>): readonly WireItem[] {
  const wanted = new Set(lines.map(({ lineId }) => lineId));
  return items.filter(({ orderItemId }) => wanted.has(orderItemId!));
}

/** A line has one status for all of its pieces. */
function wholeLines(order: Order, action: Named): readonly WireItem[] {
  const own = linesOf(order, action);
  for (const { lineId, quantity } of action.lines) {
    const item = own.find(({ orderItemId }) => orderItemId === lineId);
    if (item !== undefined && item.quantity !== null && quantity < item.quantity)
      throw cannot('part-of-a-line', action.packageId);
  }
  return own;
}

async function sendAll(
  client: PazaramaClient,
  requests: readonly PazaramaRequest[],
  { intent, signal }: Named,
): Promise<void> {
  await withJoinedIntent(intent, async (joined) => {
    for (const request of requests) {
      const priority = PRIORITY.orderActions;
      await client.send(request, { priority, intent: joined, signal, refused: 'order/wrong-state' });
    }
  });
}

function invalid(field: string): ProblemError {
  return new ProblemError(problem('input/invalid', { field, marketplace: NAME }));
}
