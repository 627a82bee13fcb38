import type { SandboxAnswer } from '../exchange.ts';
import { BRANDS, CATEGORIES, OTHER_CATEGORY } from './catalogue-data.ts';
import { PRODUCT_STATES, type PazaramaListing, type ProductState } from './state.ts';
import { cutPage, envelope, refuse, type Call, type PazaramaWorld } from './world.ts';

const MOST_ON_A_PAGE = 100;

/** What is known of a product when it is put there from outside; the rest is made up. */
export type SeedListing = {
  readonly code: string;
  readonly stockCode?: string;
  readonly groupCode?: string;
  readonly title?: string;
  readonly quantity?: number;
  /** Lira, tax included. */
  readonly salePrice?: number;
  readonly listPrice?: number;
  readonly vatRate?: number;
  readonly state?: ProductState;
  readonly offSale?: boolean;
  readonly categoryId?: string;
  readonly brandId?: string;
  readonly description?: string;
  readonly attributes?: PazaramaListing['attributes'];
  readonly imageUrls?: readonly string[];
};

export function seedListings(world: PazaramaWorld, seeds: readonly SeedListing[]): void {
  for (const seed of seeds) {
    if (seed.code.trim() === '' || seed.code.length > 500)
      throw new RangeError(`not a barcode: ${seed.code}`);
    const known = world.state.listings.get(seed.code);
    const saleKurus = seed.salePrice === undefined ? (known?.saleKurus ?? 10_000) : toKurus(seed.salePrice);
    const listKurus = seed.listPrice === undefined ? (known?.listKurus ?? 0) : toKurus(seed.listPrice);
    world.state.listings.set(seed.code, {
      code: seed.code,
      productId: known?.productId ?? world.random.uuid(),
      stockCode: seed.stockCode ?? known?.stockCode ?? '',
      groupCode: seed.groupCode ?? known?.groupCode ?? '',
      title: seed.title ?? known?.title ?? `Örnek ürün ${seed.code}`,
      description: seed.description ?? known?.description ?? '<p>Örnek açıklama</p>',
      brandId: seed.brandId ?? known?.brandId ?? BRANDS[0]!.id,
      categoryId: seed.categoryId ?? known?.categoryId ?? OTHER_CATEGORY,
      quantity: seed.quantity ?? known?.quantity ?? 0,
      saleKurus,
      listKurus: seed.listPrice === undefined ? Math.max(listKurus, saleKurus) : listKurus,
      vatRate: seed.vatRate ?? known?.vatRate ?? 20,
      state: seed.state ?? known?.state ?? 'approved',
      offSale: seed.offSale ?? known?.offSale ?? false,
      attributes: seed.attributes ?? known?.attributes ?? [],
      imageUrls: seed.imageUrls ?? known?.imageUrls ?? ['https://cdn.example.com/ornek.jpg'],
    });
  }
}

export function isOnSale({ state, offSale, quantity }: PazaramaListing): boolean {
  return state === 'approved' && !offSale && quantity > 0;
}

/** Lira as JSON numbers carry it, to whole kuruş. */
export function toKurus(lira: number): number {
  return Math.round(lira * 100);
}

/** GET /product/products?Approved=&Code=&Page=&Size=, as it was until the list was split. */
export function getFlagged(call: Call): SandboxAnswer {
  if (call.world.rules().lists !== 'flagged') throw refuse('Not Found', 404, null);
  const page = Number(call.query.get('Page') ?? 1);
  const size = sizeOf(call);
  if (!Number.isInteger(page) || page < 1) throw refuse('Page geçersiz');
  const rows = rowsOf(call, call.query.get('Approved') === 'true');
  return envelope(cutPage(call, rows, { offset: (page - 1) * size, size }).map(productJson));
}

/** GET /product/products/approved and …/unapproved: by cursor, null after the last page. */
export function getByCursor(call: Call): SandboxAnswer {
  if (call.world.rules().lists !== 'split') throw refuse('Not Found', 404, null);
  const size = sizeOf(call);
  const cursor = call.query.get('Cursor');
  const offset = cursor === null ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!Number.isInteger(offset) || offset < 0) throw refuse('Cursor geçersiz');
  const rows = rowsOf(call, call.parts[0] === 'approved');
  const page = cutPage(call, rows, { offset, size });
  const next = offset + size >= rows.length ? null : Buffer.from(String(offset + size)).toString('base64');
  const repeated = cursor !== null && call.world.faults.strike(['repeated-cursor'], call.endpoint) !== null;
  return envelope({ sellerProducts: page.map(productJson), nextCursor: repeated ? cursor : next });
}

function sizeOf({ query }: Call): number {
  const size = Number(query.get('Size') ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > MOST_ON_A_PAGE)
    throw refuse('Size en fazla 100 olabilir');
  return size;
}

function rowsOf({ world, query }: Call, approved: boolean): readonly PazaramaListing[] {
  const code = query.get('Code');
  return [...world.state.listings.values()].filter(
    (listing) => (listing.state === 'approved') === approved && (code === null || listing.code === code),
  );
}

const STATE_WORDS: Readonly<Record<ProductState, string | null>> = {
  waiting: 'Onay Bekliyor-İlk Onay',
  updateWaiting: 'Onay Bekliyor-Güncelleme',
  approved: null,
  rejected: 'Reddedildi',
  changed: 'Redden Dönüp Güncellenenler',
};

function productJson(listing: PazaramaListing): unknown {
  return {
    name: listing.title,
    displayName: listing.title,
    description: listing.description,
    brandName: BRANDS.find(({ id }) => id === listing.brandId)?.name ?? '',
    code: listing.code,
    groupCode: listing.groupCode,
    stockCount: listing.quantity,
    stockCode: listing.stockCode === '' ? null : listing.stockCode,
    priorityRank: 0,
    listPrice: listing.listKurus / 100,
    salePrice: listing.saleKurus / 100,
    vatRate: listing.vatRate,
    categoryName: CATEGORIES.find(({ id }) => id === listing.categoryId)?.name ?? '',
    categoryId: listing.categoryId,
    state: PRODUCT_STATES[listing.state],
    status: STATE_WORDS[listing.state],
    waitingApproveExp: null,
    attributes: null,
    images: listing.imageUrls.map((imageUrl, sortOrder) => ({ imageUrl, sortOrder })),
    deliveryTypes: null,
    productStatus: listing.offSale ? 10 : 0,
  };
}
