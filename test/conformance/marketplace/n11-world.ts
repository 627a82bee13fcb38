import { n11 } from '#engine/marketplaces/n11/adapter.ts';
import type { N11Hand } from '../../../src-main/sandbox/n11/hand.ts';
import type { ProductStatus } from '../../../src-main/sandbox/n11/state.ts';
import { openPlace, type Place } from './sandbox-place.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

export const N11_CREDENTIALS = { appKey: 'key-of-the-shop-n11', appSecret: 'very-secret-word-n11' };

/** How the states that all marketplaces have are called here. */
const STATUS: Readonly<Record<SeedListing['state'], ProductStatus>> = {
  'on-sale': 'Active',
  archived: 'Suspended',
  locked: 'Prohibited',
  'waiting-approval': 'InApproval',
  rejected: 'CatalogRejected',
};

export type N11TestWorld = MarketplaceWorld & {
  readonly hand: N11Hand;
  readonly sandbox: Place['sandbox'];
  readonly bench: Place['bench'];
};

export async function openN11(): Promise<N11TestWorld> {
  const place = await openPlace({
    marketplace: 'n11',
    adapter: n11,
    credentials: N11_CREDENTIALS,
    wrong: { appSecret: 'not-this-word-at-all' },
    speed: 50,
    endpoints: {
      offers: ['price-stock-update'],
      creation: ['product-create'],
      orders: ['orders'],
      listings: ['products'],
      batch: ['task-details'],
    },
    // There are no cursors here: a page that comes twice is the nearest thing.
    nearest: { 'repeated-cursor': 'duplicate-page' },
  });
  const hand = place.sandbox.marketplaces.n11;
  return {
    ...place,
    hand,
    seed: (listings) => void hand.seedListings(listings.map(seedFor)),
    shelf: (externalId) => {
      const listing = hand.listing(externalId);
      return (
        listing && {
          quantity: listing.quantity,
          salePriceE4: listing.saleKurus * 100,
          listPriceE4: listing.listKurus * 100,
        }
      );
    },
    buy: (lines) => {
      const bought = hand.buy({
        lines: lines.map(({ externalId, quantity }) => ({ stockCode: externalId, quantity })),
      });
      return { packageId: bought.key, orderNumber: bought.orderNumber };
    },
    cancel: (packageId) => void hand.cancel(packageId),
    split: (packageId) => {
      hand.setPackageStatus(packageId, 'Picking');
      const whole = hand.packages().find(({ key }) => key === packageId)!;
      const groups = whole.lines.map(({ orderLineId, quantity }) => [{ orderLineId, quantity }]);
      hand.split(packageId, groups);
    },
    packageStatus: (packageId) => hand.packages().find(({ key }) => key === packageId)!.status,
  };
}

function seedFor(seed: SeedListing) {
  return {
    // n11 knows goods by the seller's stock code alone.
    stockCode: seed.externalId,
    barcode: seed.externalId,
    title: seed.title,
    quantity: seed.quantity,
    salePrice: seed.salePriceE4 / 10_000,
    ...(seed.listPriceE4 === null ? {} : { listPrice: seed.listPriceE4 / 10_000 }),
    status: STATUS[seed.state],
  };
}
