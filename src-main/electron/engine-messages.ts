import { z } from 'zod';
import { Problem } from '#contract/problem.ts';

/** What main says to the engine's process. The key travels here once, over a pipe that only the two of them have. */
export const ToEngine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    version: z.string(),
    dataFolder: z.string(),
    protection: z.enum(['operating-system', 'passphrase', 'key-file']),
    keyId: z.string(),
    key: z.instanceof(Uint8Array),
  }),
  /** Comes with one port: a page that wants to call. */
  z.object({ kind: z.literal('page') }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

/** What the engine's process says to main. Nothing of the merchant's data passes this way. */
export const FromEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), problem: Problem }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
