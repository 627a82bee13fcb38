import { problem, ProblemError } from '#contract/problem.ts';
import { numberOf } from '../session/queryable.ts';
import type { Writer } from '../session/queryable.ts';

const WAIT_SECONDS = 5;

/**
 * Runs one piece of writing under a server-wide lock, which works on every engine and needs no right. When the work
 * fails the lock is not released here: the session drops the connection, and with it go the lock and any transaction.
 */
export async function underLock<T>(writer: Writer, name: string, work: () => Promise<T>): Promise<T> {
  const [row] = await writer.rows('SELECT GET_LOCK(?, ?) AS got', [name, WAIT_SECONDS]);
  if (numberOf(row ?? {}, 'got') !== 1) {
    throw new ProblemError(problem('store/busy', {}, 'another program is writing the same order or product'));
  }
  const result = await work();
  await writer.rows('SELECT RELEASE_LOCK(?) AS released', [name]);
  return result;
}
