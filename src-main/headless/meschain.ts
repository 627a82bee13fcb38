import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { runCommandLine } from './command-line/run-command-line.ts';

// The same two steps up from the built file and from its source.
const packageText = readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8');
const packageFile = z.object({ version: z.string() }).parse(JSON.parse(packageText));

/**
 * Entry of the command line. Ctrl-C asks the command to finish at its next safe point; a second one ends the process
 * at once, which the next start repairs.
 */
const stop = new AbortController();
let askedAt = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // A launcher and the terminal may both pass on the same key press: within a second it is one.
    if (stop.signal.aborted && performance.now() - askedAt > 1_000) process.exit(130);
    if (!stop.signal.aborted) askedAt = performance.now();
    stop.abort();
  });
}

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  env: process.env,
  platform: process.platform,
  home: homedir(),
  streams: process,
  version: packageFile.version,
  pageFolder: resolve(
    import.meta.dirname,
    import.meta.filename.endsWith('.ts') ? '../../out/renderer' : '../renderer',
  ),
  signal: stop.signal,
});
