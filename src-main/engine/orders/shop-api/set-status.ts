import { problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import { isThisComputer } from '../../cache/loopback.ts';
import { openCredentials, SHOP_API_OWNER } from '../../cache/credentials.ts';
import type { EngineContext } from '../../context.ts';
import { createDeadlines } from '../../gateway/deadlines.ts';
import { exchange, ExchangeError, type Exchange } from '../../gateway/exchange.ts';
import {
  loginRequest,
  statusRequest,
  type ApiAccess,
  type ApiRequest,
  type StatusWish,
} from './api-requests.ts';

/** OpenCart mails before it answers; PHP itself gives up at 30 s unless the hosting says otherwise. */
const TIMEOUT_MS = 90_000;
/** What the shop says in an error, for the merchant to read. */
const DETAIL_LENGTH = 300;

/**
 * Sets an order's status through the shop's own API, so that OpenCart takes the stock, mails and tells its extensions.
 * `asked` is called right before the request that does it leaves. Rejects with `store/api-unreachable` or
 * `store/api-refused`, where it is certain that nothing was done, else with `store/api-outcome-unknown`.
 */
export async function setStatusByShopApi(
  context: EngineContext,
  shop: { readonly settings: StoreSettings; readonly report: StoreReport },
  { wish, asked }: { readonly wish: StatusWish; readonly asked: () => void },
): Promise<void> {
  const access = accessTo(context, shop);
  const token = await logIn(context, access);
  const request = statusRequest(access, wish, {
    token,
    language: shop.report.language,
    currency: shop.report.currency,
    nowMs: context.host.clock.now(),
  });
  asked();
  let answer: Exchange;
  try {
    answer = await send(context, access, request);
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const code = error.sent ? 'store/api-outcome-unknown' : 'store/api-unreachable';
    throw new ProblemError(problem(code, { host: access.url.host }, error.message));
  }
  const said = readAnswer(answer.text);
  if (answer.status >= 500 || (answer.status < 300 && said === null)) {
    throw new ProblemError(
      problem('store/api-outcome-unknown', { host: access.url.host }, `HTTP ${answer.status}`),
    );
  }
  if (answer.status >= 300 || said?.success !== true) throw new ProblemError(refusal(access, answer, said));
}

function accessTo(
  context: EngineContext,
  { settings, report }: { readonly settings: StoreSettings; readonly report: StoreReport },
): ApiAccess {
  const key = openCredentials(context.database, context.vault, SHOP_API_OWNER)['key'];
  if (settings.shopApi === null || report.shopApi === null || key === undefined)
    throw new ProblemError(problem('input/invalid', { field: 'shopApi', value: '' }));
  const url = new URL(settings.shopApi.url);
  // The key stands in the request: it goes over TLS or stays on this computer.
  if (url.protocol !== 'https:' && !isThisComputer(url.href))
    throw new ProblemError(problem('input/invalid', { field: 'shopApi.url', value: url.origin }));
  return { protocol: report.shopApi, url, username: settings.shopApi.username, key };
}

async function logIn(context: EngineContext, access: ApiAccess): Promise<string> {
  const request = loginRequest(access);
  if (request === null) return '';
  try {
    const answer = await send(context, access, request);
    const said = readAnswer(answer.text);
    if (answer.status >= 300 || said?.token === undefined) {
      throw new ProblemError(refusal(access, answer, said));
    }
    return said.token;
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    // A login changes nothing: whatever became of it, the order is as it was.
    throw new ProblemError(problem('store/api-unreachable', { host: access.url.host }, error.message));
  }
}

function send({ host }: EngineContext, { url }: ApiAccess, request: ApiRequest): Promise<Exchange> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
    'user-agent': 'MesChain Sync',
  };
  return exchange(
    { origin: url.origin, target: request.target, headers, body: request.body },
    {
      dispatcher: host.network.dispatcher,
      deadlines: createDeadlines(host.clock),
      timeoutMs: TIMEOUT_MS,
      method: 'POST',
    },
  );
}

type Said = { readonly success: boolean; readonly token?: string; readonly error: string };

/** Null for what is no JSON object: a PHP error, a login page, a firewall's answer. */
function readAnswer(text: string): Said | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const token = fields.get('api_token') ?? fields.get('token');
  const error = fields.get('error');
  const hasError = typeof error === 'string' ? error !== '' : error !== undefined && error !== null;
  return {
    success: fields.has('success') && !hasError,
    ...(typeof token === 'string' && token !== '' ? { token } : {}),
    error: typeof error === 'string' ? error : hasError ? Object.values(error as object).join(' ') : '',
  };
}

function refusal(access: ApiAccess, answer: Exchange, said: Said | null): Problem {
  const detail = `HTTP ${answer.status} ${said?.error ?? ''}`.trim().slice(0, DETAIL_LENGTH);
  return problem('store/api-refused', { host: access.url.host }, detail);
}
