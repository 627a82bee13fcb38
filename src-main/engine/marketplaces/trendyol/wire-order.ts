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
 * An order package as Trendyol sends it (sheet §3.3), with the names of before 6 Apr 2026 beside the current ones
 * (§3.4): stage still sent `id` in May 2026. Personal fields are read here and go nowhere but into the package.
 */

const Address = z.looseObject({
  firstName: wireText,
  lastName: wireText,
  fullName: wireText,
  company: wireText,
  address1: wireText,
  address2: wireText,
  fullAddress: wireText,
  city: wireText,
  district: wireText,
  countyName: wireText,
  neighborhood: wireText,
  postalCode: wireText,
  countryCode: wireText,
  phone: wireText,
  taxNumber: wireText,
  taxOffice: wireText,
});
export type WireAddress = z.infer<typeof Address>;

const UnitDiscount = z.looseObject({ lineItemPrice: wireAmountE4 });

export const WireLine = z.looseObject({
  lineId: wireId,
  id: wireId,
  barcode: wireId,
  stockCode: wireText,
  merchantSku: wireText,
  productName: wireText,
  quantity: wireInteger,
  lineUnitPrice: wireAmountE4,
  price: wireAmountE4,
  lineGrossAmount: wireAmountE4,
  amount: wireAmountE4,
  lineSellerDiscount: wireAmountE4,
  discount: wireAmountE4,
  lineTyDiscount: wireAmountE4,
  tyDiscount: wireAmountE4,
  discountDetails: wireList(UnitDiscount),
  vatRate: wireAmountE4,
  vatBaseAmount: wireAmountE4,
  orderLineItemStatusName: wireText,
  currencyCode: wireText,
});
export type WireLine = z.infer<typeof WireLine>;

export const WirePackage = z.looseObject({
  orderNumber: wireId,
  shipmentPackageId: wireId,
  id: wireId,
  status: wireText,
  shipmentPackageStatus: wireText,
  createdBy: wireText,
  originPackageIds: z.unknown().optional(),
  orderDate: wireInstant,
  originShipmentDate: wireInstant,
  lastModifiedDate: wireInstant,
  agreedDeliveryDate: wireInstant,
  packageHistories: wireList(z.looseObject({ createdDate: wireInstant, status: wireText })),
  currencyCode: wireText,
  packageTotalPrice: wireAmountE4,
  totalPrice: wireAmountE4,
  commercial: wireFlag,
  isCommercial: wireFlag,
  taxNumber: wireText,
  identityNumber: wireText,
  customerTckn: wireText,
  customerFirstName: wireText,
  customerLastName: wireText,
  customerEmail: wireText,
  /** Of an invoice that was sent as a link (2026); null or empty without one. */
  invoiceLink: wireText,
  cargoProviderName: wireText,
  cargoTrackingNumber: wireText,
  cargoTrackingLink: wireText,
  shipmentAddress: Address.nullish().catch(null),
  invoiceAddress: Address.nullish().catch(null),
  lines: z.array(z.unknown()).nullish().catch(null),
});
export type WirePackage = z.infer<typeof WirePackage>;
