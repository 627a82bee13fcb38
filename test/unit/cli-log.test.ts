import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFields } from '#engine/monitor/log-fields.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { openLogFile } from '../../src-main/node-host/log-file.ts';
import { createLogger } from '../../src-main/node-host/logger.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the log', () => {
  it('is one JSON object a line, there at once, readable by this account alone', () => {
    const file = openLogFile({ folder, name: 'engine', maxBytes: 10_000, keep: 2 });
    const logger = createLogger({ file, clean: logFields, level: 'info' });
    logger.info('sync-started', { jobId: 'j1', count: 3 });
    logger.debug('not-kept', { jobId: 'j1' });
    logger.error('handler-failed', { error: 'TypeError' });
    const lines = read('engine.log')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        jobId: 'j1',
        count: 3,
        event: 'sync-started',
      },
      { level: 'error', time: expect.any(String), error: 'TypeError', event: 'handler-failed' },
    ]);
    expect(statSync(join(folder, 'engine.log')).mode & 0o777).toBe(0o600);
    file.close();
  });

  it('leaves out what is not allowed by name, and what looks like a secret or a person', () => {
    const file = openLogFile({ folder, name: 'engine', maxBytes: 10_000, keep: 2 });
    const logger = createLogger({ file, clean: logFields, level: 'info' });
    logger.warn('call-refused', {
      apiSecret: 'cok-gizli-anahtar',
      buyer: 'Ayşe Yılmaz',
      reason: 'Authorization: Basic Y29rLWdpemxp ayse@example.com',
    });
    const line = read('engine.log');
    for (const secret of ['cok-gizli', 'Yılmaz', 'Y29rLWdpemxp', 'ayse@example.com'])
      expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ event: 'call-refused', leftOut: 2 });
    file.close();
  });

  it('cannot fill the disk: old lines go when new ones come', () => {
    const file = openLogFile({ folder, name: 'engine', maxBytes: 1_000, keep: 2 });
    for (let count = 0; count < 500; count += 1) file.write(`${String(count).padStart(99, '0')}\n`);
    file.close();
    const names = readdirSync(folder).toSorted();
    expect(names).toEqual(['engine.1.log', 'engine.2.log', 'engine.log']);
    for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000);
    expect(read('engine.log').trim().split('\n').at(-1)).toMatch(/499$/);
  });

  it('goes on where the last run ended', () => {
    for (const line of ['first\n', 'second\n']) {
      const file = openLogFile({ folder, name: 'engine', maxBytes: 1_000, keep: 1 });
      file.write(line);
      file.close();
    }
    expect(read('engine.log')).toBe('first\nsecond\n');
  });
});

describe('this computer’s clock and randomness', () => {
  it('wakes a sleeper at once with the reason it was given', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    const reason = new Error('the merchant pressed cancel');
    stop.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(systemClock.sleep(1, stop.signal)).rejects.toBe(reason);
  });

  it('spreads fractions over [0, 1) and never gives 1', () => {
    const drawn = Array.from({ length: 2_000 }, () => systemRandom.fraction());
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(new Set(drawn).size).toBe(2_000);
    const tenths = new Set(drawn.map((value) => Math.floor(value * 10)));
    expect(tenths.size).toBe(10);
  });
});
