import type { Order, OrderLine, Parcel } from './state.ts';
import { money, wallClock, type HepsiburadaWorld } from './world.ts';

const DAY_MS = 86_400_000;

function addressOf({ buyer, orderId }: Order): unknown {
  return {
    addressId: orderId,
    name: `${buyer.firstName} ${buyer.lastName}`,
    address: buyer.street,
    email: 'alici@example.invalid',
    countryCode: 'TR',
    phoneNumber: buyer.phone,
    alternatePhoneNumber: '',
    district: buyer.neighborhood,
    town: buyer.district,
    city: buyer.city,
    postalCode: buyer.postalCode,
    directions: '',
  };
}

function invoiceOf(order: Order): unknown {
  const { buyer } = order;
  return {
    turkishIdentityNumber: buyer.identityNumber,
    taxNumber: buyer.taxNumber,
    taxOffice: buyer.taxOffice || null,
    address: { ...(addressOf(order) as object), ...(buyer.company === '' ? {} : { name: buyer.company }) },
  };
}

/** A line as the orders list and the order itself show it (sheet §4.2). */
export function lineJson(world: HepsiburadaWorld, order: Order, line: OrderLine): Record<string, unknown> {
  const parcel = line.packageNumber === null ? undefined : world.state.parcels.get(line.packageNumber);
  const total = line.unitKurus * line.quantity;
  const none = { unitPrice: money(0), totalPrice: money(0) };
  return {
    id: line.id,
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    orderDate: wallClock(order.orderedMs),
    sku: line.hbSku,
    merchantSKU: line.merchantSku,
    merchantId: world.state.credentials.merchantId,
    name: line.title,
    productBarcode: line.barcode,
    quantity: line.quantity,
    status: line.status,
    dueDate: wallClock(order.orderedMs + 2 * DAY_MS),
    lastStatusUpdateDate: wallClock(line.changedMs),
    dispatchTime: 1,
    unitPrice: money(line.unitKurus),
    totalPrice: money(total),
    vat: Math.round((total * line.vatRate) / (100 + line.vatRate)) / 100,
    vatRate: line.vatRate,
    hbDiscount: none,
    merchantDiscount: none,
    commission: money(Math.round(total * 0.14)),
    commissionRate: 14,
    commissionType: 0,
    paymentTermInDays: 30,
    discountToBeBilledToHB: 0,
    deptorDifferenceAmount: 0,
    discountInfo: [],
    customerId: order.orderId,
    customerName: `${order.buyer.firstName} ${order.buyer.lastName}`,
    shippingAddress: addressOf(order),
    invoice: invoiceOf(order),
    cargoCompany: line.cargo,
    cargoCompanyModel: {
      id: 1,
      name: line.cargo,
      shortName: shortName(line.cargo),
      logoUrl: '',
      trackingUrl: null,
    },
    deliveryType: 'StandardDelivery',
    deliveryOptionId: 1,
    slot: null,
    pickUpTime: null,
    canCreatePackage: line.status === 'Open' || line.status === 'Unpacked',
    isCancellable: line.packageNumber === null,
    isCargoChangable: true,
    isCustomized: false,
    isMicroExport: false,
    creationReason: 'OrderCreated',
    packageNumber: line.packageNumber,
    barcode: parcel?.barcode ?? null,
    unitLaborCost: line.labourKurus === null ? null : money(line.labourKurus),
    purchasePrice: null,
    properties: [],
    warehouse: { shippingAddressLabel: 'Depo', shippingModel: '' },
  };
}

export function orderJson(world: HepsiburadaWorld, order: Order): Record<string, unknown> {
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    createdDate: wallClock(order.orderedMs),
    orderDate: wallClock(order.orderedMs),
    paymentStatus: order.paid ? 'Paid' : 'AwaitingPayment',
    customer: { customerId: order.orderId, name: `${order.buyer.firstName} ${order.buyer.lastName}` },
    deliveryAddress: addressOf(order),
    invoice: invoiceOf(order),
    items: order.lines.map((line) => lineJson(world, order, line)),
    orderNote: { tags: [], value: '' },
  };
}

/** A package as the package list shows it. */
export function parcelJson(world: HepsiburadaWorld, parcel: Parcel): Record<string, unknown> {
  const { state } = world;
  const orders = parcel.orderNumbers.flatMap((number) => state.orders.get(number) ?? []);
  const items = orders.flatMap((order) =>
    order.lines.filter((line) => isIn(line, parcel)).map((line) => ({ order, line })),
  );
  const [first] = orders;
  const buyer = first!.buyer;
  return {
    id: parcel.packageId,
    status: parcel.status,
    customerId: first!.orderId,
    customerName: `${buyer.firstName} ${buyer.lastName}`,
    orderDate: wallClock(first!.orderedMs),
    dueDate: wallClock(first!.orderedMs + 2 * DAY_MS),
    barcode: parcel.barcode,
    packageNumber: parcel.packageNumber,
    cargoCompany: parcel.cargo,
    estimatedArrivalDate: wallClock(parcel.createdMs + 3 * DAY_MS),
    isCargoChangable: true,
    ...(parcel.status === 'Unpacked' ? { unpackedDate: wallClock(parcel.changedMs) } : {}),
    recipientName: `${buyer.firstName} ${buyer.lastName}`,
    shippingAddressDetail: buyer.street,
    shippingDistrict: buyer.neighborhood,
    shippingTown: buyer.district,
    shippingCity: buyer.city,
    shippingCountryCode: 'TR',
    email: 'alici@example.invalid',
    phoneNumber: buyer.phone,
    companyName: buyer.company || `${buyer.firstName} ${buyer.lastName}`,
    billingAddress: buyer.street,
    billingDistrict: buyer.neighborhood,
    billingTown: buyer.district,
    billingCity: buyer.city,
    billingPostalCode: buyer.postalCode,
    billingCountryCode: 'TR',
    taxOffice: buyer.taxOffice || null,
    taxNumber: buyer.taxNumber,
    identityNo: buyer.identityNumber,
    totalPrice: money(items.reduce((sum, { line }) => sum + line.unitKurus * line.quantity, 0)),
    shippingTotalPrice: null,
    customsTotalPrice: null,
    totalDeci: parcel.desi,
    items: items.map(({ order, line }) => ({
      lineItemId: line.id,
      listingId: line.id,
      merchantId: state.credentials.merchantId,
      hbSku: line.hbSku,
      merchantSku: line.merchantSku,
      quantity: line.quantity,
      price: money(line.unitKurus),
      vat: 0,
      vatRate: line.vatRate,
      totalPrice: money(line.unitKurus * line.quantity),
      merchantUnitPrice: money(line.unitKurus),
      merchantTotalPrice: money(line.unitKurus * line.quantity),
      productName: line.title,
      productBarcode: line.barcode,
      orderNumber: order.orderNumber,
      orderDate: wallClock(order.orderedMs),
      discountToBeBilledToHB: 0,
      deptorDifferenceAmount: 0,
      properties: [],
      creationReason: 'OrderCreated',
    })),
  };
}

function isIn(line: OrderLine, parcel: Parcel): boolean {
  return parcel.status === 'Unpacked'
    ? parcel.lineIds.includes(line.id)
    : line.packageNumber === parcel.packageNumber;
}

export function shortName(cargo: string): string {
  return cargo.split(' ')[0]!.toUpperCase();
}
