import type { Database } from 'better-sqlite3';
import type { Hold } from '#contract/guards.ts';
import type { LinkState, ListingRow, ListingState, Offer } from '#contract/listings.ts';
import type { StoreVariant } from '#contract/shop.ts';
import { isThisComputer } from '../loopback.ts';
import { prepared } from '../prepared.ts';
import type { OutboxState } from './outbox.ts';

type Raw = {
  listing_id: string;
  channel_id: string;
  channel_name: string;
  marketplace: string;
  base_url: string | null;
  external_id: string;
  barcode: string;
  stock_code: string;
  title: string;
  image_url: string | null;
  state: ListingState;
  link_state: LinkState;
  variant_id: string | null;
  own_price_e4: number | null;
  own_buffer: number | null;
  own_floor_e4: number | null;
  own_ceiling_e4: number | null;
  frozen: number;
  desired_quantity: number | null;
  desired_price_e4: number | null;
  desired_list_price_e4: number | null;
  desired_at: number | null;
  sent_quantity: number | null;
  sent_price_e4: number | null;
  sent_list_price_e4: number | null;
  sent_at: number | null;
  confirmed_quantity: number | null;
  confirmed_price_e4: number | null;
  confirmed_list_price_e4: number | null;
  confirmed_at: number | null;
  option_text: string | null;
  variant_image: string | null;
  quantity: number | null;
  price_e4: number | null;
  list_price_e4: number | null;
  read_at: number | null;
};

const SELECT = `SELECT l.row, l.listing_id, l.channel_id, c.name AS channel_name, c.marketplace, c.base_url, l.external_id,
    l.barcode, l.stock_code, l.title, l.image_url, l.state, l.link_state, l.variant_id, l.own_price_e4, l.own_buffer,
    l.own_floor_e4, l.own_ceiling_e4, l.frozen, l.desired_quantity, l.desired_price_e4, l.desired_list_price_e4,
    l.desired_at, l.sent_quantity, l.sent_price_e4, l.sent_list_price_e4, l.sent_at, l.confirmed_quantity,
    l.confirmed_price_e4, l.confirmed_list_price_e4, l.confirmed_at, v.option_text, v.image_url AS variant_image,
    v.quantity, coalesce(w.price_e4, v.price_e4) AS price_e4, coalesce(w.list_price_e4, v.list_price_e4) AS list_price_e4,
    v.read_at
  FROM listing l JOIN channel c ON c.channel_id = l.channel_id LEFT JOIN variant v ON v.variant_id = l.variant_id
    LEFT JOIN variant_price w ON w.view = c.price_view AND w.variant_id = l.variant_id`;

export type RowParts = {
  readonly database: Database;
  readonly currencyOf: (marketplace: string) => string;
  /** When the shop was last read: until then its figures are known to be true. */
  readonly storeReadAt: string | null;
};

/** Listings as the page shows them, in the order of the row numbers. */
export function listingRowsByNumber(parts: RowParts, rows: readonly number[]): ListingRow[] {
  const raws = prepared<[string], Raw & { readonly row: number }>(
    parts.database,
    `${SELECT} WHERE l.row IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(rows));
  const byRow = new Map(toListingRows(parts, raws).map((row, index) => [raws[index]?.row, row]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

export function findListingRow(parts: RowParts, listingId: string): ListingRow | null {
  const raws = prepared<[string], Raw>(parts.database, `${SELECT} WHERE l.listing_id = ?`).all(listingId);
  return toListingRows(parts, raws)[0] ?? null;
}

/** A variant that no listing shows yet, in the shape of a listing: nothing is desired, sent or confirmed of it. */
export function notListedRow(
  variant: StoreVariant,
  place: { readonly channelId: string; readonly channelName: string; readonly sandbox: boolean },
  storeReadAt: string | null,
): ListingRow {
  return {
    listingId: `not-listed:${place.channelId}:${variant.variantId}`,
    ...place,
    externalId: '',
    barcode: variant.barcode,
    stockCode: variant.stockCode,
    title: variant.title,
    optionText: variant.optionText,
    imageUrl: variant.imageUrl,
    currency: variant.currency,
    state: 'gone',
    linkState: 'unlinked',
    variantId: variant.variantId,
    store: {
      quantity: variant.quantity,
      priceE4: variant.priceE4,
      listPriceE4: variant.listPriceE4,
      at: storeReadAt,
    },
    desired: null,
    sent: null,
    confirmed: null,
    quantityDiffers: false,
    priceDiffers: false,
    holds: [],
    progress: 'none',
    overrides: { priceE4: null, stockBuffer: null, floorE4: null, ceilingE4: null, frozen: false },
  };
}

/** In the same order. What stands in other tables is asked for once for all of them. */
function toListingRows(parts: RowParts, raws: readonly Raw[]): readonly ListingRow[] {
  const listingIds = JSON.stringify(raws.map(({ listing_id }) => listing_id));
  const planned = readPlanned(parts.database, listingIds);
  const states = readOutboxStates(parts.database, listingIds);
  return raws.map((raw) =>
    toListingRow(parts, raw, {
      planned: planned.get(raw.listing_id) ?? [],
      states: [...(states.get(raw.listing_id)?.values() ?? [])],
    }),
  );
}

function toListingRow(
  parts: RowParts,
  raw: Raw,
  { planned, states }: { readonly planned: readonly Planned[]; readonly states: readonly OutboxState[] },
): ListingRow {
  const linked = raw.link_state === 'linked';
  const holds = planned.flatMap((change) => (change.held === 1 ? (JSON.parse(change.holds) as Hold[]) : []));
  return {
    listingId: raw.listing_id,
    channelId: raw.channel_id,
    channelName: raw.channel_name,
    sandbox: isThisComputer(raw.base_url),
    externalId: raw.external_id,
    barcode: raw.barcode,
    stockCode: raw.stock_code,
    title: raw.title,
    optionText: raw.option_text ?? '',
    imageUrl: raw.image_url ?? raw.variant_image,
    currency: parts.currencyOf(raw.marketplace),
    state: raw.state,
    linkState: raw.link_state,
    variantId: raw.variant_id,
    ...offersOf(raw, parts.storeReadAt),
    quantityDiffers:
      linked && raw.desired_quantity !== null && raw.desired_quantity !== raw.confirmed_quantity,
    priceDiffers: linked && priceDiffers(raw),
    holds,
    progress: progressOf(states, planned),
    overrides: {
      priceE4: raw.own_price_e4,
      stockBuffer: raw.own_buffer,
      floorE4: raw.own_floor_e4,
      ceilingE4: raw.own_ceiling_e4,
      frozen: raw.frozen !== 0,
    },
  };
}

function offersOf(
  raw: Raw,
  storeReadAt: string | null,
): Pick<ListingRow, 'store' | 'desired' | 'sent' | 'confirmed'> {
  const store: Offer | null =
    raw.quantity === null
      ? null
      : { quantity: raw.quantity, priceE4: raw.price_e4, listPriceE4: raw.list_price_e4, at: storeReadAt };
  return {
    store,
    desired: offer(raw.desired_quantity, raw.desired_price_e4, raw.desired_list_price_e4, raw.desired_at),
    sent: offer(raw.sent_quantity, raw.sent_price_e4, raw.sent_list_price_e4, raw.sent_at),
    confirmed: offer(
      raw.confirmed_quantity,
      raw.confirmed_price_e4,
      raw.confirmed_list_price_e4,
      raw.confirmed_at,
    ),
  };
}

function offer(
  quantity: number | null,
  priceE4: number | null,
  listPriceE4: number | null,
  at: number | null,
): Offer | null {
  if (quantity === null && priceE4 === null) return null;
  return { quantity, priceE4, listPriceE4, at: at === null ? null : new Date(at).toISOString() };
}

/** The same question that the generated column `flags` answers, for prices alone. */
function priceDiffers(raw: Raw): boolean {
  if (raw.desired_price_e4 === null) return false;
  if (raw.desired_price_e4 !== raw.confirmed_price_e4) return true;
  return raw.confirmed_list_price_e4 !== null && raw.desired_list_price_e4 !== raw.confirmed_list_price_e4;
}

type Planned = { readonly listingId: string; readonly holds: string; readonly held: number };

function readPlanned(database: Database, listingIds: string): ReadonlyMap<string, readonly Planned[]> {
  const rows = prepared<[string], Planned>(
    database,
    `SELECT listing_id AS listingId, holds, held FROM plan_change
     WHERE listing_row IN (SELECT row FROM listing WHERE listing_id IN (SELECT value FROM json_each(?)))`,
  ).all(listingIds);
  return Map.groupBy(rows, ({ listingId }) => listingId);
}

type StateRow = readonly [listingId: string, group: string, state: OutboxState];

/** Where the newest change of each field group stands that no newer one has replaced. */
function readOutboxStates(
  database: Database,
  listingIds: string,
): ReadonlyMap<string, ReadonlyMap<string, OutboxState>> {
  const rows = prepared<[string], StateRow>(
    database,
    `SELECT listing_id, field_group, state FROM outbox
     WHERE listing_id IN (SELECT value FROM json_each(?)) AND state <> 'superseded' ORDER BY created_at, rowid`,
  )
    .raw()
    .all(listingIds);
  const states = new Map<string, Map<string, OutboxState>>();
  for (const [listingId, group, state] of rows) {
    let ofListing = states.get(listingId);
    if (!ofListing) states.set(listingId, (ofListing = new Map()));
    // Oldest first, so that the newest of each group is the one that stays.
    ofListing.set(group, state);
  }
  return states;
}

const PROGRESS: Readonly<Record<OutboxState, ListingRow['progress']>> = {
  waiting: 'queued',
  leased: 'sending',
  sent: 'sent',
  unknown: 'unknown',
  failed: 'failed',
  dead: 'failed',
  done: 'none',
  superseded: 'none',
};

/** What needs looking at first wins. */
const BY_URGENCY: readonly ListingRow['progress'][] = [
  'failed',
  'unknown',
  'sending',
  'sent',
  'queued',
  'held',
  'waiting',
];

function progressOf(states: readonly OutboxState[], planned: readonly Planned[]): ListingRow['progress'] {
  const all = new Set<ListingRow['progress']>([
    ...states.map((state) => PROGRESS[state]),
    ...planned.map(({ held }) => (held === 1 ? ('held' as const) : ('waiting' as const))),
  ]);
  return BY_URGENCY.find((progress) => all.has(progress)) ?? 'none';
}
