import type { GatewayOptions } from '#engine/gateway/create-gateway.ts';
import { amazon } from '#engine/marketplaces/amazon/adapter.ts';
import { AMAZON_CREDENTIALS, tokenAnswer } from './amazon-wire.ts';
import { openBench, type Bench } from './gateway-under-test.ts';
import { quickClock } from './quick-clock.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from './scripted-server.ts';

export type AmazonBench = Bench & { readonly server: ScriptedServer; readonly stop: () => Promise<void> };

/** Today, for answers that were written for it. */
const NOW = Date.parse('2026-11-24T09:15:00Z');

/** The adapter in front of a server that answers by a script; the token is given out by itself unless the script does. */
export async function openAmazonBench(
  script: (request: SeenRequest, index: number) => Scripted | null | Promise<Scripted | null>,
  changes: Partial<GatewayOptions> = {},
): Promise<AmazonBench> {
  const server = await startScriptedServer(async (request, index) => {
    const told = await script(request, index);
    if (told !== null) return told;
    return isToken(request) ? { json: tokenAnswer() } : { status: 404, json: { errors: [] } };
  });
  const bench = openBench(
    server.baseUrl,
    { manifest: amazon.manifest, credentials: AMAZON_CREDENTIALS, clock: quickClock(200, NOW), ...changes },
    amazon,
  );
  const stop = async (): Promise<void> => {
    await bench.close();
    await server.close();
  };
  return { ...bench, server, stop };
}

export const isToken = ({ path }: SeenRequest): boolean => path.endsWith('/auth/o2/token');
export const isSearch = ({ method, path }: SeenRequest): boolean =>
  method === 'GET' && /\/listings\/2021-08-01\/items\/[^/]+$/.test(path);
export const isPatch = ({ method }: SeenRequest): boolean => method === 'PATCH';
export const isOrders = ({ path }: SeenRequest): boolean => path.endsWith('/orders/2026-01-01/orders');
export const isOrder = ({ path }: SeenRequest): boolean => /\/orders\/2026-01-01\/orders\/[^/]+$/.test(path);
export const isShipment = ({ path }: SeenRequest): boolean => path.endsWith('/shipmentConfirmation');

/** The listings that a search names, out of those that are there. */
export function found(request: SeenRequest, there: readonly Record<string, unknown>[]): Scripted {
  const named = request.query.get('identifiers')?.split(',') ?? null;
  const items = there.filter(({ sku }) => named === null || named.includes(String(sku)));
  return { json: { numberOfResults: items.length, items } };
}
