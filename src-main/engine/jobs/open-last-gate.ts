import type { Database } from 'better-sqlite3';
import { findChannel } from '../cache/tables/channel.ts';
import { gatherByExternalId, gatherUnlisted } from '../cache/tables/planning-facts.ts';
import { variantBeingCreated } from '../cache/tables/publish-run.ts';
import { wasPriceLetThrough } from '../cache/tables/let-through.ts';
import type { LastGate } from '../gateway/port.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';
import type { ListingFacts } from '../planner/facts.ts';
import { lastGate } from '../planner/last-gate.ts';
import { variantInPreview } from './publishing/in-preview.ts';

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
        listingOf: (externalId) =>
          gatherByExternalId(database, channelId, externalId)?.facts ??
          gatherBeingCreated(database, channelId, externalId),
        isApproved: (externalId, priceE4) => wasPriceLetThrough(database, { channelId, externalId, priceE4 }),
      },
      offers,
    );
  };
}

/** What a creation that was asked for, or is being previewed, names by its own key: the variant stands behind it. */
function gatherBeingCreated(database: Database, channelId: string, key: string): ListingFacts | null {
  const variantId =
    variantBeingCreated(database, channelId, key) ?? variantInPreview(database, { channelId, key });
  return variantId === null ? null : gatherUnlisted(database, { channelId, variantId, externalId: key });
}
