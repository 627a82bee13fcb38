import { afterEach, describe, expect, it } from 'vitest';
import type { PackageAction } from '#engine/marketplaces/kit/order-desk.ts';
import { PRIORITY } from '#engine/marketplaces/kit/priority.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';
import { shirtDraft } from '../../support/trendyol-services.ts';
import { approvedContent, lightRow, ORDERED_AT, orderPackage, pageOf } from '../../support/trendyol-wire.ts';
import { ALL_ROUTES, startStrictTrendyol, type StrictTrendyol } from './trendyol-strict-server.ts';

let server: StrictTrendyol;
let bench: Bench;

async function open(
  answer: (request: SeenRequest, route: string) => Scripted,
  clock = quickClock(200),
): Promise<void> {
  server = await startStrictTrendyol(answer);
  bench = openBench(server.baseUrl, { clock });
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const DAY_MS = 86_400_000;
const window = { fromMs: ORDERED_AT - DAY_MS, toMs: ORDERED_AT + 3_600_000 };
const write = () => ({ intent: recordIntent().intent, priority: PRIORITY.content });
const file = { name: 'fatura.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 Iğdır') };
const action = (): PackageAction => ({
  packageId: '3330001110',
  orderNumber: '10654411222',
  lines: [{ lineId: '700100', quantity: 2 }],
  intent: recordIntent().intent,
});

/** Answers in the words of the guide. */
function guide(_request: SeenRequest, route: string): Scripted {
  if (route.endsWith('/approved')) return { json: pageOf([approvedContent('TSTGML001M')]) };
  if (route.endsWith('/inventory-and-price')) return { json: pageOf([lightRow('TSTGML001M')]) };
  if (route.includes('/v2/orders')) return { json: pageOf([orderPackage({ customerId: 88_001_122 })]) };
  if (route.endsWith('/stream')) return { json: { content: [orderPackage()], size: 200, hasMore: false } };
  if (route === 'POST /product/sellers/{s}/brands') return { status: 201, json: { brandId: 7 } };
  if (route.includes('/by-name')) return { json: [{ id: 40, name: 'Çiçek' }] };
  if (route.startsWith('GET /product/brands')) return { json: { brands: [] } };
  if (route.includes('buybox')) return { json: { buyboxInfo: [] } };
  if (route.includes('/product-categories')) return { json: { categories: [] } };
  if (route.endsWith('/attributes')) return { json: { id: 1, name: 'Gömlek', categoryAttributes: [] } };
  if (route.endsWith('/cargo-providers') && route.startsWith('GET')) return { json: [] };
  if (route.endsWith('/addresses')) return { json: { supplierAddresses: [] } };
  if (route.startsWith('POST /video')) return { json: { videoId: 'v-1' } };
  if (route.startsWith('GET /video')) return { json: { meta: { totalPage: 1 }, data: [] } };
  if (route.endsWith('/batch-requests/{id}')) return { json: { status: 'COMPLETED', items: [] } };
  if (route.endsWith('/product/{id}')) return { json: { approved: true, archived: false, contentId: 9 } };
  if (route.endsWith('/claims/create')) return { json: { claimId: 'c-1', cargoTrackingNumber: '726' } };
  if (route.startsWith('GET /sellers/{s}/common-label')) return { json: { data: [{ label: '^XA^XZ' }] } };
  if (route.includes('reasons') || route.endsWith('/audit') || route.includes('/member/'))
    return { json: [] };
  if (route.startsWith('GET')) return { json: pageOf([]) };
  return { json: { batchRequestId: '2f6c-1762500000', answerId: 1 } };
}

describe('a Trendyol that takes nothing but what its pages allow', () => {
  it('takes every request that the program makes', async () => {
    await open(guide);
    const { connection } = bench;
    const drafts = [
      shirtDraft({ fields: { deliveryDuration: '1' } }),
      shirtDraft({
        barcode: 'TST YENİ 1',
        stockCode: 'YENI-1',
        attributes: [
          { attributeId: '47', name: 'Renk', valueId: null, text: 'Iğdır Yeşili', unit: null },
          { attributeId: '338', name: 'Beden', valueId: '6821', text: null, unit: null },
        ],
      }),
    ];
    const reads: readonly (() => Promise<unknown>)[] = [
      () => connection.verifyCredentials(),
      () => collect(connection.readListings()),
      () => connection.readOffers(Array.from({ length: 120 }, (_nothing, at) => `B${at}`)),
      () => connection.readBatch('2f6c-1762500000'),
      () => collect(connection.readOrders({ ...window, by: 'window' })),
      () => collect(connection.readOrders({ ...window, fromMs: ORDERED_AT - 29 * DAY_MS, by: 'stream' })),
      () => connection.readOrdersByNumber(['10654411222']),
      () => collect(connection.readCategories!()),
      () => connection.readAttributes!('411'),
      () => collect(connection.readAttributeValues!({ categoryId: '411', attributeId: '338' })),
      () => collect(connection.readBrands!('')),
      () => collect(connection.readBrands!('çiçek')),
      () => connection.readAccountChoices!(),
      () => connection.readBuyBox!(Array.from({ length: 25 }, (_nothing, at) => `B${at}`)),
      () => connection.readCommissions!(['TSTGML001M']),
      () => connection.readListingBrief!('TST/GML'),
      () => collect(connection.readVideos!()),
      () => collect(connection.readReturns!(window)),
      () => connection.readReturnReasons!(),
      () => collect(connection.readQuestions!({ ...window, fromMs: ORDERED_AT - 40 * DAY_MS })),
      () => collect(connection.readSettlements!(window)),
      () => connection.readPlaces!([]),
      () => connection.readPlaces!(['TR']),
      () => connection.readPlaces!(['TR', '34']),
      () => connection.readPlaces!(['TR', '34', '54']),
      () =>
        connection.readLabel!({
          packageId: '1',
          orderNumber: '1',
          trackingNumber: '7330001112223334',
          format: 'zpl',
        }),
    ];
    const invoice = { number: 'ABC2026000000001', issuedAtMs: ORDERED_AT, link: null, file: null };
    const answer = { returnId: 'c-1', returnLineIds: ['i-1', 'i-2'], text: 'Ürün kullanılmış.' };
    const writes: readonly (() => Promise<unknown>)[] = [
      () =>
        connection.updateStockAndPrice(
          [
            { externalId: 'B1', quantity: 0, salePriceE4: null, listPriceE4: null },
            { externalId: 'B2', quantity: null, salePriceE4: 6_299_000, listPriceE4: 7_999_000 },
          ],
          write(),
        ),
      () => connection.createListings!(drafts, write()),
      () => connection.updateContent!(drafts, write()),
      () => connection.archiveListings!(['B1'], write()),
      () => connection.unarchiveListings!(['B1'], write()),
      () => connection.deleteListings!(['B1'], write()),
      () => connection.unlockListings!(['B1'], write()),
      () => connection.createBrand!({ name: 'Çiçek', images: [file] }, write()),
      () =>
        connection.sendVideo!(
          { title: 'Gömlek', description: '', videoUrl: 'https://cdn.example.com/v.mp4', contentIds: ['9'] },
          write(),
        ),
      () => connection.acknowledgeOrder!(action()),
      () => connection.reportInvoice!({ ...action(), invoiceNumber: 'ABC2026000000001' }),
      () => connection.cancelLines!({ ...action(), reasonId: '500' }),
      () =>
        connection.splitPackage!({
          ...action(),
          lines: [
            { lineId: '1', quantity: 1 },
            { lineId: '2', quantity: 1 },
          ],
          groups: [[{ lineId: '1', quantity: 1 }]],
        }),
      () => connection.splitPackage!({ ...action(), groups: [[{ lineId: '700100', quantity: 1 }]] }),
      () => connection.changeCargo!({ ...action(), cargoCompanyId: 'ARASMP' }),
      () => connection.reportBoxes!({ ...action(), boxes: 2, desi: 4.5 }),
      () => connection.extendDispatch!({ ...action(), days: 2 }),
      () => connection.reportLabourCost!({ ...action(), amountE4: 125_000 }),
      () =>
        connection.reportShipment!({
          ...action(),
          carrier: 'Kurye',
          trackingNumber: '0530 111 22 33',
          trackingLink: null,
          shippedAtMs: ORDERED_AT,
        }),
      () => connection.reportDelivery!({ ...action(), outcome: 'delivered', reason: '' }),
      () => connection.reportDelivery!({ ...action(), outcome: 'undelivered', reason: '' }),
      () => connection.changeWarehouse!({ ...action(), warehouseId: '11' }),
      () => connection.reportServiceDelivery!(action()),
      () =>
        connection.sendInvoice!({ ...action(), invoice: { ...invoice, link: 'https://e.example/f.pdf' } }),
      () => connection.sendInvoice!({ ...action(), invoice: { ...invoice, file } }),
      () => connection.deleteInvoice!(action()),
      () => connection.sendWarrantyDocument!({ ...action(), lineId: '700100', file }),
      () => connection.answerReturn!({ ...answer, answer: 'accept', reasonId: null, files: [], ...write() }),
      () =>
        connection.answerReturn!({ ...answer, answer: 'reject', reasonId: '51', files: [file], ...write() }),
      () => connection.answerReturn!({ ...answer, answer: 'reject', reasonId: '451', files: [], ...write() }),
      () =>
        connection.createReturn!({
          ...action(),
          cargoCompanyId: 'ARASMP',
          lines: [{ barcode: 'B1', quantity: 1, reasonId: '401', customerNote: 'Vazgeçti' }],
        }),
      () => connection.answerQuestion!({ questionId: '9', text: 'Evet, ürün stokta.', ...write() }),
    ];
    for (const ask of [...reads, ...writes]) await ask();
    expect(server.faults).toEqual([]);
    // Only asked for when something is there to ask about, or after a first look found nothing.
    const idle = ['cargo-invoice', 'common-label', 'audit'];
    const unused = ALL_ROUTES.filter((route) => !server.routes.has(route));
    expect(unused.filter((route) => !idle.some((part) => route.includes(part)))).toEqual([]);
  });

  it('takes five approvals of returns a minute, by whichever minute it counts', async () => {
    const clock = quickClock(200);
    const at: number[] = [];
    await open(() => {
      at.push(clock.monotonic());
      return {};
    }, clock);
    await Promise.all(
      Array.from({ length: 11 }, (_nothing, index) =>
        bench.connection.answerReturn!({
          returnId: `c-${index}`,
          returnLineIds: ['i-1'],
          answer: 'accept',
          reasonId: null,
          text: '',
          files: [],
          intent: recordIntent().intent,
        }),
      ),
    );
    const tooSoon = at.filter((when, index) => index >= 5 && when - at[index - 5]! < 60_000);
    expect([at.length, tooSoon]).toEqual([11, []]);
  });
});

describe('an order is neither lost nor half known', () => {
  it('when a package leaves a past window while its pages are turned, and another slips in its place', async () => {
    const row = (id: number) => orderPackage({ shipmentPackageId: id, orderNumber: `o-${id}` });
    let there = Array.from({ length: 400 }, (_nothing, index) => index + 1);
    await open(({ query }) => {
      const page = Number(query.get('page'));
      const content = there.slice(page * 200, page * 200 + 200).map(row);
      const answer = pageOf(content, { page, totalElements: there.length, totalPages: 2 });
      // Changed again after the window's end, just after the first page was read.
      there = there.filter((id) => id !== 7);
      return { json: answer };
    });
    const told = await collect(bench.connection.readOrders({ ...window, by: 'window' }));
    expect(new Set(told.map(({ packageId }) => packageId)).size).toBe(400);
  });

  it('nor is a listing, when another is deleted while the pages are turned', async () => {
    let there = Array.from({ length: 200 }, (_nothing, index) => index + 1);
    await open(({ query, path }) => {
      if (!path.endsWith('/products/approved')) return { json: pageOf([]) };
      const page = Number(query.get('page'));
      const content = there
        .slice(page * 100, page * 100 + 100)
        .map((id) => ({ ...approvedContent(`B${id}`), contentId: id }));
      const answer = pageOf(content, { page, totalElements: there.length, totalPages: 2 });
      there = there.filter((id) => id !== 7);
      return { json: answer };
    });
    const told = await collect(bench.connection.readListings());
    expect(new Set(told.map(({ externalId }) => externalId)).size).toBe(200);
  });

  it('when more packages lie in a window than pages may be asked for, and nobody counts them', async () => {
    const span = 8 * DAY_MS;
    const all = Array.from({ length: 10_400 }, (_nothing, index) => ({
      id: index + 1,
      at: ORDERED_AT - span + Math.floor((index * span) / 10_400),
    }));
    await open(({ query }) => {
      const [from, to, page] = ['startDate', 'endDate', 'page'].map((name) => Number(query.get(name)));
      if (page! > 49) return { status: 429, json: {} };
      const content = all
        .filter(({ at }) => at >= from! && at <= to!)
        .slice(page! * 200, page! * 200 + 200)
        .map(({ id, at }) => orderPackage({ shipmentPackageId: id, lastModifiedDate: at }));
      return { json: { content } };
    });
    const told = await collect(
      bench.connection.readOrders({ fromMs: ORDERED_AT - span, toMs: ORDERED_AT, by: 'window' }),
    );
    expect(new Set(told.map(({ packageId }) => packageId)).size).toBe(10_400);
  });

  it('and its address holds the neighbourhood, once', async () => {
    const address = { firstName: 'Ayşe', lastName: 'Yılmaz', city: 'İstanbul', district: 'Kadıköy' };
    const at = (shipmentPackageId: number, address1: string, neighborhood: string) =>
      orderPackage({ shipmentPackageId, shipmentAddress: { ...address, address1, neighborhood } });
    await open(() => ({
      json: pageOf([
        at(1, 'Örnek Sk. 5/2', 'Moda'),
        at(2, 'CAFERAĞA Mah. Örnek Sk. 7', 'Caferağa'),
        at(3, 'Örnek Cad. 12', ''),
      ]),
    }));
    const told = await collect(bench.connection.readOrders({ ...window, by: 'window' }));
    expect(told.map(({ shipping }) => shipping.address)).toEqual([
      'Örnek Sk. 5/2 Moda',
      'CAFERAĞA Mah. Örnek Sk. 7',
      'Örnek Cad. 12',
    ]);
  });

  it('and what is done to an old package finds it, though a question without dates looks back a week', async () => {
    await open(({ query, path }) => {
      if (!path.endsWith('/v2/orders')) return { status: 202 };
      const dated = query.has('startDate') && Number(query.get('startDate')) <= ORDERED_AT - 20 * DAY_MS;
      return { json: pageOf(dated ? [orderPackage({ customerId: 88_001_122, channelId: 25 })] : []) };
    });
    await bench.connection.deleteInvoice!(action());
    expect(server.faults).toEqual([]);
    expect(JSON.parse(server.requests.at(-1)!.body)).toEqual({
      serviceSourceId: 3_330_001_110,
      channelId: 25,
      customerId: 88_001_122,
    });
  });
});

describe('one refusal does not stand for everything', () => {
  const sale = {
    id: '725000001',
    transactionDate: ORDERED_AT,
    transactionType: 'Satış',
    debt: 0,
    credit: 749.9,
    commissionRate: 21.5,
    commissionAmount: 161.23,
    orderNumber: '10654411222',
  };

  it('one kind of booking that is refused hides no other, and is told at the end', async () => {
    await open(({ query }) => {
      const kind = query.get('transactionType');
      if (kind === 'Coupon')
        return { status: 400, json: { errors: [{ key: 'x', message: 'Bilinmeyen tip' }] } };
      return { json: pageOf(kind === 'Sale' || kind === 'Stoppage' ? [sale] : []) };
    });
    const told: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const entries of bench.connection.readSettlements!(window))
        told.push(...entries.map(({ entryId, amountE4 }) => `${entryId} ${amountE4}`));
    };
    expect((await problemOf(reading())).code).toBe('channel/request-refused');
    expect(told).toEqual([
      'Sale:725000001 7499000',
      'Sale:725000001:commission -1612300',
      'Stoppage:725000001 7499000',
    ]);
  });

  it('a finance service that is closed for the seller is not called a wrong key', async () => {
    await open(({ path }) =>
      path.includes('/finance/')
        ? { status: 401, json: { exception: 'ClientApiAuthenticationException' } }
        : { json: pageOf([]) },
    );
    expect((await problemOf(collect(bench.connection.readSettlements!(window)))).code).toBe(
      'channel/forbidden',
    );
  });

  it('a number that only the older text takes goes without, so that the invoice itself is taken', async () => {
    await open(() => ({ status: 201 }));
    const invoice = { issuedAtMs: ORDERED_AT, link: 'https://e.example/f.pdf', file: null };
    for (const number of ['ABC0000000000001', 'ABC2026000000001'])
      await bench.connection.sendInvoice!({ ...action(), invoice: { ...invoice, number } });
    expect(server.requests.map(({ body }) => body.includes('invoiceNumber'))).toEqual([false, true]);
  });

  it('a variant that is changed keeps the carriers that it has', async () => {
    await open((request, route) =>
      route.endsWith('/approved')
        ? { json: pageOf([approvedContent('TSTGML001M', { cargoProviders: ['TEXMP', 'ARASMP'] })]) }
        : guide(request, route),
    );
    const variant = async (fields: Record<string, string>): Promise<unknown> => {
      await bench.connection.updateContent!([shirtDraft({ fields })], write());
      const sent = server.requests.findLast(({ path }) => path.endsWith('/variant-bulk-update'))!;
      return (JSON.parse(sent.body) as { items: { cargoProviders: unknown }[] }).items[0]!.cargoProviders;
    };
    expect(await variant({})).toEqual(['TEXMP', 'ARASMP']);
    expect(await variant({ cargoProvider: 'YKMP' })).toEqual(['YKMP']);
  });

  it.each([403, 404, 405])('a path that is not there (%s) leads to the other spelling', async (status) => {
    await open(() => ({ status, json: { message: 'no such path' } }));
    await problemOf(bench.connection.reportDelivery!({ ...action(), outcome: 'delivered', reason: '' }));
    await problemOf(bench.connection.readPlaces!(['TR', '34', '54']));
    const paths = server.requests.map(({ path }) => path.split('/').slice(-4).join('/'));
    expect(paths.slice(0, 3)).toEqual(
      [
        'shipment-packages/3330001110/manual-deliver',
        'shipment-packages/3330001110/manual-invoice-delivery',
        '34/districts/54/neighborhoods',
      ].map((path) => expect.stringContaining(path) as unknown),
    );
    expect(paths.slice(3)).toEqual(status === 404 ? ['TR/districts/54/neighborhoods'] : []);
  });

  it('a return of the last hours is told, whether their dates are plain or in Turkey’s time', async () => {
    for (const shift of [0, 3 * 3_600_000]) {
      const claim = {
        claimId: 'c-1',
        orderNumber: '10654411222',
        claimDate: window.toMs - 60_000,
        lastModifiedDate: window.toMs - 60_000,
        items: [{ orderLine: { id: 1 }, claimItems: [{ id: 'i-1', claimItemStatus: { name: 'Created' } }] }],
      };
      await open(({ query }) => {
        const [from, to] = ['startDate', 'endDate'].map((name) => Number(query.get(name)) - shift);
        const inside = claim.claimDate >= from! && claim.claimDate <= to!;
        return { json: pageOf(inside ? [claim] : []) };
      });
      const told = await collect(bench.connection.readReturns!(window));
      expect(new Set(told.map(({ returnId }) => returnId))).toEqual(new Set(['c-1']));
      if (shift === 0) {
        await bench.close();
        await server.close();
      }
    }
  });
});
