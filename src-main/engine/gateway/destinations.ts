import { isThisComputer } from '#common/this-computer.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';
import type { GatewayRequest } from './port.ts';

/** Where a channel's requests go: nothing in here can be changed by a request. */
export type Base = { readonly origin: string; readonly prefix: string; readonly host: string };

export type Destinations = {
  /** False for a marketplace that has closed, unless the channel's own base URL is on this computer. */
  readonly open: boolean;
  /** How many spellings of the hosts' segments there are to choose from; 1 where there is nothing to find out. */
  readonly spellings: number;
  /** @throws RangeError for a host that the manifest does not name. */
  readonly baseOf: (host: string | undefined, spelling: number) => Base;
  /**
   * The address of one document, whole; null where it is none that this marketplace hands out.
   *
   * Only https, except where the channel itself talks to a server on this computer and the document lies there, too.
   */
  readonly documentOf: (address: string) => URL | null;
};

/**
 * All addresses that a channel may talk to. `baseUrl` null, or the manifest's own default, means the marketplace's real
 * hosts; any other one stands for all of them.
 *
 * @throws TypeError for a base URL that is none.
 */
export function createDestinations(
  manifest: Manifest,
  baseUrl: string | null,
  credentials: Readonly<Record<string, string>>,
): Destinations {
  const override = baseUrl === null || baseUrl === manifest.defaultBaseUrl ? null : baseUrl;
  const base = readBase(override ?? manifest.defaultBaseUrl);
  const hosts = manifest.hosts ?? {};
  const probed = override === null ? undefined : manifest.hostProbe?.(credentials).host;
  const known = new Map<string, Base>();

  const makeBase = (host: string, spelling: number): Base => {
    const found = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    if (!found) throw new RangeError(`a host that the manifest does not name: ${host}`);
    if (override === null) return readBase(found.origin);
    const environment = manifest.environmentOrigin?.(host, override) ?? null;
    if (environment !== null) return readBase(environment);
    const { segments } = found;
    if (segments === null || segments.length === 0) return base;
    const segment = segments[Math.min(spelling, segments.length - 1)]!;
    return segment === '' ? base : { ...base, prefix: `${base.prefix}/${segment}` };
  };

  return {
    open: manifest.closed === undefined || isThisComputer(override),
    spellings: probed === undefined ? 1 : Math.max(1, hosts[probed]?.segments?.length ?? 1),
    baseOf: (host, spelling) => {
      if (host === undefined) return base;
      const key = `${spelling} ${host}`;
      const made = known.get(key) ?? makeBase(host, spelling);
      known.set(key, made);
      return made;
    },
    documentOf: (address) => {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url === null || url.username !== '' || url.password !== '') return null;
      const local = isThisComputer(override) && isThisComputer(url.origin) && url.protocol === 'http:';
      if (url.protocol !== 'https:' && !local) return null;
      return manifest.documentAddress?.(url, override) === true ? url : null;
    },
  };
}

/**
 * Splits a base URL, which may have a path of its own (`http://127.0.0.1:4010/trendyol`).
 *
 * @throws TypeError for anything but http and https, and for one that carries a user name or a query.
 */
export function readBase(baseUrl: string): Base {
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError(`not a web address: ${url.protocol}`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('a base URL holds host, port and path only');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), host: url.host };
}

/** A path with its query, appended to a base: it can't name another host. */
export function targetOf(base: Base, request: Pick<GatewayRequest, 'path' | 'query'>): string {
  if (!/^\/(?!\/)[^\s?#]*$/.test(request.path))
    throw new TypeError(`not a path below the base: ${request.path}`);
  return base.prefix + request.path + queryText(request.query);
}

function queryText(query: GatewayRequest['query']): string {
  if (query === undefined) return '';
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
