import { z } from 'zod';
import { wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';
import { wireMoneyE4 } from './wire.ts';

/** What the listing and catalogue services send (sheet §2.4, §2.5, §3). Unknown fields pass; known ones may be absent. */

export const WireListing = z.looseObject({
  listingId: wireId,
  hepsiburadaSku: wireId,
  hbSku: wireId,
  merchantSku: wireId,
  price: wireMoneyE4,
  availableStock: wireInteger,
  isSalable: wireFlag,
  isSuspended: wireFlag,
  isLocked: wireFlag,
  isFrozen: wireFlag,
  isFulfilledByHB: wireFlag,
  deactivationReasons: wireList(wireText),
  lockReasons: wireList(wireText),
  freezeReasons: wireList(wireText),
  productId: wireId,
});
export type WireListing = z.infer<typeof WireListing>;

const Note = z.looseObject({ attributeName: wireText, message: wireText, severity: wireText });
const Match = z.looseObject({
  hbSku: wireId,
  productName: wireText,
  brand: wireText,
  images: wireList(wireText),
});

/** Rows of all-products, by-status and import status: one has `status`, the others `productStatus` (production, Oct 2026). */
export const WireProduct = z.looseObject({
  merchantSku: wireId,
  barcode: wireText,
  hbSku: wireId,
  variantGroupId: wireText,
  productName: wireText,
  brand: wireText,
  images: wireList(wireText),
  categoryId: wireId,
  price: wireMoneyE4,
  status: wireText,
  productStatus: wireText,
  importStatus: wireText,
  importMessages: wireList(Note),
  validationResults: wireList(Note),
  rejectReasons: wireList(wireText),
  rejectReasonsMessages: wireList(wireText),
  taskDetails: wireList(z.looseObject({ reason: wireText })),
  matchedHbProductInfo: wireList(Match),
});
export type WireProduct = z.infer<typeof WireProduct>;

const UploadError = z.looseObject({
  elementNo: wireInteger,
  hepsiburadaSku: wireId,
  merchantSku: wireId,
  errors: wireList(wireText),
  error: wireText,
  message: wireText,
});

const PriceValidation = z.looseObject({
  elementNo: wireInteger,
  hepsiburadaSku: wireId,
  merchantSku: wireId,
  type: wireText,
  minPrice: wireMoneyE4,
  maxPrice: wireMoneyE4,
  description: wireText,
});
export type PriceValidation = z.infer<typeof PriceValidation>;

export const WireUpload = z.looseObject({
  id: wireId,
  status: wireText,
  total: wireInteger,
  processed: wireInteger,
  errors: wireList(UploadError),
  priceValidations: wireList(PriceValidation),
});
export type WireUpload = z.infer<typeof WireUpload>;

/** `{id}`, `{Id}`, or inside `data`: what an accepted upload or import is followed by. */
export const WireReceipt = z.looseObject({
  id: wireId,
  trackingId: wireId,
  data: z
    .union([z.looseObject({ id: wireId, trackingId: wireId }), wireId])
    .nullish()
    .catch(null),
});

export const WireCategory = z.looseObject({
  categoryId: wireId,
  name: wireText,
  displayName: wireText,
  parentCategoryId: wireId,
  leaf: wireFlag,
  status: wireText,
  available: wireFlag,
});

export const WireAttribute = z.looseObject({
  id: wireId,
  name: wireText,
  mandatory: wireFlag,
  type: wireText,
  multiValue: wireFlag,
});
export type WireAttribute = z.infer<typeof WireAttribute>;

export const WireAttributes = z.looseObject({
  data: z.looseObject({
    baseAttributes: wireList(WireAttribute),
    attributes: wireList(WireAttribute),
    variantAttributes: wireList(WireAttribute),
  }),
});

export const WireValue = z.looseObject({ id: wireId, value: wireText, name: wireText });

export const WireDeleteProcess = z.looseObject({
  completed: wireFlag,
  deletedProductList: wireList(
    z.looseObject({ merchantSku: wireId, deleted: wireFlag, errorMessage: wireText }),
  ),
});

export const WireContentItem = z.looseObject({
  hbSku: wireId,
  message: wireText,
  productStatus: wireText,
  status: wireText,
  updateResults: wireList(
    z.looseObject({ fieldName: wireText, rejectReason: wireText, fieldResult: wireText }),
  ),
});
export type WireContentItem = z.infer<typeof WireContentItem>;
