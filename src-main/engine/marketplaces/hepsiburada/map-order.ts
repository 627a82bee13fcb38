import { createHash } from 'node:crypto';
import { problem } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { mapLine, unpackedLine, type OrderLine } from './map-line.ts';
import { mapPeople } from './map-people.ts';
import { orderUnitId, packageUnitId } from './unit-id.ts';
import { isCancelled, leastOf, mapStatus, rankOf } from './order-status.ts';
import { asRecord } from '../kit/record.ts';
import { camelKeys, currencyOf } from './wire.ts';
import { WireOrder, type WireAwaiting, type WireCancelled, type WirePackage } from './wire-order.ts';

/** Everything that one reading has learnt of one order. */
export type OrderView = {
  readonly orderNumber: string;
  /** The whole order as its own service tells it; null where that does not know it. */
  readonly order: unknown;
  /** Whether `order` is the whole of it, and not what a list had. */
  readonly whole: boolean;
  /** Package objects of this order that were met, by number. */
  readonly parcels: ReadonlyMap<string, WirePackage>;
  /** What the feeds of moving packages said: a package's number, and how far it is. */
  readonly moving: ReadonlyMap<string, OrderStatus>;
  readonly cancelled: readonly WireCancelled[];
  /** When it was read, epoch ms. */
  readonly readAtMs: number;
};

/**
 * One order as parcels: each package by its number, and the order itself for what is in none. The order's own parcel
 * always comes along and holds all lines that are not cancelled; packages name it in `replaces` and cover what they
 * took. So an order that is packed, unpacked and packed again never counts twice.
 *
 * Answers are the state of this moment and carry no version: what was read later is newer.
 */
export function mapOrder(view: OrderView): readonly MarketplacePackage[] {
  const wire = WireOrder.safeParse(camelKeys(view.order));
  const order = wire.success && asRecord(view.order) ? wire.data : null;
  const flaws: string[] = [];
  const lines = (order?.items ?? []).flatMap((entry, index) => {
    const line = mapLine(entry);
    if (line === null) flaws.push(`line ${index + 1} lacks id, quantity or price`);
    return line === null ? [] : [line];
  });
  const placed = lines.map((line) => ({ line, packageNumber: placeOf(line, view) }));
  const numbers = [...new Set(placed.flatMap(({ packageNumber }) => packageNumber ?? []))];
  const known = new Set(lines.map(({ mapped }) => mapped.lineId));
  const gone = view.cancelled.flatMap((row) => cancelledLine(row, known) ?? []);
  const parts = { view, order, flaws, split: numbers.length > 1 };
  const own = placed.flatMap(({ line, packageNumber }) => (packageNumber === null ? [line] : []));
  const packed = placed.flatMap(({ line, packageNumber }) => (packageNumber === null ? [] : [line]));
  const orderUnit = mapOrderUnit(parts, own, packed, gone);
  const packages = numbers.map((packageNumber) =>
    mapPackageUnit(
      parts,
      packageNumber,
      placed.flatMap((each) => (each.packageNumber === packageNumber ? [each.line] : [])),
    ),
  );
  if (orderUnit === null) return packages;
  const ids = [orderUnit, ...packages].map(({ packageId }) => packageId);
  return [view.whole ? asWhole(orderUnit, ids) : orderUnit, ...packages];
}

/** What an order consists of belongs to the text by which its versions are told apart. */
function asWhole(orderUnit: MarketplacePackage, wholeOrder: readonly string[]): MarketplacePackage {
  const received: unknown = JSON.parse(orderUnit.raw);
  return { ...orderUnit, wholeOrder, raw: JSON.stringify({ ...asRecord(received), wholeOrder }) };
}

type Parts = {
  readonly view: OrderView;
  readonly order: WireOrder | null;
  readonly flaws: readonly string[];
  readonly split: boolean;
};

/** The package that a line lies in: by its own word, by the packages met, or by the only one that is on its way. */
function placeOf({ wire, mapped }: OrderLine, view: OrderView): string | null {
  if (/^unpacked$/i.test(wire.status.trim())) return null;
  if (wire.packageNumber !== null) return wire.packageNumber;
  for (const [number, parcel] of view.parcels) {
    if (parcel.unpackedDate !== null) continue;
    const holds = (parcel.items ?? []).some((item) => unpackedLine(item)?.lineItemId === mapped.lineId);
    if (holds) return number;
  }
  const beyond = rankOf(mapped.status) >= rankOf('picking') && !isCancelled(mapped.status);
  return beyond && view.moving.size === 1 ? [...view.moving.keys()][0]! : null;
}

function mapOrderUnit(
  parts: Parts,
  own: readonly OrderLine[],
  packed: readonly OrderLine[],
  gone: readonly MarketplaceLine[],
): MarketplacePackage | null {
  const live = own.filter(({ mapped }) => !isCancelled(mapped.status));
  const livePacked = packed.filter(({ mapped }) => !isCancelled(mapped.status));
  const all = [...own, ...packed];
  const shown = [...live, ...livePacked];
  const cancelled = [...all.map(({ mapped }) => mapped), ...gone];
  const lines = shown.length > 0 ? shown.map(({ mapped }) => mapped) : cancelled;
  if (lines.length === 0 && parts.flaws.length === 0) return null;
  const status =
    live.length > 0
      ? leastOf(live.map(({ mapped }) => mapped.status))
      : shown.length > 0
        ? 'split'
        : leastOf(cancelled.map((line) => line.status));
  const speaker = live.find(({ mapped }) => mapped.status === status) ?? all[0];
  return unit(parts, {
    packageId: orderUnitId(parts.view.orderNumber),
    status,
    rawStatus: status === 'split' ? 'Packaged' : (speaker?.wire.status ?? 'Cancelled'),
    replaces: [],
    origin: 'order',
    lines,
    wires: shown.length > 0 ? shown : all,
    parcel: undefined,
  });
}

function mapPackageUnit(
  parts: Parts,
  packageNumber: string,
  lines: readonly OrderLine[],
): MarketplacePackage {
  const parcel = parts.view.parcels.get(packageNumber);
  const byLines = leastOf(lines.map(({ mapped }) => mapped.status));
  // In a package is packed, whatever word the line still has.
  const packed = byLines === 'new' ? 'picking' : byLines;
  const moving = parts.view.moving.get(packageNumber);
  const status =
    moving !== undefined && !isCancelled(packed) && rankOf(moving) > rankOf(packed) ? moving : packed;
  return unit(parts, {
    packageId: packageUnitId(packageNumber, parts.view.orderNumber),
    status,
    rawStatus: lines.find(({ mapped }) => mapped.status === byLines)?.wire.status || (parcel?.status ?? ''),
    replaces: [orderUnitId(parts.view.orderNumber)],
    origin: parts.split ? 'split' : 'order',
    lines: lines.map(({ mapped }) => ({
      ...mapped,
      status: isCancelled(mapped.status) ? mapped.status : status,
    })),
    wires: lines,
    parcel,
  });
}

type Unit = Pick<
  MarketplacePackage,
  'packageId' | 'status' | 'rawStatus' | 'replaces' | 'origin' | 'lines'
> & {
  readonly wires: readonly OrderLine[];
  readonly parcel: WirePackage | undefined;
};

function unit({ view, order, flaws }: Parts, part: Unit): MarketplacePackage {
  const { wires, parcel, ...facts } = part;
  const first = wires[0]?.wire;
  const told = order?.orderDate ?? first?.orderDate ?? parcel?.orderDate ?? order?.createdDate ?? null;
  // Of an order that only the feed of cancelled lines knows, nothing else is told: it was made before that.
  const orderedAtMs = told ?? (order === null && wires.length === 0 ? cancelledAt(view) : null);
  const found = [
    ...flaws,
    ...(orderedAtMs === null ? ['no orderDate'] : []),
    ...(facts.lines.length === 0 ? ['no lines'] : []),
  ];
  const currency = currencyOf(first?.['unitPrice']) ?? currencyOf(first?.['totalPrice']);
  const due = wires.flatMap(({ wire }) => wire.dueDate ?? []);
  const tracked = wires.find(({ wire }) => wire.cargoCompanyModel?.trackingUrl)?.wire.cargoCompanyModel;
  return {
    ...facts,
    orderNumber: view.orderNumber,
    orderedAtMs: orderedAtMs ?? view.readAtMs,
    lastModifiedMs: view.readAtMs,
    dispatchByMs: parcel?.dueDate ?? (due.length === 0 ? null : Math.min(...due)),
    currency: currency ?? 'TRY',
    totalE4: facts.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceE4, 0),
    ...mapPeople(order, first, parcel),
    cargo: {
      provider: parcel?.cargoCompany || first?.cargoCompany || (first?.cargoCompanyModel?.name ?? ''),
      trackingNumber: parcel?.trackingInfoCode ?? '',
      trackingLink: parcel?.trackingInfoUrl || (tracked?.trackingUrl ?? ''),
    },
    raw: rawText(view, part),
    problem:
      found.length === 0
        ? null
        : problem(
            'order/not-understood',
            { marketplace: 'Hepsiburada', packageId: part.packageId },
            found.join('; '),
          ),
  };
}

/** The order as received, and of the package what is not in its lines; the same state always gives the same text. */
function rawText(view: OrderView, { wires, parcel, status }: Unit): string {
  const { items: _items, ...head } = asRecord(view.order) ?? {};
  const tracking = parcel
    ? { cargoCompany: parcel.cargoCompany, code: parcel.trackingInfoCode, url: parcel.trackingInfoUrl }
    : null;
  return JSON.stringify({ order: head, lines: wires.map(({ raw }) => raw), tracking, status });
}

function cancelledAt({ cancelled }: OrderView): number | null {
  return cancelled.reduce<number | null>((first, { cancelDate }) => first ?? cancelDate, null);
}

/** A cancelled line that the order no longer names: without a price, because the feed tells none. */
function cancelledLine(row: WireCancelled, known: ReadonlySet<string>): MarketplaceLine | null {
  if (row.lineItemId === null || known.has(row.lineItemId) || (row.quantity ?? 0) < 1) return null;
  const sku = row.merchantSku ?? row.merchantSKU ?? '';
  return {
    lineId: row.lineItemId,
    barcode: sku,
    stockCode: sku,
    title: sku,
    quantity: row.quantity!,
    unitPriceE4: 0,
    vatRateE4: null,
    status: /merchant/i.test(row.cancelledBy) ? 'unsupplied' : 'cancelled',
  };
}

/** An order that waits for its payment: its goods are promised, nothing else is known of it. */
export function mapAwaiting(
  orderNumber: string,
  rows: readonly { readonly wire: WireAwaiting; readonly raw: unknown }[],
  readAtMs: number,
): MarketplacePackage {
  const lines = rows.map(({ wire, raw }): MarketplaceLine => {
    const sku = wire.merchantSku ?? wire.merchantSKU ?? '';
    return {
      lineId: wire.id ?? createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 24),
      barcode: sku,
      stockCode: sku,
      title: wire.name,
      quantity: wire.quantity ?? 0,
      unitPriceE4: 0,
      vatRateE4: null,
      status: 'awaiting',
    };
  });
  return {
    packageId: orderUnitId(orderNumber),
    orderNumber,
    status: 'awaiting',
    rawStatus: 'PaymentAwaiting',
    origin: 'order',
    replaces: [],
    orderedAtMs: rows.find(({ wire }) => wire.orderDate !== null)?.wire.orderDate ?? readAtMs,
    lastModifiedMs: readAtMs,
    dispatchByMs: null,
    currency: 'TRY',
    totalE4: 0,
    lines,
    ...mapPeople(null, undefined, undefined),
    cargo: { provider: '', trackingNumber: '', trackingLink: '' },
    raw: JSON.stringify(rows.map(({ raw }) => raw)),
    problem: null,
  };
}

/** Parcels of an order that the order service does not know, from the package objects alone. */
export function mapLooseParcels(view: OrderView): readonly MarketplacePackage[] {
  return [...view.parcels].flatMap(([packageNumber, parcel]) => {
    const all = (parcel.items ?? []).flatMap((item) => mapLine(item) ?? []);
    const lines = all.filter(({ wire }) => (wire.orderNumber ?? view.orderNumber) === view.orderNumber);
    if (lines.length === 0 || parcel.unpackedDate !== null) return [];
    const status = mapStatus(parcel.status);
    const parts = { view, order: null, flaws: [], split: false };
    const packed = lines.map((line) => ({
      ...line,
      mapped: {
        ...line.mapped,
        status: status === 'new' || status === 'other' ? ('picking' as const) : status,
      },
    }));
    return [mapPackageUnit(parts, packageNumber, packed)];
  });
}

/** A parcel that exists no more (unpacked, split, never paid): it holds nothing; its lines may stand elsewhere. */
export function dissolved(
  parcel: MarketplacePackage,
  { readAtMs, word }: { readonly readAtMs: number; readonly word: 'Unpacked' | 'PaymentNotMade' },
): MarketplacePackage {
  return {
    ...parcel,
    status: 'cancelled',
    rawStatus: word,
    origin: 'other',
    replaces: [],
    lastModifiedMs: readAtMs,
    lines: parcel.lines.map((line) => ({ ...line, status: 'cancelled' })),
    raw: JSON.stringify({ word, packageId: parcel.packageId, orderNumber: parcel.orderNumber }),
  };
}
