/** Programs that the tests drive and that npm does not bring: found, or installed where that needs no question. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** @param {readonly string[]} names @returns {string | null} the first of them that is there */
export function findProgram(names) {
  for (const name of names) {
    const path = PLACES.map((place) => join(place, name)).find((candidate) => existsSync(candidate));
    if (path !== undefined) return path;
  }
  return null;
}

/** True where `apt-get` may be run without asking anybody: Debian or Ubuntu, as root. */
function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && findProgram(['apt-get']) !== null;
}

/**
 * @param {{ names: readonly string[], packages: readonly string[] }} wanted
 * @returns {string | null} null when it is not there and cannot be installed here
 */
export function findOrInstall({ names, packages }) {
  const present = findProgram(names);
  if (present !== null || !canInstall()) return present;
  console.error(`Installing ${packages.join(', ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  const updated = spawnSync('apt-get', ['update', '-qq'], quiet);
  if (updated.status === 0)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
  return findProgram(names);
}
