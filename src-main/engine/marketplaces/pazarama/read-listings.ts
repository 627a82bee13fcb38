import { isProblemError, type Problem } from '#contract/problem.ts';
import type { ListingKeys, MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getProductsByCursor, getProductsByPage } from './api.ts';
import type { ListForm, PazaramaClient } from './client.ts';
import { codeOf } from './draft-body.ts';
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
  const found = await findProducts(client, externalIds, { priority: PRIORITY.offers, signal });
  return found.flatMap(({ product }) => mapOffer(product) ?? []);
}

/** Products by the code that they are created under here; what is not met by its barcode may stand there under its stock code. */
export async function findListings(
  client: PazaramaClient,
  keys: readonly ListingKeys[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceListing[]> {
  const options = { priority: PRIORITY.listings, signal };
  const found = await findProducts(client, keys.map(codeOf), options);
  const met = new Set(found.map(({ product }) => product.code.trim()));
  const others = keys.filter((key) => !met.has(codeOf(key))).map(({ stockCode }) => stockCode.trim());
  const more = await findProducts(
    client,
    others.filter((code) => !met.has(code)),
    options,
  );
  return [...found, ...more].flatMap(
    ({ product, approval }) => mapListing(product, approval === 'approved') ?? [],
  );
}

/** The service takes one code a call: for more than a few, whole lists are read. Approved products come first. */
async function findProducts(
  client: PazaramaClient,
  codes: readonly string[],
  options: Options,
): Promise<readonly { readonly product: WireProduct; readonly approval: Approval }[]> {
  const wanted = [...new Set(codes)].filter((code) => code.trim() !== '');
  const found = new Map<string, { readonly product: WireProduct; readonly approval: Approval }>();
  for (const approval of BOTH) {
    const missing = new Set(wanted.filter((code) => !found.has(code)));
    const queries = missing.size > FEW ? [undefined] : [...missing];
    for (const code of queries) {
      if (code !== undefined && found.has(code)) continue;
      for await (const products of readProducts(client, approval, { ...options, code })) {
        for (const product of products)
          if (missing.delete(product.code.trim())) found.set(product.code.trim(), { product, approval });
        if (missing.size === 0) break;
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
  const { lists } = client;
  // A filter that finds nothing may be answered like a list that is not there: which of them there is, is learned without.
  if (options.code !== undefined && lists[approval] === null) await learnForm(client, approval, options);
  for (const form of formsToTry(lists[approval])) {
    try {
      const pages =
        form === 'cursor' ? byCursor(client, approval, options) : byPage(client, approval, options);
      for await (const products of pages) {
        lists[approval] = form;
        yield products;
      }
      lists[approval] = form;
      return;
    } catch (error) {
      if (!isProblemError(error) || !isNotThere(error.problem)) throw error;
      // A list that answered before did not vanish: of it, only a code may be unknown.
      if (lists[approval] !== null && options.code !== undefined) return;
      if (lists[approval] !== null || (form === 'page' && approval === 'approved')) throw error;
    }
  }
  if (lists[approval] === null) client.context.logger.warn('pazarama-list-not-offered', { approval });
  lists[approval] = 'absent';
}

async function learnForm(
  client: PazaramaClient,
  approval: Approval,
  { priority, signal }: Options,
): Promise<void> {
  // The first page tells.
  for await (const _products of readProducts(client, approval, { priority, signal })) return;
}

function formsToTry(known: ListForm | null): readonly Exclude<ListForm, 'absent'>[] {
  if (known === 'absent') return [];
  return known === null ? ['cursor', 'page'] : [known];
}

/** How a path that is not known is answered: not found, gone, or a bad request by who matches paths by their form. */
function isNotThere({ code, params }: Problem): boolean {
  if (code === 'channel/not-found' || code === 'channel/retired-endpoint') return true;
  return code === 'channel/request-refused' && [400, 405].includes(Number(params['status']));
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
