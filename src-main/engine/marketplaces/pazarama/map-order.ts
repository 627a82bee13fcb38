import { createHash } from 'node:crypto';
import type { OrderStatus } from '#contract/orders.ts';
import { problem } from '#contract/problem.ts';
import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { NAME } from './errors.ts';
import { mapBuyer, mapInvoice, mapShipping } from './map-people.ts';
import { WireItem, WireOrder } from './wire-order.ts';

/** `OrderItemStatus` of a line (portal, 2026). One that nobody knows yet is `other` and holds the stock. */
const STATUS: Readonly<Record<number, OrderStatus>> = {
  3: 'new',
  12: 'picking',
  // The customer asked to cancel, and nobody has agreed yet: the order goes on.
  18: 'picking',
  5: 'shipped',
  16: 'at-collection-point',
  19: 'at-collection-point',
  11: 'delivered',
  14: 'undelivered',
  6: 'cancelled',
  13: 'unsupplied',
  // A return that was asked for, and one that was refused: the goods are with the customer.
  7: 'delivered',
  9: 'delivered',
  8: 'returned',
  10: 'returned',
};

/** From the first to the last thing that happens to a line; the earliest of its living lines speaks for an order. */
const ORDER_OF_EVENTS: readonly OrderStatus[] = [
  'new',
  'other',
  'picking',
  'shipped',
  'at-collection-point',
  'undelivered',
  'delivered',
  'returned',
  'unsupplied',
  'cancelled',
];
const GONE: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['unsupplied', 'cancelled']);

export function mapStatus(code: number | null): OrderStatus {
  return (code === null ? undefined : STATUS[code]) ?? 'other';
}

/**
 * Takes one order apart: it is one package whose lines have statuses of their own. It never throws: an order that can't be
 * read in full carries a `problem` and as much as was understood, so that it can be kept and shown without holding up the
 * others.
 *
 * `readAtMs` stands for the last change: answers of the documented form do not tell when something changed, and of two
 * readings that differ the later one is true.
 */
export function mapOrder(raw: unknown, readAtMs: number): MarketplacePackage {
  const text = JSON.stringify(raw) ?? 'null';
  const parsed = WireOrder.safeParse(raw);
  const wire = parsed.success ? parsed.data : WireOrder.parse({});
  const flaws: string[] = parsed.success ? [] : ['no order'];
  if (wire.orderNumber === null) flaws.push('no orderNumber');
  if (wire.orderDate === null) flaws.push('no date');
  if (!['', 'TL', 'TRY'].includes(wire.currency.trim().toUpperCase())) flaws.push('not in lira');
  const items = readItems(wire, flaws);
  const lines = readLines(wire, items, flaws);
  const status = statusOf(lines);
  const packageId =
    wire.orderNumber ?? `unread-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  const codes = [...new Set(items.map(({ orderItemStatus }) => String(orderItemStatus ?? '?')))];
  return {
    packageId,
    orderNumber: packageId,
    status,
    rawStatus: codes.join(', '),
    origin: 'order',
    replaces: [],
    orderedAtMs: wire.orderDate ?? 0,
    lastModifiedMs: readAtMs,
    dispatchByMs: earliest(items.map(({ estimatedShippingDate }) => estimatedShippingDate)),
    currency: 'TRY',
    totalE4: lines.reduce((sum, { totalE4 }) => sum + totalE4, 0),
    lines: lines.map(({ totalE4: _totalE4, ...line }) => line),
    buyer: mapBuyer(wire),
    shipping: mapShipping(wire),
    invoice: mapInvoice(wire),
    cargo: cargoOf(items),
    raw: text,
    problem:
      flaws.length === 0
        ? null
        : problem('order/not-understood', { marketplace: NAME, packageId }, flaws.join('; ')),
  };
}

/** The lines of an order's text as Pazarama wrote them; what can't be read is left out. */
export function itemsOf(raw: string): readonly WireItem[] {
  const wire = WireOrder.safeParse(JSON.parse(raw));
  return wire.success ? readItems(wire.data, []) : [];
}

/** Pazarama's own id of an order, which the invoice service asks for; null where the text has none. */
export function orderIdOf(raw: string): string | null {
  return WireOrder.safeParse(JSON.parse(raw)).data?.orderId ?? null;
}

function readItems({ items }: WireOrder, flaws: string[]): readonly WireItem[] {
  if (items === null || items === undefined || items.length === 0) {
    flaws.push('no lines');
    return [];
  }
  return items.flatMap((entry, index) => {
    const parsed = WireItem.safeParse(entry);
    if (!parsed.success) flaws.push(`line ${index + 1} is none`);
    return parsed.success ? [parsed.data] : [];
  });
}

type PricedLine = MarketplaceLine & { readonly totalE4: number };

function readLines(wire: WireOrder, items: readonly WireItem[], flaws: string[]): readonly PricedLine[] {
  const totals = totalsOf(wire, items);
  return items.flatMap((item, index) => {
    const quantity = item.quantity ?? 0;
    const totalE4 = totals[index] ?? null;
    if (item.orderItemId === null || quantity < 1 || totalE4 === null || totalE4 < 0) {
      flaws.push(`line ${index + 1} lacks id, quantity or price`);
      return [];
    }
    const title = item.product?.name || item.product?.title || '';
    return [
      {
        lineId: item.orderItemId,
        barcode: (item.product?.code ?? '').trim(),
        stockCode: (item.product?.stockCode ?? '').trim(),
        title: [title.trim(), (item.product?.variantOptionDisplay ?? '').trim()].filter(Boolean).join(', '),
        quantity,
        unitPriceE4: Math.round(totalE4 / quantity),
        vatRateE4: item.product?.vatRate ?? null,
        status: mapStatus(item.orderItemStatus),
        totalE4,
      },
    ];
  });
}

/**
 * What was paid for each line. `totalPrice` is called “the order's total” where it is described, and every example has one
 * piece: whether it is for the line or for a piece is told by which of them adds up to the order's amount, with or without
 * its shipping. Where none does, it is the line's.
 */
function totalsOf(wire: WireOrder, items: readonly WireItem[]): readonly (number | null)[] {
  const times = (amount: number | null, { quantity }: WireItem): number | null =>
    amount === null || quantity === null ? null : amount * quantity;
  const asLines = items.map((item) => item.totalPrice ?? times(item.salePrice, item));
  const readings = [
    asLines,
    items.map((item) => times(item.totalPrice ?? item.salePrice, item)),
    items.map((item) => times(item.salePrice, item)),
  ];
  const amount = wire.orderAmount;
  if (amount === null) return asLines;
  const wanted = [amount, amount - (wire.shipmentAmount ?? 0)];
  const fits = (reading: readonly (number | null)[]): boolean => {
    const sum = reading.reduce<number>((all, each) => all + (each ?? 0), 0);
    return wanted.some((each) => Math.abs(each - sum) <= 100 * items.length);
  };
  return readings.find(fits) ?? asLines;
}

function statusOf(lines: readonly MarketplaceLine[]): OrderStatus {
  const living = lines.filter(({ status }) => !GONE.has(status));
  const speaking = (living.length > 0 ? living : lines).map(({ status }) => status);
  return ORDER_OF_EVENTS.find((status) => speaking.includes(status)) ?? 'other';
}

/** The carrier's number once there is one, until then the code that a contracted carrier is given. */
function cargoOf(items: readonly WireItem[]): MarketplacePackage['cargo'] {
  const living = items.filter(({ orderItemStatus }) => !GONE.has(mapStatus(orderItemStatus)));
  const sent = living.find(({ cargo }) => (cargo?.trackingNumber ?? '').trim() !== '') ?? living[0];
  return {
    provider: (sent?.cargo?.companyName ?? '').trim(),
    trackingNumber: (sent?.cargo?.trackingNumber ?? '').trim() || (sent?.shipmentCode ?? '').trim(),
    trackingLink: (sent?.cargo?.trackingUrl ?? '').trim(),
  };
}

function earliest(times: readonly (number | null)[]): number | null {
  const told = times.filter((time) => time !== null);
  return told.length === 0 ? null : Math.min(...told);
}
