import type { Random } from '#engine/host.ts';
import { Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { SandboxMarketplace, SandboxParts } from '../marketplace.ts';
import { createRateWindows, type RateWindows } from '../rate-windows.ts';
import { n11Hand, type N11Hand } from './hand.ts';
import { ROUTES, type Route } from './routes.ts';
import { n11Shoppers } from './shopper-actions.ts';
import { answerSoap, serviceOf, soapFaultAnswer } from './soap.ts';
import { emptyState, loadState, saveState, type N11Credentials } from './state.ts';
import { settleDue } from './tasks.ts';
import {
  DEFAULT_RULES,
  htmlAnswer,
  restRefusal,
  springRefusal,
  textAnswer,
  type N11Rules,
  type N11World,
} from './world.ts';

export type N11Sandbox = SandboxMarketplace & N11Hand;

/** The two documented limits (portal, Sep 2026). */
const ORDERS_LIMIT = { requests: 1_000, perMs: 60_000 };
const QUESTIONS_LIMIT = { requests: 1, perMs: 60_000 };

/** An N11 of one seller, as the documents of September 2026 describe it. */
export function createN11Sandbox(parts: SandboxParts<N11Credentials, N11Rules>): N11Sandbox {
  let rules: N11Rules = { ...DEFAULT_RULES, ...parts.rules };
  const kept = loadState(parts.kept) ?? emptyState(parts.credentials ?? inventCredentials(parts.random));
  const state = parts.credentials ? { ...kept, credentials: parts.credentials } : kept;
  const { now, random, faults } = parts;
  const world: N11World = { state, rules: () => rules, now, random, faults };
  const windows = createRateWindows();
  const hand = n11Hand(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: parts.changed,
  });
  return {
    marketplace: 'n11',
    name: 'N11',
    credentials: () => state.credentials,
    endpointOf: (request) => findRoute(request)?.route.endpoint ?? serviceOf(request.path),
    handle: (request) => answer(world, windows, request),
    faultAnswer: ({ status }) =>
      status === 429 ? textAnswer(429, 'Too many requests') : soapFaultAnswer(status),
    save: () => saveState(state),
    shoppers: n11Shoppers(hand),
    ...hand,
  };
}

function inventCredentials(random: Random): N11Credentials {
  const letters = (): string => random.bytes(24).toString('base64url').slice(0, 24);
  return { appKey: letters(), appSecret: letters() };
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

function answer(world: N11World, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  try {
    settleDue(world);
    return letIn(world, windows, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function letIn(world: N11World, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  const service = serviceOf(request.path);
  const isLimited = world.rules().rateLimits === 'kept';
  if (service !== null && request.method === 'POST') {
    const asksList = request.body.includes('GetProductQuestionListRequest');
    if (asksList && isLimited) requirePace(windows, { questions: QUESTIONS_LIMIT }, world.now());
    return answerSoap(world, service, request);
  }
  const found = findRoute(request);
  if (!found) return htmlAnswer(503, 'Application is not available');
  requireKey(world, request);
  const { route, parts } = found;
  if (route.endpoint === 'orders' && isLimited) requirePace(windows, { orders: ORDERS_LIMIT }, world.now());
  const bodyText = request.body.toString('utf8');
  return route.handle({
    world,
    endpoint: route.endpoint,
    parts,
    query: request.query,
    body: parseBody(request, bodyText),
    bodyText,
  });
}

/** What comes above a limit is not documented; 429 is what a program must be ready for. */
function requirePace(
  windows: RateWindows,
  limits: Readonly<Record<string, typeof ORDERS_LIMIT>>,
  nowMs: number,
): void {
  if (windows.take(limits, nowMs).full !== null) throw new Refusal(textAnswer(429, 'Too many requests'));
}

/** Each family of paths refuses in a way of its own (production, 8 and 10 Oct 2026). */
function requireKey(world: N11World, { path, headers }: SandboxRequest): void {
  const { appKey, appSecret } = world.state.credentials;
  const [key, secret] = [headers['appkey'], headers['appsecret']];
  if (key === appKey && secret === appSecret) return;
  const missing = key === undefined || secret === undefined;
  if (path.startsWith('/cdn/'))
    throw new Refusal(
      textAnswer(403, missing ? 'Authentication parameters missing' : 'Authentication failed'),
    );
  if (path.startsWith('/ms/')) {
    throw missing
      ? springRefusal(500, 'InternalServerException', 'MissingRequestHeaderException: appsecret')
      : springRefusal(401, 'SellerApiUserUnauthorizedException', 'Apide doğrulama işlemi başarısız oldu.');
  }
  if (missing) throw new Refusal(htmlAnswer(400, 'Bad Request'));
  if (world.rules().restRefusal === 'text-403') throw new Refusal(textAnswer(403, 'Authentication failed'));
  throw restRefusal('SELLER_API.authenticationFailed', 'Apide doğrulama işlemi başarısız oldu.');
}

function parseBody(request: SandboxRequest, bodyText: string): unknown {
  if (request.method === 'GET' || request.body.length === 0) return undefined;
  try {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      throw new SyntaxError('not JSON');
    return JSON.parse(bodyText);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw springRefusal(500, 'IllegalArgumentException', 'Body okunamadı');
  }
}
