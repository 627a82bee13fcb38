import { n11 } from '#engine/marketplaces/n11/adapter.ts';
import type { FaultKind } from '../../../src-main/sandbox/faults.ts';
import type { N11Hand } from '../../../src-main/sandbox/n11/hand.ts';
import type { ProductStatus } from '../../../src-main/sandbox/n11/state.ts';
import { startSandbox, type Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { openBench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import type { MarketplaceWorld, SeedListing, Trouble } from './world.ts';

export const N11_CREDENTIALS = { appKey: 'key-of-the-shop-n11', appSecret: 'very-secret-word-n11' };

/** The sandbox's names of the endpoints that a trouble is meant for. */
const ENDPOINTS = {
  offers: ['price-stock-update'],
  orders: ['orders'],
  listings: ['products'],
  batch: ['task-details'],
} as const;

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
  readonly sandbox: Sandbox;
  readonly bench: ReturnType<typeof openBench>;
};

export async function openN11(): Promise<N11TestWorld> {
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
    credentials: { n11: N11_CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'n11')!;
  const { manifest } = n11;
  const bench = openBench(baseUrl, { clock, manifest, credentials: N11_CREDENTIALS }, n11);
  const strange = { ...N11_CREDENTIALS, appSecret: 'not-this-word-at-all' };
  const stranger = openBench(baseUrl, { clock, manifest, credentials: strange }, n11);
  const hand = sandbox.marketplaces.n11;
  return {
    connection: bench.connection,
    stranger: stranger.connection,
    clock,
    meters: bench.meters,
    hand,
    sandbox,
    bench,
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
    trouble: (kind: Trouble, options = {}) => {
      const { on, ...rest } = options;
      // There are no cursors here: a page that comes twice is the nearest thing.
      const fault: FaultKind = kind === 'repeated-cursor' ? 'duplicate-page' : kind;
      for (const endpoint of on ? ENDPOINTS[on] : [null])
        sandbox.faults.add({ kind: fault, endpoint, ...rest });
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
