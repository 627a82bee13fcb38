import { problem, ProblemError } from '#contract/problem.ts';
import { findSheet, type SheetRow } from '../cache/tables/product-sheet.ts';
import type { EngineContext } from '../context.ts';
import { ensureSheet } from '../jobs/edits/ensure-sheet.ts';

/** So many sheets are read from the cache before others get their turn. */
const STEP = 200;
/** So many that were never read are asked of the shop one by one; more are a matter for a sync. */
const ASKED_AT_ONCE = 20;

/**
 * Hands over the sheets of these products in their order, without keeping anybody waiting. A few that were never read
 * are read from the shop now. Throws `product/not-read` where that does not help.
 */
export async function withSheets(
  context: EngineContext,
  productIds: readonly string[],
  use: (row: SheetRow) => void,
): Promise<void> {
  const { database, host } = context;
  let asked = 0;
  for (const [index, productId] of productIds.entries()) {
    if (index % STEP === STEP - 1) await host.clock.sleep(0);
    const known = findSheet(database, productId);
    if (known === null && asked < ASKED_AT_ONCE) {
      asked += 1;
      await ensureSheet(context, productId);
    }
    const row = known ?? findSheet(database, productId);
    if (row === null) throw new ProblemError(problem('product/not-read', { productId }));
    use(row);
  }
}
