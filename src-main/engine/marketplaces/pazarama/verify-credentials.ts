import type { EndpointCheck } from '#contract/channels.ts';
import { isProblemError, type Problem } from '#contract/problem.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postOrdersQuery, postQuestionsQuery } from './api.ts';
import { readCargoCompanies } from './catalogue.ts';
import type { PazaramaClient } from './client.ts';
import { pazaramaEndpoints, type PazaramaEndpoint } from './endpoints.ts';
import { readListings } from './read-listings.ts';
import { field } from './session.ts';
import { dayText, turkishDay, turkishTimeText } from './turkish-time.ts';
import { OrderPage, QuestionPage } from './wire-order.ts';

export type Verdict = { readonly account: string | null; readonly endpoints: readonly EndpointCheck[] };

/** Codes by which the marketplace says no, as opposed to not answering. */
const REFUSALS: ReadonlySet<Problem['code']> = new Set([
  'channel/wrong-key',
  'channel/forbidden',
  'channel/not-found',
  'channel/request-refused',
  'channel/retired-endpoint',
]);

const DAY_MS = 86_400_000;
const UNTRIED: readonly PazaramaEndpoint[] = [
  'stock-update',
  'price-update',
  'product-create',
  'order-status',
];

/**
 * Asks for the first products, today's orders, the delivery settings and today's questions. Writing can't be tried without
 * changing something. The seller's id stands in the answer about questions alone: where that is not to be had, the account
 * goes by the key's own name, which is no secret.
 */
export async function verifyCredentials(client: PazaramaClient, signal?: AbortSignal): Promise<Verdict> {
  const options = { priority: PRIORITY.check, signal };
  const now = client.context.clock.now();
  const today = turkishDay(now);
  let sellerId: string | null = null;
  const endpoints = [
    await checkEndpoint(client, 'products', async () => {
      // The first page is enough.
      for await (const _page of readListings(client, signal)) break;
    }),
    await checkEndpoint(client, 'orders', async () => {
      const dates = { startDate: dayText(today), endDate: dayText(today + 1) };
      await client.read(postOrdersQuery({ ...dates, pageNumber: 1 }), OrderPage, options);
    }),
    // Shipping alone needs these, and the account's name those.
    {
      ...(await checkEndpoint(client, 'seller-delivery', async () => {
        await readCargoCompanies(client, signal);
      })),
      optional: true,
    },
    {
      ...(await checkEndpoint(client, 'questions', async () => {
        const questionStartDate = turkishTimeText(now - DAY_MS);
        const span = { questionStartDate, questionEndDate: turkishTimeText(now), pageIndex: 1 };
        sellerId = (await client.read(postQuestionsQuery(span), QuestionPage, options)).data.sellerId;
      })),
      optional: true,
    },
    ...UNTRIED.map((endpoint) =>
      describe(endpoint, { outcome: 'not-checked', durationMs: null, problem: null }),
    ),
  ];
  const works = endpoints.some(({ outcome }) => outcome === 'works');
  return { account: works ? (sellerId ?? field(client.context.credentials, 'clientId')) : null, endpoints };
}

async function checkEndpoint(
  client: PazaramaClient,
  endpoint: PazaramaEndpoint,
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

function describe(
  endpoint: PazaramaEndpoint,
  check: Omit<EndpointCheck, 'endpoint' | 'label'>,
): EndpointCheck {
  return { endpoint, label: pazaramaEndpoints[endpoint].label, ...check };
}
