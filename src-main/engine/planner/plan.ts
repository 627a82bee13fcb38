import { movesFar, planListing } from './changes.ts';
import { areApprovable, bulkBrake } from './guards.ts';
import type { ChannelFacts, ListingFacts, PlannedChange } from './facts.ts';

/** The whole plan of a channel, brake included. For plans that fit in memory; `jobs/make-plan.ts` streams the same. */
export function planChannel(
  listings: readonly ListingFacts[],
  channel: ChannelFacts,
): readonly PlannedChange[] {
  const changes = listings.flatMap((facts) => planListing(facts, channel).changes);
  const brake = bulkBrake(
    changes.filter(movesFar).map(({ changeId }) => changeId),
    channel,
  );
  const braked = new Set(brake.held);
  return changes.map((change) => {
    if (!braked.has(change.changeId)) return change;
    const holds = [...change.holds, brake.hold];
    return { ...change, holds, approvable: areApprovable(holds) };
  });
}
