import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import type { Host } from '#engine/host.ts';
import { handClock, seededChance, type HandClock } from './steady-host.ts';
import { silentLogger } from './plain-host-parts.ts';

export type CacheProfile = {
  readonly host: Host;
  readonly data: string;
  readonly clock: HandClock;
  readonly remove: () => void;
};

/** A profile folder of its own with a host that needs nothing but the disk. */
export function cacheProfile(): CacheProfile {
  const data = mkdtempSync(join(tmpdir(), 'meschain-cache-'));
  const clock = handClock(Date.UTC(2026, 10, 24, 7, 0, 0));
  const host: Host = {
    kind: 'browser',
    version: '0.0.0-test',
    demo: false,
    clock,
    random: seededChance('cache'),
    keys: { protection: 'key-file', dataKey: () => Promise.reject(new Error('nothing is sealed here')) },
    logger: silentLogger,
    network: { dispatcher: new Agent() },
    paths: { data },
    reach: () => undefined,
  };
  return { host, data, clock, remove: () => rmSync(data, { recursive: true, force: true }) };
}
