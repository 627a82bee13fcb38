import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { collect, problemOf } from '../../../support/gateway-under-test.ts';
import { lastDay, seedMany, idOf, type Expectation, type Stage } from '../stage.ts';
import type { RawAnswer } from '../tap.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const XML_TYPE = { 'content-type': 'text/xml; charset=utf-8' };
const deep = 100_000;
const entities = Array.from({ length: 12 }, (_nothing, level) =>
  level === 0 ? '<!ENTITY e0 "ha">' : `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`,
).join('');

const json = (body: string): RawAnswer => ({ status: 200, headers: JSON_TYPE, body });
const xml = (body: string): RawAnswer => ({ status: 200, headers: XML_TYPE, body });

/** Answers that no marketplace gives: each is refused whole, whatever the wire. */
const BODIES: readonly (readonly [what: string, answer: () => RawAnswer])[] = [
  ['an empty answer', () => ({ status: 200, headers: JSON_TYPE, body: '' })],
  ['a bare null', () => json('null')],
  ['a bare text', () => json('"OK"')],
  ['a bare number', () => json('42')],
  [
    'a web page',
    () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><body>Bakım</body></html>',
    }),
  ],
  ['JSON without an end', () => json('{"content":[{"barcode":"B-1","quantity":3')],
  ['JSON a hundred thousand levels deep', () => json('['.repeat(deep) + ']'.repeat(deep))],
  ['objects a hundred thousand levels deep', () => json('{"a":'.repeat(deep) + '1' + '}'.repeat(deep))],
  ['XML a hundred thousand levels deep', () => xml('<a>'.repeat(deep) + '</a>'.repeat(deep))],
  ['XML with a document type', () => xml('<!DOCTYPE a SYSTEM "http://127.0.0.1/dtd"><a/>')],
  ['XML whose entities multiply', () => xml(`<!DOCTYPE a [${entities}]><a>&e11;</a>`)],
  [
    'XML that names a file of this computer',
    () => xml('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'),
  ],
  ['XML with an entity that nobody declared', () => xml('<a>&nobody;</a>')],
  [
    'bytes that are no text',
    () => ({ status: 200, headers: JSON_TYPE, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }),
  ],
  [
    'an answer that says gzip and is none',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: 'no gzip' }),
  ],
  [
    'a small answer that unpacks into sixty megabytes',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: bomb() }),
  ],
  [
    'an answer packed in a way that nobody knows',
    () => ({ status: 200, headers: { ...JSON_TYPE, 'content-encoding': 'zip9' }, body: '{}' }),
  ],
  [
    'an answer in an alphabet that nobody knows',
    () => ({ status: 200, headers: { 'content-type': 'application/json; charset=klingon' }, body: '{}' }),
  ],
];

let packed: Buffer | null = null;
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(60 * 1_024 * 1_024, 0x20));
  return packed;
}

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
  ...BODIES.map(([what, answer]) => ({
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
