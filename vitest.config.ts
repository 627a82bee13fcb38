import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongOnesFirst } from './test/support/long-ones-first.ts';
import { keepTemporaryFilesInMemory } from './test/support/temporary-files.ts';

keepTemporaryFilesInMemory();

/** How long `expect.poll` looks for what must come; vitest's one second is over before a busy computer has drawn a page. */
const patient = { poll: { timeout: 20_000 } };

/**
 * `fast` needs Node alone; `page` renders parts of the page in jsdom; `shop` runs against a MariaDB that the run
 * starts itself; `whole` builds the program and drives it from outside (Chromium, killed processes, command line).
 * All of them run beside each other: no file shares a folder, a port or a database with another.
 */
export default defineConfig({
  test: {
    // Half of a test's time is waiting for another process; by itself vitest leaves one processor idle.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        test: {
          name: 'fast',
          environment: 'node',
          include: ['test/{unit,house,conformance,integration}/**/*.test.ts'],
          exclude: ['test/**/*.shop.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['test/page/**/*.test.tsx'],
          setupFiles: ['test/page/setup.ts'],
          testTimeout: 60_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'shop',
          environment: 'node',
          include: ['test/**/*.shop.test.ts'],
          globalSetup: ['test/support/mariadb-global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'whole',
          environment: 'node',
          include: ['test/{e2e,crash,package}/**/*.test.ts'],
          globalSetup: ['test/support/mariadb-global.ts', 'test/support/built-app-global.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: patient,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src-main/**', 'src-preload/**', 'src-renderer/**'] },
  },
});
