/** N11's payloads as the fact sheet shows them (§6.7, §7.1, §8.1; values are invented there). */

export const N11_ORDERED_AT = 1_791_000_000_000;

type Changes = Readonly<Record<string, unknown>>;

export function n11Line(changes: Changes = {}): Changes {
  return {
    orderLineId: 440_000_001,
    quantity: 2,
    productId: 700_000_001,
    productName: 'Örnek Tişört',
    stockCode: 'TS-100-KIR-M',
    barcode: null,
    variantAttributes: [{ name: 'Beden', value: 'M' }],
    customTextOptionValues: [],
    price: 250.0,
    dueAmount: 410.0,
    installmentChargeWithVAT: 0,
    sellerCouponDiscount: 0,
    sellerDiscount: 50.0,
    mallDiscount: 0,
    sellerInvoiceAmount: 450.0,
    sellerDiscountedPrice: 450.0,
    totalMallDiscountPrice: 40.0,
    totalSellerDiscountPrice: 50.0,
    orderItemLineItemStatusName: '',
    vatRate: 10,
    commissionRate: 15,
    deliveryFeeType: 2,
    sender: 'SELLER',
    productOrigin: null,
    ...changes,
  };
}

const ADDRESS = {
  address: 'Örnek Mah. 1. Sok. No:1',
  city: 'İstanbul',
  district: 'Kadıköy',
  neighborhood: 'Örnek',
  fullName: 'Ayşe Örnek',
  gsm: '5550000000',
  tcId: '',
  postalCode: '34000',
};

export function n11Package(changes: Changes = {}): Changes & { readonly shippingAddress?: typeof ADDRESS } {
  return {
    orderNumber: '2000000000001',
    id: '300000000000001',
    shipmentPackageStatus: 'Created',
    customerId: 40_001,
    customerEmail: 'alici@example.com',
    customerfullName: 'Ayşe Örnek',
    tcIdentityNumber: '',
    taxId: null,
    taxOffice: null,
    cargoSenderNumber: null,
    cargoTrackingNumber: '300000000000001',
    cargoTrackingLink: null,
    shipmentCompanyId: 344,
    cargoProviderName: 'Yurtiçi Kargo',
    shipmentMethod: 1,
    lastModifiedDate: N11_ORDERED_AT,
    agreedDeliveryDate: 1_791_259_200_000,
    totalAmount: 410.0,
    totalDiscountAmount: 90.0,
    packageHistories: [{ createdDate: N11_ORDERED_AT, status: 'Created' }],
    sellerId: 1,
    micro: null,
    deliveryAddressType: null,
    isReturned: false,
    billingAddress: { ...ADDRESS, taxId: null, taxHouse: null, invoiceType: 1, countryCode: null },
    shippingAddress: ADDRESS,
    lines: [n11Line()],
    ...changes,
  };
}

export function n11Product(changes: Changes = {}): Changes {
  return {
    n11ProductId: 700_000_001,
    sellerId: 1,
    sellerNickname: 'ornekmagaza',
    stockCode: 'TS-100-KIR-M',
    title: 'Örnek Marka Pamuklu Tişört',
    description: '<p>Yüzde yüz pamuk.</p>',
    categoryId: 1_000_100,
    productMainId: 'TS-100',
    status: 'Active',
    saleStatus: 'On_Sale',
    preparingDay: 2,
    shipmentTemplate: 'Standart',
    barcode: '8690000000017',
    groupId: 800_001,
    currencyType: 'TL',
    salePrice: 249.9,
    listPrice: 299.9,
    quantity: 12,
    attributes: [{ attributeId: 1, attributeName: 'Marka', attributeValue: 'Örnek Marka' }],
    imageUrls: ['https://cdn.example.com/1.jpg'],
    vatRate: 10,
    commissionRate: 12.5,
    sender: 'SELLER',
    ...changes,
  };
}

export function n11Page(content: readonly unknown[]): Changes {
  return { content, totalElements: content.length, totalPages: 1, number: 0, size: 250, last: true };
}

export function n11Soap(operation: string, inner: string): string {
  return (
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>' +
    `<ns3:${operation}Response xmlns:ns3="http://www.n11.com/ws/schemas">${inner}</ns3:${operation}Response>` +
    '</env:Body></env:Envelope>'
  );
}
