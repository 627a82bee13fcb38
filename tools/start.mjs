/** `npm start`: the desktop program where Electron can be had, browser mode where it cannot. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOrExit } from './build-when-stale.mjs';
import { refuseOldNode, suitableNode } from './node-line.mjs';
import { runInherited } from './run-inherited.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = suitableNode();
if (node === null) refuseOldNode();
else await start(node);

async function start(nodePath) {
  await buildOrExit(nodePath);
  const electron = await findElectron(nodePath);
  if (electron !== null) {
    process.exitCode = await runInherited(electron, [root, ...process.argv.slice(2)], { cwd: root });
    return;
  }
  console.error(
    'Electron bu bilgisayara indirilemedi; aynı program tarayıcıda açılıyor. / ' +
      'Electron cannot be had here; the same program opens in the browser.',
  );
  process.exitCode = await runInherited(nodePath, [resolve(root, 'out/main/meschain.js'), 'serve']);
}

/** Electron 45 has no install script: the package fetches its binary when it is first asked for its path. */
async function findElectron(nodePath) {
  if (process.env.ELECTRON_EXEC_PATH) return process.env.ELECTRON_EXEC_PATH;
  if (!existsSync(resolve(root, 'node_modules/electron/dist')))
    console.error('Electron indiriliyor… / Downloading Electron…');
  const script = 'process.stdout.write(`\n${require("electron")}`)';
  const printed = await new Promise((done) => {
    execFile(nodePath, ['-e', script], { cwd: root, timeout: 600_000 }, (error, stdout) =>
      done(error ? '' : stdout),
    );
  });
  const path = printed.trim().split('\n').at(-1) ?? '';
  return path !== '' && existsSync(path) ? path : null;
}
