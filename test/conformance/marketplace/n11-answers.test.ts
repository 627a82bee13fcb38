import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '#engine/host.ts';
import { n11 } from '#engine/marketplaces/n11/adapter.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';
import {
  N11_ORDERED_AT as AT,
  n11Line,
  n11Package,
  n11Page,
  n11Product,
  n11Soap,
} from '../../support/n11-wire.ts';

const CREDENTIALS = { appKey: 'app-key-of-the-shop', appSecret: 'app-secret-of-the-shop' };

let server: ScriptedServer;
let bench: Bench;

async function open(
  script: (request: SeenRequest, index: number) => Scripted,
  clock: Clock = quickClock(20),
): Promise<void> {
  server = await startScriptedServer(script);
  bench = openBench(server.baseUrl, { manifest: n11.manifest, credentials: CREDENTIALS, clock }, n11);
}

afterEach(async () => {
  const said = JSON.stringify(bench.log);
  for (const secret of [...Object.values(CREDENTIALS), 'Ayşe', 'alici@example.com', '5550000000'])
    expect(said).not.toContain(secret);
  await bench.close();
  await server.close();
});

const isOrders = ({ path }: SeenRequest): boolean => path.endsWith('/rest/delivery/v1/shipmentPackages');
const isUnpacked = ({ query }: SeenRequest): boolean => query.get('status') === 'Unpacked';
const window = { fromMs: AT - 86_400_000, toMs: AT + 86_400_000, by: 'stream' } as const;
const ordersOf =
  (rows: readonly unknown[]) =>
  (request: SeenRequest): Scripted => ({
    json: {
      pageCount: rows.length,
      totalPages: 1,
      page: 0,
      size: 100,
      content: isUnpacked(request) ? [] : rows,
    },
  });
const update = (quantity: number) => [
  { externalId: 'TS-100-KIR-M', quantity, salePriceE4: null, listPriceE4: null },
];
const writing = () => ({ intent: recordIntent().intent, priority: 1 });

describe('orders, in every shape that N11 was seen to send', () => {
  it('are read as the documents show them: what was paid, who, where, and what for', async () => {
    await open(ordersOf([n11Package()]));
    const [order] = await collect(bench.connection.readOrders(window));
    expect(order).toMatchObject({
      packageId: '300000000000001',
      orderNumber: '2000000000001',
      status: 'new',
      orderedAtMs: AT,
      lastModifiedMs: AT,
      totalE4: 4_100_000,
      currency: 'TRY',
      problem: null,
      buyer: { firstName: 'Ayşe', lastName: 'Örnek', email: 'alici@example.com', company: '' },
      shipping: { city: 'İstanbul', district: 'Kadıköy', countryIso2: 'TR', phone: '5550000000' },
      lines: [
        {
          lineId: '440000001',
          stockCode: 'TS-100-KIR-M',
          barcode: 'TS-100-KIR-M',
          title: 'Örnek Tişört, M',
          quantity: 2,
          unitPriceE4: 2_050_000,
          vatRateE4: 100_000,
        },
      ],
    });
    expect(server.requests.every(({ headers }) => headers['appkey'] === CREDENTIALS.appKey)).toBe(true);
    const asked = server.requests.find((request) => !isUnpacked(request))!.query;
    expect([asked.get('orderByField'), asked.get('size')]).toEqual(['true', '100']);
  });

  it('keep the words nobody knows, and read those that are known in any case', async () => {
    const words = ['UnPacked', 'PICKING', ' Shipped', 'Delivered', 'UnSupplied', 'Cancelled', 'Kayboldu'];
    await open(
      ordersOf(
        words.map((shipmentPackageStatus, index) => n11Package({ id: `${index}`, shipmentPackageStatus })),
      ),
    );
    const orders = await collect(bench.connection.readOrders(window));
    expect(orders.map(({ status }) => status)).toEqual([
      'split',
      'picking',
      'shipped',
      'delivered',
      'unsupplied',
      'cancelled',
      'other',
    ]);
    expect(orders.at(-1)!.rawStatus).toBe('Kayboldu');
  });

  it('that can’t be read are kept and named, and hide no other', async () => {
    const { orderNumber: _gone, ...nameless } = n11Package({ id: '2' });
    const odd = [
      null,
      'text',
      nameless,
      n11Package({ id: '3', lines: [] }),
      n11Package({ id: '4', lines: [n11Line({ quantity: 'two' })] }),
      n11Package({ id: '5', packageHistories: null, lastModifiedDate: null }),
    ];
    await open(ordersOf([...odd, n11Package()]));
    const orders = await collect(bench.connection.readOrders(window));
    expect(orders).toHaveLength(7);
    expect(orders.filter(({ problem }) => problem?.code === 'order/not-understood')).toHaveLength(6);
    for (const { problem } of orders) expect(JSON.stringify(problem)).not.toContain('Ayşe');
  });

  it('without a package id are known by their order and line, and pick-up orders by who pays', async () => {
    const point = { ...n11Package().shippingAddress, fullName: null, gsm: null, address: 'Kargo Noktası 7' };
    await open(
      ordersOf([n11Package({ id: null, shippingAddress: point, deliveryAddressType: 'EASYPOINT' })]),
    );
    const [order] = await collect(bench.connection.readOrders(window));
    expect(order).toMatchObject({
      packageId: '2000000000001:440000001',
      shipping: { firstName: 'Ayşe', lastName: 'Örnek', phone: '5550000000' },
    });
    expect(order!.shipping.address).toContain('Kargo Noktası 7');
  });

  it('are worth what is invoiced less what N11 gives, where the amount due is missing', async () => {
    await open(ordersOf([n11Package({ totalAmount: null, lines: [n11Line({ dueAmount: null })] })]));
    const [order] = await collect(bench.connection.readOrders(window));
    expect([order!.totalE4, order!.lines[0]!.unitPriceE4]).toEqual([4_100_000, 2_050_000]);
  });

  it('keep every digit of an id, when read and when sent back', async () => {
    const lineId = '9223372036854775807';
    const body = JSON.stringify({ totalPages: 1, content: [n11Package()] }).replace('440000001', lineId);
    await open((request) => {
      if (request.method === 'PUT')
        return { body: `{"content":[{"lineId":${lineId},"status":"SUCCESS","reasons":[]}]}` };
      return isUnpacked(request) ? { json: { content: [] } } : { body };
    });
    const [order] = await collect(bench.connection.readOrders(window));
    expect(order!.lines[0]!.lineId).toBe(lineId);
    const lines = [{ lineId, quantity: 2 }];
    await bench.connection.acknowledgeOrder!({
      packageId: order!.packageId,
      lines,
      intent: recordIntent().intent,
    });
    expect(server.requests.at(-1)!.body).toBe(`{"lines":[{"lineId":${lineId}}],"status":"Picking"}`);
  });

  it('are asked for again by date when the number alone finds nothing', async () => {
    await open((request) => ordersOf(request.query.has('startDate') ? [n11Package()] : [])(request));
    expect(await bench.connection.readOrdersByNumber(['2000000000001'])).toHaveLength(1);
  });

  it('are told as new parcels of the old one by what they hold, when line ids changed', async () => {
    const old = n11Package({ id: '1', shipmentPackageStatus: 'Unpacked' });
    const fresh = n11Package({
      id: '2',
      shipmentPackageStatus: 'Picking',
      lines: [n11Line({ orderLineId: 99 })],
    });
    await open((request) => ({ json: { totalPages: 1, content: isUnpacked(request) ? [old] : [fresh] } }));
    const [dissolved, order] = await collect(bench.connection.readOrders(window));
    expect(dissolved).toMatchObject({ packageId: '1', status: 'split', replaces: [] });
    expect(order).toMatchObject({ packageId: '2', origin: 'split', replaces: ['1'] });
  });

  it('that were cancelled are seen even where the dates mean the order’s own, and every other change within hours', async () => {
    const old = n11Package({ id: '1', shipmentPackageStatus: 'Shipped', orderNumber: '1' });
    const cancelled = n11Package({ id: '2', shipmentPackageStatus: 'Cancelled', orderNumber: '2' });
    let ahead = 0;
    const base = quickClock(20);
    const clock: Clock = { ...base, now: () => base.now() + ahead };
    await open(({ query }) => {
      if (query.has('orderByField')) return { json: { totalPages: 0, content: [] } };
      const status = query.get('status');
      const rows = status === 'Cancelled' ? [cancelled] : status === null ? [old, cancelled] : [];
      return { json: { totalPages: 1, content: rows } };
    }, clock);
    const ids = async () =>
      (await collect(bench.connection.readOrders(window))).map(({ packageId }) => packageId);
    // A new run does not know when the last one looked.
    expect(await ids()).toEqual(['1', '2']);
    expect(await ids()).toEqual(['2']);
    ahead = 6 * 3_600_000;
    expect(await ids()).toEqual(['1', '2']);
    expect(await ids()).toEqual(['2']);
  });

  it('are looked through again when the last looking through broke off', async () => {
    const shipped = n11Package({ id: '1', shipmentPackageStatus: 'Shipped' });
    let breaks = true;
    await open(({ query }) => {
      const all = !query.has('orderByField') && !query.has('status');
      if (all && breaks) return { status: 400, json: { errorCode: 'x', errorMessage: 'y' } };
      return { json: { totalPages: 1, content: all ? [shipped] : [] } };
    });
    expect((await problemOf(collect(bench.connection.readOrders(window)))).code).toBe(
      'channel/request-refused',
    );
    breaks = false;
    expect(await collect(bench.connection.readOrders(window))).toHaveLength(1);
  });

  it('that share goods with a parcel that was split stay parcels of their own', async () => {
    const of = (id: string, orderLineId: number, changes = {}) =>
      n11Package({ id, shipmentPackageStatus: 'Picking', lines: [n11Line({ orderLineId, ...changes })] });
    const split = { ...of('300000000000005', 1), shipmentPackageStatus: 'Unpacked' };
    const parcels = [
      of('300000000000004', 7),
      of('300000000000006', 8),
      of('300000000000008', 1, { quantity: 1 }),
      of('300000000000009', 1, { quantity: 1 }),
    ];
    await open((request) => {
      const { query } = request;
      const content = isUnpacked(request)
        ? [split]
        : query.has('orderNumber')
          ? [split, ...parcels]
          : parcels.slice(0, 2);
      return { json: { totalPages: 1, content } };
    });
    const read = await collect(bench.connection.readOrders(window));
    const named = new Map(read.map(({ packageId, replaces }) => [packageId, replaces]));
    expect(named.get('300000000000004')).toEqual([]);
    expect(named.get('300000000000006')).toEqual([]);
    expect(named.get('300000000000008')).toEqual(['300000000000005']);
  });

  it('that were read before their parcel was known as split are told again, as a newer word', async () => {
    const whole = n11Package({ id: '300000000000005', shipmentPackageStatus: 'Unpacked' });
    const part = n11Package({ id: '300000000000006', shipmentPackageStatus: 'Picking' });
    let known = false;
    await open((request) => ({
      json: { totalPages: 1, content: isUnpacked(request) ? (known ? [whole] : []) : [part] },
    }));
    const read = async () =>
      (await collect(bench.connection.readOrders(window))).find(
        ({ packageId }) => packageId === '300000000000006',
      )!;
    const before = await read();
    known = true;
    const after = await read();
    expect([before.replaces, after.replaces]).toEqual([[], ['300000000000005']]);
    expect(after.lastModifiedMs).toBeGreaterThan(before.lastModifiedMs);
    expect(after.raw).not.toBe(before.raw);
  });
});

describe('refusals of N11', () => {
  const spring = (name: string, message: string) => ({
    '@type': 'x',
    name,
    message,
    errors: [{ reason: message }],
  });
  const failure = {
    code: 400,
    status: 'failure',
    errorCode: 'SELLER_API.authenticationFailed',
    errorMessage: 'x',
    errorCategory: 'SELLER_API',
  };
  const rows: readonly (readonly [string, Scripted, string])[] = [
    [
      '401 of /ms',
      {
        status: 401,
        json: spring('SellerApiUserUnauthorizedException', 'Apide doğrulama işlemi başarısız oldu.'),
      },
      'channel/wrong-key',
    ],
    [
      '500 for a missing header',
      { status: 500, json: spring('InternalServerException', 'MissingRequestHeaderException: appsecret') },
      'channel/wrong-key',
    ],
    [
      '500 for refused input',
      { status: 500, json: spring('IllegalArgumentException', 'No enum constant') },
      'channel/request-refused',
    ],
    ['400 of /rest', { status: 400, json: failure }, 'channel/wrong-key'],
    ['the same with 200', { status: 200, json: failure }, 'channel/wrong-key'],
    [
      '403 as text',
      { status: 403, body: 'Authentication failed', headers: { 'content-type': 'text/plain' } },
      'channel/wrong-key',
    ],
    ['403 without keys', { status: 403, body: 'Authentication parameters missing' }, 'channel/wrong-key'],
    [
      '400 as a page',
      { status: 400, body: '<html><body>Bad Request</body></html>' },
      'channel/request-refused',
    ],
    [
      'invalidInput',
      { status: 400, json: { errorCode: 'invalidInput', errorMessage: 'x' } },
      'channel/request-refused',
    ],
    [
      '503 as a page',
      { status: 503, body: '<html>Application is not available</html>' },
      'channel/server-error',
    ],
    [
      'a moved address',
      { status: 302, headers: { location: 'https://elsewhere.example.com' } },
      'channel/not-understood',
    ],
    ['an object that is none of theirs', { json: { hello: 1 } }, 'channel/not-understood'],
  ];
  it.each(rows)('%s', async (_what, answer, code) => {
    await open(() => answer);
    const refused = await problemOf(bench.connection.readOffers(['A']));
    expect(refused.code).toBe(code);
    expect(JSON.stringify(refused)).not.toContain(CREDENTIALS.appSecret);
    if (code === 'channel/request-refused') expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('of pages of 250 lead to pages of 50', async () => {
    await open(({ query }) =>
      query.get('size') === '250'
        ? { status: 500, json: spring('ConstraintViolationException', 'size') }
        : { json: n11Page([n11Product()]) },
    );
    expect(await collect(bench.connection.readListings())).toHaveLength(1);
    expect(server.requests.map(({ query }) => query.get('size'))).toEqual(['250', '50']);
  });
});

describe('products of N11', () => {
  it('are read as the documents show them; a price that is not in lira is not a price', async () => {
    await open(() => ({
      json: n11Page([
        n11Product(),
        n11Product({ stockCode: 'USD', n11ProductId: 2, currencyType: 'USD', barcode: null }),
        n11Product({ stockCode: 'YOK', n11ProductId: 3, status: 'YeniDurum' }),
        n11Product({ stockCode: '', n11ProductId: 4 }),
        null,
      ]),
    }));
    const listings = await collect(bench.connection.readListings());
    expect(listings).toMatchObject([
      {
        externalId: 'TS-100-KIR-M',
        quantity: 12,
        salePriceE4: 2_499_000,
        listPriceE4: 2_999_000,
        state: 'on-sale',
      },
      { externalId: 'USD', quantity: 12, salePriceE4: null, listPriceE4: null, barcode: '' },
      { externalId: 'YOK', state: 'other', rawState: 'YeniDurum: On_Sale' },
    ]);
  });

  it('are asked for by their exact stock code, whatever else the filter finds', async () => {
    await open(({ query }) => ({
      json: n11Page([n11Product({ stockCode: 'a 1/ş' }), n11Product({ stockCode: query.get('stockCode') })]),
    }));
    const offers = await bench.connection.readOffers(['A 1/Ş']);
    expect(offers.map(({ externalId }) => externalId)).toEqual(['A 1/Ş']);
  });

  it('show a category tree as an object and as a bare list alike', async () => {
    const tree = [
      { id: 1, parentId: null, name: 'Üst', subCategories: [{ id: 2, name: 'Yaprak', subCategories: null }] },
    ];
    for (const json of [{ categories: tree }, tree]) {
      await open(() => ({ json }));
      expect(await collect(bench.connection.readCategories!())).toMatchObject([
        { categoryId: '1', leaf: false, parentId: null },
        { categoryId: '2', leaf: true, parentId: '1' },
      ]);
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });
});

describe('tasks of N11', () => {
  const accepted = {
    id: 555_002,
    type: 'SKU_UPDATE',
    status: 'IN_QUEUE',
    reasons: ['1 sku işlenmeye alındı.'],
  };

  it('carry prices as a pair in lira with a dot, and nothing that is not meant', async () => {
    await open(() => ({ json: accepted }));
    const items = [
      { externalId: 'A', quantity: 7, salePriceE4: 2_299_000, listPriceE4: 2_999_000 },
      { externalId: 'B', quantity: 0, salePriceE4: null, listPriceE4: null },
      { externalId: 'C', quantity: null, salePriceE4: 100_100, listPriceE4: null },
    ];
    const result = await bench.connection.updateStockAndPrice(items, writing());
    expect(result).toEqual({ kind: 'accepted', batchId: '555002' });
    const { body } = server.requests[0]!;
    expect(JSON.parse(body)).toEqual({
      payload: {
        integrator: 'MesChainSync',
        skus: [
          { stockCode: 'A', quantity: 7, salePrice: 229.9, listPrice: 299.9, currencyType: 'TL' },
          { stockCode: 'B', quantity: 0 },
          { stockCode: 'C', salePrice: 10.01, listPrice: 10.01, currencyType: 'TL' },
        ],
      },
    });
    expect(n11.manifest.readOffers('price-stock-update', body)).toEqual([
      ...items.slice(0, 2),
      { externalId: 'C', quantity: null, salePriceE4: 100_100, listPriceE4: 100_100 },
    ]);
  });

  it('that the gate can’t read are not sent: other fields, other money, stock among content', () => {
    const task = (sku: unknown) => JSON.stringify({ payload: { integrator: 'x', skus: [sku] } });
    const read = (endpoint: string, sku: unknown) => () => n11.manifest.readOffers(endpoint, task(sku));
    expect(read('price-stock-update', { stockCode: 'A', quantity: 1, extra: 1 })).toThrow();
    expect(
      read('price-stock-update', { stockCode: 'A', salePrice: 1, listPrice: 1, currencyType: 'USD' }),
    ).toThrow();
    expect(read('price-stock-update', { stockCode: 'A', quantity: 1.5 })).toThrow();
    expect(
      read('product-create', { stockCode: 'A', salePrice: '1', listPrice: 1, currencyType: 'TL' }),
    ).toThrow();
    expect(read('product-update', { stockCode: 'A', quantity: 1 })).toThrow();
    expect(read('product-update', { stockCode: 'A', status: 'Active' })()).toBeNull();
    expect(n11.manifest.readOffers('orders', '')).toBeNull();
  });

  it('are told as repeated while the first is queued, with whatever status', async () => {
    const queued = {
      errorCode: 'TASK_ERR_010',
      errorMessage: 'Aynı talep içeriği ile devam eden süreç bulunmaktadır.',
    };
    for (const status of [200, 400, 500]) {
      await open(() => ({ status, json: queued }));
      expect((await bench.connection.updateStockAndPrice(update(1), writing())).kind).toBe(
        'same-request-repeated',
      );
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });

  it('refused as a whole carry the reason, at once or later, for every row', async () => {
    await open(() => ({ json: { id: 1, status: 'REJECT', reasons: ['integrator boş olamaz'] } }));
    expect(await bench.connection.updateStockAndPrice(update(1), writing())).toMatchObject({
      kind: 'refused',
      problem: { code: 'channel/item-refused', params: { actionTr: expect.any(String) } },
    });
    await bench.close();
    await server.close();
    await open(({ path }) => ({
      json: path.includes('task-details')
        ? { taskId: 555_002, status: 'REJECT', reasons: ['vatRate alanı boş olamaz'], skus: null }
        : accepted,
    }));
    await bench.connection.updateStockAndPrice(update(1), writing());
    expect(await bench.connection.readBatch('555002')).toMatchObject({
      final: true,
      items: [
        { externalId: 'TS-100-KIR-M', state: 'failed', problem: { detail: 'vatRate alanı boş olamaz' } },
      ],
    });
  });

  it('whose answer names no task may have been taken', async () => {
    for (const script of [{ json: {} }, { body: 'OK' }, { status: 502, body: '<html></html>' }]) {
      await open(() => script);
      const { intent, steps } = recordIntent();
      const lost = bench.connection.updateStockAndPrice(update(1), { intent, priority: 1 });
      expect((await problemOf(lost)).code).toBe('channel/outcome-unknown');
      expect(steps.at(-1)?.step).toBe('outcome-unknown');
      expect(server.requests).toHaveLength(1);
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });

  it('are read to the last row, failures in any spelling, unknown reasons kept', async () => {
    const item = (itemCode: string, status: string, reasons: unknown = []) => ({
      itemCode,
      status,
      reasons,
      sku: null,
    });
    const pages = [
      [item('A', 'SUCCESS'), item('B', 'Fail', ['shipmentTemplate alanı geçersizdir'])],
      [item('C', 'FAIL', ['Bilinmeyen bir neden'])],
    ];
    await open(({ body }) => {
      const { pageable } = JSON.parse(body) as { pageable: { page: number } };
      const content = pages[pageable.page] ?? [];
      const last = pageable.page === 1;
      return {
        json: { taskId: 1, status: 'PROCESSED', skus: { content, totalPages: 2, totalElements: 3, last } },
      };
    });
    const report = await bench.connection.readBatch('9223372036854775807');
    expect(server.requests[0]!.body).toContain('"taskId":9223372036854775807');
    expect(report.final).toBe(true);
    expect(report.items.map(({ externalId, state }) => [externalId, state])).toEqual([
      ['A', 'done'],
      ['B', 'failed'],
      ['C', 'failed'],
    ]);
    expect(report.items[1]!.problem!.params['happenedTr']).toContain('şablon');
    expect(report.items[2]!.problem).toMatchObject({ detail: 'Bilinmeyen bir neden' });
  });

  it('in the queue are not final, and unknown ones are lost', async () => {
    await open(() => ({ json: { taskId: 1, status: 'IN_QUEUE', skus: { content: [], last: true } } }));
    expect(await bench.connection.readBatch('1')).toEqual({ final: false, items: [] });
    await bench.close();
    await server.close();
    for (const script of [{ status: 404, json: {} }, { json: { status: null, skus: null } }]) {
      await open(() => script);
      expect((await problemOf(bench.connection.readBatch('1'))).code).toBe('channel/batch-lost');
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });
});

describe('SOAP services of N11', () => {
  const answer = (text: string) =>
    bench.connection.answerQuestion!({ questionId: '7', text, intent: recordIntent().intent });

  it('get the keys first, the operation alone in the namespace, and every letter escaped', async () => {
    await open(() => ({ body: n11Soap('SaveProductAnswer', '<result><status>success</status></result>') }));
    await answer('42 cm & <bir> masa');
    const [{ path, headers, body }] = server.requests as [SeenRequest];
    expect(path).toMatch(/\/ws\/productService\/$/);
    expect(headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(headers['soapaction']).toBe('""');
    expect(body).toContain(
      `<sch:SaveProductAnswerRequest><auth><appKey>${CREDENTIALS.appKey}</appKey><appSecret>${CREDENTIALS.appSecret}</appSecret></auth>` +
        `<productQuestionId>7</productQuestionId><answer>42 cm &amp; &lt;bir&gt; masa</answer></sch:SaveProductAnswerRequest>`,
    );
  });

  const refusals: readonly (readonly [string, Scripted, string])[] = [
    [
      'a failure with 200',
      {
        body: n11Soap(
          'SaveProductAnswer',
          '<result><status>failure</status><errorCode>X.y</errorCode><errorMessage>Olmaz</errorMessage></result>',
        ),
      },
      'channel/request-refused',
    ],
    [
      'a wrong key with 200',
      {
        body: n11Soap(
          'SaveProductAnswer',
          '<result><status>failure</status><errorCode>SELLER_API.authenticationFailed</errorCode></result>',
        ),
      },
      'channel/wrong-key',
    ],
    [
      'a fault with 500',
      {
        status: 500,
        body: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>ön koşullar sağlanamadı</faultstring></e:Fault></e:Body></e:Envelope>',
      },
      'order/wrong-state',
    ],
    ['403 for a dummy key', { status: 403, body: 'Authentication failed' }, 'channel/wrong-key'],
    [
      'a page in place of an answer',
      { status: 503, body: '<html>Application is not available</html>' },
      'channel/outcome-unknown',
    ],
    // Whatever answered so, nobody knows whether the answer was taken.
    ['JSON in place of XML', { body: '{}' }, 'channel/outcome-unknown'],
  ];
  it.each(refusals)('%s', async (_what, script, code) => {
    await open(() => script);
    expect((await problemOf(answer('Evet, var.'))).code).toBe(code);
    expect(server.requests).toHaveLength(1);
  });

  it('that are gone keep nobody from connecting, and are not asked again and again', async () => {
    await open(({ path }) => {
      if (path.includes('/ws/'))
        return { status: 503, body: '<html><h1>Application is not available</h1></html>' };
      return { json: path.startsWith('/trendyol/cdn') ? { categories: [] } : n11Page([n11Product()]) };
    });
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBe('1');
    expect(endpoints.map(({ endpoint, outcome }) => `${endpoint} ${outcome}`)).toEqual([
      'products works',
      'orders works',
      'returns not-checked',
      'categories works',
      'cancel-claims not-checked',
      'cargo-companies not-checked',
      'price-stock-update not-checked',
      'product-create not-checked',
      'order-update not-checked',
    ]);
    expect(endpoints[2]!.problem?.code).toBe('channel/server-error');
    // Each once: asked again at once, a service that is gone would make the others look broken.
    expect(server.requests).toHaveLength(6);
  });

  it('that answer a good write without any result are believed', async () => {
    await open(() => ({
      body: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
    }));
    await answer('Evet, var.');
  });

  it('list reasons wrapped or repeated, and claims with their paging before the list', async () => {
    const row = '<id>41</id><value>İade Ürün Mağazaya Ulaşmadı</value>';
    for (const list of [
      `<denyReasonTypeDataList><denyReasonTypeData>${row}</denyReasonTypeData></denyReasonTypeDataList>`,
      `<denyReasonTypeDataList>${row}</denyReasonTypeDataList>`,
    ]) {
      await open(({ body }) => ({ body: n11Soap(/sch:(\w+)Request/.exec(body)![1]!, list) }));
      expect((await bench.connection.readReturnReasons!()).map(({ reasonId }) => reasonId)).toEqual([
        '41',
        'cancel:41',
      ]);
      await bench.close();
      await server.close();
    }
    const claims = `<pagingData><totalCount>1</totalCount><pageCount>1</pageCount></pagingData><claimReturnList><claimReturn>
      <claimReturnId>9</claimReturnId><status>APPROVAL_WAITING</status><orderNumber>2000000000001</orderNumber>
      <productId>700000001</productId><productName>Örnek</productName><quantity>1</quantity><unitPrice>205.00</unitPrice>
      <requestDate>24/11/2026</requestDate><returnReasonType>Beden uymadı</returnReasonType></claimReturn></claimReturnList>`;
    await open((request) => {
      if (isOrders(request)) return ordersOf([n11Package()])(request);
      const operation = /sch:(\w+)Request/.exec(request.body)![1]!;
      return { body: n11Soap(operation, operation === 'ClaimReturnList' ? claims : '') };
    });
    const [claim, ...others] = await collect(bench.connection.readReturns!(window));
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      returnId: '9',
      status: 'waits-for-seller',
      packageId: '300000000000001',
      createdAtMs: Date.parse('2026-11-24T00:00:00+03:00'),
      lines: [
        {
          orderLineId: '440000001',
          stockCode: 'TS-100-KIR-M',
          unitPriceE4: 2_050_000,
          reason: 'Beden uymadı',
        },
      ],
    });
  });
});
