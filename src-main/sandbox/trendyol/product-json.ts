import { isOnSale, toLira } from './listings.ts';
import { ATTRIBUTES, brandOf, categoryOf, idOfValue } from './product-lookups.ts';
import type { Listing } from './state.ts';
import type { Call } from './world.ts';

/** The faults of drift. That figures are missing is not far-fetched: the OpenAPI document knows no stock.quantity. */
export function drifted(call: Call, content: ContentJson): unknown {
  const { faults } = call.world;
  if (faults.strike(['unknown-word'], call.endpoint)) {
    return {
      ...content,
      lastModifiedBy: 'moon',
      brandNewField: { nested: [1] },
      attributes: [{ odd: true }],
    };
  }
  if (faults.strike(['missing-field'], call.endpoint)) {
    return { ...content, variants: content.variants.map(({ stock: _stock, ...variant }) => variant) };
  }
  return content;
}

type ContentJson = Readonly<Record<string, unknown>> & {
  readonly variants: readonly ReturnType<typeof variantJson>[];
};

export function contentJson(call: Call, variants: readonly Listing[]): ContentJson {
  const first = variants[0]!;
  return {
    contentId: first.contentId,
    productMainId: first.productMainId,
    brand: brandOf(first.brand),
    category: categoryOf(first.category),
    creationDate: first.createdMs,
    lastModifiedDate: Math.max(...variants.map((one) => one.modifiedMs)),
    lastModifiedBy: 'seller',
    title: first.title,
    description: first.description,
    images: imagesOf(first),
    attributes: attributesOf(first),
    variants: variants.map((one) => variantJson(call, one)),
  };
}

function variantJson(call: Call, one: Listing) {
  return {
    variantId: one.variantId,
    supplierId: Number(call.world.state.credentials.sellerId),
    barcode: one.barcode,
    commission: 21.5,
    attributes:
      one.size === ''
        ? []
        : [
            {
              attributeId: 338,
              attributeName: 'Beden',
              attributeValueId: idOfValue(338, one.size) ?? 6_821,
              attributeValue: one.size,
            },
          ],
    productUrl: `https://www.trendyol.com/sandbox/urun-p-${one.contentId}`,
    onSale: isOnSale(one),
    channels: ['CORE'],
    deliveryOption: { deliveryDuration: one.deliveryDuration ?? 1 },
    stock: { quantity: one.quantity, lastModifiedDate: one.stockModifiedMs },
    price: {
      salePrice: toLira(one.saleKurus),
      listPrice: toLira(one.listKurus),
      priceSeenByCustomer: toLira(one.saleKurus),
    },
    stockCode: one.stockCode,
    origin: one.origin,
    vatRate: one.vatRate,
    sellerCreatedDate: one.createdMs,
    sellerModifiedDate: one.modifiedMs,
    locked: one.locked,
    lockReason: one.locked ? 'Fiyat kontrolü' : null,
    lockDate: one.locked ? one.modifiedMs : null,
    archived: one.archived,
    archivedDate: one.archived ? one.modifiedMs : null,
    docNeeded: false,
    hasViolation: false,
    blacklisted: one.blacklisted,
    cargoProviders: one.cargoProviders,
  };
}

export function unapprovedJson(call: Call, one: Listing): unknown {
  return {
    supplierId: Number(call.world.state.credentials.sellerId),
    productMainId: one.productMainId,
    status: one.unapprovedStatus,
    createDateTime: one.createdMs,
    lastUpdateDate: one.modifiedMs,
    lastPriceChangeDate: one.priceModifiedMs,
    lastStockChangeDate: one.stockModifiedMs,
    brand: brandOf(one.brand),
    category: categoryOf(one.category),
    barcode: one.barcode,
    title: one.title,
    description: one.description,
    quantity: one.quantity,
    listPrice: toLira(one.listKurus),
    salePrice: toLira(one.saleKurus),
    cargoProviders: one.cargoProviders,
    docNeeded: false,
    vatRate: one.vatRate,
    dimensionalWeight: one.desi ?? 1,
    stockCode: one.stockCode,
    origin: one.origin,
    images: imagesOf(one),
    attributes: attributesOf(one),
    rejectReasonDetails:
      one.unapprovedStatus === 'rejected'
        ? [{ rejectReason: one.rejectReason || 'Sakıncalı Görsel', rejectReasonDetail: '' }]
        : [],
    locationBasedDelivery: null,
    lotNumber: null,
  };
}

function imagesOf(one: Listing): readonly { readonly url: string }[] {
  const urls = one.images.length > 0 ? one.images : one.imageUrl === '' ? [] : [one.imageUrl];
  return urls.map((url) => ({ url }));
}

function attributesOf(one: Listing): readonly unknown[] {
  const colour =
    one.colour === '' ? [] : [{ attributeId: 47, attributeName: 'Renk', attributeValue: one.colour }];
  const others = one.attributes.map(({ attributeId, valueId, value }) => ({
    attributeId,
    attributeName: ATTRIBUTES.find(({ id }) => id === attributeId)?.name ?? '',
    ...(valueId === null ? {} : { attributeValueId: valueId }),
    attributeValue: value,
  }));
  return [...colour, ...others];
}
