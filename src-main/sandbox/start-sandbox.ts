import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Clock, Logger, Random } from '#engine/host.ts';
import { createCallLog, type SandboxCall } from './call-log.ts';
import type { SandboxAccount } from './control.ts';
import { createFaultBook, type FaultBook } from './faults.ts';
import type { SandboxMarketplace } from './marketplace.ts';
import {
  byName,
  createMarketplaces,
  type SandboxCredentials,
  type SandboxMarketplaces,
  type SandboxRules,
} from './marketplaces.ts';
import { createSandboxClock, type SandboxClock } from './sandbox-clock.ts';
import { createSandboxServer } from './server.ts';
import { createStateFile, type StateFile } from './state-file.ts';

export type SandboxOptions = {
  /** 0 or left out: the port of the last run where a state is kept and it is free, else any. */
  readonly port?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Where the state outlives the process; null or left out: nowhere. */
  readonly stateFile?: string | null;
  /** Fixed credentials; left out: those that were kept, else made up. */
  readonly credentials?: SandboxCredentials;
  readonly rules?: SandboxRules;
};

/** Marketplaces on this computer, at `http://127.0.0.1:PORT/<marketplace>`. */
export type Sandbox = {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly accounts: readonly SandboxAccount[];
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly marketplaces: SandboxMarketplaces;
  /** `marketplaces.trendyol` */
  readonly trendyol: SandboxMarketplaces['trendyol'];
  readonly calls: () => readonly SandboxCall[];
  readonly clearCalls: () => void;
  /** Ends open requests, keeps the state and frees the port. */
  readonly stop: () => Promise<void>;
};

/** Starts the sandbox on 127.0.0.1 alone. Rejects with the system's error when a given port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock: hostClock, random, logger } = options;
  const parts: {
    clock: SandboxClock | null;
    port: number;
    marketplaces: ReadonlyMap<string, SandboxMarketplace>;
  } = { clock: null, port: 0, marketplaces: new Map() };
  const keep: StateFile = createStateFile({
    file: options.stateFile ?? null,
    clock: hostClock,
    logger,
    state: () => ({
      version: 1,
      port: parts.port,
      offsetMs: parts.clock?.offset() ?? 0,
      marketplaces: Object.fromEntries([...parts.marketplaces].map(([name, one]) => [name, one.save()])),
    }),
  });
  const kept = readKept(keep.read());
  const clock = createSandboxClock(hostClock, kept.offsetMs);
  parts.clock = clock;
  const faults = createFaultBook(random);
  const calls = createCallLog();
  const marketplaces = createMarketplaces((name) => ({
    now: clock.now,
    random,
    faults,
    kept: kept.marketplaces[name],
    ...(options.credentials?.[name] ? { credentials: options.credentials[name] } : {}),
    ...(options.rules?.[name] ? { rules: options.rules[name] } : {}),
    baseUrl: () => baseUrlOf(parts.port, name),
    changed: keep.touch,
  }));
  parts.marketplaces = byName(marketplaces);
  const accounts = (): readonly SandboxAccount[] => accountsOf(parts.marketplaces, parts.port);
  const server = createSandboxServer({
    marketplaces: parts.marketplaces,
    accounts,
    clock,
    faults,
    calls,
    changed: keep.touch,
    hostClock,
    logger,
  });
  parts.port = await listen(server, { wanted: options.port ?? 0, lastTime: kept.port });
  keep.flush();
  return {
    port: parts.port,
    origin: `http://127.0.0.1:${parts.port}`,
    accounts: accounts(),
    clock,
    faults,
    marketplaces,
    trendyol: marketplaces.trendyol,
    calls: calls.all,
    clearCalls: calls.clear,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      keep.close();
    },
  };
}

function accountsOf(
  marketplaces: ReadonlyMap<string, SandboxMarketplace>,
  port: number,
): readonly SandboxAccount[] {
  return [...marketplaces.values()].map((one) => ({
    marketplace: one.marketplace,
    name: one.name,
    baseUrl: baseUrlOf(port, one.marketplace),
    credentials: one.credentials(),
  }));
}

function baseUrlOf(port: number, marketplace: string): string {
  return `http://127.0.0.1:${port}/${marketplace}`;
}

type Kept = {
  readonly port: number;
  readonly offsetMs: number;
  readonly marketplaces: Readonly<Record<string, unknown>>;
};

function readKept(value: unknown): Kept {
  const nothing: Kept = { port: 0, offsetMs: 0, marketplaces: {} };
  if (typeof value !== 'object' || value === null || (value as { version?: unknown }).version !== 1)
    return nothing;
  return { ...nothing, ...(value as Kept) }; // Written by this very version, above.
}

/** A channel remembers its base URL, so the port of the last run is tried first; another program may have it now. */
async function listen(
  server: Server,
  ports: { readonly wanted: number; readonly lastTime: number },
): Promise<number> {
  if (ports.wanted === 0 && ports.lastTime !== 0) {
    try {
      return await listenOn(server, ports.lastTime);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error; // A system error has a code.
    }
  }
  return listenOn(server, ports.wanted);
}

async function listenOn(server: Server, port: number): Promise<number> {
  const listening = once(server, 'listening');
  server.listen({ port, host: '127.0.0.1' });
  await listening;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
}
