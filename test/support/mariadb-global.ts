import type { TestProject } from 'vitest/node';
import { startMariadb, type MariadbFacts } from './mariadb-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    mariadb: MariadbFacts;
  }
}

/** One MariaDB for the whole run; each test file makes a database of its own in it (`opencart-shop.ts`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startMariadb();
  const { host, port, socketPath, user, password } = server;
  project.provide('mariadb', { host, port, socketPath, user, password });
  return server.stop;
}
