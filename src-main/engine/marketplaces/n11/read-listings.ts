import { isProblemError } from '#contract/problem.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getProducts, LISTING_PAGE, OLD_LISTING_PAGE, type ProductsQuery } from './api.ts';
import type { N11Client } from './client.ts';
import { mapListing, mapOffer } from './map.ts';
import { promisedRows, turnPages, type NumberedPage } from './turn-pages.ts';
import { parseRows, ProductPage, WireProduct } from './wire.ts';

type Query = Omit<ProductsQuery, 'page' | 'size'>;
type Options = { readonly priority: number; readonly signal?: AbortSignal | undefined };

/** Up to so many products are asked for one by one without looking how many there are. */
const FEW = 3;

/** Every product of the account; there is no other way to learn what changed (sheet §6.7). */
export async function* readListings(
  client: N11Client,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  for await (const products of readProducts(client, {}, { priority: PRIORITY.listings, signal })) {
    const listings = products.flatMap((product) => mapListing(product) ?? []);
    if (listings.length > 0) yield listings;
  }
}

export async function readOffers(
  client: N11Client,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly MarketplaceOffer[]> {
  const products = await readProductsByCode(client, externalIds, { priority: PRIORITY.offers, signal });
  return [...products.values()].flatMap((product) => mapOffer(product) ?? []);
}

/**
 * The named products by their stock code, in the order of the names. The service takes one name a call: when all pages
 * are fewer calls, all are read.
 */
export async function readProductsByCode(
  client: N11Client,
  stockCodes: readonly string[],
  options: Options,
): Promise<ReadonlyMap<string, WireProduct>> {
  const wanted = [...new Set(stockCodes)];
  const found = new Map<string, WireProduct>();
  const names = new Set(wanted);
  const take = (products: readonly WireProduct[]): void => {
    for (const product of products) if (names.has(product.stockCode)) found.set(product.stockCode, product);
  };
  if (await fewerPagesThan(client, wanted.length, options)) {
    for await (const products of readProducts(client, {}, options)) take(products);
  } else {
    for (const stockCode of wanted) {
      if (stockCode.trim() === '') continue;
      for await (const products of readProducts(client, { stockCode }, options)) take(products);
    }
  }
  return new Map(
    wanted.flatMap((stockCode) => {
      const product = found.get(stockCode);
      return product ? [[stockCode, product] as const] : [];
    }),
  );
}

async function fewerPagesThan(client: N11Client, calls: number, options: Options): Promise<boolean> {
  if (calls <= FEW) return false;
  const { totalElements, totalPages } = await client.read(
    getProducts({ page: 0, size: 1 }),
    ProductPage,
    options,
  );
  const products = totalElements ?? totalPages;
  return products !== null && Math.ceil(products / LISTING_PAGE) < calls;
}

/** Products that fit the query, page by page; with pages of fifty where the newer size is refused. */
export async function* readProducts(
  client: N11Client,
  query: Query,
  options: Options,
): AsyncGenerator<readonly WireProduct[]> {
  let size = LISTING_PAGE;
  yield* turnPages<WireProduct>(client, {
    endpoint: 'products',
    keyOf: ({ n11ProductId, stockCode }) => `${n11ProductId ?? ''} ${stockCode}`,
    readPage: async (page) => {
      try {
        return await readPage(client, { ...query, page, size }, options);
      } catch (error) {
        const refused = isProblemError(error) && error.problem.code === 'channel/request-refused';
        if (!refused || page > 0 || size === OLD_LISTING_PAGE) throw error;
        size = OLD_LISTING_PAGE;
        return readPage(client, { ...query, page, size }, options);
      }
    },
  });
}

async function readPage(
  client: N11Client,
  query: ProductsQuery,
  options: Options,
): Promise<NumberedPage<WireProduct>> {
  const answer = await client.read(getProducts(query), ProductPage, options);
  const rows = parseRows(WireProduct, answer.content);
  const size = answer.size !== null && answer.size > 0 ? Math.min(query.size, answer.size) : query.size;
  const total = promisedRows(answer, size);
  return { rows, received: answer.content.length, size, total };
}
