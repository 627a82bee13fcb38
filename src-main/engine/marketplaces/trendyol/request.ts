import type { GatewayRequest } from '../../gateway/port.ts';
import type { TrendyolEndpoint } from './endpoints.ts';

/** A request without what only the moment of sending knows. */
export type TrendyolRequest = Pick<GatewayRequest, 'method' | 'path' | 'query' | 'body' | 'content'> & {
  readonly endpoint: TrendyolEndpoint;
};

export type Query = NonNullable<GatewayRequest['query']>;

export function get(endpoint: TrendyolEndpoint, path: string, query: Query = {}): TrendyolRequest {
  return { endpoint, method: 'GET', path, query };
}

export function write(
  endpoint: TrendyolEndpoint,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): TrendyolRequest {
  return { endpoint, method, path, ...(body === undefined ? {} : { body }) };
}

/** One path part. A dot alone would be resolved away by servers and proxies. */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new TypeError('an empty id can’t be part of an address');
  return encodeURIComponent(text);
}

export function productsPath(sellerId: string, rest: string): string {
  return `/integration/product/sellers/${segment(sellerId)}/${rest}`;
}

export function ordersPath(sellerId: string, rest: string): string {
  return `/integration/order/sellers/${segment(sellerId)}/${rest}`;
}

export function packagePath(sellerId: string, packageId: string, rest = ''): string {
  return ordersPath(sellerId, `shipment-packages/${segment(packageId)}${rest === '' ? '' : `/${rest}`}`);
}
