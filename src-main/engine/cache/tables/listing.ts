import type { Database } from 'better-sqlite3';
import type { LinkState, ListingOverrides, ListingState } from '#contract/listings.ts';
import { foldKey, normaliseCode } from '#common/turkish-text.ts';
import type { MarketplaceListing, StockHolder } from '../../marketplaces/kit/port.ts';
import { prepared } from '../prepared.ts';
import { turkishSortKey } from '../sort-key.ts';

/** Stock and price from one point of view. Null: that view does not say. */
export type OfferFigures = {
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
};

/** A listing as it is kept. Money in 1/10000; instants in epoch milliseconds. */
export type ListingRecord = {
  readonly listingId: string;
  readonly channelId: string;
  readonly externalId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly state: ListingState;
  readonly linkState: LinkState;
  readonly variantId: string | null;
  readonly linkedBy: string | null;
  readonly overrides: ListingOverrides;
  readonly sent: OfferFigures & { readonly at: number | null };
  readonly confirmed: OfferFigures & { readonly at: number | null };
};

type Raw = {
  listing_id: string;
  channel_id: string;
  external_id: string;
  barcode: string;
  stock_code: string;
  title: string;
  state: ListingState;
  link_state: LinkState;
  variant_id: string | null;
  linked_by: string | null;
  own_price_e4: number | null;
  own_buffer: number | null;
  own_floor_e4: number | null;
  own_ceiling_e4: number | null;
  frozen: number;
  sent_quantity: number | null;
  sent_price_e4: number | null;
  sent_list_price_e4: number | null;
  sent_at: number | null;
  confirmed_quantity: number | null;
  confirmed_price_e4: number | null;
  confirmed_list_price_e4: number | null;
  confirmed_at: number | null;
};

const COLUMNS = `listing_id, channel_id, external_id, barcode, stock_code, title, state, link_state, variant_id,
  linked_by, own_price_e4, own_buffer, own_floor_e4, own_ceiling_e4, frozen, sent_quantity, sent_price_e4,
  sent_list_price_e4, sent_at, confirmed_quantity, confirmed_price_e4, confirmed_list_price_e4, confirmed_at`;

function fromRaw(raw: Raw): ListingRecord {
  return {
    listingId: raw.listing_id,
    channelId: raw.channel_id,
    externalId: raw.external_id,
    barcode: raw.barcode,
    stockCode: raw.stock_code,
    title: raw.title,
    state: raw.state,
    linkState: raw.link_state,
    variantId: raw.variant_id,
    linkedBy: raw.linked_by,
    overrides: {
      priceE4: raw.own_price_e4,
      stockBuffer: raw.own_buffer,
      floorE4: raw.own_floor_e4,
      ceilingE4: raw.own_ceiling_e4,
      frozen: raw.frozen !== 0,
    },
    sent: {
      quantity: raw.sent_quantity,
      priceE4: raw.sent_price_e4,
      listPriceE4: raw.sent_list_price_e4,
      at: raw.sent_at,
    },
    confirmed: {
      quantity: raw.confirmed_quantity,
      priceE4: raw.confirmed_price_e4,
      listPriceE4: raw.confirmed_list_price_e4,
      at: raw.confirmed_at,
    },
  };
}

export function findListing(database: Database, listingId: string): ListingRecord | null {
  const raw = prepared<[string], Raw>(database, `SELECT ${COLUMNS} FROM listing WHERE listing_id = ?`).get(
    listingId,
  );
  return raw ? fromRaw(raw) : null;
}

export function findListingByExternalId(
  database: Database,
  channelId: string,
  externalId: string,
): ListingRecord | null {
  const raw = prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM listing WHERE channel_id = ? AND external_id = ?`,
  ).get(channelId, externalId);
  return raw ? fromRaw(raw) : null;
}

/** Takes over what the marketplace says of a listing, without its offer. Returns its id and whether it is new here. */
export function writeListing(
  database: Database,
  entry: {
    readonly channelId: string;
    readonly listing: MarketplaceListing;
    readonly newListingId: string;
    readonly at: number;
  },
): { readonly listingId: string; readonly isNew: boolean } {
  const { channelId, listing, newListingId, at } = entry;
  const barcode = normaliseCode(listing.barcode);
  const stockCode = normaliseCode(listing.stockCode);
  const row = prepared<unknown[], { listing_id: string }>(
    database,
    `INSERT INTO listing (listing_id, channel_id, external_id, barcode, stock_code, group_id, title, image_url,
       product_url, state, raw_state, link_state, search_key, title_key, seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'unlinked', ?, ?, ?)
     ON CONFLICT (channel_id, external_id) DO UPDATE SET barcode = excluded.barcode, stock_code = excluded.stock_code,
       group_id = excluded.group_id, title = excluded.title, image_url = excluded.image_url,
       product_url = excluded.product_url, state = excluded.state, raw_state = excluded.raw_state,
       search_key = excluded.search_key, title_key = excluded.title_key, seen_at = excluded.seen_at
     RETURNING listing_id`,
  ).get(
    newListingId,
    channelId,
    listing.externalId,
    barcode,
    stockCode,
    listing.groupId,
    listing.title,
    listing.imageUrl,
    listing.productUrl,
    listing.state,
    listing.rawState,
    foldKey([listing.title, barcode, stockCode, listing.externalId].join(' ')),
    turkishSortKey(listing.title),
    at,
  );
  if (!row) throw new Error('an upsert returned no row');
  return { listingId: row.listing_id, isNew: row.listing_id === newListingId };
}

/**
 * Keeps what the marketplace itself reported; a figure it did not give stays as last reported. Stock that it keeps itself has
 * no figure of the merchant's: one from before is forgotten.
 */
export function writeConfirmed(
  database: Database,
  entry: OfferFigures & {
    readonly listingId: string;
    readonly at: number;
    readonly stockHeldBy?: StockHolder | undefined;
  },
): void {
  const { listingId, quantity, priceE4, listPriceE4, at, stockHeldBy = null } = entry;
  prepared<
    [
      OfferFigures & {
        readonly listingId: string;
        readonly at: number;
        readonly stockHeldBy: StockHolder | null;
      },
    ]
  >(
    database,
    `UPDATE listing SET stock_held_by = coalesce(@stockHeldBy, stock_held_by),
       confirmed_quantity = CASE coalesce(@stockHeldBy, stock_held_by)
         WHEN 'marketplace' THEN NULL ELSE coalesce(@quantity, confirmed_quantity) END,
       confirmed_price_e4 = coalesce(@priceE4, confirmed_price_e4),
       confirmed_list_price_e4 = coalesce(@listPriceE4, confirmed_list_price_e4), confirmed_at = @at
     WHERE listing_id = @listingId`,
  ).run({ listingId, quantity, priceE4, listPriceE4, at, stockHeldBy });
}

/** Keeps what was sent last; a figure that was not part of it stays. */
export function writeSent(
  database: Database,
  entry: OfferFigures & { readonly listingId: string; readonly at: number },
): void {
  prepared<[number | null, number | null, number | null, number, string]>(
    database,
    `UPDATE listing SET sent_quantity = coalesce(?, sent_quantity), sent_price_e4 = coalesce(?, sent_price_e4),
       sent_list_price_e4 = coalesce(?, sent_list_price_e4), sent_at = ? WHERE listing_id = ?`,
  ).run(entry.quantity, entry.priceE4, entry.listPriceE4, entry.at, entry.listingId);
}

/** Listings that a full reading begun at `since` did not meet. */
export function listUnseen(
  database: Database,
  channelId: string,
  since: number,
): readonly { readonly listingId: string; readonly externalId: string }[] {
  return prepared<[string, number], { listingId: string; externalId: string }>(
    database,
    `SELECT listing_id AS listingId, external_id AS externalId FROM listing
     WHERE channel_id = ? AND seen_at < ? AND state <> 'gone'`,
  ).all(channelId, since);
}

export function writeListingGone(database: Database, listingId: string): void {
  prepared<[string]>(database, "UPDATE listing SET state = 'gone', raw_state = '' WHERE listing_id = ?").run(
    listingId,
  );
}

export function writeListingSeen(database: Database, listingId: string, at: number): void {
  prepared<[number, string]>(database, 'UPDATE listing SET seen_at = ? WHERE listing_id = ?').run(
    at,
    listingId,
  );
}

/** Writes the merchant's own word on a listing; what is left out stays. */
export function writeOverrides(database: Database, listingId: string, overrides: ListingOverrides): void {
  prepared<[number | null, number | null, number | null, number | null, number, string]>(
    database,
    `UPDATE listing SET own_price_e4 = ?, own_buffer = ?, own_floor_e4 = ?, own_ceiling_e4 = ?, frozen = ?
     WHERE listing_id = ?`,
  ).run(
    overrides.priceE4,
    overrides.stockBuffer,
    overrides.floorE4,
    overrides.ceilingE4,
    overrides.frozen ? 1 : 0,
    listingId,
  );
}
