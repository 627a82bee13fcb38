import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { os } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Logger } from '#engine/host.ts';
import { startServer, type RunningServer } from '../../src-main/headless/server/start-server.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const router = { ping: os.handler(() => 'pong') };

let folder: string;
let server: RunningServer;
let locked: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-server-'));
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>MesChain</title>');
  writeFileSync(join(page, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(join(page, 'secret.key'), 'secret');
  writeFileSync(join(folder, 'outside.html'), 'outside');
  symlinkSync(join(folder, 'outside.html'), join(page, 'link.html'));
  locked = 0;
  server = await startServer({
    router,
    pageFolder: page,
    port: 0,
    random: systemRandom,
    logger: silent,
    onLocked: () => {
      locked += 1;
    },
  });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};
type Asking = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };

/** node:http, because a path must arrive exactly as written: URL and fetch tidy it up. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port: server.port, path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

const ownOrigin = (): string => `http://127.0.0.1:${server.port}`;
const token = (): string => server.newAddress().split('#token=')[1]!;

function trade(value: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask('/session', {
    method: 'POST',
    headers: { origin: ownOrigin(), 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token: value }),
  });
}

async function cookie(): Promise<string> {
  const answer = await trade(token());
  expect(answer.status).toBe(204);
  return String(answer.headers['set-cookie']).split(';')[0]!;
}

function knock(headers: Record<string, string>, path = '/rpc'): Promise<string> {
  const { origin, ...others } = headers;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, {
    headers: others,
    ...(origin ? { origin } : {}),
  });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('browser mode', () => {
  it('serves the page with the headers that keep it one', async () => {
    const answer = await ask('/');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('MesChain');
    const policy = String(answer.headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect((await ask('/assets/index-abc.js')).headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/%252e%252e/outside.html',
    '/..\\outside.html',
    '/..%5coutside.html',
    '//127.0.0.1/outside.html',
    '/C:/outside.html',
    '/index.html%00.js',
    '/link.html',
    '/secret.key',
    '/assets',
    '/%',
    '/nothing.html',
  ])('gives nothing for %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
    expect(answer.body).not.toContain('secret');
  });

  it('reads only: every other method is refused', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'POST', 'PATCH']) {
      expect((await ask('/', { method })).status, method).toBe(405);
    }
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('answers nobody who calls it by another name (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${server.port}`,
    ]) {
      expect((await ask('/', { headers: { host } })).status, host).toBe(421);
      expect((await trade(token(), { host, origin: `http://${host}` })).status, host).toBe(421);
    }
    expect((await ask('/', { headers: { host: `localhost:${server.port}` } })).status).toBe(200);
  });

  it('lets a page in that has a token, a cookie and our own origin', async () => {
    const own = await cookie();
    expect(await knock({ origin: ownOrigin(), cookie: own })).toBe('open');
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, {
      headers: { cookie: own },
      origin: ownOrigin(),
    });
    const client = createORPCClient<{ ping: () => Promise<string> }>(
      new RPCLink({ websocket: socket as never }),
    );
    expect(await client.ping()).toBe('pong');
    socket.close();
  });

  it('keeps its session in a cookie that no script and no other site can use', async () => {
    const answer = await trade(token());
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('refuses a socket from a foreign origin, without origin, without cookie, or with an invented one', async () => {
    const own = await cookie();
    expect(await knock({ origin: 'https://evil.example', cookie: own })).toBe('403');
    expect(await knock({ origin: `http://localhost:${server.port}`, cookie: own })).toBe('403');
    expect(await knock({ cookie: own })).toBe('403');
    expect(await knock({ origin: ownOrigin() })).toBe('403');
    expect(await knock({ origin: ownOrigin(), cookie: `${own.split('=')[0]}=${'A'.repeat(43)}` })).toBe(
      '403',
    );
    expect(await knock({ origin: ownOrigin(), cookie: own, host: `evil.example:${server.port}` })).toBe(
      '403',
    );
    expect(await knock({ origin: ownOrigin(), cookie: own }, '/elsewhere')).toBe('403');
  });

  it('takes a token once', async () => {
    const once = token();
    expect((await trade(once)).status).toBe(204);
    expect((await trade(once)).status).toBe(403);
  });

  it('opens for a second browser only by a second address', async () => {
    const [first, second] = [token(), token()];
    expect((await trade(first)).status).toBe(204);
    expect((await trade(second)).status).toBe(204);
  });

  it('does not look at a token that a foreign page sends, so that no site can lock the merchant out', async () => {
    for (let count = 0; count < 10; count += 1) {
      expect((await trade('wrong', { origin: 'https://evil.example' })).status).toBe(403);
    }
    expect((await trade(token())).status).toBe(204);
  });

  it('refuses what is no token request: another type, a long body, no JSON', async () => {
    expect((await trade(token(), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await trade('x'.repeat(5_000))).status).toBe(400);
    const headers = { origin: ownOrigin(), 'content-type': 'application/json' };
    expect((await ask('/session', { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect((await ask('/session')).status).toBe(405);
  });

  it('stops accepting anybody after five wrong tokens, and says so once', async () => {
    const good = token();
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await trade(`wrong-${count}`)).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    await expect(trade(good)).rejects.toThrow(/ECONNREFUSED/);
    expect(locked).toBe(1);
  });

  it('names the port that is taken instead of failing without a word', async () => {
    const second = startServer({
      router,
      pageFolder: folder,
      port: server.port,
      random: systemRandom,
      logger: silent,
      onLocked: () => {},
    });
    await expect(second).rejects.toMatchObject({
      problem: { code: 'input/invalid', params: { field: `--port ${server.port}` } },
    });
  });
});
