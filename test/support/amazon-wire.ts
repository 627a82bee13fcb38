/** Answers of Amazon's services as its models of 5 Aug 2026 describe them; all names and figures are made up. */

export const AMAZON_CREDENTIALS = {
  clientId: 'amzn1.application-oa2-client.0123456789abcdef',
  clientSecret: 'amzn1.oa2-cs.v1.not-a-real-secret-0123456789',
  refreshToken: 'Atzr|not-a-real-refresh-token-0123456789',
  sellerId: 'A2EXAMPLE0001',
  marketplaceId: 'A33AVAJ2PDY3EV',
};

export const TURKEY = 'A33AVAJ2PDY3EV';
export const ACCESS_TOKEN = 'Atza|not-a-real-access-token-0123456789';

export function tokenAnswer(changes: object = {}): object {
  return { access_token: ACCESS_TOKEN, token_type: 'bearer', expires_in: 3600, ...changes };
}

export function listingItem(sku: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sku,
    summaries: [
      {
        marketplaceId: TURKEY,
        asin: 'B0EXAMPLE1',
        productType: 'SHIRT',
        conditionType: 'new_new',
        status: ['BUYABLE', 'DISCOVERABLE'],
        itemName: 'Keten Gömlek – Mavi, M',
        createdDate: '2026-02-01T00:00:00Z',
        lastUpdatedDate: '2026-11-20T00:00:00Z',
        mainImage: { link: 'https://m.media-amazon.com/images/I/1.jpg', height: 500, width: 500 },
      },
    ],
    attributes: {
      externally_assigned_product_identifier: [
        { type: 'ean', value: '8690000000012', marketplace_id: TURKEY },
      ],
      fulfillment_availability: [
        { fulfillment_channel_code: 'DEFAULT', quantity: 17, lead_time_to_ship_max_days: 2 },
      ],
      purchasable_offer: [
        {
          marketplace_id: TURKEY,
          currency: 'TRY',
          audience: 'ALL',
          our_price: [{ schedule: [{ value_with_tax: 349.9 }] }],
        },
      ],
    },
    issues: [],
    offers: [
      {
        marketplaceId: TURKEY,
        offerType: 'B2C',
        price: { currencyCode: 'TRY', amount: '349.90' },
        audience: { value: 'ALL' },
      },
    ],
    fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 17 }],
    relationships: [],
    ...changes,
  };
}

export const ORDERED_AT = Date.parse('2026-11-20T07:41:12Z');

export function orderOf(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderId: '404-7654321-1234567',
    createdTime: '2026-11-20T07:41:12Z',
    lastUpdatedTime: '2026-11-20T08:10:44Z',
    salesChannel: { channelName: 'AMAZON', marketplaceId: TURKEY, marketplaceName: 'Amazon.com.tr' },
    buyer: { buyerName: 'Ayşe Nur Örnek', buyerEmail: 'x1y2@marketplace.amazon.com.tr' },
    recipient: {
      deliveryAddress: {
        name: 'Ayşe Nur Örnek',
        addressLine1: 'Deneme Sk. No:5',
        addressLine2: 'D:3',
        city: 'Ankara',
        districtOrCounty: 'Çankaya',
        stateOrRegion: 'Ankara',
        postalCode: '06690',
        countryCode: 'TR',
        phone: '+905550000000',
        addressType: 'RESIDENTIAL',
      },
    },
    proceeds: { grandTotal: { amount: '729.80', currencyCode: 'TRY' } },
    fulfillment: {
      fulfillmentStatus: 'UNSHIPPED',
      fulfilledBy: 'MERCHANT',
      shipByWindow: { earliestDateTime: '2026-11-21T00:00:00Z', latestDateTime: '2026-11-23T20:59:59Z' },
    },
    orderItems: [orderItem()],
    ...changes,
  };
}

export function orderItem(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderItemId: '60696125413094',
    quantityOrdered: 2,
    product: {
      asin: 'B0EXAMPLE1',
      title: 'Keten Gömlek',
      sellerSku: 'GMLK-M-MAVI',
      price: { unitPrice: { amount: '349.90', currencyCode: 'TRY' } },
    },
    proceeds: {
      proceedsTotal: { amount: '729.80', currencyCode: 'TRY' },
      breakdowns: [
        { type: 'ITEM', subtotal: { amount: '699.80', currencyCode: 'TRY' } },
        { type: 'SHIPPING', subtotal: { amount: '30.00', currencyCode: 'TRY' } },
      ],
    },
    fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 2 },
    ...changes,
  };
}
