import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { createGateway } from '#engine/gateway/create-gateway.ts';
import type { Gateway, GatewayRequest, IntentRecorder } from '#engine/gateway/port.ts';
import type { Manifest } from '#engine/marketplaces/kit/port.ts';
import { adapters } from '#engine/marketplaces/registry.ts';
import { postOffers } from '#engine/marketplaces/trendyol/api.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { silentLogger } from '../support/plain-host-parts.ts';
import { compare, type Ratio } from './measure.ts';

const READS = 1_000;
const WRITES = 100;
const ITEMS = 1_000;
const LANES = 8;

/** One request through the whole gateway against one through bare undici, on loopback, one after another. */
export async function gatewayBench(): Promise<readonly Ratio[]> {
  const server = await answerAlike();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispatcher = new Agent();
  try {
    const gateway = openGateway(origin, dispatcher);
    return [
      await writes(gateway, dispatcher, origin),
      await reads(gateway, dispatcher, origin),
      await busyReads(gateway, dispatcher, origin),
    ];
  } finally {
    await dispatcher.close();
    server.close();
  }
}

/**
 * Stock and price of 1,000 listings, as the adapter makes them. Both sides put the same items into the same JSON and
 * read the answer; the gateway seals, gates, records and meters it as well.
 */
async function writes(gateway: Gateway, dispatcher: Agent, origin: string): Promise<Ratio> {
  const items = Array.from({ length: ITEMS }, (_, index) => ({
    externalId: `8690000${String(100_000 + index)}`,
    quantity: index % 200,
    salePriceE4: 1_499_900 + index * 100,
    listPriceE4: 1_999_900 + index * 100,
  }));
  const request = { ...postOffers('1', items), priority: 1, intent: recorder() };
  return compare({
    name: `a stock-and-price request of ${ITEMS} items : bare undici`,
    aim: 1.15,
    rounds: 9,
    note: `${WRITES} requests a round`,
    ours: () => repeat(WRITES, () => gateway.send(request)),
    floor: () => repeat(WRITES, () => bareSend(dispatcher, origin, request)),
  });
}

/** Many at once, as when several endpoints are read together: requests a second, at least 85 % of bare undici's. */
async function busyReads(gateway: Gateway, dispatcher: Agent, origin: string): Promise<Ratio> {
  const request = smallRead();
  const inTurn = (send: () => Promise<unknown>): Promise<unknown> =>
    Promise.all(Array.from({ length: LANES }, () => repeat(READS / LANES, send)));
  const measured = await compare({
    name: `small reads, ${LANES} at a time : bare undici`,
    aim: 1 / 0.85,
    rounds: 9,
    ours: async () => void (await inTurn(() => gateway.send(request))),
    floor: async () => void (await inTurn(() => bareSend(dispatcher, origin, request))),
  });
  const perSecond = (milliseconds: number): string => Math.round((READS * 1_000) / milliseconds).toString();
  const note = `${perSecond(measured.ours)} : ${perSecond(measured.floor)} requests a second`;
  return { ...measured, note };
}

function smallRead(): GatewayRequest {
  const { endpoints } = adapters.get('trendyol')!.manifest;
  const endpoint = Object.entries(endpoints).find(([, { effect }]) => effect === 'read')![0];
  return { endpoint, method: 'GET', path: '/bench', priority: 1 };
}

async function reads(gateway: Gateway, dispatcher: Agent, origin: string): Promise<Ratio> {
  const request = smallRead();
  return compare({
    name: 'a small read : bare undici',
    aim: 1.15,
    rounds: 9,
    note: `${READS} requests a round`,
    ours: () => repeat(READS, () => gateway.send(request)),
    floor: () => repeat(READS, () => bareSend(dispatcher, origin, request)),
  });
}

async function repeat(times: number, send: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < times; count += 1) await send();
}

async function bareSend(dispatcher: Agent, origin: string, request: GatewayRequest): Promise<void> {
  const { body } = await dispatcher.request({
    origin,
    path: request.path,
    method: request.method,
    ...(request.body === undefined
      ? {}
      : { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } }),
  });
  JSON.parse(await body.text());
}

/** Writing the intent to the cache is the job's, and is measured there; here it is only called. */
function recorder(): IntentRecorder {
  return {
    beforeSend: () => undefined,
    afterAnswer: () => undefined,
    outcomeUnknown: (reason) => {
      throw new Error(`the outcome is unknown: ${reason}`);
    },
    notSent: (reason) => {
      throw new Error(`nothing was sent: ${reason}`);
    },
  };
}

function openGateway(origin: string, dispatcher: Agent): Gateway {
  return createGateway({
    channelId: 'bench',
    baseUrl: origin,
    manifest: withoutLimits(adapters.get('trendyol')!.manifest),
    credentials: { sellerId: '1', apiKey: 'bench-key', apiSecret: 'bench-secret' },
    network: { dispatcher },
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    gate: () => [],
    meter: () => undefined,
    reach: () => undefined,
  });
}

/** The pace of a real marketplace would be all that is measured. */
function withoutLimits(manifest: Manifest): Manifest {
  const endpoints = Object.fromEntries(
    Object.entries(manifest.endpoints).map(([name, endpoint]) => [name, { ...endpoint, limits: [] }]),
  );
  return { ...manifest, endpoints };
}

async function answerAlike(): Promise<Server> {
  const page = JSON.stringify({
    content: Array.from({ length: 20 }, (_, id) => ({ id, name: 'Keten Gömlek' })),
  });
  const accepted = JSON.stringify({ batchRequestId: '5f3b0d4e-6f1a-4b2e-9c61-1d0c3f1f8a11-1700000000000' });
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.method === 'GET' ? page : accepted);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
