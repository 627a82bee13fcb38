import { isProblemError, type Problem } from '#contract/problem.ts';
import type { EndpointCheck } from '#contract/channels.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getCategories, getPagedSales, getProducts, type GittiGidiyorCall } from './api.ts';
import type { GittiGidiyorClient } from './client.ts';
import type { GittiGidiyorEndpoint } from './endpoints.ts';
import { gittigidiyorManifest } from './manifest.ts';

/** Codes by which the marketplace says no, as opposed to not answering. */
const REFUSALS: ReadonlySet<Problem['code']> = new Set([
  'channel/wrong-key',
  'channel/forbidden',
  'channel/not-found',
  'channel/request-refused',
  'channel/retired-endpoint',
]);

/** What writes is named and not tried. */
const NOT_TRIED: readonly GittiGidiyorEndpoint[] = ['updateStock', 'updatePrice', 'insertAndActivateProduct'];

/**
 * Asks every service that is read from for one page. The account's name is the nick that was typed: no answer carries
 * one.
 */
export async function verifyCredentials(
  client: GittiGidiyorClient,
  signal?: AbortSignal,
): Promise<{ readonly account: string | null; readonly endpoints: readonly EndpointCheck[] }> {
  const endpoints: EndpointCheck[] = [];
  for (const call of [getProducts('A', 0, 1), getPagedSales('S', 1, 1), getCategories(0)])
    endpoints.push(await check(client, call, signal));
  for (const endpoint of NOT_TRIED)
    endpoints.push(describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null }));
  const works = endpoints.some(
    ({ endpoint, outcome }) => outcome === 'works' && endpoint !== 'getCategories',
  );
  return { account: works ? client.nick : null, endpoints };
}

async function check(
  client: GittiGidiyorClient,
  call: GittiGidiyorCall,
  signal?: AbortSignal,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    await client.read(call, { priority: PRIORITY.check, signal });
    return describe(call.endpoint, { outcome: 'works', durationMs: took(), problem: null });
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const outcome = REFUSALS.has(error.problem.code) ? 'refused' : 'failed';
    return describe(call.endpoint, { outcome, durationMs: took(), problem: error.problem });
  }
}

function describe(
  endpoint: GittiGidiyorEndpoint,
  check: Omit<EndpointCheck, 'endpoint' | 'label'>,
): EndpointCheck {
  const { label } = gittigidiyorManifest.endpoints[endpoint];
  return { endpoint, label, ...check };
}
