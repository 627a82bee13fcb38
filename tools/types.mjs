/** Type-checks each room with its own `lib` and `types`, so that a room can't use what its place does not have. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const rooms = [
  'src-preload/tsconfig.json',
  'src-preload/tsconfig.bridge.json',
  'src-main/engine/tsconfig.json',
  'src-main/electron/tsconfig.json',
  'src-main/headless/tsconfig.json',
  'src-main/sandbox/tsconfig.json',
  'src-renderer/tsconfig.json',
  'test/tsconfig.json',
];
const wanted = process.argv.slice(2);
mkdirSync(resolve(root, 'node_modules/.cache/tsc'), { recursive: true });

const compiler = resolve(root, 'node_modules/typescript/bin/tsc');
if (!existsSync(compiler)) {
  console.error('types: TypeScript is not installed; run `npm ci` first.');
  process.exit(2);
}
let failed = false;
const queue = rooms.filter((room) => wanted.length === 0 || wanted.some((part) => room.includes(part)));
await Promise.all([worker(), worker()]);
process.exit(failed ? 1 : 0);

async function worker() {
  for (let room = queue.shift(); room; room = queue.shift()) {
    const { code, output } = await run(room);
    if (code === 0) continue;
    failed = true;
    console.error(`types: ${room}\n${output}`);
  }
}

function run(room) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [compiler, '-p', room, '--pretty', 'false'], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => done({ code, output }));
  });
}
