import { problem, ProblemError } from '#contract/problem.ts';
import type { EndpointManifest } from '../marketplaces/kit/port.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { createDeadlines } from './deadlines.ts';
import { createDestinations } from './destinations.ts';
import { createSpellingFinder } from './find-spelling.ts';
import { createEchoHider, createSecretHider, hideAll } from './hide-secrets.ts';
import { judgeOffers } from './last-gate.ts';
import type { Gateway, GatewayRequest, GatewayResponse } from './port.ts';
import { createRateSchedule } from './rate-schedule.ts';
import { createRetryPolicy } from './retry-policy.ts';
import { sealRequest } from './seal-request.ts';
import { sendRead } from './send-read.ts';
import { sendWrite } from './send-write.ts';
import { waitOrCancel, type GatewayOptions, type Sending } from './sending.ts';
import { createTokenKeeper, type TokenKeeper } from './token-keeper.ts';

export type { GatewayOptions } from './sending.ts';

/** Shorter texts are no secrets, and would tear holes into every log line. */
const SHORTEST_SECRET = 8;

/**
 * The only door to a marketplace. The gate judges the final body twice: at once, so that a bad request fails before it
 * waits, and again when it had to wait. The intent becomes durable after
 * the wait and just before the first byte: an intent without an answer then truly means "may have arrived".
 *
 * @throws TypeError for a base URL that is none, or a write without an intent (both are bugs of the caller).
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { manifest, clock, random, credentials } = options;
  const { session, hostProbe } = manifest;
  const destinations = createDestinations(manifest, options.baseUrl, credentials);
  const ownHeaders = manifest.headers(credentials);
  const lasting = [...Object.values(credentials), ...Object.values(ownHeaders)];
  const recent = options.recentCalls ?? [];
  const schedule = createRateSchedule({ endpoints: manifest.endpoints, clock, random, recent });
  const retries = createRetryPolicy(random);
  const deadlines = createDeadlines(clock);
  const breakerOf = createBreakers(options);
  const keys = keysOf(options);
  const seal = { destinations, ownHeaders, random, hideSecrets: createSecretHider(keys) };
  const hideKeys = createEchoHider([...keys, ...proofsIn(ownHeaders)]);
  const hideKeysAndTokens = (text: string): string => hideAll(hideKeys(text), tokens?.secrets());
  const secrets = (): readonly string[] =>
    [...lasting, ...(tokens?.secrets() ?? [])].filter((text) => text.length >= SHORTEST_SECRET);

  const prepare = (
    request: GatewayRequest,
    endpoint: EndpointManifest,
    way: { readonly spelling: number; readonly tokens: TokenKeeper | null },
  ): Sending => {
    const built = sealRequest(seal, request, way.spelling);
    return {
      options,
      schedule,
      breaker: breakerOf(built.origin),
      retries,
      deadlines,
      secrets,
      // A token's own answer is read for the token; every other answer has no business repeating one.
      hideEchoes: way.tokens === null ? hideKeys : hideKeysAndTokens,
      tokens: built.isDocument ? null : way.tokens,
      request,
      endpoint,
      built,
    };
  };

  /** A read of the gateway's own: without a token, and for all who wait for it. */
  const ask = (
    request: Omit<GatewayRequest, 'priority' | 'intent' | 'signal'>,
    spelling: number,
  ): Promise<GatewayResponse> => {
    const endpoint: EndpointManifest = { ...endpointOf(options, request.endpoint), effect: 'read' };
    return sendRead(prepare({ ...request, priority: 0 }, endpoint, { spelling, tokens: null }));
  };

  const spellings = createSpellingFinder(destinations.spellings, async (spelling) =>
    // Its status alone is looked at: what a tester's server says with it is its own affair.
    ask({ ...hostProbe!(credentials), answer: 'bytes' }, spelling),
  );
  const tokens =
    session === undefined
      ? null
      : createTokenKeeper({
          session,
          clock,
          ask: async () => ask(session.request(credentials), spellings.known() ?? 0),
        });

  const sendingOf = async (request: GatewayRequest, endpoint: EndpointManifest): Promise<Sending> => {
    if (!destinations.open) throw closedProblem(options, request);
    // A document's own address has no host to be spelled.
    const known = request.documentUrl === undefined ? spellings.known() : 0;
    const spelling = known ?? (await waitOrCancel(spellings.find(), request.signal));
    return prepare(request, endpoint, { spelling, tokens });
  };

  const send = async (request: GatewayRequest): Promise<GatewayResponse> => {
    const endpoint = endpointOf(options, request.endpoint);
    if (endpoint.effect === 'read') return sendRead(await sendingOf(request, endpoint));
    const { intent } = request;
    if (!intent) throw new TypeError(`a write to ${request.endpoint} without an intent`);
    let sending: Sending;
    try {
      sending = await sendingOf(request, endpoint);
    } catch (error) {
      intent.notSent(error instanceof ProblemError ? error.problem.code : 'failed');
      throw error;
    }
    return sendWrite(sending, intent);
  };

  const rehearse: Gateway['rehearse'] = (request) => {
    const endpoint = endpointOf(options, request.endpoint);
    // A spelling that has not been looked for yet is not looked for now: nothing is sent.
    const { built } = prepare(request, endpoint, { spelling: spellings.known() ?? 0, tokens: null });
    const closed = destinations.open ? null : closedProblem(options, request).problem;
    return {
      sealed: built.seal(),
      stopped: closed ?? judgeOffers(options, request, built.bodyText),
      waitMs: schedule.waitFor(request.endpoint, 1),
    };
  };

  return { send, rehearse, waitFor: (endpoint, requests) => schedule.waitFor(endpoint, requests) };
}

function endpointOf({ manifest }: GatewayOptions, name: string): EndpointManifest {
  const endpoint = Object.hasOwn(manifest.endpoints, name) ? manifest.endpoints[name] : undefined;
  if (!endpoint) throw new RangeError(`an endpoint that the manifest does not name: ${name}`);
  return endpoint;
}

/** What the merchant entered and nobody may see: a seller's number is none of it. */
function keysOf({ manifest, credentials }: GatewayOptions): readonly string[] {
  return manifest.credentialFields.flatMap(({ key, secret }) =>
    secret && Object.hasOwn(credentials, key) ? [credentials[key]!] : [],
  );
}

/** What the keys become on the wire: an answer may repeat the request's own headers. */
function proofsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.replace(/^\w+\s+/, ''));
}

/** One for each host: a document store that fails must not silence the orders. */
function createBreakers({ clock, logger, channelId }: GatewayOptions): (origin: string) => Breaker {
  const breakers = new Map<string, Breaker>();
  return (origin) => {
    const known = breakers.get(origin);
    if (known) return known;
    const { host } = new URL(origin);
    const breaker = createBreaker(clock, (state, restMs) =>
      logger.warn('breaker-changed', { channelId, host, state, pauseMs: restMs }),
    );
    breakers.set(origin, breaker);
    return breaker;
  };
}

function closedProblem({ manifest }: GatewayOptions, { endpoint }: GatewayRequest): ProblemError {
  const since = manifest.closed?.since ?? '';
  return new ProblemError(problem('channel/closed', { marketplace: manifest.name, endpoint, since }));
}
