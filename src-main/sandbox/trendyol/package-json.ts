import { toLira } from './listings.ts';
import type { Buyer, PackageDesk, PackageLine, TrendyolPackage } from './state.ts';
import type { TrendyolWorld } from './world.ts';

const THREE_HOURS_MS = 3 * 3_600_000;

/** A package as v2/orders and the stream write it: names of the generation of 6 Apr 2026. */
export function packageJson(world: TrendyolWorld, one: TrendyolPackage): Readonly<Record<string, unknown>> {
  const sellerId = Number(world.state.credentials.sellerId);
  const gross = sum(one, (line) => line.grossKurus * line.quantity);
  const seller = sum(one, (line) => total(line.sellerDiscounts));
  const trendyol = sum(one, (line) => total(line.trendyolDiscounts));
  return {
    orderNumber: one.orderNumber,
    shipmentPackageId: one.packageId,
    supplierId: sellerId,
    channelId: 1,
    status: one.status,
    shipmentPackageStatus: one.status,
    createdBy: one.createdBy,
    originPackageIds: one.originPackageIds,
    orderDate: one.orderedMs + (world.rules().orderDate === 'three-hours-ahead' ? THREE_HOURS_MS : 0),
    originShipmentDate: one.orderedMs,
    lastModifiedDate: one.lastModifiedMs,
    agreedDeliveryDate: one.agreedDeliveryMs,
    estimatedDeliveryStartDate: one.agreedDeliveryMs + 86_400_000,
    estimatedDeliveryEndDate: one.agreedDeliveryMs + 3 * 86_400_000,
    paymentMethod: one.paymentMethod,
    currencyCode: 'TRY',
    orderCountryCode: 'TR',
    packageGrossAmount: toLira(gross),
    packageSellerDiscount: toLira(seller),
    packageTyDiscount: toLira(trendyol),
    packageTotalDiscount: toLira(seller + trendyol),
    packageTotalPrice: toLira(gross - seller - trendyol),
    discountDisplays: seller > 0 ? [{ displayName: 'Satıcı İndirimi', discountAmount: toLira(seller) }] : [],
    commercial: one.commercial,
    ...(one.commercial ? { taxNumber: one.buyer.taxNumber } : {}),
    identityNumber: one.buyer.identityNumber,
    invoiceStatus: one.invoiceNumber === null ? 'NotInvoiced' : 'Invoiced',
    customerId: one.customerId,
    customerFirstName: one.buyer.firstName,
    customerLastName: one.buyer.lastName,
    customerEmail: `pf+${one.orderNumber}@trendyolmail.com`,
    ...cargoJson(one),
    ...flagsJson(one),
    shipmentAddress: shipmentAddressJson(one),
    invoiceAddress: invoiceAddressJson(one),
    packageHistories: one.history.map((entry) => ({ createdDate: entry.atMs, status: entry.status })),
    lines: one.lines.map((line) => lineJson(sellerId, line, one.desk)),
  };
}

function cargoJson(one: TrendyolPackage): Readonly<Record<string, unknown>> {
  return {
    cargoProviderName: one.cargo,
    cargoTrackingNumber: one.trackingNumber,
    cargoTrackingLink: `https://tracking.trendyol.com/?id=${one.trackingNumber}`,
    cargoSenderNumber: String(one.trackingNumber).slice(0, 12),
    cargoDeci: one.desk.deci ?? 0,
    deliveryType: 'normal',
    deliveryAddressType: 'Shipment',
  };
}

function flagsJson(one: TrendyolPackage): Readonly<Record<string, unknown>> {
  return {
    fastDelivery: false,
    fastDeliveryType: '',
    timeSlotId: 0,
    warehouseId: one.desk.warehouseId ?? 11,
    deliveredByService: one.desk.byService ?? false,
    isCod: false,
    micro: false,
    '3pByTrendyol': false,
    is4P: false,
    giftBoxRequested: false,
    containsDangerousProduct: false,
    etgbNo: null,
    etgbDate: null,
    hsCode: null,
    shipmentNumber: null,
    invoiceLink: one.desk.invoice?.startsWith('https:') ? one.desk.invoice : null,
    invoiceNumber: one.invoiceNumber,
    sellerDeliveryMethod: null,
    sellerOtpCode: null,
  };
}

function shipmentAddressJson(one: TrendyolPackage): unknown {
  return {
    id: one.customerId * 2,
    ...personJson(one.buyer),
    company: '',
    address1: one.buyer.street,
    address2: '',
    addressLines: { addressLine1: '', addressLine2: '' },
    city: one.buyer.city,
    cityCode: one.buyer.cityCode,
    district: one.buyer.district,
    districtId: 54,
    neighborhood: one.buyer.neighborhood,
    neighborhoodId: 321,
    countyId: 0,
    countyName: '',
    shortAddress: '',
    stateName: '',
    postalCode: one.buyer.postalCode,
    countryCode: 'TR',
    phone: one.buyer.phone === '' ? null : one.buyer.phone,
    fullAddress: fullAddress(one.buyer),
  };
}

/** Company, tax number and office stand here for commercial orders and are absent from all others. */
function invoiceAddressJson(one: TrendyolPackage): unknown {
  const { buyer } = one;
  return {
    id: one.customerId * 2 + 1,
    ...personJson(buyer),
    company: one.commercial ? buyer.company : '',
    address1: buyer.street,
    address2: '',
    city: buyer.city,
    cityCode: buyer.cityCode,
    district: buyer.district,
    neighborhood: buyer.neighborhood,
    postalCode: buyer.postalCode,
    countryCode: 'TR',
    phone: buyer.phone === '' ? null : buyer.phone,
    fullAddress: fullAddress(buyer),
    latitude: '0',
    longitude: '0',
    sector: null,
    ...(one.commercial
      ? { taxNumber: buyer.taxNumber, taxOffice: buyer.taxOffice, eInvoiceAvailable: true }
      : {}),
  };
}

function personJson(buyer: Buyer): Readonly<Record<string, string>> {
  return {
    firstName: buyer.firstName,
    lastName: buyer.lastName,
    fullName: `${buyer.firstName} ${buyer.lastName}`,
  };
}

function fullAddress(buyer: Buyer): string {
  return `${buyer.street} ${buyer.neighborhood} ${buyer.district} ${buyer.city}`;
}

/** Line amounts are for one piece; where a discount does not divide, the pieces' own figures are in discountDetails. */
function lineJson(sellerId: number, line: PackageLine, desk: PackageDesk): unknown {
  const labour = desk.labour?.[String(line.lineId)];
  const seller = Math.round(total(line.sellerDiscounts) / line.quantity);
  const trendyol = Math.round(total(line.trendyolDiscounts) / line.quantity);
  return {
    lineId: line.lineId,
    barcode: line.barcode,
    stockCode: line.stockCode,
    contentId: line.contentId,
    sellerId,
    productName: line.productName,
    // The real one was seen to begin the size with a blank.
    productSize: line.size === '' ? '' : ` ${line.size}`,
    productColor: line.colour,
    productOrigin: 'TR',
    productCategoryId: 411,
    quantity: line.quantity,
    lineGrossAmount: toLira(line.grossKurus),
    lineSellerDiscount: toLira(seller),
    lineTyDiscount: toLira(trendyol),
    lineTotalDiscount: toLira(seller + trendyol),
    lineUnitPrice: toLira(line.grossKurus - seller - trendyol),
    discountDetails: line.sellerDiscounts.map((discount, piece) => ({
      lineItemId: line.lineId * 10 + piece,
      lineItemPrice: toLira(line.grossKurus - discount - (line.trendyolDiscounts[piece] ?? 0)),
      lineItemSellerDiscount: toLira(discount),
      lineItemTyDiscount: toLira(line.trendyolDiscounts[piece] ?? 0),
    })),
    vatRate: line.vatRate,
    currencyCode: 'TRY',
    commission: 21.5,
    salesCampaignId: 1,
    businessUnit: 'Fashion',
    orderLineItemStatusName: line.status,
    fastDeliveryOptions: [],
    laborCostPerItem: labour === undefined ? null : toLira(labour),
    cancelledBy: line.cancelledBy,
    cancelReason: line.cancelReason,
    cancelReasonCode: null,
    defectiveClaimListingInsight: null,
  };
}

function sum(one: TrendyolPackage, amount: (line: PackageLine) => number): number {
  return one.lines.reduce((all, line) => all + amount(line), 0);
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
