/** Which Node can run this program, and the one that `npm ci` brings along on Linux. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * better-sqlite3 13 is built against Node-API 10, which Node has since 22.14.0 and 23.6.0 (Node-API version matrix,
 * nodejs.org/api/n-api.html, read 2026-11-24). An older Node loads it and crashes without a word. `.ts` entries and
 * `import.meta.dirname` need less.
 */
const NODE_API = 10;

/**
 * The Node to run with: this one when it is new enough, else the pinned one; null when neither is to be had.
 * @returns {string | null}
 */
export function suitableNode() {
  if (Number(process.versions.napi) >= NODE_API) return process.execPath;
  const pinned = resolve(root, 'node_modules/.bin/node');
  return process.platform === 'linux' && existsSync(pinned) ? pinned : null;
}

/** Says in one sentence what is missing, and ends with a usage error. */
export function refuseOldNode() {
  console.error(
    `MesChain Sync, Node 22.14 ya da üstünü ister; bu Node ${process.versions.node}. Linux'ta önce \`npm ci\` çalıştırın, ` +
      `diğer sistemlerde nodejs.org'dan Node 24 kurun. / Needs Node 22.14 or newer; this is ${process.versions.node}. ` +
      'On Linux run `npm ci` first, elsewhere install Node 24 from nodejs.org.',
  );
  process.exit(2);
}
