import { z } from 'zod';
import { fromMarketplaceNumber } from '#common/money.ts';
import { wireAmountE4, wireFlag, wireId, wireInteger, wireText } from '../kit/wire-values.ts';
import type { XmlNode } from '../kit/xml.ts';
import { readTurkishTime } from './local-time.ts';
import { nodesAt } from './xml-fields.ts';

/** A list inside its wrapper (`photos.photo`): an element, several, an empty wrapper or none. Broken members fall away. */
function wrapped<T extends z.ZodType>(name: string, element: T) {
  return z
    .unknown()
    .optional()
    .transform((wrapper): z.output<T>[] =>
      nodesAt(wrapper as XmlNode | undefined, name).flatMap((node) => {
        const parsed = element.safeParse(node);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

/** An element that holds others; an empty one comes as the empty text. */
function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'object' && value !== null ? value : {}))
    .pipe(z.looseObject(shape));
}

/** An amount with dot or, as old exports have it, comma. */
export const wireLira = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'string' && /^\s*-?\d+,\d{1,4}\s*$/.test(value)
      ? fromMarketplaceNumber(value.replace(',', '.'))
      : value,
  )
  .pipe(wireAmountE4);

export const wireTime = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? readTurkishTime(value) : null));

export const WireSpec = z.looseObject({
  '@name': wireText,
  '@value': wireText,
  '@type': wireText,
  '@required': wireFlag,
});

const WireVariantSpec = z.looseObject({
  '@nameId': wireId,
  '@name': wireText,
  '@valueId': wireId,
  '@value': wireText,
});

export const WireVariant = z.looseObject({
  '@variantId': wireId,
  quantity: wireInteger,
  soldCount: wireInteger,
  stockCode: wireText,
  variantSpecs: wrapped('variantSpec', WireVariantSpec),
});
export type WireVariant = z.output<typeof WireVariant>;

export const WirePhoto = z.looseObject({ url: wireText });

export const WireVariantGroup = z.looseObject({
  '@nameId': wireId,
  '@valueId': wireId,
  '@alias': wireText,
  variants: wrapped('variant', WireVariant),
  photos: wrapped('photo', WirePhoto),
});
export type WireVariantGroup = z.output<typeof WireVariantGroup>;

/** ProductType (sheet §6.3): nearly everything optional, order of no meaning on reading. */
export const WireProduct = z.looseObject({
  categoryCode: wireText,
  title: wireText,
  subtitle: wireText,
  description: wireText,
  format: wireText,
  buyNowPrice: wireLira,
  marketPrice: wireLira,
  productCount: wireInteger,
  specs: wrapped('spec', WireSpec),
  photos: wrapped('photo', WirePhoto),
  variantGroups: wrapped('variantGroup', WireVariantGroup),
  globalTradeItemNo: wireText,
  manufacturerPartNo: wireText,
  newCatalogId: wireText,
});
export type WireProduct = z.output<typeof WireProduct>;

export const WireStock = z.looseObject({
  productId: wireId,
  itemId: wireId,
  format: wireText,
  amount: wireInteger,
  soldItemCount: wireInteger,
  buyNowPrice: wireLira,
});
export type WireStock = z.output<typeof WireStock>;

export const WireSale = z.looseObject({
  saleCode: wireId,
  itemId: wireText,
  status: wireText,
  statusCode: wireText,
  productId: wireId,
  productTitle: wireText,
  price: wireLira,
  amount: wireInteger,
  cargoCode: wireText,
  endDate: wireTime,
  lastActionDate: wireTime,
  moneyDate: wireTime,
  variantId: wireId,
  commissionRate: wireLira,
  buyerInfo: group({
    username: wireText,
    name: wireText,
    surname: wireText,
    phone: wireText,
    mobilePhone: wireText,
    address: wireText,
    district: wireText,
    city: wireText,
    zipCode: wireText,
    neighborhoodType: group({ neighborhoodName: wireText }),
  }),
  invoiceInfo: group({
    fullname: wireText,
    address: wireText,
    district: wireText,
    cityCode: wireText,
    zipCode: wireText,
    phoneNumber: wireText,
    companyTitle: wireText,
    tcCertificate: wireText,
    taxOffice: wireText,
    taxNumber: wireText,
  }),
  shippingInfo: group({
    shippingFirmName: wireText,
    shippingExpireDate: wireTime,
    cargoCode: wireText,
    combinedSaleCodes: wrapped('saleCode', wireId),
  }),
});
export type WireSale = z.output<typeof WireSale>;

export const WireCategory = z.looseObject({
  categoryCode: wireText,
  categoryName: wireText,
  '@deepest': wireFlag,
  '@hasCatalog': wireFlag,
});

export const WireCategorySpec = z.looseObject({
  '@name': wireText,
  '@required': wireFlag,
  '@type': wireText,
  values: z
    .unknown()
    .optional()
    .transform((wrapper) => [...nodesAt(wrapper as XmlNode | undefined, 'value')]),
});

export const WireVariantAxis = z.looseObject({
  '@name': wireText,
  '@nameId': wireId,
  '@base': wireFlag,
  specValues: wrapped('specValue', z.looseObject({ '@value': wireText, '@valueId': wireId })),
});
