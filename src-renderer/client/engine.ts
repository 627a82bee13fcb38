import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '#contract/index.ts';
import { createConnectionStore, setConnection, type ConnectionStore } from './connection-store.ts';
import { EngineLink } from './engine-link.ts';
import { createJobStore, type JobStore } from './job-store.ts';
import { listenToEngine } from './listen-to-engine.ts';
import { createRefresher, type Refresher } from './refresher.ts';
import type { Transport } from './transport.ts';

export type EngineClient = ContractRouterClient<Contract>;
export type EngineApi = RouterUtils<EngineClient>;

/** Everything the page has of the engine. */
export type Engine = {
  /** Calls as promises. */
  readonly client: EngineClient;
  /** The same calls as options and keys for TanStack Query. */
  readonly api: EngineApi;
  readonly queryClient: QueryClient;
  readonly connection: ConnectionStore;
  readonly jobs: JobStore;
  readonly refresher: Refresher;
};

/** Connects the page to its engine and keeps it connected for as long as the page lives. */
export function createEngine(transport: Transport): Engine {
  const link = new EngineLink();
  const engine = createEngineFrom(createORPCClient<EngineClient>(link));
  let opened = 0;
  transport.start({
    opened(session) {
      opened += 1;
      link.use(session);
      setConnection(engine.connection, 'connected');
      if (opened > 1) engine.refresher.everything();
    },
    lost: () => setConnection(engine.connection, opened === 0 ? 'connecting' : 'reconnecting'),
    refused: () => setConnection(engine.connection, 'refused'),
  });
  void listenToEngine(engine);
  return engine;
}

/** The page's view of an engine that is called through `client`. */
export function createEngineFrom(client: EngineClient): Engine {
  const queryClient = createQueryClient();
  return {
    client,
    api: createTanstackQueryUtils(client),
    queryClient,
    connection: createConnectionStore(),
    jobs: createJobStore(),
    refresher: createRefresher(queryClient),
  };
}

/**
 * The engine is on this computer: the browser's idea of being online says nothing about it (`networkMode`), repeating
 * a lost call is the link's work (`retry`), and what became stale is told by events (`staleTime`).
 */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 60_000, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
