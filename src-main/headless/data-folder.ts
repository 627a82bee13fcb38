import { join } from 'node:path';

export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** Where a profile lives when nobody says otherwise: each system's own place for what a program keeps. */
export function defaultDataFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'MesChain Sync');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'MesChain Sync');
  const given = env['XDG_DATA_HOME'];
  // The XDG base directory specification tells to ignore a relative path.
  return join(given?.startsWith('/') ? given : join(home, '.local', 'share'), 'meschain-sync');
}
