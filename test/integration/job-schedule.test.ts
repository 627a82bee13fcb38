import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import { jobPage } from '#engine/cache/tables/job.ts';
import { writeSettings } from '#engine/cache/tables/setting.ts';
import { startSchedule, type Schedule } from '#engine/jobs/schedule.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';

let harness: Harness;
let schedule: Schedule | null = null;

beforeEach(async () => {
  harness = await openHarness({ seed: 'schedule', speed: 400 });
});
afterEach(async () => {
  await schedule?.stop();
  await harness.stop();
});

function scheduled(): number {
  const { rows } = jobPage(harness.context.database, { channelId: null, offset: 0, limit: 100 });
  return rows.filter((job) => job.startedBy === 'schedule').length;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!condition() && performance.now() < deadline) await pause(20);
  expect(condition()).toBe(true);
}

it('syncs by itself every so many minutes once there is a channel, one sync at a time', async () => {
  writeSettings(harness.context.database, { ...DEFAULT_SETTINGS, backgroundMinutes: 1 });
  harness.addChannel('Trendyol');
  schedule = startSchedule(harness.context);
  await until(() => scheduled() >= 2);
  const { rows } = jobPage(harness.context.database, { channelId: null, offset: 0, limit: 100 });
  expect(rows.filter((job) => job.state === 'running').length).toBeLessThanOrEqual(1);
});

it('leaves everything alone when the background is turned off', async () => {
  writeSettings(harness.context.database, { ...DEFAULT_SETTINGS, backgroundMinutes: 0 });
  harness.addChannel('Trendyol');
  schedule = startSchedule(harness.context);
  const begun = harness.clock.now();
  await until(() => harness.clock.now() - begun > 10 * 60_000);
  expect(scheduled()).toBe(0);
});
