import { expect } from 'vitest';
import { collect } from '../../../support/gateway-under-test.ts';
import { idOf, lastDay, seedMany, seedOf, type Expectation } from '../stage.ts';

/** All letters that Turkish has and English has not. */
const TURKISH = 'Çocuk Üstü Şık Iğdır İnci Öğle (ıİşŞğĞçÇöÖüÜ)';

/** What is listed, and how it is read. */
export const LISTINGS: readonly Expectation[] = [
  {
    sentence: 'tells an empty account as empty',
    run: async ({ world }) => {
      expect(await collect(world.connection.readListings())).toEqual([]);
      expect(await world.connection.readOffers(['1'])).toEqual([]);
      for (const by of ['stream', 'window'] as const)
        expect(await collect(world.connection.readOrders(lastDay(world, by)))).toEqual([]);
      expect(await world.connection.readOrdersByNumber(['1234567890'])).toEqual([]);
    },
  },
  {
    sentence: 'shows every listing once, with its figures and whether it is for sale',
    run: async ({ world, traits }) => {
      const all = [
        seedOf('ŞİI-ı.1'),
        seedOf('B-2', { state: 'archived' }),
        seedOf('B-3', { state: 'locked' }),
        seedOf('B-4', { state: 'waiting-approval' }),
        seedOf('B-5', { state: 'rejected' }),
      ];
      const seeds = all.filter(({ state }) => traits.states?.includes(state) ?? true);
      world.seed(seeds);
      const listings = await collect(world.connection.readListings());
      const told = new Map(listings.map((listing) => [listing.externalId, listing]));
      expect(listings).toHaveLength(seeds.length);
      for (const seed of seeds) {
        const { title: _title, externalId, ...figures } = seed;
        expect(told.get(idOf(world, externalId))).toMatchObject({
          ...figures,
          barcode: externalId,
          ...traits.shown?.(seed),
        });
      }
      expect(told.get(idOf(world, 'ŞİI-ı.1'))?.title).toContain('Çiçekli Şık Gömlek');
    },
  },
  {
    sentence: 'reads Turkish letters as they were written',
    run: async ({ world }) => {
      world.seed([seedOf('B-1', { title: TURKISH })]);
      const [listing] = await collect(world.connection.readListings());
      expect(listing?.title).toContain(TURKISH);
    },
  },
  {
    sentence: 'reads prices to the kurus, whatever a binary fraction makes of them',
    run: async ({ world, traits }) => {
      const kurus = [110, 1_999, 2_901, 435, 113_005, 100_001, 9_999_995];
      world.seed(
        kurus.map((price, index) =>
          seedOf(`B-${index}`, { salePriceE4: price * 100, listPriceE4: price * 100 }),
        ),
      );
      const listings = await collect(world.connection.readListings());
      const told = new Map(listings.map((one) => [one.externalId, one]));
      for (const [index, price] of kurus.entries()) {
        const listing = told.get(idOf(world, `B-${index}`));
        expect(listing?.salePriceE4).toBe(price * 100);
        if (!traits.without?.['list-price'] && listing?.listPriceE4 != null)
          expect(listing.listPriceE4).toBe(price * 100);
      }
      const offers = await world.connection.readOffers(
        kurus.map((_price, index) => idOf(world, `B-${index}`)),
      );
      expect(offers.map(({ salePriceE4 }) => salePriceE4)).toEqual(kurus.map((price) => price * 100));
    },
  },
  {
    sentence: 'reads more offers than one call can name, each once, in the order asked for',
    run: async ({ world }) => {
      seedMany(world, 130);
      const ids = Array.from({ length: 130 }, (_nothing, index) => idOf(world, `B-${index + 1}`));
      const offers = await world.connection.readOffers([...ids, ids[0]!]);
      expect(offers.map(({ externalId }) => externalId)).toEqual(ids);
    },
  },
  {
    sentence: 'leaves out of the offers what the marketplace does not know',
    run: async ({ world }) => {
      world.seed([seedOf('B-1')]);
      const id = idOf(world, 'B-1');
      const offers = await world.connection.readOffers(['987654321', id]);
      expect(offers.map(({ externalId }) => externalId)).toEqual([id]);
    },
  },
  {
    sentence: 'asks nothing for no offers at all',
    run: async ({ tapped }) => {
      const { connection, meters } = await tapped();
      expect(await connection.readOffers([])).toEqual([]);
      expect(await connection.readOrdersByNumber([])).toEqual([]);
      expect(meters).toEqual([]);
    },
  },
  {
    sentence: 'reads no further page once nobody wants one',
    run: async ({ world, tapped }) => {
      seedMany(world, 450);
      const whole = await tapped();
      await collect(whole.connection.readListings());
      const { connection, tap } = await tapped();
      for await (const page of connection.readListings()) {
        expect(page.length).toBeGreaterThan(0);
        break;
      }
      expect(tap.of('listings').length).toBeLessThan(whole.tap.of('listings').length);
    },
  },
  {
    sentence: 'stops reading when it is told to stop',
    run: async ({ world, tapped }) => {
      seedMany(world, 5);
      const { connection, meters } = await tapped();
      const stopped = AbortSignal.abort();
      await expect(collect(connection.readListings(stopped))).rejects.toThrow();
      await expect(collect(connection.readOrders(lastDay(world, 'stream'), stopped))).rejects.toThrow();
      expect(meters.filter(({ status }) => status === 200)).toEqual([]);
    },
  },
];
