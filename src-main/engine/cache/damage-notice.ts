import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { problem, type Problem } from '#contract/problem.ts';
import { deleteSetting, readSetting, writeSetting } from './tables/setting.ts';

const KEY = 'cache.damaged';

/** What a damaged cache was replaced by, and where the damaged one lies now. Kept until a person put it away. */
export const DamageNotice = z.object({
  at: z.iso.datetime(),
  /** Name of the folder below `quarantine/`. */
  folder: z.string(),
  startedFrom: z.enum(['backup', 'nothing']),
  backupMadeAt: z.iso.datetime().nullable(),
  /** Rows of settings, channels and links that were taken over from the damaged file. */
  salvagedRows: z.int(),
});
export type DamageNotice = z.infer<typeof DamageNotice>;

export function writeDamageNotice(database: Database, notice: DamageNotice): void {
  writeSetting(database, KEY, notice);
}

/** The damage of an earlier start that was not put away yet, as a problem; null when there is none. */
export function readDamageProblem(database: Database): Problem | null {
  const kept = readSetting(database, KEY);
  if (kept === null) return null;
  const notice = DamageNotice.parse(kept);
  return problem('cache/damaged', {
    at: notice.at,
    folder: notice.folder,
    startedFrom: notice.startedFrom,
    backupMadeAt: notice.backupMadeAt ?? '',
    salvagedRows: notice.salvagedRows,
  });
}

/** Returns whether there was one. */
export function putDamageNoticeAway(database: Database): boolean {
  const was = readSetting(database, KEY) !== null;
  if (was) deleteSetting(database, KEY);
  return was;
}
