import { problem } from '#contract/problem.ts';
import { attemptsInState, finishAttempt } from '../cache/tables/attempt.ts';
import { leasedRows, moveRows, outboxRowsOfAttempt, returnToWaiting } from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';

export type Reclaimed = { readonly returned: number; readonly unknown: number };

/**
 * Takes back what an earlier run, or a run that ended in a fault, left under way. Nobody else sends from this cache (its
 * file is locked to one program, and a channel is pushed by one run at a time), so whatever is leased now is left over:
 * with an intent written down it may have arrived and is known to be unknown; without one nothing ever left.
 * `channelId` null means every channel, reports on orders included: only right when nothing runs yet.
 */
export function reclaimLeases(context: EngineContext, channelId: string | null): Reclaimed {
  const { database, host } = context;
  return transact(database, () => {
    const at = host.clock.now();
    const why = problem('channel/outcome-unknown');
    let unknown = 0;
    for (const attempt of attemptsInState(database, { channelId, state: 'intent' })) {
      if (channelId !== null && attempt.kind !== 'offers') continue;
      finishAttempt(database, { attemptId: attempt.attemptId, state: 'unknown', problem: why, at });
      const rows = outboxRowsOfAttempt(database, attempt.attemptId).filter((row) => row.state === 'leased');
      unknown += moveRows(database, 'unknown', {
        outboxIds: rows.map((row) => row.outboxId),
        at,
        problem: why,
      });
    }
    const left = leasedRows(database, channelId);
    returnToWaiting(database, {
      outboxIds: left.map((row) => row.outboxId),
      at,
      notBefore: at,
      countsAs: 'not-tried',
    });
    return { returned: left.length, unknown };
  });
}
