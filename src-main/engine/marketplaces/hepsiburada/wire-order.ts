import { z } from 'zod';
import { wireAmountE4, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';
import { wireLocalInstant } from './local-time.ts';
import { wireMoneyE4 } from './wire.ts';

/**
 * Orders, packages and their lines (sheet §4.2), after `camelKeys`. The same thing has another name in each service:
 * the names stand side by side, and `map-order.ts` picks. Personal fields are read here and go nowhere but into packages.
 */

const WireAddress = z.looseObject({
  name: wireText,
  address: wireText,
  district: wireText,
  town: wireText,
  city: wireText,
  postalCode: wireText,
  countryCode: wireText,
  phoneNumber: wireText,
  email: wireText,
});
export type WireAddress = z.infer<typeof WireAddress>;

const WireInvoice = z.looseObject({
  turkishIdentityNumber: wireText,
  taxNumber: wireText,
  taxOffice: wireText,
  address: WireAddress.nullish().catch(null),
});

export const WireLine = z.looseObject({
  id: wireId,
  lineItemId: wireId,
  orderNumber: wireId,
  orderDate: wireLocalInstant,
  sku: wireId,
  hbSku: wireId,
  merchantSKU: wireId,
  merchantSku: wireId,
  name: wireText,
  productName: wireText,
  productBarcode: wireText,
  quantity: wireInteger,
  status: wireText,
  dueDate: wireLocalInstant,
  unitPrice: wireMoneyE4,
  price: wireMoneyE4,
  totalPrice: wireMoneyE4,
  vatRate: wireAmountE4,
  customerName: wireText,
  shippingAddress: WireAddress.nullish().catch(null),
  invoice: WireInvoice.nullish().catch(null),
  cargoCompany: wireText,
  cargoCompanyModel: z.looseObject({ name: wireText, trackingUrl: wireText }).nullish().catch(null),
  packageNumber: wireId,
});
export type WireLine = z.infer<typeof WireLine>;

export const WireOrder = z.looseObject({
  orderNumber: wireId,
  orderDate: wireLocalInstant,
  createdDate: wireLocalInstant,
  paymentStatus: wireText,
  customer: z.looseObject({ name: wireText }).nullish().catch(null),
  deliveryAddress: WireAddress.nullish().catch(null),
  invoice: WireInvoice.nullish().catch(null),
  items: z.array(z.unknown()).nullish().catch(null),
});
export type WireOrder = z.infer<typeof WireOrder>;

export const WirePackage = z.looseObject({
  packageNumber: wireId,
  status: wireText,
  orderNumber: wireId,
  orderNumbers: wireList(wireId),
  orderDate: wireLocalInstant,
  dueDate: wireLocalInstant,
  unpackedDate: wireLocalInstant,
  cargoCompany: wireText,
  trackingInfoCode: wireText,
  trackingInfoUrl: wireText,
  customerName: wireText,
  recipientName: wireText,
  email: wireText,
  phoneNumber: wireText,
  companyName: wireText,
  taxOffice: wireText,
  taxNumber: wireText,
  identityNo: wireText,
  shippingAddressDetail: wireText,
  shippingDistrict: wireText,
  shippingTown: wireText,
  shippingCity: wireText,
  shippingCountryCode: wireText,
  billingAddress: wireText,
  billingDistrict: wireText,
  billingTown: wireText,
  billingCity: wireText,
  billingPostalCode: wireText,
  billingCountryCode: wireText,
  items: z.array(z.unknown()).nullish().catch(null),
});
export type WirePackage = z.infer<typeof WirePackage>;

/** Rows of shipped, delivered and undelivered: a package's number, its orders and the day (sheet §4.2). */
export const WireMoving = z.looseObject({
  packageNumber: wireId,
  orderNumber: wireId,
  orderNumbers: wireList(wireId),
  shippedDate: wireLocalInstant,
  deliveredDate: wireLocalInstant,
  undeliveredDate: wireLocalInstant,
});
export type WireMoving = z.infer<typeof WireMoving>;

export const WireCancelled = z.looseObject({
  lineItemId: wireId,
  orderNumber: wireId,
  merchantSku: wireId,
  merchantSKU: wireId,
  sku: wireId,
  quantity: wireInteger,
  cancelDate: wireLocalInstant,
  cancelledBy: wireText,
  cancelReasonCode: wireText,
});
export type WireCancelled = z.infer<typeof WireCancelled>;

/** An order that is not paid yet: no price, no address (sheet §4.2: "reserve stock only"). */
export const WireAwaiting = z.looseObject({
  id: wireId,
  orderNumber: wireId,
  orderDate: wireLocalInstant,
  merchantSku: wireId,
  merchantSKU: wireId,
  sku: wireId,
  name: wireText,
  quantity: wireInteger,
});
export type WireAwaiting = z.infer<typeof WireAwaiting>;

/** The account's order lines as the paid-orders feed has them: enough to know which orders to read. */
export const WireOpenLine = z.looseObject({ id: wireId, orderNumber: wireId });

export const WireCreatedPackage = z.looseObject({ packageNumber: wireId, barcode: wireText });

export const WireLabels = z.looseObject({ format: wireText, data: wireList(wireText) });

export const WireCargoOption = z.looseObject({
  id: wireId,
  name: wireText,
  shortName: wireText,
  isActive: z.boolean().nullish().catch(null),
});
