import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import { writeSettings } from '#engine/cache/tables/setting.ts';
import { startSchedule } from '#engine/jobs/schedule.ts';
import { compare, lookBefore, type Compared } from './compare.ts';
import { live, type Life } from './life.ts';
import { variantsByCode } from './pieces.ts';
import { startWatch, type Seen } from './watch.ts';
import { openSoakWorld } from './world.ts';

export type SoakWish = {
  readonly seed: number;
  /** Of the sandbox's time, for which shoppers and merchant are at work. */
  readonly minutes: number;
  /** Between two syncs of the schedule. */
  readonly backgroundMinutes: number;
};

export type SoakReport = {
  readonly life: Life;
  readonly seen: Seen;
  readonly compared: Compared;
  /** Everything that must not be; empty when all is well. */
  readonly faults: readonly string[];
};

/** Everything happens once, in the time of the sandbox; the same seed does the same. */
export async function runSoak({ seed, minutes, backgroundMinutes }: SoakWish): Promise<SoakReport> {
  const world = await openSoakWorld(seed);
  const { harness, clock } = world;
  try {
    const variantOf = variantsByCode(world);
    const before = lookBefore(world, variantOf);
    const life: Life = { deeds: [], sold: [], shop: [], edits: 0 };
    writeSettings(harness.context.database, { ...DEFAULT_SETTINGS, backgroundMinutes });
    const watch = startWatch(world, life);
    const schedule = startSchedule(harness.context);
    await live(world, life, { seed, untilMs: clock.now() + minutes * 60_000, variantOf });
    // Nobody does anything any more: the schedule alone brings both sides together.
    await clock.sleep((3 * backgroundMinutes + 1) * 60_000);
    await schedule.stop();
    const running = harness.context.sync.runningJobId();
    if (running !== null) await harness.context.sync.finished(running);
    await harness.sync();
    const seen = await watch.stop();
    const compared = await compare(world, { before, life, variantOf });
    return { life, seen, compared, faults: faultsOf(seen, compared) };
  } finally {
    await world.stop();
  }
}

function faultsOf(seen: Seen, compared: Compared): readonly string[] {
  return [
    ...seen.tooMany.map((call) => `429 from ${call.marketplace} ${call.endpoint} at ${call.at}`),
    ...seen.repeated.map((call) => `sent twice: ${call.marketplace} ${call.endpoint} ${call.path}`),
    ...seen.faults,
    ...compared.differences,
  ];
}
