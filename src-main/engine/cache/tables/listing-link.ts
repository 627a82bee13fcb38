import type { Database } from 'better-sqlite3';
import type { LinkState } from '#contract/listings.ts';
import { prepared } from '../prepared.ts';

/** What matching looks at of a listing. */
export type UnlinkedListing = {
  readonly row: number;
  readonly listingId: string;
  readonly linkState: LinkState;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
};

/** Listings that are linked to nothing and not put aside, in chunks by row number. */
export function listUnlinked(
  database: Database,
  page: { readonly channelId: string; readonly afterRow: number; readonly limit: number },
): readonly UnlinkedListing[] {
  return prepared<[string, number, number], UnlinkedListing>(
    database,
    `SELECT row, listing_id AS listingId, link_state AS linkState, barcode, stock_code AS stockCode, title
     FROM listing WHERE channel_id = ? AND row > ? AND link_state IN ('unlinked', 'proposed') AND state <> 'gone'
     ORDER BY row LIMIT ?`,
  ).all(page.channelId, page.afterRow, page.limit);
}

export type ProposedListing = UnlinkedListing & { readonly externalId: string };

const PROPOSED = `SELECT row, listing_id AS listingId, external_id AS externalId, link_state AS linkState, barcode,
    stock_code AS stockCode, title
  FROM listing WHERE channel_id = ? AND link_state = 'proposed' AND state <> 'gone'`;

/** Listings with proposals, in the order of the page. */
export function listProposed(
  database: Database,
  page: { readonly channelId: string; readonly offset: number; readonly limit: number },
): readonly ProposedListing[] {
  return prepared<[string, number, number], ProposedListing>(
    database,
    `${PROPOSED} ORDER BY title_key, row LIMIT ? OFFSET ?`,
  ).all(page.channelId, page.limit, page.offset);
}

/** The listing, if it is one of the channel's that have a proposal. */
export function findProposed(
  database: Database,
  channelId: string,
  listingId: string,
): ProposedListing | null {
  return (
    prepared<[string, string], ProposedListing>(database, `${PROPOSED} AND listing_id = ?`).get(
      channelId,
      listingId,
    ) ?? null
  );
}

/** How many listings have a proposal, and how many of those a certain one. */
export function countProposed(
  database: Database,
  channelId: string,
): { readonly total: number; readonly certain: number } {
  const row = prepared<[string], { total: number; certain: number }>(
    database,
    `SELECT count(*) AS total, count(certain_by) AS certain FROM listing
     WHERE channel_id = ? AND link_state = 'proposed' AND state <> 'gone'`,
  ).get(channelId);
  return row ?? { total: 0, certain: 0 };
}

/** Notes what looking for a match came to. */
export function writeProposal(
  database: Database,
  proposal: {
    readonly listingId: string;
    readonly state: 'proposed' | 'unlinked';
    readonly certainBy: string | null;
  },
): void {
  prepared<[string, string | null, string, string, string | null]>(
    database,
    `UPDATE listing SET link_state = ?, certain_by = ?
     WHERE listing_id = ? AND (link_state <> ? OR certain_by IS NOT ?)`,
  ).run(proposal.state, proposal.certainBy, proposal.listingId, proposal.state, proposal.certainBy);
}

/** Links a listing to a variant. `by` is `merchant` when a person named this very pair, else the rule that found it. */
export function writeLink(
  database: Database,
  link: { readonly listingId: string; readonly variantId: string; readonly by: string; readonly at: number },
): void {
  prepared<[string, string, number, string]>(
    database,
    `UPDATE listing SET link_state = 'linked', variant_id = ?, linked_by = ?, linked_at = ? WHERE listing_id = ?`,
  ).run(link.variantId, link.by, link.at, link.listingId);
}

/** Changes the state of a listing that is, or is from now on, linked to nothing. */
export function writeLinkState(
  database: Database,
  listingId: string,
  state: Exclude<LinkState, 'linked'>,
): void {
  prepared<[string, string]>(
    database,
    `UPDATE listing SET link_state = ?, variant_id = NULL, linked_by = NULL, linked_at = NULL,
       desired_quantity = NULL, desired_price_e4 = NULL, desired_list_price_e4 = NULL, desired_at = NULL, held = 0
     WHERE listing_id = ?`,
  ).run(state, listingId);
}

/** Unlinks everything: another shop was connected. Returns how many links that were. */
export function deleteAllLinks(database: Database): number {
  return prepared(
    database,
    `UPDATE listing SET link_state = 'unlinked', variant_id = NULL, linked_by = NULL, linked_at = NULL,
       desired_quantity = NULL, desired_price_e4 = NULL, desired_list_price_e4 = NULL, desired_at = NULL, held = 0
     WHERE link_state IN ('linked', 'proposed')`,
  ).run().changes;
}

/** Listings of the channel that carry the same code as another one of it. */
export function countListingsWith(
  database: Database,
  channelId: string,
  code: { readonly column: 'barcode' | 'stock_code'; readonly value: string },
): number {
  const sql =
    code.column === 'barcode'
      ? "SELECT count(*) FROM listing WHERE channel_id = ? AND barcode = ? AND barcode <> '' AND state <> 'gone'"
      : "SELECT count(*) FROM listing WHERE channel_id = ? AND stock_code = ? AND state <> 'gone'";
  return prepared<[string, string], number>(database, sql).pluck().get(channelId, code.value) ?? 0;
}

/** Another listing of the channel that is linked to this variant already. */
export function findLinkedListing(database: Database, channelId: string, variantId: string): string | null {
  return (
    prepared<[string, string], string>(
      database,
      "SELECT listing_id FROM listing WHERE variant_id = ? AND channel_id = ? AND link_state = 'linked' LIMIT 1",
    )
      .pluck()
      .get(variantId, channelId) ?? null
  );
}

export type MatchColumn = 'barcode' | 'stock_code' | 'model' | 'loose_barcode' | 'title_fold';

const MATCH_SQL: Readonly<Record<MatchColumn, string>> = {
  barcode: "barcode = ? AND barcode <> ''",
  stock_code: "stock_code = ? AND stock_code <> ''",
  model: "model = ? AND model <> ''",
  loose_barcode: "loose_barcode = ? AND loose_barcode <> ''",
  title_fold: "title_fold = ? AND title_fold <> ''",
};

export type MatchCandidate = {
  readonly variantId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly model: string;
};

/** Living variants with this value, at most `limit`. */
export function findCandidates(
  database: Database,
  column: MatchColumn,
  query: { readonly value: string; readonly limit: number },
): readonly MatchCandidate[] {
  if (query.value === '') return [];
  return prepared<[string, number], MatchCandidate>(
    database,
    `SELECT variant_id AS variantId, barcode, stock_code AS stockCode, model FROM variant
     WHERE ${MATCH_SQL[column]} AND gone_at IS NULL ORDER BY row LIMIT ?`,
  ).all(query.value, query.limit);
}
