import type { LineStatus, Order, OrderLine, Parcel } from './state.ts';
import { nextNumber, refuse, type HepsiburadaWorld } from './world.ts';

export type Pieces = readonly {
  readonly line: OrderLine;
  readonly order: Order;
  readonly quantity: number;
}[];

export function findLine(
  world: HepsiburadaWorld,
  lineId: string,
): { readonly order: Order; readonly line: OrderLine } | null {
  for (const order of world.state.orders.values()) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line) return { order, line };
  }
  return null;
}

export function isOpen({ status }: OrderLine): boolean {
  return status === 'Open' || status === 'Unpacked';
}

/** Takes so many units out of a line: the line itself when it is all of it, else a new line beside it. */
export function takeOut(world: HepsiburadaWorld, order: Order, line: OrderLine, quantity: number): OrderLine {
  if (quantity >= line.quantity) return line;
  line.quantity -= quantity;
  const part: OrderLine = { ...line, id: world.random.uuid(), quantity };
  order.lines.splice(order.lines.indexOf(line) + 1, 0, part);
  return part;
}

/** Makes one package of lines that are open. */
export function makeParcel(world: HepsiburadaWorld, pieces: Pieces, cargo?: string): Parcel {
  const number = nextNumber(world);
  const nowMs = world.now();
  const parts = pieces.map(({ order, line, quantity }) => takeOut(world, order, line, quantity));
  const parcel: Parcel = {
    packageNumber: `01${String(3_000_000 + number).padStart(7, '0')}`,
    packageId: world.random.uuid(),
    barcode: `6220${String(100_000_000 + number)}`,
    createdMs: nowMs,
    status: 'Open',
    changedMs: nowMs,
    orderNumbers: [...new Set(pieces.map(({ order }) => order.orderNumber))],
    lineIds: parts.map(({ id }) => id),
    cargo: cargo || (pieces[0]?.line.cargo ?? 'Aras Kargo'),
    tracking: '',
    boxes: 1,
    desi: 1,
    invoiceLink: null,
    warehouse: 'Depo',
    undeliveredReason: null,
  };
  for (const part of parts) {
    part.packageNumber = parcel.packageNumber;
    setLine(part, 'Packaged', nowMs);
  }
  world.state.parcels.set(parcel.packageNumber, parcel);
  return parcel;
}

export function setLine(line: OrderLine, status: LineStatus, nowMs: number): void {
  line.status = status;
  line.changedMs = nowMs;
}

export function linesOf(
  world: HepsiburadaWorld,
  parcel: Parcel,
): readonly { readonly order: Order; readonly line: OrderLine }[] {
  return parcel.orderNumbers.flatMap((number) => {
    const order = world.state.orders.get(number);
    return (order?.lines ?? [])
      .filter(({ packageNumber }) => packageNumber === parcel.packageNumber)
      .map((line) => ({ order: order!, line }));
  });
}

/** The package is no more; its lines are open again. */
export function dissolve(world: HepsiburadaWorld, parcel: Parcel): void {
  const nowMs = world.now();
  for (const { line } of linesOf(world, parcel)) {
    line.packageNumber = null;
    setLine(line, 'Unpacked', nowMs);
  }
  parcel.status = 'Unpacked';
  parcel.changedMs = nowMs;
}

const LINE_OF: Readonly<Record<'InTransit' | 'Delivered' | 'Undelivered', LineStatus>> = {
  InTransit: 'InTransit',
  Delivered: 'Delivered',
  Undelivered: 'Undelivered',
};

export function moveParcel(
  world: HepsiburadaWorld,
  parcel: Parcel,
  to: 'InTransit' | 'Delivered' | 'Undelivered',
  atMs = world.now(),
): void {
  const from = to === 'InTransit' ? 'Open' : 'InTransit';
  if (parcel.status !== from) throw refuse(409, `Package status is ${parcel.status}`);
  parcel.status = to;
  parcel.changedMs = atMs;
  if (to === 'InTransit' && parcel.tracking === '') parcel.tracking = `KRG${parcel.packageNumber}`;
  for (const { line } of linesOf(world, parcel))
    if (!line.status.startsWith('Cancelled')) setLine(line, LINE_OF[to], atMs);
}

/** Takes units of a line back; its stock returns to the shelf. By the customer also out of a package. */
export function cancelLine(
  world: HepsiburadaWorld,
  found: { readonly order: Order; readonly line: OrderLine },
  by: 'CancelledByMerchant' | 'CancelledByCustomer',
  quantity = found.line.quantity,
): void {
  const part = takeOut(world, found.order, found.line, quantity);
  const listing = world.state.listings.get(part.merchantSku);
  if (listing) listing.stock += part.quantity;
  const parcel = part.packageNumber === null ? undefined : world.state.parcels.get(part.packageNumber);
  part.packageNumber = null;
  setLine(part, by, world.now());
  if (parcel && linesOf(world, parcel).length === 0) {
    parcel.status = 'Unpacked';
    parcel.changedMs = world.now();
  }
}

/** Where Hepsiburada packs by itself: every order whose time has come becomes one package. */
export function packDue(world: HepsiburadaWorld): void {
  const after = world.rules().autoPackMs;
  if (after === null) return;
  for (const order of world.state.orders.values()) {
    if (!order.paid || world.now() - order.orderedMs < after) continue;
    const open = order.lines.filter(({ status }) => status === 'Open');
    if (open.length > 0)
      makeParcel(
        world,
        open.map((line) => ({ order, line, quantity: line.quantity })),
      );
  }
}
