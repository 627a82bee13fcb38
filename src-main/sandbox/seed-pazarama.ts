import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { PazaramaSandbox } from './pazarama/pazarama-sandbox.ts';
import { isOnSale, type SeedListing } from './pazarama/products.ts';
import type { ItemStatus } from './pazarama/state.ts';

const SEED = 29;
const HOUR_MS = 3_600_000;

/** What has become of the orders of the last days, oldest first. */
const STORIES: readonly {
  readonly hoursAgo: number;
  readonly status: ItemStatus;
  readonly corporate?: boolean;
}[] = [
  { hoursAgo: 230, status: 'delivered' },
  { hoursAgo: 150, status: 'delivered' },
  { hoursAgo: 90, status: 'shipped' },
  { hoursAgo: 66, status: 'atPoint' },
  { hoursAgo: 30, status: 'preparing', corporate: true },
  { hoursAgo: 15, status: 'received' },
  { hoursAgo: 7, status: 'cancelled' },
  { hoursAgo: 2, status: 'received' },
];

/** The number passes the tax office's checksum and stands for nobody in particular. */
const COMPANY = {
  company: 'Örnek Yapı Malzemeleri San. ve Tic. Ltd. Şti.',
  taxNumber: '9988776658',
  taxOffice: 'Üsküdar',
};

export type PazaramaSeedSummary = {
  readonly listings: number;
  readonly orders: number;
  readonly questions: number;
  readonly claims: number;
};

/**
 * Fills the sandbox's Pazarama as the account of a merchant who lists a good part of the sample shop there: some with
 * yesterday's stock or price, some waiting, rejected or off sale, and the orders of the last days. Always the same.
 */
export function seedPazarama(
  sandbox: {
    readonly marketplaces: { readonly pazarama: PazaramaSandbox };
    readonly clock: { readonly now: () => number };
  },
  products: readonly SampleProduct[] = sampleCatalogue(),
): PazaramaSeedSummary {
  const random = seededRandom(SEED);
  const { pazarama: hand } = sandbox.marketplaces;
  const seeds = new Map<string, SeedListing>();
  for (const product of products)
    for (const seed of seedsOf(product, random)) if (!seeds.has(seed.code)) seeds.set(seed.code, seed);
  hand.seedListings([...seeds.values()]);
  const nowMs = sandbox.clock.now();
  const sellable = hand.listings().filter((listing) => isOnSale(listing) && listing.quantity >= 6);
  for (const { hoursAgo, status, corporate } of STORIES) {
    const { orderNumber } = hand.buy({
      lines: [{ code: random.pick(sellable).code, quantity: random.between(1, 2) }],
      orderedMs: nowMs - hoursAgo * HOUR_MS,
      ...(corporate ? { corporate, buyer: COMPANY } : {}),
    });
    hand.setItemStatus(orderNumber, status);
  }
  const delivered = hand.orders().find(({ items }) => items[0]!.status === 'delivered');
  if (delivered)
    hand.askForReturn(delivered.orderNumber, {
      orderItemId: delivered.items[0]!.orderItemId,
      reason: 'Beden uymadı',
    });
  hand.ask(random.pick(sellable).code, 'Merhaba, bu ürün hediye paketi yapılıyor mu?');
  return {
    listings: hand.listings().length,
    orders: hand.orders().length,
    questions: hand.questions().length,
    claims: hand.claims().length,
  };
}

/** The variants of a product that are listed there; none of those without a barcode of their own. */
function seedsOf(product: SampleProduct, random: SeededRandom): readonly SeedListing[] {
  if (random.fraction() < 0.5 || !product.enabled) return [];
  const [option, ...others] = product.options;
  if (others.length > 0) return [];
  const own = { sku: product.sku, ean: product.ean, quantity: product.quantity, netPriceE4: 0 };
  return (option ? option.values : [own]).flatMap(({ sku, ean, quantity, netPriceE4 }) => {
    const priceE4 = roundToKurusE4(addPercentE4(product.netPriceE4 + netPriceE4, product.kdv * E4));
    if (!/^\d{8,14}$/.test(ean.trim()) || priceE4 <= 0) return [];
    const salePrice = otherPrice(priceE4, random) / E4;
    return [
      {
        code: ean.trim(),
        stockCode: sku.trim(),
        groupCode: product.model.slice(0, 10),
        title: product.title.slice(0, 250),
        quantity: otherStock(Math.max(0, quantity), random),
        salePrice,
        listPrice: salePrice,
        vatRate: product.kdv,
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
  if (chance < 0.02) return { state: 'waiting' };
  if (chance < 0.03) return { state: 'rejected' };
  return chance < 0.05 ? { offSale: true } : {};
}
