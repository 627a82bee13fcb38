import type { Database } from 'better-sqlite3';
import type { ListingState } from '#contract/listings.ts';
import type { ListingFacts, VariantFacts } from '../../planner/facts.ts';
import { prepared } from '../prepared.ts';
import { planningView, type PlanningView } from './shop-view.ts';
import { loweringOf, NOT_LOWERED, readLowerings, type Lowering } from './lowered-stock.ts';

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
  offered_in: string | null,
  view_price_e4: number | null,
  view_list_price_e4: number | null,
  view_currency: string | null,
  view_tax_rate_e4: number | null,
  shop_price_e4: number | null,
  shop_list_price_e4: number | null,
  shop_currency: string | null,
  rate_e8: number | null,
  stock_held_by: ListingFacts['stockHeldBy'],
];

const COLUMNS = `l.row, l.listing_id, l.external_id, l.state, l.frozen, l.linked_by, l.own_price_e4, l.own_buffer,
  l.own_floor_e4, l.own_ceiling_e4, l.confirmed_quantity, l.confirmed_price_e4, l.confirmed_list_price_e4,
  l.sent_quantity, l.sent_price_e4, l.desired_quantity, l.desired_price_e4, l.desired_list_price_e4, l.held,
  v.variant_id, v.quantity, v.price_e4, v.list_price_e4, v.currency, v.tax_rate_e4, v.enabled, v.duplicate_barcode,
  v.doubt, v.gone_at, l.stale_since IS NOT NULL AND l.stale_read = 0, v.offered_in,
  w.price_e4, w.list_price_e4, w.currency, w.tax_rate_e4, w.shop_price_e4, w.shop_list_price_e4, w.shop_currency,
  w.rate_e8, l.stock_held_by`;

/** With the prices of the channel's view, by `@view`; for the shop's default one there are none to be found. */
const FROM = `listing l JOIN variant v ON v.variant_id = l.variant_id
  LEFT JOIN variant_price w ON w.view = @view AND w.variant_id = v.variant_id`;

const LINKED = "l.link_state = 'linked'";

/** Reads what holds for all listings of a channel once, and then its listings in chunks by row number. */
export function gatherFacts(
  database: Database,
  channelId: string,
): (afterRow: number, limit: number) => readonly GatheredFacts[] {
  const reserved = readReserved(database);
  const inFlight = readInFlight(database, channelId);
  const lowered = readLowerings(database);
  const view = planningView(database, channelId);
  const statement = prepared<
    [
      {
        readonly view: string;
        readonly channelId: string;
        readonly afterRow: number;
        readonly limit: number;
      },
    ],
    FactsRow
  >(
    database,
    `SELECT ${COLUMNS} FROM ${FROM}
     WHERE l.channel_id = @channelId AND ${LINKED} AND l.row > @afterRow ORDER BY l.row LIMIT @limit`,
  ).raw();
  return (afterRow, limit) =>
    statement.all({ view: view.prices ?? '', channelId, afterRow, limit }).map((row) =>
      toFacts(row, {
        view,
        reserved: reserved.get(row[19]) ?? 0,
        inFlight: inFlight.get(row[1]),
        lowered: lowered.get(row[19]) ?? NOT_LOWERED,
      }),
    );
}

/** The facts of one listing. Null when it does not exist or is linked to nothing. */
export function gatherOne(database: Database, listingId: string): GatheredFacts | null {
  const channelId = prepared<[string], string>(
    database,
    'SELECT channel_id FROM listing WHERE listing_id = ?',
  )
    .pluck()
    .get(listingId);
  if (channelId === undefined) return null;
  const view = planningView(database, channelId);
  const row = prepared<[{ readonly view: string; readonly listingId: string }], FactsRow>(
    database,
    `SELECT ${COLUMNS} FROM ${FROM} WHERE l.listing_id = @listingId AND ${LINKED}`,
  )
    .raw()
    .get({ view: view.prices ?? '', listingId });
  return row ? toFacts(row, aroundOne(database, row, view)) : null;
}

/** The same, by the marketplace's own key: what the last gate asks by. */
export function gatherByExternalId(
  database: Database,
  channelId: string,
  externalId: string,
): GatheredFacts | null {
  const view = planningView(database, channelId);
  const row = prepared<
    [{ readonly view: string; readonly channelId: string; readonly externalId: string }],
    FactsRow
  >(
    database,
    `SELECT ${COLUMNS} FROM ${FROM}
     WHERE l.channel_id = @channelId AND l.external_id = @externalId AND ${LINKED}`,
  )
    .raw()
    .get({ view: view.prices ?? '', channelId, externalId });
  return row ? toFacts(row, aroundOne(database, row, view)) : null;
}

/** What stands around a listing's own row and its variant's. */
type Around = {
  readonly view: PlanningView;
  readonly reserved: number;
  readonly inFlight: InFlight | undefined;
  readonly lowered: Lowering;
};

function aroundOne(database: Database, row: FactsRow, view: PlanningView): Around {
  return {
    view,
    reserved: reservedOf(database, row[19]),
    inFlight: inFlightOf(database, row[1]),
    lowered: loweringOf(database, row[19]),
  };
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

function toFacts(row: FactsRow, { view, reserved, inFlight, lowered }: Around): GatheredFacts {
  return {
    row: row[0],
    planned: !OUT_OF_PLAN.has(row[3]),
    facts: {
      listingId: row[1],
      externalId: row[2],
      forSale: !OUT_OF_PLAN.has(row[3]) && !CLOSED.has(row[3]),
      state: row[3],
      frozen: row[4] !== 0,
      stockHeldBy: row[39],
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
        quantity: row[20] - lowered.pieces,
        ...pricesOf(row),
        viewRead: isViewRead(row, view),
        enabled: isOffered(row, view) && !lowered.disabled,
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

/** As the channel's view shows them where a reading brought them, else the shop's default ones. */
function pricesOf(
  row: FactsRow,
): Pick<VariantFacts, 'priceE4' | 'listPriceE4' | 'currency' | 'taxRateE4' | 'converted'> {
  const [priceE4, listPriceE4, currency, taxRateE4] = [row[31], row[32], row[33], row[34]];
  if (priceE4 === null || listPriceE4 === null || currency === null || taxRateE4 === null) {
    return { priceE4: row[21], listPriceE4: row[22], currency: row[23], taxRateE4: row[24], converted: null };
  }
  const [shopPriceE4, shopListPriceE4, shopCurrency, rateE8] = [row[35], row[36], row[37], row[38]];
  const converted =
    rateE8 === null || shopPriceE4 === null || shopListPriceE4 === null || shopCurrency === null
      ? null
      : { priceE4: shopPriceE4, listPriceE4: shopListPriceE4, currency: shopCurrency, rateE8 };
  return { priceE4, listPriceE4, currency, taxRateE4, converted };
}

function isViewRead(row: FactsRow, view: PlanningView): boolean {
  const knowsPlaces = view.storeId === '0' || row[30] !== null;
  return knowsPlaces && (view.prices === null || row[31] !== null);
}

/** Whether the channel's store offers it; where no reading told, what the shop itself does counts. */
function isOffered(row: FactsRow, view: PlanningView): boolean {
  if (view.storeId === '0' || row[30] === null) return row[25] !== 0;
  return row[30].split(',').includes(view.storeId);
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

/**
 * The facts of a variant that is about to be listed under `externalId`: as of a listing that the marketplace has shown
 * nothing of yet. Null when there is no such variant.
 */
export function gatherUnlisted(
  database: Database,
  target: { readonly channelId: string; readonly variantId: string; readonly externalId: string },
): ListingFacts | null {
  const view = planningView(database, target.channelId);
  const row = prepared<[typeof target & { readonly view: string }], FactsRow>(
    database,
    `SELECT 0, '', @externalId, 'on-sale', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, 0, v.variant_id, v.quantity, v.price_e4, v.list_price_e4, v.currency, v.tax_rate_e4, v.enabled,
       v.duplicate_barcode, v.doubt, v.gone_at, 0, v.offered_in, w.price_e4, w.list_price_e4, w.currency,
       w.tax_rate_e4, w.shop_price_e4, w.shop_list_price_e4, w.shop_currency, w.rate_e8,
       'merchant'
     FROM variant v LEFT JOIN variant_price w ON w.view = @view AND w.variant_id = v.variant_id
     WHERE v.variant_id = @variantId`,
  )
    .raw()
    .get({ ...target, view: view.prices ?? '' });
  return row ? toFacts(row, aroundOne(database, row, view)).facts : null;
}
