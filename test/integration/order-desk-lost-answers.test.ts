import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import type { DeskWish, PackageDesk } from '#contract/order-desk.ts';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';
import { buyAt, listGoods, type DeskMarketplace } from '../support/merchant-desk.ts';

type Client = ContractRouterClient<typeof contract>;
type Line = PackageDesk['lines'][number];

let harness: Harness;
let client: Client;
let goods: readonly Goods[];
let channelId: string;
let orderId: string;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const open = (run: Harness): Client =>
  createRouterClient(bindRouter(run.context), { context: {} }) as unknown as Client;

async function orderAt(marketplace: DeskMarketplace): Promise<void> {
  harness = await openHarness({ seed: `lost-${marketplace}`, speed: 4_000 });
  client = open(harness);
  goods = (await plainGoods(harness, 60)).filter(({ stockCode }) => stockCode !== '').slice(0, 2);
  listGoods(harness.sandbox, marketplace, goods);
  channelId = harness.addChannel('Pazar', { marketplace, mode: 'approval' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  const number = buyAt({ sandbox: harness.sandbox, goods }, marketplace, [2, 1]);
  await harness.sync({ what: 'orders' });
  const { rows } = await client.orders.page({
    channelId,
    filter: 'all',
    search: number,
    offset: 0,
    limit: 5,
  });
  orderId = rows[0]!.orderId;
}
afterEach(() => harness.stop());

const desk = (): Promise<PackageDesk[]> => client.orders.desk({ orderId });

/** The package that a wish fits, and its line of two pieces. */
async function placeFor(action: DeskWish['action']): Promise<{ packageId: string; two: Line }> {
  const parcel = (await desk()).find(({ actions }) =>
    actions.some((each) => each.action === action && each.possible),
  )!;
  return { packageId: parcel.packageId, two: parcel.lines.find(({ quantity }) => quantity === 2)! };
}

type Try = { readonly problem: string | null };

async function act(wishOf: (two: Line) => DeskWish, action: DeskWish['action']): Promise<Try> {
  const { packageId, two } = await placeFor(action);
  try {
    await client.orders.act({ ...write(), orderId, packageId, wish: wishOf(two) });
    return { problem: null };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

const timeline = async (): Promise<readonly string[]> =>
  (await client.orders.detail({ orderId })).timeline.map(({ text }) => text);
const unknown = (): number =>
  attemptsInState(harness.context.database, { channelId, state: 'unknown' }).length;
const attempts = (kind: 'final' | 'lost'): number =>
  attemptsInState(harness.context.database, { channelId, state: kind }).length;

type Case = {
  readonly marketplace: DeskMarketplace;
  readonly action: DeskWish['action'];
  readonly endpoint: string;
  readonly before: readonly DeskWish[];
  readonly wish: (two: Line) => DeskWish;
};

const pieces = ({ lineId }: Line, quantity: number) => [{ lineId, quantity }];
const shipped: DeskWish = {
  action: 'ship',
  carrier: 'Kuryem',
  trackingNumber: 'K1',
  trackingLink: 'https://kurye.example/1',
  shippedAt: null,
};
const pick: DeskWish = { action: 'pick' };
const pack: DeskWish = { action: 'pack', lines: null };
const cancel =
  (reasonId: string) =>
  (two: Line): DeskWish => ({ action: 'cancel', reasonId, lines: pieces(two, 2) });
const split = (two: Line): DeskWish => ({ action: 'split', groups: [pieces(two, 1)] });

const CASES: readonly Case[] = [
  {
    marketplace: 'trendyol',
    action: 'cancel',
    endpoint: 'package-unsupplied',
    before: [pick],
    wish: cancel('500'),
  },
  {
    marketplace: 'trendyol',
    action: 'split',
    endpoint: 'package-split-packages',
    before: [pick],
    wish: split,
  },
  {
    marketplace: 'trendyol',
    action: 'ship',
    endpoint: 'alternative-delivery',
    before: [pick],
    wish: () => shipped,
  },
  { marketplace: 'hepsiburada', action: 'pack', endpoint: 'package-create', before: [], wish: () => pack },
  {
    marketplace: 'hepsiburada',
    action: 'unpack',
    endpoint: 'package-unpack',
    before: [pack],
    wish: () => ({ action: 'unpack' }),
  },
  { marketplace: 'hepsiburada', action: 'split', endpoint: 'package-split', before: [pack], wish: split },
  { marketplace: 'hepsiburada', action: 'cancel', endpoint: 'line-cancel', before: [], wish: cancel('83') },
  {
    marketplace: 'n11',
    action: 'cancel',
    endpoint: 'package-quantity-split',
    before: [pick],
    wish: cancel('61'),
  },
  { marketplace: 'n11', action: 'split', endpoint: 'package-quantity-split', before: [pick], wish: split },
  { marketplace: 'amazon', action: 'ship', endpoint: 'shipment', before: [], wish: () => shipped },
];

describe.each(CASES)('$action on $marketplace, its answer lost', (of) => {
  beforeEach(async () => {
    await orderAt(of.marketplace);
    for (const wish of of.before) {
      const { packageId } = await placeFor(wish.action);
      await client.orders.act({ ...write(), orderId, packageId, wish });
    }
  });

  it('is known to have arrived by reading the order, and is not sent again', async () => {
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: of.endpoint, count: 1 });
    expect(await act(of.wish, of.action)).toEqual({ problem: null });
    expect([unknown(), attempts('lost')]).toEqual([0, 0]);
    expect(await timeline()).toContain('Yanıtı gelmemişti, ulaşmış');
  });

  it('that never arrived says so, and is done when the merchant asks again', async () => {
    harness.sandbox.faults.add({ kind: 'server-error', endpoint: of.endpoint, count: 1 });
    expect(await act(of.wish, of.action)).toEqual({ problem: 'order/not-arrived' });
    expect([unknown(), attempts('lost')]).toEqual([0, 1]);
    expect(await act(of.wish, of.action)).toEqual({ problem: null });
  });
});

describe('what a marketplace does not show', () => {
  const boxes = (): DeskWish => ({ action: 'boxes', boxes: 2, desi: 4 });
  const invoice = (): DeskWish => ({
    action: 'send-invoice',
    number: 'ABC2026000000001',
    issuedAt: '2026-11-24T09:00:00.000Z',
    link: 'https://ornek.example/f.pdf',
    file: null,
  });
  beforeEach(() =>
    orderAt('hepsiburada').then(async () => {
      const { packageId } = await placeFor('pack');
      await client.orders.act({ ...write(), orderId, packageId, wish: pack });
    }),
  );

  it('stays open and named until the merchant says that it arrived', async () => {
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'package-invoice', count: 1 });
    expect(await act(invoice, 'send-invoice')).toEqual({ problem: 'order/outcome-open' });
    await harness.sync({ what: 'orders' });
    const [parcel] = (await desk()).filter(({ unsettled }) => unsettled?.includes('send-invoice'));
    const { packageId } = parcel!;
    const settled = await client.orders.settle({ ...write(), orderId, packageId, arrived: true });
    expect(settled.flatMap(({ unsettled }) => unsettled ?? [])).toEqual([]);
    expect(unknown()).toBe(0);
    await expect(client.orders.settle({ ...write(), orderId, packageId, arrived: true })).rejects.toThrow(
      'input/invalid',
    );
  });

  it('may simply be said again where it sets the same thing', async () => {
    harness.sandbox.faults.add({ kind: 'server-error', endpoint: 'package-boxes', count: 1 });
    expect(await act(boxes, 'boxes')).toEqual({ problem: 'order/outcome-open' });
    expect(await act(boxes, 'boxes')).toEqual({ problem: null });
    expect(unknown()).toBe(0);
  });
});

describe('more time on Trendyol, its answer lost', () => {
  beforeEach(() => orderAt('trendyol'));

  it('stops what comes after it until the merchant says that it did not arrive', async () => {
    const extend = (): DeskWish => ({ action: 'extend', days: 2 });
    harness.sandbox.faults.add({ kind: 'server-error', endpoint: 'package-extend', count: 1 });
    expect(await act(extend, 'extend')).toEqual({ problem: 'order/outcome-open' });
    expect(await act(extend, 'extend')).toEqual({ problem: 'order/outcome-open' });
    const [{ packageId }] = (await desk()) as [PackageDesk];
    await client.orders.settle({ ...write(), orderId, packageId, arrived: false });
    expect(await act(extend, 'extend')).toEqual({ problem: null });
    expect(harness.sandbox.marketplaces.trendyol.packages()[0]!.desk.extendedDays).toBe(2);
  });
});

describe('a marketplace that is too busy for a wish (429)', () => {
  it('did nothing, says so, and takes it when it is asked again', async () => {
    await orderAt('trendyol');
    harness.sandbox.faults.add({
      kind: 'rate-limit',
      endpoint: 'package-unsupplied',
      count: 1,
      retryAfterSeconds: 1,
    });
    expect(await act(cancel('500'), 'cancel')).toEqual({ problem: 'channel/rate-limited' });
    expect([unknown(), attempts('lost')]).toEqual([0, 0]);
    expect(await act(cancel('500'), 'cancel')).toEqual({ problem: null });
    await harness.sync({ what: 'orders' });
    expect(harness.shop.quantityOf(goods[0]!.variantId)).toBe(goods[0]!.quantity);
  });
});

describe('an order desk that is broken off', () => {
  beforeEach(() => orderAt('trendyol'));

  it('settles by the next sync what could not be read back at once', async () => {
    const { packageId } = await placeFor('pick');
    await client.orders.act({ ...write(), orderId, packageId, wish: pick });
    const lost = { kind: 'lost-answer', endpoint: 'package-unsupplied', count: 1 } as const;
    const { faultId } = harness.sandbox.faults.add({ kind: 'html', endpoint: 'orders', status: 403 });
    harness.sandbox.faults.add(lost);
    expect(await act(cancel('500'), 'cancel')).toEqual({ problem: 'channel/outcome-unknown' });
    expect(unknown()).toBe(1);
    harness.sandbox.faults.remove(faultId);
    await harness.sync({ what: 'orders' });
    expect(unknown()).toBe(0);
    expect(harness.shop.quantityOf(goods[0]!.variantId)).toBe(goods[0]!.quantity);
    expect(await timeline()).toContain('Yanıtı gelmemişti, ulaşmış');
  });

  it('killed with the request written down, finds out that it never left, and cancels once when asked again', async () => {
    const { packageId, two } = await placeFor('cancel');
    harness.killAt('5-intent:after-commit');
    const wish = cancel('500')(two);
    await expect(client.orders.act({ ...write(), orderId, packageId, wish })).rejects.toThrow();
    harness = await harness.restart();
    client = open(harness);
    expect(unknown()).toBe(1);
    await harness.sync({ what: 'orders' });
    expect([unknown(), attempts('lost')]).toEqual([0, 1]);
    expect(harness.shop.quantityOf(goods[0]!.variantId)).toBe(goods[0]!.quantity - 2);
    await client.orders.act({ ...write(), orderId, packageId, wish });
    for (let round = 0; round < 2; round += 1) await harness.sync({ what: 'orders' });
    expect(harness.shop.quantityOf(goods[0]!.variantId)).toBe(goods[0]!.quantity);
  });
});
