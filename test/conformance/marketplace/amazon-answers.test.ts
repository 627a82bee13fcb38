import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { standsInTheWay } from '#contract/channels.ts';
import {
  found,
  isPatch,
  isSearch,
  isToken,
  openAmazonBench,
  type AmazonBench,
} from '../../support/amazon-bench.ts';
import {
  ACCESS_TOKEN,
  AMAZON_CREDENTIALS,
  listingItem,
  tokenAnswer,
  TURKEY,
} from '../../support/amazon-wire.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';

let bench: AmazonBench;
const open = async (...parts: Parameters<typeof openAmazonBench>): Promise<void> => {
  bench = await openAmazonBench(...parts);
};

afterEach(async () => {
  // Whatever went wrong, nobody's key stands in a line of the log.
  expect(JSON.stringify(bench.log)).not.toMatch(/not-a-real|Ayşe|Örnek|0555/);
  await bench.stop();
});

const update = (externalId: string, quantity: number | null, salePriceE4: number | null) => ({
  externalId,
  quantity,
  salePriceE4,
  listPriceE4: null,
});

describe('access by Login with Amazon', () => {
  it('fetches one token for all who wait, as a form, and sends it with every request', async () => {
    await open((request) => (isSearch(request) ? found(request, [listingItem('A')]) : null));
    await Promise.all([bench.connection.readOffers(['A']), bench.connection.readOffers(['A'])]);
    const [token, ...others] = bench.server.requests;
    expect(others.filter(isToken)).toEqual([]);
    expect(token!.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(new URLSearchParams(token!.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: AMAZON_CREDENTIALS.refreshToken,
      client_id: AMAZON_CREDENTIALS.clientId,
      client_secret: AMAZON_CREDENTIALS.clientSecret,
    });
    for (const { headers } of others) {
      expect(headers['x-amz-access-token']).toBe(ACCESS_TOKEN);
      expect(headers['user-agent']).toMatch(/^MesChain\S+ \(Language=.*\)$/);
      expect(headers.authorization).toBeUndefined();
    }
  });

  it('renews a token that has expired and asks once more', async () => {
    let tokens = 0;
    await open((request) => {
      if (isToken(request))
        return { json: tokenAnswer({ access_token: `Atza|not-a-real-${(tokens += 1)}` }) };
      const old = request.headers['x-amz-access-token'] === 'Atza|not-a-real-1';
      const errors = [
        {
          code: 'Unauthorized',
          message: 'Access denied.',
          details: 'The access token you provided has expired.',
        },
      ];
      return old ? { status: 403, json: { errors } } : found(request, [listingItem('A')]);
    });
    expect(await bench.connection.readOffers(['A'])).toHaveLength(1);
    expect(tokens).toBe(2);
  });

  it.each([
    [400, 'invalid_grant', 'yetki'],
    [401, 'invalid_client', 'gizli anahtar'],
    [400, 'unauthorized_client', 'gizli anahtar'],
  ])('says of %i %s what to do about it', async (status, error, word) => {
    await open((request) => (isToken(request) ? { status, json: { error, error_description: 'no' } } : null));
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBeNull();
    const checked = endpoints.filter(({ outcome }) => outcome !== 'not-checked');
    for (const { outcome, problem } of checked) {
      expect([outcome, problem?.code]).toEqual(['refused', 'channel/wrong-key']);
      expect(String(problem?.params['happenedTr'])).toContain(word);
    }
  });

  it('tells a missing role apart from a wrong key, endpoint by endpoint', async () => {
    const denied = { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.' }] };
    await open((request) => {
      if (isToken(request)) return null;
      if (request.path.includes('/finances/')) return { status: 403, json: denied };
      if (request.path.includes('/sellers/'))
        return {
          json: {
            payload: [
              { marketplace: { id: TURKEY }, participation: { isParticipating: true }, storeName: 'Dükkân' },
            ],
          },
        };
      if (request.path.includes('/orders/')) return { json: { orders: [] } };
      return { json: { numberOfResults: 0, items: [], productTypes: [] } };
    });
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toContain('Dükkân');
    const told = Object.fromEntries(
      endpoints.map(({ endpoint, outcome, problem }) => [endpoint, problem?.code ?? outcome]),
    );
    expect(told).toMatchObject({
      participations: 'works',
      orders: 'works',
      transactions: 'channel/forbidden',
    });
    expect(bench.server.requests.filter(isToken)).toHaveLength(1);
    // Without the finance role everything but the account's money works: the channel may be connected.
    expect(endpoints.filter(standsInTheWay)).toEqual([]);
  });

  it('notices an account that does not sell in this shop', async () => {
    await open((request) =>
      request.path.includes('/sellers/')
        ? { json: { payload: [{ marketplace: { id: 'A1PA6795UKMFR9' }, participation: {} }] } }
        : null,
    );
    const { account, endpoints } = await bench.connection.verifyCredentials();
    expect(account).toBeNull();
    expect(endpoints[0]!.problem?.code).toBe('channel/other-seller');
  });
});

describe('listings, as Amazon shows them', () => {
  it('carry the price that the merchant set, the own channel’s stock, barcode and page', async () => {
    await open((request) => (isSearch(request) ? found(request, [listingItem('GMLK/M +1')]) : null));
    const [listing] = await collect(bench.connection.readListings());
    expect(listing).toMatchObject({
      externalId: 'GMLK/M +1',
      stockCode: 'GMLK/M +1',
      barcode: '8690000000012',
      quantity: 17,
      salePriceE4: 3_499_000,
      listPriceE4: null,
      state: 'on-sale',
      productUrl: 'https://www.amazon.com.tr/dp/B0EXAMPLE1',
    });
  });

  it.each([
    [['DISCOVERABLE'], [], 'off-sale'],
    [[], [], 'off-sale'],
    [[], [{ code: '90220', message: 'm', severity: 'ERROR', categories: ['MISSING_ATTRIBUTE'] }], 'rejected'],
    [
      [],
      [{ code: '1', message: 'm', severity: 'ERROR', categories: ['QUALIFICATION_REQUIRED'] }],
      'waiting-approval',
    ],
    [
      [],
      [
        {
          code: '18742',
          message: 'm',
          severity: 'ERROR',
          categories: [],
          enforcements: { actions: [{ action: 'CATALOG_ITEM_REMOVED' }] },
        },
      ],
      'locked',
    ],
    [['BUYABLE'], [{ code: '7', message: 'm', severity: 'ERROR', categories: [] }], 'on-sale'],
    [['OF_THE_FUTURE'], [], 'other'],
  ])('with status %j and issues %j are %3$s', async (status, issues, state) => {
    const summaries = [{ marketplaceId: TURKEY, asin: 'B0EXAMPLE1', status, itemName: 'T' }];
    await open((request) =>
      isSearch(request) ? found(request, [listingItem('A', { summaries, issues })]) : null,
    );
    expect((await collect(bench.connection.readListings()))[0]!.state).toBe(state);
  });

  it('in Amazon’s warehouse have no quantity of ours, and tell what lies there', async () => {
    const fba = listingItem('F', {
      fulfillmentAvailability: [{ fulfillmentChannelCode: 'AMAZON_EU' }],
      attributes: { fulfillment_availability: [{ fulfillment_channel_code: 'AMAZON_EU' }] },
    });
    const summary = { sellerSku: 'F', totalQuantity: 9, inventoryDetails: { fulfillableQuantity: 7 } };
    await open((request) => {
      if (request.path.includes('/fba/')) return { json: { payload: { inventorySummaries: [summary] } } };
      return isSearch(request) ? found(request, [fba]) : null;
    });
    const [listing] = await collect(bench.connection.readListings());
    expect(listing).toMatchObject({
      quantity: null,
      salePriceE4: 3_499_000,
      rawState: expect.stringContaining('FBA 7'),
    });
  });

  it('of more than a thousand are read in slices of their creation, each once', async () => {
    const from = Date.parse('2024-01-01T00:00:00Z');
    const all = Array.from({ length: 2_300 }, (_nothing, index) => ({
      sku: `S${String(index).padStart(4, '0')}`,
      at: from + index * 3_600_000,
    }));
    await open((request) => {
      if (!isSearch(request)) return null;
      const { query } = request;
      const [after, before] = [query.get('createdAfter'), query.get('createdBefore')];
      const rows = all.filter(
        ({ at }) => (!after || at >= Date.parse(after)) && (!before || at <= Date.parse(before)),
      );
      const start = Number(query.get('pageToken') ?? 0);
      const next = start + 20 < Math.min(rows.length, 1_000) ? String(start + 20) : undefined;
      const items = rows.slice(start, start + 20).map(({ sku }) => listingItem(sku));
      return { json: { numberOfResults: rows.length, items, pagination: { nextToken: next } } };
    });
    const listings = await collect(bench.connection.readListings());
    expect(listings).toHaveLength(2_300);
    expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(2_300);
  });

  it('that are nonsense never hide the others; prices of another currency are no prices', async () => {
    const dollars = listingItem('D', {
      attributes: null,
      offers: [{ marketplaceId: TURKEY, offerType: 'B2C', price: { currencyCode: 'USD', amount: '10.00' } }],
    });
    const bare = listingItem('E', { attributes: undefined });
    await open((request) =>
      isSearch(request)
        ? { json: { numberOfResults: '4', items: [null, 7, { sku: null }, dollars, bare] } }
        : null,
    );
    const listings = await collect(bench.connection.readListings());
    expect(listings.map(({ externalId, salePriceE4 }) => [externalId, salePriceE4])).toEqual([
      ['D', null],
      ['E', 3_499_000],
    ]);
    expect(bench.log.map(({ event }) => event)).toContain('rows-not-understood');
  });

  it('with a comma in their SKU are asked for one by one', async () => {
    await open((request) => {
      if (request.path.endsWith('/A%2CB')) return { json: listingItem('A,B') };
      return isSearch(request) ? found(request, []) : null;
    });
    expect((await bench.connection.readOffers(['A,B', 'NO,NE'])).map(({ externalId }) => externalId)).toEqual(
      ['A,B'],
    );
  });
});

const accepted = (sku: string): Scripted => ({
  json: { sku, status: 'ACCEPTED', submissionId: 's', issues: [] },
});

describe('stock and price of a few listings', () => {
  it('go as patches that keep lead time, business prices and limits', async () => {
    const business = {
      marketplace_id: TURKEY,
      currency: 'TRY',
      audience: 'B2B',
      our_price: [{ schedule: [{ value_with_tax: 300 }] }],
    };
    const standing = listingItem('A');
    const attributes = standing['attributes'] as Record<string, Record<string, unknown>[]>;
    const [offer] = attributes['purchasable_offer']!;
    attributes['purchasable_offer'] = [
      { ...offer, minimum_seller_allowed_price: [{ schedule: [{ value_with_tax: 100 }] }] },
      business,
    ];
    await open((request) =>
      isSearch(request) ? found(request, [standing]) : isPatch(request) ? accepted('A') : null,
    );
    const { intent, steps } = recordIntent();
    await bench.connection.updateStockAndPrice([update('A', 3, 4_199_900)], { intent, priority: 1 });
    const patch = bench.server.requests.find(isPatch)!;
    expect(patch.path).toContain(`/listings/2021-08-01/items/${AMAZON_CREDENTIALS.sellerId}/A`);
    expect(Object.fromEntries(patch.query)).toMatchObject({ marketplaceIds: TURKEY, issueLocale: 'tr_TR' });
    expect(JSON.parse(patch.body)).toEqual({
      productType: 'PRODUCT',
      patches: [
        {
          op: 'replace',
          path: '/attributes/fulfillment_availability',
          value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 3, lead_time_to_ship_max_days: 2 }],
        },
        {
          op: 'replace',
          path: '/attributes/purchasable_offer',
          value: [
            {
              marketplace_id: TURKEY,
              currency: 'TRY',
              audience: 'ALL',
              our_price: [{ schedule: [{ value_with_tax: 419.99 }] }],
              minimum_seller_allowed_price: [{ schedule: [{ value_with_tax: 100 }] }],
            },
            business,
          ],
        },
      ],
    });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('are stopped by the last gate by the figures in their own body', async () => {
    const seen: unknown[] = [];
    await open((request) => (isSearch(request) ? found(request, [listingItem('A')]) : null), {
      gate: (_channel, offers) => {
        seen.push(...offers);
        return [{ externalId: 'A', holds: [{ guard: 'price/missing', params: {} }] }];
      },
    });
    const { intent, steps } = recordIntent();
    const problem = await problemOf(
      bench.connection.updateStockAndPrice([update('A', 3, 4_199_900)], { intent, priority: 1 }),
    );
    expect(problem.code).toBe('guard/stopped-request');
    expect(seen).toEqual([update('A', 3, 4_199_900)]);
    expect(steps.map(({ step }) => step)).toEqual(['not-sent']);
    expect(bench.server.requests.filter(isPatch)).toEqual([]);
  });

  it('are done when Amazon shows them, not when it accepts them; 200 INVALID is a refusal', async () => {
    const shelf = [
      listingItem('A'),
      listingItem('B'),
      listingItem('C', {
        fulfillmentAvailability: [{ fulfillmentChannelCode: 'AMAZON_EU' }],
        attributes: {},
      }),
    ];
    await open((request) => {
      if (isSearch(request)) return found(request, shelf);
      if (!isPatch(request)) return null;
      if (request.path.endsWith('/A')) return accepted('A');
      const issues = [
        {
          code: '18155',
          message: "The 'minimum price' is greater.",
          severity: 'ERROR',
          categories: ['INVALID_PRICE'],
        },
      ];
      return { json: { sku: 'B', status: 'INVALID', submissionId: 's', issues } };
    });
    const items = [
      update('A', 3, null),
      update('B', null, 1_000_000),
      update('C', 4, null),
      update('D', 1, null),
    ];
    const result = await bench.connection.updateStockAndPrice(items, {
      intent: recordIntent().intent,
      priority: 1,
    });
    const batchId = result.kind === 'accepted' ? result.batchId : '';
    const first = await bench.connection.readBatch(batchId);
    expect(first.final).toBe(false);
    expect(Object.fromEntries(first.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
      A: 'open',
      B: 'failed',
      C: 'failed',
      D: 'failed',
    });
    const problems = Object.fromEntries(
      first.items.map(({ externalId, problem }) => [externalId, String(problem?.params['happenedEn'])]),
    );
    expect(problems).toMatchObject({
      B: expect.stringContaining('minimum price'),
      C: expect.stringContaining('warehouse'),
      D: expect.stringContaining('no listing'),
    });
    shelf[0]!['fulfillmentAvailability'] = [{ fulfillmentChannelCode: 'DEFAULT', quantity: 3 }];
    expect((await bench.connection.readBatch(batchId)).final).toBe(true);
    expect(bench.server.requests.filter(isPatch)).toHaveLength(2);
  });

  it('that are all impossible are refused without a request', async () => {
    await open((request) => (isSearch(request) ? found(request, []) : null));
    const { intent, steps } = recordIntent();
    expect(
      await bench.connection.updateStockAndPrice([update('X', 1, null)], { intent, priority: 1 }),
    ).toMatchObject({
      kind: 'refused',
      problem: { code: 'channel/item-refused' },
    });
    expect(steps).toEqual([]);
    expect(bench.server.requests.filter(isPatch)).toEqual([]);
  });

  it('of which one loses its answer are unknown as a whole', async () => {
    const shelf = ['A', 'B', 'C'].map((sku) => listingItem(sku));
    await open((request) => {
      if (isSearch(request)) return found(request, shelf);
      return isPatch(request) ? (request.path.endsWith('/B') ? 'drop' : accepted('A')) : null;
    });
    const { intent, steps } = recordIntent();
    const items = ['A', 'B', 'C'].map((sku) => update(sku, 1, null));
    const problem = await problemOf(bench.connection.updateStockAndPrice(items, { intent, priority: 1 }));
    expect(problem.code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
    expect(bench.server.requests.filter(isPatch)).toHaveLength(2);
  });
});

describe('stock and price of many listings', () => {
  const skus = Array.from({ length: 60 }, (_nothing, index) => `S-${index}`);
  const quantities = new Map(skus.map((sku) => [sku, 17]));
  const shelf = (): Record<string, unknown>[] =>
    skus.map((sku) =>
      listingItem(sku, {
        fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: quantities.get(sku) }],
      }),
    );
  const report = {
    header: {},
    issues: [
      {
        messageId: 1,
        sku: 'S-0',
        code: '90220',
        severity: 'ERROR',
        message: "'[x]' is required but not supplied.",
      },
    ],
    summary: {},
  };
  const feedServer =
    (odd: (request: SeenRequest) => Scripted | null = () => null) =>
    (request: SeenRequest): Scripted | null => {
      const special = odd(request);
      if (special) return special;
      const origin = `http://${request.headers.host}`;
      const does = `${request.method} ${request.path.replace('/trendyol', '')}`;
      if (does === 'POST /feeds/2021-06-30/documents')
        return { status: 201, json: { feedDocumentId: 'd-1', url: `${origin}/up?X-Amz-Signature=s` } };
      if (does === 'PUT /up') return { status: 200 };
      if (does === 'POST /feeds/2021-06-30/feeds') return { status: 202, json: { feedId: '50001' } };
      if (does === 'GET /feeds/2021-06-30/feeds/50001')
        return { json: { feedId: '50001', processingStatus: 'DONE', resultFeedDocumentId: 'r-1' } };
      if (does === 'GET /feeds/2021-06-30/documents/r-1')
        return {
          json: {
            feedDocumentId: 'r-1',
            url: `${origin}/down?X-Amz-Signature=s`,
            compressionAlgorithm: 'GZIP',
          },
        };
      if (does === 'GET /down')
        return {
          body: gzipSync(JSON.stringify(report)),
          headers: { 'content-type': 'application/octet-stream' },
        };
      return isSearch(request) ? found(request, shelf()) : null;
    };
  const send = (intent = recordIntent().intent) =>
    bench.connection.updateStockAndPrice(
      skus.map((sku) => update(sku, 5, 4_199_900)),
      { intent, priority: 1 },
    );

  it('go as one feed: the document without a token, the very content type, and the gate sees every figure', async () => {
    const seen: unknown[] = [];
    await open(feedServer(), { gate: (_channel, offers) => (seen.push(...offers), []) });
    const { intent, steps } = recordIntent();
    expect((await send(intent)).kind).toBe('accepted');
    const upload = bench.server.requests.find(({ method }) => method === 'PUT')!;
    expect(upload.headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(upload.headers['x-amz-access-token']).toBeUndefined();
    const body = JSON.parse(upload.body) as { header: unknown; messages: unknown[] };
    expect(body.header).toEqual({
      sellerId: AMAZON_CREDENTIALS.sellerId,
      version: '2.0',
      issueLocale: 'tr_TR',
    });
    expect(body.messages).toHaveLength(60);
    expect(body.messages[59]).toMatchObject({
      messageId: 60,
      sku: 'S-59',
      operationType: 'PATCH',
      productType: 'PRODUCT',
    });
    expect(seen).toEqual(skus.map((sku) => update(sku, 5, 4_199_900)));
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    const [sent] = steps;
    expect(sent?.step === 'before-send' && sent.request.bodyText).toBe(upload.body);
    const create = bench.server.requests.find(({ path }) => path.endsWith('/feeds'))!;
    expect(JSON.parse(create.body)).toEqual({
      feedType: 'JSON_LISTINGS_FEED',
      marketplaceIds: [TURKEY],
      inputFeedDocumentId: 'd-1',
    });
  });

  it('are told by the zipped report, and those that it does not name when they are shown', async () => {
    await open(feedServer());
    const result = await send();
    const batchId = result.kind === 'accepted' ? result.batchId : '';
    const first = await bench.connection.readBatch(batchId);
    expect(first.final).toBe(false);
    expect(first.items.filter(({ state }) => state !== 'open')).toMatchObject([
      { externalId: 'S-0', state: 'failed', problem: { code: 'channel/item-refused' } },
    ]);
    expect(first.items.filter(({ state }) => state === 'open')).toHaveLength(59);
    // The price stands in the attributes of these listings and does not change: nothing is taken for done.
    for (const sku of skus) quantities.set(sku, 5);
    expect((await bench.connection.readBatch(batchId)).items.filter(({ state }) => state === 'done')).toEqual(
      [],
    );
  });

  it('whose document was lost on the way were not sent', async () => {
    await open(feedServer(({ method }) => (method === 'PUT' ? 'drop' : null)));
    const { intent, steps } = recordIntent();
    expect((await problemOf(send(intent))).code).toBe('channel/timeout');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
    expect(bench.server.requests.some(({ path }) => path.endsWith('/feeds'))).toBe(false);
  });

  it('whose feed was created without an answer are unknown', async () => {
    await open(
      feedServer(({ method, path }) => (method === 'POST' && path.endsWith('/feeds') ? 'drop' : null)),
    );
    const { intent, steps } = recordIntent();
    expect((await problemOf(send(intent))).code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
  });

  it.each(['FATAL', 'CANCELLED'])(
    'of a feed that ended %s are left to be read back',
    async (processingStatus) => {
      await open(
        feedServer(({ path }) =>
          path.endsWith('/50001') ? { json: { feedId: '50001', processingStatus } } : null,
        ),
      );
      const result = await send();
      expect(await bench.connection.readBatch(result.kind === 'accepted' ? result.batchId : '')).toEqual({
        final: true,
        items: [],
      });
    },
  );

  it('are never uploaded to an address that is not Amazon’s', async () => {
    await open(
      feedServer(({ path }) =>
        path.endsWith('/documents')
          ? { status: 201, json: { feedDocumentId: 'd', url: 'https://evil.example.com/up' } }
          : null,
      ),
    );
    const { intent, steps } = recordIntent();
    expect((await problemOf(send(intent))).code).toBe('channel/not-understood');
    expect(steps.at(-1)?.step ?? 'not-sent').toBe('not-sent');
  });
});
