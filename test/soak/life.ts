import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { createShoppers, type ShopperDeed } from '../../src-main/sandbox/shoppers.ts';
import { plainGoods, type Goods } from '../support/goods.ts';
import { told, type Move, type VariantOf } from './pieces.ts';
import type { SoakWorld } from './world.ts';

/** Seconds between two deeds: many shoppers, few edits. */
const PACE = { shopper: [1, 40], merchant: [20, 300] } as const;
/** So many products the merchant sells in the shop as well, and edits. */
const EDITED = 60;
/** A price moves by at most this share at once: larger steps wait for a person. */
const LARGEST_STEP = 0.12;

export type Life = {
  readonly deeds: ShopperDeed[];
  /** Pieces that changed hands on marketplaces. */
  readonly sold: Move[];
  /** What the merchant and the shop's own customers did to the shop's stock. */
  readonly shop: Move[];
  edits: number;
};

/** Shoppers on every marketplace, customers in the shop, and a merchant who edits prices and stock, until the time is over. */
export async function live(
  world: SoakWorld,
  life: Life,
  options: { readonly seed: number; readonly untilMs: number; readonly variantOf: VariantOf },
): Promise<void> {
  const goods = await plainGoods(world.harness, EDITED);
  await Promise.all([crowd(world, life, options), merchant(world, life, { ...options, goods })]);
}

type Span = { readonly seed: number; readonly untilMs: number };

async function crowd(
  world: SoakWorld,
  life: Life,
  { seed, untilMs, variantOf }: Span & { readonly variantOf: VariantOf },
): Promise<void> {
  const { clock, places } = world;
  const random = seededRandom(seed + 2);
  const moved = (variantId: string, pieces: number): void => {
    life.sold.push({ at: clock.now(), variantId, pieces });
  };
  const marketplaces = new Map(
    places.map((place) => [place.marketplace, { shoppers: told(place, variantOf, moved) }]),
  );
  const shoppers = createShoppers({ marketplaces, seed });
  for (;;) {
    await clock.sleep(random.between(...PACE.shopper) * 1_000);
    if (clock.now() >= untilMs) return;
    const deed = shoppers.act();
    if (deed !== null) life.deeds.push(deed);
  }
}

async function merchant(
  world: SoakWorld,
  life: Life,
  { seed, untilMs, goods }: Span & { readonly goods: readonly Goods[] },
): Promise<void> {
  const { clock } = world;
  const random = seededRandom(seed + 3);
  const prices = new Map(goods.map(({ productId, priceE4 }) => [productId, priceE4]));
  for (;;) {
    await clock.sleep(random.between(...PACE.merchant) * 1_000);
    if (clock.now() >= untilMs) return;
    editOne(world, life, { good: random.pick(goods), random, prices });
    life.edits += 1;
  }
}

function editOne(
  { harness, clock }: SoakWorld,
  life: Life,
  {
    good,
    random,
    prices,
  }: { readonly good: Goods; readonly random: SeededRandom; readonly prices: Map<string, number> },
): void {
  const { productId, variantId } = good;
  const { shop } = harness;
  const before = shop.quantityOf(variantId);
  const chance = random.fraction();
  if (chance < 0.45) {
    const step = 1 + (random.fraction() * 2 - 1) * LARGEST_STEP;
    const priceE4 = Math.max(10_000, Math.round((prices.get(productId)! * step) / 100) * 100);
    // Not ever further away: the next step starts from here, and goes back as often as forth.
    prices.set(productId, priceE4);
    shop.setPrice(productId, priceE4);
  } else if (chance < 0.75) {
    const pieces = Math.min(Math.max(0, before), random.between(1, 3));
    if (pieces > 0) shop.simulateSale(variantId, pieces);
  } else {
    // Goods come in, or turn out to be fewer than thought.
    shop.setQuantity(variantId, Math.max(0, before + random.between(-6, 14)));
  }
  const moved = shop.quantityOf(variantId) - before;
  if (moved !== 0) life.shop.push({ at: clock.now(), variantId, pieces: moved });
}
