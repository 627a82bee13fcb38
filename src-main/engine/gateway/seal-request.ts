import { createHash } from 'node:crypto';
import { ACCEPTED_ENCODINGS } from './decode-body.ts';
import type { GatewayRequest, SealedRequest } from './port.ts';

export type BuiltRequest = {
  readonly origin: string;
  /** Path and query as they go onto the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string | null;
  /** Hashed when asked for: reads need none. */
  readonly seal: () => SealedRequest;
};

/** Where a channel's requests go: nothing in here can be changed by a request. */
export type Base = { readonly origin: string; readonly prefix: string; readonly host: string };

/**
 * Splits a base URL, which may have a path of its own (`http://127.0.0.1:4010/trendyol`).
 *
 * @throws TypeError for anything but http and https, and for one that carries a user name or a query.
 */
export function readBase(baseUrl: string): Base {
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError(`not a web address: ${url.protocol}`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('a base URL holds host, port and path only');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), host: url.host };
}

/**
 * Puts a request together once: the same bytes are hashed, gated, recorded and sent. The path is appended to the base's
 * own and can't name another host, so the authorization header goes to the base's host alone.
 */
export function sealRequest(
  base: Base,
  request: GatewayRequest,
  ownHeaders: Readonly<Record<string, string>>,
): BuiltRequest {
  if (!/^\/(?!\/)[^\s?#]*$/.test(request.path))
    throw new TypeError(`not a path below the base: ${request.path}`);
  const target = base.prefix + request.path + queryText(request.query);
  const bodyText = request.body === undefined ? null : JSON.stringify(request.body);
  return {
    origin: base.origin,
    target,
    headers: {
      accept: 'application/json',
      'accept-encoding': ACCEPTED_ENCODINGS,
      ...(bodyText === null ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
      ...ownHeaders,
    },
    bodyText,
    seal: () => ({
      endpoint: request.endpoint,
      method: request.method,
      url: base.origin + target,
      bodyText,
      bodyHash: createHash('sha256')
        .update(
          `${request.method} ${target}
${bodyText ?? ''}`,
        )
        .digest('hex'),
    }),
  };
}

function queryText(query: GatewayRequest['query']): string {
  const parts = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
