import type { Database } from 'better-sqlite3';
import { findChannel } from '../cache/tables/channel.ts';
import { gatherByExternalId } from '../cache/tables/planning-facts.ts';
import { wasPriceLetThrough } from '../cache/tables/let-through.ts';
import type { LastGate } from '../gateway/port.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';
import { lastGate } from '../planner/last-gate.ts';

/**
 * The last gate over this cache: judges a request's final figures by the facts as they stand at this very moment, not
 * by what was planned. A channel that no longer exists lets nothing through.
 */
export function openLastGate(database: Database, manifestOf: (marketplace: string) => Manifest): LastGate {
  return (channelId, offers) => {
    const row = findChannel(database, channelId);
    if (row === null) {
      return offers.map(({ externalId }) => ({
        externalId,
        holds: [{ guard: 'listing/not-for-sale', params: { state: 'removed' } }],
      }));
    }
    const { currency, limits } = manifestOf(row.marketplace);
    return lastGate(
      {
        channel: {
          channelId,
          currency,
          rules: row.rules,
          maxQuantity: limits.maxQuantity,
          itemsPerRequest: limits.itemsPerRequest,
          // The brake looks at whole plans; a single request tells it nothing.
          linkedListings: 0,
          braked: new Set(),
        },
        listingOf: (externalId) => gatherByExternalId(database, channelId, externalId)?.facts ?? null,
        isApproved: (externalId, priceE4) => wasPriceLetThrough(database, { channelId, externalId, priceE4 }),
      },
      offers,
    );
  };
}
