import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pazarama } from '#engine/marketplaces/pazarama/adapter.ts';
import { groupCodeOf } from '#engine/marketplaces/pazarama/draft-body.ts';
import { mapOrder } from '#engine/marketplaces/pazarama/map-order.ts';
import { readTurkishTime } from '#engine/marketplaces/pazarama/turkish-time.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { startScriptedServer, type Scripted, type ScriptedServer } from '../../support/scripted-server.ts';
import { PAZARAMA_CREDENTIALS } from './pazarama-world.ts';

let server: ScriptedServer;
let bench: Bench;
/** Answers by path; a list is gone through, its last answer stays. */
let script: Record<string, Scripted | readonly Scripted[]>;

beforeEach(async () => {
  script = {};
  const served = new Map<string, number>();
  server = await startScriptedServer(({ path }) => {
    const own = path.replace(/^\/trendyol/, '');
    if (own === '/connect/token') return { json: { data: { accessToken: 'a-token' }, success: true } };
    const answer = script[own] ?? { status: 404, body: '' };
    if (!Array.isArray(answer)) return answer as Scripted;
    const index = served.get(own) ?? 0;
    served.set(own, index + 1);
    return (answer as readonly Scripted[])[Math.min(index, answer.length - 1)]!;
  });
  const { manifest } = pazarama;
  bench = openBench(server.baseUrl, { manifest, credentials: PAZARAMA_CREDENTIALS }, pazarama);
});
afterEach(async () => {
  await bench.close();
  await server.close();
});

const good = (data: unknown): Scripted => ({ json: { data, success: true } });
const bad = (more: Readonly<Record<string, unknown>>): Scripted => ({
  json: { data: null, success: false, ...more },
});
const bodyOf = (path: string): unknown =>
  JSON.parse(server.requests.findLast((request) => request.path.endsWith(path))!.body);
const writing = () => ({ intent: recordIntent().intent, priority: 1 });

/** The portal's own example, shortened. */
const ORDER = {
  orderId: 'd4fb5f23-6330-4eb0-a81c-35847560df86',
  orderNumber: 235_795_225,
  orderDate: '2023-01-25 15:22',
  orderAmount: 2,
  shipmentAmount: 0,
  currency: 'TL',
  orderStatus: 3,
  customerName: 'Pazarama Sipariş',
  customerEmail: 'alici@example.com',
  shipmentAddress: { nameSurname: 'Pazarama Sipariş', cityName: 'Kütahya', districtName: 'Merkez' },
  billingAddress: {
    nameSurname: 'Pazarama Sipariş',
    invoiceType: 2,
    companyName: 'Örnek Ltd.',
    taxNumber: '9988776658',
    taxOffice: 'Üsküdar',
  },
  items: [
    {
      orderItemId: '5516bd97-5344-4d22-a346-0f263c0f51ca',
      orderItemStatus: 3,
      shipmentCode: 'PZ00156261297',
      quantity: 2,
      listPrice: { currency: 'TL', value: 1, valueString: '1,00 TL' },
      salePrice: { currency: 'TL', value: 1, valueString: '1,00 TL' },
      totalPrice: { currency: 'TL', value: 2, valueString: '2,00 TL' },
      estimatedShippingDate: '2023-01-28T15:22:00',
      cargo: { companyName: 'PTT', trackingNumber: null, trackingUrl: 'https://gonderitakip.ptt.gov.tr' },
      product: {
        name: 'Deneme Tişört',
        variantOptionDisplay: 'Ekru/S',
        stockCode: null,
        code: 'deneroyaldene-1',
        vatRate: 18,
      },
    },
  ],
};
const item = (changes: object) => ({ ...ORDER.items[0]!, ...changes });
const now = Date.parse('2023-01-26T00:00:00Z');

describe('an order as Pazarama writes it', () => {
  it('is read whole: Turkey’s clock, the company’s invoice, the code for a contracted carrier', () => {
    expect(mapOrder(ORDER, now)).toMatchObject({
      packageId: '235795225',
      status: 'new',
      orderedAtMs: Date.parse('2023-01-25T12:22:00Z'),
      dispatchByMs: Date.parse('2023-01-28T12:22:00Z'),
      lastModifiedMs: now,
      totalE4: 20_000,
      problem: null,
      lines: [
        {
          barcode: 'deneroyaldene-1',
          stockCode: '',
          title: 'Deneme Tişört, Ekru/S',
          quantity: 2,
          unitPriceE4: 10_000,
          vatRateE4: 180_000,
        },
      ],
      buyer: { firstName: 'Pazarama', lastName: 'Sipariş', company: 'Örnek Ltd.', taxNumber: '9988776658' },
      shipping: { city: 'Kütahya', countryIso2: 'TR' },
      cargo: { provider: 'PTT', trackingNumber: 'PZ00156261297' },
    });
  });

  it('takes a line’s total for a piece’s price where only that adds up to the order’s amount', () => {
    const perPiece = { ...ORDER, items: [item({ totalPrice: { value: 1 } })] };
    expect(mapOrder(perPiece, now)).toMatchObject({ totalE4: 20_000, lines: [{ unitPriceE4: 10_000 }] });
    const withShipping = { ...perPiece, orderAmount: 31.9, shipmentAmount: 29.9 };
    expect(mapOrder(withShipping, now)).toMatchObject({ totalE4: 20_000 });
    // A discounted line: its total is right, whatever two pieces would cost.
    const discounted = { ...ORDER, orderAmount: 1.5, items: [item({ totalPrice: 1.5 })] };
    expect(mapOrder(discounted, now)).toMatchObject({ totalE4: 15_000, lines: [{ unitPriceE4: 7_500 }] });
  });

  it.each([
    [3, 'new'],
    [12, 'picking'],
    [18, 'picking'],
    [5, 'shipped'],
    [16, 'at-collection-point'],
    [19, 'at-collection-point'],
    [11, 'delivered'],
    [14, 'undelivered'],
    [6, 'cancelled'],
    [13, 'unsupplied'],
    [7, 'delivered'],
    [8, 'returned'],
    [9, 'delivered'],
    [10, 'returned'],
    [99, 'other'],
    ['12', 'picking'],
    [null, 'other'],
  ])('with status %s is %s', (orderItemStatus, status) => {
    expect(mapOrder({ ...ORDER, items: [item({ orderItemStatus })] }, now).status).toBe(status);
  });

  it('stands where its slowest living line does', () => {
    const items = [6, 11, 12].map((orderItemStatus, index) =>
      item({ orderItemStatus, orderItemId: `line-${index}` }),
    );
    expect(mapOrder({ ...ORDER, items }, now)).toMatchObject({
      status: 'picking',
      rawStatus: '6, 11, 12',
      lines: [{ status: 'cancelled' }, { status: 'delivered' }, { status: 'picking' }],
    });
  });

  it.each([
    ['no number', { orderNumber: null }],
    ['no date', { orderDate: 'dün' }],
    ['no lines', { items: [] }],
    ['a line without a quantity', { items: [item({ quantity: null })] }],
    ['another currency', { currency: 'USD' }],
  ])('is put aside with %s, and not guessed at', (_what, change) => {
    expect(mapOrder({ ...ORDER, ...change }, now).problem?.code).toBe('order/not-understood');
  });

  it('is asked for in slices of less than a month, each ending where the newer one begins', async () => {
    script['/order/getOrdersForApi'] = good([]);
    const toMs = Date.parse('2026-03-15T22:30:00Z');
    await collect(bench.connection.readOrders({ fromMs: toMs - 40 * 86_400_000, toMs, by: 'window' }));
    const bodies = server.requests
      .filter(({ path }) => path.endsWith('getOrdersForApi'))
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    // It is the 16th in Turkey by then, and an end's own day is not in it.
    expect(bodies).toEqual([
      { pageSize: 500, startDate: '2026-02-18', endDate: '2026-03-17', pageNumber: 1 },
      { pageSize: 500, startDate: '2026-02-04', endDate: '2026-02-18', pageNumber: 1 },
    ]);
  });

  it('is read to an empty page, because no answer has totals and sizes may be cut', async () => {
    const page = (from: number) =>
      good([0, 1, 2].map((index) => ({ ...ORDER, orderNumber: 1_000 + from + index })));
    script['/order/getOrdersForApi'] = [page(0), page(3), good([])];
    const orders = await collect(
      bench.connection.readOrders({ fromMs: now - 3_600_000, toMs: now, by: 'window' }),
    );
    expect(orders).toHaveLength(6);
  });
});

describe('services that a server of a tester’s does not have', () => {
  const product = (code: string) => ({
    code,
    displayName: code,
    stockCount: 3,
    salePrice: 1.5,
    listPrice: 2,
  });

  it.each([404, 400, 405, 410])('are the newer lists: answered %s, the older one is read', async (status) => {
    const refusal = { status, json: { success: false, message: 'unknown' } };
    script['/product/products/approved'] = refusal;
    script['/product/products/unapproved'] = refusal;
    script['/product/products'] = [good([product('B-1')]), good([]), good([product('B-2')]), good([])];
    const listings = await collect(bench.connection.readListings());
    expect(listings.map(({ externalId }) => externalId)).toEqual(['B-1', 'B-2']);
    const asked = server.requests.filter(({ path }) => path.endsWith('/product/products'));
    expect(asked.map(({ query }) => [query.get('Approved'), query.get('Page'), query.get('Size')])).toEqual([
      ['true', '1', '100'],
      ['true', '2', '100'],
      ['false', '1', '100'],
      ['false', '2', '100'],
    ]);
  });

  it('are both: then there is no reading that looks like an empty account', async () => {
    expect((await problemOf(collect(bench.connection.readListings()))).code).toBe('channel/not-found');
    expect((await problemOf(bench.connection.readOffers(['B-1']))).code).toBe('channel/not-found');
  });

  it('are not the lists, where only a code is not found', async () => {
    const empty = good({ sellerProducts: [], nextCursor: null });
    script['/product/products/approved'] = [empty, { status: 404, json: { success: false } }, empty];
    script['/product/products/unapproved'] = [empty, { status: 404, json: { success: false } }, empty];
    expect(await bench.connection.readOffers(['B-9'])).toEqual([]);
    expect(await collect(bench.connection.readListings())).toEqual([]);
    expect(server.requests.filter(({ path }) => path.endsWith('/product/products'))).toEqual([]);
  });

  it('are questions and delivery settings: the keys are good all the same', async () => {
    script['/product/products/approved'] = good({ sellerProducts: [product('B-1')], nextCursor: null });
    script['/order/getOrdersForApi'] = good([]);
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBe(PAZARAMA_CREDENTIALS.clientId);
    expect(endpoints.filter(({ outcome, optional }) => outcome === 'refused' && !optional)).toEqual([]);
  });

  it('are cancellation claims: returns are read without them', async () => {
    const claim = { refundId: 'r-1', orderNumber: 5, refundStatus: 1, refundDate: '6 Ekim 2021 19:46' };
    script['/order/getRefund'] = [good({ refundList: [claim] }), good({ refundList: [] })];
    const returns = await collect(bench.connection.readReturns!({ fromMs: now, toMs: now }));
    expect(returns).toMatchObject([{ returnId: 'r-1', orderNumber: '5', status: 'waits-for-seller' }]);
  });
});

describe('what Pazarama says no with', () => {
  it('is a refusal with HTTP 200, too, and its sentence that says nothing is left out', async () => {
    script['/product/updateStock-v2'] = bad({
      messageCode: 'MER1',
      userMessage: 'İşleminiz şu anda gerçekleştirilemiyor. Lütfen daha sonra tekrar deneyiniz.',
      message: 'Ürün bulunamadı',
    });
    const items = [{ externalId: 'B-1', quantity: 1, salePriceE4: null, listPriceE4: null }];
    const result = await bench.connection.updateStockAndPrice(items, writing());
    if (result.kind !== 'refused') throw new Error(result.kind);
    expect(result.problem).toMatchObject({
      code: 'channel/request-refused',
      detail: 'HTTP 200: MER1 · Ürün bulunamadı',
      params: { happenedEn: 'Pazarama found no product with this barcode.' },
    });
  });

  it('leaves the outcome open where an upload is taken without a name', async () => {
    script['/product/updateStock-v2'] = good(null);
    const { intent, steps } = recordIntent();
    const items = [{ externalId: 'B-1', quantity: 1, salePriceE4: null, listPriceE4: null }];
    const sent = bench.connection.updateStockAndPrice(items, { intent, priority: 1 });
    expect((await problemOf(sent)).code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
  });

  it('leaves the stock standing where the prices after it are refused, and reads them back', async () => {
    script['/product/updateStock-v2'] = good('guid-1');
    script['/product/updatePrice-v2'] = bad({ message: 'Fiyat geçersiz' });
    const items = [{ externalId: 'B-1', quantity: 1, salePriceE4: 19_900, listPriceE4: 24_900 }];
    const result = await bench.connection.updateStockAndPrice(items, writing());
    expect(result).toEqual({ kind: 'accepted', batchId: expect.stringMatching(/^stock:\d+:guid-1$/) });
    expect(bodyOf('/updateStock-v2')).toEqual({ items: [{ code: 'B-1', stockCount: 1 }] });
    expect(bodyOf('/updatePrice-v2')).toEqual({
      items: [{ code: 'B-1', listPrice: 2.49, salePrice: 1.99 }],
    });
  });

  it('is no empty list: success without data is one, “success: false” is none', async () => {
    script['/product/products/approved'] = bad({ message: 'Yetkisiz' });
    expect((await problemOf(collect(bench.connection.readListings()))).code).toBe('channel/request-refused');
  });

  it('names the products that failed with every reason, and those that did not where the counts add up', async () => {
    script['/product/getProductBatchResult'] = good({
      status: 2,
      totalCount: 2,
      successfulCount: 1,
      failedCount: 1,
      failedProducts: [
        { productCode: 'B-1', errorReason: 'B-1 İndirimli satış fiyatı boş olmamalıdır!' },
        { productCode: 'B-1', errorReason: "Product'a ait attribute bulunamadı!" },
      ],
    });
    const codes = Buffer.from('["B-1","B-2"]').toString('base64url');
    const report = await bench.connection.readBatch(`products:${bench.clock.now()}:guid:${codes}`);
    expect(report).toMatchObject({
      final: true,
      items: [
        { externalId: 'B-1', state: 'failed', problem: { detail: expect.stringContaining('attribute') } },
        { externalId: 'B-2', state: 'done' },
      ],
    });
  });

  it('waits for a result without rows for four hours, and then calls it lost', async () => {
    script['/listing-state/batch-id/guid/lake-projections'] = good([]);
    const taken = (hoursAgo: number): string => `stock:${bench.clock.now() - hoursAgo * 3_600_000}:guid`;
    expect(await bench.connection.readBatch(taken(3))).toEqual({ final: false, items: [] });
    expect((await problemOf(bench.connection.readBatch(taken(5)))).code).toBe('channel/batch-lost');
  });

  it('keeps a row of a word that nobody knows open, and one of a number that nobody knows failed', async () => {
    const row = (code: string, status: number | null, operationStatusText: string) => ({
      code,
      stock: { status, operationDetail: '' },
      price: null,
      operationStatusText,
    });
    script['/listing-state/batch-id/guid/lake-projections'] = good([
      row('B-1', null, 'Beklemede'),
      row('B-2', 42, ''),
      row('B-3', null, 'Başarılı'),
      row('B-4', 2, 'Hata oluştu'),
    ]);
    const { final, items } = await bench.connection.readBatch(`stock:${bench.clock.now()}:guid`);
    expect([final, items.map(({ state }) => state)]).toEqual([false, ['open', 'failed', 'done', 'failed']]);
  });
});

describe('what Pazarama is told and tells in words', () => {
  it.each([
    ['2023-01-25 15:22', '2023-01-25T12:22:00Z'],
    ['2023-12-28T09:12:16.333', '2023-12-28T06:12:16Z'],
    ['2026-02-27T14:53:40.733+03:00', '2026-02-27T11:53:40.733Z'],
    ['6 Ekim 2021 14:53', '2021-10-06T11:53:00Z'],
    ['1 Mart 2024 10:12', '2024-03-01T07:12:00Z'],
    ['15 Ağustos 2026 00:30', '2026-08-14T21:30:00Z'],
  ])('reads the time %s', (text, instant) => {
    expect(readTurkishTime(text)).toBe(Date.parse(instant));
  });

  it('makes a group code of ten characters out of a longer one, always the same, never the same for two', () => {
    expect(groupCodeOf('MODEL-1')).toBe('MODEL-1');
    const long = groupCodeOf('MODEL-2026-KIRMIZI');
    expect(long).toMatch(/^[0-9A-F]{10}$/);
    expect(groupCodeOf('MODEL-2026-KIRMIZI')).toBe(long);
    expect(groupCodeOf('MODEL-2026-YEŞİL')).not.toBe(long);
  });

  it('never lets figures past the last gate that it can’t judge', () => {
    const { readOffers } = pazarama.manifest;
    const read = (endpoint: string, body: unknown) => () => readOffers(endpoint, JSON.stringify(body));
    expect(read('stock-update', { items: [{ code: 'B', stockCount: 2 }] })()).toEqual([
      { externalId: 'B', quantity: 2, salePriceE4: null, listPriceE4: null },
    ]);
    expect(read('stock-update', { items: [{ code: 'B', stockCount: 2, salePrice: 1 }] })).toThrow(TypeError);
    expect(read('price-update', { items: [{ code: 'B', salePrice: 1 }] })).toThrow(TypeError);
    expect(read('stock-update', { items: [{ code: 'B', stockCount: 2 }], more: [] })).toThrow(TypeError);
    expect(read('order-status', { orderNumber: 1, status: 12 })()).toBeNull();
  });

  it('tells a category whose parent is not in the tree by its whole path', async () => {
    const row = {
      id: 'c',
      parentId: 'b',
      parentCategories: ['Oto', 'Sensörler'],
      name: 'Sensörler',
      leaf: true,
    };
    script['/category/getCategoryTree'] = good([row]);
    expect(await collect(bench.connection.readCategories!())).toEqual([
      { categoryId: 'c', parentId: null, name: 'Oto > Sensörler', leaf: true, open: true },
    ]);
  });
});
