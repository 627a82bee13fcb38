import { z } from 'zod';
import { backUpDaily } from '../cache/backup.ts';
import { cacheProblem } from '../cache/cache-problem.ts';
import { checkTable, listTables } from '../cache/check-integrity.ts';
import { isSuspect, suspect } from '../cache/suspicion.ts';
import { sweepCalls } from '../cache/tables/call-meter.ts';
import { readSetting, writeSetting } from '../cache/tables/setting.ts';
import { sweepOldRows } from '../cache/tables/sweep.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { forgetBuyers } from '../orders/forget-buyers.ts';

const HOUR_MS = 60 * 60 * 1_000;
const SWEEP_EVERY_MS = 24 * HOUR_MS;
const CHECK_EVERY_MS = 7 * 24 * HOUR_MS;
/** Rows deleted in one transaction, so that nobody waits for it. */
const CHUNK = 2_000;
/** Orders whose packages are sealed anew in one transaction. */
const FORGOTTEN_AT_ONCE = 100;
const KEY = 'upkeep';

const Done = z.object({ sweptAt: z.int().nullable(), checkedAt: z.int().nullable() });
type Done = z.infer<typeof Done>;

/** Does what is due, and nothing most of the time. Never rejects: what went wrong is logged and tried again in an hour. */
export type Upkeep = (signal: AbortSignal) => Promise<void>;

/**
 * Keeps the cache in order for a program that runs for months: a backup and a sweep of old rows each day, and once a week
 * a full look at every table. A damaged cache is marked; the merchant is told, and the next start puts it aside.
 */
export function createUpkeep(context: EngineContext): Upkeep {
  let notBefore = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const { clock, logger } = context.host;
    if (clock.monotonic() < notBefore) return;
    try {
      // Before the copy: damage that is found in time does not get into it.
      await check(context, signal);
      await backUp(context);
      await sweep(context, signal);
    } catch (error) {
      if (signal.aborted) return;
      notBefore = clock.monotonic() + HOUR_MS;
      const code = cacheProblem(error)?.problem.code ?? codeOf(error);
      logger.error('upkeep-failed', { code, error: error instanceof Error ? error.name : 'unknown' });
    }
  };
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' ? code : '';
}

/** A copy of a damaged cache would push the good ones out. */
async function backUp({ host, database }: EngineContext): Promise<void> {
  if (isSuspect(database)) return;
  if (await backUpDaily(host, database)) host.logger.info('cache-backed-up');
}

async function sweep(context: EngineContext, signal: AbortSignal): Promise<void> {
  const { host, database, events } = context;
  const now = host.clock.now();
  if (!isDue(readDone(database).sweptAt, SWEEP_EVERY_MS, now)) return;
  let rows = 0;
  for (;;) {
    const swept = transact(database, () => sweepOldRows(database, { now, limit: CHUNK }));
    rows += swept;
    if (swept < CHUNK) break;
    await host.clock.sleep(0, signal);
  }
  for (;;) {
    const forgotten = forgetBuyers(context, FORGOTTEN_AT_ONCE);
    rows += forgotten;
    if (forgotten === 0) break;
    await host.clock.sleep(0, signal);
  }
  sweepCalls(database, now);
  writeSetting(database, KEY, { ...readDone(database), sweptAt: now } satisfies Done);
  host.logger.info('cache-swept', { rows });
  if (rows > 0) events.changed('activity');
}

async function check(context: EngineContext, signal: AbortSignal): Promise<void> {
  const { host, database, events } = context;
  const now = host.clock.now();
  const { checkedAt } = readDone(database);
  // A cache that is only hours old was checked when it was opened.
  if (checkedAt === null) return writeSetting(database, KEY, { ...readDone(database), checkedAt: now });
  if (!isDue(checkedAt, CHECK_EVERY_MS, now) || isSuspect(database)) return;
  for (const table of listTables(database)) {
    await host.clock.sleep(0, signal);
    const fault = checkTable(database, table);
    if (fault === null) continue;
    host.logger.error('cache-damaged', { reason: `${table}: ${fault}` });
    suspect(database, now);
    events.changed('store');
    return;
  }
  writeSetting(database, KEY, { ...readDone(database), checkedAt: now } satisfies Done);
  host.logger.info('cache-checked');
}

/** A clock that was set back must not put it off until it has caught up. */
function isDue(last: number | null, everyMs: number, now: number): boolean {
  return last === null || now - last >= everyMs || last > now;
}

function readDone(database: EngineContext['database']): Done {
  const kept = Done.safeParse(readSetting(database, KEY));
  return kept.success ? kept.data : { sweptAt: null, checkedAt: null };
}
