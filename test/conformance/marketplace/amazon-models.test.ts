import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as documents from '#engine/marketplaces/amazon/api-documents.ts';
import * as api from '#engine/marketplaces/amazon/api.ts';
import { siteOf } from '#engine/marketplaces/amazon/sites.ts';
import { TURKEY } from '../../support/amazon-wire.ts';

/** Amazon's own models, which are not part of this repository. */
const FOLDER =
  process.env['MESCHAIN_AMAZON_MODELS'] ??
  join(import.meta.dirname, '../../../../shared/marketplaces/amazon-models');

const account = { sellerId: 'A2EXAMPLE0001', site: siteOf(TURKEY)! };
const body = { productType: 'SHIRT', requirements: 'LISTING', attributes: {} } as const;
const shipment = {
  orderId: '404-1-1',
  packageReferenceId: '1',
  carrierCode: 'Other',
  carrierName: 'Kargo',
  trackingNumber: '1',
  shippedAtMs: 0,
  items: [{ orderItemId: '1', quantity: 1 }],
};

const REQUESTS: readonly (readonly [model: string, request: api.AmazonRequest])[] = [
  ['sellers', api.getParticipations()],
  ['listingsItems_2021-08-01', api.searchListings(account, { skus: ['A'] })],
  [
    'listingsItems_2021-08-01',
    api.searchListings(account, { createdAfterMs: 0, createdBeforeMs: 1, pageToken: 't' }),
  ],
  ['listingsItems_2021-08-01', api.getListing(account, 'A')],
  [
    'listingsItems_2021-08-01',
    api.patchListing(account, 'patch-offer', {
      sku: 'A',
      productType: 'PRODUCT',
      patches: [{ op: 'replace', path: '/attributes/x', value: [] }],
    }),
  ],
  ['listingsItems_2021-08-01', api.putListing(account, 'A', body)],
  ['listingsItems_2021-08-01', api.previewListing(account, 'A', body)],
  ['listingsItems_2021-08-01', api.deleteListing(account, 'A')],
  ['listingsRestrictions_2021-08-01', api.getRestrictions(account, 'B0EXAMPLE1', 'new_new')],
  ['definitionsProductTypes_2020-09-01', api.searchProductTypes(account, 'x')],
  ['definitionsProductTypes_2020-09-01', api.getProductType(account, 'SHIRT')],
  ['catalogItems_2022-04-01', api.searchCatalogue(account, { identifiers: '1', identifiersType: 'EAN' })],
  ['fbaInventory', api.getInventory(account, ['A'])],
  ['productPricing_2022-05-01', api.postCompetitiveSummary(account, ['B0EXAMPLE1'])],
  ['productFeesV0', api.postFeesEstimate(account, [{ sku: 'A', price: 1 }])],
  ['feeds_2021-06-30', documents.createFeedDocument()],
  ['feeds_2021-06-30', documents.createFeed(account, 'd')],
  ['feeds_2021-06-30', documents.getFeed('f')],
  ['feeds_2021-06-30', documents.getFeedDocument('d')],
  ['reports_2021-06-30', documents.createReport(account, { reportType: 'R', fromMs: 0, toMs: 1 })],
  ['reports_2021-06-30', documents.getReport('r')],
  ['reports_2021-06-30', documents.getReportDocument('d')],
  [
    'orders_2026-01-01',
    documents.searchOrders(account, { lastUpdatedAfterMs: 0, lastUpdatedBeforeMs: 1, paginationToken: 't' }),
  ],
  ['orders_2026-01-01', documents.getOrder('404-1-1')],
  ['ordersV0', documents.confirmShipment(account, shipment)],
  [
    'finances_2024-06-19',
    documents.listTransactions(account, { postedAfterMs: 0, postedBeforeMs: 1, nextToken: 'n' }),
  ],
];

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly minItems?: number;
  readonly maxItems?: number;
};
type Parameter = Schema & {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
};
type Model = {
  readonly paths: Record<
    string,
    Record<string, { readonly parameters: readonly Parameter[] }> & {
      readonly parameters?: readonly Parameter[];
    }
  >;
  readonly definitions: Record<string, Schema>;
};

/** What is wrong with a value by the part of JSON Schema that these models use. */
function faults(model: Model, schema: Schema, value: unknown, at: string): readonly string[] {
  const { $ref } = schema;
  if ($ref) return faults(model, model.definitions[$ref.replace('#/definitions/', '')]!, value, at);
  if (schema.enum && !schema.enum.includes(value))
    return [`${at}: ${String(value)} is none of ${schema.enum.join(', ')}`];
  if (schema.type === 'string' && typeof value !== 'string') return [`${at}: not a text`];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${at}: not a list`];
    const wrongSize =
      value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY);
    return [
      ...(wrongSize ? [`${at}: ${value.length} entries`] : []),
      ...value.flatMap((entry, index) => faults(model, schema.items ?? {}, entry, `${at}[${index}]`)),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Record<string, unknown>;
  return [
    ...(schema.required ?? []).filter((name) => !(name in fields)).map((name) => `${at}.${name} is missing`),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
      name in fields ? faults(model, child, fields[name], `${at}.${name}`) : [],
    ),
  ];
}

function operationOf(model: Model, { method, path }: api.AmazonRequest) {
  for (const [template, operations] of Object.entries(model.paths)) {
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
    const operation = operations[method.toLowerCase()];
    if (pattern.test(path) && operation) return [...operation.parameters, ...(operations.parameters ?? [])];
  }
  return null;
}

describe('every request to Amazon', () => {
  if (!existsSync(FOLDER)) {
    it('is checked against Amazon’s models where they are at hand', () => {
      process.stdout.write(
        `Amazon’s models are not at ${FOLDER}: no request was checked against them (set MESCHAIN_AMAZON_MODELS).\n`,
      );
    });
    return;
  }
  it.each(REQUESTS.map(([model, request]) => [request.endpoint, model, request] as const))(
    'to %s is one that %s knows: path, method, parameters and body',
    (_endpoint, name, request) => {
      const model = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Model;
      const parameters = operationOf(model, request);
      expect(parameters, `${request.method} ${request.path}`).not.toBeNull();
      const sent = Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined);
      const wrong = sent.flatMap(([key, value]) => {
        const known = parameters!.find((parameter) => parameter.in === 'query' && parameter.name === key);
        if (!known) return [`${key} is no parameter`];
        if (known.type === 'array') return faults(model, known, String(value).split(','), key);
        return known.enum ? faults(model, { enum: known.enum }, value, key) : [];
      });
      const missing = parameters!.filter(
        ({ in: place, required, name: key }) =>
          place === 'query' && required && !sent.some(([each]) => each === key),
      );
      const bodySchema = parameters!.find((parameter) => parameter.in === 'body')?.schema;
      expect([
        ...wrong,
        ...missing.map(({ name: key }) => `${key} is missing`),
        ...(bodySchema ? faults(model, bodySchema, request.body, 'body') : []),
      ]).toEqual([]);
    },
  );
});
