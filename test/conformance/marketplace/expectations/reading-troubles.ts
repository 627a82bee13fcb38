import { expect } from 'vitest';
import { collect, problemOf } from '../../../support/gateway-under-test.ts';
import { startScriptedServer } from '../../../support/scripted-server.ts';
import { idOf, lastDay, seedMany, type Expectation, type Stage } from '../stage.ts';
import type { Meddling, RawAnswer } from '../tap.ts';
import type { Trouble } from '../world.ts';

const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
const page = (status: number): RawAnswer => ({
  status,
  headers: HTML_TYPE,
  body: `<!DOCTYPE html><html><body><h1>${status}</h1></body></html>`,
});

/** What passes by itself: whoever asks again, gets the whole. */
const PASSING: readonly (readonly [what: string, meddling: Meddling])[] = [
  ['“too many” that names its pause', { count: 1, instead: () => busy({ 'retry-after': '3' }) }],
  ['“too many” that names none', { count: 1, instead: () => busy({}) }],
  ['server errors (500)', { count: 2, instead: () => page(500) }],
  ['web pages of a proxy (502)', { count: 2, instead: () => page(502) }],
  ['a service that is overloaded (503)', { count: 2, instead: () => page(503) }],
  ['a proxy that gave up waiting (504)', { count: 2, instead: () => page(504) }],
  ['connections that are cut before the answer', { count: 2, instead: () => 'drop' }],
  ['answers that are lost on their way', { count: 2, after: () => 'drop' }],
  ['answers that end in the middle', { count: 2, after: () => 'half' }],
  ['answers that are garbled', { count: 2, after: cutInHalf }],
];

/** What the marketplace itself does wrong, from time to time or always. */
const PAGES: readonly (readonly [what: string, trouble: Trouble, count: number | null])[] = [
  ['a page that comes twice', 'duplicate-page', 2],
  ['pages that overlap', 'overlapping-page', null],
  ['a cursor that repeats itself', 'repeated-cursor', 2],
  ['a total that is wrong', 'wrong-total', null],
];

function busy(more: Readonly<Record<string, string>>): RawAnswer {
  return { status: 429, headers: { ...JSON_TYPE, ...more }, body: '{}' };
}

function cutInHalf(answer: RawAnswer): RawAnswer {
  const bytes = Buffer.from(answer.body);
  return { ...answer, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
}

async function readsEveryListing({ world, tapped }: Stage, meddling: Meddling): Promise<void> {
  seedMany(world, 130);
  const { connection, tap } = await tapped();
  const rule = tap.meddle({ on: 'listings', ...meddling });
  const listings = await collect(connection.readListings());
  expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(130);
  expect(rule.struck()).toBeGreaterThan(0);
}

async function readsEveryOrder({ world, tapped }: Stage, meddling: Meddling): Promise<void> {
  seedMany(world, 3);
  const id = idOf(world, 'B-1');
  const bought = Array.from({ length: 120 }, () => world.buy([{ externalId: id, quantity: 1 }]));
  const { connection, tap } = await tapped();
  const rule = tap.meddle({ on: 'orders', ...meddling });
  const packages = await collect(connection.readOrders(lastDay(world, 'stream')));
  expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
    new Set(bought.map(({ packageId }) => packageId)),
  );
  expect(rule.struck()).toBeGreaterThan(0);
}

async function pagesOfListings({ world }: Stage, trouble: Trouble, count: number | null): Promise<void> {
  seedMany(world, 230);
  world.trouble(trouble, { on: 'listings', ...(count === null ? {} : { count }) });
  const listings = await collect(world.connection.readListings());
  expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(230);
  expect(world.struck()).toBeGreaterThan(0);
}

async function pagesOfOrders(
  { world, traits }: Stage,
  trouble: Trouble,
  count: number | null,
): Promise<void> {
  seedMany(world, 5);
  const id = idOf(world, 'B-1');
  const bought = Array.from({ length: 450 }, () => world.buy([{ externalId: id, quantity: 1 }]));
  world.trouble(trouble, { on: 'orders', ...(count === null ? {} : { count }) });
  for (const by of ['stream', 'window'] as const) {
    const packages = await collect(world.connection.readOrders(lastDay(world, by)));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(
      new Set(bought.map(({ packageId }) => packageId)),
    );
  }
  if (!(trouble === 'wrong-total' && traits.without?.['order-totals']))
    expect(world.struck()).toBeGreaterThan(0);
}

/** Reads in spite of what networks and marketplaces do. */
export const READING_TROUBLES: readonly Expectation[] = [
  ...PASSING.flatMap(([what, meddling]) => [
    {
      sentence: `reads every listing in spite of ${what}`,
      run: (stage: Stage) => readsEveryListing(stage, meddling),
    },
    {
      sentence: `reads every order in spite of ${what}`,
      run: (stage: Stage) => readsEveryOrder(stage, meddling),
    },
  ]),
  ...PAGES.flatMap(([what, trouble, count]) => [
    {
      sentence: `reads every listing in spite of ${what}`,
      run: (stage: Stage) => pagesOfListings(stage, trouble, count),
    },
    {
      sentence: `reads every order in spite of ${what}`,
      run: (stage: Stage) => pagesOfOrders(stage, trouble, count),
    },
  ]),
  {
    sentence: 'waits as long as “too many” asks it to',
    run: async ({ world, tapped }) => {
      seedMany(world, 1);
      const { connection, tap } = await tapped();
      tap.meddle({ on: 'listings', count: 1, instead: () => busy({ 'retry-after': '20' }) });
      await collect(connection.readListings());
      const [first, second] = tap.of('listings');
      expect(second!.at - first!.at).toBeGreaterThanOrEqual(20_000);
    },
  },
  {
    sentence: 'names a service that stays down, and does not ask it for ever',
    run: async ({ world, tapped }) => {
      seedMany(world, 1);
      const { connection, tap } = await tapped();
      tap.meddle({ instead: () => page(503) });
      const { code } = await problemOf(collect(connection.readListings()));
      expect(code).toMatch(/^channel\/(server-error|breaker-open)$/);
      expect(tap.seen.length).toBeLessThan(40);
    },
  },
  {
    sentence: 'names a service that never answers, and stops waiting',
    run: async ({ world, tapped }) => {
      seedMany(world, 1);
      const { connection, tap } = await tapped();
      tap.meddle({ on: 'listings', instead: () => 'hang' });
      expect((await problemOf(collect(connection.readListings()))).code).toBe('channel/timeout');
      expect(tap.of('listings').length).toBeLessThan(10);
    },
  },
  {
    sentence:
      'names the web page of a firewall (403) as a refusal, and does not take it for an empty account',
    run: async ({ world, tapped }) => {
      seedMany(world, 1);
      const { connection, tap } = await tapped();
      tap.meddle({ instead: () => page(403) });
      const { code } = await problemOf(collect(connection.readListings()));
      expect(code).toMatch(/^channel\/(forbidden|wrong-key|request-refused)$/);
    },
  },
  {
    sentence: 'does not follow a redirect to another host, which would learn the keys',
    run: async ({ world, tapped }) => {
      seedMany(world, 1);
      const elsewhere = await startScriptedServer(() => ({ json: {} }));
      try {
        const { connection, tap } = await tapped();
        const away = { status: 302, headers: { location: `${elsewhere.baseUrl}/stolen` }, body: '' };
        tap.meddle({ instead: () => away });
        for (const reading of [
          () => collect(connection.readListings()),
          () => collect(connection.readOrders(lastDay(world, 'stream'))),
          () => connection.readOffers([idOf(world, 'B-1')]),
        ])
          expect((await problemOf(reading())).code).toMatch(/^channel\//);
        expect(elsewhere.requests).toEqual([]);
      } finally {
        await elsewhere.close();
      }
    },
  },
];
