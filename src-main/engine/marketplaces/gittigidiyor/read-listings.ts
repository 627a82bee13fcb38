import { inChunks } from '../kit/batches.ts';
import type { MarketplaceListing, MarketplaceOffer } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { XmlNode } from '../kit/xml.ts';
import { getProducts, getProductVariants, getStockAndPrice, PAGE_ROWS, type ListStatus } from './api.ts';
import type { GittiGidiyorClient, ReadOptions } from './client.ts';
import { readListingId, variantListingId } from './listing-id.ts';
import { readTotal, turnPages } from './paging.ts';
import { WireProduct, WireStock, WireVariant, WireVariantGroup } from './wire.ts';
import { nodeAt, nodesAt, textAt } from './xml-fields.ts';

/** `A` active, `L` ready to list, `S` sold, `U` unsold (sheet §6.1); `R` is known to the other protocol only. */
const STATUSES: readonly ListStatus[] = ['A', 'L', 'S', 'U'];

/** What `getStockAndPrice` says of one product, with what is sold taken off. */
export type ProductStock = {
  readonly productId: string;
  readonly quantity: number | null;
  readonly sold: number;
  readonly salePriceE4: number | null;
};

type ProductRow = {
  readonly productId: string;
  readonly itemId: string;
  readonly status: ListStatus;
  readonly product: WireProduct;
};

/** Every product of the account, each of its variants a listing of its own. Rows without a number can't be written to and are left out. */
export async function* readListings(
  client: GittiGidiyorClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceListing[]> {
  const options = { priority: PRIORITY.listings, signal };
  for (const status of STATUSES)
    for await (const rows of readProductPages(client, status, options)) {
      const stock = await readStock(
        client,
        rows.map(({ productId }) => productId),
        options,
      );
      const listings = rows.flatMap((row) => listingsOf(row, stock.get(row.productId)));
      if (listings.length > 0) yield listings;
    }
}

async function* readProductPages(
  client: GittiGidiyorClient,
  status: ListStatus,
  options: ReadOptions,
): AsyncGenerator<readonly ProductRow[]> {
  const { logger } = client.context;
  yield* turnPages<ProductRow>({
    endpoint: 'getProducts',
    logger,
    keyOf: ({ productId }) => productId,
    readPage: async (index) => {
      const result = await client.read(getProducts(status, index * PAGE_ROWS), options);
      const nodes = nodesAt(result, 'products', 'product');
      const rows = nodes.flatMap((node) => readProductRow(node, status) ?? []);
      if (rows.length < nodes.length)
        logger.warn('rows-not-understood', {
          marketplace: 'gittigidiyor',
          endpoint: 'getProducts',
          rows: nodes.length - rows.length,
        });
      const total = readTotal(textAt(result, 'productCount'));
      return { rows, received: nodes.length, total, more: false };
    },
  });
}

/** The product itself stands inside the row, under its own name (sheet §6.1: third child), or is the row. */
export function readProductRow(node: XmlNode, status: ListStatus): ProductRow | null {
  const productId = textAt(node, 'productId');
  if (productId === '') return null;
  const product = WireProduct.safeParse(nodeAt(node, 'product') ?? node);
  if (!product.success) return null;
  return { productId, itemId: textAt(node, 'itemId'), status, product: product.data };
}

function listingsOf(row: ProductRow, stock: ProductStock | undefined): readonly MarketplaceListing[] {
  const { product, productId, status } = row;
  const shared = {
    barcode: product.globalTradeItemNo.trim(),
    groupId: row.itemId || productId,
    productUrl: null,
    rawState: status,
    salePriceE4: stock?.salePriceE4 ?? product.buyNowPrice,
    listPriceE4: product.marketPrice,
  };
  const imageUrl = product.photos.find(({ url }) => url !== '')?.url ?? null;
  const variants = variantsOf(product.variantGroups);
  if (variants.length > 0)
    return variants.map(({ variant, title, image }) => {
      const quantity = variantQuantity(variant);
      return {
        ...shared,
        externalId: variantListingId(productId, variant['@variantId']!),
        title: title === '' ? product.title : `${product.title} ${title}`,
        stockCode: variant.stockCode,
        barcode: '',
        quantity,
        imageUrl: image ?? imageUrl,
        state: status === 'A' && quantity !== 0 ? 'on-sale' : 'off-sale',
      };
    });
  // What is sold is counted by getStockAndPrice alone: without it no figure is better than a wrong one.
  const quantity = stock === undefined ? null : stock.quantity;
  return [
    {
      ...shared,
      externalId: productId,
      title: product.title,
      stockCode: row.itemId,
      quantity,
      imageUrl,
      state: status === 'A' ? 'on-sale' : 'off-sale',
    },
  ];
}

function variantsOf(groups: readonly WireVariantGroup[]) {
  return groups.flatMap((group) =>
    group.variants
      .filter((variant) => variant['@variantId'] !== null)
      .map((variant) => ({
        variant,
        title: [
          group['@alias'].split(':').at(-1)!.trim(),
          ...variant.variantSpecs.map((spec) => spec['@value']),
        ]
          .filter((text) => text !== '')
          .join(' / '),
        image: group.photos.find(({ url }) => url !== '')?.url ?? null,
      })),
  );
}

function variantQuantity({ quantity, soldCount }: WireVariant): number | null {
  return quantity === null ? null : Math.max(0, quantity - (soldCount ?? 0));
}

/** Stock and price of these products; unknown ones are left out. `amount` counts what is sold (sheet §6.3). */
export async function readStock(
  client: GittiGidiyorClient,
  productIds: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, ProductStock>> {
  const found = new Map<string, ProductStock>();
  for (const chunk of inChunks([...new Set(productIds)], PAGE_ROWS)) {
    const result = await client.read(getStockAndPrice(chunk), options);
    for (const node of nodesAt(result, 'products', 'product')) {
      const row = WireStock.safeParse(node);
      if (!row.success || row.data.productId === null) continue;
      const { productId, amount, soldItemCount, buyNowPrice } = row.data;
      const sold = Math.max(0, soldItemCount ?? 0);
      const quantity = amount === null ? null : Math.max(0, amount - sold);
      found.set(productId, { productId, quantity, sold, salePriceE4: buyNowPrice });
    }
  }
  return found;
}

/** The variants of one product by their number. */
export async function readVariants(
  client: GittiGidiyorClient,
  productId: string,
  options: ReadOptions,
): Promise<ReadonlyMap<string, WireVariant>> {
  const result = await client.read(getProductVariants(productId), options);
  const groups = nodesAt(result, 'variantGroups', 'variantGroup').flatMap((node) => {
    const group = WireVariantGroup.safeParse(node);
    return group.success ? [group.data] : [];
  });
  const loose = nodesAt(result, 'variants', 'variant').flatMap((node) => {
    const variant = WireVariant.safeParse(node);
    return variant.success ? [variant.data] : [];
  });
  const variants = [...groups.flatMap((group) => group.variants), ...loose];
  return new Map(
    variants.flatMap((each) => (each['@variantId'] === null ? [] : [[each['@variantId'], each] as const])),
  );
}

/** The named listings as they are shown now, in the order asked for; unknown ones are left out. */
export async function readOffers(
  client: GittiGidiyorClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
  priority: number = PRIORITY.offers,
): Promise<readonly MarketplaceOffer[]> {
  const options = { priority, signal };
  const ids = [...new Set(externalIds)].map((externalId) => ({ externalId, ...readListingId(externalId) }));
  const known = ids.filter(({ productId }) => /^\d{1,19}$/.test(productId));
  if (known.length === 0) return [];
  const stock = await readStock(
    client,
    known.map(({ productId }) => productId),
    options,
  );
  const withVariants = new Set(
    known.flatMap(({ productId, variantId }) =>
      variantId !== null && stock.has(productId) ? [productId] : [],
    ),
  );
  const variants = new Map<string, ReadonlyMap<string, WireVariant>>();
  for (const productId of withVariants)
    variants.set(productId, await readVariants(client, productId, options));
  return known.flatMap(({ externalId, productId, variantId }) => {
    const product = stock.get(productId);
    if (product === undefined) return [];
    const variant = variantId === null ? undefined : variants.get(productId)?.get(variantId);
    if (variantId !== null && variant === undefined) return [];
    const quantity = variant === undefined ? product.quantity : variantQuantity(variant);
    // The price before a discount is not part of that answer.
    return [{ externalId, quantity, salePriceE4: product.salePriceE4, listPriceE4: null }];
  });
}
