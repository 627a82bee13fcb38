import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { EndpointCheck } from '#contract/channels.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  getCargoFirms,
  getClaims,
  getQuestions,
  getShippingProfiles,
  getTransactions,
} from './api-after-sales.ts';
import { getCategories, getProducts } from './api-catalogue.ts';
import { getListings } from './api-listings.ts';
import {
  getAwaitingLines,
  getCancelledLines,
  getMovingPackages,
  getOpenLines,
  getPackages,
} from './api-orders.ts';
import type { HepsiburadaClient } from './client.ts';
import type { HepsiburadaEndpoint } from './endpoints.ts';
import { asRecord } from '../kit/record.ts';
import { hepsiburadaManifest } from './manifest.ts';
import type { HepsiburadaRequest } from './request.ts';
import { readList } from './wire.ts';

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
const WRITES: readonly HepsiburadaEndpoint[] = ['inventory-upload', 'product-import', 'package-create'];

/**
 * Asks every service that is read from for a row: first those that the program can't live without. A wrong key is answered
 * 401 without a word, and a seller's number is part of the key (sheet §1.2): a 401 is reported as the key.
 */
export async function verifyCredentials(client: HepsiburadaClient, signal?: AbortSignal): Promise<Verdict> {
  const { merchantId, context } = client;
  const now = context.clock.now();
  const vital = [
    getListings(merchantId, 0, 1),
    getProducts(merchantId, { page: 0, size: 1 }),
    getOpenLines(merchantId, 0, 1),
    getPackages(merchantId, { fromMs: now - DAY_MS + 60_000, toMs: now }, 0),
  ];
  const endpoints: EndpointCheck[] = [];
  for (const request of vital) endpoints.push(await checkEndpoint(client, request, signal));
  const keyIsGood = endpoints.some(({ outcome }) => outcome === 'works');
  const lastDay = { fromMs: now - DAY_MS, toMs: now };
  const optional = [
    getCategories(0, true, 1),
    getAwaitingLines(merchantId, 0),
    getCancelledLines(merchantId, 0),
    getMovingPackages(merchantId, 'delivered', 0),
    getClaims(merchantId, null, 0),
    getQuestions(merchantId, lastDay, 1),
    getTransactions(merchantId, 'RecordDate', lastDay, 0),
    getCargoFirms(merchantId),
    getShippingProfiles(merchantId),
  ];
  for (const request of optional)
    endpoints.push(
      keyIsGood ? asOptional(await checkEndpoint(client, request, signal)) : notChecked(request.endpoint),
    );
  endpoints.push(...WRITES.map(notChecked));
  const works = endpoints.some(({ outcome }) => outcome === 'works');
  return { account: works ? merchantId : null, endpoints };
}

/**
 * Rights are given service by service (questions, claims, finance and shipping have their own; questions are off until asked
 * for, sheet §5.2): one that is missing is told with its reason, and does not keep the channel from selling. A 401 beside
 * services that take the key is such a right as well.
 */
function asOptional(check: EndpointCheck): EndpointCheck {
  const { outcome, problem: reason } = check;
  if (outcome === 'works' || reason === null) return check;
  if (reason.code !== 'channel/wrong-key') return { ...check, outcome: 'not-checked' };
  const missing = problem('channel/forbidden', reason.params, reason.detail);
  return { ...check, outcome: 'not-checked', problem: missing };
}

function notChecked(endpoint: HepsiburadaEndpoint): EndpointCheck {
  return describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null });
}

async function checkEndpoint(
  client: HepsiburadaClient,
  request: HepsiburadaRequest,
  signal?: AbortSignal,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    const list = readList(request, await client.ask(request, { priority: PRIORITY.check, signal }));
    const other = otherSeller(list.rows, client.merchantId);
    if (other !== null) {
      const params = {
        marketplace: hepsiburadaManifest.name,
        sellerId: client.merchantId,
        otherSellerId: other,
      };
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
  endpoint: HepsiburadaEndpoint,
  check: Omit<EndpointCheck, 'endpoint' | 'label'>,
): EndpointCheck {
  return { endpoint, label: hepsiburadaManifest.endpoints[endpoint].label, ...check };
}

/** The seller that a row names, when it is not ours. */
function otherSeller(rows: readonly unknown[], merchantId: string): string | null {
  for (const row of rows) {
    const id = asRecord(row)?.['merchantId'];
    if (typeof id === 'string' && id !== '' && id.toLowerCase() !== merchantId.toLowerCase()) return id;
  }
  return null;
}
