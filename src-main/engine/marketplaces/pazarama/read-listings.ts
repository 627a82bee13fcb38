import { isProblemError, type ProblemCode } from '#contract/problem.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getProductsByCursor, getProductsByPage } from './api.ts';
import type { ListForm, PazaramaClient } from './client.ts';
import { mapListing, mapOffer } from './map.ts';
import { turnNumberedPages, turnPages } from './turn-pages.ts';
import { ProductList, WireProduct } from './wire.ts';

type Options = { readonly priority: number; readonly signal?: AbortSignal | undefined };
type Filter = Options & { readonly code?: string | undefined };
type Approval = 'approved' | 'unapproved';
const BOTH: readonly Approval[] = ['approved', 'unapproved'];

/** Up to so many products are asked for one by one; for more of them whole lists are read. */
const FEW = 20;

/** Every product of the account: those that were approved, and those that wait or were rejected. */
export async function* readListings(
  client: PazaramaClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const options = { priority: PRIORITY.listings, signal };
  const told = new Set<string>();
  for (const approval of BOTH) {
    for await (const products of readProducts(client, approval, options)) {
      const listings = products
        .flatMap((product) => mapListing(product, approval === 'approved') ?? [])
        // One that is approved and has an update waiting may stand in both: it is on sale as it was.
        .filter(({ externalId }) => !told.has(externalId));
      listings.forEach(({ externalId }) => told.add(externalId));
      if (listings.length > 0) yield listings;
    }
  }
}

/** The named products in the order of the names; unknown ones are left out. */
export async function readOffers(
  client: PazaramaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceOffer[]> {
  const wanted = [...new Set(externalIds)].filter((code) => code.trim() !== '');
  const found = new Map<string, MarketplaceOffer>();
  const options = { priority: PRIORITY.offers, signal };
  for (const approval of BOTH) {
    const missing = wanted.filter((code) => !found.has(code));
    if (missing.length === 0) break;
    const queries = missing.length > FEW ? [undefined] : missing;
    for (const code of queries) {
      for await (const products of readProducts(client, approval, { ...options, code })) {
        for (const offer of products.flatMap((product) => mapOffer(product) ?? []))
          if (missing.includes(offer.externalId) && !found.has(offer.externalId))
            found.set(offer.externalId, offer);
        if (missing.every((each) => found.has(each))) break;
      }
    }
  }
  return wanted.flatMap((code) => found.get(code) ?? []);
}

/**
 * One of the two lists. It was one service with a flag and pages until it was split in two with cursors (2026): the newer
 * one is asked first, the older where that is not known, and what answered is kept to.
 */
async function* readProducts(
  client: PazaramaClient,
  approval: Approval,
  options: Filter,
): AsyncGenerator<readonly WireProduct[]> {
  for (const form of formsToTry(client.lists[approval])) {
    try {
      yield* form === 'cursor' ? byCursor(client, approval, options) : byPage(client, approval, options);
      client.lists[approval] = form;
      return;
    } catch (error) {
      // Only where nothing is known of it yet: a list that answered before did not vanish.
      if (client.lists[approval] !== null || !isProblemError(error) || !isUnknown(error.problem.code))
        throw error;
      if (form === 'page' && approval === 'approved') throw error;
    }
  }
  if (client.lists[approval] === null) client.context.logger.warn('pazarama-list-not-offered', { approval });
  client.lists[approval] = 'absent';
}

function formsToTry(known: ListForm | null): readonly Exclude<ListForm, 'absent'>[] {
  if (known === 'absent') return [];
  return known === null ? ['cursor', 'page'] : [known];
}

function isUnknown(code: ProblemCode): boolean {
  return code === 'channel/not-found' || code === 'channel/retired-endpoint';
}

function byCursor(
  client: PazaramaClient,
  approval: Approval,
  { code, ...options }: Filter,
): AsyncGenerator<readonly WireProduct[]> {
  return turnPages<WireProduct>(client, {
    endpoint: 'products',
    keyOf,
    readPage: async (cursor) => {
      const query = { ...(cursor !== null && { cursor }), ...(code !== undefined && { code }) };
      const { data } = await client.read(getProductsByCursor(approval, query), ProductList, options);
      const next = data === null || Array.isArray(data) ? null : (data.nextCursor as string | null);
      return { rows: rowsIn(data), next };
    },
  });
}

function byPage(
  client: PazaramaClient,
  approval: Approval,
  { code, ...options }: Filter,
): AsyncGenerator<readonly WireProduct[]> {
  return turnNumberedPages<WireProduct>(client, {
    endpoint: 'products',
    keyOf,
    readPage: async (page) => {
      const query = { page, ...(code !== undefined && { code }) };
      const { data } = await client.read(getProductsByPage(approval, query), ProductList, options);
      return rowsIn(data);
    },
  });
}

function keyOf({ code, stockCode, name }: WireProduct): string {
  return code === '' ? `${stockCode} ${name}` : code;
}

/** Taken apart one by one, so that a strange product never hides the others. */
function rowsIn(data: ProductList['data']): readonly WireProduct[] {
  const rows: readonly unknown[] =
    data === null ? [] : Array.isArray(data) ? data : (data.sellerProducts ?? []);
  return rows.flatMap((row) => WireProduct.safeParse(row).data ?? []);
}
