import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayRequest } from '#engine/gateway/port.ts';
import { openBench, problemOf, recordIntent, type Bench } from '../support/gateway-under-test.ts';
import { manyHosts, MANY_ENDPOINTS, tokenSession } from '../support/many-hosts.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../support/scripted-server.ts';

let server: ScriptedServer;
let bench: Bench;
let tokens: number;
/** What the token service does in place of giving a token. */
let refuse: Scripted | null;
let lasts: number;

/** A marketplace that knows its newest token alone. */
async function open(
  script: (request: SeenRequest) => Scripted = () => ({ json: { ok: 1 } }),
  changes: Parameters<typeof openBench>[1] = {},
): Promise<void> {
  [tokens, refuse, lasts] = [0, null, 3_600];
  server = await startScriptedServer((request) => {
    if (!request.path.endsWith('/auth/token')) return script(request);
    if (refuse !== null) return refuse;
    tokens += 1;
    return { json: { access_token: `secret-token-${tokens}`, expires_in: lasts } };
  });
  const manifest = manyHosts({ session: tokenSession, endpoints: ENDPOINTS });
  bench = openBench(server.baseUrl, { manifest: withoutProbe(manifest), ...changes });
}

const ENDPOINTS = {
  ...MANY_ENDPOINTS,
  slow: { ...MANY_ENDPOINTS.offers, limits: [{ requests: 1, perMs: 600_000, group: 'slow' }] },
};

function withoutProbe(manifest: ReturnType<typeof manyHosts>): ReturnType<typeof manyHosts> {
  const { hostProbe: _none, ...rest } = manifest;
  return rest;
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const READ: GatewayRequest = { endpoint: 'orders', method: 'GET', host: 'api', path: '/x', priority: 1 };
const EXPIRED: Scripted = { status: 403, json: { message: 'the token is expired' } };
const write = (intent: GatewayRequest['intent'], endpoint = 'offers'): GatewayRequest => ({
  ...READ,
  endpoint,
  method: 'POST',
  body: { a: 1 },
  ...(intent ? { intent } : {}),
});
const tokenOf = ({ headers }: SeenRequest): unknown => headers['x-access-token'];

describe('a token', () => {
  it('is fetched once for all who wait, goes with every request, and is not fetched again while it is good', async () => {
    await open();
    await Promise.all(Array.from({ length: 12 }, () => bench.gateway.send(READ)));
    await bench.gateway.send(write(recordIntent().intent));
    expect(tokens).toBe(1);
    const [fetched, ...others] = server.requests;
    expect(fetched).toMatchObject({ method: 'POST', body: 'client_secret=very-secret-word' });
    expect(tokenOf(fetched!)).toBeUndefined();
    expect(others.map(tokenOf)).toEqual(Array(13).fill('secret-token-1'));
    expect(bench.meters.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1);
  });

  it('is fetched anew a minute before it ends', async () => {
    await open();
    lasts = 90;
    await bench.gateway.send(READ);
    await bench.clock.sleep(31_000);
    await bench.gateway.send(READ);
    expect(tokens).toBe(2);
  });

  it('that lasts no minute serves those who waited for it, and only those', async () => {
    await open();
    lasts = 5;
    await Promise.all([bench.gateway.send(READ), bench.gateway.send(READ)]);
    expect(tokens).toBe(1);
    await bench.gateway.send(READ);
    expect(tokens).toBe(2);
  });

  it('that is refused as expired is renewed once, and the read is asked again', async () => {
    await open((request) => (tokenOf(request) === 'secret-token-1' ? EXPIRED : { json: { ok: 1 } }));
    expect((await bench.gateway.send(READ)).json).toEqual({ ok: 1 });
    expect(tokens).toBe(2);
  });

  it('that is always refused as expired is not renewed for ever', async () => {
    await open(() => EXPIRED);
    expect((await bench.gateway.send(READ)).status).toBe(403);
    expect(tokens).toBe(2);
  });

  it('refused to many at once is renewed once', async () => {
    await open((request) => (tokenOf(request) === 'secret-token-1' ? EXPIRED : { json: { ok: 1 } }));
    await Promise.all(Array.from({ length: 8 }, () => bench.gateway.send(READ)));
    expect(tokens).toBe(2);
  });

  it('is not asked for in a storm when the keys are refused, and again after half a minute', async () => {
    await open();
    refuse = { status: 400, json: { error: 'invalid_client' } };
    const first = await Promise.all(Array.from({ length: 5 }, () => problemOf(bench.gateway.send(READ))));
    first.push(await problemOf(bench.gateway.send(READ)));
    expect(first.map(({ code }) => code)).toEqual(Array(6).fill('channel/wrong-key'));
    expect(server.requests).toHaveLength(1);
    refuse = null;
    await bench.clock.sleep(31_000);
    expect((await bench.gateway.send(READ)).status).toBe(200);
  });

  it('is asked for again, as any read, when its service stumbles', async () => {
    await open();
    refuse = { status: 503, body: 'busy' };
    const sending = bench.gateway.send(READ);
    await expect.poll(() => server.requests.length).toBeGreaterThan(0);
    refuse = null;
    expect((await sending).status).toBe(200);
  });

  it('is waited for by nobody who has cancelled, and fetched all the same for the others', async () => {
    await open();
    refuse = 'hang';
    const controller = new AbortController();
    const cancelled = problemOf(bench.gateway.send({ ...READ, signal: controller.signal }));
    const waits = bench.gateway.send(READ);
    await expect.poll(() => server.requests.length).toBeGreaterThan(0);
    refuse = null;
    controller.abort();
    expect((await cancelled).code).toBe('sync/cancelled');
    expect((await waits).status).toBe(200);
  });

  it('is in no problem that anybody sees', async () => {
    await open(({ headers }) => ({ status: 500, body: `bad token ${String(headers['x-access-token'])}` }));
    const problem = await problemOf(bench.gateway.send(READ));
    expect(problem.detail).toContain('bad token');
    expect(JSON.stringify([problem, bench.log])).not.toContain('secret-token');
  });
});

describe('a write whose token is refused at the door', () => {
  const once = (request: SeenRequest): Scripted =>
    tokenOf(request) === 'secret-token-1' ? EXPIRED : { json: { ok: 1 } };

  it('goes again with a new one, under the intent that it already has', async () => {
    await open(once);
    const { intent, steps } = recordIntent();
    expect((await bench.gateway.send(write(intent))).json).toEqual({ ok: 1 });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect(server.requests.filter(({ path }) => path.endsWith('/x'))).toHaveLength(2);
  });

  it('is judged by the gate again before it goes, and was not sent when it is stopped', async () => {
    let verdicts = 0;
    await open(once, {
      manifest: withoutProbe(
        manyHosts({
          session: tokenSession,
          readOffers: () => [{ externalId: 'B1', quantity: 1, salePriceE4: 1, listPriceE4: 1 }],
        }),
      ),
      gate: () => {
        verdicts += 1;
        const holds = server.requests.some(({ path }) => path.endsWith('/x'))
          ? [{ guard: 'stock/above-store', params: {} } as const]
          : [];
        return [{ externalId: 'B1', holds }];
      },
    });
    const { intent, steps } = recordIntent();
    expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('guard/stopped-request');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
    expect(verdicts).toBeGreaterThan(1);
  });

  it('was not sent when no new token can be had', async () => {
    await open((request) => {
      if (tokenOf(request) === 'secret-token-1') refuse = { status: 400, json: { error: 'invalid_grant' } };
      return EXPIRED;
    });
    const { intent, steps } = recordIntent();
    expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('channel/wrong-key');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
  });

  it('does not go again when its turn would come only after its lease has run out', async () => {
    await open(once);
    const { intent, steps } = recordIntent();
    const problem = await problemOf(bench.gateway.send(write(intent, 'slow')));
    expect(problem).toMatchObject({ code: 'channel/rate-limited' });
    expect(problem.params['retryAfterMs']).toBeGreaterThan(60_000);
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
  });

  it('whose second answer is lost has an unknown outcome', async () => {
    await open((request) => (tokenOf(request) === 'secret-token-1' ? EXPIRED : 'drop'));
    const { intent, steps } = recordIntent();
    expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('channel/outcome-unknown');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
  });
});
