import type { GatewayRequest } from '../../gateway/port.ts';
import type { HepsiburadaEndpoint } from './endpoints.ts';
import type { HepsiburadaHost } from './hosts.ts';

/** A request without what only the moment of sending knows. */
export type HepsiburadaRequest = Pick<
  GatewayRequest,
  'method' | 'path' | 'query' | 'headers' | 'body' | 'content'
> & { readonly endpoint: HepsiburadaEndpoint; readonly host: HepsiburadaHost };

export type Query = NonNullable<GatewayRequest['query']>;

export function get(
  endpoint: HepsiburadaEndpoint,
  host: HepsiburadaHost,
  path: string,
  query: Query = {},
): HepsiburadaRequest {
  return { endpoint, host, method: 'GET', path, query };
}

export function write(
  to: { readonly endpoint: HepsiburadaEndpoint; readonly host: HepsiburadaHost },
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): HepsiburadaRequest {
  return { ...to, method, path, ...(body === undefined ? {} : { body }) };
}

/** One path part. A dot alone would be resolved away by servers and proxies. */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new TypeError('an empty id can’t be part of an address');
  return encodeURIComponent(text);
}

/** One `.json` file in a multipart body, as the catalogue wants its imports (sheet §2.3). */
export function jsonFile(value: unknown): NonNullable<GatewayRequest['content']> {
  const part = {
    name: 'file',
    fileName: 'products.json',
    contentType: 'application/json',
    content: JSON.stringify(value),
  };
  return { kind: 'multipart', parts: [part] };
}
