/** `npm run bench`: the figures that are reported, measured on this computer. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOrExit } from './build-when-stale.mjs';
import { refuseOldNode, suitableNode } from './node-line.mjs';
import { runInherited } from './run-inherited.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = suitableNode();
if (node === null) refuseOldNode();
else {
  await buildOrExit(node);
  process.exitCode = await runInherited(
    node,
    [resolve(root, 'test/bench/main.ts'), ...process.argv.slice(2)],
    { cwd: root },
  );
}
