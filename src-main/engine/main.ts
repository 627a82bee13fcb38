import type { AnyRouter } from '@orpc/server';
import type { Host } from './host.ts';

/** A running engine. `router` answers `#contract`; hosts hang it on a port, a socket, or call it in process. */
export type Engine = {
  readonly router: AnyRouter;
  /** Lets running jobs reach a safe point, gives leases back, closes the store and the cache. */
  readonly stop: () => Promise<void>;
};

/**
 * Opens the profile's cache (migrating it), settles what an earlier run left open and starts the background schedule.
 * Importing this file does nothing. Rejects with `ProblemError` `cache/*` or `vault/*` when the profile can't be used.
 */
export async function createEngine(host: Host): Promise<Engine> {
  throw new Error(`not assembled yet: ${host.version}`);
}
