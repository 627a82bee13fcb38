import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { Sandbox } from './start-sandbox.ts';
import type { BuyWish } from './trendyol/buy.ts';
import type { PackageStatus, TrendyolPackage } from './trendyol/state.ts';

const HOUR_MS = 3_600_000;

type Story = {
  readonly hoursAgo: number;
  /** What the package went through after it was ordered, evenly over the time since. */
  readonly path: readonly PackageStatus[];
  readonly pieces?: readonly number[];
  readonly wish?: Omit<BuyWish, 'lines' | 'orderedMs'>;
  readonly discountPercentage?: number;
};

/** The number passes the tax office's checksum and stands for nobody in particular. */
const COMPANY = {
  company: 'Örnek Yapı Malzemeleri San. ve Tic. Ltd. Şti.',
  taxNumber: '9988776658',
  taxOffice: 'Üsküdar',
  identityNumber: '',
};

const STORIES: readonly Story[] = [
  { hoursAgo: 212, path: ['Picking', 'Invoiced', 'Shipped', 'Delivered'] },
  { hoursAgo: 205, path: ['Picking', 'Invoiced', 'Shipped', 'Delivered'], pieces: [2] },
  { hoursAgo: 190, path: ['Picking', 'Invoiced', 'Shipped', 'UnDelivered', 'Returned'] },
  { hoursAgo: 176, path: ['Picking', 'Invoiced', 'Shipped', 'Delivered'], pieces: [1, 1] },
  { hoursAgo: 151, path: ['Picking', 'Invoiced', 'Shipped', 'AtCollectionPoint'] },
  { hoursAgo: 140, path: ['Picking', 'Invoiced', 'Shipped', 'Delivered'], discountPercentage: 10 },
  { hoursAgo: 122, path: ['Picking', 'Invoiced', 'Shipped'], pieces: [1, 2] },
  { hoursAgo: 101, path: ['Picking', 'Invoiced', 'Shipped'] },
  { hoursAgo: 98, path: ['Picking', 'Invoiced', 'Shipped'], pieces: [3], discountPercentage: 7 },
  { hoursAgo: 74, path: ['Picking', 'Invoiced'] },
  { hoursAgo: 70, path: ['Picking', 'Invoiced'], pieces: [1, 1, 1] },
  { hoursAgo: 52, path: ['Picking'] },
  { hoursAgo: 47, path: ['Picking'], pieces: [2] },
  { hoursAgo: 31, path: [], pieces: [1, 1] },
  { hoursAgo: 27, path: [], discountPercentage: 5, pieces: [3] },
  { hoursAgo: 23, path: [] },
  { hoursAgo: 18, path: [], wish: { paymentMethod: 'Banka Kartı' } },
  { hoursAgo: 9, path: [] },
  { hoursAgo: 5, path: [], pieces: [1, 1] },
  { hoursAgo: 2, path: [] },
];

/** The orders of the last days; answers with how many there are. */
export function seedOrders(
  sandbox: Sandbox,
  from: { readonly random: SeededRandom; readonly barcodes: readonly string[] },
): number {
  const nowMs = sandbox.clock.now();
  const left = [...from.barcodes];
  const take = (): string => {
    const [barcode] = left.splice(from.random.between(0, left.length - 1), 1);
    if (barcode === undefined) throw new RangeError('too few listings to order from');
    return barcode;
  };
  const order = (story: Story): TrendyolPackage => {
    const orderedMs = nowMs - story.hoursAgo * HOUR_MS;
    const lines = (story.pieces ?? [1]).map((quantity) => ({
      barcode: take(),
      quantity,
      discountPercentage: story.discountPercentage ?? 0,
    }));
    const made = sandbox.trendyol.buy({ ...story.wish, lines, orderedMs });
    for (const [step, status] of story.path.entries()) {
      const atMs = orderedMs + ((step + 1) * (nowMs - orderedMs)) / (story.path.length + 1);
      sandbox.trendyol.setPackageStatus(made.packageId, status, Math.floor(atMs));
    }
    return made;
  };
  for (const story of STORIES) order(story);
  seedOddOnes(sandbox, { order, nowMs });
  return new Set(sandbox.trendyol.packages().map((one) => one.orderNumber)).size;
}

function seedOddOnes(
  sandbox: Sandbox,
  { order, nowMs }: { readonly order: (story: Story) => TrendyolPackage; readonly nowMs: number },
): void {
  const corporate = { commercial: true, buyer: COMPANY, paymentMethod: 'Kredi Kartı' };
  order({ hoursAgo: 40, path: [], wish: corporate, pieces: [4] });
  // Late: should have been with the carrier since yesterday.
  order({ hoursAgo: 96, path: ['Picking'], wish: { agreedDeliveryMs: nowMs - 20 * HOUR_MS } });
  order({ hoursAgo: 1, path: [], wish: { status: 'Awaiting' } });
  const cancelled = order({ hoursAgo: 16, path: [] });
  sandbox.trendyol.cancel(cancelled.packageId);
  const partly = order({ hoursAgo: 14, path: [], pieces: [2, 1] });
  sandbox.trendyol.cancel(partly.packageId, [{ lineId: partly.lines[0]!.lineId, quantity: 1 }]);
  const split = order({ hoursAgo: 33, path: ['Picking'], pieces: [1, 1] });
  sandbox.trendyol.splitPackage(
    split.packageId,
    split.lines.map(({ lineId, quantity }) => [{ lineId, quantity }]),
  );
  sandbox.trendyol.buy({
    lines: [{ barcode: '2999999999990', quantity: 1, price: 189.9, title: 'Kaldırılmış ürün, Tek Ebat' }],
    orderedMs: nowMs - 12 * HOUR_MS,
    oversell: 'allowed',
  });
}
