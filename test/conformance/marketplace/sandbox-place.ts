import type { MarketplaceAdapter } from '#engine/marketplaces/kit/port.ts';
import type { FaultKind } from '../../../src-main/sandbox/faults.ts';
import type { SandboxMarketplace } from '../../../src-main/sandbox/marketplace.ts';
import type { MarketplaceName, SandboxCredentials } from '../../../src-main/sandbox/marketplaces.ts';
import { startSandbox, type Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import { openBench, type Bench } from '../../support/gateway-under-test.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { seededChance } from '../../support/steady-host.ts';
import type { CallKind } from './tap.ts';
import type { MarketplaceWorld, Trouble } from './world.ts';

export type PlaceOptions<Name extends MarketplaceName> = {
  readonly marketplace: Name;
  readonly adapter: MarketplaceAdapter;
  readonly credentials: NonNullable<SandboxCredentials[Name]> & Readonly<Record<string, string>>;
  /** One credential that is not the account's. */
  readonly wrong: Readonly<Record<string, string>>;
  /** How much faster than ours its time runs. */
  readonly speed: number;
  /** The sandbox's names of its endpoints, by what they are for. */
  readonly endpoints: Readonly<Partial<Record<Exclude<CallKind, 'other'>, readonly string[]>>>;
  /** Where the path alone does not tell what a request is for (SOAP). */
  readonly callOf?: MarketplaceWorld['callOf'];
  /** Troubles that this marketplace can't have, by the nearest that it can. */
  readonly nearest?: Readonly<Partial<Record<Trouble, FaultKind>>>;
};

/** What every sandbox's world has in common. */
export type Place = Pick<
  MarketplaceWorld,
  | 'adapter'
  | 'credentials'
  | 'baseUrl'
  | 'callOf'
  | 'shoppers'
  | 'connection'
  | 'stranger'
  | 'clock'
  | 'meters'
  | 'trouble'
  | 'struck'
  | 'requestsSeen'
  | 'close'
> & { readonly sandbox: Sandbox; readonly bench: Bench };

/** Starts the sandbox with one marketplace's account, an own connection to it and a stranger's, all by one quick clock. */
export async function openPlace<Name extends MarketplaceName>(options: PlaceOptions<Name>): Promise<Place> {
  const { marketplace, adapter, credentials, endpoints } = options;
  // Both sides live by the same clock, many times as fast as ours: windows of minutes pass in a second.
  const clock = quickClock(options.speed, Date.now());
  const sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    credentials: { [marketplace]: credentials },
  });
  const { baseUrl } = sandbox.accounts.find((account) => account.marketplace === marketplace)!;
  const { manifest } = adapter;
  const bench = openBench(baseUrl, { clock, manifest, credentials }, adapter);
  const strange = { ...credentials, ...options.wrong };
  const stranger = openBench(baseUrl, { clock, manifest, credentials: strange }, adapter);
  const place: SandboxMarketplace = sandbox.marketplaces[marketplace];
  const { shoppers } = place;
  if (shoppers === undefined) throw new Error(`${marketplace} has no customers`);
  const kinds = Object.entries(endpoints) as readonly (readonly [CallKind, readonly string[]])[];
  const byPath: MarketplaceWorld['callOf'] = ({ method, path }) => {
    const endpoint = place.endpointOf({ method, path });
    return kinds.find(([, names]) => endpoint !== null && names.includes(endpoint))?.[0] ?? 'other';
  };
  return {
    adapter,
    credentials,
    baseUrl,
    callOf: options.callOf ?? byPath,
    shoppers,
    connection: bench.connection,
    stranger: stranger.connection,
    clock,
    meters: bench.meters,
    trouble: (kind, { on, ...rest } = {}) => {
      const fault = options.nearest?.[kind] ?? kind;
      for (const endpoint of on ? (endpoints[on] ?? []) : [null])
        sandbox.faults.add({ kind: fault, endpoint, ...rest });
    },
    struck: () => sandbox.faults.list().reduce((sum, { struck }) => sum + struck, 0),
    requestsSeen: () => sandbox.calls().length,
    sandbox,
    bench,
    close: async () => {
      await bench.close();
      await stranger.close();
      await sandbox.stop();
    },
  };
}

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
