/** Builds `out/` when it is missing or older than anything it is built from. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];
const BUILT = [
  'out/main/index.js',
  'out/main/engine.js',
  'out/main/meschain.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/**
 * Resolves when `out/` is as new as the sources. Everything that the build says goes to standard error, and only when
 * it fails: standard output belongs to the command that is run afterwards.
 * @param {string} node the Node to build with
 */
export async function buildWhenStale(node) {
  if (!isStale()) return;
  const release = await takeTurn();
  try {
    // Another command may have built it while this one waited.
    if (isStale()) await build(node);
  } finally {
    release();
  }
}

/**
 * The same for a command: what went wrong is said in a line, and the command ends.
 * @param {string} node
 */
export async function buildOrExit(node) {
  try {
    await buildWhenStale(node);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** Two commands started at once must not write `out/` together: the later one waits. A dead builder's lock is taken over. */
async function takeTurn() {
  const lock = join(root, 'node_modules/.cache/meschain-build.lock');
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(lock)) rmSync(lock, { force: true });
    await new Promise((again) => setTimeout(again, 100));
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    // Somebody else's living process may not be signalled; a lock that is gone or names nobody is nobody's.
    return error.code === 'EPERM';
  }
}

async function build(node) {
  const builder = resolve(root, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(builder)) {
    throw new Error('Önce `npm ci` çalıştırın. / Run `npm ci` first.');
  }
  console.error('Derleniyor… / Building…');
  const { code, output } = await run(node, [builder, 'build', '--logLevel', 'warn']);
  if (code === 0) return;
  console.error(output);
  throw new Error('Derlenemedi. / The build failed.');
}

function isStale() {
  const built = BUILT.map((path) => join(root, path));
  if (!built.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return SOURCES.some((source) => newest(join(root, source)) > oldest);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  // A folder's own time tells of files that were removed.
  let latest = facts.mtimeMs;
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)));
  return latest;
}

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', failed);
    child.on('close', (code) => done({ code, output }));
  });
}
