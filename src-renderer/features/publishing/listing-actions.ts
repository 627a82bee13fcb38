import { useQuery } from '@tanstack/react-query';
import type { CapabilityState, Marketplace } from '#contract/channels.ts';
import type { ListingState } from '#contract/listings.ts';
import type { PublishAction } from '#contract/publishing.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** What can be done with something that is listed already. */
export type ListingAction = Exclude<PublishAction, 'create'>;

/** What the manifests call them. */
const CAPABILITIES: Readonly<Record<ListingAction, string>> = {
  content: 'listing-update-content',
  archive: 'listing-archive',
  unarchive: 'listing-archive',
  unlock: 'listing-unlock',
  delete: 'listing-delete',
};

/** In the order of the menus: the one that cannot be taken back comes last. */
const LISTING_ACTIONS: readonly ListingAction[] = ['content', 'archive', 'unarchive', 'unlock', 'delete'];

/** In which states of a listing an action makes sense; the engine holds the others back with a reason. */
const STATES: Readonly<Record<ListingAction, readonly ListingState[]>> = {
  content: ['on-sale', 'off-sale', 'waiting-approval', 'rejected', 'locked', 'other'],
  archive: ['on-sale', 'off-sale', 'locked', 'other'],
  unarchive: ['archived'],
  unlock: ['locked'],
  delete: ['archived', 'off-sale', 'rejected', 'waiting-approval', 'on-sale', 'other'],
};

export function fitsState(action: ListingAction, state: ListingState): boolean {
  return STATES[action].includes(state);
}

export type OfferedAction = {
  readonly action: ListingAction;
  /** Why the channel's marketplace does not do it, with source and date; null where it does. */
  readonly refusal: string | null;
};

/** What the manifest of the channel's marketplace says; undefined while that is not known. */
export function useManifest(channelId: string | null): Marketplace | undefined {
  const api = useApi();
  const channels = useQuery(api.channels.list.queryOptions());
  const marketplaces = useQuery(api.channels.marketplaces.queryOptions());
  const channel = channels.data?.find((one) => one.channelId === channelId);
  return marketplaces.data?.find(({ marketplace }) => marketplace === channel?.marketplace);
}

/** What the channel's marketplace lets one do with listings, by its manifest; empty while that is not known. */
export function useListingActions(channelId: string | null, refusedWord: string): readonly OfferedAction[] {
  const format = useFormat();
  const manifest = useManifest(channelId);
  if (manifest === undefined) return [];
  return LISTING_ACTIONS.map((action) => {
    const told = manifest.capabilities.find(({ capability }) => capability === CAPABILITIES[action]);
    return { action, refusal: refusalOf(told, (reason) => format.pick(reason), refusedWord) };
  });
}

function refusalOf(
  told: CapabilityState | undefined,
  pick: (reason: NonNullable<CapabilityState['reason']>) => string,
  refusedWord: string,
): string | null {
  if (told?.state === 'works') return null;
  return told?.reason ? pick(told.reason) : refusedWord;
}
