import { useQuery } from '@tanstack/react-query';
import type { LinkProposal, ListingRow } from '#contract/listings.ts';
import { useApi } from '../../client/engine-context.ts';

/** The proposal for one listing, or null when there is none. */
export function useProposal({ channelId, listingId, linkState }: ListingRow): LinkProposal | null {
  const found = useQuery({
    ...useApi().links.proposals.queryOptions({ input: { channelId, listingId, offset: 0, limit: 1 } }),
    enabled: linkState === 'proposed',
  });
  return found.data?.rows[0] ?? null;
}
