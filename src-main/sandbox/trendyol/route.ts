import type { SandboxAnswer } from '../exchange.ts';
import type { LimitGroup } from './rules.ts';
import type { Call } from './world.ts';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /integration; `{name}` stands for one part of the path. */
  readonly path: string;
  readonly endpoint: string;
  readonly group: LimitGroup;
  readonly handle: (call: Call) => SandboxAnswer;
  /** Files come as multipart/form-data; everything else is JSON. */
  readonly files: boolean;
};

export const PRODUCTS = '/product/sellers/{sellerId}';
export const ORDERS = '/order/sellers/{sellerId}';
export const PACKAGE = `${ORDERS}/shipment-packages/{packageId}`;

export function route(
  method: Route['method'],
  path: string,
  endpoint: string,
  ...rest: readonly [LimitGroup, (call: Call) => SandboxAnswer]
): Route {
  return { method, path, endpoint, group: rest[0], handle: rest[1], files: false };
}

/** The same for services that take files. */
export function fileRoute(...parts: Parameters<typeof route>): Route {
  return { ...route(...parts), files: true };
}
