import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from '../exchange.ts';
import type { SandboxMarketplace, SandboxParts } from '../marketplace.ts';
import { createRateWindows, type RateWindows } from '../rate-windows.ts';
import { hepsiburadaHand, type HepsiburadaHand } from './hand.ts';
import { packDue } from './parcels.ts';
import { fitPath, ROUTES, type Route, type Service } from './routes.ts';
import { DEFAULT_RULES, type HepsiburadaRules } from './rules.ts';
import { hepsiburadaShoppers } from './shopper-actions.ts';
import { emptyState, loadState, saveState, type HepsiburadaCredentials } from './state.ts';
import { settleDue } from './uploads.ts';
import { refuse, type HepsiburadaWorld } from './world.ts';

export type HepsiburadaSandbox = SandboxMarketplace & HepsiburadaHand;

/** A Hepsiburada of one seller, as the documents of November 2026 describe it; each host is a first part of the path. */
export function createHepsiburadaSandbox(
  options: SandboxParts<HepsiburadaCredentials, HepsiburadaRules>,
): HepsiburadaSandbox {
  let rules: HepsiburadaRules = { ...DEFAULT_RULES, ...options.rules };
  const state = loadState(options.kept) ?? emptyState(options.credentials ?? inventCredentials(options));
  if (options.credentials) state.credentials = options.credentials;
  const world: HepsiburadaWorld = {
    state,
    rules: () => rules,
    now: options.now,
    random: options.random,
    faults: options.faults,
  };
  const windows = createRateWindows();
  const hand = hepsiburadaHand(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: options.changed,
  });
  return {
    marketplace: 'hepsiburada',
    name: 'Hepsiburada',
    credentials: () => state.credentials,
    endpointOf: (request) => findRoute(request)?.route.endpoint ?? null,
    handle: (request) => answer(world, windows, request),
    faultAnswer: ({ kind, status }, request) => faultAnswer(kind, status, request),
    save: () => saveState(state),
    shoppers: hepsiburadaShoppers(world, hand),
    ...hand,
  };
}

function inventCredentials({ random }: Pick<HepsiburadaWorld, 'random'>): HepsiburadaCredentials {
  const letters = random
    .bytes(24)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return { merchantId: random.uuid(), serviceKey: letters.slice(0, 12), userAgent: 'deneme_dev' };
}

type Found = {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly exact: boolean;
};

function findRoute(request: Pick<SandboxRequest, 'method' | 'path'>): Found | null {
  const { service, path } = splitHost(request.path);
  for (const route of ROUTES) {
    if (route.method !== request.method || route.service !== service) continue;
    const fit = fitPath(route.path, path);
    if (fit) return { route, ...fit };
  }
  return null;
}

/** The first part of the path is the host, by its short name or whole. */
function splitHost(path: string): { readonly service: string; readonly path: string } {
  const [, first = ''] = path.split('/');
  return { service: first.replace(/(?:-sit)?\.hepsiburada\.com$/, ''), path: path.slice(first.length + 1) };
}

/** On "too many" order management tells when to come again (measured Aug 2026); the catalogue says 403 instead. */
function faultAnswer(
  kind: 'rate-limit' | 'server-error',
  status: number,
  request: Pick<SandboxRequest, 'path'>,
): SandboxAnswer {
  if (kind === 'server-error')
    return jsonAnswer(status, { status, error: 'Internal Server Error', message: '' });
  const { service } = splitHost(request.path);
  const answer = jsonAnswer(429, { message: 'Too Many Requests' });
  if (service !== 'oms-external') return answer;
  const headers = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answer(world: HepsiburadaWorld, windows: RateWindows, request: SandboxRequest): SandboxAnswer {
  try {
    settleDue(world);
    packDue(world);
    return answerInOrder(world, windows, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

const LIMITS: Readonly<Partial<Record<Service, { readonly requests: number; readonly perMs: number }>>> = {
  mpop: { requests: 100, perMs: 1_000 },
  'oms-external': { requests: 1_000, perMs: 1_000 },
};

function answerInOrder(
  world: HepsiburadaWorld,
  windows: RateWindows,
  request: SandboxRequest,
): SandboxAnswer {
  const { service, path } = splitHost(request.path);
  if (!ROUTES.some((each) => each.service === service)) throw refuse(404, 'Not Found');
  requireKey(world, service, request);
  const found = findRoute(request);
  if (!found) {
    const other = ROUTES.some((each) => each.service === service && fitPath(each.path, path) !== null);
    throw refuse(other ? 405 : 404, other ? 'Method Not Allowed' : 'Not Found');
  }
  // "listing-external is case sensitive (camelCase: 400)" (SIT, May 2026).
  if (!found.exact && service === 'listing-external') throw refuse(400, 'Bad Request');
  const { merchantId } = world.state.credentials;
  if (found.params['merchantId'] !== undefined && found.params['merchantId'] !== merchantId)
    throw refuse(403, 'Forbidden');
  const limit = LIMITS[found.route.service];
  if (limit && windows.take({ [found.route.service]: limit }, world.now()).full !== null)
    return service === 'mpop'
      ? jsonAnswer(403, { message: 'Forbidden' })
      : faultAnswer('rate-limit', 429, request);
  return found.route.handle({
    world,
    endpoint: found.route.endpoint,
    params: found.params,
    query: request.query,
    body: parseBody(request),
    request,
  });
}

/** Key and developer name must both be right; each service says no in its own way (sheet §1.3). */
function requireKey(world: HepsiburadaWorld, service: string, request: SandboxRequest): void {
  const { merchantId, serviceKey, userAgent } = world.state.credentials;
  const wanted = `Basic ${Buffer.from(`${merchantId}:${serviceKey}`).toString('base64')}`;
  if (request.headers.authorization === wanted && request.headers['user-agent'] === userAgent) return;
  if (service === 'listing-external')
    throw new Refusal({
      status: 401,
      headers: { 'content-type': 'text/plain' },
      body: 'Missing Credentials!',
    });
  throw new Refusal({ ...emptyAnswer(401), headers: { 'content-type': 'application/json' } });
}

function parseBody(request: SandboxRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (request.method === 'GET' || request.body.length === 0 || /^multipart\//i.test(type)) return undefined;
  if (!/^application\/json\b/i.test(type)) throw refuse(415, 'Unsupported Media Type');
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(400, 'JSON parse error');
  }
}
