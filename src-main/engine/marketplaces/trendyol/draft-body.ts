import { toMarketplaceNumber } from '#common/money.ts';
import type { DraftAttribute, ListingDraft } from '../kit/catalogue.ts';
import { numericId } from './api-catalogue.ts';

/** "Spaces inside are removed by the server; later calls must use the cleaned barcode" (create page, 2026). */
export function cleanBarcode(barcode: string): string {
  return barcode.replace(/\s+/g, '');
}

/** A new product's item. Money in whole kuruş; nothing in it is made up. */
export function creationItem(draft: ListingDraft): Readonly<Record<string, unknown>> {
  return {
    ...identity(draft),
    ...content(draft),
    quantity: draft.quantity,
    listPrice: toMarketplaceNumber(draft.listPriceE4),
    salePrice: toMarketplaceNumber(draft.salePriceE4),
    ...logistics(draft),
    ...deliveryOption(draft),
    attributes: attributesOf(draft.attributes),
  };
}

/**
 * The same without stock and prices, for a product that is not approved yet. The whole set: with many fields left out
 * stage answered 500 (May 2026), though the documents ask for changed ones only.
 */
export function unapprovedItem(draft: ListingDraft): Readonly<Record<string, unknown>> {
  return {
    ...identity(draft),
    ...content(draft),
    ...logistics(draft),
    ...deliveryOption(draft),
    attributes: attributesOf(draft.attributes),
  };
}

/** What all variants of an approved product share. */
export function contentItem(
  contentId: string,
  draft: ListingDraft,
  attributes: readonly DraftAttribute[],
): Readonly<Record<string, unknown>> {
  return {
    contentId: numericId(contentId),
    title: draft.title,
    description: draft.description,
    images: draft.images.map((url) => ({ url })),
    attributes: attributesOf(attributes),
  };
}

/** One approved variant. All fields that are known: whether some may be left out is told both ways (2026). */
export function variantItem(
  draft: ListingDraft,
  known: {
    readonly origin: string;
    readonly channels: readonly string[];
    readonly cargoProviders: readonly string[];
  },
): Readonly<Record<string, unknown>> {
  const origin = field(draft, 'origin') || known.origin;
  return {
    barcode: cleanBarcode(draft.barcode),
    ...(draft.stockCode === '' ? {} : { stockCode: draft.stockCode }),
    // Those of before, unless the draft names one: logistics come after.
    ...(known.cargoProviders.length === 0 ? {} : { cargoProviders: known.cargoProviders }),
    ...logistics(draft),
    ...(origin === '' ? {} : { origin }),
    // "[]" is an error; left out it stays as it is.
    ...(known.channels.length === 0 ? {} : { channels: known.channels }),
  };
}

/** `deliveryOptions` here, `deliveryOption` on creation. Null where the merchant has not said. */
export function deliveryItem(draft: ListingDraft): Readonly<Record<string, unknown>> | null {
  const duration = field(draft, 'deliveryDuration');
  if (duration === '') return null;
  return { barcode: cleanBarcode(draft.barcode), deliveryOptions: { deliveryDuration: Number(duration) } };
}

function identity(draft: ListingDraft): Readonly<Record<string, unknown>> {
  return {
    barcode: cleanBarcode(draft.barcode),
    productMainId: draft.groupId,
    brandId: draft.brandId === null ? null : numericId(draft.brandId),
    categoryId: numericId(draft.categoryId),
    stockCode: draft.stockCode,
  };
}

function content(draft: ListingDraft): Readonly<Record<string, unknown>> {
  return {
    title: draft.title,
    description: draft.description,
    images: draft.images.map((url) => ({ url })),
  };
}

function logistics(draft: ListingDraft): Readonly<Record<string, unknown>> {
  const origin = field(draft, 'origin');
  const lotNumber = field(draft, 'lotNumber');
  const shipment = field(draft, 'shipmentAddressId');
  const returning = field(draft, 'returningAddressId');
  const cargo = field(draft, 'cargoProvider');
  return {
    vatRate: draft.vatRate,
    ...(draft.desi === null ? {} : { dimensionalWeight: draft.desi }),
    ...(origin === '' ? {} : { origin }),
    ...(lotNumber === '' ? {} : { lotNumber }),
    ...(shipment === '' ? {} : { shipmentAddressId: numericId(shipment) }),
    ...(returning === '' ? {} : { returningAddressId: numericId(returning) }),
    ...(cargo === '' ? {} : { cargoProviders: [cargo] }),
  };
}

function deliveryOption(draft: ListingDraft): Readonly<Record<string, unknown>> {
  const duration = field(draft, 'deliveryDuration');
  return duration === '' ? {} : { deliveryOption: { deliveryDuration: Number(duration) } };
}

/**
 * One value: the singular shape, which the guide's samples have for creating and updating, and which a seller's
 * creations were accepted with in May 2026. Several values of one attribute: the plural shape, the only one that can
 * say it (sheet §2.4.1, where the sources disagree).
 */
function attributesOf(attributes: readonly DraftAttribute[]): readonly unknown[] {
  const byId = Map.groupBy(attributes, ({ attributeId }) => attributeId);
  return [...byId].flatMap(([id, values]): readonly unknown[] => {
    const attributeId = numericId(id);
    const chosen = values.flatMap(({ valueId }) => (valueId === null ? [] : [numericId(valueId)]));
    if (chosen.length > 1) return [{ attributeId, attributeValueIds: chosen }];
    if (chosen.length === 1) return [{ attributeId, attributeValueId: chosen[0] }];
    const text = values.find((value) => (value.text ?? '').trim() !== '')?.text?.trim();
    return text === undefined ? [] : [{ attributeId, customAttributeValue: text }];
  });
}

export function field(draft: ListingDraft, key: string): string {
  return (Object.hasOwn(draft.fields, key) ? draft.fields[key]! : '').trim();
}
