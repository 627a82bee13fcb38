import type { Database } from 'better-sqlite3';
import { prepared } from '../prepared.ts';

/** Stock and price of one listing from one point of view; null says nothing about that figure. */
export type OfferFigures = {
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
};

export type ListingOffer = {
  readonly listingId: string;
  readonly externalId: string;
  readonly title: string;
  readonly barcode: string;
  readonly state: string;
  readonly linked: boolean;
  readonly frozen: boolean;
  readonly desired: OfferFigures;
  readonly sent: OfferFigures;
  readonly sentAt: number | null;
  readonly confirmed: OfferFigures;
  readonly confirmedAt: number | null;
};

type Raw = {
  readonly listingId: string;
  readonly externalId: string;
  readonly title: string;
  readonly barcode: string;
  readonly state: string;
  readonly linkState: string;
  readonly frozen: number;
  readonly desiredQuantity: number | null;
  readonly desiredPriceE4: number | null;
  readonly desiredListPriceE4: number | null;
  readonly sentQuantity: number | null;
  readonly sentPriceE4: number | null;
  readonly sentListPriceE4: number | null;
  readonly sentAt: number | null;
  readonly confirmedQuantity: number | null;
  readonly confirmedPriceE4: number | null;
  readonly confirmedListPriceE4: number | null;
  readonly confirmedAt: number | null;
};

const COLUMNS = `
  listing_id AS listingId, external_id AS externalId, title, barcode, state, link_state AS linkState, frozen,
  desired_quantity AS desiredQuantity, desired_price_e4 AS desiredPriceE4, desired_list_price_e4 AS desiredListPriceE4,
  sent_quantity AS sentQuantity, sent_price_e4 AS sentPriceE4, sent_list_price_e4 AS sentListPriceE4, sent_at AS sentAt,
  confirmed_quantity AS confirmedQuantity, confirmed_price_e4 AS confirmedPriceE4,
  confirmed_list_price_e4 AS confirmedListPriceE4, confirmed_at AS confirmedAt`;

function parsed(raw: Raw): ListingOffer {
  return {
    listingId: raw.listingId,
    externalId: raw.externalId,
    title: raw.title,
    barcode: raw.barcode,
    state: raw.state,
    linked: raw.linkState === 'linked',
    frozen: raw.frozen !== 0,
    desired: {
      quantity: raw.desiredQuantity,
      priceE4: raw.desiredPriceE4,
      listPriceE4: raw.desiredListPriceE4,
    },
    sent: { quantity: raw.sentQuantity, priceE4: raw.sentPriceE4, listPriceE4: raw.sentListPriceE4 },
    sentAt: raw.sentAt,
    confirmed: {
      quantity: raw.confirmedQuantity,
      priceE4: raw.confirmedPriceE4,
      listPriceE4: raw.confirmedListPriceE4,
    },
    confirmedAt: raw.confirmedAt,
  };
}

export function listingOffers(database: Database, listingIds: readonly string[]): readonly ListingOffer[] {
  return prepared<[string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM listing WHERE listing_id IN (SELECT value FROM json_each(?))`,
  )
    .all(JSON.stringify(listingIds))
    .map(parsed);
}

export function listingOffersByExternalId(
  database: Database,
  channelId: string,
  externalIds: readonly string[],
): readonly ListingOffer[] {
  return prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM listing
     WHERE channel_id = ? AND external_id IN (SELECT value FROM json_each(?))`,
  )
    .all(channelId, JSON.stringify(externalIds))
    .map(parsed);
}

/** Linked listings, a window at a time, by id. */
export function linkedListingOffers(
  database: Database,
  query: { readonly channelId: string; readonly afterId: string; readonly limit: number },
): readonly ListingOffer[] {
  return prepared<[typeof query], Raw>(
    database,
    `SELECT ${COLUMNS} FROM listing
     WHERE channel_id = @channelId AND link_state = 'linked' AND listing_id > @afterId
     ORDER BY listing_id LIMIT @limit`,
  )
    .all(query)
    .map(parsed);
}
