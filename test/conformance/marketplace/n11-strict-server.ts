import type { Scripted, SeenRequest } from '../../support/scripted-server.ts';
import { judgeJson } from './n11-strict-bodies.ts';
import { judgeSoap } from './n11-strict-soap.ts';

export const KEYS = { appKey: 'a1b2<c3&d4-key-of-the-shop', appSecret: 'S3cret"word&of-the-shop' };

const DAY_MS = 86_400_000;
const TASK = /^\/ms\/product\/tasks\/(product-create|price-stock-update|product-update|product-delete)$/;

/** Which query names each read takes, and what their values look like (sheet §6.7, §7.1). */
const QUERIES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  '/ms/product-query': {
    id: /^\d{1,19}$/,
    productMainId: /^.+$/,
    stockCode: /^.+$/,
    saleStatus: /^(On_Sale|Out_Of_Stock)$/,
    productStatus: /^(Active|InCatalogApproval|Suspended|CatalogRejected|Prohibited|Unlisted|InApproval)$/,
    page: /^\d+$/,
    size: /^(\d{1,2}|1\d\d|2[0-4]\d|250)$/,
  },
  '/rest/delivery/v1/shipmentPackages': {
    startDate: /^1\d{12}$/,
    endDate: /^1\d{12}$/,
    page: /^\d+$/,
    size: /^(\d{1,2}|100)$/,
    status: /^(Created|Picking|Shipped|Cancelled|Delivered|Unpacked|UnSupplied)$/,
    orderNumber: /^\d{12,13}$/,
    packageIds: /^\d+$/,
    orderByField: /^true$/,
    orderByDirection: /^(ASC|DESC)$/,
  },
  '/cdn/categories': {},
  '/cdn/category/1000100/attribute': {},
};

const WRITES: Readonly<Record<string, string>> = {
  '/ms/product/task-details/page-query': 'POST',
  '/rest/order/v1/update': 'PUT',
  '/rest/delivery/v1/splitCombinePackage': 'POST',
  '/rest/delivery/v1/splitPackageByQuantity': 'POST',
  '/rest/order/v1/labor-costs': 'PUT',
  '/rest/delivery/v1/collectionRequest': 'PUT',
};

/** What a simulator made from the fact sheet alone would refuse a request for; empty where it is right in everything. */
export function faultsOf(request: SeenRequest, base = '/trendyol'): readonly string[] {
  const path = request.path.slice(base.length);
  const soap = /^\/ws\/(\w+)\/$/.exec(path);
  if (soap) return judgeSoap(soap[1]!, request, KEYS);
  return [...judgeHeaders(request), ...judgeRest(path, request)].map((fault) => `${path}: ${fault}`);
}

function judgeHeaders({ method, headers }: SeenRequest): readonly string[] {
  const faults: string[] = [];
  if (headers['appkey'] !== KEYS.appKey) faults.push('no appkey');
  if (headers['appsecret'] !== KEYS.appSecret) faults.push('no appsecret');
  if (headers['authorization'] !== undefined) faults.push('an Authorization header');
  const isJson = /^application\/json\b/.test(headers['content-type'] ?? '');
  if (method !== 'GET' && !isJson) faults.push('a write that is no JSON');
  return faults;
}

function judgeRest(path: string, { method, query, body }: SeenRequest): readonly string[] {
  const names = Object.hasOwn(QUERIES, path) ? QUERIES[path] : undefined;
  if (names) return method === 'GET' ? judgeQuery(names, query) : ['not GET'];
  const wanted = TASK.test(path) ? 'POST' : WRITES[path];
  if (wanted === undefined) return ['an unknown path'];
  return [...(method === wanted ? [] : [`not ${wanted}`]), ...judgeJson(path, body)];
}

function judgeQuery(names: Readonly<Record<string, RegExp>>, query: URLSearchParams): readonly string[] {
  const faults = [...query].flatMap(([name, value]) => {
    const form = Object.hasOwn(names, name) ? names[name] : undefined;
    return form?.test(value) === true ? [] : [`${name}=${value}`];
  });
  const span = Number(query.get('endDate')) - Number(query.get('startDate'));
  // Longer ones are cut without a word: what lies beyond is never seen.
  return span > 15 * DAY_MS ? [...faults, `a window of ${span / DAY_MS} days`] : faults;
}

/** The task's answer as the sheet shows it. */
export function queued(id: string): Scripted {
  return {
    body: `{"id":${id},"type":"SKU_UPDATE","status":"IN_QUEUE","reasons":["1 sku işlenmeye alındı."]}`,
  };
}
