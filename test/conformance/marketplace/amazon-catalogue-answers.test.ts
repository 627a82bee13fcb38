import { afterEach, describe, expect, it } from 'vitest';
import type { ListingDraft, MarketplaceAttribute } from '#engine/marketplaces/kit/catalogue.ts';
import { found, isSearch, isToken, openAmazonBench, type AmazonBench } from '../../support/amazon-bench.ts';
import { AMAZON_CREDENTIALS, listingItem, TURKEY } from '../../support/amazon-wire.ts';
import { collect, problemOf, recordIntent } from '../../support/gateway-under-test.ts';
import type { SeenRequest } from '../../support/scripted-server.ts';

let bench: AmazonBench;
const open = async (...parts: Parameters<typeof openAmazonBench>): Promise<void> => {
  bench = await openAmazonBench(...parts);
};

afterEach(async () => {
  expect(JSON.stringify(bench.log)).not.toMatch(/not-a-real/);
  await bench.stop();
});

const draft = (changes: Partial<ListingDraft> = {}): ListingDraft => ({
  stockCode: 'GMLK-M-MAVI',
  barcode: '8690000000012',
  groupId: 'G-1',
  title: 'Keten Gömlek – Mavi, M',
  subtitle: '',
  description: '<p>Yumuşak <b>keten</b>.</p><ul><li>Yıkanır</li></ul>',
  categoryId: 'SHIRT',
  brandId: null,
  brandName: 'Örnek',
  attributes: [],
  images: ['https://cdn.example.com/1.jpg', 'https://cdn.example.com/2.jpg'],
  vatRate: 20,
  quantity: 4,
  salePriceE4: 3_499_000,
  listPriceE4: 3_999_000,
  currency: 'TRY',
  desi: null,
  catalogueId: null,
  fields: { condition: 'new_new', countryOfOrigin: 'TR' },
  ...changes,
});
const isPut = ({ method, path }: SeenRequest): boolean => method === 'PUT' && path.includes('/listings/');
const good = { sku: 'x', status: 'ACCEPTED', submissionId: 's', issues: [] };
const write = () => ({ intent: recordIntent().intent, priority: 1 });

describe('a new listing', () => {
  it('on a page of Amazon’s catalogue is an offer and nothing else', async () => {
    await open((request) => {
      if (isSearch(request)) return found(request, []);
      if (request.path.endsWith('/restrictions')) return { json: { restrictions: [] } };
      return isPut(request) ? { json: good } : null;
    });
    await bench.connection.createListings!([draft({ catalogueId: 'B0EXAMPLE1', categoryId: '' })], write());
    expect(JSON.parse(bench.server.requests.find(isPut)!.body)).toEqual({
      productType: 'PRODUCT',
      requirements: 'LISTING_OFFER_ONLY',
      attributes: {
        merchant_suggested_asin: [{ value: 'B0EXAMPLE1', marketplace_id: TURKEY }],
        condition_type: [{ value: 'new_new', marketplace_id: TURKEY }],
        purchasable_offer: [
          {
            marketplace_id: TURKEY,
            currency: 'TRY',
            audience: 'ALL',
            our_price: [{ schedule: [{ value_with_tax: 349.9 }] }],
          },
        ],
        fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 4 }],
      },
    });
  });

  it('of a product of one’s own carries texts, pictures, barcode, own fields and family, and invents nothing', async () => {
    await open((request) =>
      isSearch(request) ? found(request, []) : isPut(request) ? { json: good } : null,
    );
    const attributes = [
      { attributeId: 'size', name: 'Beden', valueId: 'm', text: null, unit: null },
      {
        attributeId: 'item_dimensions[]/length/value',
        name: 'Uzunluk',
        valueId: null,
        text: '70',
        unit: 'centimeters',
      },
    ];
    const fields = { condition: 'new_new', parentSku: 'GMLK', variationTheme: 'SIZE' };
    const created = await bench.connection.createListings!([draft({ attributes, fields })], write());
    const told = await bench.connection.readBatch(created.kind === 'accepted' ? created.batchId : '');
    expect(told.items.map(({ externalId, state }) => [externalId, state])).toEqual([['GMLK-M-MAVI', 'open']]);
    const [parent, child] = bench.server.requests
      .filter(isPut)
      .map(({ path, body }) => [path, JSON.parse(body)] as const);
    expect(parent![0]).toContain('/GMLK');
    expect(parent![1]).toMatchObject({
      requirements: 'LISTING_PRODUCT_ONLY',
      attributes: { parentage_level: [{ value: 'parent' }] },
    });
    expect(parent![1].attributes).not.toHaveProperty('purchasable_offer');
    expect(child![1].attributes).toMatchObject({
      item_name: [{ value: 'Keten Gömlek – Mavi, M', language_tag: 'tr_TR', marketplace_id: TURKEY }],
      product_description: [{ value: 'Yumuşak keten.\n\nYıkanır' }],
      externally_assigned_product_identifier: [{ type: 'ean', value: '8690000000012' }],
      main_product_image_locator: [{ media_location: 'https://cdn.example.com/1.jpg' }],
      other_product_image_locator_1: [{ media_location: 'https://cdn.example.com/2.jpg' }],
      child_parent_sku_relationship: [{ child_relationship_type: 'variation', parent_sku: 'GMLK' }],
      size: [{ value: 'm', marketplace_id: TURKEY }],
      item_dimensions: [{ length: { value: 70, unit: 'centimeters' }, marketplace_id: TURKEY }],
    });
    expect(child![1].attributes).not.toHaveProperty('country_of_origin');
  });

  it('is not made where the SKU is taken, nor where Amazon forbids it', async () => {
    await open((request) => {
      if (isSearch(request)) return found(request, [listingItem('TAKEN')]);
      if (!request.path.endsWith('/restrictions')) return null;
      const reasons = [{ reasonCode: 'APPROVAL_REQUIRED', message: 'Onay gerekir' }];
      return { json: { restrictions: [{ conditionType: 'new_new', reasons }] } };
    });
    const drafts = [draft({ stockCode: 'TAKEN' }), draft({ stockCode: 'BARRED', catalogueId: 'B0EXAMPLE1' })];
    const result = await bench.connection.createListings!([drafts[0]!], write());
    expect(result).toMatchObject({
      kind: 'refused',
      problem: { params: { happenedEn: expect.stringContaining('exists on Amazon already') } },
    });
    const barred = await bench.connection.createListings!([drafts[1]!], write());
    expect(barred).toMatchObject({ kind: 'refused', problem: { detail: 'APPROVAL_REQUIRED: Onay gerekir' } });
    expect(bench.server.requests.filter(isPut)).toEqual([]);
  });

  it('whose answer was lost is looked for by its SKU before it is made again', async () => {
    const there: Record<string, unknown>[] = [];
    await open((request) => {
      if (isSearch(request)) return found(request, there);
      if (!isPut(request)) return null;
      there.push(listingItem('GMLK-M-MAVI'));
      return 'drop';
    });
    expect((await problemOf(bench.connection.createListings!([draft()], write()))).code).toBe(
      'channel/outcome-unknown',
    );
    expect((await bench.connection.createListings!([draft()], write())).kind).toBe('refused');
    expect(bench.server.requests.filter(isPut)).toHaveLength(1);
  });

  it('is tried out by Amazon without being written', async () => {
    const issues = [
      {
        code: '90220',
        message: "'color' is required but not supplied.",
        severity: 'ERROR',
        attributeNames: ['color'],
        categories: ['MISSING_ATTRIBUTE'],
      },
    ];
    await open((request) => {
      if (!isPut(request)) return null;
      const bad = request.path.endsWith('/BAD');
      return {
        json: { sku: 'x', status: bad ? 'INVALID' : 'VALID', submissionId: 's', issues: bad ? issues : [] },
      };
    });
    const verdicts = await bench.connection.previewListings!([draft(), draft({ stockCode: 'BAD' })]);
    expect(verdicts).toMatchObject([
      { stockCode: 'GMLK-M-MAVI', accepted: true },
      { stockCode: 'BAD', accepted: false, report: { problem: { params: { fields: 'color' } } } },
    ]);
    for (const { query } of bench.server.requests.filter(isPut))
      expect(query.get('mode')).toBe('VALIDATION_PREVIEW');
  });

  it('with new content only touches texts and pictures', async () => {
    await open((request) =>
      isSearch(request)
        ? found(request, [listingItem('GMLK-M-MAVI')])
        : request.method === 'PATCH'
          ? { json: good }
          : null,
    );
    await bench.connection.updateContent!([draft()], write());
    const { patches, productType } = JSON.parse(
      bench.server.requests.find(({ method }) => method === 'PATCH')!.body,
    ) as {
      patches: { path: string }[];
      productType: string;
    };
    expect(productType).toBe('SHIRT');
    const paths = patches.map(({ path }) => path);
    expect(paths).toContain('/attributes/item_name');
    expect(paths.filter((path) => /offer|fulfillment/.test(path))).toEqual([]);
  });

  it('is checked here first, every fault at once', async () => {
    await open(() => null);
    const asked: MarketplaceAttribute = {
      attributeId: 'color',
      name: 'Renk',
      help: null,
      kind: 'choice',
      required: true,
      variant: true,
      slicer: false,
      custom: false,
      multiple: false,
      unit: null,
      maxLength: null,
      values: [{ valueId: 'red', name: 'Kırmızı' }],
      valuesComplete: true,
    };
    expect(
      bench.connection.checkDraft!(
        draft({ attributes: [{ attributeId: 'color', name: '', valueId: 'red', text: null, unit: null }] }),
        [asked],
      ),
    ).toEqual([]);
    const faults = bench.connection.checkDraft!(
      draft({
        barcode: '8690000000013',
        title: '',
        brandName: '',
        images: ['http://x/1.jpg'],
        salePriceE4: 0,
        currency: 'EUR',
        quantity: -1,
        fields: {},
        categoryId: 'PRODUCT',
      }),
      [asked],
    );
    const errors = faults.filter(({ severity }) => severity === 'error').map(({ field }) => field);
    expect(new Set(errors)).toEqual(
      new Set([
        'condition',
        'currency',
        'salePrice',
        'quantity',
        'category',
        'title',
        'brand',
        'barcode',
        'images',
        'color',
      ]),
    );
    for (const { message } of faults)
      expect([message.tr, message.en]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  });
});

describe('the catalogue', () => {
  it('gives a product type’s fields out of its schema, which lies at an address of its own', async () => {
    const list = (value: object, more: object = {}) => ({
      type: 'array',
      items: {
        type: 'object',
        required: ['value'],
        properties: { value, marketplace_id: { type: 'string' } },
      },
      ...more,
    });
    const schema = {
      required: ['item_name', 'color', 'item_weight'],
      properties: {
        item_name: list({ type: 'string' }),
        color: list(
          { anyOf: [{ type: 'string' }, { type: 'string', enum: ['blue'], enumNames: ['Mavi'] }] },
          { title: 'Renk' },
        ),
        size: list({ type: 'string', enum: ['m'], enumNames: ['M'] }, { title: 'Beden', maxUniqueItems: 2 }),
        item_weight: {
          title: 'Ağırlık',
          type: 'array',
          items: {
            type: 'object',
            required: ['value'],
            properties: { value: { type: 'number' }, unit: { type: 'string', enum: ['grams'] } },
          },
        },
        secret_thing: list({ type: 'string' }, { hidden: true }),
        variation_theme: {
          type: 'array',
          items: { properties: { name: { type: 'string', enum: ['SIZE/COLOR'] } } },
        },
      },
    };
    await open((request) => {
      const origin = `http://${request.headers.host}`;
      if (request.path.endsWith('/productTypes/SHIRT'))
        return {
          json: { schema: { link: { resource: `${origin}/schema?sig=1`, verb: 'GET' }, checksum: 'c' } },
        };
      if (request.path === '/schema')
        return {
          body: Buffer.from(JSON.stringify(schema)),
          headers: { 'content-type': 'binary/octet-stream' },
        };
      return request.path.endsWith('/productTypes')
        ? { json: { productTypes: [{ name: 'SHIRT', displayName: 'Gömlek' }] } }
        : null;
    });
    expect(await collect(bench.connection.readCategories!())).toEqual([
      { categoryId: 'SHIRT', parentId: null, name: 'Gömlek', leaf: true, open: true },
    ]);
    const attributes = await bench.connection.readAttributes!('SHIRT');
    expect(
      attributes.map(({ attributeId, kind, required, variant, custom, multiple, unit }) => [
        attributeId,
        kind,
        required,
        variant,
        custom,
        multiple,
        unit,
      ]),
    ).toEqual([
      ['color', 'choice', true, true, true, false, null],
      ['size', 'choice', false, true, false, true, null],
      ['item_weight', 'number', true, false, true, false, 'grams'],
    ]);
    const download = bench.server.requests.find(({ path }) => path === '/schema')!;
    expect(download.headers['x-amz-access-token']).toBeUndefined();
  });

  it('is searched by a barcode that is one, and gives every candidate', async () => {
    const item = (asin: string) => ({
      asin,
      summaries: [{ marketplaceId: TURKEY, itemName: 'Gömlek', brand: 'Örnek' }],
      identifiers: [{ identifiers: [{ identifier: '8690000000012', identifierType: 'EAN' }] }],
      images: [{ images: [{ link: 'https://m.media-amazon.com/1.jpg', variant: 'MAIN' }] }],
    });
    await open((request) =>
      request.path.endsWith('/catalog/2022-04-01/items')
        ? { json: { items: [item('B0EXAMPLE1'), item('B0EXAMPLE2')] } }
        : null,
    );
    const matches = await bench.connection.searchCatalogue!({ barcode: '8690000000012' });
    expect(matches.map(({ catalogueId, barcode }) => [catalogueId, barcode])).toEqual([
      ['B0EXAMPLE1', '8690000000012'],
      ['B0EXAMPLE2', '8690000000012'],
    ]);
    const { query } = bench.server.requests.find((request) => !isToken(request))!;
    expect([query.get('identifiers'), query.get('identifiersType')]).toEqual(['8690000000012', 'EAN']);
    expect(await bench.connection.searchCatalogue!({ barcode: '8690000000013' })).toEqual([]);
  });

  it('tells whether the featured offer is ours, and what Amazon takes', async () => {
    await open((request) => {
      if (isSearch(request)) return found(request, [listingItem('A')]);
      if (request.path.endsWith('/competitiveSummary')) {
        const offer = {
          sellerId: AMAZON_CREDENTIALS.sellerId,
          listingPrice: { amount: 349.9, currencyCode: 'TRY' },
        };
        const body = {
          asin: 'B0EXAMPLE1',
          marketplaceId: TURKEY,
          featuredBuyingOptions: [{ buyingOptionType: 'New', segmentedFeaturedOffers: [offer] }],
        };
        return { json: { responses: [{ status: { statusCode: 200 }, body }] } };
      }
      if (!request.path.endsWith('/feesEstimate')) return null;
      const fee = { CurrencyCode: 'TRY', Amount: 52.49 };
      return {
        json: [
          {
            Status: 'Success',
            FeesEstimateIdentifier: { IdValue: 'A' },
            FeesEstimate: { FeeDetailList: [{ FeeType: 'ReferralFee', FeeAmount: fee, FinalFee: fee }] },
          },
        ],
      };
    });
    expect(await bench.connection.readBuyBox!(['A', 'GONE'])).toMatchObject([
      { externalId: 'A', rank: 1, mine: true, winningPriceE4: 3_499_000 },
    ]);
    expect(await bench.connection.readCommissions!(['A'])).toEqual([{ externalId: 'A', percent: 15 }]);
  });
});

describe('returns and money', () => {
  const head =
    'Order ID\tOrder date\tReturn request date\tReturn request status\tAmazon RMA ID\tReturn carrier\tTracking ID\tMerchant SKU\tItem Name\tReturn quantity\tReturn Reason\tRefunded Amount';
  const reportServer = (status: string, body: Buffer, contentType: string) => (request: SeenRequest) => {
    const origin = `http://${request.headers.host}`;
    const does = `${request.method} ${request.path.replace('/trendyol', '')}`;
    if (does === 'POST /reports/2021-06-30/reports') return { status: 202, json: { reportId: 'r' } };
    if (does === 'GET /reports/2021-06-30/reports/r')
      return { json: { reportId: 'r', processingStatus: status, reportDocumentId: 'd' } };
    if (does === 'GET /reports/2021-06-30/documents/d')
      return { json: { reportDocumentId: 'd', url: `${origin}/file` } };
    return does === 'GET /file' ? { body, headers: { 'content-type': contentType } } : null;
  };
  const now = Date.parse('2026-11-24T09:00:00Z');
  const month = { fromMs: now - 30 * 86_400_000, toMs: now };

  it.each([
    ['utf-8', 'text/plain; charset=UTF-8', (text: string) => Buffer.from(text)],
    [
      'windows-1254',
      'text/plain',
      (text: string) => Buffer.from(text.replaceAll('ş', '\u00fe').replaceAll('ğ', '\u00f0'), 'latin1'),
    ],
  ])('come out of the tab file in %s, lines of one RMA together', async (_name, type, encode) => {
    const rows = [
      '404-1\t10-Nov-2026\t14-Nov-2026\tApproved\tRMA1\tYurtiçi Kargo\t777\tSKU-1\tKuşak "18 cm"\t2\tCR-DEFECTIVE\t199,80',
      '404-1\t10-Nov-2026\t14-Nov-2026\tApproved\tRMA1\tYurtiçi Kargo\t777\tSKU-2\tDağ\t1\tUNWANTED_ITEM\t',
      '404-2\t2026-11-01\t2026-11-15\tSomethingNew\tRMA2\t\t\tSKU-3\tX\t1\t\t',
    ];
    await open(reportServer('DONE', encode([head, ...rows].join('\r\n')), type));
    const returns = await collect(bench.connection.readReturns!(month));
    expect(returns).toMatchObject([
      {
        returnId: 'RMA1',
        orderNumber: '404-1',
        status: 'accepted',
        createdAtMs: Date.UTC(2026, 10, 14, 12),
        actions: [],
        lines: [
          {
            stockCode: 'SKU-1',
            title: 'Kuşak "18 cm"',
            quantity: 2,
            unitPriceE4: 999_000,
            reason: 'CR-DEFECTIVE',
          },
          { stockCode: 'SKU-2', title: 'Dağ', quantity: 1, unitPriceE4: null },
        ],
      },
      { returnId: 'RMA2', status: 'other', rawStatus: 'SomethingNew' },
    ]);
  });

  it('are none where Amazon cancels the report, and a failure where it gives up', async () => {
    await open(reportServer('CANCELLED', Buffer.alloc(0), 'text/plain'));
    expect(await collect(bench.connection.readReturns!(month))).toEqual([]);
    await bench.stop();
    await open(reportServer('FATAL', Buffer.alloc(0), 'text/plain'));
    expect((await problemOf(collect(bench.connection.readReturns!(month)))).code).toBe(
      'channel/server-error',
    );
  });

  it('sums only the leaves of a transaction, through empty pages', async () => {
    const money = (currencyAmount: number) => ({ currencyAmount, currencyCode: 'TRY' });
    const transaction = {
      transactionId: 't-1',
      transactionType: 'Shipment',
      transactionStatus: 'RELEASED',
      postedDate: '2026-11-20T10:00:00Z',
      totalAmount: money(297.42),
      relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: '404-1' }],
      breakdowns: [
        {
          breakdownType: 'ProductCharges',
          breakdownAmount: money(349.9),
          breakdowns: [{ breakdownType: 'OurPricePrincipal', breakdownAmount: money(349.9) }],
        },
        {
          breakdownType: 'AmazonFees',
          breakdownAmount: money(-52.48),
          breakdowns: [{ breakdownType: 'Commission', breakdownAmount: money(-52.48) }],
        },
      ],
    };
    await open((request) => {
      if (!request.path.endsWith('/transactions')) return null;
      const second = request.query.has('nextToken');
      return {
        json: { payload: second ? { transactions: [transaction] } : { nextToken: 'n', transactions: [] } },
      };
    });
    const entries = await collect(bench.connection.readSettlements!(month));
    expect(
      entries.map(({ kind, amountE4, orderNumber, entryId }) => [kind, amountE4, orderNumber, entryId]),
    ).toEqual([
      ['sale', 3_499_000, '404-1', 't-1:0'],
      ['commission', -524_800, '404-1', 't-1:1'],
    ]);
  });
});
