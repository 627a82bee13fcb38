import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import type { Vault } from '../vault/port.ts';

type Place = { readonly channelId: string; readonly packageId: string };

/** The package with everything in it, raw text included, as one vault token of its own row. */
export function sealPackage(vault: Vault, channelId: string, received: MarketplacePackage): string {
  return vault.seal(placeOf({ channelId, packageId: received.packageId }), JSON.stringify(received));
}

/** Rejects with `vault/tampered` or `vault/key-changed`. */
export function openPackage(vault: Vault, place: Place, token: string): MarketplacePackage {
  // Sealed by sealPackage above, and authenticated: nobody else can have written it.
  return JSON.parse(vault.open(placeOf(place), token)) as MarketplacePackage;
}

function placeOf({ channelId, packageId }: Place): { table: string; row: string; field: string } {
  return { table: 'inbox', row: `${channelId}/${packageId}`, field: 'raw' };
}
