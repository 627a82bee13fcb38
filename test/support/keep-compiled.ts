import { flushCompileCache } from 'node:module';

/**
 * Called by a program that is killed: what Node compiled until now is kept for the next one (`NODE_COMPILE_CACHE`, set
 * in `temporary-files.ts`). Node itself keeps it only when a process ends by itself. Half of the time of such a process
 * went into compiling the same sources again.
 */
export function keepCompiled(): void {
  flushCompileCache();
}
