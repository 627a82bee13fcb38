import { afterEach, describe, expect, it } from 'vitest';
import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import type { BatchReport, SubmitResult } from '#engine/marketplaces/kit/port.ts';
import { AMAZON_CREDENTIALS, ORDERED_AT, orderOf, TURKEY } from '../../support/amazon-wire.ts';
import { collect, openBench, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seedStrict } from './amazon-strict-seed.ts';
import { startStrictAmazon, type StrictAmazon } from './amazon-strict-server.ts';

const NOW = Date.parse('2026-11-24T09:15:00Z');
const DAY_MS = 86_400_000;

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

const write = () => ({ intent: recordIntent().intent, priority: 1 });
const update = (externalId: string, quantity: number | null, salePriceE4: number | null) => ({
  externalId,
  quantity,
  salePriceE4,
  listPriceE4: null,
});
const seed = (sku: string, channel?: string): void => seedStrict(server, sku, channel);
const put = (orderId: string, changes: Record<string, unknown> = {}): void => {
  server.world.orders.set(orderId, orderOf({ orderId, ...changes }));
};
const orderNumber = (index: number): string => `404-7654321-${String(index).padStart(7, '0')}`;
const orderWindow = () => ({ fromMs: ORDERED_AT - DAY_MS, toMs: NOW + DAY_MS, by: 'stream' as const });
const batchOf = (result: SubmitResult): string => {
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return result.batchId;
};

async function settle(batchId: string): Promise<BatchReport> {
  for (let tries = 0; tries < 60; tries += 1) {
    const report = await bench.connection.readBatch(batchId);
    if (report.final) return report;
    await bench.clock.sleep(30_000);
  }
  throw new Error('it never came to an end');
}
const states = ({ items }: BatchReport) =>
  Object.fromEntries(items.map(({ externalId, state }) => [externalId, state]));

const draft = (changes: Partial<ListingDraft> = {}): ListingDraft => ({
  stockCode: 'ŞI/1 +A',
  barcode: '8690000000012',
  groupId: '',
  title: 'Keten Gömlek',
  subtitle: '',
  description: '<p>Yumuşak keten</p>',
  categoryId: 'SHIRT',
  brandId: null,
  brandName: 'Çınar',
  attributes: [
    { attributeId: 'model_number', name: 'Model numarası', valueId: null, text: '1042', unit: null },
    { attributeId: 'size', name: 'Beden', valueId: null, text: '42', unit: null },
    { attributeId: 'number_of_items', name: 'Adet', valueId: null, text: '1', unit: null },
    { attributeId: 'batteries_required', name: 'Pil', valueId: 'false', text: null, unit: null },
    { attributeId: 'closure[]/type[]/value', name: 'Kapama', valueId: null, text: 'Düğme', unit: null },
  ],
  images: ['https://cdn.example.com/1.jpg', 'https://cdn.example.com/2.jpg'],
  vatRate: 20,
  quantity: 4,
  salePriceE4: 3_499_000,
  listPriceE4: 3_999_000,
  currency: 'TRY',
  desi: null,
  catalogueId: null,
  fields: { condition: 'new_new', countryOfOrigin: 'TR' },
  ...changes,
});

describe('an Amazon that takes nothing but what its models allow', () => {
  it('takes every request that the program makes', async () => {
    await open();
    for (const sku of ['A', 'B/1 +Ş', 'C,D', 'FBA']) seed(sku, sku === 'FBA' ? 'AMAZON_EU' : 'DEFAULT');
    put(orderNumber(1));
    const { connection } = bench;
    const verdict = await connection.verifyCredentials();
    expect(verdict.endpoints.map(({ outcome }) => outcome)).not.toContain('refused');
    expect(await collect(connection.readListings())).toHaveLength(4);
    expect(await connection.readOffers(['A', 'B/1 +Ş', 'C,D', 'NONE'])).toHaveLength(3);
    const sent = [update('A', 3, 1_199_900), update('B/1 +Ş', 0, null), update('C,D', null, 990_000)];
    expect(states(await settle(batchOf(await connection.updateStockAndPrice(sent, write()))))).toEqual({
      A: 'done',
      'B/1 +Ş': 'done',
      'C,D': 'done',
    });
    expect(server.world.listings.get('A')?.asked).toMatchObject({
      fulfillment_availability: [
        { fulfillment_channel_code: 'DEFAULT', quantity: 3, lead_time_to_ship_max_days: 3 },
      ],
      purchasable_offer: [
        { audience: 'ALL' },
        { audience: 'B2B', our_price: [{ schedule: [{ value_with_tax: 90 }] }] },
      ],
    });
    await collect(connection.readCategories!());
    await connection.readAttributes!('SHIRT');
    await connection.searchCatalogue!({ barcode: '8690000000012' });
    await connection.searchCatalogue!({ text: 'keten gömlek, mavi + beyaz' });
    expect(await connection.previewListings!([draft()])).toMatchObject([{ accepted: true }]);
    const offer = draft({ stockCode: 'OFFER', catalogueId: 'B0EXAMPLE1' });
    await connection.createListings!([draft(), offer], write());
    await connection.updateContent!([draft({ stockCode: 'A', title: 'Yeni ad' })], write());
    await connection.deleteListings!(['C,D'], write());
    await connection.readBuyBox!(['A']);
    await connection.readCommissions!(['A']);
    await collect(connection.readOrders(orderWindow()));
    await collect(connection.readOrders({ ...orderWindow(), toMs: NOW - 3_600_000 }));
    await connection.readOrdersByNumber([orderNumber(1), orderNumber(9)]);
    await collect(connection.readReturns!({ fromMs: NOW - 90 * DAY_MS, toMs: NOW }));
    await collect(connection.readSettlements!({ fromMs: NOW - 300 * DAY_MS, toMs: NOW }));
    expect(server.world.offences).toEqual([]);
    expect(new Set(server.captured.map(({ operation }) => operation)).size).toBeGreaterThan(17);
    expect(server.tokens()).toBe(1);
  });

  it('takes a product’s own fields in the very form of its type, list price and languages with them', async () => {
    await open();
    expect(await bench.connection.previewListings!([draft()])).toEqual([
      { stockCode: 'ŞI/1 +A', accepted: true, report: null },
    ]);
    const report = await settle(batchOf(await bench.connection.createListings!([draft()], write())));
    expect(states(report)).toEqual({ 'ŞI/1 +A': 'done' });
    expect(server.world.listings.get('ŞI/1 +A')?.asked).toMatchObject({
      model_number: [{ value: '1042', marketplace_id: TURKEY }],
      size: [{ value: '42', language_tag: 'tr_TR', marketplace_id: TURKEY }],
      number_of_items: [{ value: 1, marketplace_id: TURKEY }],
      batteries_required: [{ value: false, marketplace_id: TURKEY }],
      closure: [{ type: [{ value: 'Düğme', language_tag: 'tr_TR' }], marketplace_id: TURKEY }],
      list_price: [{ value_with_tax: 399.9, currency: 'TRY', marketplace_id: TURKEY }],
    });
    const definitions = server.captured.filter(({ operation }) => operation === 'getDefinitionsProductType');
    expect(definitions).toHaveLength(1);
  });

  it('refuses a draft in its own words before anything is written', async () => {
    await open();
    const [verdict] = await bench.connection.previewListings!([draft({ attributes: [] })]);
    expect(verdict).toMatchObject({
      accepted: false,
      report: { problem: { params: { fields: 'model_number' } } },
    });
    const created = await bench.connection.createListings!([draft({ attributes: [] })], write());
    expect(states(await settle(batchOf(created)))).toEqual({ 'ŞI/1 +A': 'failed' });
    expect([...server.world.listings.keys()]).toEqual([]);
  });
});

describe('a change that was accepted and then refused', () => {
  it('is told by the issues that turn up on the listing, and never as done', async () => {
    await open();
    seed('A');
    server.world.lateIssues = [
      {
        code: '18155',
        message: "The 'minimum price' is greater than the price",
        severity: 'ERROR',
        categories: ['INVALID_PRICE'],
      },
    ];
    const batchId = batchOf(await bench.connection.updateStockAndPrice([update('A', 4, 500_000)], write()));
    const report = await settle(batchId);
    expect(report.items).toMatchObject([
      {
        externalId: 'A',
        state: 'failed',
        problem: { params: { happenedTr: expect.stringContaining('en düşük fiyat') } },
      },
    ]);
    expect(await bench.connection.readOffers(['A'])).toMatchObject([{ quantity: 4, salePriceE4: 1_000_000 }]);
  });
});
