import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import { startSandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import type { FaultKind } from '../../../src-main/sandbox/faults.ts';
import { openBench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import type { MarketplaceWorld, SeedListing, Trouble } from './world.ts';

const CREDENTIALS = {
  merchantId: 'b6d61df6-0000-4000-8000-000000000001',
  serviceKey: 'a1B2c3D4e5F6',
  userAgent: 'ornek_dev',
};

/** The sandbox's names of the endpoints that a trouble is meant for. */
const ENDPOINTS = {
  offers: ['stock-upload', 'price-upload', 'inventory-upload'],
  orders: ['orders-open', 'order-by-number'],
  listings: ['listings'],
  batch: ['upload-result'],
} as const;

async function openHepsiburada(): Promise<MarketplaceWorld> {
  // Both sides live by the same clock, fifty times as fast as ours: windows of minutes pass in a second.
  const clock = quickClock(50, Date.now());
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
    credentials: { hepsiburada: CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'hepsiburada')!;
  const bench = openBench(
    baseUrl,
    { clock, manifest: hepsiburada.manifest, credentials: CREDENTIALS },
    hepsiburada,
  );
  const stranger = openBench(
    baseUrl,
    { clock, manifest: hepsiburada.manifest, credentials: { ...CREDENTIALS, serviceKey: 'notThisWord1' } },
    hepsiburada,
  );
  const hand = sandbox.marketplaces.hepsiburada;
  // How the tester's server spells the hosts is asked once; that request is not one of those that are counted.
  await bench.connection.readOffers(['-']);
  const orderOf = (packageId: string): string => packageId.slice(packageId.lastIndexOf('-') + 1);
  return {
    connection: bench.connection,
    stranger: stranger.connection,
    clock,
    meters: bench.meters,
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
    trouble: (kind: Trouble, options = {}) => {
      const { on, ...rest } = options;
      // Pages go by number in every list: a cursor that repeats is a page that comes twice.
      const fault = kind === 'repeated-cursor' ? 'duplicate-page' : kind;
      for (const endpoint of on ? ENDPOINTS[on] : [null])
        sandbox.faults.add({ kind: fault satisfies FaultKind, endpoint, ...rest });
    },
    struck: () => sandbox.faults.list().reduce((sum, { struck }) => sum + struck, 0),
    requestsSeen: () => sandbox.calls().length,
    close: async () => {
      await bench.close();
      await stranger.close();
      await sandbox.stop();
    },
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

marketplaceConformance('Hepsiburada (the sandbox)', openHepsiburada, {
  without: ['list-price', 'repeated-body', 'split', 'pick'],
  states: ['on-sale', 'archived', 'locked'],
  // The seller's SKU is the one code that a listing has.
  shown: ({ externalId }) => ({ stockCode: externalId, listPriceE4: null }),
});
