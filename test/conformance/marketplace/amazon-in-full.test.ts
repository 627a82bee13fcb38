import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import type { BatchReport, SubmitResult } from '#engine/marketplaces/kit/port.ts';
import { seedAmazon } from '../../../src-main/sandbox/seed-amazon.ts';
import { startSandbox, type Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { AMAZON_CREDENTIALS } from '../../support/amazon-wire.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';

let sandbox: Sandbox;
let bench: Bench;
const clockOf = () => quickClock(400, Date.now());
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function open(stateFile: string | null = null): Promise<Sandbox['marketplaces']['amazon']> {
  const clock = clockOf();
  sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    stateFile,
    credentials: { amazon: AMAZON_CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'amazon')!;
  bench = openBench(baseUrl, { clock, credentials: AMAZON_CREDENTIALS, manifest: amazon.manifest }, amazon);
  return sandbox.marketplaces.amazon;
}

async function close(): Promise<void> {
  await bench.close();
  await sandbox.stop();
}

afterEach(async () => {
  // The sandbox counts with real token buckets: nobody was ever told "too many".
  expect(bench.meters.filter(({ status }) => status === 429)).toEqual([]);
  await close();
});

const seed = (sku: string, changes: object = {}) => ({
  sku,
  title: `Çiçekli Gömlek ${sku}`,
  quantity: 10,
  price: 349.9,
  ...changes,
});
const update = (externalId: string, quantity: number | null, salePriceE4: number | null) => ({
  externalId,
  quantity,
  salePriceE4,
  listPriceE4: null,
});
const write = () => ({ intent: recordIntent().intent, priority: 1 });

async function settle(result: SubmitResult): Promise<BatchReport> {
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  for (let tries = 0; tries < 200; tries += 1) {
    const report = await bench.connection.readBatch(result.batchId);
    if (report.final) return report;
    await bench.clock.sleep(5_000);
  }
  throw new Error('it never came to an end');
}

describe('a merchant’s day on Amazon', () => {
  it('sends many stocks and prices in one feed, and every one of them is told apart', async () => {
    const hand = await open();
    const skus = Array.from({ length: 90 }, (_nothing, index) => `ŞI-${index}`);
    hand.seedListings([...skus.map((sku) => seed(sku)), seed('FBA', { fulfilledByAmazon: true })]);
    const items = [
      ...skus.map((sku, index) => update(sku, index, index % 2 === 0 ? 3_999_000 : null)),
      update('FBA', 3, null),
      update('GONE', 3, null),
    ];
    const report = await settle(await bench.connection.updateStockAndPrice(items, write()));
    const states = new Map(report.items.map(({ externalId, state }) => [externalId, state]));
    expect(skus.filter((sku) => states.get(sku) !== 'done')).toEqual([]);
    expect([states.get('FBA'), states.get('GONE')]).toEqual(['failed', 'failed']);
    expect(hand.listing('ŞI-42')).toMatchObject({ quantity: 42, priceKurus: 39_990, own: true });
    expect(hand.listing('FBA')).toMatchObject({ quantity: 10, own: false });
    expect(hand.listing('GONE')).toBeNull();
    expect(sandbox.calls().filter(({ endpoint }) => endpoint === 'create-feed')).toHaveLength(1);
    const { attributes } = hand.listings().find(({ sku }) => sku === 'ŞI-1')!;
    expect(attributes['fulfillment_availability']).toEqual([
      { fulfillment_channel_code: 'DEFAULT', quantity: 1, lead_time_to_ship_max_days: 2 },
    ]);
  });

  it('lists a product under a page of the catalogue, changes its texts, and takes it down again', async () => {
    const hand = await open();
    hand.seedListings([seed('OLD', { barcode: '8690000000012' })]);
    const [match] = await bench.connection.searchCatalogue!({ barcode: '8690000000012' });
    const draft = {
      stockCode: 'NEW/1',
      barcode: '8690000000012',
      groupId: '',
      title: 'Gömlek',
      subtitle: '',
      description: 'Keten gömlek',
      categoryId: 'SHIRT',
      brandId: null,
      brandName: 'Örnek',
      attributes: [],
      images: ['https://cdn.example.com/1.jpg'],
      vatRate: 20,
      quantity: 4,
      salePriceE4: 2_999_000,
      listPriceE4: 2_999_000,
      currency: 'TRY',
      desi: null,
      catalogueId: match!.catalogueId,
      fields: { condition: 'new_new', countryOfOrigin: 'TR' },
    };
    expect(bench.connection.checkDraft!(draft, [])).toEqual([]);
    expect(await bench.connection.previewListings!([draft])).toMatchObject([{ accepted: true }]);
    expect(hand.listing('NEW/1')).toBeNull();
    const created = await settle(await bench.connection.createListings!([draft], write()));
    expect(created.items).toMatchObject([{ externalId: 'NEW/1', state: 'done', quantity: 4 }]);
    expect(hand.listing('NEW/1')).toMatchObject({ quantity: 4, priceKurus: 29_990 });
    const changed = { ...draft, catalogueId: null, title: 'Yeni Ad' };
    expect((await settle(await bench.connection.updateContent!([changed], write()))).items[0]!.state).toBe(
      'done',
    );
    const listings = await collect(bench.connection.readListings());
    expect(listings.find(({ externalId }) => externalId === 'NEW/1')?.title).toBe('Yeni Ad');
    expect((await settle(await bench.connection.deleteListings!(['NEW/1'], write()))).items[0]!.state).toBe(
      'done',
    );
    expect(hand.listing('NEW/1')).toBeNull();
  });

  it('knows the types of products and what they ask', async () => {
    await open();
    const categories = await collect(bench.connection.readCategories!());
    expect(categories.map(({ categoryId }) => categoryId)).toContain('SHIRT');
    const attributes = await bench.connection.readAttributes!('SHIRT');
    const told = Object.fromEntries(
      attributes.map(({ attributeId, required, kind }) => [attributeId, [kind, required]]),
    );
    expect(told).toMatchObject({
      color: ['choice', true],
      batteries_required: ['flag', false],
      'item_dimensions[]/length/value': ['number', false],
    });
    const values = await collect(
      bench.connection.readAttributeValues!({ categoryId: 'SHIRT', attributeId: 'color', search: 'kırmızı' }),
    );
    expect(values).toEqual([{ valueId: 'red', name: 'Kırmızı' }]);
  });

  it('holds the stock of an unpaid order, ships it in two parcels, and sees it delivered', async () => {
    const hand = await open();
    hand.seedListings([seed('A'), seed('B')]);
    const { orderId } = hand.buy({
      lines: [
        { sku: 'A', quantity: 2 },
        { sku: 'B', quantity: 1 },
      ],
      pending: true,
      shipping: 29.9,
    });
    const read = async () => (await bench.connection.readOrdersByNumber([orderId]))[0]!;
    expect(await read()).toMatchObject({ status: 'awaiting', totalE4: 0, problem: null });
    hand.pay(orderId);
    const order = await read();
    expect(order).toMatchObject({ status: 'new', totalE4: 10_796_000 });
    const ship = (index: number, trackingNumber: string) => {
      const { lineId, quantity } = order.lines[index]!;
      const lines = [{ lineId, quantity }];
      const shipment = {
        packageId: orderId,
        orderNumber: orderId,
        lines,
        carrier: 'Yurtiçi Kargo',
        trackingNumber,
        trackingLink: null,
      };
      return bench.connection.reportShipment!({
        ...shipment,
        shippedAtMs: bench.clock.now(),
        intent: recordIntent().intent,
      });
    };
    await ship(0, 'T-1');
    expect((await read()).status).toBe('picking');
    await ship(0, 'T-1');
    await ship(1, 'T-2');
    expect(await read()).toMatchObject({
      status: 'shipped',
      cargo: { provider: 'Yurtiçi Kargo', trackingNumber: 'T-2' },
    });
    expect(hand.orders()[0]!.packages.map(({ packageReferenceId }) => packageReferenceId)).toEqual([
      '1',
      '2',
    ]);
    hand.carry(orderId, 'DELIVERED');
    expect((await read()).status).toBe('delivered');
  });

  it('is told when Amazon took a shipment’s report and forgot it', async () => {
    const hand = await open();
    hand.setRules({ forgetsUnknownCarriers: true });
    hand.seedListings([seed('A')]);
    const { orderId, items } = hand.buy({ lines: [{ sku: 'A', quantity: 1 }] });
    const lines = [{ lineId: items[0]!.orderItemId, quantity: 1 }];
    const shipment = {
      packageId: orderId,
      orderNumber: orderId,
      lines,
      carrier: 'Bilinmeyen',
      trackingNumber: 'T',
      trackingLink: null,
    };
    const problem = await problemOf(
      bench.connection.reportShipment!({
        ...shipment,
        shippedAtMs: bench.clock.now(),
        intent: recordIntent().intent,
      }),
    );
    expect(problem.code).toBe('channel/outcome-unknown');
  });

  it('sees what came back and what Amazon paid', async () => {
    const hand = await open();
    hand.seedListings([seed('A')]);
    const { orderId } = hand.buy({ lines: [{ sku: 'A', quantity: 2 }] });
    hand.carry(orderId, 'SHIPPED');
    const rma = hand.returnOrder(orderId, 'UNWANTED_ITEM');
    await bench.clock.sleep(10 * 60_000);
    const now = bench.clock.now();
    const week = { fromMs: now - 7 * 86_400_000, toMs: now };
    expect(await collect(bench.connection.readReturns!(week))).toMatchObject([
      { returnId: rma, orderNumber: orderId, status: 'accepted', lines: [{ stockCode: 'A', quantity: 2 }] },
    ]);
    const entries = await collect(bench.connection.readSettlements!(week));
    expect(entries.map(({ kind, amountE4 }) => [kind, amountE4])).toEqual([
      ['sale', 6_998_000],
      ['commission', -1_049_700],
    ]);
    expect(await bench.connection.readBuyBox!(['A'])).toMatchObject([
      { mine: true, winningPriceE4: 3_499_000 },
    ]);
    expect(await bench.connection.readCommissions!(['A'])).toEqual([{ externalId: 'A', percent: 15 }]);
  });

  it('goes on when the token ends in the middle of it', async () => {
    const hand = await open();
    hand.setRules({ tokenLivesMs: 20_000 });
    hand.seedListings(Array.from({ length: 400 }, (_nothing, index) => seed(`S-${index}`)));
    expect(await collect(bench.connection.readListings())).toHaveLength(400);
    await bench.clock.sleep(60_000);
    expect(await bench.connection.readOffers(['S-1'])).toHaveLength(1);
    expect(sandbox.calls().filter(({ endpoint }) => endpoint === 'token').length).toBeGreaterThan(1);
  });

  it('begins, in the demo, with half of the sample shop listed, some of it otherwise, and orders that wait', async () => {
    const hand = await open();
    const summary = seedAmazon(sandbox);
    const listings = await collect(bench.connection.readListings());
    expect(listings).toHaveLength(summary.listings);
    expect(summary.listings).toBeGreaterThan(200);
    expect(new Set(listings.map(({ state }) => state))).toEqual(
      new Set(['on-sale', 'off-sale', 'locked', 'rejected']),
    );
    expect(listings.some(({ quantity }) => quantity === null)).toBe(true);
    expect(hand.orders()).toHaveLength(summary.orders);
    expect(summary.orders).toBe(12);
  });

  it('is found as it was left when the computer was off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'meschain-amazon-'));
    try {
      const file = join(folder, 'sandbox.json');
      const hand = await open(file);
      hand.seedListings([seed('A')]);
      const { orderId } = hand.buy({ lines: [{ sku: 'A', quantity: 2 }] });
      const truth = hand.truth();
      await close();
      expect((await open(file)).truth()).toEqual(truth);
      expect(await bench.connection.readOrdersByNumber([orderId])).toMatchObject([
        { orderNumber: orderId, status: 'new' },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
