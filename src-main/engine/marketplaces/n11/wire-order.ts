import { z } from 'zod';
import {
  wireAmountE4,
  wireFlag,
  wireId,
  wireInstant,
  wireInteger,
  wireList,
  wireText,
} from '../kit/wire-values.ts';

/**
 * A package of `shipmentPackages` (sheet §7.1; fields seen on production 10 Oct 2026). Personal fields are read here and
 * go nowhere but into the package.
 */

const Address = z.looseObject({
  fullName: wireText,
  address: wireText,
  city: wireText,
  district: wireText,
  neighborhood: wireText,
  postalCode: wireText,
  gsm: wireText,
  tcId: wireText,
  taxId: wireText,
  taxHouse: wireText,
  invoiceType: wireInteger,
  countryCode: wireText,
});
export type WireAddress = z.infer<typeof Address>;

export const WireLine = z.looseObject({
  orderLineId: wireId,
  quantity: wireInteger,
  productId: wireId,
  productName: wireText,
  stockCode: wireText,
  barcode: wireText,
  variantAttributes: wireList(z.looseObject({ name: wireText, value: wireText })),
  price: wireAmountE4,
  dueAmount: wireAmountE4,
  installmentChargeWithVAT: wireAmountE4,
  sellerCouponDiscount: wireAmountE4,
  sellerDiscount: wireAmountE4,
  mallDiscount: wireAmountE4,
  totalMallDiscountPrice: wireAmountE4,
  sellerInvoiceAmount: wireAmountE4,
  orderItemLineItemStatusName: wireText,
  vatRate: wireAmountE4,
});
export type WireLine = z.infer<typeof WireLine>;

export const WirePackage = z.looseObject({
  orderNumber: wireId,
  id: wireId,
  shipmentPackageStatus: wireText,
  customerEmail: wireText,
  // With a small f on production; the other spelling is taken, too.
  customerfullName: wireText,
  customerFullName: wireText,
  tcIdentityNumber: wireText,
  taxId: wireText,
  taxOffice: wireText,
  cargoSenderNumber: wireText,
  cargoTrackingNumber: wireText,
  cargoTrackingLink: wireText,
  cargoProviderName: wireText,
  lastModifiedDate: wireInstant,
  agreedDeliveryDate: wireInstant,
  totalAmount: wireAmountE4,
  packageHistories: wireList(z.looseObject({ createdDate: wireInstant, status: wireText })),
  deliveryAddressType: wireText,
  micro: wireFlag,
  billingAddress: Address.nullish().catch(null),
  shippingAddress: Address.nullish().catch(null),
  lines: z.array(z.unknown()).nullish().catch(null),
});
export type WirePackage = z.infer<typeof WirePackage>;

/** Packages before they are looked into: taken apart one by one, so that a strange one never hides the others. */
export const PackagePage = z.preprocess(
  (value) => (Array.isArray(value) ? { content: value as readonly unknown[] } : value),
  z.looseObject({
    content: z.array(z.unknown()),
    totalPages: wireInteger,
    totalElements: wireInteger,
    size: wireInteger,
  }),
);
