import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import type { SampleProduct } from '#engine/store/sample/sample-product.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { HepsiburadaSandbox } from './hepsiburada/hepsiburada-sandbox.ts';
import type { SeedWish } from './hepsiburada/deeds.ts';

const SEED = 11;
const HOUR_MS = 3_600_000;

/** What has become of the orders of the last days, oldest first. */
const STORIES: readonly {
  readonly hoursAgo: number;
  readonly to: readonly ('pack' | 'InTransit' | 'Delivered')[];
  readonly paid?: boolean;
}[] = [
  { hoursAgo: 150, to: ['pack', 'InTransit', 'Delivered'] },
  { hoursAgo: 120, to: ['pack', 'InTransit', 'Delivered'] },
  { hoursAgo: 70, to: ['pack', 'InTransit'] },
  { hoursAgo: 44, to: ['pack', 'InTransit'] },
  { hoursAgo: 20, to: ['pack'] },
  { hoursAgo: 9, to: ['pack'] },
  { hoursAgo: 3, to: [] },
  { hoursAgo: 1, to: [] },
  { hoursAgo: 1, to: [], paid: false },
];

export type HepsiburadaSeedSummary = {
  readonly listings: number;
  readonly orders: number;
  readonly questions: number;
};

/**
 * Fills the sandbox's Hepsiburada as the account of a merchant who lists a good part of the sample shop there: some with
 * yesterday's stock or price, some waiting or locked, and the orders of the last days on their way. Always the same.
 */
export function seedHepsiburada(
  sandbox: {
    readonly marketplaces: { readonly hepsiburada: HepsiburadaSandbox };
    readonly clock: { readonly now: () => number };
  },
  products: readonly SampleProduct[] = sampleCatalogue(),
): HepsiburadaSeedSummary {
  const random = seededRandom(SEED);
  const { hepsiburada: hand } = sandbox.marketplaces;
  const wishes = new Map<string, SeedWish>();
  for (const product of products) {
    for (const wish of wishesOf(product, random))
      if (!wishes.has(wish.merchantSku)) wishes.set(wish.merchantSku, wish);
  }
  hand.seedListings([...wishes.values()]);
  const sellable = hand
    .listings()
    .filter(({ stock, active, lockReasons }) => stock >= 6 && active && lockReasons.length === 0);
  const nowMs = sandbox.clock.now();
  for (const { hoursAgo, to, paid } of STORIES) {
    const lines = [{ merchantSku: random.pick(sellable).merchantSku, quantity: random.between(1, 2) }];
    const order = hand.buy({
      lines,
      orderedMs: nowMs - hoursAgo * HOUR_MS,
      ...(paid === undefined ? {} : { paid }),
    });
    for (const step of to) {
      if (step === 'pack') hand.pack(order.orderNumber);
      else hand.carry(order.orderNumber, step);
    }
  }
  const delivered = hand.orders().find(({ lines }) => lines[0]?.status === 'Delivered');
  if (delivered) hand.claim(delivered.lines[0]!.id, { reason: 'Beden uymadı' });
  hand.ask(sellable[0]!.merchantSku, 'Merhaba, ürünün kumaşı pamuklu mu?');
  return { listings: hand.listings().length, orders: hand.orders().length, questions: 1 };
}

/** One listing per variant that has a code of its own; about half of the shop is there. */
function wishesOf(product: SampleProduct, random: SeededRandom): readonly SeedWish[] {
  const values = product.options.length === 1 ? product.options[0]!.values : [];
  const variants =
    product.options.length === 0
      ? [{ sku: product.sku, ean: product.ean, name: '', quantity: product.quantity, extraE4: 0 }]
      : values.map((value) => ({
          sku: value.sku,
          ean: value.ean,
          name: value.name,
          quantity: Math.min(product.quantity, value.quantity),
          extraE4: value.netPriceE4,
        }));
  return variants.flatMap(({ sku, ean, name, quantity, extraE4 }) => {
    const chance = random.fraction();
    if (sku === '' || /\s/.test(sku) || chance < 0.5 || !product.enabled) return [];
    const grossE4 = roundToKurusE4(addPercentE4(product.netPriceE4 + extraE4, product.kdv * E4));
    if (grossE4 <= 0) return [];
    const stale = chance > 0.9 ? random.between(1, 4) : 0;
    return [
      {
        merchantSku: sku.toUpperCase(),
        title: name === '' ? product.title : `${product.title}, ${name}`,
        barcode: /^\d{8,14}$/.test(ean.trim()) ? ean.trim() : '',
        groupId: product.model,
        brand: product.manufacturer,
        quantity: Math.max(0, quantity + stale),
        price: (chance > 0.8 ? roundToKurusE4(grossE4 * 0.95) : grossE4) / E4,
        vatRate: product.kdv,
        state: chance < 0.51 ? 'waiting' : chance < 0.515 ? 'locked' : 'on-sale',
      },
    ];
  });
}
