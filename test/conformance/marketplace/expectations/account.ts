import { expect } from 'vitest';
import { collect, openBench, problemOf } from '../../../support/gateway-under-test.ts';
import { lastDay, seedMany, seedOf, type Expectation } from '../stage.ts';

/** Keys, base URL, token and pace of an account. */
export const ACCOUNT: readonly Expectation[] = [
  {
    sentence: 'says endpoint by endpoint that good credentials work',
    run: async ({ world }) => {
      const { account, endpoints } = await world.connection.verifyCredentials();
      expect(account).not.toBeNull();
      expect(endpoints.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(1);
      expect(endpoints.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed')).toEqual([]);
    },
  },
  {
    sentence: 'says that wrong credentials are wrong, and does not throw',
    run: async ({ world }) => {
      const { account, endpoints } = await world.stranger.verifyCredentials();
      expect(account).toBeNull();
      const checked = endpoints.filter(({ outcome }) => outcome !== 'not-checked');
      expect(checked.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual(
        checked.map(() => ['refused', 'channel/wrong-key']),
      );
    },
  },
  {
    sentence: 'does not call keys wrong while the marketplace is down',
    run: async ({ tapped }) => {
      const { connection, tap } = await tapped();
      tap.meddle({ on: ALL_CALLS, instead: () => ({ status: 503, headers: {}, body: '' }) });
      const { account, endpoints } = await connection.verifyCredentials();
      expect(account).toBeNull();
      expect(endpoints.filter(({ outcome }) => outcome === 'works')).toEqual([]);
      expect(endpoints.filter(({ problem }) => problem?.code === 'channel/wrong-key')).toEqual([]);
      expect(endpoints.some(({ outcome }) => outcome === 'failed')).toBe(true);
    },
  },
  {
    sentence: 'changes nothing while keys are tested',
    run: async ({ world, tapped }) => {
      const { connection, meters, tap } = await tapped();
      await connection.verifyCredentials();
      const { endpoints } = world.adapter.manifest;
      const effects = meters.map(({ endpoint }) => endpoints[endpoint]?.effect);
      expect(effects.length).toBeGreaterThan(1);
      expect(new Set(effects)).toEqual(new Set(['read']));
      expect(tap.of('offers')).toEqual([]);
    },
  },
  {
    sentence: 'sends every request to the base URL that it was given, and nowhere else',
    run: async ({ world, tapped }) => {
      seedMany(world, 3);
      world.shoppers.buy({ lines: [{ code: world.shoppers.shelf()[0]!.code, quantity: 1 }] });
      const { connection, meters, tap } = await tapped();
      await connection.verifyCredentials();
      await collect(connection.readListings());
      await collect(connection.readOrders(lastDay(world, 'stream')));
      expect(tap.seen.length).toBeGreaterThanOrEqual(meters.length);
      expect(meters.filter(({ status }) => status === null)).toEqual([]);
    },
  },
  {
    sentence: 'sends each request with what the marketplace asks of its caller, and without proof of others',
    run: async ({ world, tapped }) => {
      const { connection, tap } = await tapped();
      await connection.verifyCredentials();
      const wanted = Object.entries(world.adapter.manifest.headers(world.credentials));
      expect(wanted.length).toBeGreaterThan(0);
      for (const { headers } of tap.seen)
        for (const [name, value] of wanted) expect(headers[name.toLowerCase()]).toBe(value);
    },
  },
  {
    sentence: 'fetches one token for all who wait for it, and one more when it is refused as expired',
    needs: 'session',
    run: async ({ world, tapped }) => {
      world.seed([seedOf('B-1')]);
      const { connection, tap } = await tapped();
      await Promise.all(Array.from({ length: 10 }, () => connection.readOffers(['B-1'])));
      expect(tap.of('token')).toHaveLength(1);
      tap.meddle({
        count: 1,
        instead: () => ({ status: 401, headers: JSON_TYPE, body: '{"message":"The token has expired"}' }),
      });
      expect(await connection.readOffers(['B-1'])).toHaveLength(1);
      expect(tap.of('token')).toHaveLength(2);
    },
  },
  {
    sentence: 'says that nobody is there where nobody listens',
    run: async ({ world }) => {
      const { adapter, credentials, clock } = world;
      const bench = openBench(
        'http://127.0.0.1:1/nobody',
        { clock, manifest: adapter.manifest, credentials },
        adapter,
      );
      try {
        expect((await problemOf(bench.connection.readOffers(['1']))).code).toBe('channel/unreachable');
      } finally {
        await bench.close();
      }
    },
  },
  {
    sentence: 'keeps within the marketplace’s limits, so that it is never told "too many"',
    run: async ({ world }) => {
      seedMany(world, 5);
      const id = world.idOf?.('B-1') ?? 'B-1';
      await Promise.all(Array.from({ length: 120 }, () => world.connection.readOffers([id])));
      await Promise.all(
        Array.from({ length: 35 }, () => world.connection.readOrdersByNumber(['1'])).map((promise) =>
          promise.catch(() => []),
        ),
      );
      expect(world.meters.length).toBeGreaterThan(35);
      expect(world.meters.filter(({ status }) => status === 429)).toEqual([]);
    },
  },
  {
    sentence: 'is never faster than its manifest’s limits, however much is asked of it at once',
    run: async ({ world, tapped }) => {
      seedMany(world, 2);
      const id = world.idOf?.('B-1') ?? 'B-1';
      const { connection, meters } = await tapped();
      const asked = [
        ...Array.from({ length: 60 }, () => connection.readOffers([id])),
        ...Array.from({ length: 20 }, () => connection.readOrdersByNumber(['1']).catch(() => [])),
      ];
      await Promise.all(asked);
      const { endpoints } = world.adapter.manifest;
      const promises = new Map(
        Object.values(endpoints)
          .flatMap(({ limits }) => limits)
          .map((limit) => [`${limit.group} ${limit.requests} ${limit.perMs}`, limit]),
      );
      let judged = 0;
      for (const { group, requests, perMs, bucket } of promises.values()) {
        const times = meters
          .filter(({ endpoint }) =>
            endpoints[endpoint]?.limits.some(
              (limit) => limit.group === group && limit.requests === requests && limit.perMs === perMs,
            ),
          )
          .map(({ at, durationMs }) => at - durationMs)
          .toSorted((one, other) => one - other);
        // By their beginnings. A bucket may be emptied at once; one place comes back every `perMs / requests`.
        for (let first = 0; first + requests < times.length; first += 1) {
          const took = times[first + requests]! - times[first]!;
          expect(took, group).toBeGreaterThanOrEqual((bucket ? perMs / requests : perMs) - CLOCK_GRAIN_MS);
          judged += 1;
        }
      }
      expect(judged + meters.length).toBeGreaterThan(20);
    },
  },
];

/** Meters tell whole milliseconds of a clock that runs many times as fast as ours. */
const CLOCK_GRAIN_MS = 50;

const ALL_CALLS = ['offers', 'orders', 'listings', 'batch', 'token', 'other'] as const;
const JSON_TYPE = { 'content-type': 'application/json' };
