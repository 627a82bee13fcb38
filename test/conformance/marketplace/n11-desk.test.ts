import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import type { BatchReport, MarketplacePackage, SubmitResult } from '#engine/marketplaces/kit/port.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';
import { standings } from '#engine/orders/replacement.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import { N11_CREDENTIALS, openN11, type N11TestWorld } from './n11-world.ts';

let world: N11TestWorld;
beforeEach(async () => {
  world = await openN11();
});
afterEach(async () => {
  await world.close();
});

const DAY_MS = 86_400_000;

function seed(...stockCodes: readonly string[]): void {
  world.hand.seedListings(
    stockCodes.map((stockCode) => ({ stockCode, quantity: 20, salePrice: 149.9, listPrice: 199.9 })),
  );
}

function lastDay(by: 'stream' | 'window' = 'stream') {
  const now = world.clock.now();
  return { fromMs: now - DAY_MS, toMs: now + 60_000, by };
}

async function orderOf(orderNumber: string): Promise<readonly MarketplacePackage[]> {
  return world.connection.readOrdersByNumber([orderNumber]);
}

function actionOn(one: MarketplacePackage, lines = one.lines) {
  return {
    packageId: one.packageId,
    orderNumber: one.orderNumber,
    lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    intent: recordIntent().intent,
  };
}

async function settled(submitted: SubmitResult | Promise<SubmitResult>): Promise<BatchReport> {
  const result = await submitted;
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  for (let tries = 0; tries < 200; tries += 1) {
    const report = await world.connection.readBatch(result.batchId);
    if (report.final) return report;
    await world.clock.sleep(1_000);
  }
  throw new Error('it was never final');
}

const writing = () => ({ intent: recordIntent().intent, priority: 1 });

async function bought(wish: Parameters<N11TestWorld['hand']['buy']>[0], picking = true) {
  const made = world.hand.buy(wish);
  const [one] = await orderOf(made.orderNumber);
  if (picking) await world.connection.acknowledgeOrder!(actionOn(one!));
  return { made, one: (await orderOf(made.orderNumber))[0]! };
}

describe('orders at N11', () => {
  it('are accepted once, and accepting them again harms nothing', async () => {
    seed('A');
    const { one } = await bought({ lines: [{ stockCode: 'A', quantity: 2 }] });
    expect(one.status).toBe('picking');
    await world.connection.acknowledgeOrder!(actionOn(one));
    world.hand.setPackageStatus(one.packageId, 'Cancelled');
    expect((await problemOf(world.connection.acknowledgeOrder!(actionOn(one)))).code).toBe(
      'order/wrong-state',
    );
  });

  it('tell what a package came of after a split, in every reading and also days later', async () => {
    seed('A', 'B');
    const { one } = await bought({
      lines: [
        { stockCode: 'A', quantity: 1 },
        { stockCode: 'B', quantity: 2 },
      ],
    });
    const groups = one.lines.map(({ lineId, quantity }) => [{ lineId, quantity }]);
    await world.connection.splitPackage!({ ...actionOn(one), groups });
    for (const packages of [
      await orderOf(one.orderNumber),
      await collect(world.connection.readOrders(lastDay('stream'))),
      await collect(world.connection.readOrders(lastDay('window'))),
    ]) {
      const live = [...new Map(packages.map((each) => [each.packageId, each])).values()].filter(
        ({ status }) => status === 'picking',
      );
      expect(live.map(({ origin, replaces }) => ({ origin, replaces }))).toEqual([
        { origin: 'split', replaces: [one.packageId] },
        { origin: 'split', replaces: [one.packageId] },
      ]);
    }
    world.sandbox.clock.advance(20 * DAY_MS);
    const [child] = (await orderOf(one.orderNumber)).filter(({ status }) => status === 'picking');
    world.hand.setPackageStatus(child!.packageId, 'Shipped');
    const now = world.sandbox.clock.now();
    const later = { fromMs: now - DAY_MS, toMs: now + DAY_MS, by: 'stream' } as const;
    const [shipped, ...others] = await collect(world.connection.readOrders(later));
    expect(others).toEqual([]);
    expect(shipped).toMatchObject({ status: 'shipped', origin: 'split', replaces: [one.packageId] });
  });

  it('split by quantity, and keep every piece', async () => {
    seed('A');
    const { one } = await bought({ lines: [{ stockCode: 'A', quantity: 5 }] });
    const { lineId } = one.lines[0]!;
    const groups = [[{ lineId, quantity: 2 }], [{ lineId, quantity: 1 }]];
    await world.connection.splitPackage!({ ...actionOn(one), groups });
    const live = (await orderOf(one.orderNumber)).filter(({ status }) => status === 'picking');
    expect(live.map(({ lines }) => lines[0]!.quantity).sort((left, right) => left - right)).toEqual([
      1, 2, 2,
    ]);
  });

  it('lose the pieces that the seller cancels, and only those', async () => {
    seed('A', 'B');
    const { one } = await bought({
      lines: [
        { stockCode: 'A', quantity: 3 },
        { stockCode: 'B', quantity: 1 },
      ],
    });
    const [reason] = await world.connection.readCancelReasons!();
    const cancelled = [{ ...one.lines[0]!, quantity: 1 }];
    await world.connection.cancelLines!({ ...actionOn(one, cancelled), reasonId: reason!.reasonId });
    const after = await orderOf(one.orderNumber);
    const told = after.map(({ status, lines }) => [
      status,
      lines.map(({ stockCode, quantity }) => `${stockCode}${quantity}`).join(),
    ]);
    expect(Object.fromEntries(told)).toEqual({ split: 'A3,B1', picking: 'A2,B1', unsupplied: 'A1' });
  });

  it('hold exactly what is still to be sent, through splits of splits and cancellations by both sides', async () => {
    seed('A', 'B');
    const { made, one } = await bought({
      lines: [
        { stockCode: 'A', quantity: 6 },
        { stockCode: 'B', quantity: 2 },
      ],
    });
    const [a, b] = one.lines.map(({ lineId }) => lineId) as [string, string];
    const live = async () =>
      (await orderOf(one.orderNumber)).filter(({ status }) => status === 'picking' || status === 'new');
    const groups = [[{ lineId: a, quantity: 4 }], [{ lineId: b, quantity: 1 }]];
    await world.connection.splitPackage!({ ...actionOn(one), groups });
    const four = (await live()).find(({ lines }) => lines[0]!.quantity === 4)!;
    await world.connection.cancelLines!({
      ...actionOn(four),
      lines: [{ lineId: a, quantity: 1 }],
      reasonId: '65',
    });
    const three = (await live()).find(({ lines }) => lines[0]!.quantity === 3)!;
    world.hand.cancel(three.packageId, [{ orderLineId: made.lines[0]!.orderLineId, quantity: 2 }]);
    const streamed = await collect(world.connection.readOrders(lastDay()));
    for (const packages of [await orderOf(one.orderNumber), streamed]) {
      const held = standings(packages).flatMap(({ known, remaining }) =>
        known.status === 'cancelled' || known.status === 'unsupplied'
          ? []
          : remaining.map(({ line, remaining: count }) => [line.stockCode, count] as const),
      );
      const sum = (code: string): number =>
        held.filter(([each]) => each === code).reduce((all, [, count]) => all + count, 0);
      expect([sum('A'), sum('B')]).toEqual([3, 2]);
    }
  });

  it('hold exactly what is still to be sent, whatever is split and cancelled in whatever order', async () => {
    const randomSeed = Math.floor(Math.random() * 1_000_000);
    const random = seededRandom(randomSeed);
    seed('A', 'B', 'C');
    for (let order = 0; order < 12; order += 1) {
      const lines = ['A', 'B', 'C']
        .slice(0, random.between(1, 3))
        .map((stockCode) => ({ stockCode, quantity: random.between(1, 6) }));
      const made = world.hand.buy({ lines, oversell: 'allowed' });
      world.hand.setPackageStatus(made.key, 'Picking');
      for (let step = 0; step < 5; step += 1) {
        const live = world.hand
          .packages()
          .filter(({ orderNumber, status }) => orderNumber === made.orderNumber && status === 'Picking');
        if (live.length === 0) break;
        const { key, lines: own } = random.pick(live);
        const pieces = own.flatMap(({ orderLineId, quantity }) => {
          const taken = random.between(0, quantity);
          return taken === 0 ? [] : [{ orderLineId, quantity: taken }];
        });
        if (pieces.length === 0) continue;
        if (random.fraction() < 0.6) world.hand.split(key, [pieces]);
        else world.hand.cancel(key, pieces);
        // Two things done in one millisecond can't be told apart by their times.
        await world.clock.sleep(2);
        const truth = new Map<string, number>();
        for (const each of world.hand
          .packages()
          .filter(({ orderNumber }) => orderNumber === made.orderNumber))
          if (each.status === 'Picking')
            for (const line of each.lines)
              truth.set(line.stockCode, (truth.get(line.stockCode) ?? 0) + line.quantity);
        const held = new Map<string, number>();
        for (const { known, remaining } of standings(await orderOf(made.orderNumber)))
          if (known.status !== 'cancelled')
            for (const { line, remaining: count } of remaining)
              if (count > 0) held.set(line.stockCode, (held.get(line.stockCode) ?? 0) + count);
        expect(Object.fromEntries(held), `seed ${randomSeed}`).toEqual(Object.fromEntries(truth));
      }
    }
  });

  it('say what can’t be done before anything is sent', async () => {
    seed('A');
    const { one } = await bought({ lines: [{ stockCode: 'A', quantity: 1 }] });
    const before = world.meters.filter(({ endpoint }) => endpoint !== 'orders').length;
    for (const attempt of [
      () => world.connection.cancelLines!({ ...actionOn(one), reasonId: '61' }),
      () => world.connection.reportBoxes!({ ...actionOn(one), boxes: 1, desi: 40 }),
    ])
      expect(await problemOf(attempt())).toMatchObject({
        code: 'order/wrong-state',
        params: { happenedTr: expect.any(String), actionEn: expect.any(String) },
      });
    expect(world.meters.filter(({ endpoint }) => endpoint !== 'orders')).toHaveLength(before);
    const { one: fresh } = await bought({ lines: [{ stockCode: 'A', quantity: 2 }] }, false);
    const early = {
      ...actionOn(fresh),
      reasonId: '61',
      lines: [{ lineId: fresh.lines[0]!.lineId, quantity: 1 }],
    };
    expect((await problemOf(world.connection.cancelLines!(early))).code).toBe('order/wrong-state');
  });

  it('take boxes of bulky goods, labour cost and the invoice’s link, for export with its number', async () => {
    seed('A');
    const bulky = await bought({ lines: [{ stockCode: 'A', quantity: 1 }], carrierId: 389 });
    await world.connection.reportBoxes!({ ...actionOn(bulky.one), boxes: 2, desi: 40 });
    expect(world.hand.collections().get(bulky.made.key)).toEqual({ boxes: 2, desi: 40 });
    await world.connection.reportLabourCost!({ ...actionOn(bulky.one), amountE4: 1_505_000 });
    expect([...world.hand.labourCosts().values()]).toEqual([15_050]);
    const exported = await bought({ lines: [{ stockCode: 'A', quantity: 1 }], micro: true });
    const link = 'https://ebelge.example.com/ViewDocument.aspx?ID=1&UUID=2&doctype=arcinv';
    for (const { one } of [bulky, exported]) {
      const { intent, steps } = recordIntent();
      const invoice = { number: 'ABC2026000000001', issuedAtMs: world.clock.now(), link, file: null };
      await world.connection.sendInvoice!({ ...actionOn(one), intent, invoice });
      expect(world.hand.invoices().get(one.orderNumber)).toBe(link);
      expect(JSON.stringify(steps)).not.toContain(N11_CREDENTIALS.appSecret);
    }
    const file = { name: 'a.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(1) };
    const invoice = { number: 'A', issuedAtMs: 0, link: null, file };
    const refused = await problemOf(world.connection.sendInvoice!({ ...actionOn(bulky.one), invoice }));
    expect(refused.code).toBe('channel/not-offered');
  });

  it('come whole: company, pick-up point, no package id, discounts by both sides', async () => {
    seed('A');
    const company = { company: 'Örnek Yapı Ltd. Şti.', taxNumber: '9988776658', taxOffice: 'Üsküdar' };
    const corporate = await bought({ corporate: true, buyer: company }, false);
    expect(corporate.one).toMatchObject({
      buyer: company,
      invoice: { company: company.company },
      problem: null,
    });
    const pickUp = await bought(
      { pickUpPoint: true, buyer: { firstName: 'Ayşe Gül', lastName: 'Işık' } },
      false,
    );
    expect(pickUp.one.shipping).toMatchObject({ firstName: 'Ayşe Gül', lastName: 'Işık' });
    const nameless = await bought({ withoutId: true }, false);
    expect(nameless.one.packageId).toBe(
      `${nameless.made.orderNumber}:${nameless.made.lines[0]!.orderLineId}`,
    );
    const discounted = await bought(
      { lines: [{ stockCode: 'A', quantity: 3, price: 100, sellerDiscount: 30, mallDiscount: 20 }] },
      false,
    );
    expect(discounted.one.totalE4).toBe(2_500_000);
    expect(discounted.one.lines[0]!.unitPriceE4).toBe(833_333);
  });
});

describe('products at N11', () => {
  const draft = (changes: Partial<ListingDraft> = {}): ListingDraft => ({
    stockCode: 'YENI-1',
    barcode: '',
    groupId: 'YENI',
    title: 'Örnek Marka Pamuklu Tişört',
    subtitle: '',
    description: '<p>Yüzde yüz pamuk.</p>',
    categoryId: '1000100',
    brandId: '900004',
    brandName: 'Örnek Marka',
    attributes: [{ attributeId: '429', name: 'Beden', valueId: '910002', text: null, unit: null }],
    images: ['https://cdn.example.com/1.jpg'],
    vatRate: 10,
    quantity: 12,
    salePriceE4: 2_499_000,
    listPriceE4: 2_999_000,
    currency: 'TRY',
    desi: null,
    catalogueId: null,
    fields: { preparingDay: '2', shipmentTemplate: 'Standart' },
    ...changes,
  });

  it('are created with their variants, reported row by row and found again by stock code', async () => {
    const { createListings, checkDraft, readAttributes, readCategories } = world.connection;
    const categories = await collect(readCategories!());
    expect(categories.find(({ categoryId }) => categoryId === '1000100')).toMatchObject({
      name: 'Tişört',
      leaf: true,
      parentId: '1000010',
    });
    const attributes = await readAttributes!('1000100');
    const large = [{ attributeId: '429', name: 'Beden', valueId: '910003', text: null, unit: null }];
    const drafts = [draft(), draft({ stockCode: 'YENI-2', attributes: large })];
    expect(drafts.flatMap((each) => checkDraft!(each, attributes))).toEqual([]);
    const bad = draft({ stockCode: 'YENI-3', groupId: 'X', attributes: [] });
    const report = await settled(createListings!([...drafts, bad], writing()));
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['YENI-1', 'done'],
      ['YENI-2', 'done'],
      ['YENI-3', 'failed'],
    ]);
    expect((await world.connection.readOffers(['YENI-2']))[0]).toMatchObject({
      quantity: 12,
      salePriceE4: 2_499_000,
      listPriceE4: 2_999_000,
    });
    const again = await settled(createListings!([draft()], writing()));
    expect(again.items[0]).toMatchObject({
      state: 'failed',
      problem: { params: { happenedEn: expect.stringContaining('stock code exists') } },
    });
  });

  it('are never created twice when the answer is lost', async () => {
    world.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'product-create', count: 1 });
    const { intent, steps } = recordIntent();
    const lost = world.connection.createListings!([draft()], { intent, priority: 1 });
    expect((await problemOf(lost)).code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
    await world.clock.sleep(20_000);
    expect(await world.connection.readOffers(['YENI-1'])).toHaveLength(1);
  });

  it('are faulted all at once on this computer, before anything is sent', async () => {
    const attributes = await world.connection.readAttributes!('1000100');
    const faults = world.connection.checkDraft!(
      draft({
        title: 'Kısa',
        stockCode: ' ',
        brandId: '1',
        attributes: [],
        images: ['http://cdn.example.com/1.jpg'],
        vatRate: 18,
        salePriceE4: 3_000_050,
        listPriceE4: 2_000_000,
        quantity: -1,
        fields: {},
      }),
      attributes,
    );
    expect(new Set(faults.map(({ field }) => field))).toEqual(
      new Set([
        'title',
        'stockCode',
        'fields.shipmentTemplate',
        'fields.preparingDay',
        'quantity',
        'salePrice',
        'listPrice',
        'vatRate',
        'images',
        'attributes.1',
        'attributes.429',
      ]),
    );
  });

  it('go off sale, come back, change their content and are deleted, without a word about stock or price', async () => {
    seed('A');
    const { archiveListings, unarchiveListings, updateContent, deleteListings } = world.connection;
    await settled(archiveListings!(['A'], writing()));
    expect(world.hand.listing('A')?.status).toBe('Suspended');
    await settled(unarchiveListings!(['A'], writing()));
    expect(world.hand.listing('A')).toMatchObject({ status: 'Active', vatRate: 20 });
    const change = draft({
      stockCode: 'A',
      description: '<p>Yeni</p>',
      quantity: 1,
      fields: { maxPurchaseQuantity: '3' },
    });
    const report = await settled(updateContent!([change], writing()));
    expect(report.items[0]?.state).toBe('done');
    expect(world.hand.listing('A')).toMatchObject({
      description: '<p>Yeni</p>',
      maxPurchaseQuantity: 3,
      quantity: 20,
      saleKurus: 14_990,
    });
    await settled(deleteListings!(['A'], writing()));
    expect(world.hand.listing('A')).toBeNull();
  });

  it('say before a change is sent what stays as it is, and are not held back by what is not sent', () => {
    const { checkDraft } = world.connection;
    const faulty = draft({ title: 'kısa', images: [], description: '' });
    const faults = checkDraft!(faulty, [], 'content');
    expect(faults.map(({ field, severity }) => [field, severity])).toEqual([
      ['title', 'warning'],
      ['description', 'error'],
    ]);
    expect(faults[0]!.message.tr).toContain('görselleri');
    expect(checkDraft!(faulty, []).map(({ field }) => field)).toEqual(['title', 'description', 'images']);
  });

  it('are written a thousand at a time: each refusal is told with its reason, and the rest is there', async () => {
    const codes = Array.from({ length: 1_000 }, (_nothing, index) => `ÜRÜN-${index + 1}`);
    seed(...codes);
    world.sandbox.faults.add({
      kind: 'partial-rejection',
      endpoint: 'price-stock-update',
      share: 0.2,
      text: 'fahiş fiyat kontrolüne takıldı',
    });
    const items = codes.map((externalId, index) => ({
      externalId,
      quantity: index % 50,
      // Every hundredth has its prices the wrong way round.
      salePriceE4: 1_000_000 + index * 100,
      listPriceE4: index % 100 === 99 ? 500_000 : 2_000_000,
    }));
    const report = await settled(world.connection.updateStockAndPrice(items, writing()));
    expect(report.items).toHaveLength(1_000);
    const failed = report.items.filter(({ state }) => state === 'failed');
    expect(failed.length).toBeGreaterThan(100);
    expect(failed.every(({ problem }) => problem?.params['actionTr'] !== undefined)).toBe(true);
    const refused = new Set(failed.map(({ externalId }) => externalId));
    const offers = await world.connection.readOffers(codes);
    expect(offers.map(({ externalId }) => externalId)).toEqual(codes);
    for (const [index, offer] of offers.entries())
      expect(offer).toEqual(
        refused.has(offer.externalId)
          ? { externalId: offer.externalId, quantity: 20, salePriceE4: 1_499_000, listPriceE4: 1_999_000 }
          : items[index],
      );
  });

  it('say that a body is still queued, and take it once the first is done', async () => {
    seed('A');
    for (const queuedStatus of [200, 400] as const) {
      world.hand.setRules({ queuedStatus, taskDelayMs: 60_000 });
      const items = [{ externalId: 'A', quantity: queuedStatus, salePriceE4: null, listPriceE4: null }];
      const first = await world.connection.updateStockAndPrice(items, writing());
      const { kind } = await world.connection.updateStockAndPrice(items, writing());
      expect(kind).toBe('same-request-repeated');
      await settled(first);
      expect((await settled(world.connection.updateStockAndPrice(items, writing()))).items[0]?.state).toBe(
        'done',
      );
    }
  });

  it('tell templates, carriers and commissions of the account, and match the catalogue by barcode', async () => {
    seed('A');
    world.hand.seedListings([{ stockCode: 'C', barcode: '8690000000017', catalogId: 4_711, quantity: 1 }]);
    const choices = await world.connection.readAccountChoices!();
    expect(choices.filter(({ kind }) => kind === 'shipment-template').map(({ name }) => name)).toEqual([
      'Standart',
      'Ücretsiz Kargo',
    ]);
    expect(choices.filter(({ kind }) => kind === 'cargo-company')).toHaveLength(4);
    expect(await world.connection.readCommissions!(['A', 'NOT-THERE'])).toEqual([
      { externalId: 'A', percent: 12.5 },
    ]);
    expect(await world.connection.searchCatalogue!({ barcode: '8690000000017' })).toMatchObject([
      { catalogueId: '4711', barcode: '8690000000017' },
    ]);
  });
});

describe('after the sale at N11', () => {
  it('returns and cancellation claims are read with the seller’s codes and answered', async () => {
    seed('A');
    const sold = await bought({ lines: [{ stockCode: 'A', quantity: 2 }] });
    const { orderLineId } = sold.made.lines[0]!;
    const cancelling = { kind: 'cancel', key: sold.made.key, orderLineId, quantity: 1 } as const;
    world.hand.claim(cancelling);
    const returned = await bought({ lines: [{ stockCode: 'A', quantity: 1 }] });
    world.hand.setPackageStatus(returned.made.key, 'Delivered');
    const line = returned.made.lines[0]!;
    for (const note of ['Küçük geldi & değiştirin', 'İkinci'])
      world.hand.claim({
        kind: 'return',
        key: returned.made.key,
        orderLineId: line.orderLineId,
        quantity: 1,
        note,
      });
    const now = world.clock.now();
    const window = { fromMs: now - DAY_MS, toMs: now };
    const claims = await collect(world.connection.readReturns!(window));
    expect(
      claims.map(({ orderNumber, lines: [one] }) => [orderNumber, one!.stockCode, one!.orderLineId]),
    ).toEqual([
      [returned.one.orderNumber, 'A', String(line.orderLineId)],
      [returned.one.orderNumber, 'A', String(line.orderLineId)],
      [sold.one.orderNumber, 'A', String(orderLineId)],
    ]);
    expect(claims[0]!.lines[0]!.customerNote).toBe('Küçük geldi & değiştirin');
    expect(claims.every(({ actions }) => actions.length === 2)).toBe(true);
    const reasons = await world.connection.readReturnReasons!();
    expect(reasons.map(({ reasonId }) => reasonId)).toEqual(
      expect.arrayContaining(['1', '41', 'cancel:1', 'cancel:5']),
    );
    const common = { text: 'Ürün hasarlı döndü', files: [], intent: recordIntent().intent };
    const of = (returnId: string) => ({ returnId, returnLineIds: [returnId], ...common });
    await world.connection.answerReturn!({ ...of(claims[0]!.returnId), answer: 'accept', reasonId: null });
    await world.connection.answerReturn!({ ...of(claims[1]!.returnId), answer: 'reject', reasonId: '2' });
    await world.connection.answerReturn!({
      ...of(claims[2]!.returnId),
      answer: 'reject',
      reasonId: 'cancel:1',
    });
    expect(world.hand.claims().map(({ status }) => status)).toEqual(['DENIED', 'APPROVED', 'DENIED']);
    const twice = { ...of(claims[0]!.returnId), answer: 'accept', reasonId: null } as const;
    expect((await problemOf(world.connection.answerReturn!(twice))).code).toBe('order/wrong-state');
  });

  it('questions are read with their day and answered once', async () => {
    seed('A');
    const asked = world.hand.ask('A', 'Ölçüsü <kaç> santim & nerede?');
    const now = world.clock.now();
    const window = { fromMs: now - DAY_MS, toMs: now };
    const [question] = await collect(world.connection.readQuestions!(window));
    expect(question).toMatchObject({
      questionId: String(asked.id),
      text: 'Ölçüsü <kaç> santim & nerede?',
      state: 'waiting',
      stockCode: 'A',
    });
    expect(Math.abs(question!.askedAtMs - now)).toBeLessThanOrEqual(DAY_MS);
    const { intent, steps } = recordIntent();
    await world.connection.answerQuestion!({
      questionId: String(asked.id),
      text: '42 cm & bir masa',
      intent,
    });
    expect(world.hand.questions()[0]!.answer).toBe('42 cm & bir masa');
    for (const secret of Object.values(N11_CREDENTIALS)) expect(JSON.stringify(steps)).not.toContain(secret);
  });

  it('settlements add up to what is paid out', async () => {
    seed('A');
    const { made } = await bought({ lines: [{ stockCode: 'A', quantity: 3 }] });
    world.hand.setPackageStatus(made.key, 'Delivered');
    const now = world.clock.now();
    const window = { fromMs: now, toMs: now + 30 * DAY_MS };
    const entries = await collect(world.connection.readSettlements!(window));
    const sum = (kinds: readonly string[]): number =>
      entries.filter(({ kind }) => kinds.includes(kind)).reduce((all, { amountE4 }) => all + amountE4, 0);
    expect(sum(['payment'])).toBe(sum(['sale', 'commission', 'fee', 'other']));
    expect(sum(['sale'])).toBe(4_497_000);
    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
  });
});
