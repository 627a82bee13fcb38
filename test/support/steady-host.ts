import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Random } from '#engine/host.ts';

/** A clock that stands still until it is moved; `sleep` moves it at once. */
export type HandClock = Clock & { readonly advance: (milliseconds: number) => void };

export function handClock(startMs: number): HandClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    monotonic: () => nowMs,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      nowMs += milliseconds;
    },
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}

/** The computer's own clock, for what waits on real sockets. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { ...(signal ? { signal } : {}), ref: false });
  },
};

/** Repeatable chance: the same seed gives the same run. */
export function seededChance(seed: string): Random {
  let count = 0;
  const bytes = (wanted: number): Buffer => {
    const parts: Buffer[] = [];
    while (Buffer.concat(parts).length < wanted) {
      parts.push(createHash('sha256').update(`${seed}:${count}`).digest());
      count += 1;
    }
    return Buffer.concat(parts).subarray(0, wanted);
  };
  return {
    bytes,
    fraction: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
    uuid: () => {
      const hex = bytes(16).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}
