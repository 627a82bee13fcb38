import { CARRIERS } from './catalogue-data.ts';
import { ITEM_STATUSES, type PazaramaItem, type PazaramaOrder } from './state.ts';
import { money, orderTime } from './world.ts';

/** An order as `getOrdersForApi` shows it (the portal's example). `code` stands in for every item's status. */
export function orderJson(order: PazaramaOrder, code: number | null = null): unknown {
  const sum = order.items.reduce((all, { saleKurus, quantity }) => all + saleKurus * quantity, 0);
  return {
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    orderDate: orderTime(order.orderedMs),
    orderAmount: sum / 100,
    shipmentAmount: 0,
    discountAmount: 0,
    discountDescription: null,
    currency: 'TL',
    paymentType: 1,
    orderStatus: ITEM_STATUSES[order.items[0]!.status],
    customerId: order.orderId,
    customerName: `${order.buyer.firstName} ${order.buyer.lastName}`,
    customerEmail: `alici${order.orderNumber}@example.com`,
    shipmentAddress: addressJson(order),
    billingAddress: {
      ...addressJson(order),
      identityNumber: order.corporate ? null : order.buyer.identityNumber,
      invoiceType: order.corporate ? 2 : 1,
      companyName: order.corporate ? order.buyer.company : null,
      taxNumber: order.corporate ? order.buyer.taxNumber : null,
      taxOffice: order.corporate ? order.buyer.taxOffice : null,
      isEInvoiceObliged: false,
    },
    items: order.items.map((item) => itemJson(order, item, code)),
  };
}

function addressJson({ buyer, orderId }: PazaramaOrder): Readonly<Record<string, unknown>> {
  return {
    addressId: orderId,
    title: 'Ev Adresim',
    nameSurname: `${buyer.firstName} ${buyer.lastName}`,
    customerEmail: null,
    cityName: buyer.city,
    districtName: buyer.district,
    neighborhoodName: buyer.neighborhood,
    addressDetail: buyer.street,
    displayAddressText: `${buyer.neighborhood} ${buyer.street} / ${buyer.district} / ${buyer.city}`,
    phoneNumber: buyer.phone,
  };
}

function itemJson(order: PazaramaOrder, item: PazaramaItem, code: number | null): unknown {
  const carrier = CARRIERS.find(({ cargoCompanyId }) => cargoCompanyId === item.carrierId);
  return {
    orderItemId: item.orderItemId,
    orderItemStatus: code ?? ITEM_STATUSES[item.status],
    shipmentCode: '',
    shipmentCost: money(0),
    deliveryType: 1,
    deliveryDetail: null,
    quantity: item.quantity,
    listPrice: money(item.saleKurus),
    salePrice: money(item.saleKurus),
    taxAmount: money(0),
    shipmentAmount: money(0),
    totalPrice: money(item.saleKurus * item.quantity),
    discountAmount: money(0),
    discountDescription: null,
    taxIncluded: true,
    estimatedShippingDate: orderTime(order.orderedMs + 3 * 86_400_000),
    cargo: {
      companyName: carrier?.cargoCompanyName ?? CARRIERS[0].cargoCompanyName,
      trackingNumber: item.trackingNumber,
      trackingUrl: item.trackingUrl,
    },
    product: {
      productId: item.orderItemId,
      name: item.title,
      title: null,
      url: null,
      imageURL: null,
      variantOptionDisplay: null,
      stockCode: item.stockCode === '' ? null : item.stockCode,
      code: item.code,
      vatRate: item.vatRate,
    },
  };
}
