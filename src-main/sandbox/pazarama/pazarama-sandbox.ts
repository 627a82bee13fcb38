import type { Random } from '#engine/host.ts';
import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { SandboxMarketplace, SandboxParts } from '../marketplace.ts';
import { createRateWindows, type RateWindows } from '../rate-windows.ts';
import { settleDue } from './batches.ts';
import { pazaramaHand, type PazaramaHand } from './hand.ts';
import { ROUTES, type Route } from './routes.ts';
import { pazaramaShoppers } from './shopper-actions.ts';
import { emptyState, loadState, saveState, type PazaramaCredentials } from './state.ts';
import {
  asObject,
  DEFAULT_RULES,
  envelope,
  refuse,
  type PazaramaRules,
  type PazaramaWorld,
} from './world.ts';

export type PazaramaSandbox = SandboxMarketplace & PazaramaHand;

const TOKEN_PATH = '/connect/token';
const TOKEN_LIFE_S = 3_600;
/** Two requests of one seller are ten seconds apart: stock and prices together, new products by themselves (portal, 2026). */
const APART = { requests: 1, perMs: 10_000 };
const PACES: Readonly<Record<string, string>> = {
  'stock-update': 'stock-price',
  'price-update': 'stock-price',
  'product-create': 'creation',
};

/** A Pazarama of one seller, as the portal's pages of 2026 describe it. */
export function createPazaramaSandbox(
  parts: SandboxParts<PazaramaCredentials, PazaramaRules>,
): PazaramaSandbox {
  let rules: PazaramaRules = { ...DEFAULT_RULES, ...parts.rules };
  const { now, random, faults } = parts;
  const kept =
    loadState(parts.kept) ?? emptyState(parts.credentials ?? inventCredentials(random), random.uuid());
  const state = parts.credentials ? { ...kept, credentials: parts.credentials } : kept;
  const world: PazaramaWorld = { state, rules: () => rules, now, random, faults };
  const windows = createRateWindows();
  const hand = pazaramaHand(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: parts.changed,
  });
  return {
    marketplace: 'pazarama',
    name: 'Pazarama',
    credentials: () => state.credentials,
    endpointOf: (request) => {
      if (request.method === 'POST' && request.path === TOKEN_PATH) return 'token';
      return findRoute(request)?.route.endpoint ?? null;
    },
    handle: (request) => answer(world, windows, request),
    faultAnswer: ({ status }) =>
      jsonAnswer(status, { success: false, message: 'Beklenmeyen bir hata oluştu' }),
    save: () => saveState(state),
    shoppers: pazaramaShoppers(hand),
    ...hand,
  };
}

function inventCredentials(random: Random): PazaramaCredentials {
  return {
    clientId: random.bytes(16).toString('hex'),
    clientSecret: random.bytes(24).toString('base64url'),
  };
}

function findRoute(
  request: Pick<SandboxRequest, 'method' | 'path'>,
): { readonly route: Route; readonly parts: readonly string[] } | null {
  for (const route of ROUTES) {
    const found = route.method === request.method ? route.path.exec(request.path) : null;
    if (found) return { route, parts: found.slice(1) };
  }
  return null;
}

function answer(world: PazaramaWorld, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  try {
    settleDue(world);
    if (request.method === 'POST' && request.path === TOKEN_PATH) return giveToken(world, request);
    return letIn(world, windows, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** Wrong keys: 400 with `invalid_token` (seen 8 Oct 2026). */
function giveToken(world: PazaramaWorld, request: SandboxRequest): SandboxAnswer {
  const { clientId, clientSecret } = world.state.credentials;
  const wanted = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const form = new URLSearchParams(request.body.toString('utf8'));
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const asked =
    form.get('grant_type') === 'client_credentials' && form.get('scope') === 'merchantgatewayapi.fullaccess';
  if (request.headers.authorization !== wanted || !isForm || !asked)
    throw refuse('Token bulunamadı veya geçersiz', 400, 'invalid_token');
  const token = world.random.bytes(24).toString('base64url');
  world.state.tokens.set(token, world.now() + TOKEN_LIFE_S * 1_000);
  if (world.rules().token === 'plain')
    return jsonAnswer(200, { access_token: token, expires_in: TOKEN_LIFE_S, token_type: 'Bearer' });
  return envelope({ accessToken: token, expiresIn: TOKEN_LIFE_S, tokenType: 'Bearer' });
}

function letIn(world: PazaramaWorld, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  const found = findRoute(request);
  if (!found) return emptyAnswer(404);
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const endsAt = world.state.tokens.get(token);
  // 401 with an empty body (seen 8 Oct 2026).
  if (endsAt === undefined || endsAt <= world.now())
    return { ...emptyAnswer(401), headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
  const { route, parts } = found;
  const pace = PACES[route.endpoint];
  const isFull = pace !== undefined && windows.take({ [pace]: APART }, world.now()).full !== null;
  // What comes above a limit is not documented; 429 was seen.
  if (isFull && world.rules().rateLimits === 'kept') return emptyAnswer(429);
  return route.handle({
    world,
    endpoint: route.endpoint,
    parts,
    query: request.query,
    body: asObject(parseBody(request)),
  });
}

function parseBody(request: SandboxRequest): unknown {
  if (request.method === 'GET' || request.body.length === 0) return undefined;
  try {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw new SyntaxError('not JSON');
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse('İstek gövdesi okunamadı', 400);
  }
}
