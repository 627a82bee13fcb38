import { join } from 'node:path';
import { problem, ProblemError } from '#contract/problem.ts';
import type { StoreConnection } from '#contract/shop.ts';
import { openCredentials, STORE_OWNER } from '../cache/credentials.ts';
import { joinSecrets } from '../cache/store-secrets.ts';
import { readStoreRow, type StoredConnection } from '../cache/tables/store.ts';
import type { EngineContext, StoreSession } from '../context.ts';
import { openOpencartStore } from '../store/opencart/open-opencart-store.ts';
import { openSampleStore } from '../store/sample/open-sample-store.ts';
import type { StorePort } from '../store/port.ts';

type StoreParts = Pick<EngineContext, 'host' | 'database' | 'vault'>;

/** Opens the profile's shop when it is first asked for and keeps it open until the profile says something else. */
export function createStoreSession(parts: StoreParts): StoreSession {
  let opened: StorePort | null = null;

  const openOnce = (connection: StoreConnection): Promise<StorePort> =>
    Promise.resolve(openStore(parts, connection));

  return {
    openOnce,
    open: async () => {
      if (opened) return opened;
      const row = readStoreRow(parts.database);
      if (row === null) throw new ProblemError(problem('store/not-connected'));
      opened = await openOnce(withSecrets(parts, row.connection));
      return opened;
    },
    reset: async () => {
      const closing = opened;
      opened = null;
      await closing?.close();
    },
  };
}

function openStore(parts: StoreParts, connection: StoreConnection): StorePort {
  const { clock, random, logger, paths } = parts.host;
  if (connection.kind === 'sample') {
    return openSampleStore({ file: join(paths.data, 'sample-shop.sqlite'), clock, random });
  }
  return openOpencartStore({ connection, clock, logger });
}

function withSecrets(parts: StoreParts, connection: StoredConnection): StoreConnection {
  if (connection.kind === 'sample') return connection;
  const secrets = openCredentials(parts.database, parts.vault, STORE_OWNER);
  const whole = joinSecrets(connection, secrets);
  if (whole === null) throw new ProblemError(problem('vault/key-missing', { field: 'password' }));
  return whole;
}
