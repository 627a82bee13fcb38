import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import { readStoreRow, writeStoreProblem, writeStoreReport } from '../cache/tables/store.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { withShop } from './shop-lock.ts';

/**
 * Looks at the connected shop again and keeps what was found. A shop that can't be looked at leaves the last report as
 * it is and the reason as the shop's problem, so that whoever asks reads both.
 *
 * Rejects with `store/not-connected` while there is no shop.
 */
export async function checkShop(context: EngineContext, signal?: AbortSignal): Promise<void> {
  const { database, events } = context;
  const before = readStoreRow(database);
  if (before === null) throw new ProblemError(problem('store/not-connected'));
  await withShop(context, async () => {
    try {
      const store = await context.store.open();
      const report = await store.inspect(signal);
      transact(database, () => {
        // Another shop may have been connected while this one was being looked at.
        if (readStoreRow(database)?.connectedAt !== before.connectedAt) return;
        writeStoreReport(database, report);
        writeStoreProblem(database, null);
      });
    } catch (error) {
      if (!isProblemError(error) || !concernsShop(error.problem.code)) throw error;
      writeStoreProblem(database, error.problem);
    }
  });
  events.changed('store');
}

/** The shop itself, or the password that opens it. */
function concernsShop(code: string): boolean {
  return code.startsWith('store/') || code.startsWith('vault/');
}
