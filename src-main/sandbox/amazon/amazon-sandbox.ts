import type { Random } from '#engine/host.ts';
import { jsonAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { SandboxMarketplace, SandboxParts } from '../marketplace.ts';
import { createRateWindows } from '../rate-windows.ts';
import { workOnFeeds } from './feeds.ts';
import { amazonHand, type AmazonHand } from './hand.ts';
import { applyDue } from './listing-changes.ts';
import { findRoute } from './routes.ts';
import {
  createBuckets,
  DEFAULT_RULES,
  FEED_WINDOW,
  rateOf,
  type AmazonRules,
  type Buckets,
} from './rules.ts';
import { amazonShoppers } from './shoppers.ts';
import { emptyState, loadState, saveState, type AmazonCredentials } from './state.ts';
import { errorAnswer, refuse, type AmazonWorld } from './world.ts';

export type AmazonSandbox = SandboxMarketplace & AmazonHand;

const TOKEN_PATH = '/auth/o2/token';

/** An Amazon of one seller in one shop, as the models of August 2026 describe it; the token host answers here, too. */
export function createAmazonSandbox(parts: SandboxParts<AmazonCredentials, AmazonRules>): AmazonSandbox {
  let rules: AmazonRules = { ...DEFAULT_RULES, ...parts.rules };
  const kept = loadState(parts.kept) ?? emptyState(parts.credentials ?? inventCredentials(parts.random));
  const state = parts.credentials ? { ...kept, credentials: parts.credentials } : kept;
  const { now, random, faults, baseUrl } = parts;
  const world: AmazonWorld = { state, rules: () => rules, now, random, faults, baseUrl };
  const buckets = createBuckets();
  const windows = createRateWindows();
  const hand = amazonHand(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: parts.changed,
  });
  return {
    marketplace: 'amazon',
    name: 'Amazon',
    credentials: () => ({ ...state.credentials }),
    endpointOf: (request) =>
      request.path === TOKEN_PATH ? 'token' : (findRoute(request)?.route.endpoint ?? null),
    handle: (request) => {
      try {
        return answer(world, buckets, request, (endpoint) => {
          const limits = { feeds: FEED_WINDOW };
          return endpoint === 'create-feed' && windows.take(limits, now()).full !== null;
        });
      } catch (error) {
        if (error instanceof Refusal) return error.answer;
        throw error;
      }
    },
    faultAnswer: ({ kind, status }) =>
      kind === 'rate-limit'
        ? errorAnswer(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.')
        : errorAnswer(status, 'InternalFailure', 'We encountered an internal error. Please try again.'),
    save: () => saveState(state),
    shoppers: amazonShoppers(hand),
    ...hand,
  };
}

function inventCredentials(random: Random): AmazonCredentials {
  const letters = (count: number): string => random.bytes(count).toString('hex').slice(0, count);
  return {
    clientId: `amzn1.application-oa2-client.${letters(32)}`,
    clientSecret: `amzn1.oa2-cs.v1.${letters(64)}`,
    refreshToken: `Atzr|${letters(60)}`,
    sellerId: `A${letters(12).toUpperCase()}`,
    marketplaceId: 'A33AVAJ2PDY3EV',
  };
}

function answer(
  world: AmazonWorld,
  buckets: Buckets,
  request: SandboxRequest,
  fullByHand: (endpoint: string) => boolean,
): SandboxAnswer {
  if (request.path === TOKEN_PATH) return giveToken(world, request);
  const found = findRoute(request);
  if (!found) throw refuse(404, 'NotFound', 'The requested resource was not found');
  const { route, params } = found;
  const { endpoint } = route;
  const contentType = request.headers['content-type'] ?? '';
  if (route.open !== true) {
    if ((request.headers['user-agent'] ?? '').trim() === '')
      throw refuse(400, 'InvalidInput', 'The user-agent header is required');
    requireToken(world, request);
    if (!buckets.take(endpoint, world.now()) || fullByHand(endpoint))
      throw refuse(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
  }
  applyDue(world);
  workOnFeeds(world);
  const body = route.open === true ? undefined : parseBody(request, contentType);
  const { query, body: bytes } = request;
  const told = route.handle({ world, endpoint, params, query, body, bytes, contentType });
  return {
    ...told,
    headers: { ...told.headers, 'x-amzn-RequestId': `sandbox-${endpoint}`, ...rateHeader(endpoint) },
  };
}

function rateHeader(endpoint: string): Readonly<Record<string, string>> {
  const rate = rateOf(endpoint);
  return rate === null ? {} : { 'x-amzn-RateLimit-Limit': String(rate) };
}

/** Login with Amazon: a form (or JSON) with the refresh token and the app's own keys. */
function giveToken(world: AmazonWorld, request: SandboxRequest): SandboxAnswer {
  if (request.method !== 'POST')
    return jsonAnswer(405, { error: 'invalid_request', error_description: 'POST' });
  const form = new URLSearchParams(request.body.toString('utf8'));
  const { clientId, clientSecret, refreshToken } = world.state.credentials;
  if (form.get('grant_type') !== 'refresh_token')
    return jsonAnswer(400, { error: 'unsupported_grant_type', error_description: 'refresh_token' });
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
    return jsonAnswer(401, { error: 'invalid_client', error_description: 'Client authentication failed' });
  if (form.get('refresh_token') !== refreshToken)
    return jsonAnswer(400, {
      error: 'invalid_grant',
      error_description: 'The request has an invalid grant parameter',
    });
  const now = world.now();
  for (const [token, end] of Object.entries(world.state.tokens))
    if (end <= now) delete world.state.tokens[token];
  const token = `Atza|${world.random.bytes(30).toString('hex')}`;
  const lives = world.rules().tokenLivesMs;
  world.state.tokens[token] = now + lives;
  return jsonAnswer(200, {
    access_token: token,
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: Math.floor(lives / 1_000),
  });
}

function requireToken(world: AmazonWorld, request: SandboxRequest): void {
  const token = request.headers['x-amz-access-token'];
  const ends = typeof token === 'string' ? world.state.tokens[token] : undefined;
  if (ends === undefined)
    throw refuse(403, 'Unauthorized', 'Access to requested resource is denied: access token is invalid.');
  if (ends <= world.now()) throw refuse(403, 'Unauthorized', 'The access token you provided has expired.');
}

function parseBody(request: SandboxRequest, contentType: string): unknown {
  if (request.method === 'GET' || request.body.length === 0) return undefined;
  if (!/^application\/json\b/i.test(contentType))
    throw refuse(415, 'UnsupportedMediaType', 'application/json');
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(400, 'InvalidInput', 'The request body is no JSON');
  }
}
