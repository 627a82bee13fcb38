import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { createGateway } from '#engine/gateway/create-gateway.ts';
import type { Manifest } from '#engine/marketplaces/kit/port.ts';
import { adapters } from '#engine/marketplaces/registry.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { compare, type Ratio } from './measure.ts';

const REQUESTS = 2_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** One request through the whole gateway against one through bare undici, on loopback, one after another. */
export async function gatewayBench(): Promise<readonly Ratio[]> {
  const server = await answerAlike();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispatcher = new Agent();
  try {
    const gateway = createGateway({
      channelId: 'bench',
      baseUrl: origin,
      manifest: withoutLimits(adapters.get('trendyol')!.manifest),
      credentials: { sellerId: '1', apiKey: 'bench-key', apiSecret: 'bench-secret' },
      network: { dispatcher },
      clock: systemClock,
      random: systemRandom,
      logger: silent,
      gate: () => [],
      meter: () => undefined,
      reach: () => undefined,
    });
    const endpoint = Object.entries(adapters.get('trendyol')!.manifest.endpoints).find(
      ([, { effect }]) => effect === 'read',
    )![0];
    const ratio = await compare({
      name: `${REQUESTS} requests through the gateway : bare undici`,
      aim: 1.15,
      rounds: 7,
      ours: async () => {
        for (let count = 0; count < REQUESTS; count += 1) {
          await gateway.send({ endpoint, method: 'GET', path: '/bench', priority: 1 });
        }
      },
      floor: async () => {
        for (let count = 0; count < REQUESTS; count += 1) {
          const { body } = await dispatcher.request({ origin, path: '/bench', method: 'GET' });
          JSON.parse(await body.text());
        }
      },
    });
    return [ratio];
  } finally {
    await dispatcher.close();
    server.close();
  }
}

/** The pace of a real marketplace would be all that is measured. */
function withoutLimits(manifest: Manifest): Manifest {
  const endpoints = Object.fromEntries(
    Object.entries(manifest.endpoints).map(([name, endpoint]) => [name, { ...endpoint, limits: [] }]),
  );
  return { ...manifest, endpoints };
}

async function answerAlike(): Promise<Server> {
  const body = JSON.stringify({ content: Array.from({ length: 20 }, (_, id) => ({ id, name: 'Keten Gömlek' })) });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
