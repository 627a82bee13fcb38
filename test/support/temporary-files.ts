import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** The shop tests, which have the most, had 0.8 GiB of temporary files at a time; containers often give 64 MiB in all. */
const ENOUGH_BYTES = 4 * 1024 ** 3;
const NAME = /^meschain-tests-(\d+)-/;

/**
 * From now on this process and its children keep their temporary files in memory, where there is enough of it: caches
 * and shop databases commit thousands of times, and each commit would wait for the disk. What the tests prove stays the
 * same: a killed process loses nothing that it handed to the operating system, on a disk or not; only a power cut would,
 * and no test can cut the power. Elsewhere the system's own folder is used and the run takes longer.
 */
export function keepTemporaryFilesInMemory(): void {
  // A configuration is read more than once.
  if (process.env.TMPDIR?.startsWith(join(MEMORY, 'meschain-tests-'))) return;
  if (process.platform !== 'linux' || !hasRoom()) return;
  sweep();
  const folder = mkdtempSync(join(MEMORY, `meschain-tests-${process.pid}-`));
  process.env.TMPDIR = folder;
  // Hundreds of processes are started, and most of them killed: each would compile the same program again. Coverage is
  // counted by V8 and wants the code compiled anew (nodejs.org/api/module.html, "Limitations of the compile cache").
  if (!process.argv.some((argument) => argument.startsWith('--coverage')))
    process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) >= ENOUGH_BYTES;
  } catch {
    return false; // there is no such place on this computer
  }
}

/** Gives back the memory of runs that were killed. */
function sweep(): void {
  for (const name of readdirSync(MEMORY)) {
    const processId = NAME.exec(name)?.[1];
    if (processId !== undefined && !isAlive(Number(processId)))
      rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
