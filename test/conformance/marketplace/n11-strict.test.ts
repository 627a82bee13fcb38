import { afterEach, describe, expect, it } from 'vitest';
import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import { collect, recordIntent } from '../../support/gateway-under-test.ts';
import { n11Soap } from '../../support/n11-wire.ts';
import { KEYS } from './n11-strict-server.ts';
import {
  action,
  DAY_MS,
  GOOD,
  LINE,
  NOW,
  openStrict,
  TASK,
  WINDOW,
  writing,
  type StrictWorld,
} from './n11-strict-world.ts';

let world: StrictWorld;
afterEach(async () => {
  const said = JSON.stringify(world.log);
  for (const secret of [...Object.values(KEYS), 'Ayşe', 'alici@example.com'])
    expect(said).not.toContain(secret);
  await world.close();
});

const DRAFT: ListingDraft = {
  stockCode: 'ŞİŞ-1 "a"',
  barcode: '',
  groupId: 'TS-100',
  title: 'Örnek Marka Pamuklu Tişört',
  subtitle: '',
  description: '<p>Yüzde yüz pamuk & “keten”.</p>',
  categoryId: '1000100',
  brandId: '900001',
  brandName: 'Örnek',
  attributes: [
    { attributeId: '22', name: 'Renk', valueId: null, text: 'Kırmızı', unit: null },
    { attributeId: '23', name: 'Beden', valueId: '5', text: null, unit: null },
  ],
  images: ['https://cdn.example.com/1.jpg'],
  vatRate: 10,
  quantity: 12,
  salePriceE4: 2_499_000,
  listPriceE4: 2_999_000,
  currency: 'TRY',
  desi: null,
  catalogueId: '9007199254740995',
  fields: { preparingDay: '2', shipmentTemplate: 'Standart', maxPurchaseQuantity: '5' },
};

describe('a simulator made from N11’s documents alone', () => {
  it('finds nothing wrong with what is asked and written about products', async () => {
    world = await openStrict();
    const { connection } = world;
    await connection.verifyCredentials();
    await collect(connection.readListings());
    await connection.readOffers(['TS-100-KIR-M', 'ŞİŞ/1?&', 'C', 'D', 'E']);
    const full = { externalId: 'A', quantity: 0, salePriceE4: 1_299_900, listPriceE4: null };
    await connection.updateStockAndPrice(
      [full, { ...full, externalId: 'B', salePriceE4: null }, { ...full, externalId: 'C', quantity: null }],
      writing(),
    );
    expect(await connection.createListings!([DRAFT], writing())).toEqual({ kind: 'accepted', batchId: TASK });
    await connection.updateContent!([DRAFT], writing());
    await connection.archiveListings!(['TS-100-KIR-M'], writing());
    await connection.unarchiveListings!(['TS-100-KIR-M'], writing());
    await connection.deleteListings!(['TS-100-KIR-M'], writing());
    await connection.readBatch(TASK);
    await collect(connection.readCategories!());
    await connection.readAttributes!('1000100');
    await connection.readAccountChoices!();
    await connection.searchCatalogue!({ barcode: '8690000000017' });
    await connection.readCommissions!(['TS-100-KIR-M']);
    expect(world.faults).toEqual([]);
    // Every digit of what is no safe integer.
    expect(world.bodies('page-query')[0]).toContain(`"taskId":${TASK},`);
    expect(world.bodies('product-create')[0]).toContain('"catalogId":9007199254740995,');
    expect(JSON.parse(world.bodies('price-stock-update')[0]!)).toEqual({
      payload: {
        integrator: 'MesChainSync',
        skus: [
          { stockCode: 'A', listPrice: 129.99, salePrice: 129.99, quantity: 0, currencyType: 'TL' },
          { stockCode: 'B', quantity: 0 },
          { stockCode: 'C', listPrice: 129.99, salePrice: 129.99, currencyType: 'TL' },
        ],
      },
    });
  });

  it('finds nothing wrong with what is asked and done about orders', async () => {
    world = await openStrict();
    const { connection } = world;
    await collect(connection.readOrders({ ...WINDOW, by: 'stream' }));
    await collect(connection.readOrders({ ...WINDOW, fromMs: NOW - 100 * DAY_MS, by: 'window' }));
    await connection.readOrdersByNumber(['2000000000001']);
    await connection.acknowledgeOrder!(action());
    await connection.splitPackage!({ ...action(), groups: [[{ lineId: LINE, quantity: 3 }]] });
    await connection.splitPackage!({ ...action(), groups: [[{ lineId: LINE, quantity: 1 }]] });
    const [reason] = await connection.readCancelReasons!();
    await connection.cancelLines!({ ...action([{ lineId: LINE, quantity: 1 }]), reasonId: reason!.reasonId });
    await connection.reportBoxes!({ ...action(), boxes: 2, desi: 40.5 });
    await connection.reportLabourCost!({ ...action(), amountE4: 1_505_000 });
    await connection.readCargoCompanies!(null);
    expect(world.faults).toEqual([]);
    for (const path of ['update', 'splitCombinePackage', 'labor-costs', 'collectionRequest'])
      expect(world.bodies(path)[0]).toContain(LINE);
    expect(world.bodies('splitPackageByQuantity')[1]).toBe(
      `{"splitPackages":[{"packageDetails":[{"orderLineId":${LINE},"quantities":2},{"orderLineId":7,"quantities":2}]}],` +
        `"cancelledItems":[{"orderLineId":${LINE},"quantity":1,"cancelReasonId":61}]}`,
    );
  });

  it('finds nothing wrong with what is asked and answered after the sale', async () => {
    const question =
      '<productQuestions><productQuestion><id>5</id><productId>7</productId></productQuestion>';
    const settled =
      '<settlementListData><settlementList><settlementDate>2026-10-05</settlementDate>' +
      '<settlementAmount>90.50</settlementAmount></settlementList></settlementListData>';
    world = await openStrict({
      GetProductQuestionList: { body: n11Soap('GetProductQuestionList', `${question}</productQuestions>`) },
      GetSettlementList: { body: n11Soap('GetSettlementList', GOOD + settled) },
    });
    const { connection } = world;
    await collect(connection.readReturns!(WINDOW));
    await connection.readReturnReasons!();
    const answer = { returnLineIds: [], reasonId: null, text: '', files: [] };
    const claim = { ...answer, returnId: '88', answer: 'accept', intent: recordIntent().intent } as const;
    await connection.answerReturn!(claim);
    await connection.answerReturn!({ ...claim, returnId: 'cancel:88' });
    const denied = { ...claim, answer: 'reject', text: 'Ürün <hasarlı> & kirli' } as const;
    await connection.answerReturn!({ ...denied, reasonId: '2' });
    await connection.answerReturn!({ ...denied, reasonId: '41' });
    await connection.answerReturn!({ ...denied, returnId: 'cancel:88', reasonId: 'cancel:1' });
    await collect(connection.readQuestions!(WINDOW));
    await connection.answerQuestion!({
      questionId: '5',
      text: 'Evet & hayır',
      intent: recordIntent().intent,
    });
    await collect(connection.readSettlements!(WINDOW));
    const link = 'https://ebelge.example.com/ViewDocument.aspx?ID=1&UUID=2&doctype=arcinv';
    const invoice = { number: 'ABC2026000000001', issuedAtMs: NOW, link, file: null };
    await connection.sendInvoice!({ ...action(), invoice });
    expect(world.faults).toEqual([]);
    expect(world.bodies('SaveLinkSellerInvoice')[0]).toContain('ID=1&amp;UUID=2&amp;doctype=arcinv');
    expect(world.bodies('SaveLinkSellerInvoice')[0]).not.toContain('invoiceNumber');
  });
});
