import { useQuery } from '@tanstack/react-query';
import type { LinkProposal, ListingRow } from '#contract/listings.ts';
import { useEngine } from '../../client/engine-context.ts';
import type { EngineClient } from '../../client/engine.ts';

const PAGE = 200;

/** The proposal for one listing, or null when there is none. Proposals are told per channel, in pages. */
export function useProposal(row: ListingRow): LinkProposal | null {
  const { client } = useEngine();
  const found = useQuery({
    queryKey: [['links', 'proposals'], { listingId: row.listingId }],
    queryFn: ({ signal }) => findProposal(client, row, signal),
    enabled: row.linkState === 'proposed',
  });
  return found.data ?? null;
}

async function findProposal(
  client: EngineClient,
  { channelId, listingId }: ListingRow,
  signal: AbortSignal,
): Promise<LinkProposal | null> {
  for (let offset = 0; ; offset += PAGE) {
    const page = await client.links.proposals({ channelId, offset, limit: PAGE }, { signal });
    const proposal = page.rows.find((candidate) => candidate.listingId === listingId);
    if (proposal !== undefined) return proposal;
    if (page.rows.length === 0 || offset + PAGE >= page.total) return null;
  }
}
