import { afterEach, describe, expect, it } from 'vitest';
import {
  found,
  isOrder,
  isPatch,
  isSearch,
  isShipment,
  isToken,
  openAmazonBench,
  type AmazonBench,
} from '../../support/amazon-bench.ts';
import { listingItem, ORDERED_AT, orderOf, tokenAnswer, TURKEY } from '../../support/amazon-wire.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';

let bench: AmazonBench;
const open = async (...parts: Parameters<typeof openAmazonBench>): Promise<void> => {
  bench = await openAmazonBench(...parts);
};
afterEach(() => bench.stop());

const update = (externalId: string, quantity: number | null, salePriceE4: number | null) => ({
  externalId,
  quantity,
  salePriceE4,
  listPriceE4: null,
});
const write = () => ({ intent: recordIntent().intent, priority: 1 });
const OWN = { fulfillment_channel_code: 'DEFAULT', quantity: 21, lead_time_to_ship_max_days: 2 };
const OF_AMAZON = { fulfillment_channel_code: 'AMAZON_EU', marketplace_id: TURKEY };

/** A listing as its attributes and what it offers now stand. */
function kept(
  sku: string,
  attributes: readonly object[],
  offered: readonly (readonly [code: string, quantity?: number])[],
): Record<string, unknown> {
  const { attributes: others, ...rest } = listingItem(sku);
  return {
    ...rest,
    attributes: { ...(others as object), fulfillment_availability: attributes },
    fulfillmentAvailability: offered.map(([fulfillmentChannelCode, quantity]) => ({
      fulfillmentChannelCode,
      ...(quantity === undefined ? {} : { quantity }),
    })),
  };
}

describe('a listing with an element of Amazon’s warehouse and one of the merchant’s', () => {
  it.each([
    ['offers pieces of the merchant’s', [OWN, OF_AMAZON], [['DEFAULT', 21], ['AMAZON_EU']], 'merchant', 21],
    ['offers none of them', [{ ...OWN, quantity: 0 }, OF_AMAZON], [], 'marketplace', null],
    ['names none of them', [OF_AMAZON, { fulfillment_channel_code: 'DEFAULT' }], [], 'marketplace', null],
    ['offers Amazon’s alone', [OWN, OF_AMAZON], [['AMAZON_EU']], 'marketplace', null],
    ['offers its own alone', [OWN, OF_AMAZON], [['DEFAULT', 20]], 'merchant', 20],
  ] as const)(
    'that %s is stocked by the one whose goods they are',
    async (_what, attributes, offered, by, quantity) => {
      const listing = kept('A', attributes, offered);
      await open((request) => (isSearch(request) ? found(request, [listing]) : null));
      expect(await bench.connection.readOffers(['A'])).toEqual([
        { externalId: 'A', quantity, salePriceE4: 3_499_000, listPriceE4: null, stockHeldBy: by },
      ]);
    },
  );

  it('keeps Amazon’s element as it is when the merchant’s pieces are written', async () => {
    const seen: unknown[] = [];
    const listing = kept('A', [{ ...OF_AMAZON, quantity: 0 }, OWN], [['DEFAULT', 21], ['AMAZON_EU']]);
    await open(
      (request) => {
        if (isSearch(request)) return found(request, [listing]);
        return isPatch(request)
          ? { json: { sku: 'A', status: 'ACCEPTED', submissionId: 's', issues: [] } }
          : null;
      },
      { gate: (_channel, offers) => (seen.push(...offers), []) },
    );
    expect((await bench.connection.updateStockAndPrice([update('A', 4, null)], write())).kind).toBe(
      'accepted',
    );
    const patch = bench.server.requests.find(isPatch)!;
    expect(JSON.parse(patch.body)).toMatchObject({
      patches: [{ op: 'replace', value: [{ ...OWN, quantity: 4 }, OF_AMAZON] }],
    });
    expect(seen).toEqual([update('A', 4, null)]);
  });
});

it('a listing that turns out to lie in Amazon’s warehouse has its price sent alone, and says whose stock it is', async () => {
  const shelf = [kept('A', [OF_AMAZON], [['AMAZON_EU']]), kept('B', [OF_AMAZON], [['AMAZON_EU']])];
  await open((request) => {
    if (isSearch(request)) return found(request, shelf);
    return isPatch(request)
      ? { json: { sku: 'A', status: 'ACCEPTED', submissionId: 's', issues: [] } }
      : null;
  });
  const result = await bench.connection.updateStockAndPrice(
    [update('A', 4, 3_999_000), update('B', 4, null)],
    write(),
  );
  const [patch, ...others] = bench.server.requests.filter(isPatch);
  expect(others).toEqual([]);
  expect(
    (JSON.parse(patch!.body) as { patches: { path: string }[] }).patches.map(({ path }) => path),
  ).toEqual(['/attributes/purchasable_offer']);
  const batchId = result.kind === 'accepted' ? result.batchId : '';
  expect((await bench.connection.readBatch(batchId)).items).toMatchObject([
    { externalId: 'B', state: 'failed', stockHeldBy: 'marketplace' },
    { externalId: 'A', state: 'open', quantity: null, stockHeldBy: 'marketplace' },
  ]);
  shelf[0]!['offers'] = [
    { marketplaceId: TURKEY, offerType: 'B2C', price: { currencyCode: 'TRY', amount: '399.90' } },
  ];
  expect(await bench.connection.readBatch(batchId)).toMatchObject({
    final: true,
    items: [{ externalId: 'B' }, { externalId: 'A', state: 'done', salePriceE4: 3_999_000 }],
  });
});

describe('a price', () => {
  const priced = (asked: object, offered: string) => {
    const { attributes, ...rest } = listingItem('A');
    const purchasable_offer = [
      {
        marketplace_id: TURKEY,
        currency: 'TRY',
        our_price: [{ schedule: [{ value_with_tax: 399.9 }] }],
        ...asked,
      },
    ];
    const offers = [
      { marketplaceId: TURKEY, offerType: 'B2C', price: { currencyCode: 'TRY', amount: offered } },
    ];
    return { ...rest, attributes: { ...(attributes as object), purchasable_offer }, offers };
  };
  const discount = (start_at: string, end_at: string) => ({
    discounted_price: [{ schedule: [{ start_at, end_at, value_with_tax: 299.9 }] }],
  });

  it.each([
    ['that was asked for and not applied is not taken for the one that holds', {}, '349.90', 3_499_000],
    [
      'under a discount of the merchant’s own is the one before it',
      discount('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z'),
      '299.90',
      3_999_000,
    ],
    [
      'after a discount is what is offered',
      discount('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'),
      '349.90',
      3_499_000,
    ],
  ])('%s', async (_what, asked, offered, salePriceE4) => {
    await open((request) => (isSearch(request) ? found(request, [priced(asked, offered)]) : null));
    expect(await bench.connection.readOffers(['A'])).toMatchObject([{ salePriceE4 }]);
  });
});

it('issues of a feed that name a message in place of a SKU are told of its listing', async () => {
  const skus = Array.from({ length: 60 }, (_nothing, index) => `S-${index}`);
  const issue = { severity: 'ERROR', code: 'BAD_REQUEST', message: 'Invalid parameters provided.' };
  const issues = [{ ...issue, messageId: 3 }, { ...issue, messageId: 999 }, issue];
  const answers = (request: SeenRequest): Scripted | null => {
    const origin = `http://${request.headers.host}`;
    const does = `${request.method} ${request.path.replace('/trendyol', '')}`;
    if (does === 'POST /feeds/2021-06-30/documents')
      return { status: 201, json: { feedDocumentId: 'd-1', url: `${origin}/up` } };
    if (does === 'PUT /up') return { status: 200 };
    if (does === 'POST /feeds/2021-06-30/feeds') return { status: 202, json: { feedId: '7' } };
    if (does === 'GET /feeds/2021-06-30/feeds/7')
      return { json: { feedId: '7', processingStatus: 'DONE', resultFeedDocumentId: 'r-1' } };
    if (does === 'GET /feeds/2021-06-30/documents/r-1')
      return { json: { feedDocumentId: 'r-1', url: `${origin}/down` } };
    if (does === 'GET /down') return { json: { header: {}, issues, summary: {} } };
    return isSearch(request)
      ? found(
          request,
          skus.map((sku) => listingItem(sku)),
        )
      : null;
  };
  await open(answers);
  const result = await bench.connection.updateStockAndPrice(
    skus.map((sku) => update(sku, 5, null)),
    write(),
  );
  const report = await bench.connection.readBatch(result.kind === 'accepted' ? result.batchId : '');
  expect(report.items.filter(({ state }) => state !== 'open')).toMatchObject([
    {
      externalId: 'S-2',
      state: 'failed',
      problem: { detail: expect.stringContaining('Invalid parameters') },
    },
  ]);
  expect(bench.log.filter(({ event }) => event === 'feed-issues-without-listing')).toMatchObject([
    { fields: { rows: 2 } },
  ]);
});

describe('a refusal that names no reason', () => {
  const denied: Scripted = {
    status: 403,
    json: {
      errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: '' }],
    },
  };

  it('has a token of some minutes renewed once, and one that was just given out not', async () => {
    let tokens = 0;
    let open403 = true;
    await open((request) => {
      if (isToken(request)) return { json: tokenAnswer({ access_token: `Atza|t-${(tokens += 1)}` }) };
      if (!isSearch(request)) return null;
      return open403 ? denied : found(request, [listingItem('A')]);
    });
    expect((await problemOf(bench.connection.readOffers(['A']))).code).toBe('channel/forbidden');
    expect(tokens).toBe(1);
    await bench.clock.sleep(6 * 60_000);
    expect((await problemOf(bench.connection.readOffers(['A']))).code).toBe('channel/forbidden');
    expect((await problemOf(bench.connection.readOffers(['A']))).code).toBe('channel/forbidden');
    expect(tokens).toBe(2);
    open403 = false;
    expect(await bench.connection.readOffers(['A'])).toHaveLength(1);
  });
});

describe('an order that is asked for by its number', () => {
  const refused: Scripted = { status: 400, json: { errors: [{ code: 'InvalidInput', message: 'bad' }] } };

  it('is not taken for missing when the question itself is refused', async () => {
    await open((request) => (isOrder(request) ? refused : null));
    const wanted = ['404-7654321-1234567'];
    expect((await problemOf(bench.connection.readOrdersByNumber(wanted))).code).toBe(
      'channel/request-refused',
    );
    expect(await bench.connection.readOrdersByNumber(['10452'])).toEqual([]);
  });
});

describe('a shipment', () => {
  it.each([
    ['without a tracking number', { trackingNumber: '  ' }, /takip numarası/, /tracking number/],
    ['without a carrier', { carrier: ' ' }, /firmasının adı/, /carrier’s name/],
    ['with an empty code of a carrier', { carrier: 'code: ' }, /firmasının adı/, /carrier’s name/],
  ])('%s is refused in words before anything is asked', async (_what, changes, turkish, english) => {
    await open((request) => (isOrder(request) ? { json: { order: orderOf() } } : null));
    const { intent, steps } = recordIntent();
    const problem = await problemOf(
      bench.connection.reportShipment!({
        packageId: '404-7654321-1234567',
        orderNumber: '404-7654321-1234567',
        lines: [{ lineId: '60696125413094', quantity: 2 }],
        carrier: 'Yurtiçi Kargo',
        trackingNumber: '100200300400',
        trackingLink: null,
        shippedAtMs: ORDERED_AT,
        intent,
        ...changes,
      }),
    );
    expect(problem).toMatchObject({
      code: 'input/invalid',
      params: { happenedTr: expect.stringMatching(turkish), happenedEn: expect.stringMatching(english) },
    });
    expect([steps, bench.server.requests.filter(isShipment)]).toEqual([[], []]);
  });
});

it('listings in Amazon’s warehouse are found among all others', async () => {
  await open((request) => {
    if (request.path.includes('/fba/')) return { json: { payload: { inventorySummaries: [] } } };
    return isSearch(request)
      ? found(request, [kept('A', [OF_AMAZON], [['AMAZON_EU']]), listingItem('B')])
      : null;
  });
  const listings = await collect(bench.connection.readListings());
  expect(listings.map(({ externalId, stockHeldBy }) => [externalId, stockHeldBy])).toEqual([
    ['A', 'marketplace'],
    ['B', 'merchant'],
  ]);
});
