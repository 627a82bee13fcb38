import { createHash, createHmac, randomBytes } from 'node:crypto';
import { changeStatusInAdmin } from './opencart-admin.ts';
import { familyOf } from './opencart-generations/versions.ts';
import type { OpencartShop } from './opencart-shop.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from './scripted-server.ts';

/** What goes wrong with the next request that sets a status. */
export type ApiFault = 'drop-before' | 'drop-after' | 'server-error' | 'not-json' | 'refuse' | null;

export type ApiServer = ScriptedServer & {
  /** With the folder that the shop lies in. */
  readonly url: string;
  readonly failNext: (fault: ApiFault) => void;
  /** How often a status was really set. */
  readonly statusesSet: () => number;
  /** How many confirmations OpenCart would have mailed, by e-mail address. */
  readonly mails: readonly string[];
};

/**
 * The part of an OpenCart's own API that sets an order's status, over HTTP and on the shop's real tables, in the form of
 * the shop's version (opencart.md §8.4; 4.1: catalog/controller/startup/api.php). Keys come from `oc_api`;
 * `now` is the server's clock, in epoch milliseconds.
 */
export async function startOpencartApi(shop: OpencartShop, now: () => number): Promise<ApiServer> {
  const family = familyOf(shop.version);
  const tokens = new Set<string>();
  const mails: string[] = [];
  let fault: ApiFault = null;
  let set = 0;

  const keyOf = async (username: string | null): Promise<string | null> => {
    const rows = await shop.rows('SELECT username, `key` FROM oc_api WHERE status = 1 ORDER BY api_id');
    const row = rows.find((each) => username === null || each.username === username);
    return row === undefined ? null : String(row.key);
  };
  const logIn = async (form: URLSearchParams): Promise<Scripted> => {
    const key = await keyOf(family === '2.3' ? null : (form.get('username') ?? ''));
    if (key === null || form.get('key') !== key)
      return { json: { error: { key: 'Warning: Incorrect API Key!' } } };
    const token = randomBytes(13).toString('hex');
    tokens.add(token);
    return { json: { success: 'Success', [family === '2.3' ? 'token' : 'api_token']: token } };
  };
  const isSigned = async ({ query, headers }: SeenRequest, form: URLSearchParams): Promise<boolean> => {
    const at = (name: string): string => query.get(name) ?? '';
    const key = await keyOf(at('username'));
    if (key === null || Math.abs(Number(at('time')) - now() / 1_000) > 450) return false;
    const lines = [
      at('route'),
      at('call'),
      at('username'),
      headers.host ?? '',
      '/trendyol/',
      String(Number(at('store_id'))),
      at('language'),
      at('currency'),
      createHash('md5').update(httpBuildQuery(form)).digest('hex'),
      at('time'),
    ];
    const text = lines.map((line) => `${line}\n`).join('');
    return at('signature') === createHmac('sha1', key).update(text).digest('base64');
  };
  const setStatus = async (orderId: string, form: URLSearchParams): Promise<Scripted> => {
    const goesWrong = fault;
    fault = null;
    if (goesWrong === 'drop-before') return 'drop';
    if (goesWrong === 'server-error') return { status: 500, body: 'Fatal error' };
    if (goesWrong === 'refuse')
      return { json: { error: 'Warning: You do not have permission to access the API!' } };
    const [order] = await shop.rows('SELECT order_status_id, email FROM oc_order WHERE order_id = ?', [
      orderId,
    ]);
    if (order === undefined) return { json: { error: 'Warning: Order could not be found!' } };
    const from = String(order.order_status_id);
    await changeStatusInAdmin(shop, orderId, { from, statusId: form.get('order_status_id') ?? '' });
    if (from === '0') mails.push(String(order.email));
    set += 1;
    if (goesWrong === 'drop-after') return 'drop';
    if (goesWrong === 'not-json') return { body: '<b>Notice</b>: Undefined index in mail.php' };
    return { json: { success: 'Success: You have modified orders!' } };
  };
  const answer = async (seen: SeenRequest): Promise<Scripted> => {
    const form = new URLSearchParams(seen.body);
    const route = seen.query.get('route');
    if (seen.method !== 'POST' || !seen.path.endsWith('/index.php'))
      return { status: 404, body: 'Not found' };
    if (family === '4.1') {
      if (route !== 'api/order' || seen.query.get('call') !== 'history_add') return { status: 404, body: '' };
      if (!(await isSigned(seen, form)))
        return { status: 403, json: { error: 'Warning: You do not have permission!' } };
      return setStatus(form.get('order_id') ?? '', form);
    }
    if (route === (family === '4.0' ? 'api/account/login' : 'api/login')) return logIn(form);
    if (route !== (family === '4.0' ? 'api/sale/order.addHistory' : 'api/order/history'))
      return { status: 404, body: 'Not found' };
    const token = seen.query.get(family === '2.3' ? 'token' : 'api_token') ?? '';
    if (!tokens.has(token)) return { json: { error: 'Warning: You do not have permission!' } };
    return setStatus((family === '4.0' ? form : seen.query).get('order_id') ?? '', form);
  };

  const server = await startScriptedServer(answer);
  return {
    ...server,
    url: `${server.baseUrl}/`,
    failNext: (next) => {
      fault = next;
    },
    statusesSet: () => set,
    mails,
  };
}

/** PHP's own, over fields that its Request class has cleaned: `urlencode(trim(htmlspecialchars(…)))`. */
function httpBuildQuery(form: URLSearchParams): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return [...form]
    .map(([name, value]) => [name, value.trim().replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)])
    .map((pair) => pair.map(urlencode).join('='))
    .join('&');
}

/** Byte by byte: letters, digits and `-_.` as they are, a blank as `+`, the rest as %XX. */
function urlencode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-_.]/.test(letter)) return letter;
      return letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
