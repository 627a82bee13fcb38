import { startSandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import type { FaultKind } from '../../../src-main/sandbox/faults.ts';
import { CREDENTIALS, openBench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import type { MarketplaceWorld, SeedListing, Trouble } from './world.ts';

/** The sandbox's names of the endpoints that a trouble is meant for. */
const ENDPOINTS = {
  offers: ['price-and-inventory'],
  orders: ['orders', 'orders-stream'],
  listings: ['products-approved'],
  batch: ['batch-result'],
} as const;

async function openTrendyol(): Promise<MarketplaceWorld> {
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
    credentials: { trendyol: CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
  const bench = openBench(baseUrl, { clock });
  const stranger = openBench(baseUrl, { clock, credentials: { ...CREDENTIALS, apiSecret: 'not-this-word' } });
  const hand = sandbox.trendyol;
  return {
    connection: bench.connection,
    stranger: stranger.connection,
    clock,
    meters: bench.meters,
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
        lines: lines.map(({ externalId, quantity }) => ({ barcode: externalId, quantity })),
      });
      return { packageId: String(bought.packageId), orderNumber: bought.orderNumber };
    },
    cancel: (packageId) => void hand.cancel(Number(packageId)),
    split: (packageId) => {
      const whole = hand.packages().find((one) => one.packageId === Number(packageId))!;
      hand.splitPackage(
        whole.packageId,
        whole.lines.map(({ lineId, quantity }) => [{ lineId, quantity }]),
      );
    },
    packageStatus: (packageId) => hand.packages().find((one) => one.packageId === Number(packageId))!.status,
    trouble: (kind: Trouble, options = {}) => {
      const { on, ...rest } = options;
      for (const endpoint of on ? ENDPOINTS[on] : [null])
        sandbox.faults.add({ kind: kind satisfies FaultKind, endpoint, ...rest });
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
    barcode: seed.externalId,
    stockCode: seed.stockCode,
    title: seed.title,
    productMainId: `M-${seed.externalId}`,
    quantity: seed.quantity,
    salePrice: seed.salePriceE4 / 10_000,
    listPrice: seed.listPriceE4 / 10_000,
    approved: seed.state !== 'waiting-approval' && seed.state !== 'rejected',
    unapprovedStatus: seed.state === 'rejected' ? ('rejected' as const) : ('pendingApproval' as const),
    archived: seed.state === 'archived',
    locked: seed.state === 'locked',
  };
}

marketplaceConformance('Trendyol (the sandbox)', openTrendyol);
