import { createHash } from 'node:crypto';

/** A name for a data key that says nothing about it: the same key has the same name on every computer. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('meschain data key id v1\0').update(key).digest('hex').slice(0, 16);
}
