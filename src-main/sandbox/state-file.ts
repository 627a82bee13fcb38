import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock, Logger } from '#engine/host.ts';

export type StateFile = {
  /** What an earlier run kept; null when there was none. */
  readonly read: () => unknown;
  /** Something changed: kept within a third of a second. */
  readonly touch: () => void;
  /** Keeps it now. */
  readonly flush: () => void;
  /** Keeps it a last time; later touches do nothing. */
  readonly close: () => void;
};

const DELAY_MS = 300;

/** Keeps the sandbox's state in a file of its own, replaced as a whole. `file` null: nothing is kept. */
export function createStateFile(options: {
  readonly file: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: () => unknown;
}): StateFile {
  const { file, clock, logger, state } = options;
  if (file === null) {
    const nothing = (): void => undefined;
    return { read: () => null, touch: nothing, flush: nothing, close: nothing };
  }
  let waiting = false;
  let closed = false;
  const flush = (): void => {
    mkdirSync(dirname(file), { recursive: true });
    const fresh = `${file}.new`;
    // Holds the sandbox's made-up credentials and buyers: for the owner's eyes, like everything of a profile.
    writeFileSync(fresh, JSON.stringify(state()), { mode: 0o600 });
    renameSync(fresh, file);
  };
  const later = async (): Promise<void> => {
    await clock.sleep(DELAY_MS);
    waiting = false;
    if (!closed) flush();
  };
  return {
    read: () => readKept(file, logger),
    touch: () => {
      if (waiting || closed) return;
      waiting = true;
      later().catch((error: unknown) => {
        waiting = false;
        logger.error('sandbox-state-not-kept', { error: error instanceof Error ? error.message : 'unknown' });
      });
    },
    flush,
    close: () => {
      closed = true;
      flush();
    },
  };
}

/** A file that can't be read is put aside, never overwritten: the sandbox begins anew. */
function readKept(file: string, logger: Logger): unknown {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    renameSync(file, `${file}.damaged`);
    logger.warn('sandbox-state-damaged', { error: error.message });
    return null;
  }
}
