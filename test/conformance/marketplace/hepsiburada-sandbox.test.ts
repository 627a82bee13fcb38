import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import { ROWS } from '#engine/marketplaces/hepsiburada/explain.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openPlace } from './sandbox-place.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

const CREDENTIALS = {
  merchantId: 'b6d61df6-0000-4000-8000-000000000001',
  serviceKey: 'a1B2c3D4e5F6',
  userAgent: 'ornek_dev',
};

async function openHepsiburada(): Promise<MarketplaceWorld> {
  const place = await openPlace({
    marketplace: 'hepsiburada',
    adapter: hepsiburada,
    credentials: CREDENTIALS,
    wrong: { serviceKey: 'notThisWord1' },
    speed: 50,
    endpoints: {
      offers: ['stock-upload', 'price-upload', 'inventory-upload'],
      creation: ['product-import', 'fast-listing'],
      orders: ['orders-open', 'order-by-number'],
      listings: ['listings'],
      batch: ['upload-result'],
    },
    // Pages go by number in every list: a cursor that repeats is a page that comes twice.
    nearest: { 'repeated-cursor': 'duplicate-page' },
  });
  const hand = place.sandbox.marketplaces.hepsiburada;
  // How the tester's server spells the hosts is asked once; that request is not one of those that are counted.
  await place.connection.readOffers(['-']);
  const orderOf = (packageId: string): string => packageId.slice(packageId.lastIndexOf('-') + 1);
  return {
    ...place,
    seed: (listings) => hand.seedListings(listings.map(seedFor)),
    shelf: (externalId) => {
      const listing = hand.listing(externalId);
      return listing && { quantity: listing.stock, salePriceE4: listing.priceKurus * 100, listPriceE4: null };
    },
    buy: (lines) => {
      const { orderNumber } = hand.buy({
        lines: lines.map(({ externalId, quantity }) => ({ merchantSku: externalId, quantity })),
      });
      return { packageId: `order-${orderNumber}`, orderNumber };
    },
    cancel: (packageId) => hand.cancel(orderOf(packageId)),
    split: () => {
      throw new Error('its own test splits packages');
    },
    packageStatus: (packageId) =>
      hand.orders().find(({ orderNumber }) => orderNumber === orderOf(packageId))!.lines[0]!.status,
  };
}

function seedFor(seed: SeedListing) {
  return {
    merchantSku: seed.externalId,
    title: seed.title,
    barcode: seed.externalId,
    quantity: seed.quantity,
    price: seed.salePriceE4 / 10_000,
    state: seed.state === 'waiting-approval' ? ('waiting' as const) : seed.state,
  };
}

const draft = () => ({
  stockCode: 'gml001-w-m',
  barcode: '8690000000012',
  groupId: 'GML001',
  title: 'Keten Gömlek Beyaz M',
  subtitle: '',
  description: '<p>Keten gömlek</p>',
  categoryId: '18021982',
  brandId: null,
  brandName: 'Örnek',
  attributes: [{ attributeId: '00001DTZ', name: 'Materyal', valueId: null, text: 'Keten', unit: null }],
  images: ['https://cdn.example.com/gml001-1.jpg'],
  vatRate: 10,
  quantity: 25,
  salePriceE4: 6_499_000,
  listPriceE4: 6_499_000,
  currency: 'TRY',
  desi: 1.5,
  catalogueId: null,
  fields: { warrantyMonths: '24' },
});

marketplaceConformance('Hepsiburada (the sandbox)', openHepsiburada, {
  wire: 'json',
  errorTable: ROWS,
  draft,
  without: {
    session: 'its key goes with every request',
    'list-price': 'a listing has one price',
    'repeated-body': 'the same upload may come again',
    split: 'orders are open lines until the seller packs them; its own tests pack, unpack and split',
    pick: 'there is no state between an order and its package',
  },
  states: ['on-sale', 'archived', 'locked'],
  // The seller's SKU is the one code that a listing has.
  shown: ({ externalId }) => ({ stockCode: externalId, listPriceE4: null }),
});
