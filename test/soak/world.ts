import { byName } from '../../src-main/sandbox/marketplaces.ts';
import { seedAmazon } from '../../src-main/sandbox/seed-amazon.ts';
import { seedGittigidiyor } from '../../src-main/sandbox/seed-gittigidiyor.ts';
import { seedHepsiburada } from '../../src-main/sandbox/seed-hepsiburada.ts';
import { seedN11 } from '../../src-main/sandbox/seed-n11.ts';
import { seedTrendyol } from '../../src-main/sandbox/seed-trendyol.ts';
import type { ShopperOrder, ShopperSide } from '../../src-main/sandbox/shopper-side.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { leapingClock, onLeapingClock, type LeapingClock } from '../support/leaping-clock.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';

/** The five of the mission; GittiGidiyor is closed, and only its sandbox on this computer is talked to. */
export const MARKETPLACES = ['trendyol', 'hepsiburada', 'n11', 'amazon', 'gittigidiyor'] as const;
export type SoakMarketplace = (typeof MARKETPLACES)[number];

/** What buyers see of a listing. */
export type Shelf = { readonly quantity: number; readonly saleKurus: number };

/** One of a merchant's accounts, from both sides. */
export type Place = {
  readonly marketplace: SoakMarketplace;
  readonly channelId: string;
  readonly shoppers: ShopperSide;
  /** The customers' orders that the merchant has to do with: not those that Amazon sends from its own warehouse. */
  readonly orders: () => readonly ShopperOrder[];
  /** What buyers see of a listing, from the marketplace's own books; null where it is not there. */
  readonly shelf: (externalId: string) => Shelf | null;
};

export type SoakWorld = {
  readonly harness: Harness;
  readonly clock: LeapingClock;
  readonly places: readonly Place[];
  readonly stop: () => Promise<void>;
};

/** How long a request is on its way, in milliseconds: most are quick, and one in twenty is not. */
const LATENCY = { quick: [20, 400], slow: [1_000, 6_000] } as const;

/** The sample shop with an account on each marketplace, all read, linked and in step, as after a merchant's first day. */
export async function openSoakWorld(seed: number): Promise<SoakWorld> {
  const clock = leapingClock();
  const random = seededRandom(seed + 1);
  const latency = (): number => {
    const [least, most] = random.fraction() < 0.05 ? LATENCY.slow : LATENCY.quick;
    return random.between(least, most);
  };
  const harness = await openHarness({
    seed: `soak ${seed}`,
    clock,
    network: (network) => onLeapingClock(network, clock, latency),
  });
  const { sandbox } = harness;
  seedTrendyol(sandbox);
  seedHepsiburada(sandbox);
  seedN11(sandbox);
  seedAmazon(sandbox);
  seedGittigidiyor(sandbox);
  const places = MARKETPLACES.map((marketplace) => {
    const shoppers = sideOf(harness, marketplace);
    return {
      marketplace,
      channelId: harness.addChannel(marketplace, { marketplace }),
      shoppers,
      orders: () => shoppers.orders().filter(({ orderNumber }) => isMerchants(harness, orderNumber)),
      shelf: shelvesOf(harness)[marketplace],
    };
  });
  await harness.sync({ what: 'pull' });
  for (const { channelId } of places) harness.linkCertain(channelId);
  await harness.sync({ approveWaiting: true });
  await harness.sync({ approveWaiting: true });
  return { harness, clock, places, stop: () => harness.stop() };
}

function sideOf({ sandbox }: Harness, marketplace: SoakMarketplace): ShopperSide {
  const side = byName(sandbox.marketplaces).get(marketplace)?.shoppers;
  if (!side) throw new RangeError(`nobody shops at ${marketplace}`);
  return side;
}

function isMerchants({ sandbox }: Harness, orderNumber: string): boolean {
  const order = sandbox.marketplaces.amazon.orders().find(({ orderId }) => orderId === orderNumber);
  return order?.fulfilledBy !== 'AMAZON';
}

function shelvesOf({ sandbox }: Harness): Readonly<Record<SoakMarketplace, Place['shelf']>> {
  const { amazon, gittigidiyor, hepsiburada, n11, trendyol } = sandbox.marketplaces;
  return {
    amazon: (sku) => {
      const listing = amazon.listing(sku);
      return listing && { quantity: listing.quantity, saleKurus: listing.priceKurus };
    },
    gittigidiyor: (externalId) => {
      const [productId = '', variantId] = externalId.split('/');
      const product = gittigidiyor.product(productId);
      const kept = product?.variants.find((variant) => variant.variantId === variantId) ?? product;
      if (!product || !kept || product.status !== 'A') return null;
      return { quantity: kept.total - kept.sold, saleKurus: product.priceKurus };
    },
    hepsiburada: (sku) => {
      const listing = hepsiburada.listing(sku);
      return listing && { quantity: listing.stock, saleKurus: listing.priceKurus };
    },
    n11: (stockCode) => {
      const listing = n11.listing(stockCode);
      return listing && { quantity: listing.quantity, saleKurus: listing.saleKurus };
    },
    trendyol: (barcode) => {
      const listing = trendyol.listing(barcode);
      return listing && { quantity: listing.quantity, saleKurus: listing.saleKurus };
    },
  };
}
