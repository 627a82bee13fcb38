import { linkCertain, linkChosen, setIgnored, unlink } from '../linking/link.ts';
import { readProposals } from '../linking/propose.ts';
import { findListing } from '../cache/tables/listing.ts';
import { makePlan } from '../jobs/make-plan.ts';
import type { EngineContext } from '../context.ts';
import { once, os } from './implement.ts';

export const linksHandlers = {
  proposals: os.links.proposals.handler(({ input, context }) => readProposals(context.database, input)),
  confirm: os.links.confirm.handler(({ input, context }) =>
    once(context, 'links.confirm', input.requestId, async () => {
      const { channelId, links } = input;
      const linked =
        'certainBy' in links
          ? linkCertain(context, channelId, links.certainBy)
          : linkChosen(context, channelId, links);
      if (linked > 0) await makePlan(context, channelId);
      return { linked };
    }),
  ),
  setIgnored: os.links.setIgnored.handler(({ input, context }) =>
    once(context, 'links.setIgnored', input.requestId, async () => {
      const channelIds = channelsOf(context, input.listingIds);
      const changed = setIgnored(context, input.listingIds, input.ignored ? 'ignored' : 'unlinked');
      if (changed > 0) for (const channelId of channelIds) await makePlan(context, channelId);
      return { changed };
    }),
  ),
  unlink: os.links.unlink.handler(({ input, context }) =>
    once(context, 'links.unlink', input.requestId, async () => {
      const channelIds = channelsOf(context, [input.listingId]);
      const changed = unlink(context, input.listingId);
      if (changed > 0) for (const channelId of channelIds) await makePlan(context, channelId);
      return { changed };
    }),
  ),
};

function channelsOf(context: EngineContext, listingIds: readonly string[]): ReadonlySet<string> {
  return new Set(
    listingIds.flatMap((listingId) => findListing(context.database, listingId)?.channelId ?? []),
  );
}
