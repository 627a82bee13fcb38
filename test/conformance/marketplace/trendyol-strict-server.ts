import { CREDENTIALS } from '../../support/gateway-under-test.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';

/** What the seller API's pages of 2026 ask of a request; nothing of it comes from the adapter. */
type Rule = {
  readonly route: string;
  /** Query names that may stand there; with `!` they must. */
  readonly query?: readonly string[];
  readonly body?: 'none' | 'multipart' | ((body: never) => boolean);
};

type Items = { readonly items: readonly Readonly<Record<string, unknown>>[] };
type Lines = { readonly lines: readonly { readonly lineId: unknown; readonly quantity: unknown }[] };

const whole = (value: unknown): boolean => Number.isInteger(value);
const text = (value: unknown, top: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= top;
const money = (value: unknown): boolean =>
  typeof value === 'number' && value > 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
const only = (value: object, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));
const items = (each: (item: Readonly<Record<string, unknown>>) => boolean) => (body: Items) =>
  only(body, ['items']) && body.items.length > 0 && body.items.length <= 1_000 && body.items.every(each);
const lines = (body: Lines): boolean =>
  body.lines.length > 0 && body.lines.every(({ lineId, quantity }) => whole(lineId) && whole(quantity));

const BARCODE = /^[\p{L}\d._-]{1,40}$/u;
const barcode = (item: Readonly<Record<string, unknown>>): boolean => BARCODE.test(String(item['barcode']));
const attribute = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'attributeId' in value &&
  whole(value.attributeId) &&
  (('attributeValueId' in value && whole(value.attributeValueId)) ||
    ('attributeValueIds' in value && Array.isArray(value.attributeValueIds)) ||
    ('customAttributeValue' in value && text(value.customAttributeValue, 50)));
const content = (item: Readonly<Record<string, unknown>>): boolean =>
  text(item['title'], 100) &&
  text(item['description'], 30_000) &&
  (item['images'] as readonly { readonly url: string }[]).every(({ url }) => url.startsWith('https://')) &&
  (item['attributes'] as readonly unknown[]).every(attribute);
const product = (item: Readonly<Record<string, unknown>>): boolean =>
  barcode(item) &&
  content(item) &&
  text(item['productMainId'], 40) &&
  text(item['stockCode'], 100) &&
  whole(item['brandId']) &&
  whole(item['categoryId']) &&
  typeof item['dimensionalWeight'] === 'number' &&
  [0, 1, 10, 20].includes(Number(item['vatRate']));

const PAGED = ['page!', 'size!'];
const P = '/order/sellers/{s}/shipment-packages/{id}';
const FINANCE = ['transactionType!', 'startDate!', 'endDate!', ...PAGED];

const RULES: readonly Rule[] = [
  { route: 'GET /product/brands', query: PAGED },
  { route: 'GET /product/brands/by-name', query: ['name!'] },
  { route: 'POST /product/sellers/{s}/brands', body: 'multipart' },
  { route: 'GET /product/product-categories' },
  { route: 'GET /product/categories/{id}/attributes' },
  { route: 'GET /product/categories/{id}/attributes/{id}/values', query: PAGED },
  {
    route: 'POST /product/sellers/{s}/v2/products',
    body: items(
      (item) =>
        product(item) && whole(item['quantity']) && money(item['salePrice']) && money(item['listPrice']),
    ),
  },
  { route: 'POST /product/sellers/{s}/products/unapproved-bulk-update', body: items(product) },
  {
    route: 'POST /product/sellers/{s}/products/content-bulk-update',
    body: items((item) => whole(item['contentId']) && content(item) && !('barcode' in item)),
  },
  {
    route: 'POST /product/sellers/{s}/products/variant-bulk-update',
    body: items((item) => barcode(item) && !('title' in item) && !('salePrice' in item)),
  },
  {
    route: 'POST /product/sellers/{s}/products/delivery-info-bulk-update',
    body: items((item) => barcode(item) && 'deliveryOptions' in item),
  },
  {
    route: 'POST /inventory/sellers/{s}/products/price-and-inventory',
    body: items(
      (item) =>
        barcode(item) &&
        only(item, ['barcode', 'quantity', 'salePrice', 'listPrice']) &&
        Object.keys(item).length > 1 &&
        (!('quantity' in item) || (whole(item['quantity']) && Number(item['quantity']) <= 20_000)) &&
        (!('salePrice' in item) || money(item['salePrice'])),
    ),
  },
  { route: 'GET /product/sellers/{s}/products/batch-requests/{id}' },
  {
    route: 'PUT /product/sellers/{s}/products/archive-state',
    body: items((item) => barcode(item) && typeof item['archived'] === 'boolean'),
  },
  { route: 'DELETE /product/sellers/{s}/products', body: items(barcode) },
  { route: 'PUT /product/sellers/{s}/products/unlock', body: items(barcode) },
  {
    route: 'POST /product/sellers/{s}/products/buybox-information',
    body: (body: { readonly barcodes: readonly string[] }) => body.barcodes.length <= 10,
  },
  { route: 'GET /product/sellers/{s}/product/{id}' },
  {
    route: 'GET /product/sellers/{s}/products/approved',
    query: ['page', 'size!', 'nextPageToken', 'barcodes'],
  },
  {
    route: 'GET /product/sellers/{s}/products/approved/inventory-and-price',
    query: ['page', 'size!', 'nextPageToken', 'barcodes'],
  },
  { route: 'GET /product/sellers/{s}/products/unapproved', query: ['page', 'size!', 'nextPageToken'] },
  { route: 'GET /product/sellers/{s}/products/{id}/update-audits', query: ['page', 'size'] },
  { route: 'GET /product/lookup/cargo-providers' },
  { route: 'GET /sellers/{s}/addresses' },
  {
    route: 'POST /video/sellers/{s}/videos',
    body: (body: { readonly title: string; readonly productContentIds: readonly string[] }) =>
      text(body.title, 50) && body.productContentIds.every((id) => typeof id === 'string'),
  },
  { route: 'GET /video/sellers/{s}/videos', query: ['page', 'size'] },
  {
    route: 'GET /order/sellers/{s}/v2/orders',
    query: [
      'startDate',
      'endDate',
      'page',
      'size!',
      'orderNumber',
      'shipmentPackageIds',
      'orderByField',
      'orderByDirection',
    ],
  },
  {
    route: 'GET /order/sellers/{s}/orders/stream',
    query: ['size!', 'nextCursor', 'lastModifiedStartDate', 'lastModifiedEndDate'],
  },
  {
    route: `PUT ${P}`,
    body: (body: Lines & { readonly status: string; readonly params: Readonly<Record<string, unknown>> }) =>
      lines(body) &&
      (body.status === 'Picking' ||
        (body.status === 'Invoiced' && typeof body.params['invoiceNumber'] === 'string')),
  },
  {
    route: `PUT ${P}/items/unsupplied`,
    body: (body: Lines & { readonly reasonId: number }) =>
      lines(body) && [500, 501, 502, 504, 505, 506].includes(body.reasonId),
  },
  {
    route: `POST ${P}/split`,
    body: (body: { readonly orderLineIds: readonly unknown[] }) => body.orderLineIds.every(whole),
  },
  {
    route: `POST ${P}/quantity-split`,
    body: (body: { readonly quantitySplit: readonly { readonly quantities: readonly unknown[] }[] }) =>
      body.quantitySplit.every(({ quantities }) => quantities.length > 1 && quantities.every(whole)),
  },
  {
    route: `PUT ${P}/box-info`,
    body: (body: { readonly boxQuantity: unknown; readonly deci: unknown }) =>
      whole(body.boxQuantity) && typeof body.deci === 'number',
  },
  { route: `PUT ${P}/cargo-providers`, body: (body: object) => only(body, ['cargoProvider']) },
  { route: `PUT ${P}/warehouse`, body: (body: { readonly warehouseId: unknown }) => whole(body.warehouseId) },
  {
    route: `PUT ${P}/extended-agreed-delivery-date`,
    body: (body: { readonly extendedDayCount: number }) => [1, 2, 3].includes(body.extendedDayCount),
  },
  { route: `PUT ${P}/labor-costs`, body: (body: unknown) => Array.isArray(body) },
  {
    route: `PUT ${P}/alternative-delivery`,
    body: (body: {
      readonly isPhoneNumber: unknown;
      readonly trackingInfo: unknown;
      readonly params: unknown;
    }) =>
      typeof body.isPhoneNumber === 'boolean' && text(body.trackingInfo, 500) && body.params !== undefined,
  },
  { route: `PUT ${P}/manual-deliver`, body: 'none' },
  { route: `PUT ${P}/manual-return`, body: 'none' },
  { route: `PUT ${P}/delivered-by-service`, body: 'none' },
  {
    route: 'POST /sellers/{s}/seller-invoice-links',
    body: (body: {
      readonly invoiceLink: string;
      readonly shipmentPackageId: unknown;
      readonly invoiceNumber?: string;
    }) =>
      whole(body.shipmentPackageId) &&
      body.invoiceLink.startsWith('https://') &&
      /^[A-Za-z0-9]{3}20[2-9]\d\d{9}$/.test(body.invoiceNumber ?? 'ABC2026000000001'),
  },
  {
    route: 'POST /sellers/{s}/seller-invoice-links/delete',
    body: (body: object) => only(body, ['serviceSourceId', 'channelId', 'customerId']),
  },
  { route: 'POST /sellers/{s}/seller-invoice-file', body: 'multipart' },
  { route: 'POST /sellers/{s}/warranty-documents', body: 'multipart' },
  {
    route: 'POST /sellers/{s}/common-label/{id}',
    body: (body: { readonly format: string }) => body.format === 'ZPL',
  },
  { route: 'GET /sellers/{s}/common-label/{id}' },
  { route: 'GET /order/sellers/{s}/claims', query: ['startDate', 'endDate', ...PAGED] },
  { route: 'GET /order/claim-issue-reasons' },
  { route: 'GET /order/sellers/{s}/claims/items/{id}/audit' },
  {
    route: 'PUT /order/sellers/{s}/claims/{id}/items/approve',
    body: (body: { readonly claimLineItemIdList: readonly string[]; readonly params: object }) =>
      body.claimLineItemIdList.length > 0 && only(body.params, []),
  },
  {
    route: 'POST /order/sellers/{s}/claims/{id}/issue',
    query: ['claimIssueReasonId!', 'claimItemIdList!', 'description!'],
    body: 'multipart',
  },
  {
    route: 'POST /order/sellers/{s}/claims/create',
    body: (body: { readonly customerId: unknown; readonly shipmentCompanyId: unknown }) =>
      whole(body.customerId) && whole(body.shipmentCompanyId),
  },
  {
    route: 'GET /qna/sellers/{s}/questions/filter',
    query: ['startDate', 'endDate', ...PAGED, 'orderByField', 'orderByDirection'],
  },
  {
    route: 'POST /qna/sellers/{s}/questions/{id}/answers',
    body: (body: { readonly text: string }) => only(body, ['text']) && body.text.length >= 10,
  },
  { route: 'GET /finance/che/sellers/{s}/settlements', query: FINANCE },
  { route: 'GET /finance/che/sellers/{s}/otherfinancials', query: FINANCE },
  { route: 'GET /finance/che/sellers/{s}/cargo-invoice/{id}/items', query: ['page', 'size'] },
  { route: 'GET /member/countries' },
  { route: 'GET /member/countries/domestic/{id}/cities' },
  { route: 'GET /member/countries/domestic/{id}/cities/{id}/districts' },
  { route: 'GET /member/countries/domestic/{id}/cities/{id}/districts/{id}/neighborhoods' },
];

/** The greatest page by route, and the longest span of dates in days. */
const TOPS: readonly (readonly [RegExp, number])[] = [
  [/products\/approved/, 100],
  [/v2\/orders|orders\/stream|\/claims$/, 200],
  [/questions\/filter/, 50],
  [/finance/, 500],
];
const SPANS: readonly (readonly [RegExp, number])[] = [
  [/v2\/orders|orders\/stream|questions/, 14],
  [/finance/, 15],
];

export type StrictTrendyol = ScriptedServer & {
  /** What a request lacked, in words; empty after a good run. */
  readonly faults: readonly string[];
  readonly routes: ReadonlySet<string>;
};

/** Refuses whatever the pages do not allow, and answers the rest by script. */
export async function startStrictTrendyol(
  answer: (request: SeenRequest, route: string) => Scripted,
): Promise<StrictTrendyol> {
  const faults: string[] = [];
  const routes = new Set<string>();
  const server = await startScriptedServer((request) => {
    const path = request.path.replace('/trendyol', '');
    const rule = RULES.find(({ route }) => matches(route, `${request.method} ${path}`));
    const fault = rule
      ? (headerFault(request) ?? queryFault(rule, request) ?? bodyFault(rule, request))
      : null;
    if (rule && fault === null) {
      routes.add(rule.route);
      return answer(request, rule.route);
    }
    faults.push(`${request.method} ${path}: ${fault ?? 'no such service'}`);
    return rule ? { status: 400, json: { errors: [{ key: 'strict', message: fault }] } } : { status: 404 };
  });
  return Object.assign(server, { faults, routes });
}

/** Every service that is described here. */
export const ALL_ROUTES: readonly string[] = RULES.map(({ route }) => route);

function matches(route: string, line: string): boolean {
  const pattern = route
    .replace('/', '/integration/')
    .replaceAll('{s}', CREDENTIALS.sellerId)
    .replaceAll('{id}', '[^/]+');
  return new RegExp(`^${pattern}$`).test(line);
}

function headerFault({ headers }: SeenRequest): string | null {
  const { sellerId, apiKey, apiSecret } = CREDENTIALS;
  const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  if (headers.authorization !== basic) return 'authorization';
  if (headers['user-agent'] !== `${sellerId} - SelfIntegration`) return 'user-agent';
  return (headers['storefrontcode'] ?? 'TR') === 'TR' ? null : 'storeFrontCode';
}

function queryFault(rule: Rule, { path, query }: SeenRequest): string | null {
  const allowed = (rule.query ?? []).map((name) => name.replace('!', ''));
  for (const name of query.keys()) if (!allowed.includes(name)) return `unknown parameter ${name}`;
  for (const name of rule.query ?? [])
    if (name.endsWith('!') && !query.get(name.slice(0, -1))) return `parameter ${name} is missing`;
  const top = TOPS.find(([where]) => where.test(path))?.[1] ?? 1_000;
  if (Number(query.get('size') ?? 1) > top) return `size above ${top}`;
  if (path.includes('/finance/che') && !['500', '1000'].includes(query.get('size') ?? '500'))
    return 'Size değeri 500 ya da 1000 olmalı';
  if ((query.get('barcodes') ?? '').split(',').length > 50) return 'more than 50 barcodes';
  const from = Number(query.get('startDate') ?? query.get('lastModifiedStartDate') ?? 0);
  const to = Number(query.get('endDate') ?? query.get('lastModifiedEndDate') ?? 0);
  const days = SPANS.find(([where]) => where.test(path))?.[1] ?? Number.POSITIVE_INFINITY;
  return to - from > days * 86_400_000 || to < from ? 'span of dates' : null;
}

function bodyFault({ body: rule, route }: Rule, { headers, body }: SeenRequest): string | null {
  const type = headers['content-type'] ?? '';
  if (rule === undefined || rule === 'none') return body === '' ? null : 'a body where none is';
  if (rule === 'multipart') {
    // "No file needed" for some reasons of a rejection: then there is nothing to put into a body.
    if (body === '' && route.endsWith('/issue')) return null;
    return type.startsWith('multipart/form-data; boundary=') ? null : 'media type (415)';
  }
  if (!type.startsWith('application/json')) return 'media type (415)';
  return rule(JSON.parse(body) as never) ? null : `body ${body.slice(0, 300)}`;
}
