import { afterEach, describe, expect, it } from 'vitest';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';
import {
  approvedContent,
  approvedVariant,
  lightRow,
  ORDERED_AT,
  orderLine,
  orderPackage,
  pageOf,
} from '../../support/trendyol-wire.ts';

let server: ScriptedServer;
let bench: Bench;

async function open(script: (request: SeenRequest, index: number) => Scripted): Promise<void> {
  server = await startScriptedServer(script);
  bench = openBench(server.baseUrl);
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const isLight = ({ path }: SeenRequest): boolean => path.endsWith('/approved/inventory-and-price');
const isApproved = ({ path }: SeenRequest): boolean => path.endsWith('/products/approved');
const isUnapproved = ({ path }: SeenRequest): boolean => path.endsWith('/products/unapproved');
const isStream = ({ path }: SeenRequest): boolean => path.endsWith('/orders/stream');
const window = (by: 'stream' | 'window', days = 1) => ({
  fromMs: ORDERED_AT - days * 86_400_000,
  toMs: ORDERED_AT + 3_600_000,
  by,
});
const ids = (rows: readonly { readonly externalId: string }[]): string[] =>
  rows.map(({ externalId }) => externalId);

describe('listings, in every shape that Trendyol was seen to send', () => {
  it('take stock and price from the light list where the full one leaves them out', async () => {
    const bare = approvedVariant('B1', { stock: undefined, price: { listPrice: 799.9 } });
    await open((request) => {
      if (isLight(request)) return { json: pageOf([lightRow('B1', { quantity: 9 }), lightRow('OTHER')]) };
      return {
        json: isApproved(request) ? pageOf([{ ...approvedContent('B1'), variants: [bare] }]) : pageOf([]),
      };
    });
    const [listing] = await collect(bench.connection.readListings());
    expect(listing).toMatchObject({
      externalId: 'B1',
      quantity: 9,
      salePriceE4: 6_499_000,
      listPriceE4: 7_999_000,
    });
  });

  it('are found by number alone, by token alone, and by both', async () => {
    for (const style of ['number', 'token', 'both'] as const) {
      await open((request) => {
        if (!isApproved(request)) return { json: pageOf([]) };
        const page = Number(request.query.get('nextPageToken')?.slice(1) ?? request.query.get('page') ?? 0);
        const content = { ...approvedContent(`B${page}`), contentId: page };
        const token = style === 'number' || page === 2 ? null : `t${page + 1}`;
        return {
          json: pageOf([content], {
            page,
            totalElements: 3,
            totalPages: style === 'token' ? undefined : 3,
            nextPageToken: token,
          }),
        };
      });
      expect(ids(await collect(bench.connection.readListings()))).toEqual(['B0', 'B1', 'B2']);
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });

  it('are read by number when the token leads nowhere', async () => {
    await open((request) => {
      if (!isApproved(request)) return { json: pageOf([]) };
      const page = Number(request.query.get('page') ?? 0);
      const content = { ...approvedContent(`B${page}`), contentId: page };
      return {
        json: pageOf([content], { page, totalElements: 3, totalPages: 3, nextPageToken: 'always-this' }),
      };
    });
    expect(new Set(ids(await collect(bench.connection.readListings())))).toEqual(new Set(['B0', 'B1', 'B2']));
  });

  it('are read past 10,000 by token', async () => {
    await open((request) => {
      if (!isApproved(request)) return { json: pageOf([]) };
      const page = Number(request.query.get('nextPageToken') ?? request.query.get('page') ?? 0);
      if (request.query.has('page') && page >= 100)
        return { status: 400, json: { errors: [{ key: 'page.window' }] } };
      const content = Array.from({ length: 100 }, (_nothing, index) => ({
        ...approvedContent(`B${page}-${index}`),
        contentId: `${page}-${index}`,
      }));
      return {
        json: pageOf(content, {
          page,
          totalElements: 10_300,
          totalPages: 103,
          nextPageToken: page < 102 ? String(page + 1) : null,
        }),
      };
    });
    expect(await collect(bench.connection.readListings())).toHaveLength(10_300);
  });

  it('come as a bare list without totals', async () => {
    await open((request) => ({ json: isApproved(request) ? [approvedContent('B1')] : [] }));
    expect(ids(await collect(bench.connection.readListings()))).toEqual(['B1']);
  });

  it('with flags under other names, numbers as texts and a variant that is nonsense are still told', async () => {
    const odd = approvedVariant('B1', {
      onSale: undefined,
      isOnSale: 'false',
      stock: { quantity: '7' },
      price: { salePrice: '649.90', listPrice: 799.9 },
    });
    await open((request) => ({
      json: isApproved(request)
        ? pageOf([
            {
              ...approvedContent('x'),
              variants: [null, 7, { barcode: null }, odd, approvedVariant('B2', { blacklisted: true })],
            },
            'nonsense',
          ])
        : pageOf([]),
    }));
    const listings = await collect(bench.connection.readListings());
    expect(listings.map(({ externalId, state, quantity }) => [externalId, state, quantity])).toEqual([
      ['B1', 'off-sale', 7],
      ['B2', 'locked', 25],
    ]);
    expect(listings[0]!.salePriceE4).toBe(6_499_000);
    expect(listings.map(({ title }) => title)).toEqual(['Keten Gömlek Beyaz, M', 'Keten Gömlek Beyaz, M']);
    expect(bench.log.map(({ event }) => event)).toContain('rows-not-understood');
  });

  it('that wait for approval or were rejected are shown with the reason, from either field of pictures', async () => {
    const row = (barcode: string, changes: object): object => ({
      barcode,
      title: 'T',
      stockCode: 's',
      quantity: 1,
      salePrice: 1,
      listPrice: 2,
      ...changes,
    });
    await open((request) => ({
      json: isUnapproved(request)
        ? pageOf([
            row('W', { status: 'pendingApproval', media: [{ url: 'https://cdn.example.com/m.jpg' }] }),
            row('R', {
              status: 'rejected',
              images: [{ url: 'https://cdn.example.com/i.jpg' }],
              rejectReasonDetails: [{ rejectReason: 'Sakıncalı Görsel', rejectReasonDetail: 'x' }],
            }),
            row('N', { status: 'somethingNew' }),
          ])
        : pageOf([]),
    }));
    const listings = await collect(bench.connection.readListings());
    expect(listings.map(({ state, rawState, imageUrl }) => [state, rawState, imageUrl])).toEqual([
      ['waiting-approval', 'pendingApproval', 'https://cdn.example.com/m.jpg'],
      ['rejected', 'rejected: Sakıncalı Görsel', 'https://cdn.example.com/i.jpg'],
      ['other', 'somethingNew', null],
    ]);
  });

  it('that never end are not taken for a complete list', async () => {
    await open((request) => ({
      json: isApproved(request)
        ? pageOf([approvedContent('B1')], { totalPages: 1_000_000, totalElements: 1 })
        : pageOf([]),
    }));
    expect((await problemOf(collect(bench.connection.readListings()))).code).toBe('channel/not-understood');
    expect(server.requests.length).toBeLessThan(10);
  });

  it('in an answer of another shape are refused, naming the field and no value', async () => {
    await open(() => ({ json: { content: 'Ayşe' } }));
    const problem = await problemOf(collect(bench.connection.readListings()));
    expect(problem).toMatchObject({ code: 'channel/not-understood', detail: 'content: invalid_type' });
  });
});

describe('offers read back', () => {
  it('are looked for among the approved products when the light list is not served or knows them in part', async () => {
    for (const light of [{ status: 404, json: {} }, { json: pageOf([lightRow('B1', { quantity: null })]) }]) {
      await open((request) => (isLight(request) ? light : { json: pageOf([approvedContent('B1')]) }));
      expect(await bench.connection.readOffers(['B1', 'GONE'])).toEqual([
        { externalId: 'B1', quantity: 25, salePriceE4: 6_499_000, listPriceE4: 7_999_000 },
      ]);
      await bench.close();
      await server.close();
    }
    await open(() => ({ json: {} }));
  });
});

describe('a request with stock and prices', () => {
  const items = [{ externalId: 'ŞI-1', quantity: 5, salePriceE4: 6_299_000, listPriceE4: 7_999_000 }];
  const submit = (intent = recordIntent().intent) =>
    bench.connection.updateStockAndPrice(items, { intent, priority: 1 });

  it('carries absolute figures and nothing that is not changed', async () => {
    await open(() => ({ json: { batchRequestId: 'b-1' } }));
    const { intent } = recordIntent();
    const stockOnly = { externalId: 'B2', quantity: 0, salePriceE4: null, listPriceE4: null };
    expect(
      await bench.connection.updateStockAndPrice([...items, stockOnly], { intent, priority: 1 }),
    ).toEqual({ kind: 'accepted', batchId: 'b-1' });
    expect(server.requests[0]!.path).toBe(
      '/trendyol/integration/inventory/sellers/123456/products/price-and-inventory',
    );
    expect(server.requests[0]!.body).toBe(
      '{"items":[{"barcode":"ŞI-1","quantity":5,"salePrice":629.9,"listPrice":799.9},{"barcode":"B2","quantity":0}]}',
    );
  });

  it.each([
    [200, '{"message":"15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!"}'],
    [
      400,
      '{"errors":[{"message":"15 dakika boyunca ayn\\u0131 iste\\u011fi tekrarl\\u0131 olarak atamazs\\u0131n\\u0131z!"}]}',
    ],
    [409, '15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!'],
    [429, '15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!'],
    [500, '{"message":"15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!"}'],
    [200, '15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!'],
  ])('that repeats one is known as such by its words, with status %i and body %s', async (status, body) => {
    await open(() => ({ status, body }));
    expect((await submit()).kind).toBe('same-request-repeated');
  });

  it.each([
    [400, 'channel/request-refused'],
    [401, 'channel/wrong-key'],
    [403, 'channel/forbidden'],
    [426, 'channel/retired-endpoint'],
  ])('refused with %i is a refusal and no exception', async (status, code) => {
    await open(() => ({ status, json: {} }));
    expect(await submit()).toMatchObject({ kind: 'refused', problem: { code } });
  });

  it.each(['{}', '"OK"', '<html>Welcome', '{"batchRequestId":'])(
    'accepted without a batch’s name (%s) has an unknown outcome',
    async (body) => {
      await open(() => ({ body }));
      const { intent, steps } = recordIntent();
      expect((await problemOf(submit(intent))).code).toBe('channel/outcome-unknown');
      expect(steps.at(-1)!.step).toBe('outcome-unknown');
    },
  );

  it('that should never have been made is not sent', async () => {
    await open(() => ({ json: {} }));
    const [item] = items;
    const many = Array.from({ length: 1_001 }, (_nothing, index) => ({ ...item!, externalId: `B${index}` }));
    const wrong = [
      [],
      many,
      [item!, item!],
      [{ ...item!, quantity: -1 }],
      [{ ...item!, quantity: 20_001 }],
      [{ ...item!, quantity: 1.5 }],
      [{ ...item!, salePriceE4: 6_299_050 }],
      [{ externalId: 'B', quantity: null, salePriceE4: null, listPriceE4: null }],
    ];
    for (const list of wrong)
      await expect(
        bench.connection.updateStockAndPrice(list, { intent: recordIntent().intent, priority: 1 }),
      ).rejects.toThrow(RangeError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('a batch of stock and prices', () => {
  const item = (barcode: string, status: string, reasons: unknown = []): object => ({
    requestItem: {
      updateRequestDate: '2026-11-24T10:00:00',
      barcode,
      quantity: 1,
      salePrice: 2.5,
      listPrice: null,
    },
    status,
    failureReasons: reasons,
  });

  it.each([
    ['no item yet', { itemCount: 2, items: [] }, false],
    ['some open', { itemCount: 2, items: [item('A', 'SUCCESS'), item('B', 'IN_PROGRESS')] }, false],
    ['some missing', { itemCount: 2, items: [item('A', 'SUCCESS')] }, false],
    ['all there', { itemCount: 2, items: [item('A', 'SUCCESS'), item('B', 'FAILED', ['x'])] }, true],
    ['no count', { items: [item('A', 'SUCCESS')] }, true],
    ['count as text', { itemCount: '1', items: [item('A', 'success')] }, true],
    ['a state of its own', { status: 'IN_PROGRESS', itemCount: 1, items: [item('A', 'SUCCESS')] }, false],
    [
      'completed with silent ones',
      { status: 'COMPLETED', itemCount: 2, items: [item('A', 'SUCCESS')] },
      true,
    ],
    ['an unknown word', { itemCount: 1, items: [item('A', 'SOMETHING')] }, false],
    ['empty', {}, false],
  ])('with %s is final: %j → %s', async (_name, json, final) => {
    await open(() => ({
      json: { batchRequestId: 'b', batchRequestType: 'ProductInventoryUpdate', ...json },
    }));
    expect((await bench.connection.readBatch('b')).final).toBe(final);
  });

  it('reports each item with its figures and the reason in both languages', async () => {
    await open(() => ({
      json: {
        itemCount: 2,
        items: [
          item('A', 'SUCCESS'),
          {
            ...item('B', 'FAILED', ["TSF PSF'den Büyük olamaz"]),
            requestItem: { product: { barcode: 'B' } },
          },
        ],
      },
    }));
    const { items } = await bench.connection.readBatch('b/1');
    expect(server.requests[0]!.path).toContain('/batch-requests/b%2F1');
    expect(items[0]).toEqual({
      externalId: 'A',
      state: 'done',
      quantity: 1,
      salePriceE4: 25_000,
      listPriceE4: null,
      problem: null,
    });
    expect(items[1]).toMatchObject({
      externalId: 'B',
      state: 'failed',
      problem: { code: 'channel/item-refused', detail: "TSF PSF'den Büyük olamaz" },
    });
  });
});

describe('orders, in every shape that Trendyol was seen to send', () => {
  const streamPage = (
    packages: readonly unknown[],
    nextCursor: string | null,
    hasMore: boolean | undefined = nextCursor !== null,
  ): Scripted => ({ json: { content: packages, size: 200, hasMore, nextCursor } });
  const numbered = (shipmentPackageId: number): Record<string, unknown> =>
    orderPackage({ shipmentPackageId });

  it('are read along the cursor in slices of at most 14 days, each with the same filters', async () => {
    await open((request) =>
      request.query.has('nextCursor') ? streamPage([numbered(2)], null) : streamPage([numbered(1)], 'c-1'),
    );
    await collect(bench.connection.readOrders(window('stream', 29)));
    const spans = server.requests.map(
      ({ query }) =>
        [
          Number(query.get('lastModifiedStartDate')),
          Number(query.get('lastModifiedEndDate')),
          query.get('nextCursor'),
        ] as const,
    );
    // Two pages a slice, and one look at the front for what changed meanwhile.
    expect(spans).toHaveLength(9);
    for (const [from, to] of spans) expect(to - from).toBeLessThanOrEqual(14 * 86_400_000);
    expect(spans[0]!.slice(0, 2)).toEqual(spans[1]!.slice(0, 2));
    expect(spans[0]![0]).toBe(window('stream', 29).fromMs);
    expect(spans[8]![1]).toBeGreaterThanOrEqual(window('stream').toMs);
    expect(spans[3]![0]).toBeLessThan(spans[0]![1]);
  });

  it('that change while the stream is read move in front of its first page, and are not missed', async () => {
    const changed = orderPackage({ shipmentPackageId: 9, lastModifiedDate: ORDERED_AT + 5_000 });
    await open((request, index) => {
      if (request.query.has('nextCursor')) return streamPage([numbered(2)], null);
      return streamPage(index === 0 ? [numbered(1)] : [changed, numbered(1)], 'c-1');
    });
    const packages = await collect(bench.connection.readOrders(window('stream')));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(new Set(['1', '2', '9']));
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['repeats itself', () => streamPage([numbered(1)], 'same')],
    [
      'is refused',
      (request: SeenRequest) =>
        request.query.has('nextCursor') ? { status: 400, json: {} } : streamPage([numbered(1)], 'c'),
    ],
    ['is missing', () => streamPage([numbered(1)], null, true)],
    [
      'leads to the same page',
      (request: SeenRequest) => streamPage([numbered(1)], `${request.query.get('nextCursor') ?? ''}x`),
    ],
  ] as const)('are completed by window when the cursor %s', async (_name, stream) => {
    await open((request) =>
      isStream(request) ? stream(request) : { json: pageOf([numbered(1), numbered(2)]) },
    );
    const packages = await collect(bench.connection.readOrders(window('stream')));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(new Set(['1', '2']));
    expect(server.requests.length).toBeLessThan(8);
  });

  it('in a window of more than 10,000 are read in halves of the time', async () => {
    await open(({ query }) => {
      const span = Number(query.get('endDate')) - Number(query.get('startDate'));
      return span > 8 * 3_600_000
        ? { json: pageOf([], { totalElements: 10_001, totalPages: 51 }) }
        : { json: pageOf([numbered(Number(query.get('startDate')))]) };
    });
    const packages = await collect(bench.connection.readOrders(window('window')));
    expect(packages.length).toBeGreaterThan(2);
    for (const { query } of server.requests) expect(Number(query.get('page'))).toBeLessThan(50);
  });

  it('that slipped from one page to another while pages were turned are found by turning again', async () => {
    let turned = 0;
    await open(({ query }) => {
      turned += 1;
      // On the first pass, package 1 changes after page 0 was read and 3 slips into its page.
      const pages =
        turned <= 2
          ? [
              [1, 2],
              [4, 1],
            ]
          : [
              [2, 3],
              [4, 1],
            ];
      return {
        json: pageOf(pages[Number(query.get('page'))]!.map(numbered), { totalPages: 2, totalElements: 4 }),
      };
    });
    const packages = await collect(bench.connection.readOrders(window('window')));
    expect(new Set(packages.map(({ packageId }) => packageId))).toEqual(new Set(['1', '2', '3', '4']));
  });

  it('that can’t be understood never hide the others', async () => {
    await open(() =>
      streamPage(
        [
          numbered(1),
          null,
          'x',
          { orderNumber: '5' },
          orderPackage({
            shipmentPackageId: 2,
            status: 'OfTheFuture',
            lines: [orderLine({ quantity: 'two' })],
          }),
          numbered(3),
        ],
        null,
      ),
    );
    const packages = await collect(bench.connection.readOrders(window('stream')));
    expect(packages).toHaveLength(6);
    expect(packages.filter(({ problem }) => !problem).map(({ packageId }) => packageId)).toEqual(['1', '3']);
    expect(packages[4]).toMatchObject({ packageId: '2', status: 'other', rawStatus: 'OfTheFuture' });
  });

  it('older than the week that is looked at without dates are found by number', async () => {
    await open(({ query }) => ({
      json: pageOf(
        query.has('startDate') && Number(query.get('endDate')) < bench.clock.now() ? [orderPackage()] : [],
      ),
    }));
    const packages = await bench.connection.readOrdersByNumber(['10654411222']);
    expect(packages.map(({ orderNumber }) => orderNumber)).toEqual(['10654411222']);
  });

  it('log nothing about the buyer', async () => {
    await open(() => streamPage([orderPackage(), { customerFirstName: 'Ayşe' }], 'same', true));
    await collect(bench.connection.readOrders(window('stream'))).catch(() => undefined);
    expect(JSON.stringify(bench.log)).not.toMatch(/Ayşe|Yılmaz|Örnek|trendyolmail/);
  });
});

describe('reporting a package', () => {
  const lines = [{ lineId: '9223372036854775807', quantity: 2 }];

  it('sends the line’s id with every digit, as a number', async () => {
    await open(() => ({ status: 200 }));
    const { intent, steps } = recordIntent();
    await bench.connection.acknowledgeOrder!({ packageId: '33', lines, intent });
    expect(server.requests[0]).toMatchObject({
      method: 'PUT',
      path: '/trendyol/integration/order/sellers/123456/shipment-packages/33',
    });
    expect(server.requests[0]!.body).toBe(
      '{"lines":[{"lineId":9223372036854775807,"quantity":2}],"params":{},"status":"Picking"}',
    );
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('as invoiced carries the invoice’s number', async () => {
    await open(() => ({ body: '200 OK' }));
    await bench.connection.reportInvoice!({
      packageId: '33',
      lines: [{ lineId: '7', quantity: 1 }],
      invoiceNumber: 'ABC2026000000001',
      intent: recordIntent().intent,
    });
    expect(JSON.parse(server.requests[0]!.body)).toEqual({
      lines: [{ lineId: 7, quantity: 1 }],
      params: { invoiceNumber: 'ABC2026000000001' },
      status: 'Invoiced',
    });
  });

  it.each([
    [409, {}, 'order/wrong-state'],
    [400, { errors: [{ message: 'Shipment Update Edilebilir Bir Durumda Değil.' }] }, 'order/wrong-state'],
    [404, { errors: [{ key: 'order.not.found' }] }, 'channel/not-found'],
    [500, {}, 'channel/outcome-unknown'],
  ])('answered by %i %j ends in %s', async (status, json, code) => {
    await open(() => ({ status, json }));
    expect(
      (
        await problemOf(
          bench.connection.acknowledgeOrder!({ packageId: '33', lines, intent: recordIntent().intent }),
        )
      ).code,
    ).toBe(code);
  });

  it('that does not exist is not mistaken for a wrong key, though stage answers 401 to it', async () => {
    await open(({ method }) => (method === 'PUT' ? { status: 401, json: {} } : { json: pageOf([]) }));
    expect(
      (
        await problemOf(
          bench.connection.acknowledgeOrder!({ packageId: '33', lines, intent: recordIntent().intent }),
        )
      ).code,
    ).toBe('channel/not-found');
  });
});

describe('checking credentials', () => {
  it.each([
    [401, 'channel/wrong-key', 'refused'],
    // A right may be missing for one service; refused everywhere, it is the seller's number in the path.
    [403, 'channel/other-seller', 'refused'],
    [503, 'channel/server-error', 'failed'],
  ] as const)('says of each endpoint what it answered (%i)', async (status, code, outcome) => {
    await open(() => ({ status, json: {} }));
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBeNull();
    const checked = endpoints.filter((check) => check.outcome !== 'not-checked');
    for (const check of checked) expect(check.outcome).toBe(outcome);
    expect(checked[0]!.problem?.code).toBe(code);
  });

  it('says which endpoint is closed when the others are open', async () => {
    await open(({ path }) =>
      path.includes('/v2/orders') ? { status: 403, json: {} } : { json: pageOf([]) },
    );
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBe('123456');
    expect(endpoints.map(({ endpoint, outcome }) => `${endpoint} ${outcome}`)).toEqual([
      'products-approved works',
      'offers-approved works',
      'orders refused',
      ...[
        'orders-stream',
        'products-unapproved',
        'brand-by-name',
        'cargo-providers',
        'claims',
        'claim-reasons',
        'questions',
        'settlements',
        'other-financials',
      ].map((endpoint) => `${endpoint} works`),
      'price-and-inventory not-checked',
      'product-create not-checked',
      'package-status not-checked',
    ]);
  });

  it('sells without the services that the account does not have, and says which these are', async () => {
    await open(({ path }) => {
      if (path.includes('/settlements')) return { status: 401, json: {} };
      if (path.includes('/qna/')) return { status: 403, json: {} };
      // No claims at all (stage, May 2026).
      if (path.endsWith('/claims')) return { status: 404, json: { errors: [{ key: 'order.not.found' }] } };
      return { json: pageOf([]) };
    });
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBe('123456');
    const told = (name: string) => {
      const { outcome, problem } = endpoints.find(({ endpoint }) => endpoint === name)!;
      return [outcome, problem?.code ?? null];
    };
    expect(told('settlements')).toEqual(['not-checked', 'channel/forbidden']);
    expect(told('questions')).toEqual(['not-checked', 'channel/forbidden']);
    expect(told('claims')).toEqual(['works', null]);
    expect(endpoints.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed')).toEqual([]);
  });

  it('takes a server that answers every question with an empty list for no marketplace', async () => {
    await open(() => ({ json: [] }));
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBeNull();
    expect(endpoints[0]!.problem?.code).toBe('channel/not-understood');
  });

  it('notices an account that is somebody else’s', async () => {
    const foreign = { ...approvedContent('B1'), variants: [approvedVariant('B1', { supplierId: 999 })] };
    await open((request) => ({ json: pageOf(isApproved(request) ? [foreign] : []) }));
    const [first] = (await bench.connection.verifyCredentials()).endpoints;
    expect(first).toMatchObject({
      outcome: 'refused',
      problem: { code: 'channel/other-seller', params: { sellerId: '123456', otherSellerId: '999' } },
    });
  });
});
