import { afterEach, describe, expect, it } from 'vitest';
import { trendyolManifest } from '#engine/marketplaces/trendyol/manifest.ts';
import { PRIORITY } from '#engine/marketplaces/kit/priority.ts';
import { collect, openBench, problemOf, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';
import { approvedContent, pageOf } from '../../support/trendyol-wire.ts';
import { shirtDraft } from '../../support/trendyol-services.ts';

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

const write = () => ({ intent: recordIntent().intent, priority: PRIORITY.content });
const last = (): SeenRequest => server.requests.at(-1)!;
const told = (request: SeenRequest): string =>
  `${request.method} ${request.path.replace('/trendyol/integration', '')}`;

describe('lookups, in every shape that Trendyol was seen to send', () => {
  it.each([
    ['wrapped', (tree: unknown) => ({ categories: tree })],
    ['bare', (tree: unknown) => tree],
  ] as const)('take a category tree that is %s', async (_name, shape) => {
    const tree = [
      {
        id: 403,
        name: 'Giyim',
        parentId: null,
        subCategories: [{ id: 411, name: 'Gömlek', parentId: 403, subCategories: [] }],
      },
    ];
    await open(() => ({ json: shape(tree) }));
    expect(await collect(bench.connection.readCategories!())).toEqual([
      { categoryId: '403', parentId: null, name: 'Giyim', leaf: false, open: false },
      { categoryId: '411', parentId: '403', name: 'Gömlek', leaf: true, open: true },
    ]);
    expect(told(last())).toBe('GET /product/product-categories');
  });

  it('take attributes, and values under either name, page by page', async () => {
    await open((request) => {
      if (!request.path.endsWith('/values'))
        return {
          json: {
            id: 411,
            name: 'Gömlek',
            categoryAttributes: [
              {
                categoryId: 411,
                attribute: { id: 47, name: 'Renk' },
                required: true,
                allowCustom: true,
                varianter: false,
                slicer: true,
              },
              'nonsense',
            ],
          },
        };
      const page = Number(request.query.get('page'));
      const row =
        page === 0
          ? { attributeValueId: 6821, attributeValue: ' M ' }
          : { attributeValueId: 6822, attributeValueName: 'Iğdır' };
      return { json: { totalElements: 2, totalPages: 2, page, size: 1, content: [row] } };
    });
    expect(
      (await bench.connection.readAttributes!('411')).map(({ attributeId, slicer }) => [attributeId, slicer]),
    ).toEqual([['47', true]]);
    expect(told(last())).toBe('GET /product/categories/411/attributes');
    const values = await collect(
      bench.connection.readAttributeValues!({ categoryId: '411', attributeId: '338' }),
    );
    expect(values).toEqual([
      { valueId: '6821', name: 'M' },
      { valueId: '6822', name: 'Iğdır' },
    ]);
    expect(told(last())).toBe('GET /product/categories/411/attributes/338/values');
  });

  it('find a brand by name where the search is exact and tells capitals apart', async () => {
    await open(({ query }) => ({
      json:
        query.get('name') === 'İnci'
          ? [
              { id: 40, name: 'İnci' },
              { id: 41, name: 'Başka' },
            ]
          : [],
    }));
    expect(await collect(bench.connection.readBrands!('inci'))).toEqual([{ brandId: '40', name: 'İnci' }]);
  });

  it('page brands until an empty page, whatever size was asked for', async () => {
    await open(({ query }) => {
      const page = Number(query.get('page'));
      return { json: { brands: page < 3 ? [{ id: page, name: `M${page}`, LUXE: false }] : [] } };
    });
    expect((await collect(bench.connection.readBrands!(''))).map(({ brandId }) => brandId)).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  it.each([
    ['plain', { shipmentAddress: true, returningAddress: false, default: true }],
    ['is…', { isShipmentAddress: true, isReturningAddress: false, isDefault: true }],
  ] as const)('take the flags of addresses in the %s spelling', async (_name, flags) => {
    await open(({ path }) => ({
      json: path.endsWith('/addresses')
        ? {
            supplierAddresses: [{ id: 11, addressType: 'Shipment', fullAddress: 'Örnek Sk. 1', ...flags }],
            defaultReturningAddress: { present: true },
          }
        : [{ code: 'ARASMP', name: 'Aras' }],
    }));
    expect(await bench.connection.readAccountChoices!()).toEqual([
      { kind: 'shipment-address', choiceId: '11', name: 'Örnek Sk. 1', preferred: true },
      { kind: 'cargo-company', choiceId: 'ARASMP', name: 'Aras', preferred: false },
    ]);
  });
});

describe('products go out', () => {
  const draft = shirtDraft({
    categoryId: '411',
    brandId: '7',
    barcode: 'TST GML 001M',
    attributes: [
      { attributeId: '47', name: 'Renk', valueId: null, text: 'Beyaz ', unit: null },
      { attributeId: '338', name: 'Beden', valueId: '6821', text: null, unit: null },
      { attributeId: '22', name: 'Materyal', valueId: '9', text: null, unit: null },
      { attributeId: '22', name: 'Materyal', valueId: '10', text: null, unit: null },
    ],
    fields: {
      origin: 'TR',
      deliveryDuration: '1',
      shipmentAddressId: '11',
      returningAddressId: '12',
      cargoProvider: 'ARASMP',
    },
  });

  it('with the fields of the sheet’s own sample, the clean barcode and one shape of attributes each', async () => {
    await open(() => ({ json: { batchRequestId: '2f6c-1762500000' } }));
    const result = await bench.connection.createListings!([draft], write());
    expect(result.kind).toBe('accepted');
    expect(told(last())).toBe('POST /product/sellers/123456/v2/products');
    expect(JSON.parse(last().body)).toEqual({
      items: [
        {
          barcode: 'TSTGML001M',
          productMainId: 'GML001',
          brandId: 7,
          categoryId: 411,
          stockCode: 'GML001-B-M',
          title: draft.title,
          description: draft.description,
          images: draft.images.map((url) => ({ url })),
          quantity: 25,
          listPrice: 799.9,
          salePrice: 649.9,
          vatRate: 10,
          dimensionalWeight: 1.5,
          origin: 'TR',
          shipmentAddressId: 11,
          returningAddressId: 12,
          cargoProviders: ['ARASMP'],
          deliveryOption: { deliveryDuration: 1 },
          attributes: [
            { attributeId: 47, customAttributeValue: 'Beyaz' },
            { attributeId: 338, attributeValueId: 6821 },
            { attributeId: 22, attributeValueIds: [9, 10] },
          ],
        },
      ],
    });
  });

  it('past the last gate with the figures that stand in the body', async () => {
    await open(() => ({ json: { batchRequestId: 'b-1' } }));
    const seen: unknown[] = [];
    await bench.close();
    bench = openBench(server.baseUrl, {
      gate: (_channelId, offers) => {
        seen.push(...offers);
        return [];
      },
    });
    await bench.connection.createListings!([draft], write());
    expect(seen).toEqual([
      { externalId: 'TSTGML001M', quantity: 25, salePriceE4: 6_499_000, listPriceE4: 7_999_000 },
    ]);
  });

  it('and never past it with anything in the body that it can’t judge', async () => {
    await open(() => ({}));
    const item = { barcode: 'B', quantity: 1, salePrice: 1, listPrice: 2, title: 'x' };
    const read = (items: readonly unknown[]) =>
      trendyolManifest.readOffers('product-create', JSON.stringify({ items }));
    expect(read([item])).toEqual([
      { externalId: 'B', quantity: 1, salePriceE4: 10_000, listPriceE4: 20_000 },
    ]);
    for (const wrong of [
      { ...item, currencyType: 'USD' },
      { ...item, salePrice: '1' },
      { ...item, quantity: undefined },
      { ...item, listPrice: undefined },
      { ...item, barcode: '' },
    ])
      expect(() => read([wrong])).toThrow(TypeError);
  });

  it('and an answer without the batch’s name leaves the outcome unknown', async () => {
    await open(() => ({ json: {} }));
    expect((await problemOf(bench.connection.createListings!([draft], write()))).code).toBe(
      'channel/outcome-unknown',
    );
  });

  it('and the batch’s echo is found inside the product, under the shop’s code', async () => {
    await open(({ method }) => ({
      json:
        method === 'POST'
          ? { batchRequestId: '2f6c-1762500000' }
          : {
              batchRequestId: '2f6c-1762500000',
              status: 'COMPLETED',
              itemCount: 1,
              failedItemCount: 1,
              batchRequestType: 'ProductV2OnBoarding',
              items: [
                {
                  requestItem: { barcode: 'TSTGML001M', product: { barcode: 'TSTGML001M', title: '…' } },
                  status: 'FAILED',
                  failureReasons: ['Zorunlu kategori özellik bilgisi eksiktir. Eksik alan: Renk'],
                },
              ],
            },
    }));
    const result = await bench.connection.createListings!([draft], write());
    const report = await bench.connection.readBatch(result.kind === 'accepted' ? result.batchId : '');
    expect(report).toMatchObject({
      final: true,
      items: [
        { externalId: 'GML001-B-M', state: 'failed', problem: { detail: expect.stringContaining('Renk') } },
      ],
    });
  });

  it('approved and waiting ones to their own services; what one refuses stands beside what the others took', async () => {
    const waiting = shirtDraft({ stockCode: 'S2', barcode: 'B2', categoryId: '411', brandId: '7' });
    await open((request) => {
      if (request.path.endsWith('/products/approved'))
        return {
          json: pageOf([
            {
              ...approvedContent('TSTGML001M'),
              attributes: [
                { attributeId: 47, attributeName: 'Renk', attributeValue: 'Ak' },
                { attributeId: 5, attributeValueId: 77 },
              ],
            },
          ]),
        };
      if (request.path.endsWith('/attributes'))
        return {
          json: {
            id: 411,
            categoryAttributes: [
              { attribute: { id: 47, name: 'Renk' }, slicer: true },
              { attribute: { id: 338, name: 'Beden' }, varianter: true },
            ],
          },
        };
      if (request.path.endsWith('/variant-bulk-update'))
        return {
          status: 400,
          json: { errors: [{ key: 'bad.request', message: 'Hatalı', errorCode: '400' }] },
        };
      if (request.method === 'POST')
        return { json: { batchRequestId: `b${request.path.split('/').at(-1)}` } };
      if (request.path.endsWith('/update-audits')) return { json: { page: 1, content: [] } };
      const contents = request.path.includes('content-bulk');
      const requestItem = contents ? { contentId: 900_100_200, title: 'x' } : { barcode: 'B2' };
      return {
        json: {
          status: 'COMPLETED',
          itemCount: 1,
          items: [{ requestItem, status: 'SUCCESS', failureReasons: [] }],
        },
      };
    });
    const result = await bench.connection.updateContent!([{ ...draft, fields: {} }, waiting], write());
    const posted = server.requests.filter(({ method }) => method === 'POST');
    expect(posted.map(({ path }) => path.split('/').at(-1))).toEqual([
      'unapproved-bulk-update',
      'content-bulk-update',
      'variant-bulk-update',
    ]);
    const content = (JSON.parse(posted[1]!.body) as { items: { contentId: number; attributes: unknown }[] })
      .items[0]!;
    expect(content.contentId).toBe(900_100_200);
    expect(content.attributes).toEqual([
      { attributeId: 22, attributeValueIds: [9, 10] },
      { attributeId: 47, customAttributeValue: 'Ak' },
      { attributeId: 5, attributeValueId: 77 },
    ]);
    for (const { body } of posted) expect(body).not.toMatch(/quantity|salePrice|listPrice/);
    const report = await bench.connection.readBatch(result.kind === 'accepted' ? result.batchId : '');
    expect(Object.fromEntries(report.items.map(({ externalId, state }) => [externalId, state]))).toEqual({
      'GML001-B-M': 'failed',
      S2: 'done',
    });
  });

  it('archive, unlock and delete name nothing but barcodes', async () => {
    await open(() => ({ json: { batchRequestId: 'b-1' } }));
    await bench.connection.archiveListings!(['B'], write());
    expect([told(last()), last().body]).toEqual([
      'PUT /product/sellers/123456/products/archive-state',
      '{"items":[{"barcode":"B","archived":true}]}',
    ]);
    await bench.connection.unlockListings!(['B'], write());
    expect([told(last()), last().body]).toEqual([
      'PUT /product/sellers/123456/products/unlock',
      '{"items":[{"barcode":"B"}]}',
    ]);
    await bench.connection.deleteListings!(['B'], write());
    expect([told(last()), last().body]).toEqual([
      'DELETE /product/sellers/123456/products',
      '{"items":[{"barcode":"B"}]}',
    ]);
  });

  it('the buy box is read from the sheet’s sample', async () => {
    await open(() => ({
      json: {
        buyboxInfo: [
          {
            barcode: 'B1',
            buyboxOrder: 2,
            buyboxPrice: 599.9,
            hasMultipleSeller: true,
            secondBuyboxPrice: 610,
            thirdBuyboxPrice: null,
          },
        ],
      },
    }));
    expect(await bench.connection.readBuyBox!(['B1', 'B2'])).toMatchObject([
      { externalId: 'B1', rank: 2, mine: false, winningPriceE4: 5_999_000, sellers: null },
    ]);
    expect([told(last()), last().body]).toEqual([
      'POST /product/sellers/123456/products/buybox-information',
      '{"barcodes":["B1","B2"]}',
    ]);
  });
});
