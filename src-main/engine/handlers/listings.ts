import type { ListingDetail, ListingPage, ListingQuery } from '#contract/listings.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { isThisComputer } from '../cache/loopback.ts';
import { warmBoards } from '../cache/tables/boards.ts';
import { findChannel, listChannels } from '../cache/tables/channel.ts';
import { listListingEvents } from '../cache/tables/listing-event.ts';
import { findWindow } from '../cache/tables/listing-query.ts';
import {
  findListingRow,
  listingRowsByNumber,
  notListedRow,
  type RowParts,
} from '../cache/tables/listing-rows.ts';
import { gatherOne } from '../cache/tables/planning-facts.ts';
import { findShopText } from '../cache/tables/shop-text.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { findVariant, variantsByRow } from '../cache/tables/variant.ts';
import type { EngineContext } from '../context.ts';
import { channelFacts } from '../jobs/make-plan.ts';
import { setOverrides } from '../jobs/set-overrides.ts';
import { explainDesired } from '../planner/desired.ts';
import { once, os } from './implement.ts';

/** So much of a listing's history is shown. */
const HISTORY = 200;

export const listingsHandlers = {
  page: os.listings.page.handler(({ input, context }) => page(context, input)),
  detail: os.listings.detail.handler(({ input, context }) => detail(context, input.listingId)),
  setOverrides: os.listings.setOverrides.handler(({ input, context }) =>
    once(context, 'listings.setOverrides', input.requestId, async () => ({
      changed: await setOverrides(context, input.listingIds, input.overrides),
    })),
  ),
};

function page(context: EngineContext, query: ListingQuery): ListingPage {
  const { database } = context;
  const channelIds =
    query.channelId === null ? listChannels(database).map(({ channelId }) => channelId) : [query.channelId];
  const window = findWindow(database, channelIds, query);
  // Whoever looks at listings will soon search them. Rejects only for a bug, which must be heard of.
  void warmBoards(database, () => context.host.clock.sleep(0));
  const parts = rowParts(context);
  const rows =
    window.of === 'listing'
      ? listingRowsByNumber(parts, window.rows)
      : variantsByRow(database, window.rows).map((variant) =>
          notListedRow(variant, placeOf(context, query.channelId), parts.storeReadAt),
        );
  return { rows, total: window.total, counts: { ...window.counts } };
}

/** Where a variant that is not listed would be listed: on the channel that was asked for, else on none of them. */
function placeOf(context: EngineContext, channelId: string | null) {
  const row = channelId === null ? null : findChannel(context.database, channelId);
  return {
    channelId: row?.channelId ?? 'none',
    channelName: row?.name ?? '',
    sandbox: isThisComputer(row?.baseUrl ?? null),
  };
}

function detail(context: EngineContext, listingId: string): ListingDetail {
  const { database } = context;
  const row = findListingRow(rowParts(context), listingId);
  if (row === null) throw new ProblemError(problem('listing/not-known', { listingId }));
  const channel = findChannel(database, row.channelId);
  const gathered = gatherOne(database, listingId);
  const desired = gathered && channel ? explainDesired(gathered.facts, channelFacts(context, channel)) : null;
  return {
    row,
    variant: row.variantId === null ? null : findVariant(database, row.variantId),
    priceTrace: [...(desired?.priceTrace ?? [])],
    stockTrace: [...(desired?.stockTrace ?? [])],
    shopText:
      row.variantId === null
        ? null
        : findShopText(database, row.variantId, channel?.shopView.language ?? null),
    history: listListingEvents(database, listingId, HISTORY),
  };
}

function rowParts(context: EngineContext): RowParts {
  return {
    database: context.database,
    currencyOf: (marketplace) => context.channels.manifestOf(marketplace).currency,
    storeReadAt: readStoreRow(context.database)?.lastRead?.at ?? null,
  };
}
