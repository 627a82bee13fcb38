import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from '#engine/host.ts';

/** The operating system's random source; `fraction` has the 53 bits a number can hold. */
export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  uuid: () => randomUUID(),
  fraction: () => Number(randomBytes(8).readBigUInt64BE() >> 11n) / 2 ** 53,
};
