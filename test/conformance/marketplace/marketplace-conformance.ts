import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchReport, OfferUpdate } from '#engine/marketplaces/kit/port.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import type { MarketplaceWorld, SeedListing, Traits, Trouble } from './world.ts';

/** What any marketplace must do through its adapter, over real HTTP, by name. */
export function marketplaceConformance(
  name: string,
  open: () => Promise<MarketplaceWorld>,
  traits: Traits = {},
): void {
  const lacks = (need: Need | undefined): boolean => need !== undefined && !!traits.without?.includes(need);
  describe(`${name}, through its adapter`, () => {
    let world: MarketplaceWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(async () => {
      await world.close();
    });
    for (const [sentence, run, need] of EXPECTATIONS)
      if (!lacks(need)) it(sentence, () => run(world, traits));
    it.each(HARMLESS_READ_TROUBLES)('reads every listing in spite of %s', async (kind, options) => {
      seedMany(world, 230);
      world.trouble(kind, { on: 'listings', ...options });
      const listings = await collect(world.connection.readListings());
      expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(230);
      expect(world.struck()).toBeGreaterThan(0);
    });
    const orderTroubles = HARMLESS_READ_TROUBLES.filter(
      ([kind]) => kind !== 'wrong-total' || !lacks('order-totals'),
    );
    it.each([...orderTroubles, ['unknown-word', {}] as const])(
      'reads every order in spite of %s',
      async (kind, options) => {
        seedMany(world, 5);
        const bought = Array.from({ length: 450 }, () => world.buy([{ externalId: 'B-1', quantity: 1 }]));
        world.trouble(kind, { on: 'orders', ...options });
        for (const by of ['stream', 'window'] as const) {
          const packages = await collect(world.connection.readOrders(lastDay(world, by)));
          expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
            new Set(bought.map(({ packageId }) => packageId)),
          );
        }
        expect(world.struck()).toBeGreaterThan(0);
      },
    );
  });
}

const HARMLESS_READ_TROUBLES: readonly (readonly [
  Trouble,
  { readonly count?: number; readonly probability?: number },
])[] = [
  ['rate-limit', { count: 3 }],
  ['server-error', { count: 2 }],
  ['html', { count: 2 }],
  ['reset-before', { count: 2 }],
  ['lost-answer', { count: 2 }],
  ['garbage-json', { count: 2 }],
  ['truncated-body', { count: 2 }],
  ['duplicate-page', { count: 2 }],
  ['repeated-cursor', { count: 2 }],
  ['wrong-total', {}],
  ['overlapping-page', {}],
];

type Need = NonNullable<Traits['without']>[number];
type Expectation = readonly [
  sentence: string,
  run: (world: MarketplaceWorld, traits: Traits) => Promise<void>,
  /** Left out for a marketplace that has no such thing. */
  need?: Need,
];

const EXPECTATIONS: readonly Expectation[] = [
  [
    'says endpoint by endpoint that good credentials work',
    async (world) => {
      const { account, endpoints } = await world.connection.verifyCredentials();
      expect(account).not.toBeNull();
      expect(endpoints.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(1);
      expect(endpoints.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed')).toEqual([]);
    },
  ],
  [
    'says that wrong credentials are wrong, and does not throw',
    async (world) => {
      const { account, endpoints } = await world.stranger.verifyCredentials();
      expect(account).toBeNull();
      const checked = endpoints.filter(({ outcome }) => outcome !== 'not-checked');
      expect(checked.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual(
        checked.map(() => ['refused', 'channel/wrong-key']),
      );
    },
  ],
  [
    'tells an empty account as empty',
    async (world) => {
      expect(await collect(world.connection.readListings())).toEqual([]);
      expect(await world.connection.readOffers(['nothing'])).toEqual([]);
      for (const by of ['stream', 'window'] as const)
        expect(await collect(world.connection.readOrders(lastDay(world, by)))).toEqual([]);
      expect(await world.connection.readOrdersByNumber(['1234567890'])).toEqual([]);
    },
  ],
  [
    'shows every listing once, with its figures and whether it is for sale',
    async (world, { states, shown: shownOf }) => {
      const all = [
        seedOf('ŞİI-ı.1', {}),
        seedOf('B-2', { state: 'archived' }),
        seedOf('B-3', { state: 'locked' }),
        seedOf('B-4', { state: 'waiting-approval' }),
        seedOf('B-5', { state: 'rejected' }),
      ];
      const seeds = all.filter(({ state }) => states?.includes(state) ?? true);
      world.seed(seeds);
      const listings = await collect(world.connection.readListings());
      const shown = listings.map(
        ({ externalId, state, quantity, salePriceE4, listPriceE4, stockCode, barcode }) => ({
          externalId,
          state,
          quantity,
          salePriceE4,
          listPriceE4,
          stockCode,
          barcode,
        }),
      );
      const by = (one: { externalId: string }, other: { externalId: string }): number =>
        one.externalId < other.externalId ? -1 : 1;
      expect(shown.sort(by)).toEqual(
        seeds
          .map((whole) => {
            const { title: _title, ...seed } = whole;
            return { ...seed, barcode: seed.externalId, ...shownOf?.(whole) };
          })
          .sort(by),
      );
      expect(listings.find(({ externalId }) => externalId === 'ŞİI-ı.1')?.title).toContain(
        'Çiçekli Şık Gömlek',
      );
    },
  ],
  [
    'writes stock and price, reports each item, and shows the new figures when asked again',
    async (world, { without }) => {
      world.seed([seedOf('B-1', {}), seedOf('B-2', {}), seedOf('B-3', {})]);
      const report = await submitAndSettle(world, [
        { externalId: 'B-1', quantity: 0, salePriceE4: null, listPriceE4: null },
        { externalId: 'B-2', quantity: null, salePriceE4: 1_299_900, listPriceE4: 1_499_900 },
        { externalId: 'NOT-THERE', quantity: 4, salePriceE4: null, listPriceE4: null },
      ]);
      expect(Object.fromEntries(report.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
        'B-1': 'done',
        'B-2': 'done',
        'NOT-THERE': 'failed',
      });
      expect(report.items.find(({ state }) => state === 'failed')?.problem).toMatchObject({
        code: 'channel/item-refused',
        params: { happenedTr: expect.any(String), actionEn: expect.any(String) },
      });
      const offers = await world.connection.readOffers(['B-1', 'B-2', 'B-3', 'NOT-THERE']);
      expect(offers).toEqual([
        { externalId: 'B-1', ...world.shelf('B-1') },
        {
          externalId: 'B-2',
          quantity: 10,
          salePriceE4: 1_299_900,
          listPriceE4: without?.includes('list-price') ? null : 1_499_900,
        },
        { externalId: 'B-3', ...world.shelf('B-3') },
      ]);
      expect(world.shelf('B-1')?.quantity).toBe(0);
    },
  ],
  [
    'explains a price that is refused because the list price is lower',
    async (world) => {
      world.seed([seedOf('B-1', {})]);
      const report = await submitAndSettle(world, [
        { externalId: 'B-1', quantity: null, salePriceE4: 9_000_000, listPriceE4: 8_000_000 },
      ]);
      expect(report.items[0]).toMatchObject({
        state: 'failed',
        problem: { code: 'channel/item-refused', detail: expect.stringMatching(/PSF|listPrice/) },
      });
      expect(world.shelf('B-1')?.salePriceE4).toBe(1_499_000);
    },
    'list-price',
  ],
  [
    'does not mistake the refusal of a repeated request for a failure of its items',
    async (world) => {
      world.seed([seedOf('B-1', {})]);
      const items = [{ externalId: 'B-1', quantity: 7, salePriceE4: null, listPriceE4: null }];
      await submitAndSettle(world, items);
      const { intent } = recordIntent();
      const again = await world.connection.updateStockAndPrice(items, { intent, priority: 1 });
      expect(again.kind).toBe('same-request-repeated');
    },
    'repeated-body',
  ],
  [
    'reads more offers than one call can name',
    async (world) => {
      seedMany(world, 130);
      const ids = Array.from({ length: 130 }, (_nothing, index) => `B-${index + 1}`);
      const offers = await world.connection.readOffers([...ids, 'B-1']);
      expect(offers.map(({ externalId }) => externalId)).toEqual(ids);
    },
  ],
  [
    'knows that a write whose answer was lost may have happened, and sends it once',
    async (world) => {
      world.seed([seedOf('B-1', {})]);
      world.trouble('lost-answer', { on: 'offers', count: 1 });
      const { intent, steps } = recordIntent();
      const before = world.requestsSeen();
      const items = [{ externalId: 'B-1', quantity: 2, salePriceE4: null, listPriceE4: null }];
      expect(
        (await problemOf(world.connection.updateStockAndPrice(items, { intent, priority: 1 }))).code,
      ).toBe('channel/outcome-unknown');
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
      expect(world.requestsSeen()).toBe(before + 1);
      await until(async () => (await world.connection.readOffers(['B-1']))[0]?.quantity === 2, world);
    },
  ],
  [
    'knows that a write refused with "too many" did nothing',
    async (world) => {
      world.seed([seedOf('B-1', {})]);
      world.trouble('rate-limit', { on: 'offers', count: 1 });
      const { intent, steps } = recordIntent();
      const items = [{ externalId: 'B-1', quantity: 2, salePriceE4: null, listPriceE4: null }];
      expect(
        (await problemOf(world.connection.updateStockAndPrice(items, { intent, priority: 1 }))).code,
      ).toBe('channel/rate-limited');
      expect(steps.at(-1)?.step).toBe('not-sent');
      const report = await submitAndSettle(world, items);
      expect(report.items[0]?.state).toBe('done');
    },
  ],
  [
    'says that a batch’s result is lost when it is no longer kept',
    async (world) => {
      expect((await problemOf(world.connection.readBatch('no-such-batch'))).code).toBe('channel/batch-lost');
    },
  ],
  [
    'brings every bought package, whole, by stream and by window alike',
    async (world) => {
      world.seed([seedOf('B-1', {}), seedOf('B-2', {})]);
      const bought = world.buy([
        { externalId: 'B-1', quantity: 2 },
        { externalId: 'B-2', quantity: 1 },
      ]);
      for (const by of ['stream', 'window'] as const) {
        const [entry, ...others] = await collect(world.connection.readOrders(lastDay(world, by)));
        expect(others).toEqual([]);
        expect(entry).toMatchObject({
          ...bought,
          status: 'new',
          origin: 'order',
          currency: 'TRY',
          problem: null,
        });
        expect(entry!.lines.map((line) => [line.barcode || line.stockCode, line.quantity])).toEqual([
          ['B-1', 2],
          ['B-2', 1],
        ]);
        const sum = entry!.lines.reduce(
          (total, { quantity, unitPriceE4 }) => total + quantity * unitPriceE4,
          0,
        );
        expect(Math.abs(sum - entry!.totalE4)).toBeLessThanOrEqual(100);
        expect(Math.abs(entry!.orderedAtMs - world.clock.now())).toBeLessThan(3_600_000);
        expect(entry!.buyer.firstName).not.toBe('');
        expect(entry!.shipping.city).not.toBe('');
      }
    },
  ],
  [
    'tells which package stands in place of which after a split and a cancellation',
    async (world) => {
      world.seed([seedOf('B-1', {}), seedOf('B-2', {})]);
      const bought = world.buy([
        { externalId: 'B-1', quantity: 1 },
        { externalId: 'B-2', quantity: 1 },
      ]);
      world.split(bought.packageId);
      const packages = await world.connection.readOrdersByNumber([bought.orderNumber]);
      const live = packages.filter(({ status }) => status === 'new');
      expect(live).toHaveLength(2);
      expect(
        live.every(({ origin, replaces }) => origin === 'split' && replaces.includes(bought.packageId)),
      ).toBe(true);
      world.cancel(live[0]!.packageId);
      const after = await world.connection.readOrdersByNumber([bought.orderNumber]);
      expect(after.find(({ packageId }) => packageId === live[0]!.packageId)?.status).toBe('cancelled');
    },
    'split',
  ],
  [
    'marks a package as being picked and as invoiced',
    async (world) => {
      world.seed([seedOf('B-1', {})]);
      const bought = world.buy([{ externalId: 'B-1', quantity: 1 }]);
      const [entry] = await world.connection.readOrdersByNumber([bought.orderNumber]);
      const lines = entry!.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
      await world.connection.acknowledgeOrder!({
        packageId: bought.packageId,
        lines,
        intent: recordIntent().intent,
      });
      expect((await world.connection.readOrdersByNumber([bought.orderNumber]))[0]?.status).toBe('picking');
      await world.connection.reportInvoice!({
        packageId: bought.packageId,
        lines,
        invoiceNumber: 'ABC2026000000001',
        intent: recordIntent().intent,
      });
      expect((await world.connection.readOrdersByNumber([bought.orderNumber]))[0]?.status).toBe('invoiced');
    },
    'pick',
  ],
  [
    'keeps within the marketplace’s limits, so that it is never told "too many"',
    async (world) => {
      seedMany(world, 5);
      await Promise.all(Array.from({ length: 120 }, () => world.connection.readOffers(['B-1'])));
      await Promise.all(
        Array.from({ length: 35 }, () => world.connection.readOrdersByNumber(['1'])).map((promise) =>
          promise.catch(() => []),
        ),
      );
      expect(world.meters.filter(({ status }) => status === 429)).toEqual([]);
    },
  ],
];

function lastDay(world: MarketplaceWorld, by: 'stream' | 'window') {
  const now = world.clock.now();
  return { fromMs: now - 86_400_000, toMs: now, by };
}

function seedOf(externalId: string, changes: Partial<SeedListing>): SeedListing {
  return {
    externalId,
    stockCode: `S-${externalId}`,
    title: 'Çiçekli Şık Gömlek',
    quantity: 10,
    salePriceE4: 1_499_000,
    listPriceE4: 1_999_900,
    state: 'on-sale',
    ...changes,
  };
}

function seedMany(world: MarketplaceWorld, count: number): void {
  world.seed(
    Array.from({ length: count }, (_nothing, index) => seedOf(`B-${index + 1}`, { quantity: 1_000 })),
  );
}

async function submitAndSettle(world: MarketplaceWorld, items: readonly OfferUpdate[]): Promise<BatchReport> {
  const { intent, steps } = recordIntent();
  const result = await world.connection.updateStockAndPrice(items, { intent, priority: 1 });
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  let report = await world.connection.readBatch(result.batchId);
  await until(async () => {
    report = await world.connection.readBatch(result.batchId);
    return report.final;
  }, world);
  return report;
}

/** Polls on the world's own clock until it holds. */
async function until(holds: () => Promise<boolean>, world: MarketplaceWorld): Promise<void> {
  const deadline = world.clock.monotonic() + 600_000;
  while (!(await holds())) {
    if (world.clock.monotonic() > deadline) throw new Error('it never came true');
    await world.clock.sleep(1_000);
  }
}
