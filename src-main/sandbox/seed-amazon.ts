import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { SeedListing } from './amazon/hand.ts';
import type { Sandbox } from './start-sandbox.ts';

const SEED = 11;
const ORDERS = 12;

/**
 * Fills the sandbox's Amazon as a merchant's account looks who lists half of the shop there: some with yesterday's stock or
 * price, a few held back by Amazon, a few in Amazon's own warehouse, and the orders of the last days. The same every time.
 */
export function seedAmazon(
  sandbox: Sandbox,
  products: readonly SampleProduct[] = sampleCatalogue(),
): { readonly listings: number; readonly orders: number } {
  const random = seededRandom(SEED);
  const seeds = new Map<string, SeedListing>();
  for (const product of products) {
    if (!product.enabled || random.fraction() < 0.5) continue;
    for (const seed of listingsOf(product, random)) if (!seeds.has(seed.sku)) seeds.set(seed.sku, seed);
  }
  const { amazon } = sandbox.marketplaces;
  const listings = amazon.seedListings([...seeds.values()]);
  const sellable = [...seeds.values()].filter(
    ({ state, fulfilledByAmazon, quantity }) => state === undefined && !fulfilledByAmazon && quantity >= 6,
  );
  const now = sandbox.clock.now();
  for (let index = 0; index < ORDERS && sellable.length > 0; index += 1) {
    const { sku } = random.pick(sellable);
    amazon.buy({
      lines: [{ sku, quantity: random.between(1, 2) }],
      at: now - index * 5 * 3_600_000,
      ...(index % 4 === 3 ? { business: true } : {}),
      ...(index === 0 ? { pending: true } : {}),
    });
  }
  return { listings, orders: amazon.orders().length };
}

function listingsOf(product: SampleProduct, random: SeededRandom): readonly SeedListing[] {
  const [option, ...others] = product.options;
  if (others.length > 0) return [];
  const variants =
    option === undefined
      ? [
          {
            sku: product.sku || product.model,
            ean: product.ean,
            quantity: product.quantity,
            netE4: 0,
            name: '',
          },
        ]
      : option.values.map((value) => ({
          sku: value.sku,
          ean: value.ean,
          quantity: Math.min(product.quantity, value.quantity),
          netE4: value.netPriceE4,
          name: value.name,
        }));
  return variants.flatMap(({ sku, ean, quantity, netE4, name }) => {
    const grossE4 = roundToKurusE4(addPercentE4(product.netPriceE4 + netE4, product.kdv * E4));
    if (sku.trim() === '' || grossE4 <= 0) return [];
    const chance = random.fraction();
    const factor = chance < 0.12 ? 100 + random.pick([-7, -4, 3, 6]) : 100;
    const held = chance > 0.985 ? ('suppressed' as const) : chance > 0.97 ? ('rejected' as const) : null;
    const stock = Math.max(0, quantity + (chance > 0.3 && chance < 0.45 ? random.between(-4, 5) : 0));
    return [
      {
        sku: sku.trim(),
        ...(/^\d{8,14}$/.test(ean.trim()) ? { barcode: ean.trim() } : {}),
        title: [product.title, name]
          .filter((part) => part !== '')
          .join(' – ')
          .slice(0, 180),
        brand: product.manufacturer,
        quantity: stock,
        price: roundToKurusE4((grossE4 * factor) / 100) / E4,
        ...(held === null ? {} : { state: held }),
        ...(chance > 0.2 && chance < 0.23 ? { fulfilledByAmazon: true } : {}),
      },
    ];
  });
}
