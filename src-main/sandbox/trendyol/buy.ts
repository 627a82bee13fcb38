import { inventBuyer } from './buyers.ts';
import { isOnSale, toKurus } from './listings.ts';
import {
  nextNumber,
  type Buyer,
  type PackageLine,
  type PackageStatus,
  type TrendyolPackage,
} from './state.ts';
import type { TrendyolWorld } from './world.ts';

export type BuyLine = {
  readonly barcode: string;
  readonly quantity: number;
  /** Percent that the seller gives, 0 to 99. */
  readonly discountPercentage?: number;
  /** Lira for one piece, where it is not the listing's price (or there is no such listing). */
  readonly price?: number;
  readonly title?: string;
};

export type BuyWish = {
  /** Left out: one to three listings that are on sale, by chance. */
  readonly lines?: readonly BuyLine[];
  readonly buyer?: Partial<Buyer>;
  readonly commercial?: boolean;
  /** When it was ordered; left out: now. */
  readonly orderedMs?: number;
  /** The agreed day of delivery to the carrier; left out: three days later. */
  readonly agreedDeliveryMs?: number;
  readonly status?: 'Awaiting' | 'Created';
  readonly paymentMethod?: string;
  /** `allowed`: sells what is not on the shelf or not even listed, as happens when two buyers are quick. */
  readonly oversell?: 'refused' | 'allowed';
};

/** A customer's order: takes the pieces off the sandbox's own shelf and makes one package. */
export function buy(world: TrendyolWorld, wish: BuyWish): TrendyolPackage {
  const lines = wish.lines ?? randomLines(world);
  if (lines.length === 0) throw new RangeError('nothing is on sale');
  if (wish.oversell !== 'allowed') for (const line of merged(lines)) requireStock(world, line);
  const nowMs = world.now();
  const orderedMs = wish.orderedMs ?? nowMs;
  const status: PackageStatus = wish.status ?? 'Created';
  const made: TrendyolPackage = {
    packageId: nextNumber(world.state, 'package'),
    orderNumber: String(nextNumber(world.state, 'order')),
    customerId: nextNumber(world.state, 'customer'),
    orderedMs,
    createdBy: 'order-creation',
    originPackageIds: null,
    buyer: { ...inventBuyer(world.random), ...wish.buyer },
    commercial: wish.commercial ?? false,
    paymentMethod: wish.paymentMethod ?? 'Kredi Kartı',
    trackingNumber: nextNumber(world.state, 'tracking'),
    agreedDeliveryMs: wish.agreedDeliveryMs ?? orderedMs + 3 * 86_400_000,
    lines: lines.map((line) => makeLine(world, line, status)),
    cargo: 'Trendyol Express Marketplace',
    status,
    lastModifiedMs: orderedMs,
    history: [{ atMs: orderedMs, status }],
    invoiceNumber: null,
    cargoChangedMs: null,
    desk: {},
  };
  for (const line of lines) takeOffShelf(world, line);
  world.state.packages.set(made.packageId, made);
  return made;
}

function merged(lines: readonly BuyLine[]): readonly BuyLine[] {
  return [...Map.groupBy(lines, (line) => line.barcode).values()].map((same) => ({
    ...same[0]!,
    quantity: same.reduce((sum, line) => sum + line.quantity, 0),
  }));
}

function requireStock(world: TrendyolWorld, line: BuyLine): void {
  const listing = world.state.listings.get(line.barcode);
  if (!listing || !isOnSale(listing)) throw new RangeError(`not on sale: ${line.barcode}`);
  if (listing.quantity < line.quantity)
    throw new RangeError(`only ${listing.quantity} left of ${line.barcode}`);
}

function randomLines(world: TrendyolWorld): readonly BuyLine[] {
  const onSale = [...world.state.listings.values()].filter(isOnSale);
  const wanted = Math.min(onSale.length, 1 + Math.floor(world.random.fraction() * 3));
  const chosen = new Set<string>();
  while (chosen.size < wanted)
    chosen.add(onSale[Math.floor(world.random.fraction() * onSale.length)]!.barcode);
  return [...chosen].map((barcode) => ({ barcode, quantity: 1 }));
}

function takeOffShelf(world: TrendyolWorld, line: BuyLine): void {
  const listing = world.state.listings.get(line.barcode);
  if (!listing) return;
  listing.quantity = Math.max(0, listing.quantity - line.quantity);
  listing.stockModifiedMs = world.now();
  listing.modifiedMs = world.now();
}

function makeLine(world: TrendyolWorld, wish: BuyLine, status: PackageStatus): PackageLine {
  if (!Number.isInteger(wish.quantity) || wish.quantity < 1)
    throw new RangeError('quantity must be 1 or more');
  const listing = world.state.listings.get(wish.barcode);
  const grossKurus = wish.price === undefined ? (listing?.saleKurus ?? 0) : toKurus(wish.price);
  const size = listing?.size ?? '';
  return {
    lineId: nextNumber(world.state, 'line'),
    barcode: wish.barcode,
    stockCode: listing?.stockCode ?? '',
    contentId: listing?.contentId ?? nextNumber(world.state, 'content'),
    productName:
      wish.title ?? (listing ? [listing.title, size].filter((part) => part !== '').join(', ') : wish.barcode),
    size,
    colour: listing?.colour ?? '',
    quantity: wish.quantity,
    grossKurus,
    sellerDiscounts: spread(
      Math.round((grossKurus * wish.quantity * (wish.discountPercentage ?? 0)) / 100),
      wish.quantity,
    ),
    trendyolDiscounts: spread(0, wish.quantity),
    vatRate: listing?.vatRate ?? 20,
    status,
    cancelledBy: null,
    cancelReason: null,
  };
}

/** Shares an amount out over pieces to the kuruş; the first ones carry what does not divide. */
function spread(kurus: number, pieces: number): readonly number[] {
  const base = Math.floor(kurus / pieces);
  return Array.from({ length: pieces }, (_, piece) => base + (piece < kurus % pieces ? 1 : 0));
}
