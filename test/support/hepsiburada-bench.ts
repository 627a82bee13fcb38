import { hepsiburada } from '#engine/marketplaces/hepsiburada/adapter.ts';
import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import { openBench, type Bench } from './gateway-under-test.ts';
import { envelope, HEPSIBURADA_KEYS } from './hepsiburada-wire.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from './scripted-server.ts';

export type HepsiburadaScript = Readonly<Record<string, Scripted | ((request: SeenRequest) => Scripted)>>;

export type HepsiburadaBench = Bench & {
  readonly connection: Required<MarketplaceConnection>;
  readonly server: ScriptedServer;
};

/** Answers by the longest ending of the path that the script names; empty lists everywhere else. */
export async function openHepsiburada(script: HepsiburadaScript): Promise<HepsiburadaBench> {
  return openHepsiburadaAt(
    await startScriptedServer((request) => {
      const path = decodeURIComponent(request.path);
      const endings = Object.keys(script).filter((ending) => path.endsWith(ending));
      const [longest] = endings.sort((one, other) => other.length - one.length);
      const answer = longest === undefined ? undefined : script[longest];
      if (answer !== undefined) return typeof answer === 'function' ? answer(request) : answer;
      if (path.includes('/ordernumber/') || path.includes('/packagenumber/'))
        return { status: 404, json: { message: 'not found' } };
      return { json: /\/packages\/merchantid\/[^/]+$|\/claims\//.test(path) ? [] : envelope([]) };
    }),
  );
}

export function openHepsiburadaAt(server: ScriptedServer): HepsiburadaBench {
  const changes = { credentials: HEPSIBURADA_KEYS, manifest: hepsiburada.manifest };
  const bench = openBench(server.baseUrl, changes, hepsiburada);
  return {
    ...bench,
    server,
    // All methods that are called are there, or the test fails.
    connection: bench.connection as Required<MarketplaceConnection>,
    close: async () => {
      await bench.close();
      await server.close();
    },
  };
}
