import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import type { FaultKind } from '../../../src-main/sandbox/faults.ts';
import { startSandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { AMAZON_CREDENTIALS } from '../../support/amazon-wire.ts';
import { openBench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import type { MarketplaceWorld, SeedListing, Trouble } from './world.ts';

/** The sandbox's names of the endpoints that a trouble is meant for. */
const ENDPOINTS = {
  offers: ['patch-listing'],
  orders: ['orders'],
  listings: ['search-listings'],
  batch: ['get-feed'],
} as const;

async function openAmazon(): Promise<MarketplaceWorld> {
  // Orders may be asked for once in three minutes: while everybody waits, an hour passes in some seconds.
  const clock = quickClock(400, Date.now());
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    credentials: { amazon: AMAZON_CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'amazon')!;
  const bench = openBench(
    baseUrl,
    { clock, credentials: AMAZON_CREDENTIALS, manifest: amazon.manifest },
    amazon,
  );
  const wrong = { ...AMAZON_CREDENTIALS, refreshToken: 'Atzr|not-this-one' };
  const stranger = openBench(baseUrl, { clock, credentials: wrong, manifest: amazon.manifest }, amazon);
  const hand = sandbox.marketplaces.amazon;
  return {
    connection: bench.connection,
    stranger: stranger.connection,
    clock,
    meters: bench.meters,
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
    trouble: (kind: Trouble, options = {}) => {
      const { on, ...rest } = options;
      for (const endpoint of on ? ENDPOINTS[on] : [null])
        sandbox.faults.add({ kind: kind satisfies FaultKind, endpoint, ...rest });
    },
    struck: () => sandbox.faults.list().reduce((sum, { struck }) => sum + struck, 0),
    // What is read before a write is no attempt at it.
    requestsSeen: () => sandbox.calls().filter(({ endpoint }) => endpoint === 'patch-listing').length,
    close: async () => {
      await bench.close();
      await stranger.close();
      await sandbox.stop();
    },
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

marketplaceConformance('Amazon (the sandbox)', openAmazon, {
  without: ['list-price', 'repeated-body', 'split', 'pick', 'order-totals'],
  states: ['on-sale', 'locked', 'waiting-approval', 'rejected'],
  shown: ({ externalId }) => ({ stockCode: externalId, listPriceE4: null }),
});
