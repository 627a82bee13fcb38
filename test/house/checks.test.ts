import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../support/source-files.ts';

const run = promisify(execFile);
const bin = (path: string): string => join(PROJECT_ROOT, 'node_modules', path);

/** What `npm run check` runs, so that `npm test` alone tells everything. */
const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['has no type error in any room', [join(PROJECT_ROOT, 'tools/types.mjs')]],
  ['has no lint error', [bin('oxlint/bin/oxlint'), '--quiet']],
  ['is formatted', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
];

it.each(CHECKS)('the code %s', { timeout: 300_000 }, async (_name, argv) => {
  const outcome = await run(process.execPath, [...argv], {
    cwd: PROJECT_ROOT,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    () => 'fine',
    (error: { readonly stdout?: string; readonly stderr?: string }) =>
      `${error.stdout ?? ''}${error.stderr ?? ''}`,
  );
  expect(outcome).toBe('fine');
});
