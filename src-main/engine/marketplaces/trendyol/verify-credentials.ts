import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import { z } from 'zod';
import type { EndpointCheck } from '#contract/channels.ts';
import {
  getApproved,
  getOffers,
  getOrders,
  getOrderStream,
  getUnapproved,
  type TrendyolRequest,
} from './api.ts';
import { getClaimReasons, getClaims, getFinance, getQuestions } from './api-after-sales.ts';
import { getBrandsByName, getCargoProviders } from './api-catalogue.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import type { TrendyolEndpoint } from './endpoints.ts';
import { trendyolManifest } from './manifest.ts';
import { ApprovedPage, PackagePage } from './wire.ts';

export type Verdict = { readonly account: string | null; readonly endpoints: readonly EndpointCheck[] };

/** Codes by which the marketplace says no, as opposed to not answering. */
const REFUSALS: ReadonlySet<Problem['code']> = new Set([
  'channel/wrong-key',
  'channel/other-seller',
  'channel/forbidden',
  'channel/not-found',
  'channel/request-refused',
  'channel/retired-endpoint',
]);

const DAY_MS = 86_400_000;
/** Can't be tried without changing something. */
const WRITES: readonly TrendyolEndpoint[] = ['price-and-inventory', 'product-create', 'package-status'];

/**
 * Asks every service that is read from for a row: first those that no channel can do without, whose rows also tell whose
 * account it is, then the others. Addresses are left out: they may be asked for once an hour only.
 *
 * Trendyol answers 401 both for a wrong key and for a key of another seller (sheet §1.4): a 401 is reported as the key.
 */
export async function verifyCredentials(client: TrendyolClient, signal?: AbortSignal): Promise<Verdict> {
  const { sellerId } = client;
  const checks: readonly (readonly [TrendyolRequest, typeof ApprovedPage | typeof PackagePage])[] = [
    [getApproved(sellerId, { page: 0 }, 1), ApprovedPage],
    [getOffers(sellerId, { page: 0, size: 1 }), ApprovedPage],
    [getOrders(sellerId, { page: 0, size: 1 }), PackagePage],
  ];
  const endpoints: EndpointCheck[] = [];
  for (const [request, shape] of checks) endpoints.push(await checkEndpoint(client, request, shape, signal));
  const works = endpoints.some(({ outcome }) => outcome === 'works');
  for (const request of furtherRequests(sellerId, client.context.clock.now()))
    endpoints.push(works ? await checkFurther(client, request, signal) : notChecked(request.endpoint));
  endpoints.push(...WRITES.map(notChecked));
  return { account: works ? sellerId : null, endpoints: namingOtherSeller(endpoints, sellerId) };
}

function furtherRequests(sellerId: string, now: number): readonly TrendyolRequest[] {
  const window = { fromMs: now - DAY_MS, toMs: now };
  const changed = { lastModifiedStartDate: window.fromMs, lastModifiedEndDate: window.toMs };
  return [
    getOrderStream(sellerId, changed),
    getUnapproved(sellerId, { page: 0 }),
    getBrandsByName('Trendyol'),
    getCargoProviders(),
    getClaims(sellerId, { startDate: window.fromMs, endDate: window.toMs }, 0),
    getClaimReasons(),
    getQuestions(sellerId, window, 0),
    getFinance(sellerId, { service: 'settlements', transactionType: 'Sale', window }, 0),
    getFinance(sellerId, { service: 'other-financials', transactionType: 'PaymentOrder', window }, 0),
  ];
}

const AnyJson = z.union([z.looseObject({}), z.array(z.unknown())]);

/**
 * A service beside the vital ones: a right that is missing there (finance answers 401 to a seller without it, sheet §4.3) is
 * told with its reason and keeps nobody from selling. No claims at all may be a 404 (sheet §4.1).
 */
async function checkFurther(
  client: TrendyolClient,
  request: TrendyolRequest,
  signal?: AbortSignal,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    await client.read(request, AnyJson, { priority: PRIORITY.check, signal });
    return describe(request.endpoint, { outcome: 'works', durationMs: took(), problem: null });
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const { code, params, detail } = error.problem;
    if (code === 'channel/not-found' && request.endpoint === 'claims')
      return describe(request.endpoint, { outcome: 'works', durationMs: took(), problem: null });
    const reason =
      code === 'channel/wrong-key' ? problem('channel/forbidden', params, detail) : error.problem;
    return describe(request.endpoint, { outcome: 'not-checked', durationMs: took(), problem: reason });
  }
}

function notChecked(endpoint: TrendyolEndpoint): EndpointCheck {
  return describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null });
}

/**
 * 403 stands for a path that this key may not use (sheet §1.4), and the only thing in a path that differs from one
 * merchant to the next is the seller's number: when every service says so, it is not a right that is missing.
 */
function namingOtherSeller(endpoints: readonly EndpointCheck[], sellerId: string): readonly EndpointCheck[] {
  const asked = endpoints.filter(({ outcome }) => outcome !== 'not-checked');
  if (!asked.every((check) => check.problem?.code === 'channel/forbidden')) return endpoints;
  return endpoints.map((check) =>
    check.problem === null
      ? check
      : {
          ...check,
          problem: {
            ...check.problem,
            code: 'channel/other-seller',
            params: { ...check.problem.params, sellerId },
          },
        },
  );
}

async function checkEndpoint(
  client: TrendyolClient,
  request: TrendyolRequest,
  shape: typeof ApprovedPage | typeof PackagePage,
  signal?: AbortSignal,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    const page = await client.read(request, shape, { priority: PRIORITY.check, signal });
    if (provesNothing(page)) {
      const params = { marketplace: trendyolManifest.name, endpoint: request.endpoint };
      throw new ProblemError(problem('channel/not-understood', params, 'neither rows nor totals'));
    }
    const other = otherSeller(page.content, client.sellerId);
    if (other !== null) {
      const params = { marketplace: trendyolManifest.name, sellerId: client.sellerId, otherSellerId: other };
      throw new ProblemError(problem('channel/other-seller', params));
    }
    return describe(request.endpoint, { outcome: 'works', durationMs: took(), problem: null });
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const outcome = REFUSALS.has(error.problem.code) ? 'refused' : 'failed';
    return describe(request.endpoint, { outcome, durationMs: took(), problem: error.problem });
  }
}

function describe(
  endpoint: TrendyolEndpoint,
  check: Omit<EndpointCheck, 'endpoint' | 'label'>,
): EndpointCheck {
  const { label } = trendyolManifest.endpoints[endpoint];
  return { endpoint, label, ...check };
}

/** Any server may answer with an empty list; an account without goods or orders is told by its totals. */
function provesNothing(page: z.output<typeof ApprovedPage> | z.output<typeof PackagePage>): boolean {
  const rows = Array.isArray(page.content) ? page.content : page.content.good;
  return rows.length === 0 && page.totalElements === null && page.totalPages === null;
}

/** The seller's number that a row carries, when it is not ours. */
function otherSeller(content: unknown, sellerId: string): string | null {
  const rows: readonly unknown[] = Array.isArray(content) ? content : readGood(content);
  for (const row of rows.flatMap(withVariants)) {
    const id = typeof row === 'object' && row !== null && 'supplierId' in row ? row.supplierId : null;
    const text = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
    if (text !== '' && text !== sellerId) return text;
  }
  return null;
}

function readGood(content: unknown): readonly unknown[] {
  return typeof content === 'object' && content !== null && 'good' in content && Array.isArray(content.good)
    ? content.good
    : [];
}

function withVariants(row: unknown): readonly unknown[] {
  const variants = typeof row === 'object' && row !== null && 'variants' in row ? row.variants : null;
  return Array.isArray(variants) ? [row, ...(variants as readonly unknown[])] : [row];
}
