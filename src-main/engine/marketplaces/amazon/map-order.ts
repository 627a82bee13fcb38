import { createHash } from 'node:crypto';
import { problem } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import { mulDivRound } from '#common/money.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { MarketplaceAddress, MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { NAME } from './errors.ts';
import { amountOf, currencyOf } from './wire.ts';
import { WireOrder, WireOrderItem, type WireAddress, type WireParcel } from './wire-order.ts';

/** The words of 2026-01-01, and v0's beside them (`Canceled`): by their letters alone. */
const STATUS: Readonly<Record<string, OrderStatus>> = {
  // Paid later, or not yet: no buyer, nothing to ship, and the stock is reserved already (sheet §8.1).
  pending: 'awaiting',
  pendingavailability: 'awaiting',
  unshipped: 'new',
  // A part is on its way: the rest is being made ready.
  partiallyshipped: 'picking',
  shipped: 'shipped',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  unfulfillable: 'unsupplied',
};

/** A word nobody knows yet is `other`, never a guess; the raw word is kept beside it. */
export function mapStatus(word: string): OrderStatus {
  const key = word.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(STATUS, key) ? STATUS[key]! : 'other';
}

/** Whether Amazon ships it from its own warehouse: then neither stock nor parcel are the merchant's. */
export function isShippedByAmazon(raw: unknown): boolean {
  const parsed = WireOrder.safeParse(raw);
  return parsed.success && parsed.data.fulfillment?.fulfilledBy.toUpperCase() === 'AMAZON';
}

/**
 * Takes one order apart: Amazon's unit is the order, whose parcels come into being when they are shipped. It never throws: an
 * order that can't be read in full carries a `problem` and as much as was understood.
 */
export function mapOrder(raw: unknown): MarketplacePackage {
  const text = JSON.stringify(raw) ?? 'null';
  const parsed = WireOrder.safeParse(raw);
  const wire = parsed.success ? parsed.data : WireOrder.parse({});
  const flaws: string[] = parsed.success ? [] : ['no order'];
  const rawStatus = wire.fulfillment?.fulfillmentStatus ?? '';
  const status = orderStatus(mapStatus(rawStatus), wire.packages);
  if (wire.orderId === null) flaws.push('no orderId');
  if (wire.createdTime === null) flaws.push('no createdTime');
  const lines = readLines(wire, status, flaws);
  const key = wire.orderId ?? `unread-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  const total = totalOf(amountOf(wire.proceeds?.grandTotal), lines, status);
  if (total < 0) flaws.push('a negative total');
  const orderedAtMs = wire.createdTime ?? wire.lastUpdatedTime ?? 0;
  const shipping = mapAddress(wire.recipient?.deliveryAddress);
  return {
    packageId: key,
    orderNumber: key,
    status,
    rawStatus,
    origin: 'order',
    replaces: [],
    orderedAtMs,
    lastModifiedMs: wire.lastUpdatedTime ?? orderedAtMs,
    dispatchByMs: wire.fulfillment?.shipByWindow?.latestDateTime ?? null,
    currency: readCurrency(wire),
    totalE4: total,
    lines,
    buyer: readBuyer(wire, shipping),
    shipping,
    invoice: readInvoiceAddress(wire) ?? shipping,
    cargo: readCargo(wire.packages),
    raw: text,
    problem:
      flaws.length === 0
        ? null
        : problem('order/not-understood', { marketplace: NAME, packageId: key }, flaws.join('; ')),
  };
}

/** Parcels tell more than the order does, which ends at SHIPPED. */
function orderStatus(status: OrderStatus, parcels: readonly WireParcel[]): OrderStatus {
  if (status !== 'shipped') return status;
  const words = parcels.map(({ packageStatus }) => packageStatus?.status.toUpperCase() ?? '');
  const standing = words.filter((word) => word !== 'CANCELLED');
  if (standing.length === 0) return status;
  if (standing.every((word) => word === 'DELIVERED')) return 'delivered';
  return standing.every((word) => word === 'UNDELIVERABLE') ? 'undelivered' : status;
}

function readLines(wire: WireOrder, status: OrderStatus, flaws: string[]): readonly MarketplaceLine[] {
  const items = wire.orderItems ?? [];
  if (items.length === 0) flaws.push('no orderItems');
  return items.flatMap((entry, index) => {
    const parsed = WireOrderItem.safeParse(entry);
    const line = parsed.success ? mapLine(parsed.data, status) : null;
    if (line === null) flaws.push(`orderItem ${index + 1} lacks id, quantity or price`);
    return line === null ? [] : [line];
  });
}

function mapLine(wire: WireOrderItem, status: OrderStatus): MarketplaceLine | null {
  const { orderItemId: lineId } = wire;
  const quantity = standingQuantity(wire);
  if (lineId === null || quantity === null || quantity < 0) return null;
  const own = lineStatus(wire, status);
  const sku = (wire.product?.sellerSku ?? '').trim();
  const unitPriceE4 = unitPrice(wire, quantity) ?? (isUnpriced(own) ? 0 : null);
  if (unitPriceE4 === null || unitPriceE4 < 0 || (quantity === 0 && own !== 'cancelled')) return null;
  return {
    lineId,
    // Orders carry SKU and ASIN, no barcode. Lines are told apart, and found again, by the key of their listing: the SKU.
    barcode: sku || (wire.product?.asin ?? '') || lineId,
    stockCode: sku,
    title: wire.product?.title ?? '',
    quantity,
    unitPriceE4,
    vatRateE4: null,
    status: own,
  };
}

/** Without money so far, or any more: a price that is missing there is no fault. */
function isUnpriced(status: OrderStatus): boolean {
  return status === 'awaiting' || status === 'cancelled';
}

/** Pieces that were shipped or still have to be, of an item of which a cancellation was carried out; null for any other. */
function leftAfterCancelling(wire: WireOrderItem): number | null {
  if (!wire.cancellation?.cancellationExecution) return null;
  const shipped = wire.fulfillment?.quantityFulfilled ?? 0;
  const waiting = wire.fulfillment?.quantityUnfulfilled ?? 0;
  // As many waiting as were ordered is a count of before the cancellation, of which nothing would be left else.
  return shipped === 0 && waiting >= (wire.quantityOrdered ?? 0) ? 0 : shipped + waiting;
}

/**
 * A cancellation that was carried out need not be of all pieces: Amazon's own sample of 5 Aug 2026 has one beside two pieces
 * that were shipped. What was shipped, or is to be, stays sold.
 */
function standingQuantity(wire: WireOrderItem): number | null {
  const left = leftAfterCancelling(wire);
  const ordered = wire.quantityOrdered;
  return left === null || left === 0 || ordered === null || left > ordered ? ordered : left;
}

function lineStatus(wire: WireOrderItem, status: OrderStatus): OrderStatus {
  // No pieces ordered is how v0 tells a cancelled item.
  if (status === 'cancelled' || wire.quantityOrdered === 0 || leftAfterCancelling(wire) === 0)
    return 'cancelled';
  const { quantityFulfilled = null, quantityUnfulfilled = null } = wire.fulfillment ?? {};
  const whole = (quantityFulfilled ?? 0) > 0 && quantityUnfulfilled === 0;
  if (status === 'picking') return whole ? 'shipped' : 'new';
  return status;
}

/**
 * For one unit, of what the buyer paid for the line: goods less discounts, and the line's share of shipping and gift wrap.
 * The lines then add up to the order's total, which the shop's order and the invoice must come to.
 */
function unitPrice({ proceeds, product }: WireOrderItem, quantity: number): number | null {
  const paid = amountOf(proceeds?.proceedsTotal);
  if (paid !== null && quantity > 0) return mulDivRound(paid, 1, quantity);
  return amountOf(product?.price?.unitPrice) ?? (paid === 0 ? 0 : null);
}

/**
 * What the buyer pays. Amazon takes cancelled lines out of it; a package's total is that of all its lines, of which the cancelled
 * ones are named as such.
 */
function totalOf(grand: number | null, lines: readonly MarketplaceLine[], status: OrderStatus): number {
  const live = sumOf(lines.filter((line) => line.status !== 'cancelled'));
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const leftOut = status !== 'cancelled' && grand !== null && Math.abs(grand - live) <= units * 100;
  return grand === null || leftOut ? sumOf(lines) : grand;
}

function sumOf(lines: readonly MarketplaceLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPriceE4, 0);
}

function readCurrency(wire: WireOrder): string {
  const items = (wire.orderItems ?? []).flatMap((entry) => {
    const item = WireOrderItem.safeParse(entry);
    return item.success
      ? [currencyOf(item.data.proceeds?.proceedsTotal), currencyOf(item.data.product?.price?.unitPrice)]
      : [];
  });
  return [currencyOf(wire.proceeds?.grandTotal), ...items].find((code) => /^[A-Z]{3}$/.test(code)) ?? 'TRY';
}

function readBuyer(wire: WireOrder, shipping: MarketplaceAddress): MarketplacePackage['buyer'] {
  const [firstName, lastName] = splitName(wire.buyer?.buyerName || joinName(shipping));
  const registration = buyerRegistration(wire);
  const number = (registration?.taxRegistrationNumber ?? '').replace(/^TR(?=\d)/i, '');
  const office = registration?.taxRegistrationAttributes.find(
    ({ key }) => key.toUpperCase() === 'TAX_OFFICE',
  );
  // 11 digits are a person's number (T.C. kimlik), 10 a company's.
  const personal = /^\d{11}$/.test(number);
  return {
    firstName,
    lastName,
    email: wire.buyer?.buyerEmail ?? '',
    company: registration?.legalName || (wire.buyer?.buyerCompanyName ?? ''),
    taxNumber: personal ? '' : number,
    taxOffice: office?.value ?? '',
    identityNumber: personal ? number : '',
  };
}

function buyerRegistration(wire: WireOrder) {
  const all = wire.tax?.taxRegistrations ?? [];
  return all.find(({ entityType }) => entityType.toUpperCase() === 'BUYER') ?? null;
}

function readInvoiceAddress(wire: WireOrder): MarketplaceAddress | null {
  const registration = buyerRegistration(wire);
  const address = registration?.taxRegistrationAddress;
  if (!address) return null;
  const mapped = mapAddress(address);
  return mapped.company === '' ? { ...mapped, company: registration.legalName } : mapped;
}

/**
 * `stateOrRegion` is the province (il) and `districtOrCounty` the district (ilçe); `city` repeats the province in Amazon's own
 * Turkish sample (sheet §8.1). Where the region is missing, `city` is all there is. Nothing is made up.
 */
function mapAddress(wire: WireAddress | null | undefined): MarketplaceAddress {
  const [firstName, lastName] = splitName(wire?.name ?? '');
  const turkish = (wire?.countryCode ?? '').toUpperCase() === 'TR';
  const [city, region] = [wire?.city ?? '', wire?.stateOrRegion ?? ''];
  // Where `city` is not the province once more, it can only be the district.
  const ownDistrict = turkish && region !== '' && foldKey(city) !== foldKey(region) ? city : '';
  return {
    firstName,
    lastName,
    company: wire?.companyName ?? '',
    address: [wire?.addressLine1, wire?.addressLine2, wire?.addressLine3]
      .filter((line) => line !== undefined && line.trim() !== '')
      .join(' '),
    district: wire?.districtOrCounty || wire?.municipality || ownDistrict,
    city: turkish ? region || city : city || region,
    postcode: wire?.postalCode ?? '',
    countryIso2: (wire?.countryCode ?? '').toUpperCase(),
    phone: wire?.phone ?? '',
  };
}

/** The last word is the family name; a single word stays the first name. */
function splitName(name: string): readonly [string, string] {
  const words = name.trim().split(/\s+/);
  if (words.length < 2) return [words[0] ?? '', ''];
  return [words.slice(0, -1).join(' '), words.at(-1)!];
}

function joinName({ firstName, lastName }: MarketplaceAddress): string {
  return `${firstName} ${lastName}`.trim();
}

function readCargo(parcels: readonly WireParcel[]): MarketplacePackage['cargo'] {
  const newest = parcels.findLast(({ trackingNumber }) => trackingNumber !== '') ?? parcels.at(-1);
  return {
    provider: newest?.carrier ?? '',
    trackingNumber: newest?.trackingNumber ?? '',
    trackingLink: '',
  };
}
