import { isProblemError } from '#contract/problem.ts';
import { attemptsInState } from '../cache/tables/attempt.ts';
import { readSettings } from '../cache/tables/setting.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { countBegunWrites } from '../cache/tables/shop-write.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { EngineContext } from '../context.ts';
import { createUpkeep } from './upkeep.ts';

/** How often the clock is looked at. A longer gap between two looks means that the computer slept. */
const TICK_MS = 15_000;
const SLEPT_MS = 4 * TICK_MS;
/** After waking, networks need a moment, and not every computer of a town should ask at the same second. */
const WAKE_PAUSE_MS = { least: 5_000, spread: 25_000 };

export type Schedule = { readonly stop: () => Promise<void> };

/**
 * Syncs everything every so many minutes, as the settings say, while a shop and a channel are there. The first one comes
 * a full interval after the start, or at once when an earlier run left something open. A sync that runs already is not
 * joined by another. Between two looks at the clock the cache is kept in order (`upkeep.ts`).
 */
export function startSchedule(context: EngineContext): Schedule {
  const stop = new AbortController();
  const ended = keepTime(context, stop.signal);
  return {
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function keepTime(context: EngineContext, signal: AbortSignal): Promise<void> {
  const { clock, random, logger } = context.host;
  const upkeep = createUpkeep(context);
  // What an earlier run left open is not left waiting for a whole interval.
  let lastStart = hasOpenWork(context) ? Number.NEGATIVE_INFINITY : clock.now();
  let lastTick = clock.now();
  while (!signal.aborted) {
    if (!(await slept(context, TICK_MS, signal))) return;
    const gap = clock.now() - lastTick;
    lastTick = clock.now();
    const woke = gap > SLEPT_MS;
    if (woke) {
      logger.info('woke-up', { gapMs: gap });
      if (!(await slept(context, WAKE_PAUSE_MS.least + random.fraction() * WAKE_PAUSE_MS.spread, signal)))
        return;
      lastTick = clock.now();
    }
    await upkeep(signal);
    // A clock that was set back must not keep the schedule from running until it has caught up.
    if (clock.now() < lastStart) lastStart = clock.now();
    if (!isDue(context, clock.now() - lastStart)) continue;
    lastStart = clock.now();
    beginSync(context);
  }
}

/** Requests and writes whose outcome was never learnt, and batches whose result was not yet fetched. */
function hasOpenWork({ database }: EngineContext): boolean {
  if (countBegunWrites(database) > 0) return true;
  return (['open', 'unknown'] as const).some(
    (state) => attemptsInState(database, { channelId: null, state }).length > 0,
  );
}

/** False when it was stopped. */
async function slept(context: EngineContext, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await context.host.clock.sleep(milliseconds, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function isDue(context: EngineContext, sinceMs: number): boolean {
  const { backgroundMinutes } = readSettings(context.database);
  if (backgroundMinutes === 0 || sinceMs < backgroundMinutes * 60_000) return false;
  if (readStoreRow(context.database) === null) return false;
  return hasChannel(context) || countBegunWrites(context.database) > 0;
}

function hasChannel({ database }: EngineContext): boolean {
  return listChannels(database).some((channel) => !channel.paused);
}

function beginSync(context: EngineContext): void {
  try {
    // Without a channel only a write into the shop can be open; by the schedule nothing new is written.
    const what = hasChannel(context) ? 'everything' : 'edits';
    context.sync.start({ channelId: null, what, approveWaiting: false }, 'schedule');
  } catch (error) {
    // One that runs already is as good; the next interval comes.
    if (!isProblemError(error) || error.problem.code !== 'sync/already-running') throw error;
  }
}
