import { createHash } from 'node:crypto';
import type { OrderStatus } from '#contract/orders.ts';
import { problem } from '#contract/problem.ts';
import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { lookUp } from './map.ts';
import { mapBuyer, mapInvoice, mapShipping } from './map-people.ts';
import { NAME } from './errors.ts';
import { WireLine, WirePackage } from './wire-order.ts';

/** Words of packages and of lines, by their letters alone: `UnPacked` and `Unpacked` are both written (sheet §7.1). */
const STATUS: Readonly<Record<string, OrderStatus>> = {
  created: 'new',
  picking: 'picking',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  unsupplied: 'unsupplied',
  unpacked: 'split',
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
  return mapWire(
    parsed.success ? parsed.data : WirePackage.parse({}),
    text,
    parsed.success ? [] : ['no package'],
  );
}

function mapWire(wire: WirePackage, text: string, found: readonly string[]): MarketplacePackage {
  const flaws = [...found];
  const status = mapStatus(wire.shipmentPackageStatus);
  if (wire.orderNumber === null) flaws.push('no orderNumber');
  const lines = readLines(wire, status, flaws);
  const packageId = wire.id ?? keyWithoutId(wire) ?? unreadKey(text);
  const totalE4 = wire.totalAmount ?? sumOf(lines);
  if (totalE4 < 0) flaws.push('a negative total');
  const times = historyTimes(wire);
  const orderedAtMs = times.ordered ?? wire.lastModifiedDate;
  if (orderedAtMs === null) flaws.push('no date');
  return {
    packageId,
    orderNumber: wire.orderNumber ?? packageId,
    status,
    rawStatus: wire.shipmentPackageStatus.trim(),
    // Rows do not tell what they came of: `link-splits.ts` works it out.
    origin: 'order',
    replaces: [],
    orderedAtMs: orderedAtMs ?? 0,
    lastModifiedMs: wire.lastModifiedDate ?? times.latest ?? orderedAtMs ?? 0,
    dispatchByMs: wire.agreedDeliveryDate,
    // Amounts have no currency: they are lira (sheet §7.1).
    currency: 'TRY',
    totalE4,
    lines,
    buyer: mapBuyer(wire),
    shipping: mapShipping(wire),
    invoice: mapInvoice(wire),
    cargo: {
      provider: wire.cargoProviderName.trim(),
      // The carrier's own number once there is one, the campaign code that is given to the carrier until then.
      trackingNumber: wire.cargoSenderNumber.trim() || wire.cargoTrackingNumber.trim(),
      trackingLink: wire.cargoTrackingLink.trim(),
    },
    raw: text,
    problem:
      flaws.length === 0
        ? null
        : problem('order/not-understood', { marketplace: NAME, packageId }, flaws.join('; ')),
  };
}

/** Packages of “Konuma Özel Teslimat” have no id (sheet §7.1): order and first line stand for it. */
function keyWithoutId({ orderNumber, lines }: WirePackage): string | null {
  const ids = (lines ?? []).flatMap((line) => WireLine.safeParse(line).data?.orderLineId ?? []);
  const [first] = ids.sort((left, right) => left.length - right.length || (left < right ? -1 : 1));
  return orderNumber === null || first === undefined ? null : `${orderNumber}:${first}`;
}

function unreadKey(text: string): string {
  return `unread-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}

/** The order in the key of a package that has no id. */
export function orderOfKey(key: string): string {
  return key.split(':')[0]!;
}

/** Whether this is an id of n11's, as opposed to one that stands in for it. */
export function hasOwnId(packageId: string): boolean {
  return /^\d+$/.test(packageId);
}

function readLines(wire: WirePackage, status: OrderStatus, flaws: string[]): readonly MarketplaceLine[] {
  if (wire.lines === null || wire.lines === undefined || wire.lines.length === 0) {
    flaws.push('no lines');
    return [];
  }
  return wire.lines.flatMap((entry, index) => {
    const parsed = WireLine.safeParse(entry);
    if (parsed.success && isEmptied(parsed.data, status)) return [];
    const line = parsed.success ? mapLine(parsed.data, status) : null;
    if (line === null) flaws.push(`line ${index + 1} lacks id, quantity or price`);
    return line === null ? [] : [line];
  });
}

/** What was rejected may stay with a quantity of 0 (SOAP manual v5.2): there is nothing left to sell. */
function isEmptied(wire: WireLine, packageStatus: OrderStatus): boolean {
  const status = lineStatus(wire, packageStatus);
  return wire.quantity === 0 && (status === 'cancelled' || status === 'unsupplied');
}

function lineStatus(
  { orderItemLineItemStatusName: word }: WireLine,
  packageStatus: OrderStatus,
): OrderStatus {
  return word.trim() === '' ? packageStatus : mapStatus(word);
}

function mapLine(wire: WireLine, packageStatus: OrderStatus): MarketplaceLine | null {
  const quantity = wire.quantity ?? 0;
  const lineE4 = paidForLine(wire);
  if (wire.orderLineId === null || quantity < 1 || lineE4 === null || lineE4 < 0) return null;
  const options = wire.variantAttributes.map(({ value }) => value.trim()).filter((value) => value !== '');
  const stockCode = wire.stockCode.trim();
  return {
    lineId: wire.orderLineId,
    // Barcodes come and go (null on production rows, 10 Oct 2026): the stock code is what the goods are known by.
    barcode: stockCode || wire.barcode.trim() || (wire.productId ?? ''),
    stockCode,
    title: [wire.productName.trim(), options.join(' / ')].filter((part) => part !== '').join(', '),
    quantity,
    unitPriceE4: Math.round(lineE4 / quantity),
    // A percentage goes through the same reader as an amount: 20 becomes 200000.
    vatRateE4: wire.vatRate,
    status: lineStatus(wire, packageStatus),
  };
}

/**
 * What was paid for all pieces of a line: `dueAmount` (one real order, June 2025: seller's invoice less what n11 gives,
 * with the instalment charge; the package's total is their sum), else worked out by that rule.
 */
function paidForLine(wire: WireLine): number | null {
  if (wire.dueAmount !== null) return wire.dueAmount;
  const gross = wire.price === null || wire.quantity === null ? null : wire.price * wire.quantity;
  const invoiced =
    wire.sellerInvoiceAmount ??
    (gross === null ? null : gross - (wire.sellerDiscount ?? 0) - (wire.sellerCouponDiscount ?? 0));
  if (invoiced === null) return null;
  const given = wire.totalMallDiscountPrice ?? wire.mallDiscount ?? 0;
  return invoiced - given + (wire.installmentChargeWithVAT ?? 0);
}

function sumOf(lines: readonly MarketplaceLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPriceE4, 0);
}

/** A package has no date of its own order: its history begins with it. Words there may have a leading blank. */
function historyTimes({ packageHistories }: WirePackage): {
  readonly ordered: number | null;
  readonly latest: number | null;
} {
  const all = packageHistories.flatMap(({ createdDate }) => createdDate ?? []);
  const created = packageHistories.flatMap(({ createdDate, status }) =>
    createdDate !== null && mapStatus(status) === 'new' ? [createdDate] : [],
  );
  const births = created.length > 0 ? created : all;
  return {
    ordered: births.length === 0 ? null : Math.min(...births),
    latest: all.length === 0 ? null : Math.max(...all),
  };
}
