import { expect } from 'vitest';
import { problemOf, recordIntent } from '../../../support/gateway-under-test.ts';
import { rehearseWrites } from '#engine/sessions/rehearse-writes.ts';
import { idOf, seedMany, seedOf, settled, submitAndSettle, update, type Expectation } from '../stage.ts';

/** Stock and prices on their way to the marketplace. */
export const OFFERS: readonly Expectation[] = [
  {
    sentence: 'writes stock and price, reports each item, and shows the new figures when asked again',
    run: async ({ world, traits }) => {
      world.seed([seedOf('B-1'), seedOf('B-2'), seedOf('B-3')]);
      const nobody = { ...update(world, 'B-1', { quantity: 4 }), externalId: '987654321' };
      const report = await submitAndSettle(world, [
        update(world, 'B-1', { quantity: 0 }),
        update(world, 'B-2', { salePriceE4: 1_299_900, listPriceE4: 1_499_900 }),
        nobody,
      ]);
      const [one, two, three] = ['B-1', 'B-2', 'B-3'].map((code) => idOf(world, code));
      expect(Object.fromEntries(report.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
        [one!]: 'done',
        [two!]: 'done',
        [nobody.externalId]: 'failed',
      });
      expect(report.items.find(({ state }) => state === 'failed')?.problem).toMatchObject({
        code: 'channel/item-refused',
        params: { happenedTr: expect.any(String), actionEn: expect.any(String) },
      });
      const offers = await world.connection.readOffers([one!, two!, three!, nobody.externalId]);
      expect(offers).toMatchObject([
        { externalId: one, ...world.shelf(one!) },
        {
          externalId: two,
          quantity: 10,
          salePriceE4: 1_299_900,
          listPriceE4: traits.without?.['list-price'] ? null : 1_499_900,
        },
        { externalId: three, ...world.shelf(three!) },
      ]);
      expect(world.shelf(one!)?.quantity).toBe(0);
    },
  },
  {
    sentence: 'writes prices to the kurus, and the last gate sees the very same figures',
    run: async ({ world, tapped }) => {
      const kurus = [110, 1_999, 2_901, 435, 113_005, 100_001];
      world.seed(kurus.map((_price, index) => seedOf(`B-${index}`)));
      const { connection, gated } = await tapped();
      const items = kurus.map((price, index) =>
        update(world, `B-${index}`, { salePriceE4: price * 100, listPriceE4: price * 100 }),
      );
      const report = await submitAndSettle(world, items, connection);
      expect(report.items.map(({ state }) => state)).toEqual(kurus.map(() => 'done'));
      for (const { externalId, salePriceE4 } of items) {
        expect(world.shelf(externalId)?.salePriceE4).toBe(salePriceE4);
        const seen = gated.filter((offer) => offer.externalId === externalId && offer.salePriceE4 !== null);
        expect(new Set(seen.map((offer) => offer.salePriceE4))).toEqual(new Set([salePriceE4]));
      }
    },
  },
  {
    sentence: 'leaves the price alone when stock is sent, and the stock when a price is',
    run: async ({ world }) => {
      world.seed([seedOf('B-1'), seedOf('B-2')]);
      await submitAndSettle(world, [
        update(world, 'B-1', { quantity: 3 }),
        update(world, 'B-2', { salePriceE4: 1_299_000, listPriceE4: 1_999_900 }),
      ]);
      expect(world.shelf(idOf(world, 'B-1'))).toMatchObject({ quantity: 3, salePriceE4: 1_499_000 });
      expect(world.shelf(idOf(world, 'B-2'))).toMatchObject({ quantity: 10, salePriceE4: 1_299_000 });
    },
  },
  {
    sentence: 'explains a price that is refused because the list price is lower',
    needs: 'list-price',
    run: async ({ world }) => {
      world.seed([seedOf('B-1')]);
      const wish = update(world, 'B-1', { salePriceE4: 9_000_000, listPriceE4: 8_000_000 });
      const report = await submitAndSettle(world, [wish]);
      expect(report.items[0]).toMatchObject({
        state: 'failed',
        problem: { code: 'channel/item-refused', detail: expect.stringMatching(/PSF|listPrice/) },
      });
      expect(world.shelf(wish.externalId)?.salePriceE4).toBe(1_499_000);
    },
  },
  {
    sentence: 'does not mistake the refusal of a repeated request for a failure of its items',
    needs: 'repeated-body',
    run: async ({ world }) => {
      world.seed([seedOf('B-1')]);
      const items = [update(world, 'B-1', { quantity: 7 })];
      await submitAndSettle(world, items);
      const again = await world.connection.updateStockAndPrice(items, {
        intent: recordIntent().intent,
        priority: 1,
      });
      expect(again.kind).toBe('same-request-repeated');
    },
  },
  {
    sentence: 'sends as many items at once as the marketplace takes, and tells of each once',
    run: async ({ world, tapped }) => {
      const { itemsPerRequest } = world.adapter.manifest.limits;
      seedMany(world, itemsPerRequest);
      const { connection } = await tapped();
      const items = Array.from({ length: itemsPerRequest }, (_nothing, index) =>
        update(world, `B-${index + 1}`, { quantity: index % 50 }),
      );
      const report = await submitAndSettle(world, items, connection);
      expect(report.items.map(({ externalId }) => externalId).toSorted()).toEqual(
        items.map(({ externalId }) => externalId).toSorted(),
      );
      expect(report.items.filter(({ state }) => state !== 'done')).toEqual([]);
      for (const { externalId, quantity } of items) expect(world.shelf(externalId)?.quantity).toBe(quantity);
    },
  },
  {
    sentence: 'refuses more items than the marketplace takes before anything is sent',
    run: async ({ world, tapped }) => {
      const { itemsPerRequest } = world.adapter.manifest.limits;
      const { connection, tap } = await tapped();
      const items = Array.from({ length: itemsPerRequest + 1 }, (_nothing, index) => ({
        ...update(world, 'B-1', { quantity: 1 }),
        externalId: String(index + 1),
      }));
      const sent = connection.updateStockAndPrice(items, { intent: recordIntent().intent, priority: 1 });
      await expect(sent).rejects.toThrow(RangeError);
      expect(tap.seen).toEqual([]);
    },
  },
  {
    sentence: 'sends nothing that the last gate holds, and says which guard it was',
    run: async ({ world, tapped }) => {
      world.seed([seedOf('B-1')]);
      const { connection, tap } = await tapped({
        gate: (_channel, offers) =>
          offers.map(({ externalId }) => ({
            externalId,
            holds: [{ guard: 'price/below-floor', params: {} }],
          })),
      });
      const { intent, steps } = recordIntent();
      const sent = connection.updateStockAndPrice(
        [update(world, 'B-1', { salePriceE4: 10_000, listPriceE4: 10_000 })],
        {
          intent,
          priority: 1,
        },
      );
      expect((await problemOf(sent)).code).toBe('guard/stopped-request');
      expect(tap.of('offers')).toEqual([]);
      expect(steps.map(({ step }) => step)).toEqual(['not-sent']);
      expect(world.shelf(idOf(world, 'B-1'))?.salePriceE4).toBe(1_499_000);
    },
  },
  {
    sentence: 'ends a rehearsal at the last byte: the request is shown whole, and none of it is sent',
    run: async ({ world, tapped }) => {
      world.seed([seedOf('B-1')]);
      const { gateway, log, tap } = await tapped();
      const root = new URL(tap.baseUrl).pathname;
      const { adapter, credentials, clock } = world;
      const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
      const { intent, steps } = recordIntent();
      const rehearsed = await rehearseWrites(gateway, adapter.manifest, (rehearsing) =>
        adapter
          .connect({ credentials, gateway: rehearsing, clock, logger })
          .updateStockAndPrice([update(world, 'B-1', { quantity: 3 })], { intent, priority: 1 }),
      );
      expect(rehearsed).toHaveLength(1);
      const [{ sealed, stopped }] = rehearsed as [(typeof rehearsed)[number]];
      expect(stopped).toBeNull();
      const offers = adapter.manifest.readOffers(
        sealed.endpoint,
        sealed.bodyText ?? '',
        new URL(sealed.url).pathname.slice(root.length),
      );
      expect(offers).toMatchObject([{ externalId: idOf(world, 'B-1'), quantity: 3, salePriceE4: null }]);
      expect(tap.of('offers')).toEqual([]);
      expect(steps.filter(({ step }) => step === 'before-send')).toEqual([]);
      expect(log.filter(({ level }) => level === 'error')).toEqual([]);
      expect(world.shelf(idOf(world, 'B-1'))?.quantity).toBe(10);
    },
  },
  {
    sentence: 'keeps of a write what was sent before its first byte, and what was answered after',
    run: async ({ world, tapped }) => {
      world.seed([seedOf('B-1')]);
      const { connection, tap } = await tapped();
      const { intent, steps } = recordIntent();
      const order: string[] = [];
      tap.meddle({
        on: 'offers',
        after: (answer) => {
          order.push('bytes');
          return answer;
        },
      });
      const watched = {
        ...intent,
        beforeSend: (request: Parameters<typeof intent.beforeSend>[0]) => {
          order.push('intent');
          intent.beforeSend(request);
        },
      };
      const result = await connection.updateStockAndPrice([update(world, 'B-1', { quantity: 4 })], {
        intent: watched,
        priority: 1,
      });
      expect(order.slice(0, 2)).toEqual(['intent', 'bytes']);
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
      expect(result.kind).toBe('accepted');
      if (result.kind === 'accepted') await settled(world, result.batchId, connection);
      expect(world.shelf(idOf(world, 'B-1'))?.quantity).toBe(4);
    },
  },
  {
    sentence: 'says that a batch’s result is lost when it is no longer kept',
    run: async ({ world }) => {
      expect((await problemOf(world.connection.readBatch('no-such-batch'))).code).toBe('channel/batch-lost');
    },
  },
  {
    sentence: 'tells the refused items of a batch from those that were done',
    needs: 'partial-rejection',
    run: async ({ world }) => {
      seedMany(world, 90);
      world.trouble('partial-rejection', {});
      const items = Array.from({ length: 90 }, (_nothing, index) =>
        update(world, `B-${index + 1}`, { quantity: 5 }),
      );
      const { items: told } = await submitAndSettle(world, items);
      expect(told).toHaveLength(90);
      const failed = told.filter(({ state }) => state === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.length).toBeLessThan(90);
      for (const { externalId, state, problem } of told) {
        expect(world.shelf(externalId)?.quantity).toBe(state === 'done' ? 5 : 1_000);
        expect(problem === null).toBe(state === 'done');
      }
    },
  },
];

function nothing(): void {
  // Rehearsals are looked at, not their log.
}
