import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleOptionValue, SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { ONLY_THERE } from './seed-only-there.ts';
import { seedOrders } from './seed-orders.ts';
import type { Sandbox } from './start-sandbox.ts';
import { isOnSale, type SeedListing } from './trendyol/listings.ts';

export type SeedSummary = {
  readonly listings: number;
  readonly onlyThere: number;
  readonly byStockCodeAlone: number;
  readonly otherStock: number;
  readonly otherPrice: number;
  readonly orders: number;
};

const SEED = 7;

/**
 * Fills the sandbox's Trendyol as a merchant's account looks who also sells elsewhere: most of the sample shop is
 * listed, some of it with yesterday's stock and price, some under codes of its own, some things only there, and the
 * orders of the last days are waiting. The same every time, but for the buyers' names.
 */
export function seedTrendyol(
  sandbox: Sandbox,
  products: readonly SampleProduct[] = sampleCatalogue(),
): SeedSummary {
  const random = seededRandom(SEED);
  const seeds = new Map<string, ListedVariant>();
  for (const variant of products.flatMap(variantsOf)) {
    const listed = listVariant(variant, random);
    // A marketplace has each barcode once: of the shop's duplicates, the first is there.
    if (listed && !seeds.has(listed.seed.barcode)) seeds.set(listed.seed.barcode, listed);
  }
  const listed = [...seeds.values()];
  sandbox.trendyol.seedListings([...listed.map((one) => one.seed), ...ONLY_THERE]);
  const orders = seedOrders(sandbox, {
    random,
    barcodes: listed
      .filter((one) => one.differs.length === 0 && canSell(one.seed))
      .map((one) => one.seed.barcode),
  });
  seedAfterSales(sandbox);
  return {
    listings: sandbox.trendyol.listings().length,
    onlyThere: ONLY_THERE.length,
    byStockCodeAlone: listed.filter((one) => one.differs.includes('barcode')).length,
    otherStock: listed.filter((one) => one.differs.includes('stock')).length,
    otherPrice: listed.filter((one) => one.differs.includes('price')).length,
    orders,
  };
}

const QUESTIONS = [
  'Merhaba, ürünün ölçüleri tam olarak kaç santim?',
  'Bugün sipariş versem Iğdır’a ne zaman gelir?',
  'Hediye paketi yapıyor musunuz, teşekkürler.',
] as const;

/** One return waits for the seller, one is on its way; three customers ask about what is on sale. */
function seedAfterSales({ trendyol }: Sandbox): void {
  const [first, second] = trendyol.packages().filter(({ status }) => status === 'Delivered');
  if (first) {
    const { claimId } = trendyol.returnGoods({ orderNumber: first.orderNumber, reason: 'Beden uymadı' });
    trendyol.setClaimStatus(claimId, 'WaitingInAction');
  }
  if (second) trendyol.returnGoods({ orderNumber: second.orderNumber, reason: 'Kusurlu ürün' });
  const onSale = trendyol.listings().filter(isOnSale);
  for (const [index, text] of QUESTIONS.entries()) {
    const listing = onSale[index * 7];
    if (listing) trendyol.ask(listing.barcode, text);
  }
}

type ShopVariant = {
  readonly product: SampleProduct;
  readonly values: readonly SampleOptionValue[];
  readonly barcode: string;
  readonly stockCode: string;
  readonly quantity: number;
  readonly saleE4: number;
  readonly listE4: number;
};

type ListedVariant = {
  readonly seed: SeedListing;
  readonly differs: readonly ('stock' | 'price' | 'barcode')[];
};

function variantsOf(product: SampleProduct): readonly ShopVariant[] {
  const ways = product.options.reduce<readonly (readonly SampleOptionValue[])[]>(
    (chosen, option) => chosen.flatMap((earlier) => option.values.map((value) => [...earlier, value])),
    [[]],
  );
  const special =
    product.special?.start === '' && product.special.end === '' ? product.special.netPriceE4 : null;
  return ways.map((values) => {
    const surcharge = values.reduce((sum, value) => sum + value.netPriceE4, 0);
    const shelf = (netE4: number): number =>
      roundToKurusE4(addPercentE4(netE4 + surcharge, product.kdv * E4));
    return {
      product,
      values,
      barcode: (values.length === 0 ? product.ean : values.length === 1 ? values[0]!.ean : '').trim(),
      stockCode: values.length === 0 ? product.sku : values.length === 1 ? values[0]!.sku : '',
      quantity: Math.max(0, Math.min(product.quantity, ...values.map((value) => value.quantity))),
      saleE4: shelf(special ?? product.netPriceE4),
      listE4: shelf(product.netPriceE4),
    };
  });
}

/** Null for what the merchant never listed there. */
function listVariant(variant: ShopVariant, random: SeededRandom): ListedVariant | null {
  const chance = random.fraction();
  const { product } = variant;
  if (chance < 0.06 || variant.saleE4 === 0 || (!product.enabled && chance < 0.6)) return null;
  const ownCode = !/^\d{8,14}$/.test(variant.barcode);
  if (ownCode && variant.stockCode === '') return null;
  const stock = otherStock(variant, random);
  const price = otherPrice(variant, random);
  const seed: SeedListing = {
    barcode: ownCode ? `TY${product.productId}X` : variant.barcode,
    stockCode: variant.stockCode,
    title: product.title.slice(0, 100),
    description: product.html,
    productMainId: product.model,
    brand: product.manufacturer,
    category: product.category,
    size: variant.values.map((value) => value.name).join(' / '),
    vatRate: product.kdv,
    quantity: stock ?? variant.quantity,
    salePrice: (price ?? variant.saleE4) / E4,
    listPrice: Math.max(price ?? variant.saleE4, variant.listE4) / E4,
    ...stateOf(random),
  };
  return {
    seed,
    differs: [
      ...(stock === null ? [] : (['stock'] as const)),
      ...(price === null ? [] : (['price'] as const)),
      ...(ownCode ? (['barcode'] as const) : []),
    ],
  };
}

/** Null where it agrees with the shop. Too much there is what oversells; none there is what does not sell. */
function otherStock(variant: ShopVariant, random: SeededRandom): number | null {
  const chance = random.fraction();
  if (chance >= 0.24) return null;
  const wanted =
    chance < 0.1
      ? variant.quantity + random.between(1, 6)
      : chance < 0.2
        ? variant.quantity - random.between(1, 5)
        : 0;
  const there = Math.max(0, wanted);
  return there === variant.quantity ? null : there;
}

/** Mostly a few percent off; now and then a slip of the comma or a price of last year, which a guard must stop at. */
function otherPrice(variant: ShopVariant, random: SeededRandom): number | null {
  const chance = random.fraction();
  if (chance >= 0.19) return null;
  const percent =
    chance < 0.004
      ? 1_000
      : chance < 0.008
        ? 10
        : chance < 0.016
          ? 60
          : 100 + random.pick([-8, -5, -3, 2, 4, 6, 9]);
  const there = Math.max(100, roundToKurusE4((variant.saleE4 * percent) / 100));
  return there === variant.saleE4 ? null : there;
}

function stateOf(random: SeededRandom): Partial<SeedListing> {
  const chance = random.fraction();
  if (chance < 0.008) return { approved: false, unapprovedStatus: 'pendingApproval' };
  if (chance < 0.014)
    return { approved: false, unapprovedStatus: 'rejected', rejectReason: 'Sakıncalı Görsel' };
  if (chance < 0.02) return { archived: true };
  if (chance < 0.023) return { locked: true };
  return {};
}

function canSell(seed: SeedListing): boolean {
  const held = seed.approved === false || seed.archived === true || seed.locked === true;
  return !held && (seed.quantity ?? 0) >= 6;
}
