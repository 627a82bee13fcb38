import { createHash } from 'node:crypto';
import type { EndpointCheck } from '#contract/channels.ts';
import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getCategories, getOrders, getProducts } from './api.ts';
import { readCargoCompanies } from './cargo-companies.ts';
import type { N11Client } from './client.ts';
import { n11Endpoints, type N11Endpoint } from './endpoints.ts';
import { NAME } from './errors.ts';
import { callSoap, type SoapCall } from './soap-client.ts';
import { CategoryTree, ProductPage } from './wire.ts';
import { PackagePage } from './wire-order.ts';

export type Verdict = { readonly account: string | null; readonly endpoints: readonly EndpointCheck[] };

/** Codes by which the marketplace says no, as opposed to not answering. */
const REFUSALS: ReadonlySet<Problem['code']> = new Set([
  'channel/wrong-key',
  'channel/forbidden',
  'channel/not-found',
  'channel/request-refused',
  'channel/retired-endpoint',
]);

const UNTRIED: readonly N11Endpoint[] = ['price-stock-update', 'product-create', 'order-update'];

/**
 * Asks each family of services for one row: products, orders and SOAP refuse a wrong key each in a way of its own (sheet
 * §4). Writing can't be tried without changing something, and questions may be asked for once a minute only.
 */
export async function verifyCredentials(client: N11Client, signal?: AbortSignal): Promise<Verdict> {
  let seller: string | null = null;
  const options = { priority: PRIORITY.check, signal };
  const vital = [
    await checkEndpoint(client, 'products', async () => {
      const page = await client.read(getProducts({ page: 0, size: 1 }), ProductPage, options);
      requireTotals('products', page);
      seller ??= sellerOf(page.content);
    }),
    await checkEndpoint(client, 'orders', async () => {
      const page = await client.read(getOrders({ page: 0 }), PackagePage, options);
      requireTotals('orders', page);
      seller ??= sellerOf(page.content);
    }),
  ];
  const works = vital.some(({ outcome }) => outcome === 'works');
  const further: EndpointCheck[] = [];
  for (const [endpoint, ask] of furtherQuestions(client, signal))
    further.push(works ? withoutNeed(await checkEndpoint(client, endpoint, ask)) : notChecked(endpoint));
  return {
    account: works ? (seller ?? accountOf(client.appKey)) : null,
    endpoints: [...vital, ...further, ...UNTRIED.map(notChecked)],
  };
}

/** SOAP's services and the catalogue; the list of carriers takes no key and proves nothing by itself. */
function furtherQuestions(
  client: N11Client,
  signal: AbortSignal | undefined,
): readonly (readonly [N11Endpoint, () => Promise<void>])[] {
  const options = { priority: PRIORITY.check, signal };
  const content = { searchData: { status: 'REQUESTED' }, pagingData: { currentPage: 0 } };
  const claims = async (call: Omit<SoapCall, 'content'>): Promise<void> =>
    void (await callSoap(client, { ...call, content }, options));
  return [
    [
      'returns',
      () => claims({ endpoint: 'returns', service: 'returnService', operation: 'ClaimReturnList' }),
    ],
    // Between SOAP's: several services that are gone, one after another, would look like an outage of all.
    ['categories', async () => void (await client.read(getCategories(), CategoryTree, options))],
    [
      'cancel-claims',
      () =>
        claims({ endpoint: 'cancel-claims', service: 'claimCancelService', operation: 'ClaimCancelList' }),
    ],
    ['cargo-companies', async () => void (await readCargoCompanies(client, signal))],
  ];
}

function notChecked(endpoint: N11Endpoint): EndpointCheck {
  return describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null });
}

/** Goods and orders need none of these: that one can't be asked is told, and keeps nobody from connecting. A wrong key does. */
function withoutNeed(check: EndpointCheck): EndpointCheck {
  if (check.problem === null || check.problem.code === 'channel/wrong-key') return check;
  return { ...check, outcome: 'not-checked' };
}

async function checkEndpoint(
  client: N11Client,
  endpoint: N11Endpoint,
  ask: () => Promise<void>,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    await ask();
    return describe(endpoint, { outcome: 'works', durationMs: took(), problem: null });
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const outcome = REFUSALS.has(error.problem.code) ? 'refused' : 'failed';
    return describe(endpoint, { outcome, durationMs: took(), problem: error.problem });
  }
}

function describe(endpoint: N11Endpoint, check: Omit<EndpointCheck, 'endpoint' | 'label'>): EndpointCheck {
  return { endpoint, label: n11Endpoints[endpoint].label, ...check };
}

/** Any server may answer with an empty list; an account without goods or orders is told by its totals. */
function requireTotals(
  endpoint: N11Endpoint,
  page: {
    readonly content: readonly unknown[];
    readonly totalElements: number | null;
    readonly totalPages: number | null;
  },
): void {
  if (page.content.length > 0 || page.totalElements !== null || page.totalPages !== null) return;
  throw new ProblemError(
    problem('channel/not-understood', { marketplace: NAME, endpoint }, 'neither rows nor totals'),
  );
}

/** The seller's number that products and packages carry. */
function sellerOf(rows: readonly unknown[]): string | null {
  for (const row of rows) {
    const id = typeof row === 'object' && row !== null && 'sellerId' in row ? row.sellerId : null;
    if ((typeof id === 'number' || typeof id === 'string') && String(id).trim() !== '') return String(id);
  }
  return null;
}

/** An account without goods and orders does not tell who it is: then by its key, which must not be shown. */
function accountOf(appKey: string): string {
  return `key-${createHash('sha256').update(appKey).digest('hex').slice(0, 8)}`;
}
