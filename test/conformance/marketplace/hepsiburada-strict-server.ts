import { startScriptedServer, type Scripted, type SeenRequest } from '../../support/scripted-server.ts';
import { envelope, HEPSIBURADA_KEYS, ORDERED_AT } from '../../support/hepsiburada-wire.ts';

/**
 * A bare server that knows no more than the fact sheet: every path in its own spelling, every mandatory query, header and
 * field, every documented maximum. What breaks a rule is written down and answered 400. All services stand side by side,
 * without a segment for each.
 */
export type Rule = {
  readonly method: string;
  /** Below the base; `{m}` is the seller, `*` one part. */
  readonly path: string;
  readonly fault?: (request: SeenRequest) => string | null;
  readonly answer: Scripted | ((request: SeenRequest) => Scripted);
};

export const M = HEPSIBURADA_KEYS.merchantId;
const BASIC = `Basic ${Buffer.from(`${M}:${HEPSIBURADA_KEYS.serviceKey}`).toString('base64')}`;

export async function startStrictServer(rules: readonly Rule[]) {
  const faults: string[] = [];
  const server = await startScriptedServer((request) => {
    const path = request.path.replace(/^\/trendyol/, '');
    // Tried for the spelling of the hosts; here is none.
    if (path.startsWith('/listing-external')) return { status: 404, body: '' };
    const rule = rules.find((each) => each.method === request.method && matches(each.path, path));
    const wrong =
      rule === undefined ? 'no such path' : (headerFault(request) ?? rule.fault?.(request) ?? null);
    if (wrong !== null) {
      faults.push(`${request.method} ${path}: ${wrong}`);
      return { status: rule === undefined ? 404 : 400, json: { message: wrong } };
    }
    const { answer } = rule!;
    return typeof answer === 'function' ? answer(request) : answer;
  });
  return { ...server, faults };
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.replace('{m}', M).split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, index) => part === '*' || part === given[index]);
}

function headerFault({ headers, method, body }: SeenRequest): string | null {
  if (headers.authorization !== BASIC) return 'authorization';
  if (headers['user-agent'] !== HEPSIBURADA_KEYS.userAgent) return 'user-agent';
  if (headers.accept !== 'application/json') return 'accept';
  const type = headers['content-type'] ?? '';
  if (body !== '' && !/^(application\/json|multipart\/form-data; boundary=)/.test(type))
    return 'content-type';
  return method === 'GET' && body !== '' ? 'a body' : null;
}

/** Offset and limit are mandatory, and no page may be larger than documented (§1.5). */
export function paged(most: number, names: readonly [string, string] = ['offset', 'limit']) {
  return ({ query }: SeenRequest): string | null => {
    const [offset, limit] = names.map((name) => query.getAll(name));
    if (offset?.length !== 1 || limit?.length !== 1) return `${names.join(' and ')} are required`;
    if (!/^\d+$/.test(offset[0]!) || !/^\d+$/.test(limit[0]!)) return 'paging is no number';
    return Number(limit[0]) < 1 || Number(limit[0]) > most ? `limit above ${most}` : null;
  };
}

/** `yyyy-MM-dd HH:mm`, and at most a day where `mostMs` says so. */
export function dated(names: readonly [string, string], mostMs = Number.POSITIVE_INFINITY) {
  return ({ query }: SeenRequest): string | null => {
    const [from, to] = names.map((name) => query.get(name) ?? '');
    if (![from, to].every((text) => /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text!))) return 'WrongDateFormat';
    const span = Date.parse(`${to!.replace(' ', 'T')}:00Z`) - Date.parse(`${from!.replace(' ', 'T')}:00Z`);
    return span < 0 || span > mostMs ? 'a span too long' : null;
  };
}

export function all(...checks: readonly ((request: SeenRequest) => string | null)[]) {
  return (request: SeenRequest): string | null =>
    checks.reduce<string | null>((found, check) => found ?? check(request), null);
}

/** A JSON body whose fields (of every element, where it is a list) are exactly of these kinds. */
export function body(shape: Readonly<Record<string, RegExp | string>>, list = false) {
  return (request: SeenRequest): string | null => {
    const parsed: unknown = JSON.parse(request.body);
    if (Array.isArray(parsed) !== list) return 'not the shape';
    const items = list ? (parsed as readonly object[]) : [parsed as object];
    if (items.length === 0) return 'an empty list';
    return items.reduce<string | null>((found, item) => found ?? fieldFault(item, shape), null);
  };
}

export function fieldFault(item: object, shape: Readonly<Record<string, RegExp | string>>): string | null {
  for (const [name, kind] of Object.entries(shape)) {
    const value: unknown = (item as Record<string, unknown>)[name];
    const good =
      kind instanceof RegExp
        ? typeof value === 'string' && kind.test(value)
        : kind === 'list'
          ? Array.isArray(value)
          : typeof value === kind;
    if (!good) return `${name}: ${JSON.stringify(value)}`;
  }
  return null;
}

/** The one file of a multipart body, parsed; null where the part is not named `file` or has no name that ends in .json. */
export function fileOf({ body: text }: SeenRequest): unknown {
  const part =
    /content-disposition: form-data; name="file"; filename="[^"]+\.json"\r\n[^]*?\r\n\r\n([^]*?)\r\n--/i;
  const found = part.exec(text);
  return found ? (JSON.parse(found[1]!) as unknown) : null;
}

export const empty = { json: envelope([]) };
export const done = { status: 204 };

export const DAY_MS = 86_400_000;
export const days = (count: number) => ({
  fromMs: ORDERED_AT - count * DAY_MS,
  toMs: ORDERED_AT + 3_600_000,
});
export const onlyGet = (path: string, fault: Rule['fault'], answer: Rule['answer']): Rule => ({
  method: 'GET',
  path,
  ...(fault ? { fault } : {}),
  answer,
});
export const write = (
  method: string,
  path: string,
  fault: Rule['fault'],
  answer: Rule['answer'] = done,
): Rule => ({
  method,
  path,
  ...(fault ? { fault } : {}),
  answer,
});
export const noBody: Rule['fault'] = ({ body: text }) => (text === '' ? null : 'a body');
export const K = '/packages/merchantid/{m}/packagenumber/*';

export const listing = {
  listingId: 'x-1',
  hepsiburadaSku: 'HBCV1',
  merchantSku: 'A-1',
  price: 649.9,
  availableStock: 5,
  isSalable: true,
};
export const listings = onlyGet(
  '/listings/merchantid/{m}',
  all(paged(100), ({ query }) =>
    (query.get('merchantSkuList') ?? '').split(',').length > 50 ? 'more than 50 SKUs' : null,
  ),
  { json: { listings: [listing], totalCount: 1, limit: 100, offset: 0 } },
);
