import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import type { GittiGidiyorSandbox } from './gittigidiyor/gittigidiyor-sandbox.ts';

const SEED = 13;
/** A closed marketplace is for looking at: a part of the shop is enough. */
const LISTED = 40;

/** Fills the sandbox's GittiGidiyor with part of the sample shop and a few sales at every stage. Always the same goods. */
export function seedGittigidiyor(
  sandbox: { readonly marketplaces: { readonly gittigidiyor: GittiGidiyorSandbox } },
  products: readonly SampleProduct[] = sampleCatalogue(),
): { readonly products: number; readonly sales: number } {
  const random = seededRandom(SEED);
  const { gittigidiyor: hand } = sandbox.marketplaces;
  const plain = products.filter(
    ({ options, netPriceE4, sku, enabled }) =>
      options.length === 0 && netPriceE4 > 0 && sku !== '' && enabled,
  );
  hand.seedProducts(
    plain.slice(0, LISTED).map((product) => {
      const priceKurus = roundToKurusE4(addPercentE4(product.netPriceE4, product.kdv * E4)) / 100;
      return {
        itemId: product.sku,
        title: product.title.slice(0, 100),
        description: product.html,
        barcode: product.ean,
        brand: product.manufacturer,
        quantity: Math.max(1, Math.min(product.quantity, 50)),
        sold: random.between(0, 3),
        priceKurus,
        marketKurus: random.fraction() < 0.3 ? priceKurus + 1_000 : null,
      };
    }),
  );
  const stages = ['S', 'S', 'C', 'C', 'T', 'O'] as const;
  const sellable = hand.products().filter(({ status, total, sold }) => status === 'A' && total - sold > 3);
  for (const stage of stages) {
    const { productId } = random.pick(sellable);
    const { saleCode } = hand.buy({ productId, amount: 1 });
    if (stage !== 'S') hand.moveSale(saleCode, stage);
  }
  return { products: hand.products().length, sales: stages.length };
}
