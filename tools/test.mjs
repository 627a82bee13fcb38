/** `npm test`: everything. The last line is `N passed, N failed, N skipped`. */
import { findOrInstall } from './find-or-install.mjs';
import { refuseOldNode, suitableNode } from './node-line.mjs';
import { runInherited } from './run-inherited.mjs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const NEEDS = [
  {
    what: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium'],
    variable: 'MESCHAIN_CHROMIUM',
    other: 'install Chromium or Google Chrome, or set MESCHAIN_CHROMIUM to its path',
  },
  {
    what: 'MariaDB',
    names: ['mariadbd', 'mysqld'],
    packages: ['mariadb-server'],
    variable: 'MESCHAIN_MARIADBD',
    other: 'install MariaDB 10.6 or newer, or set MESCHAIN_MARIADBD to the path of its server program',
  },
];

const node = suitableNode();
if (node === null) refuseOldNode();
else process.exitCode = await test(node);

async function test(nodePath) {
  const missing = NEEDS.filter((need) => !process.env[need.variable] && findOrInstall(need) === null);
  for (const need of missing) console.error(`tests: ${need.what} is not here: ${need.other}.`);
  if (missing.length > 0) return 1;
  const reporters = ['--reporter=default', '--reporter=./test/support/closing-line.ts'];
  const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
  return runInherited(nodePath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], { cwd: root });
}
