import { join } from 'node:path';

/** Where the desktop program keeps the key that only the operating system's keychain opens. */
export function systemKeyPath(dataFolder: string): string {
  return join(dataFolder, 'vault.system.json');
}
