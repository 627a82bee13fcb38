import type { Random } from '../host.ts';

/** An identifier of this cache's own: 64 random bits as 16 letters, which no shell and no address has to quote. */
export function newId(random: Random): string {
  return random.bytes(8).toString('hex');
}
