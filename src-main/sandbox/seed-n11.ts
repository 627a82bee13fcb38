import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { SeedListing } from './n11/listings.ts';
import type { N11Sandbox } from './n11/n11-sandbox.ts';
import type { PackageStatus } from './n11/state.ts';

const SEED = 13;
const HOUR_MS = 3_600_000;

/** What has become of the orders of the last days, oldest first. */
const STORIES: readonly {
  readonly hoursAgo: number;
  readonly path: readonly PackageStatus[];
  readonly corporate?: boolean;
  readonly pickUpPoint?: boolean;
  readonly mallDiscount?: number;
}[] = [
  { hoursAgo: 200, path: ['Picking', 'Shipped', 'Delivered'] },
  { hoursAgo: 160, path: ['Picking', 'Shipped', 'Delivered'], mallDiscount: 10 },
  { hoursAgo: 110, path: ['Picking', 'Shipped'] },
  { hoursAgo: 72, path: ['Picking', 'Shipped'], pickUpPoint: true },
  { hoursAgo: 40, path: ['Picking'] },
  { hoursAgo: 26, path: ['Picking'], corporate: true },
  { hoursAgo: 12, path: [] },
  { hoursAgo: 6, path: [], mallDiscount: 5 },
  { hoursAgo: 3, path: ['Cancelled'] },
  { hoursAgo: 1, path: [] },
];

export type N11SeedSummary = {
  readonly listings: number;
  readonly orders: number;
  readonly questions: number;
  readonly claims: number;
};

/**
 * Fills the sandbox's N11 as the account of a merchant who lists a good part of the sample shop there: some with
 * yesterday's stock or price, some waiting, suspended or prohibited, and the orders of the last days. Always the same.
 */
export function seedN11(
  sandbox: {
    readonly marketplaces: { readonly n11: N11Sandbox };
    readonly clock: { readonly now: () => number };
  },
  products: readonly SampleProduct[] = sampleCatalogue(),
): N11SeedSummary {
  const random = seededRandom(SEED);
  const { n11: hand } = sandbox.marketplaces;
  const seeds = new Map<string, SeedListing>();
  for (const product of products)
    for (const seed of seedsOf(product, random))
      if (!seeds.has(seed.stockCode)) seeds.set(seed.stockCode, seed);
  hand.seedListings([...seeds.values()]);
  const nowMs = sandbox.clock.now();
  const sellable = hand.listings().filter(({ status, quantity }) => status === 'Active' && quantity >= 6);
  for (const { hoursAgo, path, mallDiscount = 0, ...wish } of STORIES) {
    const { stockCode } = random.pick(sellable);
    const orderedMs = nowMs - hoursAgo * HOUR_MS;
    const made = hand.buy({
      ...wish,
      lines: [{ stockCode, quantity: random.between(1, 2), mallDiscount }],
      orderedMs,
    });
    for (const [step, status] of path.entries()) {
      const atMs = orderedMs + ((step + 1) * (nowMs - orderedMs)) / (path.length + 1);
      hand.setPackageStatus(made.key, status, Math.floor(atMs));
    }
  }
  const [delivered] = hand.packages().filter(({ status }) => status === 'Delivered');
  if (delivered) {
    const { orderLineId } = delivered.lines[0]!;
    hand.claim({ kind: 'return', key: delivered.key, orderLineId, quantity: 1, reason: 'Beden uymadı' });
  }
  hand.ask(random.pick(sellable).stockCode, 'Merhaba, ürün hediye paketi yapılıyor mu?');
  return {
    listings: hand.listings().length,
    orders: hand.packages().length,
    questions: hand.questions().length,
    claims: hand.claims().length,
  };
}

/** The variants of a product that are listed there; none of those that have no code of their own. */
function seedsOf(product: SampleProduct, random: SeededRandom): readonly SeedListing[] {
  if (random.fraction() < 0.4 || !product.enabled) return [];
  const [option, ...others] = product.options;
  if (others.length > 0) return [];
  const variants = option
    ? option.values.map(({ sku, ean, name, quantity, netPriceE4 }) => ({
        sku,
        ean,
        name,
        quantity,
        netPriceE4,
      }))
    : [{ sku: product.sku, ean: product.ean, name: '', quantity: product.quantity, netPriceE4: 0 }];
  return variants.flatMap(({ sku, ean, name, quantity, netPriceE4 }) => {
    const priceE4 = roundToKurusE4(addPercentE4(product.netPriceE4 + netPriceE4, product.kdv * E4));
    if (sku.trim() === '' || priceE4 <= 0) return [];
    const salePrice = otherPrice(priceE4, random) / E4;
    return [
      {
        stockCode: sku.trim(),
        title: product.title,
        description: product.html,
        productMainId: product.model,
        barcode: /^\d{8,14}$/.test(ean.trim()) ? ean.trim() : null,
        quantity: otherStock(Math.max(0, quantity), random),
        salePrice,
        listPrice: salePrice,
        vatRate: product.kdv,
        attributes: [
          { id: 1, name: 'Marka', value: product.manufacturer },
          ...(name === '' ? [] : [{ id: 429, name: 'Beden', value: name }]),
        ],
        ...stateOf(random),
      },
    ];
  });
}

function otherStock(quantity: number, random: SeededRandom): number {
  const chance = random.fraction();
  if (chance < 0.1) return quantity + random.between(1, 4);
  return chance < 0.2 ? Math.max(0, quantity - random.between(1, 4)) : quantity;
}

function otherPrice(priceE4: number, random: SeededRandom): number {
  if (random.fraction() >= 0.15) return priceE4;
  return Math.max(100, roundToKurusE4((priceE4 * (100 + random.pick([-8, -4, 3, 6]))) / 100));
}

function stateOf(random: SeededRandom): Partial<SeedListing> {
  const chance = random.fraction();
  if (chance < 0.01) return { status: 'InApproval' };
  if (chance < 0.015) return { status: 'CatalogRejected' };
  if (chance < 0.02) return { status: 'Suspended' };
  return chance < 0.023 ? { status: 'Prohibited' } : {};
}
