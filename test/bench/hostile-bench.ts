import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { createDeadlines } from '#engine/gateway/deadlines.ts';
import { exchange, ExchangeError } from '#engine/gateway/exchange.ts';
import { readAnswer } from '#engine/gateway/read-answer.ts';
import { parseXml } from '#engine/marketplaces/kit/xml.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { HOSTILE_BODIES } from '../conformance/marketplace/expectations/hostile-bodies.ts';
import { median, timed, type Absolute } from './measure.ts';

/** Milliseconds from the question to the refusal. */
const AIM_MS = 100;
const ROUNDS = 5;

/**
 * Each hostile answer of the conformance suite, from the request on loopback to its refusal: received, unpacked, decoded and
 * read as JSON or as XML. What neither refuses (a bare number) is the adapters' to refuse, and shown all the same.
 */
export async function hostileBench(): Promise<readonly Absolute[]> {
  let current = HOSTILE_BODIES[0]![1]();
  const server = createServer((_request, response) => {
    response.writeHead(current.status, { ...current.headers });
    response.end(current.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispatcher = new Agent();
  const deadlines = createDeadlines(systemClock);
  const ask = async (): Promise<string> => {
    try {
      const answer = await exchange(
        { origin, target: '/', headers: { 'accept-encoding': 'gzip' }, body: null },
        { dispatcher, deadlines, timeoutMs: 30_000, method: 'GET' },
      );
      const isXml = answer.text.startsWith('<');
      if (isXml) parseXml(answer.text);
      else if (!readAnswer({ endpoint: '', method: 'GET', path: '/', priority: 1 }, answer, 0).readable)
        return 'refused';
      return 'left to the adapter';
    } catch (error) {
      if (error instanceof ExchangeError || error instanceof SyntaxError) return 'refused';
      throw error;
    }
  };
  const measured: Absolute[] = [];
  try {
    for (const [what, answer] of HOSTILE_BODIES) {
      current = answer();
      const end = await ask();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(async () => void (await ask())));
      measured.push({ name: `hostile: ${what}`, aim: AIM_MS, value: median(times), unit: 'ms', note: end });
    }
    return measured;
  } finally {
    await dispatcher.close();
    server.close();
  }
}
