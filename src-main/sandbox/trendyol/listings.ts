import { nextNumber, type Listing } from './state.ts';
import type { TrendyolWorld } from './world.ts';

/** What is known of a listing when it is put there from outside; the rest is made up. */
export type SeedListing = {
  readonly barcode: string;
  readonly stockCode?: string;
  readonly title?: string;
  readonly description?: string;
  readonly productMainId?: string;
  readonly brand?: string;
  readonly category?: string;
  readonly colour?: string;
  readonly size?: string;
  readonly imageUrl?: string;
  readonly vatRate?: number;
  readonly quantity?: number;
  /** Lira, tax included, as Trendyol's JSON writes it. */
  readonly salePrice?: number;
  readonly listPrice?: number;
  readonly approved?: boolean;
  readonly unapprovedStatus?: 'pendingApproval' | 'rejected';
  readonly rejectReason?: string;
  readonly archived?: boolean;
  readonly locked?: boolean;
  readonly blacklisted?: boolean;
};

/** "Spaces inside are removed by the server; later calls must use the cleaned barcode." */
export function cleanBarcode(barcode: string): string {
  return barcode.replace(/\s+/g, '');
}

/** Lira as JSON numbers carry it, to whole kuruş. */
export function toKurus(lira: number): number {
  return Math.round(lira * 100);
}

export function toLira(kurus: number): number {
  return kurus / 100;
}

/** Puts listings there, or changes those whose barcode exists; values left out stay as they are. */
export function seedListings(world: TrendyolWorld, seeds: readonly SeedListing[]): readonly Listing[] {
  const contents = new Map(
    [...world.state.listings.values()].map((one) => [one.productMainId, one.contentId]),
  );
  return seeds.map((seed) => {
    const barcode = cleanBarcode(seed.barcode);
    if (barcode === '' || barcode.length > 40) throw new RangeError(`not a barcode: ${seed.barcode}`);
    const existing = world.state.listings.get(barcode);
    const listing = existing ?? newListing(world, { ...seed, barcode }, contents);
    apply(listing, seed, world.now());
    contents.set(listing.productMainId, listing.contentId);
    world.state.listings.set(barcode, listing);
    return listing;
  });
}

function newListing(world: TrendyolWorld, seed: SeedListing, contents: ReadonlyMap<string, number>): Listing {
  const productMainId = seed.productMainId ?? seed.barcode;
  const nowMs = world.now();
  return {
    barcode: seed.barcode,
    contentId: contents.get(productMainId) ?? nextNumber(world.state, 'content'),
    variantId: nextNumber(world.state, 'variant'),
    listingId: world.random.bytes(16).toString('hex'),
    createdMs: nowMs,
    stockCode: '',
    title: `Ürün ${seed.barcode}`,
    description: '',
    productMainId,
    brand: 'Markasız',
    category: 'Diğer',
    colour: '',
    size: '',
    imageUrl: '',
    vatRate: 20,
    quantity: 0,
    saleKurus: 0,
    listKurus: 0,
    approved: true,
    unapprovedStatus: 'pendingApproval',
    rejectReason: '',
    archived: false,
    locked: false,
    blacklisted: false,
    modifiedMs: nowMs,
    stockModifiedMs: null,
    priceModifiedMs: null,
    archivedMs: null,
    images: [],
    attributes: [],
    desi: null,
    origin: 'TR',
    deliveryDuration: null,
    cargoProviders: [],
  };
}

function apply(listing: Listing, seed: SeedListing, nowMs: number): void {
  const { barcode: _barcode, salePrice, listPrice, ...plain } = seed;
  Object.assign(
    listing,
    Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
  );
  if (salePrice !== undefined) listing.saleKurus = toKurus(salePrice);
  if (listPrice !== undefined) listing.listKurus = toKurus(listPrice);
  if (listing.listKurus < listing.saleKurus) listing.listKurus = listing.saleKurus;
  listing.modifiedMs = nowMs;
  if (seed.quantity !== undefined) listing.stockModifiedMs = nowMs;
  if (salePrice !== undefined || listPrice !== undefined) listing.priceModifiedMs = nowMs;
}

/** Live and not held back by anybody; an empty shelf is another matter. */
export function isLive(listing: Listing): boolean {
  return listing.approved && !listing.archived && !listing.locked && !listing.blacklisted;
}

/** What a customer can buy now: the product list's `onSale`. */
export function isOnSale(listing: Listing): boolean {
  return isLive(listing) && listing.quantity > 0;
}
