import type { Database } from 'better-sqlite3';
import type { ListingState } from '#contract/listings.ts';
import type { ListingFacts, VariantFacts } from '../../planner/facts.ts';
import { prepared } from '../prepared.ts';

/** What stands on its way for a listing, newest value of each group. */
type InFlight = { quantity: number | null; priceE4: number | null; listPriceE4: number | null };

/** Everything the planner may know about a listing, with what the cache needs to write the outcome back. */
export type GatheredFacts = {
  readonly row: number;
  /** False where the marketplace takes nothing for it any more: archived, or gone. */
  readonly planned: boolean;
  readonly facts: ListingFacts;
  readonly wasDesired: InFlight;
  readonly wasHeld: boolean;
};

/** Listings that can't be bought and can't be written: there is nothing to plan for them. */
const OUT_OF_PLAN: ReadonlySet<string> = new Set<ListingState>(['gone', 'archived']);
/** Where the marketplace takes stock and prices but has the listing closed. */
const CLOSED: ReadonlySet<string> = new Set<ListingState>(['locked', 'waiting-approval', 'rejected']);

type FactsRow = [
  row: number,
  listing_id: string,
  external_id: string,
  state: ListingState,
  frozen: number,
  linked_by: string | null,
  own_price_e4: number | null,
  own_buffer: number | null,
  own_floor_e4: number | null,
  own_ceiling_e4: number | null,
  confirmed_quantity: number | null,
  confirmed_price_e4: number | null,
  confirmed_list_price_e4: number | null,
  sent_quantity: number | null,
  sent_price_e4: number | null,
  desired_quantity: number | null,
  desired_price_e4: number | null,
  desired_list_price_e4: number | null,
  held: number,
  variant_id: string,
  quantity: number,
  price_e4: number,
  list_price_e4: number,
  currency: string,
  tax_rate_e4: number,
  enabled: number,
  duplicate_barcode: number,
  doubt: VariantFacts['doubt'],
  gone_at: number | null,
  quantity_is_stale: number,
];

const COLUMNS = `l.row, l.listing_id, l.external_id, l.state, l.frozen, l.linked_by, l.own_price_e4, l.own_buffer,
  l.own_floor_e4, l.own_ceiling_e4, l.confirmed_quantity, l.confirmed_price_e4, l.confirmed_list_price_e4,
  l.sent_quantity, l.sent_price_e4, l.desired_quantity, l.desired_price_e4, l.desired_list_price_e4, l.held,
  v.variant_id, v.quantity, v.price_e4, v.list_price_e4, v.currency, v.tax_rate_e4, v.enabled, v.duplicate_barcode,
  v.doubt, v.gone_at, l.stale_since IS NOT NULL AND l.stale_read = 0`;

const LINKED = "l.link_state = 'linked'";

/** Reads what holds for all listings of a channel once, and then its listings in chunks by row number. */
export function gatherFacts(
  database: Database,
  channelId: string,
): (afterRow: number, limit: number) => readonly GatheredFacts[] {
  const reserved = readReserved(database);
  const inFlight = readInFlight(database, channelId);
  const statement = prepared<[string, number, number], FactsRow>(
    database,
    `SELECT ${COLUMNS} FROM listing l JOIN variant v ON v.variant_id = l.variant_id
     WHERE l.channel_id = ? AND ${LINKED} AND l.row > ? ORDER BY l.row LIMIT ?`,
  ).raw();
  return (afterRow, limit) =>
    statement
      .all(channelId, afterRow, limit)
      .map((row) => toFacts(row, reserved.get(row[19]) ?? 0, inFlight.get(row[1])));
}

/** The facts of one listing. Null when it does not exist or is linked to nothing. */
export function gatherOne(database: Database, listingId: string): GatheredFacts | null {
  const row = prepared<[string], FactsRow>(
    database,
    `SELECT ${COLUMNS} FROM listing l JOIN variant v ON v.variant_id = l.variant_id
     WHERE l.listing_id = ? AND ${LINKED}`,
  )
    .raw()
    .get(listingId);
  return row ? toFacts(row, reservedOf(database, row[19]), inFlightOf(database, listingId)) : null;
}

/** The same, by the marketplace's own key: what the last gate asks by. */
export function gatherByExternalId(
  database: Database,
  channelId: string,
  externalId: string,
): GatheredFacts | null {
  const row = prepared<[string, string], FactsRow>(
    database,
    `SELECT ${COLUMNS} FROM listing l JOIN variant v ON v.variant_id = l.variant_id
     WHERE l.channel_id = ? AND l.external_id = ? AND ${LINKED}`,
  )
    .raw()
    .get(channelId, externalId);
  return row ? toFacts(row, reservedOf(database, row[19]), inFlightOf(database, row[1])) : null;
}

export function countLinked(database: Database, channelId: string): number {
  return (
    prepared<[string], number>(
      database,
      "SELECT count(*) FROM listing WHERE channel_id = ? AND link_state = 'linked'",
    )
      .pluck()
      .get(channelId) ?? 0
  );
}

function toFacts(row: FactsRow, reserved: number, inFlight: InFlight | undefined): GatheredFacts {
  return {
    row: row[0],
    planned: !OUT_OF_PLAN.has(row[3]),
    facts: {
      listingId: row[1],
      externalId: row[2],
      forSale: !OUT_OF_PLAN.has(row[3]) && !CLOSED.has(row[3]),
      state: row[3],
      frozen: row[4] !== 0,
      ownPriceE4: row[6],
      ownBuffer: row[7],
      ownFloorE4: row[8],
      ownCeilingE4: row[9],
      confirmedQuantity: row[10],
      confirmedPriceE4: row[11],
      confirmedListPriceE4: row[12],
      quantityIsStale: row[29] !== 0,
      sentQuantity: row[13],
      sentPriceE4: row[14],
      inFlightQuantity: inFlight?.quantity ?? null,
      inFlightPriceE4: inFlight?.priceE4 ?? null,
      inFlightListPriceE4: inFlight?.listPriceE4 ?? null,
      variant: {
        variantId: row[19],
        quantity: row[20],
        priceE4: row[21],
        listPriceE4: row[22],
        currency: row[23],
        taxRateE4: row[24],
        enabled: row[25] !== 0,
        gone: row[28] !== null,
        reserved,
        duplicateBarcode: row[26] !== 0 && row[5] !== 'merchant',
        doubt: row[27],
      },
    },
    wasDesired: { quantity: row[15], priceE4: row[16], listPriceE4: row[17] },
    wasHeld: row[18] !== 0,
  };
}

/** What orders hold of each variant beyond what the shop's own stock already shows. */
function readReserved(database: Database): ReadonlyMap<string, number> {
  return new Map(
    prepared<[], [string, number]>(
      database,
      `SELECT variant_id, max(0, sum(held - written)) FROM stock_ledger
       WHERE variant_id IS NOT NULL AND held <> written GROUP BY variant_id`,
    )
      .raw()
      .all(),
  );
}

function reservedOf(database: Database, variantId: string): number {
  return (
    prepared<[string], number | null>(
      database,
      'SELECT max(0, sum(held - written)) FROM stock_ledger WHERE variant_id = ? AND held <> written',
    )
      .pluck()
      .get(variantId) ?? 0
  );
}

type InFlightRow = [listing_id: string, quantity: number | null, price: number | null, list: number | null];

/** Oldest first, so that the newest value of each group is the one that stays. */
const IN_FLIGHT = `SELECT listing_id, quantity, price_e4, list_price_e4 FROM outbox
  WHERE state IN ('leased', 'sent', 'unknown')`;

function readInFlight(database: Database, channelId: string): ReadonlyMap<string, InFlight> {
  const rows = prepared<[string], InFlightRow>(
    database,
    `${IN_FLIGHT} AND channel_id = ? ORDER BY created_at, rowid`,
  )
    .raw()
    .all(channelId);
  return newestOf(rows);
}

function inFlightOf(database: Database, listingId: string): InFlight | undefined {
  const rows = prepared<[string], InFlightRow>(
    database,
    `${IN_FLIGHT} AND listing_id = ? ORDER BY created_at, rowid`,
  )
    .raw()
    .all(listingId);
  return newestOf(rows).get(listingId);
}

function newestOf(rows: readonly InFlightRow[]): ReadonlyMap<string, InFlight> {
  const newest = new Map<string, InFlight>();
  for (const [listingId, quantity, priceE4, listPriceE4] of rows) {
    const earlier = newest.get(listingId);
    newest.set(listingId, {
      quantity: quantity ?? earlier?.quantity ?? null,
      priceE4: priceE4 ?? earlier?.priceE4 ?? null,
      listPriceE4: listPriceE4 ?? earlier?.listPriceE4 ?? null,
    });
  }
  return newest;
}
