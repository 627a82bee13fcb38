/** Answers of Hepsiburada as its documents print them (sheet of 24 Nov 2026), with room for changes. */

export const HEPSIBURADA_KEYS = {
  merchantId: 'b6d61df6-0000-4000-8000-000000000001',
  serviceKey: 'a1B2c3D4e5F6',
  userAgent: 'ornek_dev',
};

/** 20 Nov 2026, 09:34:09 in Turkey. */
export const ORDERED_AT = Date.UTC(2026, 10, 20, 6, 34, 9);

const address = {
  addressId: 'a-1',
  name: 'Ayşe Yılmaz',
  address: 'Örnek Sk. 5/2',
  email: 'ayse@example.com',
  countryCode: 'TR',
  phoneNumber: '05321234567',
  district: 'Moda',
  town: 'Kadıköy',
  city: 'İstanbul',
  postalCode: '34710',
};

export function wireLine(id: string, changes: object = {}): Record<string, unknown> {
  return {
    id,
    orderId: 'o-1',
    orderNumber: '0414141341',
    orderDate: '2026-11-20T09:34:09',
    sku: 'HBCV0000ABCDE1',
    merchantSKU: 'GML001-W-M',
    merchantId: HEPSIBURADA_KEYS.merchantId,
    name: 'Keten Gömlek Beyaz M',
    productBarcode: '8690000000011',
    quantity: 2,
    status: 'Open',
    dueDate: '2026-11-22T15:00:00',
    unitPrice: { currency: 'TRY', amount: 649.9 },
    totalPrice: { currency: 'TRY', amount: 1299.8 },
    vat: 118.16,
    vatRate: 10,
    customerName: 'Ayşe Yılmaz',
    shippingAddress: address,
    invoice: { turkishIdentityNumber: '10000000146', taxNumber: '', taxOffice: null, address },
    cargoCompany: 'Aras Kargo',
    packageNumber: null,
    ...changes,
  };
}

export function wireOrder(lines: readonly unknown[], changes: object = {}): Record<string, unknown> {
  return {
    orderId: 'o-1',
    orderNumber: '0414141341',
    createdDate: '2026-11-20T09:34:09',
    orderDate: '2026-11-20T09:34:09',
    paymentStatus: 'Paid',
    customer: { customerId: 'c-1', name: 'Ayşe Yılmaz' },
    deliveryAddress: address,
    items: lines,
    ...changes,
  };
}

export function wireParcel(packageNumber: string, lineIds: readonly string[], changes: object = {}) {
  return {
    id: `p-${packageNumber}`,
    status: 'Open',
    packageNumber,
    barcode: '6220131054891',
    cargoCompany: 'Aras Kargo',
    orderDate: '2026-11-20T09:34:09',
    customerName: 'Ayşe Yılmaz',
    recipientName: 'Ayşe Yılmaz',
    shippingCity: 'İstanbul',
    items: lineIds.map((lineItemId) => ({
      lineItemId,
      hbSku: 'HBCV0000ABCDE1',
      merchantSku: 'GML001-W-M',
      productBarcode: '8690000000011',
      productName: 'Keten Gömlek Beyaz M',
      orderNumber: '0414141341',
      quantity: 2,
      price: { currency: 'TRY', amount: 649.9 },
      totalPrice: { currency: 'TRY', amount: 1299.8 },
      vatRate: 10,
    })),
    ...changes,
  };
}

export function envelope(items: readonly unknown[]) {
  return { totalCount: items.length, limit: 100, offset: 0, pageCount: 1, items };
}
