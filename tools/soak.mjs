/** `npm run soak`: shoppers on five marketplaces at once, and both sides compared at the end. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseOldNode, suitableNode } from './node-line.mjs';
import { runInherited } from './run-inherited.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = suitableNode();
if (node === null) refuseOldNode();
else {
  process.exitCode = await runInherited(
    node,
    [resolve(root, 'test/soak/main.ts'), ...process.argv.slice(2)],
    { cwd: root },
  );
}
