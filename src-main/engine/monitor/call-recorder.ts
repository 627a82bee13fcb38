import type { Database } from 'better-sqlite3';
import { insertCalls } from '../cache/tables/call-meter.ts';
import type { CallMeter } from '../gateway/port.ts';
import type { Clock, Logger } from '../host.ts';

/** What a crash loses of these is not counted against the marketplace's limits by the next run. */
const FLUSH_MS = 250;
const FLUSH_CALLS = 200;

export type CallRecorder = {
  readonly record: (call: CallMeter) => void;
  /** Writes what is still held back. Call before the cache is closed, and before figures are counted. */
  readonly flush: () => void;
};

/**
 * Keeps what calls cost, many in one transaction: a transaction a call would wait for the disk after every request.
 * What a crash loses here is a quarter of a second of statistics; intents and outcomes are written elsewhere, at once.
 */
export function createCallRecorder(database: Database, clock: Clock, logger: Logger): CallRecorder {
  let held: CallMeter[] = [];
  let waiting = false;

  const flush = (): void => {
    if (held.length === 0 || !database.open) return;
    const calls = held;
    held = [];
    try {
      insertCalls(database, calls);
    } catch (error) {
      logger.warn('calls-not-kept', {
        count: calls.length,
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  };

  const flushSoon = async (): Promise<void> => {
    await clock.sleep(FLUSH_MS);
    waiting = false;
    flush();
  };

  return {
    flush,
    record: (call) => {
      held.push(call);
      if (held.length >= FLUSH_CALLS) flush();
      else if (!waiting) {
        waiting = true;
        void flushSoon();
      }
    },
  };
}
