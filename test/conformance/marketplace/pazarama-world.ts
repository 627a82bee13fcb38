import { pazarama } from '#engine/marketplaces/pazarama/adapter.ts';
import type { PazaramaHand } from '../../../src-main/sandbox/pazarama/hand.ts';
import type { ProductState } from '../../../src-main/sandbox/pazarama/state.ts';
import { openPlace, type Place } from './sandbox-place.ts';
import type { MarketplaceWorld, SeedListing } from './world.ts';

export const PAZARAMA_CREDENTIALS = { clientId: 'client-of-the-shop', clientSecret: 'very-secret-word-pz' };

/** How the states that all marketplaces have are called here; there is no locked one. */
const STATES: Readonly<
  Record<SeedListing['state'], { readonly state: ProductState; readonly offSale: boolean }>
> = {
  'on-sale': { state: 'approved', offSale: false },
  archived: { state: 'approved', offSale: true },
  locked: { state: 'approved', offSale: true },
  'waiting-approval': { state: 'waiting', offSale: false },
  rejected: { state: 'rejected', offSale: false },
};

export type PazaramaTestWorld = MarketplaceWorld & {
  readonly hand: PazaramaHand;
  readonly sandbox: Place['sandbox'];
  readonly bench: Place['bench'];
};

export async function openPazarama(): Promise<PazaramaTestWorld> {
  const place = await openPlace({
    marketplace: 'pazarama',
    adapter: pazarama,
    credentials: PAZARAMA_CREDENTIALS,
    wrong: { clientSecret: 'not-this-word-at-all' },
    speed: 50,
    endpoints: {
      token: ['token'],
      offers: ['stock-update', 'price-update'],
      creation: ['product-create'],
      orders: ['orders'],
      listings: ['products'],
      batch: ['listing-results'],
    },
    // No answer here has totals: pages that overlap are the nearest thing.
    nearest: { 'wrong-total': 'overlapping-page' },
  });
  const hand = place.sandbox.marketplaces.pazarama;
  // Several pages for a few hundred orders.
  hand.setRules({ ordersPerPage: 100 });
  return {
    ...place,
    hand,
    seed: (listings) => hand.seedListings(listings.map(seedFor)),
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
      const wanted = lines.map(({ externalId, quantity }) => ({ code: externalId, quantity }));
      const orderNumber = String(hand.buy({ lines: wanted }).orderNumber);
      return { packageId: orderNumber, orderNumber };
    },
    cancel: (packageId) => void hand.cancel(Number(packageId)),
    split: () => {
      throw new Error('an order is one package here');
    },
    packageStatus: (packageId) => hand.order(Number(packageId))!.items[0]!.status,
  };
}

function seedFor(seed: SeedListing) {
  return {
    code: seed.externalId,
    stockCode: seed.stockCode,
    title: seed.title,
    quantity: seed.quantity,
    salePrice: seed.salePriceE4 / 10_000,
    listPrice: seed.listPriceE4 / 10_000,
    ...STATES[seed.state],
  };
}
