import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import type {
  BatchReport,
  MarketplaceConnection,
  MarketplacePackage,
  SubmitResult,
} from '#engine/marketplaces/kit/port.ts';
import { startSandbox, type Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { seedHepsiburada } from '../../../src-main/sandbox/seed-hepsiburada.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { HEPSIBURADA_KEYS } from '../../support/hepsiburada-wire.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';

let sandbox: Sandbox;
let bench: Bench;
let connection: Required<MarketplaceConnection>;
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

beforeEach(async () => {
  const clock = quickClock(200, Date.now());
  sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    credentials: { hepsiburada: HEPSIBURADA_KEYS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'hepsiburada')!;
  bench = openBench(
    baseUrl,
    { clock, manifest: hepsiburada.manifest, credentials: HEPSIBURADA_KEYS },
    hepsiburada,
  );
  connection = bench.connection as typeof connection; // All methods that are called here are there, or the test fails.
});
afterEach(async () => {
  await bench.close();
  await sandbox.stop();
});

const hand = () => sandbox.marketplaces.hepsiburada;
const seed = (...skus: string[]): void =>
  hand().seedListings(
    skus.map((merchantSku) => ({ merchantSku, title: `Şık ${merchantSku}`, quantity: 20, price: 100 })),
  );
const writing = () => ({ intent: recordIntent().intent, priority: 1 });

/** The order's parcels, and an action on one of them. */
async function parcelsOf(orderNumber: string): Promise<readonly MarketplacePackage[]> {
  return connection.readOrdersByNumber([orderNumber]);
}

function actionOn(parcel: MarketplacePackage) {
  const lines = parcel.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  return {
    packageId: parcel.packageId,
    orderNumber: parcel.orderNumber,
    lines,
    intent: recordIntent().intent,
  };
}

async function settled(result: SubmitResult): Promise<BatchReport> {
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  for (let look = 0; look < 20; look += 1) {
    const report = await connection.readBatch(result.batchId);
    if (report.final) return report;
  }
  throw new Error('it never came to an end');
}

describe('the order desk', () => {
  it('packs a part, packs the rest, unpacks, and loses no piece on the way', async () => {
    seed('A', 'B');
    const { orderNumber } = hand().buy({
      lines: [
        { merchantSku: 'A', quantity: 3 },
        { merchantSku: 'B', quantity: 1 },
      ],
    });
    const [whole] = await parcelsOf(orderNumber);
    const [lineA] = whole!.lines;
    const made = await connection.packLines({
      ...actionOn(whole!),
      lines: [{ lineId: lineA!.lineId, quantity: 2 }],
    });
    const packed = await parcelsOf(orderNumber);
    expect(packed.map(({ packageId, status }) => [packageId, status])).toEqual([
      [`order-${orderNumber}`, 'new'],
      [made.packageIds[0], 'picking'],
    ]);
    expect(packed[1]!.lines.map(({ quantity }) => quantity)).toEqual([2]);
    await connection.unpack(actionOn(packed[1]!));
    const open = (await parcelsOf(orderNumber)).find(({ packageId }) => packageId === `order-${orderNumber}`);
    expect(open!.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(4);
    expect((await problemOf(connection.unpack(actionOn(packed[1]!)))).code).toBe('channel/not-found');
  });

  it('packs once: a line that is packed already is a wrong state, and a lost answer is never repeated by itself', async () => {
    seed('A');
    const { orderNumber } = hand().buy({ lines: [{ merchantSku: 'A', quantity: 1 }] });
    const [whole] = await parcelsOf(orderNumber);
    sandbox.faults.add({ kind: 'lost-answer', endpoint: 'package-create', count: 1 });
    expect((await problemOf(connection.packLines(actionOn(whole!)))).code).toBe('channel/outcome-unknown');
    expect((await problemOf(connection.packLines(actionOn(whole!)))).code).toBe('order/wrong-state');
    expect(hand().parcels()).toHaveLength(1);
  });

  it('splits a package into what is named and the rest', async () => {
    seed('A', 'B');
    const { orderNumber } = hand().buy({
      lines: [
        { merchantSku: 'A', quantity: 2 },
        { merchantSku: 'B', quantity: 1 },
      ],
    });
    hand().pack(orderNumber);
    const parcel = (await parcelsOf(orderNumber)).find(({ status }) => status === 'picking')!;
    const groups = [[{ lineId: parcel.lines[0]!.lineId, quantity: 1 }]];
    await connection.splitPackage({ ...actionOn(parcel), groups });
    const after = (await parcelsOf(orderNumber)).filter(({ status }) => status === 'picking');
    const pieces = after.map(({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0));
    expect(pieces.sort((one, other) => one - other)).toEqual([1, 2]);
    expect(after.map(({ origin }) => origin)).toEqual(['split', 'split']);
  });

  it('ships, labels, measures and invoices a package, and reports its delivery with own cargo', async () => {
    seed('A');
    const { orderNumber } = hand().buy({ lines: [{ merchantSku: 'A', quantity: 1 }] });
    hand().pack(orderNumber);
    const parcel = (await parcelsOf(orderNumber)).find(({ status }) => status === 'picking')!;
    const label = await connection.readLabel({
      packageId: parcel.packageId,
      orderNumber,
      trackingNumber: '',
      format: 'zpl',
    });
    expect(Buffer.from(label.bytes).toString()).toContain('^XA');
    await connection.reportBoxes({ ...actionOn(parcel), boxes: 2, desi: 3 });
    await connection.changeWarehouse({ ...actionOn(parcel), warehouseId: 'Depo 2' });
    const options = await connection.readCargoCompanies(parcel.packageId);
    const own = options.find(({ name }) => name === 'Mağaza Hesabı')!;
    await connection.changeCargo({ ...actionOn(parcel), cargoCompanyId: own.cargoCompanyId });
    const issuedAtMs = bench.clock.now();
    const invoice = {
      number: 'ABC2026000000001',
      issuedAtMs,
      link: 'https://fatura.example.com/1.pdf',
      file: null,
    };
    await connection.sendInvoice({ ...actionOn(parcel), invoice });
    const shipping = { carrier: 'Kurye', trackingNumber: 'K-1', trackingLink: null, shippedAtMs: issuedAtMs };
    await connection.reportShipment({ ...actionOn(parcel), ...shipping });
    expect((await parcelsOf(orderNumber)).at(-1)).toMatchObject({
      status: 'shipped',
      cargo: { trackingNumber: 'K-1' },
    });
    await connection.reportDelivery({ ...actionOn(parcel), outcome: 'delivered', reason: 'Ayşe Yılmaz' });
    expect(hand().parcels()[0]).toMatchObject({
      status: 'Delivered',
      warehouse: 'Depo 2',
      boxes: 2,
      desi: 3,
      invoiceLink: invoice.link,
    });
    const file = { ...invoice, link: null };
    expect((await problemOf(connection.sendInvoice({ ...actionOn(parcel), invoice: file }))).code).toBe(
      'channel/not-offered',
    );
  });

  it('says with which label to go on where the cargo company has none in common, and what another state means', async () => {
    seed('A');
    const { orderNumber } = hand().buy({ lines: [{ merchantSku: 'A', quantity: 1 }] });
    hand().pack(orderNumber).cargo = 'Yurtiçi Kargo';
    const parcel = (await parcelsOf(orderNumber)).find(({ status }) => status === 'picking')!;
    const refusal = await problemOf(
      connection.readLabel({ packageId: parcel.packageId, orderNumber, trackingNumber: '', format: 'pdf' }),
    );
    expect(refusal.params).toMatchObject({ actionTr: expect.stringContaining('etiket') });
    hand().carry(orderNumber, 'InTransit');
    expect((await problemOf(connection.unpack(actionOn(parcel)))).code).toBe('order/wrong-state');
  });

  it('cancels several lines as one intent, with their stock back on the shelf', async () => {
    seed('A', 'B');
    const { orderNumber } = hand().buy({
      lines: [
        { merchantSku: 'A', quantity: 2 },
        { merchantSku: 'B', quantity: 1 },
      ],
    });
    const [whole] = await parcelsOf(orderNumber);
    const { intent, steps } = recordIntent();
    const [reason] = await connection.readCancelReasons();
    await connection.cancelLines({ ...actionOn(whole!), intent, reasonId: reason!.reasonId });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect((await parcelsOf(orderNumber)).map(({ status }) => status)).toEqual(['unsupplied']);
    expect(hand().listing('A')!.stock).toBe(20);
  });

  it('reads what Hepsiburada packed, sent and delivered by itself, once and in the end as delivered', async () => {
    seed('A');
    const { orderNumber } = hand().buy({ lines: [{ merchantSku: 'A', quantity: 1 }] });
    hand().pack(orderNumber);
    hand().carry(orderNumber, 'InTransit');
    hand().carry(orderNumber, 'Delivered');
    const now = bench.clock.now();
    const window = { fromMs: now - 86_400_000, toMs: now + 3_600_000, by: 'stream' as const };
    const packages = await collect(connection.readOrders(window));
    expect(packages.map(({ status }) => status)).toEqual(['split', 'delivered']);
  });
});

describe('publishing', () => {
  const draft = (changes: Partial<ListingDraft> = {}): ListingDraft => ({
    stockCode: 'gml001-w-m',
    barcode: '8690000000012',
    groupId: 'GML001',
    title: 'Keten Gömlek Beyaz M',
    subtitle: '',
    description: '<p>Keten gömlek</p>',
    categoryId: '18021982',
    brandId: null,
    brandName: 'Örnek',
    attributes: [{ attributeId: '00001DTZ', name: 'Materyal', valueId: null, text: 'Keten', unit: null }],
    images: ['https://cdn.example.com/gml001-1.jpg'],
    vatRate: 10,
    quantity: 25,
    salePriceE4: 6_499_000,
    listPriceE4: 6_499_000,
    currency: 'TRY',
    desi: 1.5,
    catalogueId: null,
    fields: { warrantyMonths: '24' },
    ...changes,
  });

  it('creates a product at the very price and stock of the draft, told by the code that it was sent with', async () => {
    const report = await settled(await connection.createListings([draft()], writing()));
    expect(report.items).toMatchObject([{ externalId: 'gml001-w-m', state: 'done' }]);
    hand().approve('GML001-W-M');
    expect(await connection.readOffers(['GML001-W-M'])).toEqual([
      {
        externalId: 'GML001-W-M',
        quantity: 25,
        salePriceE4: 6_499_000,
        listPriceE4: null,
        stockHeldBy: 'merchant',
      },
    ]);
  });

  it('lists under products of the catalogue beside new ones, as one intent', async () => {
    const listed = draft({ stockCode: 'FAST-1', barcode: '', catalogueId: 'HBCV0000ABCDE1' });
    const { intent, steps } = recordIntent();
    const report = await settled(await connection.createListings([draft(), listed], { intent, priority: 1 }));
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['gml001-w-m', 'done'],
      ['FAST-1', 'done'],
    ]);
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect(
      hand()
        .products()
        .find(({ merchantSku }) => merchantSku === 'FAST-1'),
    ).toMatchObject({
      hbSku: 'HBCV0000ABCDE1',
      priceKurus: 64_990,
      stock: 25,
    });
  });

  it('sent twice makes nothing twice, and a refusal says which product and why', async () => {
    await settled(await connection.createListings([draft()], writing()));
    await settled(await connection.createListings([draft()], writing()));
    expect(hand().products()).toHaveLength(1);
    const other = draft({ stockCode: 'OTHER' });
    const report = await settled(await connection.createListings([other], writing()));
    expect(report.items).toMatchObject([
      {
        externalId: 'OTHER',
        state: 'failed',
        problem: { params: { happenedTr: expect.stringContaining('barkod') } },
      },
    ]);
  });

  it('stops at the last gate when the price in the file is not let through', async () => {
    const seen: unknown[] = [];
    await bench.close();
    const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'hepsiburada')!;
    const gate = (_channel: string, offers: readonly unknown[]) => {
      seen.push(...offers);
      return [{ externalId: 'gml001-w-m', holds: [{ guard: 'price/missing' as const, params: {} }] }];
    };
    bench = openBench(
      baseUrl,
      { manifest: hepsiburada.manifest, credentials: HEPSIBURADA_KEYS, gate },
      hepsiburada,
    );
    connection = bench.connection as typeof connection; // As above.
    expect((await problemOf(connection.createListings([draft()], writing()))).code).toBe(
      'guard/stopped-request',
    );
    expect(seen).toEqual([
      { externalId: 'gml001-w-m', quantity: 25, salePriceE4: 6_499_000, listPriceE4: null },
    ]);
    expect(hand().products()).toEqual([]);
  });

  it('updates content of matched products without touching price and stock', async () => {
    seed('A');
    const changed = draft({ stockCode: 'A', title: 'Yeni ad', salePriceE4: 10_000 });
    const report = await settled(await connection.updateContent([changed], writing()));
    expect(report.items).toMatchObject([{ externalId: 'A', state: 'done' }]);
    expect(hand().products()[0]!.title).toBe('Yeni ad');
    expect(hand().listing('A')).toMatchObject({ priceKurus: 10_000, stock: 20 });
  });

  it('says with it how a listing is shipped, and tells who would not take that', async () => {
    seed('A', 'B');
    const shipped = (stockCode: string, dispatchDays: string) =>
      draft({
        stockCode,
        barcode: stockCode === 'A' ? '8690000000011' : '8690000000028',
        fields: { warrantyMonths: '24', dispatchDays, shippingProfile: 'Hızlı', cargoCompany: 'Aras Kargo' },
      });
    const update = connection.updateContent([shipped('A', '3'), shipped('B', '1.5')], writing());
    const report = await settled(await update);
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['A', 'done'],
      ['B', 'failed'],
    ]);
    expect(hand().listing('A')).toMatchObject({
      shipping: { dispatchTime: 3, shippingProfileName: 'Hızlı', cargoCompany1: 'Aras Kargo' },
      priceKurus: 10_000,
      stock: 20,
    });
    const faults = connection.checkDraft(shipped('B', '1.5'), []);
    expect(faults.map(({ field }) => field)).toContain('fields.dispatchDays');
  });

  it('takes off sale, puts on sale, unlocks and deletes, and reads back what came of it', async () => {
    seed('A', 'B');
    hand().listing('B')!.lockReasons.push('PriceLock');
    expect((await settled(await connection.archiveListings(['A'], writing()))).items).toMatchObject([
      { externalId: 'A', state: 'done' },
    ]);
    expect(hand().listing('A')!.active).toBe(false);
    await settled(await connection.unarchiveListings(['A'], writing()));
    expect(hand().listing('A')!.active).toBe(true);
    expect((await settled(await connection.unlockListings(['B'], writing()))).items).toMatchObject([
      { externalId: 'B', state: 'done' },
    ]);
    await settled(await connection.createListings([draft()], writing()));
    const gone = await settled(await connection.deleteListings(['A', 'GML001-W-M'], writing()));
    expect(gone.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['A', 'done'],
      ['GML001-W-M', 'done'],
    ]);
    expect(
      hand()
        .listings()
        .map(({ merchantSku }) => merchantSku),
    ).toEqual(['B']);
  });

  it('tells every fault of a draft at once, before anything is sent', async () => {
    const attributes = await connection.readAttributes('18021982');
    expect(attributes.filter(({ variant }) => variant).map(({ attributeId }) => attributeId)).toContain(
      'renk_variant_property',
    );
    expect(connection.checkDraft(draft(), attributes).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
    const bad = draft({
      stockCode: 'a b',
      barcode: '123',
      title: '',
      images: [],
      attributes: [],
      desi: null,
      fields: {},
      salePriceE4: 0,
      currency: 'USD',
    });
    const fields = connection.checkDraft(bad, attributes).map(({ field }) => field);
    expect(new Set(fields)).toEqual(
      new Set([
        'stockCode',
        'barcode',
        'title',
        'images',
        'attributes.00001DTZ',
        'desi',
        'fields.warrantyMonths',
        'salePrice',
        'currency',
      ]),
    );
  });

  it('reads the category tree, values, cargo companies, places in the buy-box and commissions', async () => {
    const categories = await collect(connection.readCategories());
    const byId = new Map(categories.map((each) => [each.categoryId, each]));
    expect(byId.get('18021982')).toMatchObject({
      name: 'Gömlek',
      parentId: '18000001',
      leaf: true,
      open: true,
    });
    expect(byId.get('18023009')).toMatchObject({ open: false });
    expect(byId.get('18000001')).toMatchObject({ leaf: false, open: false });
    const of = { categoryId: '18021982', attributeId: 'renk_variant_property', search: 'kirmizi' };
    expect(await collect(connection.readAttributeValues(of))).toMatchObject([{ name: 'Kırmızı' }]);
    expect((await connection.readAccountChoices()).map(({ kind }) => kind)).toContain('shipment-template');
    seed('A');
    expect(await connection.readBuyBox(['A', 'NONE'])).toMatchObject([
      { externalId: 'A', rank: 1, mine: true },
    ]);
    expect(await connection.readCommissions(['A'])).toEqual([{ externalId: 'A', percent: 14.5 }]);
  });
});

describe('after the sale', () => {
  it('answers claims by their state and questions once, and finds the money of what was delivered', async () => {
    seedHepsiburada(sandbox);
    const now = bench.clock.now();
    const window = { fromMs: now - 20 * 86_400_000, toMs: now + 3_600_000 };
    const [claim] = await collect(connection.readReturns(window));
    const intent = () => recordIntent().intent;
    const lines = {
      returnId: claim!.returnId,
      returnLineIds: [claim!.returnId],
      text: 'Ürün kullanılmış',
      files: [],
    };
    await connection.answerReturn({
      ...lines,
      answer: 'reject',
      reasonId: 'ProductIsDamaged',
      intent: intent(),
    });
    const again = connection.answerReturn({ ...lines, answer: 'accept', reasonId: null, intent: intent() });
    expect((await problemOf(again)).code).toBe('order/wrong-state');
    expect((await collect(connection.readReturns(window)))[0]!.status).toBe('disputed');
    const [question] = await collect(connection.readQuestions(window));
    await connection.answerQuestion({
      questionId: question!.questionId,
      text: 'Evet, %100 pamuk.',
      intent: intent(),
    });
    expect(
      (await collect(connection.readQuestions({ fromMs: now - 1, toMs: now + 86_400_000 })))[0],
    ).toMatchObject({
      state: 'answered',
      answer: 'Evet, %100 pamuk.',
    });
    const entries = await collect(connection.readSettlements(window));
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['sale', 'commission']));
  });

  it('confirms a claim that waits for pre-approval in that way', async () => {
    seed('A');
    const order = hand().buy({ lines: [{ merchantSku: 'A', quantity: 1 }] });
    hand().pack(order.orderNumber);
    hand().carry(order.orderNumber, 'InTransit');
    hand().carry(order.orderNumber, 'Delivered');
    const { number } = hand().claim(order.lines[0]!.id, { status: 'AwaitingPreApproval' });
    await connection.answerReturn({
      returnId: number,
      returnLineIds: [number],
      answer: 'accept',
      reasonId: null,
      text: '',
      files: [],
      intent: recordIntent().intent,
    });
    expect(sandbox.calls().at(-1)!.path).toContain('/preapprovalconfirm');
  });
});
