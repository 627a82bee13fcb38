import type { Clock } from '#engine/host.ts';

/** One request as its bytes came. */
export type Captured = {
  readonly method: string;
  /** Path and query as they stood in the first line, nothing decoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

type Query = Readonly<Record<string, Rule>>;
type Rule = {
  readonly needed?: true;
  /** A list joined by commas, of at most so many. */
  readonly list?: number;
  readonly of?: readonly string[];
  readonly form?: RegExp;
};
export type Operation = {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  /** Refill per second and size of the bucket, as the usage plans have it. */
  readonly bucket: readonly [rate: number, burst: number];
  readonly query: Query;
};

const TIME: Rule = { form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/ };
const TEXT: Rule = {};
const ONE_SHOP: Rule = { needed: true, list: 1 };
const LOCALE: Rule = { form: /^[a-z]{2}_[A-Z]{2}$/ };
const ITEM_DATA =
  'summaries attributes issues offers fulfillmentAvailability procurement relationships productTypes';
const ORDER_DATA =
  'BUYER RECIPIENT PROCEEDS EXPENSE PROMOTION CANCELLATION FULFILLMENT PACKAGES TAX PAYMENT FULFILLMENT_ORDERS';
const CATALOGUE_DATA =
  'attributes classifications dimensions identifiers images productTypes relationships salesRanks summaries vendorDetails';
const STATUSES = 'PENDING_AVAILABILITY PENDING UNSHIPPED PARTIALLY_SHIPPED SHIPPED CANCELLED UNFULFILLABLE';
const ID_TYPES = 'ASIN EAN FNSKU GTIN ISBN JAN MINSAN SKU UPC'.split(' ');
const data = (words: string): Rule => ({ list: 20, of: words.split(' ') });
const WRITE: Query = {
  marketplaceIds: ONE_SHOP,
  includedData: data('identifiers issues'),
  mode: { of: ['VALIDATION_PREVIEW'] },
  issueLocale: LOCALE,
};
const ITEM = /^\/listings\/2021-08-01\/items\/[^/]+\/[^/]+$/;
const BATCH = /^\/batches\/products\/pricing\/2022-05-01\/items\/competitiveSummary$/;

/** Written down from Amazon's models of 5 Aug 2026 and their usage plans, and from nothing of this program's. */
export const OPERATIONS: readonly Operation[] = [
  op('getMarketplaceParticipations', 'GET', /^\/sellers\/v1\/marketplaceParticipations$/, [0.016, 15], {}),
  op('searchListingsItems', 'GET', /^\/listings\/2021-08-01\/items\/[^/]+$/, [5, 5], {
    marketplaceIds: { needed: true, list: 1 },
    issueLocale: LOCALE,
    includedData: data(ITEM_DATA),
    identifiers: { list: 20 },
    identifiersType: { of: ID_TYPES },
    createdAfter: TIME,
    createdBefore: TIME,
    lastUpdatedAfter: TIME,
    lastUpdatedBefore: TIME,
    sortBy: { of: ['sku', 'createdDate', 'lastUpdatedDate'] },
    sortOrder: { of: ['ASC', 'DESC'] },
    pageSize: { form: /^(?:[1-9]|1\d|20)$/ },
    pageToken: TEXT,
  }),
  op('getListingsItem', 'GET', ITEM, [5, 10], {
    marketplaceIds: { needed: true, list: 1 },
    issueLocale: LOCALE,
    includedData: data(ITEM_DATA),
  }),
  op('putListingsItem', 'PUT', ITEM, [5, 10], WRITE),
  op('patchListingsItem', 'PATCH', ITEM, [5, 5], WRITE),
  op('deleteListingsItem', 'DELETE', ITEM, [5, 5], { marketplaceIds: ONE_SHOP, issueLocale: LOCALE }),
  op('getListingsRestrictions', 'GET', /^\/listings\/2021-08-01\/restrictions$/, [5, 10], {
    asin: { needed: true },
    sellerId: { needed: true },
    marketplaceIds: { needed: true, list: 1 },
    conditionType: TEXT,
    reasonLocale: LOCALE,
  }),
  op('searchDefinitionsProductTypes', 'GET', /^\/definitions\/2020-09-01\/productTypes$/, [5, 10], {
    marketplaceIds: { needed: true, list: 1 },
    keywords: { list: 20 },
    itemName: TEXT,
    locale: LOCALE,
    searchLocale: LOCALE,
  }),
  op('getDefinitionsProductType', 'GET', /^\/definitions\/2020-09-01\/productTypes\/[^/]+$/, [5, 10], {
    marketplaceIds: ONE_SHOP,
    sellerId: TEXT,
    productTypeVersion: TEXT,
    requirements: { of: ['LISTING', 'LISTING_PRODUCT_ONLY', 'LISTING_OFFER_ONLY'] },
    requirementsEnforced: { of: ['ENFORCED', 'NOT_ENFORCED'] },
    locale: { form: /^[a-z]{2}_[A-Z]{2}$/ },
  }),
  op('searchCatalogItems', 'GET', /^\/catalog\/2022-04-01\/items$/, [2, 2], {
    marketplaceIds: { needed: true, list: 1 },
    identifiers: { list: 20 },
    identifiersType: { of: 'ASIN EAN GTIN ISBN JAN MINSAN SKU UPC'.split(' ') },
    keywords: { list: 20 },
    includedData: data(CATALOGUE_DATA),
    locale: LOCALE,
    pageSize: { form: /^(?:[1-9]|1\d|20)$/ },
    pageToken: TEXT,
  }),
  op('getInventorySummaries', 'GET', /^\/fba\/inventory\/v1\/summaries$/, [2, 2], {
    details: { of: ['true', 'false'] },
    granularityType: { needed: true, of: ['Marketplace'] },
    granularityId: { needed: true },
    sellerSkus: { list: 50 },
    nextToken: TEXT,
    marketplaceIds: ONE_SHOP,
  }),
  op('getCompetitiveSummary', 'POST', BATCH, [0.033, 1], {}),
  op('getMyFeesEstimates', 'POST', /^\/products\/fees\/v0\/feesEstimate$/, [0.5, 1], {}),
  op('createFeedDocument', 'POST', /^\/feeds\/2021-06-30\/documents$/, [0.5, 15], {}),
  op('createFeed', 'POST', /^\/feeds\/2021-06-30\/feeds$/, [0.0083, 15], {}),
  op('getFeed', 'GET', /^\/feeds\/2021-06-30\/feeds\/[^/]+$/, [2, 15], {}),
  op('getFeedDocument', 'GET', /^\/feeds\/2021-06-30\/documents\/[^/]+$/, [0.0222, 10], {}),
  op('createReport', 'POST', /^\/reports\/2021-06-30\/reports$/, [0.0167, 15], {}),
  op('getReport', 'GET', /^\/reports\/2021-06-30\/reports\/[^/]+$/, [2, 15], {}),
  op('getReportDocument', 'GET', /^\/reports\/2021-06-30\/documents\/[^/]+$/, [0.0167, 15], {}),
  op('searchOrders', 'GET', /^\/orders\/2026-01-01\/orders$/, [0.0056, 20], {
    createdAfter: TIME,
    createdBefore: TIME,
    lastUpdatedAfter: TIME,
    lastUpdatedBefore: TIME,
    fulfillmentStatuses: { list: 7, of: STATUSES.split(' ') },
    marketplaceIds: { list: 50 },
    fulfilledBy: { list: 2, of: ['MERCHANT', 'AMAZON'] },
    maxResultsPerPage: { form: /^(?:[1-9]\d?|100)$/ },
    paginationToken: TEXT,
    includedData: data(ORDER_DATA),
  }),
  op('getOrder', 'GET', /^\/orders\/2026-01-01\/orders\/[^/]+$/, [0.5, 30], {
    includedData: data(ORDER_DATA),
  }),
  op('confirmShipment', 'POST', /^\/orders\/v0\/orders\/[^/]+\/shipmentConfirmation$/, [2, 10], {}),
  op('listTransactions', 'GET', /^\/finances\/2024-06-19\/transactions$/, [0.5, 10], {
    postedAfter: TIME,
    postedBefore: TIME,
    marketplaceId: TEXT,
    nextToken: TEXT,
  }),
];

function op(
  name: string,
  method: string,
  path: RegExp,
  bucket: Operation['bucket'],
  query: Query,
): Operation {
  return { name, method, path, bucket, query };
}

/** Everything about a request that its operation does not allow. */
export function faultsOf(
  operation: Operation,
  { target, headers, method, body }: Captured,
): readonly string[] {
  const [path = '', search = ''] = target.split('?');
  const faults: string[] = [];
  if (/[^\w\-.~%/:@!$&'()*+,;=]/.test(path)) faults.push(`path not encoded: ${path}`);
  const agent = headers['user-agent'] ?? '';
  if (agent.trim() === '' || agent.length > 500) faults.push('no user-agent');
  if (headers['authorization'] !== undefined) faults.push('an authorization header');
  if (method !== 'GET' && method !== 'DELETE' && !/^application\/json\b/.test(headers['content-type'] ?? ''))
    faults.push(`content-type ${headers['content-type']}`);
  if ((method === 'GET' || method === 'DELETE') && body.length > 0) faults.push('a body');
  const seen = new Set<string>();
  for (const pair of search === '' ? [] : search.split('&')) {
    const [name = '', raw = ''] = pair.split('=');
    if (seen.has(name)) faults.push(`${name} stands twice`);
    seen.add(name);
    const rule = operation.query[name];
    if (!rule) faults.push(`${name} is no parameter of ${operation.name}`);
    // A plus is a blank to some servers and a plus to others; colons have to be encoded (sheet §2).
    if (/[+ :]/.test(raw)) faults.push(`${name} not encoded: ${raw}`);
    if (rule) faults.push(...valueFaults(name, rule, decodeURIComponent(raw)));
  }
  for (const [name, { needed }] of Object.entries(operation.query))
    if (needed && !seen.has(name)) faults.push(`${name} is missing`);
  return faults;
}

function valueFaults(name: string, rule: Rule, value: string): readonly string[] {
  const values = rule.list === undefined ? [value] : value.split(',');
  return [
    ...(value === '' ? [`${name} is empty`] : []),
    ...(values.length > (rule.list ?? 1) ? [`${name} has ${values.length} values`] : []),
    ...values.filter((each) => rule.of && !rule.of.includes(each)).map((each) => `${name}: ${each}`),
    ...values.filter((each) => rule.form && !rule.form.test(each)).map((each) => `${name}: ${each}`),
  ];
}

/** Buckets by the very numbers of the usage plans. */
export function strictBuckets(clock: Clock): (operation: Operation) => boolean {
  const levels = new Map<string, { level: number; at: number }>();
  return ({ name, bucket: [rate, burst] }) => {
    const now = clock.monotonic();
    const { level, at } = levels.get(name) ?? { level: burst, at: now };
    const filled = Math.min(burst, level + ((now - at) / 1_000) * rate);
    const taken = filled >= 1;
    levels.set(name, { level: taken ? filled - 1 : filled, at: now });
    return taken;
  };
}
