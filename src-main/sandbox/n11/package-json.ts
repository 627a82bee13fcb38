import { sellerIdOf } from './listings.ts';
import type { N11Line, N11Package, PackageStatus } from './state.ts';
import type { N11World } from './world.ts';

const lira = (kurus: number): number => kurus / 100;

/** A package as `shipmentPackages` shows it (sheet §7.1). */
export function packageJson(world: N11World, one: N11Package, word: string = one.status): unknown {
  const { buyer } = one;
  const lines = one.lines.map((line) => lineJson(line, one.status));
  const due = one.lines.reduce((sum, line) => sum + dueOf(line), 0);
  const given = one.lines.reduce((sum, line) => sum + line.sellerDiscountKurus + line.mallDiscountKurus, 0);
  const fullName = `${buyer.firstName} ${buyer.lastName}`;
  return {
    orderNumber: one.orderNumber,
    id: one.shownId,
    shipmentPackageStatus: word,
    customerId: one.customerId,
    customerEmail: `alici${one.customerId}@example.com`,
    customerfullName: fullName,
    // May be empty since 15 Oct 2025.
    tcIdentityNumber: '',
    taxId: one.corporate ? buyer.taxNumber : null,
    taxOffice: one.corporate ? buyer.taxOffice : null,
    cargoSenderNumber: isOnItsWay(one.status) ? `TS${one.key}` : null,
    cargoTrackingNumber: one.key,
    cargoTrackingLink: null,
    shipmentCompanyId: one.carrier.id,
    cargoProviderName: one.carrier.name,
    shipmentMethod: 1,
    installmentChargeWithVATprice: 0,
    lastModifiedDate: one.lastModifiedMs,
    agreedDeliveryDate: one.agreedDeliveryMs,
    totalAmount: lira(due),
    totalDiscountAmount: lira(given),
    // Some words of the history come with a blank before them.
    packageHistories: one.history.map(({ atMs, status }, index) => ({
      createdDate: atMs,
      status: index === 0 ? status : ` ${status}`,
    })),
    sellerId: sellerIdOf(world.state.credentials.appKey),
    micro: one.micro ? true : null,
    deliveryAddressType: one.pickUpPoint ? 'EASYPOINT' : null,
    isReturned: false,
    dst_office_id: null,
    etgbNo: null,
    etgbDate: null,
    hsCode: null,
    invoiceLink: world.state.invoices.get(one.orderNumber) ?? null,
    invoiceDate: null,
    billingAddress: {
      ...addressJson(one, one.corporate ? buyer.company : fullName),
      taxId: one.corporate ? buyer.taxNumber : null,
      taxHouse: one.corporate ? buyer.taxOffice : null,
      invoiceType: one.corporate ? 2 : 1,
      countryCode: null,
    },
    shippingAddress: addressJson(one, one.pickUpPoint ? null : fullName),
    lines,
  };
}

function isOnItsWay(status: PackageStatus): boolean {
  return status === 'Shipped' || status === 'Delivered';
}

function addressJson({ buyer }: N11Package, fullName: string | null): Readonly<Record<string, unknown>> {
  return {
    address: `${buyer.neighborhood} Mah. ${buyer.street}`,
    city: buyer.city,
    district: buyer.district,
    neighborhood: buyer.neighborhood,
    fullName,
    gsm: buyer.phone,
    tcId: '',
    postalCode: buyer.postalCode,
  };
}

function invoicedOf(line: N11Line): number {
  return line.priceKurus * line.quantity - line.sellerDiscountKurus;
}

function dueOf(line: N11Line): number {
  return invoicedOf(line) - line.mallDiscountKurus;
}

function lineJson(line: N11Line, status: PackageStatus): unknown {
  return {
    orderLineId: line.orderLineId,
    quantity: line.quantity,
    productId: line.productId,
    productName: line.productName,
    stockCode: line.stockCode,
    // Null on production rows.
    barcode: null,
    variantAttributes: line.size === '' ? [] : [{ name: 'Beden', value: line.size }],
    customTextOptionValues: [],
    price: lira(line.priceKurus),
    dueAmount: lira(dueOf(line)),
    installmentChargeWithVAT: 0,
    sellerCouponDiscount: 0,
    sellerDiscount: lira(line.sellerDiscountKurus),
    mallDiscount: 0,
    sellerInvoiceAmount: lira(invoicedOf(line)),
    sellerDiscountedPrice: lira(invoicedOf(line)),
    totalMallDiscountPrice: lira(line.mallDiscountKurus),
    totalSellerDiscountPrice: lira(line.sellerDiscountKurus),
    orderItemLineItemStatusName: status,
    vatRate: line.vatRate,
    commissionRate: 15,
    sellerCampaignCommissionRate: 0,
    sellerCampaignCommissionDiscount: 0,
    taxDeductionRate: 1,
    totalLaborCostExcludingVAT: 0,
    netMarketingFeeRate: 1.2,
    netMarketplaceFeeRate: 0.8,
    deliveryFeeType: 2,
    sender: 'SELLER',
    productOrigin: null,
  };
}
