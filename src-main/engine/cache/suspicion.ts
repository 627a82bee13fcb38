import type { Database } from 'better-sqlite3';
import { problem, type Problem } from '#contract/problem.ts';
import { deleteSetting, readSetting, writeSetting } from './tables/setting.ts';

const KEY = 'cache.suspect';

/**
 * Marks the cache as damaged while it is in use. The mark lies in the file itself, so it goes with it when the next start
 * puts it aside (`open-cache.ts`) and can never condemn the replacement.
 */
export function suspect(database: Database, at: number): void {
  writeSetting(database, KEY, { at: new Date(at).toISOString() });
}

export function isSuspect(database: Database): boolean {
  return readSetting(database, KEY) !== null;
}

/** For a replacement that took over the settings of what it replaces. */
export function clearSuspicion(database: Database): void {
  deleteSetting(database, KEY);
}

/** What the merchant is told until the next start; null while nothing was found. */
export function readSuspicion(database: Database): Problem | null {
  if (!isSuspect(database)) return null;
  return problem('cache/damaged', {
    happenedTr: 'Yerel kopyada bozulma bulundu.',
    happenedEn: 'Damage was found in the local copy.',
    meansTr:
      'Program yeniden açıldığında bir kenara kaldırılacak ve son sağlam yedekle sürülecek; o zamana dek yedek alınmaz.',
    meansEn:
      'At the next start it is put aside and work goes on from the last good backup; until then no backup is made.',
    actionTr: 'Programı kapatıp yeniden açın.',
    actionEn: 'Close the program and open it again.',
  });
}
