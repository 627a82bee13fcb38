#!/usr/bin/env node
/** `meschain` from a checkout: finds a Node that can run it, builds when the sources are newer, then runs the command. */
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
  process.exitCode = await runInherited(node, [
    resolve(root, 'out/main/meschain.js'),
    ...process.argv.slice(2),
  ]);
}
