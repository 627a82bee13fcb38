import { nextNumber, type PackageLine, type PackageStatus, type TrendyolPackage } from './state.ts';
import type { TrendyolWorld } from './world.ts';

export type LinePieces = { readonly lineId: number; readonly quantity: number };

/** Gives a package another status, with its lines, its history and the moment (now, where none is given). */
export function setStatus(
  world: TrendyolWorld,
  one: TrendyolPackage,
  to: PackageStatus | { readonly status: PackageStatus; readonly atMs: number },
): void {
  const { status, atMs } = typeof to === 'string' ? { status: to, atMs: world.now() } : to;
  one.status = status;
  one.lastModifiedMs = atMs;
  one.history.push({ atMs, status });
  for (const line of one.lines) line.status = status;
}

/**
 * Puts new packages in the place of one: new ids, new tracking numbers and new line ids under the same order number;
 * lines are to be matched by barcode. The old package stays, unpacked.
 */
export function splitPackage(
  world: TrendyolWorld,
  one: TrendyolPackage,
  groups: readonly (readonly LinePieces[])[],
): readonly TrendyolPackage[] {
  const status = one.status;
  const handedOut: HandedOut = new Map();
  const made = groups
    .filter((group) => group.length > 0)
    .map((group) => derive(world, one, { group, createdBy: 'split', status, handedOut }));
  setStatus(world, one, 'UnPacked');
  return made;
}

/**
 * Takes pieces out of a package for good: the customer (or Trendyol) cancels them, or the seller can't supply them. A
 * whole package just changes its status. What becomes of one that loses a part is told in only half a sentence of the
 * documents ("UnPacked / Cancelled, new packages createdBy = cancel"), hence `rules.partialCancel`.
 */
export function dropPieces(
  world: TrendyolWorld,
  one: TrendyolPackage,
  drop: {
    readonly pieces: readonly LinePieces[];
    readonly as: 'Cancelled' | 'UnSupplied';
    readonly by: string;
    readonly reason: string;
  },
): readonly TrendyolPackage[] {
  const rest = remainder(one, drop.pieces);
  if (world.rules().cancelRestocks === 'yes') restock(world, one, drop.pieces);
  if (rest.length === 0) {
    setStatus(world, one, drop.as);
    markDropped(one.lines, drop);
    return [];
  }
  const handedOut: HandedOut = new Map();
  const kept = derive(world, one, { group: rest, createdBy: 'cancel', status: one.status, handedOut });
  if (world.rules().partialCancel === 'cancelled-original') {
    setStatus(world, one, drop.as);
    markDropped(one.lines, drop);
    return [kept];
  }
  setStatus(world, one, 'UnPacked');
  if (world.rules().partialCancel === 'unpacked-remainder-only') return [kept];
  const dropped = derive(world, one, { group: drop.pieces, createdBy: 'cancel', status: drop.as, handedOut });
  markDropped(dropped.lines, drop);
  return [kept, dropped];
}

function markDropped(
  lines: readonly PackageLine[],
  drop: { readonly by: string; readonly reason: string },
): void {
  for (const line of lines) {
    line.cancelledBy = drop.by;
    line.cancelReason = drop.reason;
  }
}

/** What is left of each line. Throws `RangeError` for a line or a number of pieces that the package does not hold. */
export function remainder(one: TrendyolPackage, pieces: readonly LinePieces[]): readonly LinePieces[] {
  const wanted = new Map<number, number>();
  for (const piece of pieces) wanted.set(piece.lineId, (wanted.get(piece.lineId) ?? 0) + piece.quantity);
  for (const [lineId, quantity] of wanted) {
    const line = one.lines.find((candidate) => candidate.lineId === lineId);
    if (!line || !Number.isInteger(quantity) || quantity < 1 || quantity > line.quantity) {
      throw new RangeError(`package ${one.packageId} does not hold ${quantity} of line ${lineId}`);
    }
  }
  return one.lines
    .map((line) => ({ lineId: line.lineId, quantity: line.quantity - (wanted.get(line.lineId) ?? 0) }))
    .filter((piece) => piece.quantity > 0);
}

/** Pieces of each line that new packages already have, so that each piece's own discount is given out once. */
type HandedOut = Map<number, number>;

function derive(
  world: TrendyolWorld,
  origin: TrendyolPackage,
  wish: {
    readonly group: readonly LinePieces[];
    readonly createdBy: 'split' | 'cancel';
    readonly status: PackageStatus;
    readonly handedOut: HandedOut;
  },
): TrendyolPackage {
  const atMs = world.now();
  const made: TrendyolPackage = {
    ...origin,
    packageId: nextNumber(world.state, 'package'),
    createdBy: wish.createdBy,
    originPackageIds: [origin.packageId],
    trackingNumber: nextNumber(world.state, 'tracking'),
    lines: wish.group.map((piece) =>
      cutLine(world, origin, { ...piece, status: wish.status, handedOut: wish.handedOut }),
    ),
    status: wish.status,
    lastModifiedMs: atMs,
    history: [{ atMs, status: wish.status }],
    invoiceNumber: null,
    cargoChangedMs: null,
    desk: {},
  };
  world.state.packages.set(made.packageId, made);
  return made;
}

function cutLine(
  world: TrendyolWorld,
  origin: TrendyolPackage,
  piece: LinePieces & { readonly status: PackageStatus; readonly handedOut: HandedOut },
): PackageLine {
  const line = origin.lines.find((candidate) => candidate.lineId === piece.lineId);
  if (!line) throw new RangeError(`no line ${piece.lineId}`);
  const start = piece.handedOut.get(line.lineId) ?? 0;
  const end = start + piece.quantity;
  piece.handedOut.set(line.lineId, end);
  return {
    ...line,
    lineId: nextNumber(world.state, 'line'),
    quantity: piece.quantity,
    sellerDiscounts: line.sellerDiscounts.slice(start, end),
    trendyolDiscounts: line.trendyolDiscounts.slice(start, end),
    status: piece.status,
  };
}

function restock(world: TrendyolWorld, one: TrendyolPackage, pieces: readonly LinePieces[]): void {
  for (const piece of pieces) {
    const line = one.lines.find((candidate) => candidate.lineId === piece.lineId);
    const listing = line ? world.state.listings.get(line.barcode) : undefined;
    if (!listing) continue;
    listing.quantity += piece.quantity;
    listing.stockModifiedMs = world.now();
  }
}
