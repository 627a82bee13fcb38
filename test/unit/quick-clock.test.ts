import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { quickClock } from '../support/quick-clock.ts';

/** Fast enough that half a minute would be over in 15 ms, if it were over while the computer works. */
const SPEED = 2_000;
const PATIENCE_MS = 30_000;

/** Computes and lets nothing else run, as a slow computer does. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) Math.sqrt(until);
}

describe('the clock of the tests', () => {
  it('lets half a minute pass in a blink while everything waits for it', async () => {
    const clock = quickClock(SPEED);
    const began = clock.monotonic();
    await clock.sleep(PATIENCE_MS);
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(PATIENCE_MS);
  });

  it('lets no deadline pass because the computer is slow', async () => {
    const clock = quickClock(SPEED);
    let isOver = false;
    const sleep = clock.sleep(PATIENCE_MS).then(() => (isOver = true));
    for (let turn = 0; turn < 20; turn += 1) {
      work(10);
      await nextTurn();
    }
    expect(isOver).toBe(false);
    await sleep;
  });

  it('lets no deadline pass while the marketplace is still talking', async () => {
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const clock = quickClock(SPEED);
    const began = performance.now();
    let isOver = false;
    const sleep = clock.sleep(PATIENCE_MS).then(() => (isOver = true));
    while (performance.now() - began < 200) {
      line.write('.');
      await once(line, 'data');
    }
    expect(isOver).toBe(false);
    await sleep;
    line.destroy();
    server.close();
  });

  it('wakes sleepers in the order of their moments, and at once those who are called off', async () => {
    const clock = quickClock(SPEED);
    const woken: string[] = [];
    const callOff = new AbortController();
    const calledOff = expect(clock.sleep(1e9, callOff.signal)).rejects.toThrow('called off');
    const late = clock.sleep(20_000).then(() => woken.push('late'));
    const early = clock.sleep(10_000).then(() => woken.push('early'));
    callOff.abort(new Error('called off'));
    await Promise.all([late, early, calledOff]);
    expect(woken).toEqual(['early', 'late']);
  });
});
