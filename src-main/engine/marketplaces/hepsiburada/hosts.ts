import type { MarketplaceHost } from '../kit/port.ts';

export type HepsiburadaHost = 'catalogue' | 'listing' | 'orders' | 'shipping' | 'finance' | 'questions';

/** First part of each service's name; the rest is `.hepsiburada.com`, or `-sit.hepsiburada.com` for the test system. */
const NAMES: Readonly<Record<HepsiburadaHost, string>> = {
  catalogue: 'mpop',
  listing: 'listing-external',
  orders: 'oms-external',
  shipping: 'shipping-external',
  finance: 'mpfinance-external',
  questions: 'api-asktoseller-merchant',
};

/**
 * Hepsiburada spreads its API over a host per service (sheet §1.1, 24 Nov 2026). Below a base URL of the channel's own
 * each of them is a first path segment, or none where the server knows no segments.
 */
export const hepsiburadaHosts: Readonly<Record<HepsiburadaHost, MarketplaceHost>> = {
  catalogue: describe(NAMES.catalogue),
  listing: describe(NAMES.listing),
  orders: describe(NAMES.orders),
  shipping: describe(NAMES.shipping),
  finance: describe(NAMES.finance),
  questions: describe(NAMES.questions),
};

function describe(name: string): MarketplaceHost {
  return {
    origin: `https://${name}.hepsiburada.com`,
    // Paths of all services differ, so that a tester's server may as well have them side by side.
    segments: [name, `${name}.hepsiburada.com`, `${name}-sit.hepsiburada.com`, `${name}-sit`, ''],
  };
}

/**
 * The test system's twin of a host, where the base URL is any host of the test system: production's name with `-sit` in it
 * (sheet §1.1). Null for every other base URL.
 */
export function testSystemOrigin(host: string, baseUrl: string): string | null {
  const { hostname } = new URL(baseUrl);
  if (!/^[a-z-]+-sit\.hepsiburada\.com$/.test(hostname) || !Object.hasOwn(NAMES, host)) return null;
  return `https://${NAMES[host as HepsiburadaHost]}-sit.hepsiburada.com`; // One of NAMES, just asked.
}
