import type { JsonObject } from './body-fields.ts';
import type { Audit, ProductBatch, ProductBatchItem } from './catalogue-state.ts';
import { readAttributeWishes, reasonAgainstAttributes } from './attribute-wishes.ts';
import { cleanBarcode, seedListings, toKurus } from './listings.ts';
import { findBrand, findLeaf } from './product-lookups.ts';
import type { Listing } from './state.ts';
import type { TrendyolWorld } from './world.ts';

const DAY_MS = 86_400_000;
const VAT_RATES: readonly unknown[] = [0, 1, 10, 20];

/** Lets a batch of products take effect, item by item. */
export function settleProducts(world: TrendyolWorld, batch: ProductBatch): void {
  batch.settledMs = world.now();
  for (const item of batch.items) {
    const reason = item.refusedWith ?? apply(world, batch, item);
    item.outcome = reason === null ? 'SUCCESS' : 'FAILED';
    item.failureReasons = reason === null ? [] : [reason];
  }
}

/** Null when it was done, else why not. Texts that are known from real answers are theirs; others the sandbox's own. */
function apply(
  world: TrendyolWorld,
  batch: ProductBatch,
  { wish, barcode }: ProductBatchItem,
): string | null {
  if (batch.kind === 'create') return create(world, wish, barcode);
  if (batch.kind === 'content') return updateContent(world, batch, wish);
  const listing = barcode === null ? undefined : world.state.listings.get(barcode);
  if (!listing) return `${barcode ?? ''} barkodlu ürün bulunamadı`;
  listing.modifiedMs = world.now();
  return CHANGES[batch.kind](world, listing, wish);
}

type Change = (world: TrendyolWorld, listing: Listing, wish: JsonObject) => string | null;

const CHANGES: Readonly<Record<Exclude<ProductBatch['kind'], 'create' | 'content'>, Change>> = {
  unapproved: updateUnapproved,
  variant: updateVariant,
  delivery: updateDelivery,
  archive,
  unlock: (_world, listing) => {
    listing.locked = false;
    return null;
  },
  delete: remove,
};

function create(world: TrendyolWorld, wish: JsonObject, barcode: string | null): string | null {
  if (barcode === null || !/^[\p{L}\d._-]{1,40}$/u.test(barcode)) return 'Barkod alanı hatalı';
  if (world.state.listings.has(barcode))
    return 'Aynı barkodlu bir ürününüz bulunduğundan yeni ürün oluşturulamaz';
  const reason = reasonAgainst(world, wish) ?? reasonAgainstFigures(wish);
  if (reason !== null) return reason;
  seedListings(world, [
    {
      barcode,
      productMainId: textOf(wish, 'productMainId'),
      quantity: numberOf(wish, 'quantity') ?? 0,
      salePrice: numberOf(wish, 'salePrice') ?? 0,
      listPrice: numberOf(wish, 'listPrice') ?? 0,
      approved: world.rules().approval === 'at-once',
      brand: findBrand(world, numberOf(wish, 'brandId'))!.name,
      category: findLeaf(world, numberOf(wish, 'categoryId'))!.path,
    },
  ]);
  writeContent(world, world.state.listings.get(barcode)!, wish);
  writeVariant(world.state.listings.get(barcode)!, wish);
  return null;
}

function updateUnapproved(world: TrendyolWorld, listing: Listing, wish: JsonObject): string | null {
  if (listing.approved) return 'Ürün onaylı; onaylı ürün servisleri kullanılmalıdır';
  const reason = reasonAgainst(world, wish);
  if (reason !== null) return reason;
  listing.brand = findBrand(world, numberOf(wish, 'brandId'))!.name;
  listing.category = findLeaf(world, numberOf(wish, 'categoryId'))!.path;
  listing.productMainId = textOf(wish, 'productMainId');
  listing.unapprovedStatus = 'pendingApproval';
  listing.rejectReason = '';
  writeContent(world, listing, wish);
  writeVariant(listing, wish);
  return null;
}

/** What every whole product must have. */
function reasonAgainst(world: TrendyolWorld, wish: JsonObject): string | null {
  const brandId = numberOf(wish, 'brandId');
  if (brandId === null) return 'Marka alanı boş olamaz';
  if (!findBrand(world, brandId)) return `Girmiş olduğunuz marka (${brandId}) sistemde kayıtlı değildir`;
  const leaf = findLeaf(world, numberOf(wish, 'categoryId'));
  if (!leaf) return 'Kategori bulunamadı veya ürün eklemeye uygun değil';
  if (textOf(wish, 'productMainId').trim() === '') return 'productMainId alanı boş olamaz';
  if (textOf(wish, 'stockCode').trim() === '') return 'stockCode alanı boş olamaz';
  if (numberOf(wish, 'dimensionalWeight') === null) return 'dimensionalWeight alanı boş olamaz';
  if (!VAT_RATES.includes(wish['vatRate'])) return 'KDV oranı geçersiz';
  return reasonAgainstContent(wish) ?? reasonAgainstAttributes(world, wish['attributes'], 'all');
}

function reasonAgainstContent(wish: JsonObject): string | null {
  const title = textOf(wish, 'title');
  if (title.trim() === '' || title.length > 100) return 'Başlık alanı hatalı';
  const description = textOf(wish, 'description');
  if (description.trim() === '') return 'Açıklama alanı boş olmamalıdır';
  if (description.length > 30_000) return 'Açıklama 30000 karakterden uzun olamaz';
  const images = imagesOf(wish);
  if (images.length === 0 || images.length > 8) return 'Görsel sayısı 1 ile 8 arasında olmalıdır';
  return images.every((url) => url.startsWith('https://')) ? null : 'Görsel adresi https olmalıdır';
}

function reasonAgainstFigures(wish: JsonObject): string | null {
  const quantity = numberOf(wish, 'quantity');
  const sale = numberOf(wish, 'salePrice');
  const list = numberOf(wish, 'listPrice');
  if (quantity === null || !Number.isInteger(quantity) || quantity < 0) return 'Stok adedi hatalı';
  if (sale === null || list === null || toKurus(sale) <= 0) return 'Fiyat 0’dan büyük olmalıdır';
  return toKurus(sale) > toKurus(list) ? "TSF PSF'den Büyük olamaz" : null;
}

/** By content: its variants share it. Frozen values may be sent again, not changed. */
function updateContent(world: TrendyolWorld, batch: ProductBatch, wish: JsonObject): string | null {
  const contentId = numberOf(wish, 'contentId');
  const variants = [...world.state.listings.values()].filter(
    (one) => one.approved && one.contentId === contentId,
  );
  if (variants.length === 0) return `${contentId ?? ''} içeriği bulunamadı`;
  const whole = {
    title: variants[0]!.title,
    description: variants[0]!.description,
    images: [{ url: 'https://-' }],
    ...wish,
  };
  const reason = reasonAgainstContent(whole) ?? reasonAgainstFrozen(world, variants[0]!, wish['attributes']);
  if (reason !== null) return reason;
  const status = { passes: 'SUCCESS', runs: 'RUNNING', fails: 'FAIL' } as const;
  const outcome = status[world.rules().contentControl];
  if (outcome === 'SUCCESS') for (const one of variants) writeContent(world, one, wish);
  const types: Audit['types'] = (
    [
      ['title', 'TITLE'],
      ['description', 'DESCRIPTION'],
      ['images', 'MEDIA'],
      ['attributes', 'ATTRIBUTE'],
    ] as const
  ).flatMap(([name, type]) => (wish[name] === undefined ? [] : [type]));
  const { barcode } = variants[0]!;
  const requestedMs = batch.createdMs;
  world.state.audits.unshift({
    contentId: contentId!,
    barcode,
    batchRequestId: batch.batchRequestId,
    requestedMs,
    types,
    status: outcome,
  });
  return null;
}

function reasonAgainstFrozen(world: TrendyolWorld, listing: Listing, attributes: unknown): string | null {
  if (attributes === undefined) return null;
  const reason = reasonAgainstAttributes(world, attributes, 'content');
  if (reason !== null) return reason;
  const colour = readAttributeWishes(attributes).find(({ attributeId }) => attributeId === 47);
  const frozen = listing.colour !== '' && colour !== undefined && colour.value !== listing.colour;
  return frozen ? 'Renk değeri onaydan sonra değiştirilemez' : null;
}

function writeContent(world: TrendyolWorld, listing: Listing, wish: JsonObject): void {
  if (typeof wish['title'] === 'string') listing.title = wish['title'];
  if (typeof wish['description'] === 'string') listing.description = wish['description'];
  if (wish['images'] !== undefined) {
    listing.images = imagesOf(wish);
    listing.imageUrl = listing.images[0] ?? '';
  }
  if (wish['attributes'] !== undefined) {
    const given = readAttributeWishes(wish['attributes']);
    listing.colour = given.find(({ attributeId }) => attributeId === 47)?.value ?? listing.colour;
    listing.size = given.find(({ attributeId }) => attributeId === 338)?.value ?? listing.size;
    listing.attributes = given.filter(({ attributeId }) => attributeId !== 47 && attributeId !== 338);
  }
  listing.modifiedMs = world.now();
}

function updateVariant(_world: TrendyolWorld, listing: Listing, wish: JsonObject): string | null {
  if (!listing.approved) return `${listing.barcode} barkodlu ürün bulunamadı`;
  if (Array.isArray(wish['channels']) && wish['channels'].length === 0) return 'channels boş olamaz';
  if (wish['vatRate'] !== undefined && !VAT_RATES.includes(wish['vatRate'])) return 'KDV oranı geçersiz';
  writeVariant(listing, wish);
  return null;
}

function writeVariant(listing: Listing, wish: JsonObject): void {
  if (typeof wish['stockCode'] === 'string') listing.stockCode = wish['stockCode'];
  if (typeof wish['origin'] === 'string') listing.origin = wish['origin'];
  listing.vatRate = numberOf(wish, 'vatRate') ?? listing.vatRate;
  listing.desi = numberOf(wish, 'dimensionalWeight') ?? listing.desi;
  if (Array.isArray(wish['cargoProviders'])) listing.cargoProviders = wish['cargoProviders'].map(String);
  listing.deliveryDuration = durationOf(wish['deliveryOption']) ?? listing.deliveryDuration;
}

function updateDelivery(_world: TrendyolWorld, listing: Listing, wish: JsonObject): string | null {
  const duration = durationOf(wish['deliveryOptions']);
  if (duration === null) return 'deliveryOptions alanı boş olamaz';
  listing.deliveryDuration = duration;
  return null;
}

function durationOf(value: unknown): number | null {
  return typeof value === 'object' && value !== null
    ? numberOf(value as JsonObject, 'deliveryDuration')
    : null;
}

function archive(world: TrendyolWorld, listing: Listing, wish: JsonObject): string | null {
  if (typeof wish['archived'] !== 'boolean') return 'archived alanı boş olamaz';
  if (!listing.archived && wish['archived']) listing.archivedMs = world.now();
  listing.archived = wish['archived'];
  return null;
}

/** Approved ones only after more than a day in the archive, and not when Trendyol itself stopped them. */
function remove(world: TrendyolWorld, listing: Listing): string | null {
  const rested = listing.archived && (listing.archivedMs ?? listing.modifiedMs) < world.now() - DAY_MS;
  if (listing.approved && (!rested || listing.blacklisted))
    return 'Onaylı ürün ancak 1 günden uzun süre arşivde kaldıktan sonra silinebilir';
  world.state.listings.delete(cleanBarcode(listing.barcode));
  return null;
}

function imagesOf(wish: JsonObject): readonly string[] {
  const images = Array.isArray(wish['images']) ? (wish['images'] as readonly unknown[]) : [];
  return images.flatMap((image) =>
    typeof image === 'object' && image !== null && 'url' in image ? [String(image.url)] : [],
  );
}

function textOf(wish: JsonObject, name: string): string {
  return typeof wish[name] === 'string' ? wish[name] : '';
}

function numberOf(wish: JsonObject, name: string): number | null {
  const value = wish[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
