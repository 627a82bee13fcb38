import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '#contract/index.ts';
import { jsonOf, runCommand, type Ran } from '../support/command-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-serve-'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>MesChain</title>');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Serving = { readonly address: string; readonly stop: () => Promise<Ran> };

async function serve(): Promise<Serving> {
  const stop = new AbortController();
  let running: Promise<Ran> | null = null;
  const printed = await new Promise<string>((done, failed) => {
    running = runCommand(['serve', '--json'], {
      dataFolder: join(folder, 'profile'),
      pageFolder: join(folder, 'page'),
      signal: stop.signal,
      onWrite: (stream, text) => {
        if (stream === 'out') done(text);
      },
    });
    running.then(({ err }) => failed(new Error(`ended early: ${err}`)), failed);
  });
  return {
    address: (JSON.parse(printed) as { address: string }).address,
    stop: () => {
      stop.abort();
      return running!;
    },
  };
}

describe('meschain serve', () => {
  it('lets a browser in by its printed address, over which the engine answers', async () => {
    const { address, stop } = await serve();
    const url = new URL(address);
    expect([url.hostname, url.search]).toEqual(['127.0.0.1', '']);
    const entered = await fetch(new URL('/session', url), {
      method: 'POST',
      headers: { origin: url.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token: url.hash.replace('#token=', '') }),
    });
    const cookie = String(entered.headers.get('set-cookie')).split(';')[0]!;
    const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { cookie }, origin: url.origin });
    const client = createORPCClient<ContractRouterClient<Contract>>(
      new RPCLink({ websocket: socket as never }),
    );
    expect(await client.system.info()).toMatchObject({
      host: 'browser',
      keyProtection: 'key-file',
      demo: false,
    });
    const ended = new Promise((done) => socket.once('close', done));
    expect((await stop()).code).toBe(0);
    await ended;
  });

  it('holds the profile: a second program is told so, and touches nothing', async () => {
    const { stop } = await serve();
    const second = await runCommand(['status', '--json'], { dataFolder: join(folder, 'profile') });
    expect([second.code, jsonOf(second)]).toMatchObject([1, { error: { code: 'cache/in-use' } }]);
    await stop();
    expect((await runCommand(['status'], { dataFolder: join(folder, 'profile') })).code).toBe(0);
  });

  it('ends cleanly on Ctrl-C as a process of its own', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const child = spawn(
      process.execPath,
      [join(root, 'src-main/headless/meschain.ts'), '--data', join(folder, 'profile'), 'serve', '--json'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise((done) => child.stdout.once('data', done));
    const code = await new Promise((done) => {
      child.once('exit', done);
      child.kill('SIGINT');
    });
    expect([code, said]).toEqual([0, expect.stringContaining('Durduruluyor')]);
  });
});
