import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayRequest } from '#engine/gateway/port.ts';
import { readMultipartText } from '#engine/marketplaces/kit/multipart.ts';
import { isSoapFault } from '#engine/marketplaces/kit/soap.ts';
import { openBench, problemOf, recordIntent, type Bench } from '../support/gateway-under-test.ts';
import { manyHosts } from '../support/many-hosts.ts';
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
  bench = openBench(server.baseUrl, { manifest: manyHosts(), ...changes });
}

afterEach(async () => {
  await bench.close();
  await server.close();
});

const ORDERS: GatewayRequest = {
  endpoint: 'orders',
  method: 'GET',
  host: 'orders',
  path: '/list',
  priority: 1,
};
const paths = (): string[] => server.requests.map(({ path }) => path);

describe('a marketplace with several hosts, served from one address', () => {
  it('is asked once how the hosts are spelled, by all who begin together, and then by that spelling', async () => {
    await open(({ path }) => (path.includes('-external') ? { status: 404, json: {} } : { json: {} }));
    await Promise.all([bench.gateway.send(ORDERS), bench.gateway.send(ORDERS)]);
    await bench.gateway.send({ ...ORDERS, host: 'auth' });
    await bench.gateway.send({ ...ORDERS, path: '/bare', host: 'api' });
    expect(paths()).toEqual([
      '/trendyol/api-external/ping',
      '/trendyol/api/ping',
      '/trendyol/orders/list',
      '/trendyol/orders/list',
      '/trendyol/list',
      '/trendyol/api/bare',
    ]);
  });

  it('is spelled the first way where a key is refused there, and where nobody answers otherwise', async () => {
    await open(({ path }) => ({ status: path.endsWith('/ping') ? 401 : 200, json: {} }));
    await bench.gateway.send(ORDERS);
    expect(paths()).toEqual(['/trendyol/api-external/ping', '/trendyol/orders-external/list']);
    await bench.close();
    bench = openBench(server.baseUrl, { manifest: manyHosts() });
  });

  it('is asked again for the spelling after nobody was there', async () => {
    let awake = false;
    await open(() => (awake ? { json: {} } : 'drop'));
    expect((await problemOf(bench.gateway.send(ORDERS))).code).toBe('channel/unreachable');
    awake = true;
    await bench.clock.sleep(6_000);
    expect((await bench.gateway.send(ORDERS)).status).toBe(200);
  });

  it('can’t be asked on a host that the manifest does not name', async () => {
    await open(() => ({ json: {} }));
    await expect(bench.gateway.send({ ...ORDERS, host: 'elsewhere' })).rejects.toThrow(RangeError);
    await expect(bench.gateway.send({ ...ORDERS, host: '__proto__' })).rejects.toThrow(RangeError);
  });
});

describe('a document at an address of its own', () => {
  const documentAt = (path: string): GatewayRequest => ({
    endpoint: 'document',
    method: 'GET',
    path: '/unused',
    documentUrl: `${new URL(server.baseUrl).origin}${path}`,
    answer: 'text',
    priority: 1,
  });

  it('is fetched without any of the channel’s keys', async () => {
    await open(() => ({ body: gzipSync('satır\tSATIR'), headers: { 'content-encoding': 'gzip' } }));
    const answer = await bench.gateway.send(documentAt('/store/doc?X-Signature=very-secret'));
    expect(answer).toMatchObject({ text: 'satır\tSATIR', json: undefined });
    expect(server.requests[0]!.path).toBe('/store/doc');
    expect(server.requests[0]!.query.get('X-Signature')).toBe('very-secret');
    expect(server.requests[0]!.headers['x-api-key']).toBeUndefined();
  });

  it('is sealed without the secrets of its query', async () => {
    await open(() => ({ status: 200 }));
    const { intent, steps } = recordIntent();
    await bench.gateway.send({
      ...documentAt('/store/doc?X-Signature=very-secret'),
      endpoint: 'upload',
      method: 'PUT',
      content: { kind: 'text', contentType: 'application/json; charset=UTF-8', text: '{"ö":1}' },
      intent,
    });
    expect(JSON.stringify(steps)).not.toContain('very-secret');
    expect(steps[0]).toMatchObject({ request: { bodyText: '{"ö":1}' } });
    expect(server.requests[0]!.body).toBe('{"ö":1}');
    expect(server.requests[0]!.headers['content-type']).toBe('application/json; charset=UTF-8');
  });

  it.each([
    'https://evil.example/doc',
    'http://api.many.example/doc',
    'https://user:pass@api.many.example/doc',
    'file:///etc/passwd',
    'nonsense',
  ])('is not fetched from %s', async (documentUrl) => {
    await open(() => ({ json: {} }));
    const problem = await problemOf(bench.gateway.send({ ...documentAt('/x'), documentUrl }));
    expect(problem.code).toBe('channel/not-understood');
    const { intent, steps } = recordIntent();
    const upload = { ...documentAt('/x'), endpoint: 'upload', method: 'PUT', documentUrl, intent } as const;
    await problemOf(bench.gateway.send(upload));
    expect(steps).toEqual([{ step: 'not-sent', reason: 'channel/not-understood' }]);
    expect(paths().filter((path) => !path.endsWith('/ping'))).toEqual([]);
  });
});

describe('bodies that are no JSON', () => {
  it('carry files byte for byte, and are told by length and hash', async () => {
    const file = Buffer.from([0, 1, 2, 255, 13, 10, 45, 45]);
    const raw: Buffer[] = [];
    await open(() => ({ json: { ok: 1 } }));
    server.onBody = (bytes) => raw.push(bytes);
    const { intent, steps } = recordIntent();
    await bench.gateway.send({
      endpoint: 'upload',
      method: 'POST',
      host: 'api',
      path: '/files',
      content: {
        kind: 'multipart',
        parts: [
          { name: 'Answer', content: 'Kırık geldi, “değişim” istiyor' },
          { name: 'file', fileName: 'ürün "1".json', contentType: 'application/json', content: '[{"a":1}]' },
          { name: 'Files', fileName: 'x.pdf', contentType: 'application/pdf', content: file },
        ],
      },
      priority: 1,
      intent,
    });
    const seen = server.requests.at(-1)!;
    const form = await new Response(new Uint8Array(raw.at(-1)!), {
      headers: { 'content-type': seen.headers['content-type']! },
    }).formData();
    expect(form.get('Answer')).toBe('Kırık geldi, “değişim” istiyor');
    const sent = form.get('file') as File;
    expect([sent.name, sent.type, await sent.text()]).toEqual([
      'ürün "1".json',
      'application/json',
      '[{"a":1}]',
    ]);
    expect(Buffer.from(await (form.get('Files') as File).arrayBuffer())).toEqual(file);
    const { bodyText } = (steps[0] as { request: { bodyText: string } }).request;
    expect(readMultipartText(bodyText)[1]).toMatchObject({ name: 'file', text: '[{"a":1}]' });
    expect(bodyText).toContain(createHash('sha256').update(file).digest('hex'));
  });

  it('are shown to the last gate, multipart as the text of its parts', async () => {
    const shown: string[] = [];
    const readOffers = (_endpoint: string, bodyText: string): null => {
      shown.push(bodyText);
      return null;
    };
    await open(() => ({ json: {} }), { manifest: manyHosts({ readOffers }) });
    const part = { name: 'file', fileName: 'p.json', content: '[{"stock":3}]' };
    bench.gateway.rehearse({
      endpoint: 'offers',
      method: 'POST',
      host: 'api',
      path: '/import',
      content: { kind: 'multipart', parts: [part] },
      priority: 1,
    });
    expect(readMultipartText(shown[0]!)[0]!.text).toBe('[{"stock":3}]');
  });

  it('go out as PATCH and PUT, by the media type that was named', async () => {
    await open(() => ({ json: {} }));
    const write = { endpoint: 'offers', host: 'api', path: '/x', priority: 1, body: { a: 1 } } as const;
    await bench.gateway.send({ ...write, method: 'PATCH', intent: recordIntent().intent });
    expect(server.requests.at(-1)).toMatchObject({ method: 'PATCH', body: '{"a":1}' });
  });
});

describe('answers that are no JSON', () => {
  it('come as bytes where bytes are asked for, and a refusal as text all the same', async () => {
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
    await open(({ path }) =>
      path.endsWith('/missing')
        ? { status: 404, json: { code: 'yok' } }
        : { body: gzipSync(pdf), headers: { 'content-encoding': 'gzip' } },
    );
    const read: GatewayRequest = { ...ORDERS, endpoint: 'label', answer: 'bytes' };
    const label = await bench.gateway.send(read);
    expect(Buffer.from(label.bytes)).toEqual(pdf);
    expect(label.text).toBe('');
    const missing = await bench.gateway.send({ ...read, path: '/missing' });
    expect(missing).toMatchObject({ status: 404, text: '{"code":"yok"}', json: { code: 'yok' } });
  });

  it('are read in the charset that an XML declaration names', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-9"?><a>ğüşıöçİ</a>';
    const bytes = Buffer.from(Array.from(text, (letter) => ISO_8859_9[letter] ?? letter.charCodeAt(0)));
    await open(() => ({ body: bytes, headers: { 'content-type': 'text/xml' } }));
    expect((await bench.gateway.send({ ...ORDERS, answer: 'text' })).text).toBe(text);
  });

  it('of a SOAP server that refuses with 500 are its answer, once', async () => {
    const fault =
      '<e:Envelope xmlns:e="x"><e:Body><e:Fault><faultcode>a</faultcode><faultstring>b</faultstring></e:Fault></e:Body></e:Envelope>';
    await open(({ path }) => (path.endsWith('/ping') ? { json: {} } : { status: 500, body: fault }));
    const soap: GatewayRequest = { ...ORDERS, method: 'POST', answer: 'text', refusesInWords: isSoapFault };
    expect(await bench.gateway.send(soap)).toMatchObject({ status: 500, text: fault });
    const { intent, steps } = recordIntent();
    await bench.gateway.send({ ...soap, endpoint: 'offers', intent });
    expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
    expect(paths()).toHaveLength(3);
  });

  it.each([
    ['half an XML', '<a><b>1'],
    ['a proxy’s page', '<!DOCTYPE html><html><body>Welcome</body></html>'],
  ])('leave a write’s outcome unknown when they are %s', async (_name, body) => {
    await open(({ path }) => (path.endsWith('/ping') ? { json: {} } : { body }));
    const { intent } = recordIntent();
    const write: GatewayRequest = { ...ORDERS, endpoint: 'offers', method: 'POST', answer: 'text', intent };
    expect((await problemOf(bench.gateway.send(write))).code).toBe('channel/outcome-unknown');
  });
});

const ISO_8859_9: Readonly<Record<string, number>> = {
  ğ: 0xf0,
  ü: 0xfc,
  ş: 0xfe,
  ı: 0xfd,
  ö: 0xf6,
  ç: 0xe7,
  İ: 0xdd,
};

describe('a rehearsal', () => {
  it('puts a write together, has it judged and estimated, and sends and records nothing', async () => {
    await open(() => ({ json: {} }), {
      manifest: manyHosts({
        readOffers: () => [{ externalId: 'B1', quantity: 1, salePriceE4: 1, listPriceE4: 1 }],
      }),
      gate: () => [{ externalId: 'B1', holds: [{ guard: 'price/below-floor', params: {} }] }],
    });
    const { intent, steps } = recordIntent();
    const write = { endpoint: 'offers', host: 'api', method: 'POST', path: '/x', priority: 1 } as const;
    const rehearsed = bench.gateway.rehearse({ ...write, body: { a: 1 }, intent });
    expect(rehearsed).toMatchObject({
      sealed: { url: `${server.baseUrl}/api-external/x`, bodyText: '{"a":1}' },
      stopped: { code: 'guard/stopped-request' },
      waitMs: 0,
    });
    expect([steps, bench.meters, server.requests]).toEqual([[], [], []]);
  });
});

describe('a marketplace that has closed', () => {
  const closed = manyHosts({ closed: { since: '2022-09-05', reason: { tr: '', en: '' } } });

  it('is sent nothing, and the write’s intent says so', async () => {
    await open(() => ({ json: {} }));
    const real = openBench('https://gone.invalid', { manifest: closed });
    expect(await problemOf(real.gateway.send(ORDERS))).toMatchObject({
      code: 'channel/closed',
      params: { marketplace: 'Many', since: '2022-09-05' },
    });
    const { intent, steps } = recordIntent();
    const write: GatewayRequest = { ...ORDERS, endpoint: 'offers', method: 'POST', intent };
    expect((await problemOf(real.gateway.send(write))).code).toBe('channel/closed');
    expect(steps).toEqual([{ step: 'not-sent', reason: 'channel/closed' }]);
    expect(real.gateway.rehearse(write).stopped).toMatchObject({ code: 'channel/closed' });
    await real.close();
  });

  it('is talked to on this computer', async () => {
    await open(() => ({ json: {} }), { manifest: closed });
    expect((await bench.gateway.send(ORDERS)).status).toBe(200);
  });
});
