import { linkedListingOffers, listingOffers, type ListingOffer } from '../cache/tables/listing-offer.ts';
import { newestOutboxRow } from '../cache/tables/outbox.ts';
import type { OfferItem } from './offer-items.ts';
import type { RunScope } from './run-scope.ts';

/**
 * Other bodies that leave the listing as this item would. Stock and price part; a lone stock takes along, and a lone
 * price leaves out, what the marketplace itself reports and what is also wanted: right even if the marketplace has
 * changed it meanwhile. A stock is never taken along with a price: a sale over there since then would be undone.
 */
export function otherForms(run: RunScope, item: OfferItem): readonly OfferItem[] {
  const { rows, update } = item;
  const stock = rows.filter((row) => row.group === 'stock');
  const price = rows.filter((row) => row.group === 'price');
  if (stock.length > 0 && price.length > 0) {
    return [
      { ...item, rows: stock, update: { ...update, salePriceE4: null, listPriceE4: null } },
      { ...item, rows: price, update: { ...update, quantity: null } },
    ];
  }
  const listing = listingOffers(run.context.database, [item.listingId])[0];
  if (!listing) return [];
  const { confirmed, desired } = listing;
  if (price.length > 0) {
    const listIsThere = update.listPriceE4 !== null && update.listPriceE4 === confirmed.listPriceE4;
    return listIsThere ? [{ ...item, update: { ...update, listPriceE4: null } }] : [];
  }
  if (update.salePriceE4 !== null || confirmed.priceE4 === null || confirmed.priceE4 !== desired.priceE4)
    return [];
  const listPriceE4 = Math.max(confirmed.priceE4, confirmed.listPriceE4 ?? confirmed.priceE4);
  return [{ ...item, update: { ...update, salePriceE4: confirmed.priceE4, listPriceE4 } }];
}

const COMPANIONS_LOOKED_AT = 50;

/**
 * A lower stock that has used up its own forms goes beside the price that another listing shows and should show: it
 * must not wait a quarter of an hour in which it can be sold. Null when it is not urgent, or nobody fits.
 */
export function withCompanion(
  run: RunScope,
  channelId: string,
  item: OfferItem,
): readonly OfferItem[] | null {
  if (!item.rows.some((row) => row.group === 'stock' && row.priority === 0)) return null;
  const { database, host } = run.context;
  // Begins at a place of chance, so that the next time it is another one, and another body.
  for (const afterId of [host.random.uuid().slice(0, 8), '']) {
    const offers = linkedListingOffers(database, { channelId, afterId, limit: COMPANIONS_LOOKED_AT });
    const other = offers.find((each) => each.listingId !== item.listingId && isInStep(run, channelId, each));
    if (!other) continue;
    const { priceE4: salePriceE4, listPriceE4 } = other.confirmed;
    const update = { externalId: other.externalId, quantity: null, salePriceE4, listPriceE4 };
    return [item, { listingId: other.listingId, rows: [], update }];
  }
  return null;
}

/** Carries nothing of its own. */
export function isCompanion(item: OfferItem): boolean {
  return item.rows.length === 0;
}

function isInStep(run: RunScope, channelId: string, offer: ListingOffer): boolean {
  const { listingId, confirmed, desired } = offer;
  if (
    offer.frozen ||
    offer.state !== 'on-sale' ||
    confirmed.priceE4 === null ||
    confirmed.listPriceE4 === null
  )
    return false;
  if (confirmed.priceE4 !== desired.priceE4 || confirmed.listPriceE4 !== desired.listPriceE4) return false;
  const newest = newestOutboxRow(run.context.database, { channelId, listingId, group: 'price' });
  return newest === null || newest.state === 'done' || newest.state === 'superseded';
}
