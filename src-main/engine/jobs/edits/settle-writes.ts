import type { Problem } from '#contract/problem.ts';
import { listBegunWrites, type ShopWrite } from '../../cache/tables/shop-write.ts';
import type { EngineContext } from '../../context.ts';
import { judgeFailure, openEditShop, writeOptions, type EditShop } from './edit-shop.ts';
import { dropUnwanted, type Narrowed } from './leftovers.ts';
import { unchanged } from './pending-of-write.ts';
import { settleProduct } from './settle-product.ts';

/** What a step of writing came to. `products` are those whose rows in the shop may have changed. */
export type EditsWritten = {
  readonly written: number;
  readonly refused: number;
  readonly products: readonly string[];
  /** What keeps the shop from being written at all; the rest waits for it. */
  readonly shopProblem: Problem | null;
  /** What kept single products from being written. */
  readonly failed: readonly Problem[];
};

export const NOTHING_WRITTEN: EditsWritten = {
  written: 0,
  refused: 0,
  products: [],
  shopProblem: null,
  failed: [],
};

/**
 * Finds out what became of writes whose end is not known: asked again with the mark that was kept before their first
 * statement, the shop writes nothing twice. Asks nobody where there are none. Rejects with a `store/*` problem where
 * the shop can't be opened.
 */
export async function settleBegunWrites(context: EngineContext, signal: AbortSignal): Promise<EditsWritten> {
  const begun = listBegunWrites(context.database);
  if (begun.length === 0) return NOTHING_WRITTEN;
  const shop = await openEditShop(context);
  let [written, refused] = [0, 0];
  const products: string[] = [];
  const failed: Problem[] = [];
  for (const write of begun) {
    signal.throwIfAborted();
    try {
      const settled = await settleOne(context, shop, write);
      written += settled.written;
      refused += settled.refused;
      products.push(write.productId);
    } catch (error) {
      const failure = judgeFailure(context, write.productId, error);
      if (failure.reach === 'shop')
        return { written, refused, products, failed, shopProblem: failure.problem };
      failed.push(failure.problem);
    }
  }
  context.host.logger.info('edits-settled', { count: begun.length, failed: failed.length });
  return { written, refused, products, failed, shopProblem: null };
}

async function settleOne(
  context: EngineContext,
  shop: EditShop,
  begun: ShopWrite,
): Promise<{ readonly written: number; readonly refused: number }> {
  const { write, leftovers } = await stillWanted(context, shop, begun);
  const { productId, before, mark, changes } = write;
  if (changes.length === 0) return { written: leftovers, refused: 0 };
  const options = writeOptions(context, shop);
  const result = await shop.store.writeProduct({ productId, before, mark, changes }, options);
  const settled = settleProduct(context, { write, result, attempt: 'again' });
  return { written: settled.written + leftovers, refused: settled.refused };
}

/**
 * Everything, unless edits were changed or withdrawn since: then the shop is looked at first, and where the earlier
 * attempt did not come to its end, what is no longer wanted is not written late. The journal says so before the shop is
 * asked: found again, the mark must stand for what was asked with it.
 */
async function stillWanted(context: EngineContext, shop: EditShop, write: ShopWrite): Promise<Narrowed> {
  if (write.edits.every((edit) => unchanged(context, edit))) return { write, leftovers: 0 };
  const found = await shop.store.readUnfinishedWrite(write, writeOptions(context, shop));
  if (found === null) return { write, leftovers: 0 };
  const narrowed = dropUnwanted(context, write, found);
  context.events.changed('edits', 'products');
  return narrowed;
}
