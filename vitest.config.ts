import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * `fast` needs Node alone; `page` renders parts of the page in jsdom; `shop` runs against a MariaDB that the run
 * starts itself; `whole` builds the program and drives it from outside (Chromium, killed processes, command line).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          environment: 'node',
          include: ['test/{unit,house,conformance,integration}/**/*.test.ts'],
          exclude: ['test/**/*.shop.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['test/page/**/*.test.tsx'],
          setupFiles: ['test/page/setup.ts'],
          testTimeout: 30_000,
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
          fileParallelism: false,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src-main/**', 'src-preload/**', 'src-renderer/**'] },
  },
});
