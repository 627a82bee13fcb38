import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayRequest } from '#engine/gateway/port.ts';
import { openNetwork, type OpenNetwork } from '../../src-main/node-host/network.ts';
import { openBench, recordIntent } from '../support/gateway-under-test.ts';
import { manyHosts } from '../support/many-hosts.ts';

const run = promisify(execFile);
const page = JSON.stringify({ content: Array.from({ length: 500 }, (_, id) => ({ id, name: 'Gömlek' })) });

let folder: string;
let key: Buffer;
let certificate: string;
let network: OpenNetwork;
const trusted = getCACertificates('default');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'http2-'));
  const keyFile = join(folder, 'key.pem');
  const wanted = `req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ${keyFile} -subj /CN=localhost`;
  certificate = (
    await run('openssl', [...wanted.split(' '), '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'])
  ).stdout;
  key = readFileSync(keyFile);
  setDefaultCACertificates([...trusted, certificate]);
  network = openNetwork();
});

afterAll(async () => {
  await network.close();
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});

type Seen = { readonly version: string; readonly encoding: string; readonly body: string };

type Ask = IncomingMessage | Http2ServerRequest;
type Reply = ServerResponse | Http2ServerResponse;

async function openTls(speaks: '2.0' | '1.1') {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const answer = (request: Ask, response: Reply): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        version: request.httpVersion,
        encoding: String(request.headers['accept-encoding']),
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.setHeader('content-type', 'application/json');
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(page));
    });
  };
  const options = { key, cert: certificate };
  const server = speaks === '2.0' ? createSecureServer(options, answer) : createTlsServer(options, answer);
  server.on('secureConnection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<unknown> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, seen, sockets, close };
}

const { hostProbe: _none, ...MANIFEST } = manyHosts();
const READ: GatewayRequest = { endpoint: 'orders', method: 'GET', path: '/x', priority: 1 };

describe('connections to a marketplace', () => {
  it.each(['2.0', '1.1'] as const)(
    'speak HTTP/%s where that is what the server offers, packed and kept alive',
    async (version) => {
      const { port, seen, sockets, close } = await openTls(version);
      const bench = openBench(`https://127.0.0.1:${port}`, { manifest: MANIFEST, network });
      for (let count = 0; count < 5; count += 1) {
        expect((await bench.gateway.send(READ)).json).toMatchObject({ content: { length: 500 } });
      }
      const { intent, steps } = recordIntent();
      await bench.gateway.send({ ...READ, endpoint: 'offers', method: 'POST', body: { ad: 'İı' }, intent });
      expect(seen.map((each) => each.version)).toEqual(Array(6).fill(version));
      expect(seen.at(-1)!.body).toBe('{"ad":"İı"}');
      expect(seen[0]!.encoding).toContain('gzip');
      // HTTP/1.1 carries one request at a time: the next may begin before the last one's end is noted.
      expect(sockets.size).toBeLessThanOrEqual(version === '2.0' ? 1 : 2);
      expect(bench.meters[0]!.bytesIn).toBeLessThan(page.length / 4);
      expect(steps.map(({ step }) => step)).toEqual(['before-send', 'after-answer']);
      await bench.close();
      await close();
    },
  );

  it('stay HTTP/1.1 without TLS, kept alive as well', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((_request, response) => response.end('{}'));
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bench = openBench(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      manifest: MANIFEST,
      network,
    });
    for (let count = 0; count < 5; count += 1) await bench.gateway.send(READ);
    expect(sockets.size).toBeLessThanOrEqual(2);
    await bench.close();
    server.closeAllConnections();
    server.close();
  });

  it('are refused to a server that nobody vouches for', async () => {
    setDefaultCACertificates(trusted);
    const strict = openNetwork();
    const { port, close } = await openTls('2.0');
    const bench = openBench(`https://127.0.0.1:${port}`, {
      manifest: MANIFEST,
      network: strict,
    });
    await expect(bench.gateway.send(READ)).rejects.toMatchObject({
      problem: { code: 'channel/unreachable' },
    });
    setDefaultCACertificates([...trusted, certificate]);
    await bench.close();
    await strict.close();
    await close();
  });
});
