import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { EndpointCheck } from '#contract/channels.ts';
import type { z } from 'zod';
import { PRIORITY } from '../kit/priority.ts';
import { getParticipations, searchListings, searchProductTypes, type AmazonRequest } from './api.ts';
import { listTransactions, searchOrders } from './api-documents.ts';
import { broken, type AmazonClient } from './client.ts';
import type { AmazonEndpoint } from './endpoints.ts';
import { NAME } from './errors.ts';
import { amazonManifest } from './manifest.ts';
import { ProductTypeList } from './product-types.ts';
import { ItemSearch, Participations } from './wire.ts';
import { TransactionPage } from './wire-money.ts';
import { OrderSearchPage } from './wire-order.ts';

export type Verdict = { readonly account: string | null; readonly endpoints: readonly EndpointCheck[] };

const REFUSALS: ReadonlySet<Problem['code']> = new Set([
  'channel/wrong-key',
  'channel/other-seller',
  'channel/forbidden',
  'channel/not-found',
  'channel/request-refused',
  'channel/retired-endpoint',
]);

/** Roles of their own (Finance and Accounting) that selling does not need. */
const OPTIONAL: ReadonlySet<AmazonEndpoint> = new Set(['transactions']);

/** Writes can't be tried without changing something. */
const WRITES = ['patch-offer', 'create-feed', 'put-listing', 'shipment'] as const;

/**
 * Asks one harmless question of every role that this program uses: the account and its shops, listings, product types, orders,
 * finances. The first also tells whether the account sells in the chosen shop; Amazon does not tell a seller's own number
 * (model sellers), so a wrong one shows in the listings.
 */
export async function verifyCredentials(client: AmazonClient, signal?: AbortSignal): Promise<Verdict> {
  const now = client.context.clock.now();
  let account: string | null = null;
  const endpoints: EndpointCheck[] = [
    await check(client, getParticipations(), Participations, signal, ({ payload }) => {
      account = accountOf(client, payload);
    }),
    await check(client, searchListings(client, { pageSize: 1 }), ItemSearch, signal, (page) => {
      if (page.numberOfResults === null && !Array.isArray(page.items))
        throw broken('search-listings', 'neither items nor a count');
    }),
    await check(client, searchProductTypes(client, 'PRODUCT'), ProductTypeList, signal),
    await check(
      client,
      searchOrders(client, { lastUpdatedAfterMs: now - 3_600_000, maxResults: 1 }),
      OrderSearchPage,
      signal,
    ),
    await check(
      client,
      listTransactions(client, { postedAfterMs: now - 86_400_000, postedBeforeMs: now - 600_000 }),
      TransactionPage,
      signal,
    ),
    ...WRITES.map((endpoint) =>
      describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null }),
    ),
  ];
  return { account, endpoints };
}

function accountOf(
  { site, sellerId }: AmazonClient,
  shops: z.output<typeof Participations>['payload'],
): string {
  const shop = shops.find(({ marketplace }) => marketplace.id === site.marketplaceId);
  if (!shop || shop.participation?.isParticipating === false) {
    const params = {
      marketplace: NAME,
      sellerId,
      otherSellerId: shops.map(({ marketplace }) => marketplace.id).join(', '),
    };
    throw new ProblemError(problem('channel/other-seller', params, `not selling on ${site.domain}`));
  }
  return shop.storeName === '' ? sellerId : `${shop.storeName} (${sellerId})`;
}

async function check<T extends z.ZodType>(
  client: AmazonClient,
  request: AmazonRequest,
  shape: T,
  signal: AbortSignal | undefined,
  judge: (answer: z.output<T>) => void = () => undefined,
): Promise<EndpointCheck> {
  const { clock } = client.context;
  const startedAt = clock.monotonic();
  const took = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    judge(await client.read(request, shape, { priority: PRIORITY.check, signal }));
    return describe(request.endpoint, { outcome: 'works', durationMs: took(), problem: null });
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    const outcome = REFUSALS.has(error.problem.code) ? 'refused' : 'failed';
    return describe(request.endpoint, { outcome, durationMs: took(), problem: error.problem });
  }
}

function describe(endpoint: AmazonEndpoint, rest: Omit<EndpointCheck, 'endpoint' | 'label'>): EndpointCheck {
  return {
    endpoint,
    label: amazonManifest.endpoints[endpoint].label,
    ...rest,
    ...(OPTIONAL.has(endpoint) ? { optional: true } : {}),
  };
}
