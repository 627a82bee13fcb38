import { Buffer } from 'node:buffer';
import type { Random } from '#engine/host.ts';
import { emptyAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { FaultBook } from '../faults.ts';
import type { SandboxMarketplace } from '../marketplace.ts';
import { createRateWindows, type RateWindows } from '../rate-windows.ts';
import { errorAnswer, gatewayAnswer } from './answers.ts';
import { settleDue } from './batches.ts';
import { readForm, type FormPart } from './form.ts';
import { trendyolActions, type TrendyolHand } from './hand.ts';
import { CLOSED_PATHS, fitPath, ROUTES, type Route } from './routes.ts';
import { DEFAULT_RULES, limitsOf, type TrendyolRules } from './rules.ts';
import { trendyolShoppers } from './shopper-actions.ts';
import { emptyState, loadState, saveState, type TrendyolState } from './state.ts';
import type { TrendyolWorld } from './world.ts';

export type TrendyolSandbox = SandboxMarketplace & TrendyolHand;

const PREFIX = '/integration';

/** A Trendyol of one seller, as the documents of November 2026 describe it. */
export function createTrendyolSandbox(options: {
  readonly now: () => number;
  readonly random: Random;
  readonly faults: FaultBook;
  readonly kept: unknown;
  readonly credentials?: TrendyolState['credentials'];
  readonly rules?: Partial<TrendyolRules>;
  /** Called after anything was changed by hand, so that it is kept. */
  readonly changed: () => void;
}): TrendyolSandbox {
  let rules: TrendyolRules = { ...DEFAULT_RULES, ...options.rules };
  const kept =
    loadState(options.kept) ?? emptyState(options.credentials ?? inventCredentials(options.random));
  const state = options.credentials ? { ...kept, credentials: options.credentials } : kept;
  const world: TrendyolWorld = {
    state,
    rules: () => rules,
    now: options.now,
    random: options.random,
    faults: options.faults,
  };
  const windows = createRateWindows();
  const hand = trendyolActions(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: options.changed,
  });
  return {
    marketplace: 'trendyol',
    name: 'Trendyol',
    credentials: () => state.credentials,
    endpointOf: (request) => findRoute(request)?.route.endpoint ?? null,
    handle: (request) => answer(world, windows, request),
    save: () => saveState(state),
    shoppers: trendyolShoppers(hand),
    ...hand,
  };
}

function inventCredentials(random: Random): TrendyolState['credentials'] {
  const letters = (count: number): string =>
    random
      .bytes(count * 2)
      .toString('base64url')
      .slice(0, count);
  return {
    sellerId: String(100_000 + Math.floor(random.fraction() * 899_999)),
    apiKey: letters(20),
    apiSecret: letters(20),
  };
}

function findRoute(
  request: Pick<SandboxRequest, 'method' | 'path'>,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
  if (!request.path.startsWith(`${PREFIX}/`)) return null;
  const path = request.path.slice(PREFIX.length);
  for (const route of ROUTES) {
    if (route.method !== request.method) continue;
    const params = fitPath(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

function answer(world: TrendyolWorld, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  try {
    settleDue(world);
    return answerInOrder(world, windows, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The order in which the real one lets a request in: agent, path, method, key, seller, pace, media type, body. */
function answerInOrder(world: TrendyolWorld, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  const nowMs = world.now();
  if ((request.headers['user-agent'] ?? '').trim() === '') return emptyAnswer(403);
  const found = findRoute(request);
  if (!found) return noRoute(request);
  requireKey(world, request, nowMs);
  requireSeller(world, found.params['sellerId'] ?? sellerHeader(found.route, request));
  if (windows.take(limitsOf(world.rules(), found.route), nowMs).full !== null) {
    return errorAnswer(429, { key: 'too.many.requests', message: 'Too many requests', nowMs });
  }
  const bodyText = request.body.toString('utf8');
  return found.route.handle({
    world,
    endpoint: found.route.endpoint,
    params: found.params,
    query: request.query,
    body: found.route.files ? undefined : parseBody(request, bodyText, nowMs),
    bodyText,
    form: found.route.files ? parseForm(request) : [],
    header: (name) => String(request.headers[name.toLowerCase()] ?? ''),
  });
}

function noRoute(request: SandboxRequest): SandboxAnswer {
  const path = request.path.startsWith(`${PREFIX}/`) ? request.path.slice(PREFIX.length) : null;
  if (path === null) return gatewayAnswer(404, 'Not Found');
  const fits = (template: string): boolean => fitPath(template, path) !== null;
  if (CLOSED_PATHS.some((closed) => closed.method === request.method && fits(closed.path))) {
    return gatewayAnswer(426, 'Upgrade Required');
  }
  return ROUTES.some((route) => fits(route.path))
    ? gatewayAnswer(405, 'Method Not Allowed')
    : gatewayAnswer(404, 'Not Found');
}

function requireKey(world: TrendyolWorld, request: SandboxRequest, nowMs: number): void {
  const { apiKey, apiSecret } = world.state.credentials;
  const wanted = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  if (request.headers.authorization === wanted) return;
  throw new Refusal(
    errorAnswer(401, {
      key: 'unauthorized',
      message: 'Authentication failed',
      exception: 'ClientApiAuthenticationException',
      nowMs,
    }),
  );
}

function requireSeller(world: TrendyolWorld, sellerId: string | null): void {
  if (sellerId === null || sellerId === world.state.credentials.sellerId) return;
  // Which of these a right key gets on another seller's path is written nowhere: "403 … wrong path/permission".
  const status = world.rules().otherSellerStatus;
  throw new Refusal(
    gatewayAnswer(status, { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status]),
  );
}

/** The stage's order helper names the seller in a header; other paths without a seller ask for none. */
function sellerHeader(route: Route, request: SandboxRequest): string | null {
  if (route.endpoint !== 'test-order') return null;
  const value = request.headers['sellerid'];
  return typeof value === 'string' ? value : '';
}

/** A service of files takes a request without any as well: some of its files are optional. */
function parseForm(request: SandboxRequest): readonly FormPart[] {
  if (request.body.length === 0) return [];
  const form = readForm(request.headers['content-type'] ?? '', request.body);
  if (form === null) throw new Refusal(gatewayAnswer(415, 'Unsupported Media Type'));
  return form;
}

function parseBody(request: SandboxRequest, bodyText: string, nowMs: number): unknown {
  if (request.method === 'GET' || request.body.length === 0) return undefined;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(gatewayAnswer(415, 'Unsupported Media Type'));
  }
  try {
    return JSON.parse(bodyText);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(errorAnswer(400, { key: 'bad.request', message: 'JSON okunamadı', nowMs }));
  }
}
