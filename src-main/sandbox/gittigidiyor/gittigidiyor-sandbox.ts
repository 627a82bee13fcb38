import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../exchange.ts';
import type { SandboxMarketplace, SandboxParts } from '../marketplace.ts';
import { CATEGORY_OPERATIONS } from './category-operations.ts';
import { gittigidiyorHand, type GittiGidiyorHand } from './hand.ts';
import { Failure, type Operation } from './operation.ts';
import { PRODUCT_OPERATIONS } from './product-operations.ts';
import { SALE_OPERATIONS } from './sale-operations.ts';
import { failure, fault, readCall, success, text, type SoapCall } from './soap.ts';
import {
  DEFAULT_RULES,
  emptyState,
  loadState,
  saveState,
  type GittiGidiyorCredentials,
  type GittiGidiyorRules,
  type GittiGidiyorWorld,
} from './state.ts';

type Service = {
  readonly namespace: string;
  readonly access: 'anonymous' | 'individual';
  readonly operations: Readonly<Record<string, Operation>>;
};

const pick = (from: Readonly<Record<string, Operation>>, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

const CARGO = ['getCargoCompany', 'sendCargoInformation'];

/** Services with the namespaces and access groups of the documents. */
const SERVICES: Readonly<Record<string, Service>> = {
  IndividualProductService: {
    namespace: 'https://product.individual.ws.listingapi.gg.com',
    access: 'individual',
    operations: PRODUCT_OPERATIONS,
  },
  IndividualSaleService: {
    namespace: 'http://sale.individual.ws.listingapi.gg.com',
    access: 'individual',
    operations: pick(
      SALE_OPERATIONS,
      ...Object.keys(SALE_OPERATIONS).filter((name) => !CARGO.includes(name)),
    ),
  },
  IndividualCargoService: {
    namespace: 'http://cargo.individual.ws.listingapi.gg.com',
    access: 'individual',
    operations: pick(SALE_OPERATIONS, ...CARGO),
  },
  CategoryService: {
    namespace: 'http://category.anonymous.ws.listingapi.gg.com',
    access: 'anonymous',
    operations: pick(CATEGORY_OPERATIONS, 'getCategories', 'getCategorySpecs', 'getCategoryVariantSpecs'),
  },
  CategoryV2Service: {
    namespace: 'http://categoryv2.anonymous.ws.listingapi.gg.com',
    access: 'anonymous',
    operations: pick(CATEGORY_OPERATIONS, 'getRequiredCategorySpecs'),
  },
};

const PREFIX = '/listingapi/ws/';

export type GittiGidiyorSandbox = SandboxMarketplace & GittiGidiyorHand;

/** A GittiGidiyor of one seller, as the documents until 2022 describe it. */
export function createGittigidiyorSandbox(
  parts: SandboxParts<GittiGidiyorCredentials, GittiGidiyorRules>,
): GittiGidiyorSandbox {
  let rules: GittiGidiyorRules = { ...DEFAULT_RULES, ...parts.rules };
  const kept = loadState(parts.kept) ?? emptyState(parts.credentials ?? inventCredentials(parts.random));
  const state = parts.credentials ? { ...kept, credentials: parts.credentials } : kept;
  const world: GittiGidiyorWorld = {
    state,
    rules: () => rules,
    now: parts.now,
    random: parts.random,
    faults: parts.faults,
  };
  const hand = gittigidiyorHand(world, {
    setRules: (change) => {
      rules = { ...rules, ...change };
    },
    changed: parts.changed,
  });
  return {
    marketplace: 'gittigidiyor',
    name: 'GittiGidiyor',
    credentials: () => state.credentials,
    // The operation stands in the body; all that a path tells is the service.
    endpointOf: ({ path }) =>
      Object.hasOwn(SERVICES, path.slice(PREFIX.length)) ? path.slice(PREFIX.length) : null,
    handle: (request) => answer(world, request),
    faultAnswer: ({ status }) => fault(status, 'Service is unavailable'),
    save: () => saveState(state),
    ...hand,
  };
}

function inventCredentials(random: GittiGidiyorWorld['random']): GittiGidiyorCredentials {
  const letters = (count: number): string =>
    random
      .bytes(count * 2)
      .toString('base64url')
      .slice(0, count);
  return {
    apiKey: letters(24),
    secretKey: letters(24),
    roleName: `role-${letters(6)}`,
    rolePassword: letters(16),
    nick: 'ornek-magaza',
  };
}

/** Basic first (401), then the operation, the signature and the parameters (failure envelopes). */
function answer(world: GittiGidiyorWorld, request: SandboxRequest): SandboxAnswer {
  const { phase } = world.rules();
  if (phase === 'gone')
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
  const name = request.path.startsWith(PREFIX) ? request.path.slice(PREFIX.length) : '';
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name]! : null;
  if (service === null)
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
  const { roleName, rolePassword } = world.state.credentials;
  const basic = `Basic ${Buffer.from(`${roleName}:${rolePassword}`).toString('base64')}`;
  if (request.headers.authorization !== basic)
    return {
      status: 401,
      headers: { 'www-authenticate': 'Basic', 'content-type': 'text/html' },
      body: '<html></html>',
    };
  if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) return fault(415, 'text/xml expected');
  const call = readCall(request.body.toString('utf8'));
  if (call === null) return fault(500, 'not a SOAP 1.1 envelope');
  const operation = Object.hasOwn(service.operations, call.operation)
    ? service.operations[call.operation]!
    : null;
  if (operation === null || call.namespace !== service.namespace)
    return fault(500, `Cannot find dispatch method for {${call.namespace}}${call.operation}`);
  return run(world, { call, operation, service });
}

function run(
  world: GittiGidiyorWorld,
  { call, operation, service }: { call: SoapCall; operation: Operation; service: Service },
): SandboxAnswer {
  const nowMs = world.now();
  try {
    if (service.access === 'individual') requireSign(world, call);
    requireParams(call, [
      ...(service.access === 'individual' ? ['apiKey', 'sign', 'time'] : []),
      ...operation.params,
      'lang',
    ]);
    requirePhase(world, operation);
    return success(call, nowMs, operation.act(world, call));
  } catch (error) {
    if (error instanceof Failure) return failure(call, nowMs, error.words);
    throw error;
  }
}

function requireSign(world: GittiGidiyorWorld, call: SoapCall): void {
  const { apiKey, secretKey } = world.state.credentials;
  const time = text(call.params['time']);
  const wanted = createHash('md5').update(`${apiKey}${secretKey}${time}`).digest('hex');
  const late = Math.abs(Number(time) - world.now()) > world.rules().clockToleranceMs;
  if (text(call.params['apiKey']) !== apiKey || text(call.params['sign']).toLowerCase() !== wanted || late)
    throw new Failure('invalid api key or sign', 'API anahtarı ya da imza geçersiz.');
}

function requireParams(call: SoapCall, wanted: readonly string[]): void {
  const given = Object.keys(call.params).filter((name) => !name.startsWith('@') && name !== '#text');
  if (given.join(' ') !== wanted.join(' '))
    throw new Failure(`parameters expected: ${wanted.join(', ')}`, 'Parametreler eksik ya da sırası yanlış.');
  if (!['tr', 'en'].includes(text(call.params['lang']))) throw new Failure('invalid lang', 'Dil geçersiz.');
}

/** The stages of 2022: no new listings from 20 June, no sales from 18 July. */
function requirePhase(world: GittiGidiyorWorld, { writes }: Operation): void {
  const { phase } = world.rules();
  if (phase === 'no-new-listings' && writes === 'new listings')
    throw new Failure('listing of new products has ended', 'Yeni ürün listeleme kapandı.');
  if (phase === 'reads-only' && writes !== 'nothing')
    throw new Failure('the marketplace is closing', 'Pazaryeri kapandığı için işlem yapılamaz.');
}
