import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import {
  getProduct,
  insertAndActivateProduct,
  productListCall,
  updateProduct,
  type GittiGidiyorCall,
} from './api.ts';
import type { Outcome } from './batch-id.ts';
import type { GittiGidiyorClient, ReadOptions } from './client.ts';
import { NAME } from './errors.ts';
import { readListingId } from './listing-id.ts';
import { gittigidiyorLimits } from './limits.ts';
import { productBody } from './product-body.ts';
import { readProductRow, readStock } from './read-listings.ts';
import { nodeAt, nodesAt, textAt } from './xml-fields.ts';
import { writeOneByOne } from './write-one-by-one.ts';

const CODE_TAKEN = 'Bu ürün kodu zaten listeli (itemId is in use)';
const CHANGES_PRICE = 'Varyantların fiyatı aynı olmalı (variants of a product have one price)';
const NOT_THERE = 'Ürün bulunamadı (product not found)';
const VARIANT_ALONE = 'Tek bir varyant kapatılamaz; stoku sıfırlanır (a variant alone can’t be ended)';

/**
 * Lists new products; drafts of one `groupId` are the variants of one. The shop's own code (of a product with variants: the
 * group) goes along as `itemId`, and what is there under it already is not made again.
 */
export async function createListings(
  client: GittiGidiyorClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const reading = { priority: options.priority, signal: options.signal };
  return writeOneByOne(
    client,
    productsOf(drafts),
    async (members, send) => {
      const itemId = ownCode(members);
      if ((await findProduct(client, { itemId }, reading)) !== null)
        return members.map((draft) => outcome(draft, [CODE_TAKEN]));
      const [first] = members as readonly [ListingDraft, ...ListingDraft[]];
      if (members.some(({ salePriceE4 }) => salePriceE4 !== first.salePriceE4))
        return members.map((draft) => outcome(draft, [CHANGES_PRICE]));
      const body = productBody(members, {
        buyNowPrice: first.salePriceE4,
        marketPrice: first.listPriceE4,
        productCount: members.reduce((sum, { quantity }) => sum + quantity, 0),
      });
      const sent = await send(insertAndActivateProduct(itemId, body));
      return members.map((draft) => outcome(draft, sent.kind === 'refused' ? sent.words : null));
    },
    options,
  );
}

/** Texts, images and specs of one-piece products. Price and stock go along as they stand there, since the service wants all of it. */
export async function updateContent(
  client: GittiGidiyorClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const reading = { priority: options.priority, signal: options.signal };
  return writeOneByOne(
    client,
    productsOf(drafts),
    async (members, send) => {
      const itemId = ownCode(members);
      const found = await findProduct(client, { itemId }, reading);
      const stock =
        found === null
          ? undefined
          : (await readStock(client, [found.productId], reading)).get(found.productId);
      const price = stock?.salePriceE4 ?? null;
      if (found === null || stock === undefined || price === null || stock.quantity === null)
        return members.map((draft) => outcome(draft, [NOT_THERE]));
      if (members.length > 1 || found.hasVariants)
        return members.map((draft) => outcome(draft, [VARIANTS_BY_HAND]));
      const body = productBody(members, {
        buyNowPrice: price,
        marketPrice: found.marketPriceE4,
        productCount: stock.quantity + stock.sold,
      });
      const call = updateProduct({ productId: found.productId, itemId }, body, {
        onSale: stock.quantity > 0,
        soldBefore: stock.sold,
      });
      const sent = await send(call);
      return members.map((draft) => outcome(draft, sent.kind === 'refused' ? sent.words : null));
    },
    options,
  );
}

/** What changes a variant's texts without its stock is documented nowhere (operation codes of variants, sheet §12). */
const VARIANTS_BY_HAND =
  'Varyantlı ürünün içeriği stoka dokunmadan değiştirilemez (content of variants can’t be changed without their stock)';

/** Ends, relists or deletes whole products, one request for all; those that the answer names are done. */
export async function manageProducts(
  client: GittiGidiyorClient,
  endpoint: 'finishEarlyProducts' | 'relistProducts' | 'deleteProducts',
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const ids = [...new Set(externalIds)].map((externalId) => ({ externalId, ...readListingId(externalId) }));
  const whole = ids.filter(({ variantId }) => variantId === null);
  const partial = ids.filter(({ variantId }) => variantId !== null);
  const refusals = partial.map(({ externalId }) => managed(externalId, [VARIANT_ALONE]));
  return writeOneByOne(
    client,
    [whole],
    async (members, send) => {
      if (members.length === 0) return refusals;
      const call: GittiGidiyorCall = productListCall(
        endpoint,
        members.map(({ productId }) => productId),
      );
      const sent = await send(call);
      if (sent.kind === 'refused')
        return [...refusals, ...members.map(({ externalId }) => managed(externalId, sent.words))];
      const named = nodesAt(sent.result, 'productIdList', 'productId').map((node) => textAt(node));
      // An answer without a list speaks for all of them; relisting gives new numbers, as many as were done.
      const everyone =
        nodeAt(sent.result, 'productIdList') === undefined ||
        (endpoint === 'relistProducts' && named.length >= members.length);
      const done = (productId: string): boolean => everyone || named.includes(productId);
      return [
        ...refusals,
        ...members.map(({ externalId, productId }) =>
          managed(externalId, done(productId) ? null : [textAt(sent.result, 'result') || NOT_THERE]),
        ),
      ];
    },
    options,
  );
}

/** Null where the marketplace has none under this code. */
async function findProduct(
  client: GittiGidiyorClient,
  id: { readonly itemId: string },
  options: ReadOptions,
): Promise<{
  readonly productId: string;
  readonly marketPriceE4: number | null;
  readonly hasVariants: boolean;
} | null> {
  try {
    const result = await client.read(getProduct(id), options);
    const row = readProductRow(nodeAt(result, 'productDetail') ?? result, 'A');
    if (row === null) throw new ProblemError(problem('channel/not-understood', { marketplace: NAME }));
    return {
      productId: row.productId,
      marketPriceE4: row.product.marketPrice,
      hasVariants: row.product.variantGroups.length > 0,
    };
  } catch (error) {
    // A refusal in words to "which product is this" is "none"; which words it has was never published.
    if (isProblemError(error) && error.problem.code === 'channel/request-refused') return null;
    throw error;
  }
}

function productsOf(drafts: readonly ListingDraft[]): readonly (readonly ListingDraft[])[] {
  return [...Map.groupBy(drafts, ({ groupId, stockCode }) => groupId || stockCode).values()];
}

function ownCode(members: readonly ListingDraft[]): string {
  const [first] = members as readonly [ListingDraft, ...ListingDraft[]];
  return members.length === 1 ? first.stockCode : first.groupId;
}

function outcome(draft: ListingDraft, refused: readonly string[] | null): Outcome {
  const { stockCode, quantity, salePriceE4, listPriceE4 } = draft;
  return { externalId: stockCode, quantity, salePriceE4, listPriceE4, refused };
}

function managed(externalId: string, refused: readonly string[] | null): Outcome {
  return { externalId, quantity: null, salePriceE4: null, listPriceE4: null, refused };
}

function assertDrafts(drafts: readonly ListingDraft[]): void {
  const most = gittigidiyorLimits.draftsPerRequest!;
  if (drafts.length === 0 || drafts.length > most)
    throw new RangeError(`${drafts.length} drafts in one request`);
  if (new Set(drafts.map(({ stockCode }) => stockCode)).size !== drafts.length)
    throw new RangeError('one stock code stands twice');
}
