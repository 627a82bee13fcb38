import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayRequest } from '#engine/gateway/port.ts';
import {
  CREDENTIALS,
  openBench,
  problemOf,
  recordIntent,
  type Bench,
} from '../support/gateway-under-test.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../support/scripted-server.ts';

let server: ScriptedServer;
let bench: Bench;

async function open(
  script: (request: SeenRequest, index: number) => Scripted,
  changes: Parameters<typeof openBench>[1] = {},
): Promise<void> {
  server = await startScriptedServer(script);
  bench = openBench(server.baseUrl, changes);
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const READ: GatewayRequest = {
  endpoint: 'products-approved',
  method: 'GET',
  path: '/integration/x',
  priority: 1,
};
const ITEMS = { items: [{ barcode: 'B1', quantity: 3, salePrice: 629.9, listPrice: 799.9 }] };
const write = (intent: GatewayRequest['intent']): GatewayRequest => ({
  endpoint: 'price-and-inventory',
  method: 'POST',
  path: '/integration/inventory',
  body: ITEMS,
  priority: 1,
  ...(intent ? { intent } : {}),
});

describe('a read', () => {
  it('goes below the base URL’s own path, signed, and comes back parsed', async () => {
    await open(() => ({ json: { ok: 'İıŞğ' } }));
    const answer = await bench.gateway.send({
      ...READ,
      query: { barcodes: 'ŞI-1,B 2', page: 0, absent: undefined },
    });
    expect(answer.json).toEqual({ ok: 'İıŞğ' });
    const [seen] = server.requests;
    expect(seen!.path).toBe('/trendyol/integration/x');
    expect(Object.fromEntries(seen!.query)).toEqual({ barcodes: 'ŞI-1,B 2', page: '0' });
    expect(seen!.headers['user-agent']).toBe('123456 - SelfIntegration');
    const basic = Buffer.from(`${CREDENTIALS.apiKey}:${CREDENTIALS.apiSecret}`).toString('base64');
    expect(seen!.headers.authorization).toBe(`Basic ${basic}`);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const)('unpacks %s', async (encoding, pack) => {
    const body = pack(Buffer.from(JSON.stringify({ title: 'Çiçekli elbise' })));
    await open(() => ({ headers: { 'content-encoding': encoding }, body }));
    expect((await bench.gateway.send(READ)).json).toEqual({ title: 'Çiçekli elbise' });
  });

  it('is asked again after 5xx, a dropped connection and half an answer, and then succeeds', async () => {
    const script: Scripted[] = [
      { status: 502, body: '<html>Bad gateway</html>' },
      'drop',
      'half',
      { json: { ok: 1 } },
    ];
    await open((_request, index) => script[index]!);
    expect((await bench.gateway.send(READ)).json).toEqual({ ok: 1 });
    expect(bench.meters.map(({ status, attempt }) => [status, attempt])).toEqual([
      [502, 1],
      [null, 2],
      [200, 3],
      [200, 4],
    ]);
  });

  it('tells of a marketplace that keeps failing, with what it said but without anybody’s data', async () => {
    await open(() => ({
      status: 503,
      body: '<html><title>Down</title> call 0532 123 45 67 or ops@example.com</html>',
    }));
    const problem = await problemOf(bench.gateway.send(READ));
    expect(problem.code).toBe('channel/server-error');
    expect(problem.params).toMatchObject({ marketplace: 'Trendyol', status: 503 });
    expect(problem.detail).toBe('HTTP 503: Down call […] or […]');
  });

  it.each([
    ['a web page', { body: '<!doctype html><p>Welcome to the hotel’s internet' }],
    ['damaged gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}').subarray(0, 12) }],
    ['bytes that are no text', { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }],
    ['a number that is none', { body: '{"price":NaN}' }],
    ['too deep an answer', { body: `${'['.repeat(200)}${']'.repeat(200)}` }],
  ])('refuses %s instead of JSON', async (_name, script) => {
    await open(() => script);
    expect((await problemOf(bench.gateway.send(READ))).code).toBe('channel/not-understood');
  });

  it('hands on a 4xx as the answer that it is, once', async () => {
    await open(() => ({ status: 401, json: { exception: 'ClientApiAuthenticationException' } }));
    expect((await bench.gateway.send(READ)).status).toBe(401);
    expect(server.requests).toHaveLength(1);
  });

  it('does not follow a redirect, so that the key goes nowhere else', async () => {
    await open(() => ({ status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' }, json: {} }));
    expect((await bench.gateway.send(READ)).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it('ends with a time-out when nothing comes', async () => {
    await open(() => 'hang');
    expect((await problemOf(bench.gateway.send(READ))).code).toBe('channel/timeout');
    expect(server.requests).toHaveLength(2);
  });

  it('stops when the merchant cancels', async () => {
    await open(() => 'hang');
    const controller = new AbortController();
    const sending = problemOf(bench.gateway.send({ ...READ, signal: controller.signal }));
    controller.abort();
    expect((await sending).code).toBe('sync/cancelled');
  });

  it('keeps ids beyond 2^53 exactly and drops names that reach into the prototype', async () => {
    await open(() => ({ body: '{"id":9223372036854775807,"small":12,"__proto__":{"x":1},"price":649.90}' }));
    const { json } = await bench.gateway.send(READ);
    expect(json).toEqual({ id: '9223372036854775807', small: 12, price: 649.9 });
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  });
});

describe('a write', () => {
  it('is recorded before its first byte, with the very bytes that arrive', async () => {
    await open(() => ({ json: { batchRequestId: 'b-1' } }));
    const { intent, steps } = recordIntent();
    await bench.gateway.send(write(intent));
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect(steps[0]).toMatchObject({ request: { bodyText: server.requests[0]!.body, method: 'POST' } });
    expect(server.requests[0]!.body).toBe(
      '{"items":[{"barcode":"B1","quantity":3,"salePrice":629.9,"listPrice":799.9}]}',
    );
  });

  it('does not leave without an intent, nor when the intent can’t be kept', async () => {
    await open(() => ({ json: {} }));
    await expect(bench.gateway.send(write(undefined))).rejects.toThrow(TypeError);
    const { intent } = recordIntent();
    const full = {
      ...intent,
      beforeSend: () => {
        throw new RangeError('disk full');
      },
    };
    await expect(bench.gateway.send(write(full))).rejects.toThrow('disk full');
    expect(server.requests).toHaveLength(0);
  });

  it('is stopped whole by the gate, which sees the figures of the final body', async () => {
    const seen: unknown[] = [];
    await open(() => ({ json: {} }), {
      gate: (channelId, offers) => {
        seen.push(channelId, offers);
        return [{ externalId: 'B1', holds: [{ guard: 'price/below-floor', params: {} }] }];
      },
    });
    const { intent, steps } = recordIntent();
    const problem = await problemOf(bench.gateway.send(write(intent)));
    expect(problem.code).toBe('guard/stopped-request');
    expect(problem.params).toMatchObject({ count: 1, externalIds: 'B1', guards: 'price/below-floor' });
    expect(seen).toEqual([
      'channel-1',
      [{ externalId: 'B1', quantity: 3, salePriceE4: 6_299_000, listPriceE4: 7_999_000 }],
    ]);
    expect(steps).toEqual([{ step: 'not-sent', reason: 'guard/stopped-request' }]);
    expect(server.requests).toHaveLength(0);
  });

  it.each(['drop', 'hang', 'half'] as const)(
    'whose answer is lost (%s) is never sent again, and its outcome is unknown',
    async (fault) => {
      await open(() => fault);
      const { intent, steps } = recordIntent();
      expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('channel/outcome-unknown');
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'outcome-unknown']);
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([500, 502, 503, 504, 408])('answered by %i may have been done all the same', async (status) => {
    await open(() => ({ status, body: '<html>oops</html>' }));
    const { intent, steps } = recordIntent();
    expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('channel/outcome-unknown');
    expect(steps.at(-1)).toEqual({ step: 'outcome-unknown', reason: `status ${status}` });
  });

  it('that no server takes was certainly not sent', async () => {
    await open(() => ({ json: {} }));
    await server.close();
    const { intent, steps } = recordIntent();
    expect((await problemOf(bench.gateway.send(write(intent)))).code).toBe('channel/unreachable');
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
  });

  it('cancelled before its turn leaves no byte behind', async () => {
    await open(() => ({ json: {} }));
    const { intent, steps } = recordIntent();
    const signal = AbortSignal.abort();
    expect((await problemOf(bench.gateway.send({ ...write(intent), signal }))).code).toBe('sync/cancelled');
    expect(steps).toEqual([{ step: 'not-sent', reason: 'sync/cancelled' }]);
    expect(server.requests).toHaveLength(0);
  });

  it('runs to its answer once its bytes have left, even when the merchant cancels', async () => {
    const controller = new AbortController();
    await open(() => {
      controller.abort();
      return { json: { batchRequestId: 'b-2' } };
    });
    const { intent, steps } = recordIntent();
    const answer = await bench.gateway.send({ ...write(intent), signal: controller.signal });
    expect(answer.json).toEqual({ batchRequestId: 'b-2' });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
  });

  it('refused by 429 was not done, and waits for the time that the marketplace names', async () => {
    await open(() => ({ status: 429, headers: { 'retry-after': '7' }, json: {} }));
    const { intent, steps } = recordIntent();
    const problem = await problemOf(bench.gateway.send(write(intent)));
    expect(problem.code).toBe('channel/rate-limited');
    expect(problem.params['retryAfterMs']).toBeGreaterThanOrEqual(6_500);
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'not-sent']);
    expect(bench.gateway.waitFor('price-and-inventory', 1)).toBeGreaterThan(5_000);
    expect(bench.gateway.waitFor('products-approved', 1)).toBe(0);
  });
});

describe('a marketplace that does nothing but fail', () => {
  it('is left alone for a while, and asked again after it', async () => {
    let healthy = false;
    await open(() => (healthy ? { json: { ok: 1 } } : { status: 500, json: {} }));
    for (let call = 0; call < 2; call += 1) await problemOf(bench.gateway.send(READ));
    const before = server.requests.length;
    expect((await problemOf(bench.gateway.send(READ))).code).toBe('channel/breaker-open');
    expect(server.requests).toHaveLength(before);
    healthy = true;
    await bench.clock.sleep(6_000);
    expect((await bench.gateway.send(READ)).json).toEqual({ ok: 1 });
    expect(bench.log.map(({ event, fields }) => `${event} ${fields['state']}`)).toEqual([
      'breaker-changed open',
      'breaker-changed closed',
    ]);
  });
});

describe('a base URL', () => {
  it.each(['ftp://x', 'https://user:pass@host', 'https://host?x=1', 'nonsense'])(
    'is refused when it is %s',
    (baseUrl) => {
      expect(() => openBench(baseUrl)).toThrow(TypeError);
    },
  );

  it('can’t be left by a request’s path', async () => {
    await open(() => ({ json: {} }));
    for (const path of ['//evil.example/x', 'https://evil.example', '/a?b', '/a#b', '/a b']) {
      await expect(bench.gateway.send({ ...READ, path })).rejects.toThrow(TypeError);
    }
  });
});
