import { issue, setStock, shelfOf, textIn } from './listing-changes.ts';
import type { Listing, Order } from './state.ts';
import { nextNumber, type AmazonWorld } from './world.ts';

export type SeedListing = {
  readonly sku: string;
  readonly barcode?: string;
  readonly title: string;
  readonly brand?: string;
  readonly quantity: number;
  readonly price: number;
  readonly productType?: string;
  /** What an order would have to make up for: none of it is for sale. */
  readonly state?: 'on-sale' | 'suppressed' | 'rejected' | 'waiting-approval';
  /** Amazon's own warehouse holds it. */
  readonly fulfilledByAmazon?: boolean;
};

export type BuyWish = {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly oversell?: 'refused' | 'allowed';
  readonly pending?: boolean;
  readonly business?: boolean;
  readonly shipping?: number;
  readonly at?: number;
};

const PEOPLE = [
  ['Ayşe Örnek', 'Deneme Sk. No:5 D:3', 'Çankaya', 'Ankara', '06690'],
  ['Iğdır Işık Şahin', 'Örnek Cad. No:12', 'Kadıköy', 'İstanbul', '34710'],
  ['Ömer Gül', 'Çınar Mah. 14. Sk. No:2', 'Bornova', 'İzmir', '35040'],
] as const;

export function makeListing(world: AmazonWorld, seed: SeedListing): Listing {
  const { marketplaceId } = world.state.credentials;
  const text = (value: string) => [{ value, language_tag: 'tr_TR', marketplace_id: marketplaceId }];
  const number = nextNumber(world);
  const price = { schedule: [{ value_with_tax: seed.price }] };
  const held = {
    suppressed: [{ ...issue('18742', 'Restricted Products Policy Violation', [], []), suppresses: true }],
    rejected: [issue('90220', "'size' is required but not supplied.", ['size'], ['MISSING_ATTRIBUTE'])],
    'waiting-approval': [issue('18299', 'Approval required.', [], ['QUALIFICATION_REQUIRED'])],
    'on-sale': [],
  }[seed.state ?? 'on-sale'];
  return {
    sku: seed.sku,
    asin:
      seed.state === 'rejected' || seed.state === 'waiting-approval'
        ? ''
        : `B0${String(number).padStart(8, '0')}`,
    productType: seed.productType ?? 'HOME',
    attributes: {
      item_name: text(seed.title),
      brand: text(seed.brand ?? 'Örnek'),
      condition_type: [{ value: 'new_new', marketplace_id: marketplaceId }],
      ...(seed.barcode
        ? {
            externally_assigned_product_identifier: [
              { type: 'ean', value: seed.barcode, marketplace_id: marketplaceId },
            ],
          }
        : {}),
      fulfillment_availability: seed.fulfilledByAmazon
        ? [{ fulfillment_channel_code: 'AMAZON_EU' }]
        : [{ fulfillment_channel_code: 'DEFAULT', quantity: seed.quantity, lead_time_to_ship_max_days: 2 }],
      purchasable_offer: [
        { marketplace_id: marketplaceId, currency: 'TRY', audience: 'ALL', our_price: [price] },
      ],
    },
    createdAt: world.now(),
    updatedAt: world.now(),
    issues: held,
    ...(seed.fulfilledByAmazon ? { fbaQuantity: seed.quantity } : {}),
  };
}

export function makeOrder(world: AmazonWorld, wish: BuyWish): Order {
  const { state } = world;
  const at = wish.at ?? world.now();
  const picked = wish.lines.map(({ sku, quantity }) => {
    const listing = state.listings[sku];
    if (!listing) throw new RangeError(`no listing ${sku}`);
    const { quantity: there, own } = shelfOf(listing);
    if (there < quantity && wish.oversell !== 'allowed') throw new RangeError(`only ${there} of ${sku}`);
    return { listing, quantity, there, own };
  });
  const number = nextNumber(world);
  const [name, street, district, city, postalCode] = PEOPLE[number % PEOPLE.length]!;
  const items = picked.map(({ listing, quantity }) => ({
    orderItemId: String(60_000_000_000_000n + BigInt(nextNumber(world))),
    sku: listing.sku,
    asin: listing.asin,
    title: textIn(listing.attributes, 'item_name'),
    quantity,
    unitKurus: shelfOf(listing).priceKurus,
    shipped: 0,
    cancelled: false,
  }));
  for (const { listing, quantity, there, own } of picked) {
    if (own) setStock(listing, Math.max(0, there - quantity));
    else listing.fbaQuantity = Math.max(0, there - quantity);
  }
  const order: Order = {
    orderId: `404-${String(1_000_000 + (number % 9_000_000))}-${String(1_000_000 + ((number * 7_919) % 9_000_000))}`,
    createdAt: at,
    updatedAt: at,
    status: wish.pending === true ? 'PENDING' : 'UNSHIPPED',
    fulfilledBy: picked.every(({ own }) => own) ? 'MERCHANT' : 'AMAZON',
    shippingKurus: Math.round((wish.shipping ?? 0) * 100),
    buyer: { name, email: `alici${number}@marketplace.amazon.com.tr` },
    address: {
      name,
      addressLine1: street,
      city,
      districtOrCounty: district,
      stateOrRegion: city,
      postalCode,
      countryCode: 'TR',
      phone: '+905550000000',
    },
    business:
      wish.business === true
        ? { name: 'Örnek Ticaret Ltd. Şti.', number: '1234567890', office: 'Çankaya' }
        : null,
    items,
    packages: [],
  };
  state.orders[order.orderId] = order;
  return order;
}

/** Fifteen in a hundred, as the sandbox's Amazon takes them. */
export function book(
  world: AmazonWorld,
  order: Order,
  { type, goodsKurus }: { readonly type: string; readonly goodsKurus: number },
): void {
  world.state.transactions.push({
    id: `tx-${nextNumber(world)}`,
    type,
    orderId: order.orderId,
    at: world.now(),
    goodsKurus,
    commissionKurus: -Math.round(goodsKurus * 0.15),
  });
}
