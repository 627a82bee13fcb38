import { afterEach, describe, expect, it } from 'vitest';
import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import { AMAZON_CREDENTIALS, ORDERED_AT, orderItem, orderOf } from '../../support/amazon-wire.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { startStrictAmazon, type StrictAmazon } from './amazon-strict-server.ts';
import { seedStrict } from './amazon-strict-seed.ts';
import { refuse } from './amazon-strict-state.ts';

const NOW = Date.parse('2026-11-24T09:15:00Z');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let server: StrictAmazon;
let bench: Bench;

async function open(): Promise<void> {
  const clock = quickClock(400, NOW);
  server = await startStrictAmazon(clock);
  bench = openBench(
    server.baseUrl,
    { clock, credentials: AMAZON_CREDENTIALS, manifest: amazon.manifest },
    amazon,
  );
}

afterEach(async () => {
  // Nobody's key and no buyer stands in a line of the log, whatever happened.
  expect(JSON.stringify(bench.log)).not.toMatch(/not-a-real|Ayşe|Örnek|Deneme|\+90555|x1y2@/);
  await bench.close();
  await server.close();
});

const write = (intent = recordIntent().intent) => ({ intent, priority: 1 });
const update = (externalId: string, quantity: number | null, salePriceE4: number | null = null) => ({
  externalId,
  quantity,
  salePriceE4,
  listPriceE4: null,
});
const countOf = (operation: string): number =>
  server.captured.filter((each) => each.operation === operation).length;
const numberOf = (index: number): string => `404-7654321-${String(index).padStart(7, '0')}`;
const put = (orderId: string, changes: Record<string, unknown> = {}): void => {
  server.world.orders.set(orderId, orderOf({ orderId, ...changes }));
};
const orderWindow = () => ({ fromMs: ORDERED_AT - DAY_MS, toMs: NOW + DAY_MS, by: 'stream' as const });

describe('an access token', () => {
  it('that ended earlier than it was told is renewed once for all who wait', async () => {
    await open();
    seedStrict(server, 'A');
    await bench.connection.readOffers(['A']);
    server.revokeTokens();
    await bench.clock.sleep(6 * MINUTE_MS);
    const read = () => bench.connection.readOffers(['A']);
    const all = await Promise.all(Array.from({ length: 12 }, read));
    expect(all.map((offers) => offers.length)).toEqual(Array(12).fill(1));
    expect(server.tokens()).toBe(2);
    expect(server.world.offences).toEqual([]);
  });

  it('of a few minutes’ life is taken anew in time, and no request meets an old one', async () => {
    await open();
    server.tokenLivesS = 300;
    seedStrict(server, 'A');
    for (let round = 0; round < 6; round += 1) {
      expect(await bench.connection.readOffers(['A'])).toHaveLength(1);
      await bench.clock.sleep(2 * MINUTE_MS);
    }
    expect(server.tokens()).toBeGreaterThan(2);
    expect(bench.meters.filter(({ status }) => status === 403)).toEqual([]);
  });

  it.each([
    ['invalid_grant', 400, /Authorise the app again/],
    ['invalid_client', 401, /Check client ID and secret/],
  ])('that is refused with %s is asked for once, and says what to do', async (error, status, action) => {
    await open();
    seedStrict(server, 'A');
    server.refuseToken = { status, json: { error, error_description: 'x' } };
    const read = () => problemOf(bench.connection.readOffers(['A']));
    const problems = await Promise.all([read(), read(), read()]);
    for (const problem of problems)
      expect(problem).toMatchObject({
        code: 'channel/wrong-key',
        params: { actionEn: expect.stringMatching(action) },
      });
    expect(bench.meters.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1);
    expect(server.captured).toEqual([]);
  });
});

describe('a write that Amazon does not answer as it should', () => {
  it.each([
    [429, 'channel/rate-limited', 'not-sent'],
    [503, 'channel/outcome-unknown', 'outcome-unknown'],
    [403, 'channel/forbidden', 'after-answer'],
  ] as const)('of one stock, answered %i, ends in %s', async (status, code, step) => {
    await open();
    seedStrict(server, 'A');
    server.fault = (operation) => (operation === 'patchListingsItem' ? refuse(status, 'X', 'x') : null);
    const { intent, steps } = recordIntent();
    const outcome = bench.connection.updateStockAndPrice([update('A', 1)], write(intent));
    if (code === 'channel/forbidden')
      expect(await outcome).toMatchObject({ kind: 'refused', problem: { code } });
    else expect((await problemOf(outcome)).code).toBe(code);
    expect(steps.at(-1)?.step).toBe(step);
    expect(countOf('patchListingsItem')).toBe(1);
    expect(server.world.listings.get('A')?.holds.quantity).toBe(9);
  });

  it('for an account that lost its role on the way is no fault of the listings that were not sent', async () => {
    await open();
    for (const sku of ['A', 'B', 'C']) seedStrict(server, sku);
    let patches = 0;
    server.fault = (operation) =>
      operation === 'patchListingsItem' && (patches += 1) > 1 ? refuse(403, 'Unauthorized', 'denied') : null;
    const items = ['A', 'B', 'C'].map((sku) => update(sku, 2));
    const result = await bench.connection.updateStockAndPrice(items, write());
    const report = await bench.connection.readBatch(result.kind === 'accepted' ? result.batchId : '');
    expect(report.items.map(({ externalId, state, problem }) => [externalId, state, problem?.code])).toEqual([
      ['A', 'open', undefined],
      ['B', 'failed', 'channel/rate-limited'],
      ['C', 'failed', 'channel/rate-limited'],
    ]);
    expect(countOf('patchListingsItem')).toBe(2);
  });

  it.each([
    [429, 'channel/rate-limited'],
    [500, 'channel/outcome-unknown'],
    ['lost', 'channel/outcome-unknown'],
  ] as const)(
    'of many stocks, whose feed was created and answered %s, is never created twice',
    async (how, code) => {
      await open();
      const skus = Array.from({ length: 60 }, (_nothing, index) => `S-${index}`);
      for (const sku of skus) seedStrict(server, sku);
      server.fault = (operation) =>
        operation === 'createFeed' ? (how === 'lost' ? 'lost' : refuse(how, 'X', 'x')) : null;
      const items = skus.map((sku) => update(sku, 2));
      expect((await problemOf(bench.connection.updateStockAndPrice(items, write()))).code).toBe(code);
      expect(countOf('createFeed')).toBe(1);
      expect(server.world.offences).toEqual([]);
    },
  );
});

describe('a feed', () => {
  it('is followed to its last message, whatever its report names', async () => {
    await open();
    const skus = Array.from({ length: 130 }, (_nothing, index) => `ŞU-${index}/+`);
    for (const sku of skus) seedStrict(server, sku);
    server.world.feedIssues = (messages) => [
      { messageId: messages[4]!['messageId'], severity: 'ERROR', code: 'BAD_REQUEST', message: 'Invalid' },
      { messageId: messages[5]!['messageId'], sku: skus[5], severity: 'WARNING', code: '1', message: 'hm' },
    ];
    const items = skus.map((sku, index) => update(sku, index, index % 2 === 0 ? 1_009_900 : null));
    const result = await bench.connection.updateStockAndPrice(items, write());
    if (result.kind !== 'accepted') throw new Error(JSON.stringify(result));
    let report = await bench.connection.readBatch(result.batchId);
    for (let polls = 0; polls < 40 && !report.final; polls += 1) {
      await bench.clock.sleep(MINUTE_MS);
      report = await bench.connection.readBatch(result.batchId);
    }
    expect(report.final).toBe(true);
    const states = new Map(report.items.map(({ externalId, state }) => [externalId, state]));
    expect(skus.filter((sku) => states.get(sku) !== 'done')).toEqual([skus[4]]);
    expect(states.get(skus[4]!)).toBe('failed');
    expect(server.world.offences).toEqual([]);
    expect(server.world.listings.get(skus[8]!)?.holds).toMatchObject({ quantity: 8, price: '100.99' });
  });
});

describe('a question that Amazon has no place for', () => {
  it.each([
    [1, 'answered', 60],
    [2, 'channel/rate-limited', 60],
  ] as const)('%i times, is %s within a minute', async (times, ends, seconds) => {
    await open();
    put(numberOf(1));
    let refused = 0;
    server.fault = (operation) =>
      operation === 'searchOrders' && (refused += 1) <= times ? refuse(429, 'QuotaExceeded', 'x') : null;
    const began = bench.clock.monotonic();
    const read = collect(bench.connection.readOrders(orderWindow()));
    if (ends === 'answered') expect(await read).toHaveLength(1);
    else expect((await problemOf(read)).code).toBe(ends);
    expect(bench.clock.monotonic() - began).toBeLessThan(seconds * 1_000);
    // Once its places are known to be gone, one comes back in three minutes: no sooner is it asked again.
    await collect(bench.connection.readOrders(orderWindow()));
    const waited = bench.clock.monotonic() - began;
    if (times > 1) expect(waited).toBeGreaterThan(178_000);
    expect(waited).toBeLessThan(200_000);
  });
});

describe('orders', () => {
  it('are all read, page by page, without Amazon’s own shipments', async () => {
    await open();
    const fba = { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'AMAZON' };
    for (let index = 0; index < 7; index += 1) put(numberOf(index), index === 3 ? { fulfillment: fba } : {});
    const strange = { fulfillmentStatus: 'ON_ITS_WAY_TO_THE_MOON', fulfilledBy: 'MERCHANT' };
    put(numberOf(6), { fulfillment: strange, programs: ['NEW_THING'], newBlock: { a: 1 } });
    const packages = await collect(bench.connection.readOrders(orderWindow()));
    expect(packages.map(({ packageId }) => packageId)).toEqual([0, 1, 2, 4, 5, 6].map(numberOf));
    expect(packages.at(-1)).toMatchObject({
      status: 'other',
      rawStatus: 'ON_ITS_WAY_TO_THE_MOON',
      problem: null,
    });
    expect(server.world.offences).toEqual([]);
  });

  it('are shipped once, in parts, and a part whose answer was lost is found again', async () => {
    await open();
    put(numberOf(1), { orderItems: [orderItem({ quantityOrdered: 3 })] });
    const ship = (trackingNumber: string, quantity: number, intent = recordIntent().intent) =>
      bench.connection.reportShipment!({
        packageId: numberOf(1),
        orderNumber: numberOf(1),
        lines: [{ lineId: '60696125413094', quantity }],
        carrier: 'Yurtiçi Kargo',
        trackingNumber,
        trackingLink: null,
        shippedAtMs: NOW + DAY_MS,
        intent,
      });
    await ship('TR-1', 1);
    server.fault = (operation) => (operation === 'confirmShipment' ? 'lost' : null);
    expect((await problemOf(ship('TR-2', 2))).code).toBe('channel/outcome-unknown');
    server.fault = () => null;
    await ship('TR-2', 2);
    await ship('TR-1', 1);
    expect(server.world.orders.get(numberOf(1))?.['packages']).toMatchObject([
      { packageReferenceId: '1', trackingNumber: 'TR-1', packageItems: [{ quantity: 1 }] },
      { packageReferenceId: '2', trackingNumber: 'TR-2', packageItems: [{ quantity: 2 }] },
    ]);
    expect(countOf('confirmShipment')).toBe(2);
    server.world.forgetsShipments = true;
    expect((await problemOf(ship('TR-3', 1))).code).toBe('channel/outcome-unknown');
    expect(server.world.offences).toEqual([]);
  });
});

describe('what Amazon reports', () => {
  it('of goods in its own warehouse is paged in time, and told with the listing', async () => {
    await open();
    const skus = ['F-1', 'F-2', 'F-3'];
    for (const [index, sku] of skus.entries()) {
      seedStrict(server, sku, 'AMAZON_EU');
      server.world.inventory.set(sku, index + 5);
    }
    const listings = await collect(bench.connection.readListings());
    expect(listings.map(({ rawState, quantity }) => [rawState, quantity])).toEqual(
      [5, 6, 7].map((pieces) => [`BUYABLE DISCOVERABLE · FBA ${pieces}`, null]),
    );
    expect(server.world.offences).toEqual([]);
  });

  it('as a zipped file in Turkish Windows letters is read with its letters', async () => {
    await open();
    const rows = [
      'Order ID\tOrder date\tReturn request date\tReturn request status\tAmazon RMA ID\tItem Name\tASIN\tMerchant SKU\tReturn quantity\tReturn reason\tRefunded Amount',
      `${numberOf(1)}\t20-Nov-2026\t22-Nov-2026\tApproved\tD1RMA\tGömlek "ŞIK" İğne\tB0EXAMPLE1\tŞI-1\t1\tCR-DEFECTIVE\t349,90`,
    ];
    const letters = new Map(
      Array.from('ğĞıİşŞ').map((letter, index) => [letter, [0xf0, 0xd0, 0xfd, 0xdd, 0xfe, 0xde][index]!]),
    );
    const bytes = Buffer.from(
      Array.from(rows.join('\r\n'), (letter) => letters.get(letter) ?? letter.codePointAt(0)!),
    );
    server.world.files.set('GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE', {
      bytes,
      contentType: 'text/plain;charset=Cp1254',
    });
    const returns = await collect(bench.connection.readReturns!({ fromMs: NOW - 30 * DAY_MS, toMs: NOW }));
    expect(returns).toMatchObject([
      {
        returnId: 'D1RMA',
        orderNumber: numberOf(1),
        lines: [{ stockCode: 'ŞI-1', title: 'Gömlek "ŞIK" İğne', unitPriceE4: 3_499_000 }],
      },
    ]);
    expect(server.world.offences).toEqual([]);
  });

  it('of money is summed by its leaves over empty pages', async () => {
    await open();
    const money = (currencyAmount: number) => ({ currencyAmount, currencyCode: 'TRY' });
    const transaction = {
      transactionType: 'Shipment',
      transactionId: 'T-1',
      transactionStatus: 'RELEASED',
      postedDate: '2026-11-20T10:00:00Z',
      totalAmount: money(297.4),
      relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: numberOf(1) }],
      breakdowns: [
        {
          breakdownType: 'Sales',
          breakdownAmount: money(349.9),
          breakdowns: [{ breakdownType: 'ProductCharges', breakdownAmount: money(349.9) }],
        },
        {
          breakdownType: 'Expenses',
          breakdownAmount: money(-52.5),
          breakdowns: [{ breakdownType: 'ReferralFee', breakdownAmount: money(-52.5) }],
        },
      ],
    };
    server.world.transactions = [[], [transaction], []];
    const entries = await collect(
      bench.connection.readSettlements!({ fromMs: NOW - 10 * DAY_MS, toMs: NOW }),
    );
    expect(entries.map(({ kind, amountE4, orderNumber }) => [kind, amountE4, orderNumber])).toEqual([
      ['sale', 3_499_000, numberOf(1)],
      ['commission', -525_000, numberOf(1)],
    ]);
    expect(server.world.offences).toEqual([]);
  });
});
