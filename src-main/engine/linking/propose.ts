import type { Database } from 'better-sqlite3';
import type { LinkProposal } from '#contract/listings.ts';
import {
  countProposed,
  findLinkedListing,
  findProposed,
  listProposed,
  listUnlinked,
  writeProposal,
  type ProposedListing,
  type UnlinkedListing,
} from '../cache/tables/listing-link.ts';
import { findVariant } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import { codesOfListing, findVariantsFor } from './find-variants.ts';
import { certainVariant, matchListing, variantByModel, type Finding, type Ground } from './match.ts';

const CHUNK = 2_000;

/** The rule by which links are made without asking for each. */
export type LinkRule = 'any' | 'barcode' | 'stock-code' | 'model';
export type CertainLink = { readonly variantId: string; readonly ground: Ground };

/**
 * Looks at every listing that is linked to nothing and notes which of them have a proposal. Returns how many have.
 * Nothing is linked by this.
 */
export function proposeLinks(database: Database, channelId: string): number {
  let proposed = 0;
  for (const chunk of unlinkedChunks(database, channelId)) {
    transact(database, () => {
      for (const listing of chunk) {
        const findings = findVariantsFor(database, listing);
        const certain = judge(database, channelId, { listing, findings, by: 'any' });
        const state = findings.length > 0 ? 'proposed' : 'unlinked';
        writeProposal(database, { listingId: listing.listingId, state, certainBy: certain?.ground ?? null });
        if (state === 'proposed') proposed += 1;
      }
    });
  }
  return proposed;
}

export type ProposalQuery = {
  readonly channelId: string;
  readonly offset: number;
  readonly limit: number;
  /** Only this listing's proposal; the counts are the channel's all the same. */
  readonly listingId: string | null;
};

/** A page of proposals with their candidates, and how many there are and how many of those are certain. */
export function readProposals(
  database: Database,
  query: ProposalQuery,
): { readonly rows: LinkProposal[]; readonly total: number; readonly certain: number } {
  const { channelId } = query;
  const rows = proposedListings(database, query).map((listing): LinkProposal => {
    const candidates = matchListing(
      codesOfListing(database, channelId, listing),
      findVariantsFor(database, listing),
    );
    return {
      listingId: listing.listingId,
      channelId,
      externalId: listing.externalId,
      barcode: listing.barcode,
      stockCode: listing.stockCode,
      listingTitle: listing.title,
      candidates: candidates.flatMap(({ variantId, grounds, certain }) => {
        const variant = findVariant(database, variantId);
        return variant
          ? [{ variant, grounds: [...grounds], certain: certain && isFree(database, channelId, variantId) }]
          : [];
      }),
    };
  });
  return { rows, ...countProposed(database, channelId) };
}

function proposedListings(database: Database, query: ProposalQuery): readonly ProposedListing[] {
  if (query.listingId === null) return listProposed(database, query);
  const listing = findProposed(database, query.channelId, query.listingId);
  return listing === null ? [] : [listing];
}

/** The variant that a listing certainly is by the rule asked for, with the ground it rests on. */
export function certainLink(
  database: Database,
  channelId: string,
  listing: UnlinkedListing,
  by: LinkRule,
): CertainLink | null {
  return judge(database, channelId, { listing, findings: findVariantsFor(database, listing), by });
}

function judge(
  database: Database,
  channelId: string,
  match: { readonly listing: UnlinkedListing; readonly findings: readonly Finding[]; readonly by: LinkRule },
): CertainLink | null {
  const { listing, findings, by } = match;
  if (findings.length === 0) return null;
  const codes = codesOfListing(database, channelId, listing);
  const link = by === 'model' ? modelLink(variantByModel(codes, findings)) : certainVariant(codes, findings);
  if (link === null || !isFree(database, channelId, link.variantId)) return null;
  return by === 'any' || link.ground === by ? link : null;
}

function modelLink(variantId: string | null): CertainLink | null {
  return variantId === null ? null : { variantId, ground: 'model' };
}

/** Two listings of one channel on one variant would offer the same piece twice: a person may say so, a rule may not. */
function isFree(database: Database, channelId: string, variantId: string): boolean {
  return findLinkedListing(database, channelId, variantId) === null;
}

/** All listings that are linked to nothing, in chunks: the whole channel never lies in memory. */
export function* unlinkedChunks(
  database: Database,
  channelId: string,
): Generator<readonly UnlinkedListing[]> {
  let afterRow = 0;
  for (;;) {
    const chunk = listUnlinked(database, { channelId, afterRow, limit: CHUNK });
    if (chunk.length > 0) yield chunk;
    if (chunk.length < CHUNK) return;
    afterRow = chunk[chunk.length - 1]!.row;
  }
}
