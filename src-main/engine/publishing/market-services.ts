import type { BuyBoxRow, CommissionRow, ListingChoice, VideoRow } from '#contract/market-services.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { toldListings, type ToldListing } from '../cache/tables/told-listing.ts';
import type { EngineContext } from '../context.ts';
import { notOffered } from '../marketplaces/kit/not-offered.ts';
import type { MarketplaceConnection } from '../marketplaces/kit/port.ts';

/** Reads that are shown and not kept, by the port's method and the manifests' word for it. */
const CAPABILITY = {
  readBuyBox: 'buybox',
  readCommissions: 'commissions-read',
  searchCatalogue: 'catalogue-search',
  readListingBrief: 'listing-base-info',
  readPlaces: 'address-lookup',
  readVideos: 'listing-video',
  sendVideo: 'listing-video',
  createBrand: 'brand-create',
} as const satisfies Partial<Record<keyof MarketplaceConnection, string>>;

/** One method of a channel. Throws `channel/not-offered` with the manifest's reason where the marketplace has none. */
export function serviceOf<M extends keyof typeof CAPABILITY>(
  context: EngineContext,
  channelId: string,
  method: M,
): NonNullable<MarketplaceConnection[M]> {
  const { connection, manifest } = context.channels.open(channelId);
  const service = connection[method];
  if (service === undefined) throw notOffered(manifest, CAPABILITY[method]);
  return service;
}

/** Who holds the first place for these listings; those that the marketplace tells nothing of are left out. */
export async function readBuyBox(context: EngineContext, choice: ListingChoice): Promise<BuyBoxRow[]> {
  const read = serviceOf(context, choice.channelId, 'readBuyBox');
  const listings = chosen(context, choice);
  const { currency } = context.channels.open(choice.channelId).manifest;
  const told = await read([...listings.keys()]);
  return told.flatMap(({ externalId, rank, mine, winningPriceE4, sellers, at }) => {
    const listing = listings.get(externalId);
    if (listing === undefined) return [];
    return [{ ...listing, rank, mine, winningPriceE4, sellers, currency, at: new Date(at).toISOString() }];
  });
}

export async function readCommissions(
  context: EngineContext,
  choice: ListingChoice,
): Promise<CommissionRow[]> {
  const read = serviceOf(context, choice.channelId, 'readCommissions');
  const listings = chosen(context, choice);
  const told = await read([...listings.keys()]);
  return told.flatMap(({ externalId, percent }) => {
    const listing = listings.get(externalId);
    if (listing === undefined) return [];
    const { priceE4: _price, ...named } = listing;
    return [{ ...named, percent }];
  });
}

/** Every video of the account. */
export async function readVideos(context: EngineContext, channelId: string): Promise<VideoRow[]> {
  const rows: VideoRow[] = [];
  for await (const page of serviceOf(context, channelId, 'readVideos')())
    rows.push(...page.map((video) => ({ ...video, contentIds: [...video.contentIds] })));
  return rows;
}

function chosen(context: EngineContext, choice: ListingChoice): ReadonlyMap<string, ToldListing> {
  const listings = toldListings(context.database, choice);
  if (listings.length === 0 && choice.codes !== null)
    throw new ProblemError(problem('listing/not-known', { listingId: choice.codes.join(', ') }));
  return new Map(listings.map((listing) => [listing.externalId, listing]));
}
