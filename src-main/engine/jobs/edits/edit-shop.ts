import { isProblemError, problem, ProblemError, type Problem, type ProblemCode } from '#contract/problem.ts';
import { cacheProblem } from '../../cache/cache-problem.ts';
import { readStoreRow, writeStoreProblem } from '../../cache/tables/store.ts';
import type { EngineContext } from '../../context.ts';
import { concernsWholeShop } from '../../orders/import-retry.ts';
import type { ReadOptions, StorePort, WriteOptions } from '../../store/port.ts';

/** The connected shop, with the settings that it is read and written by. */
export type EditShop = { readonly store: StorePort; readonly settings: ReadOptions['settings'] };

/** Rejects with a `store/*` problem where no shop is connected or it can't be opened. */
export async function openEditShop(context: EngineContext): Promise<EditShop> {
  const row = readStoreRow(context.database);
  if (row === null) throw new ProblemError(problem('store/not-connected'));
  return { store: await context.store.open(), settings: row.settings };
}

/** Without a signal: a product that is being written is finished, whoever cancels; cancelling falls between two. */
export function writeOptions(context: EngineContext, shop: EditShop): WriteOptions {
  return { settings: shop.settings, reach: (point) => context.host.reach(point) };
}

/**
 * What became of a try: `shop` ends the run, because the next product would meet the same; `product` leaves this one for
 * later. Missing rights are a matter of the tables that a product's fields stand in: the next one may need others.
 */
export type Failure = { readonly reach: 'shop' | 'product'; readonly problem: Problem };

/** Throws what concerns neither the shop nor the product: a cache in trouble, a cancelled run. */
export function judgeFailure(context: EngineContext, productId: string, error: unknown): Failure {
  const ofCache = cacheProblem(error);
  if (ofCache?.problem.code.startsWith('cache/')) throw ofCache;
  if (isProblemError(error)) {
    if (error.problem.code === 'sync/cancelled') throw error;
    return { reach: endsRun(error.problem.code) ? 'shop' : 'product', problem: error.problem };
  }
  // A product whose writing meets a bug of ours must not stop the others; its edits wait.
  context.host.logger.error('edit-not-written', {
    productId,
    error: error instanceof Error ? error.name : 'unknown',
    stack: error instanceof Error ? (error.stack ?? '') : '',
  });
  return { reach: 'product', problem: problem('engine/bug', { command: 'edits' }) };
}

/**
 * Keeps in the shop's state what a run of edits met: that it can't be reached, or that it answers again. Problems of
 * another kind are left to whoever found them.
 */
export function noteShopState({ database, events }: EngineContext, met: Problem | null): void {
  const known = readStoreRow(database)?.problem ?? null;
  const changed =
    met === null ? known !== null && endsRun(known.code) : met.code.startsWith('store/') && endsRun(met.code);
  if (changed && writeStoreProblem(database, met)) events.changed('store');
}

function endsRun(code: ProblemCode): boolean {
  if (code === 'store/too-few-rights') return false;
  return concernsWholeShop(code) || code.startsWith('store/tunnel');
}
