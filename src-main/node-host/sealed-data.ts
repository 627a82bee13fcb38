import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a profile already holds what only its own key can open. Then a missing key is a reason to stop, never to make
 * a new one: everything sealed would be lost without a word.
 */
export function holdsSealedData(dataFolder: string): boolean {
  if (existsSync(join(dataFolder, 'cache.sqlite'))) return true;
  return ['backups', 'quarantine'].some((name) => {
    const folder = join(dataFolder, name);
    return existsSync(folder) && readdirSync(folder).length > 0;
  });
}
