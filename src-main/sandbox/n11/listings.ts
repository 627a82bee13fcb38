import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { nextNumber, PRODUCT_STATUSES, type N11Listing, type ProductStatus } from './state.ts';
import { cutPage, springRefusal, type Call, type N11World } from './world.ts';

/** What is known of a product when it is put there from outside; the rest is made up. */
export type SeedListing = {
  readonly stockCode: string;
  readonly title?: string;
  readonly description?: string;
  readonly barcode?: string | null;
  readonly productMainId?: string;
  readonly categoryId?: number;
  readonly catalogId?: number;
  readonly quantity?: number;
  /** Lira, tax included. */
  readonly salePrice?: number;
  readonly listPrice?: number;
  readonly vatRate?: number;
  readonly status?: ProductStatus;
  readonly preparingDay?: number;
  readonly shipmentTemplate?: string;
  readonly maxPurchaseQuantity?: number | null;
  readonly attributes?: N11Listing['attributes'];
  readonly imageUrls?: readonly string[];
  readonly commissionRate?: number;
};

const SALE_STATUSES = ['On_Sale', 'Out_Of_Stock'] as const;

export function seedListings(world: N11World, seeds: readonly SeedListing[]): readonly N11Listing[] {
  return seeds.map((seed) => {
    if (seed.stockCode.trim() === '' || seed.stockCode.length > 255)
      throw new RangeError(`not a stock code: ${seed.stockCode}`);
    const made = listingOf(world, seed, world.state.listings.get(seed.stockCode));
    world.state.listings.set(seed.stockCode, made);
    return made;
  });
}

function listingOf(world: N11World, seed: SeedListing, known: N11Listing | undefined): N11Listing {
  const saleKurus = seed.salePrice === undefined ? (known?.saleKurus ?? 10_000) : toKurus(seed.salePrice);
  const listKurus =
    seed.listPrice === undefined ? Math.max(known?.listKurus ?? 0, saleKurus) : toKurus(seed.listPrice);
  return {
    stockCode: seed.stockCode,
    n11ProductId: known?.n11ProductId ?? nextNumber(world.state, 'product'),
    groupId: known?.groupId ?? nextNumber(world.state, 'group'),
    categoryId: seed.categoryId ?? known?.categoryId ?? 1_000_300,
    createdMs: known?.createdMs ?? world.now(),
    title: seed.title ?? known?.title ?? `Örnek ürün ${seed.stockCode}`,
    description: seed.description ?? known?.description ?? '<p>Örnek açıklama</p>',
    productMainId: seed.productMainId ?? known?.productMainId ?? seed.stockCode,
    barcode: seed.barcode === undefined ? (known?.barcode ?? null) : seed.barcode,
    catalogId: seed.catalogId ?? known?.catalogId ?? 0,
    quantity: seed.quantity ?? known?.quantity ?? 0,
    saleKurus,
    listKurus,
    vatRate: seed.vatRate ?? known?.vatRate ?? 20,
    status: seed.status ?? known?.status ?? 'Active',
    preparingDay: seed.preparingDay ?? known?.preparingDay ?? 2,
    shipmentTemplate: seed.shipmentTemplate ?? known?.shipmentTemplate ?? 'Standart',
    maxPurchaseQuantity: seed.maxPurchaseQuantity ?? known?.maxPurchaseQuantity ?? null,
    attributes: seed.attributes ?? known?.attributes ?? [{ id: 1, name: 'Marka', value: 'Örnek Marka' }],
    imageUrls: seed.imageUrls ?? known?.imageUrls ?? ['https://cdn.example.com/ornek.jpg'],
    commissionRate: seed.commissionRate ?? known?.commissionRate ?? 12.5,
  };
}

export function isOnSale({ status, quantity }: N11Listing): boolean {
  return status === 'Active' && quantity > 0;
}

/** Lira as JSON numbers carry it, to whole kuruş. */
export function toKurus(lira: number): number {
  return Math.round(lira * 100);
}

/** GET /ms/product-query. Refused figures and words come as 500, as production does it (10 Oct 2026). */
export function getProducts(call: Call): SandboxAnswer {
  const { world, query } = call;
  const size = whole(query.get('size'), 20);
  const page = whole(query.get('page'), 0);
  if (size === null || size < 1 || size > 250 || page === null)
    throw springRefusal(
      500,
      'ConstraintViolationException',
      'getProducts.size: must be less than or equal to 250',
    );
  const rows = [...world.state.listings.values()].filter((listing) => fits(listing, query));
  const cut = cutPage(call, rows, { page, size });
  return jsonAnswer(200, {
    content: cut.content.map((listing) => productJson(world, listing)),
    pageable: {
      offset: page * size,
      pageNumber: page,
      pageSize: size,
      paged: true,
      unpaged: false,
      sort: null,
    },
    totalElements: cut.totalElements,
    totalPages: cut.totalPages,
    number: page,
    size,
    numberOfElements: cut.content.length,
    first: page === 0,
    last: page + 1 >= cut.totalPages,
    empty: cut.content.length === 0,
    sort: null,
  });
}

function fits(listing: N11Listing, query: URLSearchParams): boolean {
  const asked = (name: string): string | null => query.get(name) || null;
  const status = asked('productStatus');
  const sale = asked('saleStatus');
  const unknown =
    (status !== null && !PRODUCT_STATUSES.includes(status as ProductStatus)) ||
    (sale !== null && !SALE_STATUSES.includes(sale as (typeof SALE_STATUSES)[number]));
  if (unknown) throw springRefusal(500, 'IllegalArgumentException', 'No enum constant');
  return (
    (asked('id') ?? String(listing.n11ProductId)) === String(listing.n11ProductId) &&
    (asked('stockCode') ?? listing.stockCode) === listing.stockCode &&
    (asked('productMainId') ?? listing.productMainId) === listing.productMainId &&
    (status ?? listing.status) === listing.status &&
    (sale ?? saleStatus(listing)) === saleStatus(listing) &&
    asked('sender') !== 'N11'
  );
}

function whole(text: string | null, otherwise: number): number | null {
  if (text === null || text === '') return otherwise;
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function saleStatus({ status, quantity }: N11Listing): string {
  if (status === 'InApproval' || status === 'InCatalogApproval') return 'Before_Sale';
  if (status !== 'Active') return 'Sale_Closed';
  return quantity > 0 ? 'On_Sale' : 'Out_Of_Stock';
}

function productJson({ state }: N11World, listing: N11Listing): unknown {
  return {
    n11ProductId: listing.n11ProductId,
    sellerId: sellerIdOf(state.credentials.appKey),
    sellerNickname: 'ornekmagaza',
    stockCode: listing.stockCode,
    title: listing.title,
    description: listing.description,
    categoryId: listing.categoryId,
    productMainId: listing.productMainId,
    status: listing.status,
    saleStatus: saleStatus(listing),
    preparingDay: listing.preparingDay,
    shipmentTemplate: listing.shipmentTemplate,
    maxPurchaseQuantity: listing.maxPurchaseQuantity,
    customTextOptions: [],
    catalogId: listing.catalogId,
    barcode: listing.barcode,
    groupId: listing.groupId,
    currencyType: 'TL',
    salePrice: listing.saleKurus / 100,
    listPrice: listing.listKurus / 100,
    quantity: listing.quantity,
    attributes: listing.attributes.map(({ id, name, value }) => ({
      attributeId: id,
      attributeName: name,
      attributeValue: value,
    })),
    imageUrls: listing.imageUrls,
    vatRate: listing.vatRate,
    commissionRate: listing.commissionRate,
    sender: 'SELLER',
  };
}

/** A seller's number of its own for each key. */
export function sellerIdOf(appKey: string): number {
  return Buffer.from(appKey).reduce((sum, byte) => (sum * 31 + byte) % 900_000, 7) + 100_000;
}
