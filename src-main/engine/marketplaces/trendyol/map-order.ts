import { createHash } from 'node:crypto';
import { problem } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { MarketplaceAddress, MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { readOrderInstant } from './order-time.ts';
import { WireLine, WirePackage, type WireAddress } from './wire-order.ts';

/** Words of packages and of lines, by their letters alone: services write them in different cases (2026). */
const STATUS: Readonly<Record<string, OrderStatus>> = {
  awaiting: 'awaiting',
  created: 'new',
  picking: 'picking',
  invoiced: 'invoiced',
  shipped: 'shipped',
  atcollectionpoint: 'at-collection-point',
  delivered: 'delivered',
  undelivered: 'undelivered',
  returned: 'returned',
  returnaccepted: 'returned',
  cancelled: 'cancelled',
  unsupplied: 'unsupplied',
  unpacked: 'split',
};

const ORIGIN: Readonly<Record<string, MarketplacePackage['origin']>> = {
  ordercreation: 'order',
  split: 'split',
  cancel: 'cancel',
  transfer: 'transfer',
};

/** A word nobody knows yet is `other`, never a guess; the raw word is kept beside it. */
export function mapStatus(word: string): OrderStatus {
  return lookUp(STATUS, word) ?? 'other';
}

/**
 * Takes one package apart. It never throws: a package that can't be read in full carries a `problem` and as much as
 * was understood, so that it can be kept and shown without holding up the others.
 */
export function mapPackage(raw: unknown): MarketplacePackage {
  const text = JSON.stringify(raw) ?? 'null';
  const parsed = WirePackage.safeParse(raw);
  if (!parsed.success) return mapWire(WirePackage.parse({}), { text, flaws: ['no package'] });
  return mapWire(parsed.data, { text, flaws: [] });
}

function mapWire(
  wire: WirePackage,
  { text, flaws: found }: { readonly text: string; readonly flaws: string[] },
): MarketplacePackage {
  const flaws = [...found];
  const rawStatus = wire.status || wire.shipmentPackageStatus;
  const status = mapStatus(rawStatus);
  const packageId = wire.shipmentPackageId ?? wire.id;
  if (packageId === null) flaws.push('no shipmentPackageId');
  if (wire.orderNumber === null) flaws.push('no orderNumber');
  const lines = readLines(wire, status, flaws);
  const total = wire.packageTotalPrice ?? wire.totalPrice ?? sumOf(lines);
  if (total < 0) flaws.push('a negative total');
  const orderedAtMs = readOrderInstant(wire, status);
  if (orderedAtMs === null) flaws.push('no orderDate');
  const key = packageId ?? `unread-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  const corporate = wire.commercial ?? wire.isCommercial ?? false;
  return {
    packageId: key,
    orderNumber: wire.orderNumber ?? key,
    status,
    rawStatus,
    ...originOf(wire),
    orderedAtMs: orderedAtMs ?? wire.lastModifiedDate ?? 0,
    lastModifiedMs: wire.lastModifiedDate ?? latestHistory(wire) ?? orderedAtMs ?? 0,
    dispatchByMs: wire.agreedDeliveryDate,
    currency: (wire.currencyCode || 'TRY').toUpperCase(),
    totalE4: total,
    lines,
    buyer: {
      firstName: wire.customerFirstName,
      lastName: wire.customerLastName,
      email: wire.customerEmail,
      company: wire.invoiceAddress?.company ?? '',
      taxNumber: corporate ? wire.taxNumber || (wire.invoiceAddress?.taxNumber ?? '') : wire.taxNumber,
      taxOffice: wire.invoiceAddress?.taxOffice ?? '',
      identityNumber: wire.identityNumber || wire.customerTckn,
    },
    shipping: mapAddress(wire.shipmentAddress ?? wire.invoiceAddress),
    invoice: mapAddress(wire.invoiceAddress ?? wire.shipmentAddress),
    cargo: {
      provider: wire.cargoProviderName,
      // Documented as int64, longer in samples: a text (sheet §1.6).
      trackingNumber: wire.cargoTrackingNumber,
      trackingLink: wire.cargoTrackingLink,
    },
    ...(wire.invoiceLink === '' ? {} : { hasInvoice: true }),
    raw: text,
    problem:
      flaws.length === 0
        ? null
        : problem('order/not-understood', { marketplace: 'Trendyol', packageId: key }, flaws.join('; ')),
  };
}

function readLines(wire: WirePackage, status: OrderStatus, flaws: string[]): readonly MarketplaceLine[] {
  if (wire.lines === null || wire.lines === undefined || wire.lines.length === 0) {
    flaws.push('no lines');
    return [];
  }
  return wire.lines.flatMap((entry, index) => {
    const parsed = WireLine.safeParse(entry);
    const line = parsed.success ? mapLine(parsed.data, status) : null;
    if (line === null) flaws.push(`line ${index + 1} lacks id, quantity or price`);
    return line === null ? [] : [line];
  });
}

function mapLine(wire: WireLine, packageStatus: OrderStatus): MarketplaceLine | null {
  const lineId = wire.lineId ?? wire.id;
  const unitPriceE4 = unitPrice(wire);
  const quantity = wire.quantity ?? 0;
  if (lineId === null || unitPriceE4 === null || unitPriceE4 < 0 || quantity < 1) return null;
  return {
    lineId,
    barcode: wire.barcode ?? '',
    stockCode: (wire.stockCode || wire.merchantSku).trim(),
    title: wire.productName,
    quantity,
    unitPriceE4,
    // A percentage goes through the same reader as an amount: 20 becomes 200000.
    vatRateE4: wire.vatRate ?? wire.vatBaseAmount,
    status: wire.orderLineItemStatusName === '' ? packageStatus : mapStatus(wire.orderLineItemStatusName),
  };
}

/**
 * For one unit. `lineUnitPrice` is the documented value; where the units of a line were discounted unevenly (a kuruş
 * that can't be divided), `discountDetails` has each one's own price and their mean is nearer to what was paid.
 */
function unitPrice(wire: WireLine): number | null {
  const stated = wire.lineUnitPrice ?? wire.price ?? grossLessDiscounts(wire);
  const units = wire.discountDetails.map(({ lineItemPrice }) => lineItemPrice);
  if (wire.quantity === null || units.length !== wire.quantity || units.length === 0) return stated;
  let sum = 0;
  for (const unit of units) {
    if (unit === null) return stated;
    sum += unit;
  }
  // More than a kuruş a unit apart is no rounding: then the documented field is believed.
  if (stated !== null && Math.abs(sum - stated * units.length) > 100 * units.length) return stated;
  return Math.round(sum / units.length);
}

function grossLessDiscounts(wire: WireLine): number | null {
  const gross = wire.lineGrossAmount ?? wire.amount;
  if (gross === null) return null;
  return (
    gross - (wire.lineSellerDiscount ?? wire.discount ?? 0) - (wire.lineTyDiscount ?? wire.tyDiscount ?? 0)
  );
}

function sumOf(lines: readonly MarketplaceLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPriceE4, 0);
}

function originOf(wire: WirePackage): Pick<MarketplacePackage, 'origin' | 'replaces'> {
  const replaces = readIds(wire.originPackageIds);
  if (wire.createdBy === '') return { origin: replaces.length === 0 ? 'order' : 'other', replaces };
  return { origin: lookUp(ORIGIN, wire.createdBy) ?? 'other', replaces };
}

/** Null in most packages; a list of numbers or texts otherwise. */
function readIds(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : value === null || value === undefined
      ? []
      : [value];
  const ids = list.flatMap((entry) =>
    typeof entry === 'string' || typeof entry === 'number' ? String(entry).split(',') : [],
  );
  return [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))];
}

function mapAddress(address: WireAddress | null | undefined): MarketplaceAddress {
  const lines = [address?.address1, address?.address2].flatMap((line) =>
    line === undefined || line.trim() === '' ? [] : [line],
  );
  // A field of its own over there, and part of the address here: without it a parcel does not arrive.
  const neighborhood = address?.neighborhood.trim() ?? '';
  const told = foldKey(lines.join(' ')).includes(foldKey(neighborhood));
  if (lines.length > 0 && neighborhood !== '' && !told) lines.push(neighborhood);
  return {
    firstName: address?.firstName || (address?.fullName ?? ''),
    lastName: address?.firstName ? address.lastName : '',
    company: address?.company ?? '',
    address: lines.length > 0 ? lines.join(' ') : (address?.fullAddress ?? ''),
    district: address?.district || (address?.countyName ?? ''),
    city: address?.city ?? '',
    postcode: address?.postalCode ?? '',
    countryIso2: (address?.countryCode || 'TR').toUpperCase(),
    phone: address?.phone ?? '',
  };
}

function latestHistory(wire: WirePackage): number | null {
  const instants = wire.packageHistories.flatMap(({ createdDate }) =>
    createdDate === null ? [] : [createdDate],
  );
  return instants.length === 0 ? null : Math.max(...instants);
}

function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  // Not by any language's rules: a Turkish lower case would make another word of `Invoiced`.
  const key = word.replace(/[^A-Za-z]/g, '').toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
