import { problem, ProblemError } from '#contract/problem.ts';
import type { BatchReport, MarketplaceConnection, OfferUpdate, SubmitResult } from '../kit/port.ts';
import {
  updateMarketPrice,
  updatePrice,
  updateStock,
  updateStockAndActivateProduct,
  updateVariantStock,
} from './api.ts';
import { readBatchName, type Outcome } from './batch-id.ts';
import type { GittiGidiyorClient, ReadOptions } from './client.ts';
import { itemProblem, NAME } from './errors.ts';
import { gittigidiyorLimits } from './limits.ts';
import { readListingId } from './listing-id.ts';
import { readStock, readVariants, type ProductStock } from './read-listings.ts';
import type { WireVariant } from './wire.ts';
import { writeOneByOne, type SendOne } from './write-one-by-one.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/** All that one request wants of one product: its own stock or its variants', and the one price that all of them have. */
type ProductWish = { readonly productId: string; readonly items: readonly OfferUpdate[] };

const GONE = 'Ürün bulunamadı (product not found)';
const ONE_PRICE = 'Bir ürünün bütün varyantlarının fiyatı aynıdır (one price for all variants of a product)';

/**
 * Absolute stock and prices, one call each: lower stock first, then prices. What was sold is read first, because their
 * figures of stock count it.
 */
export async function updateStockAndPrice(
  client: GittiGidiyorClient,
  items: readonly OfferUpdate[],
  options: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  const reading = { priority: options.priority, signal: options.signal };
  const byProduct = Map.groupBy(items, ({ externalId }) => readListingId(externalId).productId);
  const wishes = [...byProduct].map(([productId, wanted]) => ({ productId, items: wanted }));
  const stock = await readStock(
    client,
    wishes.map(({ productId }) => productId).filter((id) => /^\d{1,19}$/.test(id)),
    reading,
  );
  return writeOneByOne(
    client,
    wishes,
    (wish, send) => writeProduct(client, { wish, stock: stock.get(wish.productId), send, reading }),
    options,
  );
}

async function writeProduct(
  client: GittiGidiyorClient,
  work: {
    readonly wish: ProductWish;
    readonly stock: ProductStock | undefined;
    readonly send: SendOne;
    readonly reading: ReadOptions;
  },
): Promise<readonly Outcome[]> {
  const { wish, stock, send, reading } = work;
  if (stock === undefined) return wish.items.map((item) => refused(item, [GONE]));
  const hasVariants = wish.items.some(({ externalId }) => readListingId(externalId).variantId !== null);
  const variants = hasVariants ? await readVariants(client, wish.productId, reading) : null;
  const quantities: Outcome[] = [];
  for (const item of wish.items)
    quantities.push(await writeQuantity(client, { item, stock, variants, send, reading }));
  const priced = await writePrice({ ...wish, variants, stock, send });
  return quantities.map((outcome) =>
    outcome.refused === null && priced !== null && hasPrice(outcome)
      ? { ...outcome, refused: priced }
      : outcome,
  );
}

async function writeQuantity(
  client: GittiGidiyorClient,
  work: {
    readonly item: OfferUpdate;
    readonly stock: ProductStock;
    readonly variants: ReadonlyMap<string, WireVariant> | null;
    readonly send: SendOne;
    readonly reading: ReadOptions;
  },
): Promise<Outcome> {
  const { item, stock, variants, send } = work;
  const { productId, variantId } = readListingId(item.externalId);
  const variant = variantId === null ? undefined : variants?.get(variantId);
  if (variantId !== null && variant === undefined) return refused(item, [GONE]);
  const { quantity } = item;
  if (quantity === null) return { ...item, refused: null };
  if (variantId !== null) {
    const call = updateVariantStock({ productId, variantId }, quantity, variant?.soldCount ?? 0);
    return outcomeOf(item, await send(call));
  }
  const soldOut = stock.quantity === 0;
  if (!soldOut || quantity === 0)
    return outcomeOf(item, await send(updateStock(productId, quantity, stock.sold)));
  return reopen(client, work, quantity);
}

/**
 * A product that is sold out has been closed (sheet §6.2). Whether its sold pieces count on after it is put back is not
 * documented: the bare quantity goes first, which shows too few at worst, and is topped up where too few are seen.
 */
async function reopen(
  client: GittiGidiyorClient,
  {
    item,
    stock,
    send,
    reading,
  }: {
    readonly item: OfferUpdate;
    readonly stock: ProductStock;
    readonly send: SendOne;
    readonly reading: ReadOptions;
  },
  quantity: number,
): Promise<Outcome> {
  const { productId } = stock;
  const opened = outcomeOf(item, await send(updateStockAndActivateProduct(productId, quantity)));
  if (opened.refused !== null) return opened;
  const seen = (await readStock(client, [productId], reading)).get(productId);
  if (seen === undefined || seen.quantity === null || seen.quantity >= quantity || seen.sold === 0)
    return opened;
  return outcomeOf(item, await send(updateStock(productId, quantity, seen.sold)));
}

/** Null where nothing was refused. A price of the product is one for all its variants, so it goes only when all of them mean it. */
async function writePrice(
  work: ProductWish & {
    readonly stock: ProductStock;
    readonly variants: ReadonlyMap<string, WireVariant> | null;
    readonly send: SendOne;
  },
): Promise<readonly string[] | null> {
  const priced = work.items.filter(hasPrice);
  const [first] = priced;
  if (first === undefined) return null;
  const agree = priced.every(
    ({ salePriceE4, listPriceE4 }) => salePriceE4 === first.salePriceE4 && listPriceE4 === first.listPriceE4,
  );
  const unchanged = first.salePriceE4 === work.stock.salePriceE4 && first.listPriceE4 === null;
  const all = work.variants === null || priced.length === work.variants.size;
  if (!agree || !(all || unchanged)) return [ONE_PRICE];
  const { salePriceE4, listPriceE4 } = first;
  const variantIds = [...(work.variants?.keys() ?? [])];
  if (salePriceE4 !== null) {
    const sent = await work.send(updatePrice(work.productId, salePriceE4, variantIds));
    if (sent.kind === 'refused') return sent.words;
  }
  // A strike-through price below or at the price would be none.
  if (listPriceE4 === null || (salePriceE4 !== null && listPriceE4 <= salePriceE4)) return null;
  const beside = { salePriceE4: salePriceE4 ?? work.stock.salePriceE4, variantIds };
  const sent = await work.send(updateMarketPrice(work.productId, listPriceE4, beside));
  return sent.kind === 'refused' ? sent.words : null;
}

function hasPrice({ salePriceE4, listPriceE4 }: Pick<OfferUpdate, 'salePriceE4' | 'listPriceE4'>): boolean {
  return salePriceE4 !== null || listPriceE4 !== null;
}

export function outcomeOf(item: OfferUpdate, sent: Awaited<ReturnType<SendOne>>): Outcome {
  return { ...item, refused: sent.kind === 'refused' ? sent.words : null };
}

function refused(item: OfferUpdate, words: readonly string[]): Outcome {
  return { ...item, refused: words };
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = gittigidiyorLimits;
  if (items.length === 0 || items.length > itemsPerRequest)
    throw new RangeError(`${items.length} items in one request`);
  if (new Set(items.map(({ externalId }) => externalId)).size !== items.length)
    throw new RangeError('one listing stands twice');
  for (const { quantity, salePriceE4, listPriceE4 } of items) {
    if (quantity === null && salePriceE4 === null && listPriceE4 === null)
      throw new RangeError('an item without a value');
    if (quantity !== null && !(Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity))
      throw new RangeError(`a quantity out of bounds: ${quantity}`);
  }
}

/** What became of each item: known when it was sent. `channel/batch-lost` for a name that is none of this adapter's. */
export async function readBatch(batchId: string): Promise<BatchReport> {
  const outcomes = readBatchName(batchId);
  if (outcomes === null) throw new ProblemError(problem('channel/batch-lost', { marketplace: NAME }));
  return {
    final: true,
    items: outcomes.map(({ refused: words, ...item }) => ({
      ...item,
      state: words === null ? ('done' as const) : ('failed' as const),
      problem: words === null ? null : itemProblem(words),
    })),
  };
}
