import { expect } from 'vitest';
import type { MarketplaceLine, MarketplacePackage } from '#engine/marketplaces/kit/port.ts';
import { collect, recordIntent } from '../../../support/gateway-under-test.ts';
import { idOf, lastDay, seedMany, seedOf, type Expectation, type Stage } from '../stage.ts';

const linesOf = (entry: MarketplacePackage) =>
  entry.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));

function sumOf({ lines }: MarketplacePackage): number {
  return lines.reduce((total, { quantity, unitPriceE4 }) => total + quantity * unitPriceE4, 0);
}

const buyOne = ({ world }: Stage, quantity = 1) => world.buy([{ externalId: idOf(world, 'B-1'), quantity }]);

/** What was bought, and what becomes of it. */
export const ORDERS: readonly Expectation[] = [
  {
    sentence: 'brings every bought package, whole, by stream and by window alike',
    run: async ({ world, traits }) => {
      world.seed([seedOf('B-1'), seedOf('B-2')]);
      const wanted = [
        { code: 'B-1', quantity: 2 },
        ...(traits.without?.['many-lines'] ? [] : [{ code: 'B-2', quantity: 1 }]),
      ];
      const bought = world.buy(
        wanted.map(({ code, quantity }) => ({ externalId: idOf(world, code), quantity })),
      );
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
        expect(entry!.lines.map((line) => [line.barcode || line.stockCode, line.quantity])).toEqual(
          wanted.map(({ code, quantity }) => [traits.lineCode?.(code) ?? code, quantity]),
        );
        expect(Math.abs(sumOf(entry!) - entry!.totalE4)).toBeLessThanOrEqual(100);
        expect(entry!.buyer.firstName).not.toBe('');
        expect(entry!.shipping.city).not.toBe('');
      }
    },
  },
  {
    sentence: 'tells the moment of an order in the world’s time, though marketplaces write Turkish time',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const before = world.clock.now();
      const { orderNumber } = buyOne(stage);
      const after = world.clock.now();
      const [entry] = await world.connection.readOrdersByNumber([orderNumber]);
      // Some marketplaces tell it to the minute.
      expect(entry!.orderedAtMs).toBeGreaterThanOrEqual(before - 60_000);
      expect(entry!.orderedAtMs).toBeLessThanOrEqual(after + 60_000);
    },
  },
  {
    sentence: 'reads prices of orders to the kurus, as whole numbers',
    run: async ({ world }) => {
      const kurus = [1_999, 2_901, 435];
      world.seed(
        kurus.map((price, index) =>
          seedOf(`B-${index}`, { salePriceE4: price * 100, listPriceE4: price * 100 }),
        ),
      );
      for (const [index, price] of kurus.entries()) {
        const { orderNumber } = world.buy([{ externalId: idOf(world, `B-${index}`), quantity: 3 }]);
        const [entry] = await world.connection.readOrdersByNumber([orderNumber]);
        expect(entry!.lines.map(({ unitPriceE4, quantity }) => [unitPriceE4, quantity])).toEqual([
          [price * 100, 3],
        ]);
        expect(entry!.totalE4).toBe(price * 300);
      }
    },
  },
  {
    sentence: 'finds an order by its number, and nothing for a number that nobody has',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const [one, two] = [buyOne(stage), buyOne(stage)];
      const found = await world.connection.readOrdersByNumber([two.orderNumber, one.orderNumber]);
      expect(new Set(found.map(({ packageId }) => packageId))).toEqual(
        new Set([one.packageId, two.packageId]),
      );
      const strange = one.orderNumber.replaceAll(/\d/g, '9');
      expect(await world.connection.readOrdersByNumber([strange])).toEqual([]);
    },
  },
  {
    sentence: 'brings an order again that changed, however long ago it was placed',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { packageId } = buyOne(stage);
      await world.clock.sleep(20_000);
      const from = world.clock.now();
      world.cancel(packageId);
      const window = { fromMs: from, toMs: world.clock.now() + 60_000, by: 'stream' as const };
      const packages = await collect(world.connection.readOrders(window));
      expect(packages.find((entry) => entry.packageId === packageId)?.status).toBe('cancelled');
    },
  },
  {
    sentence: 'knows an order that its customer cancelled as cancelled, by stream, window and number',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { packageId, orderNumber } = buyOne(stage);
      world.cancel(packageId);
      for (const by of ['stream', 'window'] as const)
        expect(statusIn(await collect(world.connection.readOrders(lastDay(world, by))), packageId)).toBe(
          'cancelled',
        );
      expect(statusIn(await world.connection.readOrdersByNumber([orderNumber]), packageId)).toBe('cancelled');
    },
  },
  {
    sentence: 'follows an order on its way: shipped, then delivered',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { orderNumber } = buyOne(stage);
      for (const to of ['shipped', 'delivered'] as const) {
        world.shoppers.carry!({ orderNumber, to });
        const packages = await world.connection.readOrdersByNumber([orderNumber]);
        expect(packages.map(({ status }) => status)).toContain(to);
        expect(packages.filter(({ status }) => status === 'new')).toEqual([]);
      }
    },
  },
  {
    sentence: 'keeps an order in a status that nobody has heard of, with its own word for it',
    run: async (stage) => {
      const { world } = stage;
      seedMany(world, 1);
      const bought = Array.from({ length: 5 }, () => buyOne(stage));
      world.trouble('unknown-word', { on: 'orders' });
      const packages = await collect(world.connection.readOrders(lastDay(world, 'window')));
      expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
        new Set(bought.map(({ packageId }) => packageId)),
      );
      expect(world.struck()).toBeGreaterThan(0);
      expect(packages.every(({ rawStatus }) => rawStatus !== '')).toBe(true);
    },
  },
  {
    sentence: 'keeps an order that it can’t read in full aside, and reads the others',
    run: async (stage) => {
      const { world } = stage;
      seedMany(world, 1);
      const bought = Array.from({ length: 5 }, () => buyOne(stage));
      world.trouble('missing-field', { on: 'orders', count: 1 });
      const packages = await collect(world.connection.readOrders(lastDay(world, 'window')));
      expect(packages.length).toBeGreaterThanOrEqual(bought.length - 1);
      const whole = packages.filter(({ problem }) => problem === null || problem === undefined);
      expect(whole.length).toBeGreaterThanOrEqual(bought.length - 1);
    },
  },
  {
    sentence: 'keeps the ids of orders exact, though they are longer than a number holds',
    run: async (stage) => {
      const { world, tapped } = stage;
      world.seed([seedOf('B-1')]);
      const { orderNumber } = buyOne(stage);
      // 2^63 − 1 and neighbours of 2^53: read as numbers, each would be another one's.
      const long = orderNumber.replaceAll(/\d{6,}/g, '9223372036854775807');
      const { connection, tap } = await tapped();
      tap.meddle({
        on: 'orders',
        after: (answer) => ({ ...answer, body: answer.body.toString('utf8').replaceAll(orderNumber, long) }),
      });
      const packages = await collect(connection.readOrders(lastDay(world, 'window')));
      expect(packages.map((entry) => entry.orderNumber)).toEqual([long]);
    },
  },
  {
    sentence: 'reads every order of a time longer than one question may ask about',
    run: async (stage) => {
      const { world, tapped } = stage;
      world.seed([seedOf('B-1')]);
      const bought = [buyOne(stage), buyOne(stage)];
      const { orderWindowMs, orderHistoryMs } = world.adapter.manifest;
      const now = world.clock.now();
      const span = Math.min(orderWindowMs * 2.5, orderHistoryMs - 3_600_000);
      const { connection } = await tapped();
      const packages = await collect(
        connection.readOrders({ fromMs: now - span, toMs: now + 60_000, by: 'window' }),
      );
      expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
        new Set(bought.map(({ packageId }) => packageId)),
      );
    },
  },
  {
    sentence: 'brings Turkish names, addresses and titles as they were written',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { orderNumber } = buyOne(stage);
      const [entry] = await world.connection.readOrdersByNumber([orderNumber]);
      const told = JSON.stringify([entry!.buyer, entry!.shipping, entry!.lines]);
      expect(told).toMatch(/[ıİşŞğĞçÇöÖüÜ]/);
      expect(told).not.toMatch(/�|Ã|Å|Ä/);
    },
  },
  {
    sentence: 'tells which package stands in place of which after a split and a cancellation',
    needs: 'split',
    run: async ({ world }) => {
      world.seed([seedOf('B-1'), seedOf('B-2')]);
      const bought = world.buy([
        { externalId: idOf(world, 'B-1'), quantity: 1 },
        { externalId: idOf(world, 'B-2'), quantity: 1 },
      ]);
      world.split(bought.packageId);
      const packages = await world.connection.readOrdersByNumber([bought.orderNumber]);
      const live = packages.filter(({ status }) => status === 'new');
      expect(live).toHaveLength(2);
      const lines = live.flatMap((entry) => entry.lines.map((line) => line.barcode || line.stockCode));
      expect(lines.toSorted()).toEqual(['B-1', 'B-2']);
      expect(
        live.every(({ origin, replaces }) => origin === 'split' && replaces.includes(bought.packageId)),
      ).toBe(true);
      world.cancel(live[0]!.packageId);
      const after = await world.connection.readOrdersByNumber([bought.orderNumber]);
      expect(after.find(({ packageId }) => packageId === live[0]!.packageId)?.status).toBe('cancelled');
    },
  },
  {
    sentence: 'marks a package as being picked and as invoiced',
    needs: 'pick',
    run: async (stage) => {
      const { world } = stage;
      world.seed([seedOf('B-1')]);
      const { packageId, orderNumber } = buyOne(stage);
      const [entry] = await world.connection.readOrdersByNumber([orderNumber]);
      const lines = linesOf(entry!);
      await world.connection.acknowledgeOrder!({ packageId, lines, intent: recordIntent().intent });
      expect((await world.connection.readOrdersByNumber([orderNumber]))[0]?.status).toBe('picking');
      await world.connection.reportInvoice!({
        packageId,
        lines,
        invoiceNumber: 'ABC2026000000001',
        intent: recordIntent().intent,
      });
      expect((await world.connection.readOrdersByNumber([orderNumber]))[0]?.status).toBe('invoiced');
    },
  },
  {
    sentence: 'cancels what can’t be delivered, with a reason, and the rest of the order stands',
    offers: { methods: ['cancelLines'], capability: /cancel|unsupplied/ },
    run: async ({ world, traits }) => {
      const { connection } = world;
      const codes = traits.without?.['many-lines'] ? ['B-1'] : ['B-1', 'B-2'];
      world.seed(codes.map((code) => seedOf(code)));
      const { orderNumber } = world.buy(
        codes.map((code) => ({ externalId: idOf(world, code), quantity: 1 })),
      );
      const read = () => connection.readOrdersByNumber([orderNumber]);
      const [fresh] = await read();
      await connection.acknowledgeOrder?.({
        packageId: fresh!.packageId,
        lines: linesOf(fresh!),
        intent: recordIntent().intent,
      });
      const [reason] = await connection.readCancelReasons!();
      const { intent, steps } = recordIntent();
      await connection.cancelLines!({
        packageId: fresh!.packageId,
        orderNumber,
        lines: linesOf(fresh!).slice(-1),
        reasonId: reason!.reasonId,
        intent,
      });
      expect(steps[0]?.step).toBe('before-send');
      const after = await read();
      const standing = after.flatMap(({ status, lines }) =>
        lines.filter((line) => !isEnded(status) && !isEnded(line.status)).map(codeIn),
      );
      expect(standing).toEqual(codes.slice(0, -1));
    },
  },
];

const codeIn = ({ barcode, stockCode }: MarketplaceLine): string => barcode || stockCode;

/** Nothing of it is to be sent any more. */
function isEnded(status: MarketplacePackage['status']): boolean {
  return status === 'cancelled' || status === 'unsupplied' || status === 'split';
}

function statusIn(packages: readonly MarketplacePackage[], packageId: string): string | undefined {
  return packages.find((entry) => entry.packageId === packageId)?.status;
}
