/** Answers of Trendyol as the pages of 2026 describe them (names, shapes and times; every value is made up here). */

const HOUR = 3_600_000;
export const ORDERED_AT = 1_764_000_000_000;

export function approvedContent(
  barcode: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    contentId: 900_100_200,
    productMainId: 'GML001',
    title: 'Keten Gömlek Beyaz',
    images: [{ url: 'https://cdn.example.com/gml001-1.jpg' }],
    variants: [approvedVariant(barcode, changes)],
  };
}

export function approvedVariant(
  barcode: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    variantId: 5001,
    supplierId: 123_456,
    barcode,
    attributes: [{ attributeId: 338, attributeName: 'Beden', attributeValueId: 6821, attributeValue: 'M' }],
    productUrl: 'https://www.trendyol.com/x-p-1',
    onSale: true,
    stock: { quantity: 25, lastModifiedDate: ORDERED_AT },
    price: { salePrice: 649.9, listPrice: 799.9, priceSeenByCustomer: 619.9 },
    stockCode: 'GML001-W-M',
    locked: false,
    archived: false,
    blacklisted: false,
    ...changes,
  };
}

export function pageOf(
  content: readonly unknown[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    page: 0,
    size: 100,
    totalPages: 1,
    totalElements: content.length,
    nextPageToken: null,
    content,
    ...changes,
  };
}

export function lightRow(barcode: string, values: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    contentId: `c-${barcode}`,
    productMainId: 'GML001',
    variants: [
      { variantId: 1, barcode, salePrice: 649.9, listPrice: 799.9, quantity: 25, stockCode: 'S', ...values },
    ],
  };
}

export function orderLine(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    lineId: 700_100,
    barcode: 'TSTGML001M',
    stockCode: 'GML001-W-M',
    productName: 'Keten Gömlek Beyaz, M',
    quantity: 2,
    lineGrossAmount: 799.9,
    lineSellerDiscount: 50,
    lineTyDiscount: 0,
    lineUnitPrice: 749.9,
    discountDetails: [
      { lineItemId: 1, lineItemPrice: 749.9, lineItemSellerDiscount: 50, lineItemTyDiscount: 0 },
      { lineItemId: 2, lineItemPrice: 749.9, lineItemSellerDiscount: 50, lineItemTyDiscount: 0 },
    ],
    vatRate: 10,
    currencyCode: 'TRY',
    orderLineItemStatusName: 'Created',
    ...changes,
  };
}

export function orderPackage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderNumber: '10654411222',
    shipmentPackageId: 3_330_001_110,
    supplierId: 123_456,
    status: 'Created',
    shipmentPackageStatus: 'Created',
    createdBy: 'order-creation',
    originPackageIds: null,
    // Turkey's wall clock written as if it were UTC.
    orderDate: ORDERED_AT + 3 * HOUR,
    originShipmentDate: ORDERED_AT,
    lastModifiedDate: ORDERED_AT + 5_000,
    agreedDeliveryDate: ORDERED_AT + 48 * HOUR,
    currencyCode: 'TRY',
    packageTotalPrice: 1_499.8,
    commercial: false,
    identityNumber: '11111111111',
    customerFirstName: 'Ayşe',
    customerLastName: 'Yılmaz',
    customerEmail: 'pf+abc@trendyolmail.com',
    cargoProviderName: 'Trendyol Express Marketplace',
    cargoTrackingNumber: 7_330_001_112_223_334,
    cargoTrackingLink: 'https://track.example.com/1',
    shipmentAddress: {
      firstName: 'Ayşe',
      lastName: 'Yılmaz',
      address1: 'Örnek Sk. 5/2',
      address2: '',
      city: 'İstanbul',
      district: 'Kadıköy',
      postalCode: '34710',
      countryCode: 'TR',
      phone: null,
    },
    invoiceAddress: {
      firstName: 'Ayşe',
      lastName: 'Yılmaz',
      company: '',
      address1: 'Örnek Sk. 5/2',
      city: 'İstanbul',
      district: 'Kadıköy',
      countryCode: 'TR',
    },
    packageHistories: [{ createdDate: ORDERED_AT, status: 'Created' }],
    lines: [orderLine()],
    ...changes,
  };
}
