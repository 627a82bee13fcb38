import { createHash, createHmac } from 'node:crypto';
import type { ShopApiProtocol } from '#contract/shop.ts';
import { encodeText } from '../../store/opencart/text/entities.ts';

/** One POST to the shop: where below its address, and the form that it carries. */
export type ApiRequest = { readonly target: string; readonly body: string };

export type ApiAccess = {
  readonly protocol: ShopApiProtocol;
  /** Of the shop's front page, with the folder it lies in. */
  readonly url: URL;
  readonly username: string;
  readonly key: string;
};

export type StatusWish = {
  readonly storeOrderId: string;
  readonly statusId: string;
  readonly comment: string;
};

/** Null for 4.1, which signs each request instead. */
export function loginRequest({ protocol, url, username, key }: ApiAccess): ApiRequest | null {
  if (protocol === '4.1') return null;
  const route = protocol === '4.0' ? 'api/account/login' : 'api/login';
  const fields = protocol === '2.3' ? { key } : { username, key };
  return { target: targetOf(url, { route }), body: phpQuery(fields) };
}

/** With the token that the login gave; all four forms were tried against real installations (opencart.md §8.4). */
export function statusRequest(
  access: ApiAccess,
  wish: StatusWish,
  session: {
    readonly token: string;
    readonly language: string;
    readonly currency: string;
    readonly nowMs: number;
  },
): ApiRequest {
  const { protocol, url } = access;
  const fields = { order_status_id: wish.statusId, notify: '0', override: '0', comment: wish.comment };
  const order = { order_id: wish.storeOrderId };
  if (protocol === '2.3' || protocol === '3.0') {
    const token = protocol === '2.3' ? { token: session.token } : { api_token: session.token };
    return {
      target: targetOf(url, { route: 'api/order/history', ...token, ...order }),
      body: phpQuery(fields),
    };
  }
  const whole = { ...order, ...fields };
  if (protocol === '4.0') {
    const route = 'api/sale/order.addHistory';
    return { target: targetOf(url, { route, api_token: session.token }), body: phpQuery(whole) };
  }
  return signedRequest(access, whole, session);
}

/** 4.1.0.4, catalog/controller/startup/api.php: HMAC-SHA1 over what PHP sees, one line each. */
function signedRequest(
  { url, username, key }: ApiAccess,
  fields: Readonly<Record<string, string>>,
  session: { readonly language: string; readonly currency: string; readonly nowMs: number },
): ApiRequest {
  const query = {
    route: 'api/order',
    call: 'history_add',
    username,
    store_id: '0',
    language: session.language,
    currency: session.currency,
    time: String(Math.floor(session.nowMs / 1_000)),
  };
  // PHP hashes the fields as its Request class has cleaned them: trimmed, and with entities.
  const cleaned = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, encodeText(value.trim())]),
  );
  const lines = [
    query.route,
    query.call,
    query.username,
    url.host,
    folderOf(url),
    query.store_id,
    query.language,
    query.currency,
    createHash('md5').update(phpQuery(cleaned)).digest('hex'),
    query.time,
  ];
  const signature = createHmac('sha1', key)
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('base64');
  return { target: targetOf(url, { ...query, signature }), body: phpQuery(fields) };
}

/** The folder of the shop's `index.php`, between slashes. */
function folderOf(url: URL): string {
  return url.pathname.replace(/(?:\/index\.php)?\/*$/, '/');
}

function targetOf(url: URL, query: Readonly<Record<string, string>>): string {
  return `${folderOf(url)}index.php?${phpQuery(query)}`;
}

/** As PHP's http_build_query: everything but letters, digits and `-_.` as %XX, a blank as `+`. */
export function phpQuery(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${phpEncode(name)}=${phpEncode(value)}`)
    .join('&');
}

function phpEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
