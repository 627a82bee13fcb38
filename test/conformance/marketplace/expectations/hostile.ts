import { expect } from 'vitest';
import { collect, problemOf } from '../../../support/gateway-under-test.ts';
import { lastDay, seedMany, idOf, type Expectation, type Stage } from '../stage.ts';
import type { RawAnswer } from '../tap.ts';
import { HOSTILE_BODIES } from './hostile-bodies.ts';

/** What reading may end in: a problem of the channel that has a name. A crash of the reader is none of them. */
const REFUSED = /^channel\/(not-understood|request-refused|server-error|unreachable|breaker-open)$/;

async function refused({ world, tapped }: Stage, answer: () => RawAnswer): Promise<void> {
  seedMany(world, 2);
  world.buy([{ externalId: idOf(world, 'B-1'), quantity: 1 }]);
  const listings = await tapped();
  listings.tap.meddle({ instead: answer });
  expect((await problemOf(collect(listings.connection.readListings()))).code).toMatch(REFUSED);
  expect(listings.tap.seen.length).toBeLessThan(60);
  const orders = await tapped();
  orders.tap.meddle({ instead: answer });
  expect((await problemOf(collect(orders.connection.readOrders(lastDay(world, 'stream'))))).code).toMatch(
    REFUSED,
  );
}

/** A change of a true answer after which it must be read as it was, or refused: never as something else. */
async function readOrRefused({ world, tapped }: Stage, change: (text: string) => string): Promise<void> {
  seedMany(world, 3);
  const truth = await collect(world.connection.readListings());
  const { connection, tap } = await tapped();
  const rule = tap.meddle({
    on: 'listings',
    after: (answer) => ({ ...answer, body: change(answer.body.toString('utf8')) }),
  });
  const listings = await collect(connection.readListings()).catch((error: unknown) => error);
  expect(rule.struck()).toBeGreaterThan(0);
  if (Array.isArray(listings)) expect(listings).toEqual(truth);
  else expect((await problemOf(Promise.reject(listings))).code).toMatch(REFUSED);
}

/** Answers that are meant to do harm, or come from something broken. */
export const HOSTILE: readonly Expectation[] = [
  ...HOSTILE_BODIES.map(([what, answer]) => ({
    sentence: `refuses ${what}, and does not take it for an empty account`,
    run: (stage: Stage) => refused(stage, answer),
  })),
  {
    sentence: 'is not reached by names that mean the prototype of all objects',
    run: async (stage) => {
      await readOrRefused(stage, (text) =>
        text.startsWith('<')
          ? text.replace(/(<[\w:]+Response[^>]*>)/, '$1<__proto__><polluted>yes</polluted></__proto__>')
          : text
              .replaceAll(
                '{',
                '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},',
              )
              .replaceAll(',}', '}'),
      );
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
    },
  },
  {
    sentence: 'reads an answer with a mark at its beginning (BOM) like one without',
    run: (stage) => readOrRefused(stage, (text) => `\u{feff}${text}`),
  },
  {
    sentence: 'reads an answer with fields that nobody has heard of like one without',
    run: (stage) =>
      readOrRefused(stage, (text) =>
        text.startsWith('<')
          ? text.replace(/(<[\w:]+Response[^>]*>)/, '$1<yeniAlan>5</yeniAlan>')
          : text.replaceAll('{"', '{"yeniAlan":5,"'),
      ),
  },
  {
    sentence: 'is not fooled by a name that stands twice in one object',
    run: (stage) =>
      readOrRefused(stage, (text) =>
        text.startsWith('<') ? text : text.replace(/\{"(\w+)":/, '{"$1":null,"$1":'),
      ),
  },
  {
    sentence: 'never makes a figure out of a number that is no number any more',
    run: async (stage) => {
      const { world, tapped } = stage;
      seedMany(world, 2);
      const { connection, tap } = await tapped();
      tap.meddle({
        on: 'listings',
        after: (answer) => ({
          ...answer,
          body: answer.body.toString('utf8').replaceAll(/([:>])\s*1000(?=[,}<])/g, `$1${'9'.repeat(400)}`),
        }),
      });
      const listings = await collect(connection.readListings()).catch(() => []);
      for (const { quantity, salePriceE4 } of listings) {
        expect(quantity === null || Number.isSafeInteger(quantity)).toBe(true);
        expect(salePriceE4 === null || Number.isSafeInteger(salePriceE4)).toBe(true);
        expect(quantity ?? 0).toBeLessThan(1_000_000_000);
      }
    },
  },
];
