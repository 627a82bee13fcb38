import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import { ROWS } from '#engine/marketplaces/amazon/explanations.ts';
import { AMAZON_CREDENTIALS } from '../../support/amazon-wire.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openPlace } from './sandbox-place.ts';
import { seedOf } from './stage.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

async function openAmazon(): Promise<MarketplaceWorld> {
  const place = await openPlace({
    marketplace: 'amazon',
    adapter: amazon,
    credentials: AMAZON_CREDENTIALS,
    wrong: { refreshToken: 'Atzr|not-this-one' },
    // Orders may be asked for once in three minutes: while everybody waits, an hour passes in some seconds.
    speed: 400,
    endpoints: {
      offers: ['patch-listing', 'create-feed'],
      creation: ['put-listing'],
      orders: ['orders', 'order'],
      listings: ['search-listings'],
      batch: ['get-feed'],
      token: ['token'],
    },
  });
  const hand = place.sandbox.marketplaces.amazon;
  return {
    ...place,
    seed: (listings) => void hand.seedListings(listings.map(seedFor)),
    shelf: (externalId) => {
      const listing = hand.listing(externalId);
      return (
        listing && { quantity: listing.quantity, salePriceE4: listing.priceKurus * 100, listPriceE4: null }
      );
    },
    buy: (lines) => {
      const { orderId } = hand.buy({
        lines: lines.map(({ externalId, quantity }) => ({ sku: externalId, quantity })),
      });
      return { packageId: orderId, orderNumber: orderId };
    },
    cancel: (packageId) => hand.cancel(packageId),
    split: () => {
      throw new Error('Amazon has nothing to split');
    },
    packageStatus: (packageId) => hand.orders().find(({ orderId }) => orderId === packageId)!.status,
  };
}

function seedFor(seed: SeedListing) {
  const states = {
    'on-sale': 'on-sale',
    locked: 'suppressed',
    'waiting-approval': 'waiting-approval',
    rejected: 'rejected',
    archived: 'on-sale',
  } as const;
  return {
    sku: seed.externalId,
    barcode: seed.externalId,
    title: seed.title,
    quantity: seed.quantity,
    price: seed.salePriceE4 / 10_000,
    state: states[seed.state],
  };
}

/** An offer under a page that the catalogue has: what most of a shop's goods become on Amazon. */
async function draft(world: MarketplaceWorld) {
  world.seed([seedOf('8690000000012')]);
  const [match] = await world.connection.searchCatalogue!({ barcode: '8690000000012' });
  return {
    stockCode: 'NEW/1',
    barcode: '8690000000012',
    groupId: '',
    title: 'Gömlek',
    subtitle: '',
    description: 'Keten gömlek',
    categoryId: 'SHIRT',
    brandId: null,
    brandName: 'Örnek',
    attributes: [],
    images: ['https://cdn.example.com/1.jpg'],
    vatRate: 20,
    quantity: 4,
    salePriceE4: 2_999_000,
    listPriceE4: 2_999_000,
    currency: 'TRY',
    desi: null,
    catalogueId: match!.catalogueId,
    fields: { condition: 'new_new', countryOfOrigin: 'TR' },
  };
}

marketplaceConformance('Amazon (the sandbox)', openAmazon, {
  wire: 'json',
  errorTable: ROWS,
  draft,
  // Reports and transactions lag behind.
  tellsAfterMs: 10 * 60_000,
  without: {
    'list-price': 'an offer has one price; the list price is an attribute of the product’s page',
    'repeated-body': 'the same body may come again',
    split: 'an order is one, whatever parcels it goes in',
    pick: 'there is no state between an order and its shipment',
    'order-totals': 'its list of orders names no total',
  },
  states: ['on-sale', 'locked', 'waiting-approval', 'rejected'],
  shown: ({ externalId }) => ({ stockCode: externalId, listPriceE4: null }),
});
