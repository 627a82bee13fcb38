import { formatDecimalE4 } from '#common/money.ts';
import type { DraftAttribute, ListingDraft } from '../kit/catalogue.ts';
import type { ShippingInfo } from './api-listings.ts';

/** `Image1` to `Image10` (pages of 2026; older ones say five). */
export const MOST_IMAGES = 10;

/**
 * One product as the catalogue wants it (sheet §2.3): prices and counts as texts, the decimal mark a comma, attributes
 * by id with the value's own text. Nothing is in it that the draft does not hold.
 */
export function importBody(merchantId: string, draft: ListingDraft): unknown {
  return {
    categoryId: Number(draft.categoryId),
    merchant: merchantId,
    attributes: {
      merchantSku: draft.stockCode,
      VaryantGroupID: draft.groupId,
      Barcode: draft.barcode,
      UrunAdi: draft.title,
      UrunAciklamasi: draft.description,
      Marka: draft.brandName,
      GarantiSuresi: Number(draft.fields['warrantyMonths'] ?? ''),
      ...(draft.desi === null ? {} : { kg: commaText(draft.desi) }),
      tax_vat_rate: String(draft.vatRate),
      price: commaPrice(draft.salePriceE4),
      stock: String(draft.quantity),
      ...imageFields(draft, 'Image'),
      ...(draft.fields['video'] ? { Video1: draft.fields['video'] } : {}),
      ...attributeFields(draft),
    },
  };
}

/** A listing under a product that Hepsiburada has in its catalogue already. */
export function fastListingBody(merchantId: string, draft: ListingDraft, index: number): unknown {
  return {
    merchant: merchantId,
    merchantSku: draft.stockCode,
    productName: draft.title,
    ...(draft.barcode === '' ? {} : { barcode: draft.barcode }),
    hbSku: draft.catalogueId,
    stock: String(draft.quantity),
    price: commaPrice(draft.salePriceE4),
    itemOrderID: String(index + 1),
  };
}

/** Content of a matched product (sheet §2.6): "only sent fields change". */
export function contentBody(hbSku: string, draft: ListingDraft): unknown {
  return {
    hbSku,
    productName: draft.title,
    productDescription: draft.description,
    ...imageFields(draft, 'image'),
    ...(draft.fields['video'] ? { video: draft.fields['video'] } : {}),
    attributes: attributeFields(draft),
  };
}

/** How a listing is shipped, as far as the draft says it; null where it says nothing, and all stays as it is. */
export function shippingInfo({ stockCode, fields }: ListingDraft): ShippingInfo | null {
  const [days, profile, company] = ['dispatchDays', 'shippingProfile', 'cargoCompany'].map((key) =>
    (Object.hasOwn(fields, key) ? fields[key]! : '').trim(),
  ) as [string, string, string]; // One for each key.
  if (days === '' && profile === '' && company === '') return null;
  return {
    merchantSku: stockCode,
    ...(days === '' ? {} : { dispatchTime: Number(days) }),
    ...(profile === '' ? {} : { shippingProfileName: profile }),
    ...(company === '' ? {} : { cargoCompany1: company }),
  };
}

function imageFields(draft: ListingDraft, name: 'Image' | 'image'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    draft.images.slice(0, MOST_IMAGES).map((address, index) => [`${name}${index + 1}`, address]),
  );
}

function attributeFields(draft: ListingDraft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    draft.attributes.flatMap((attribute) => {
      const text = attributeText(attribute);
      return text === '' ? [] : [[attribute.attributeId, text]];
    }),
  );
}

/** A value of the list goes by its own text, never by its id (sheet §2.2). */
export function attributeText({ text, valueName }: DraftAttribute): string {
  return (valueName ?? text ?? '').trim();
}

/** `130,50`: with a dot the listing is opened at price 0 and stock 0 (sheet §2.3). */
function commaPrice(amountE4: number): string {
  return formatDecimalE4(amountE4).slice(0, -2).replace('.', ',');
}

function commaText(value: number): string {
  return String(value).replace('.', ',');
}
