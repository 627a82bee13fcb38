import type { EngineContext } from '../context.ts';

const last = new WeakMap<EngineContext['database'], Map<string, Promise<void>>>();

/** Runs what concerns one order, return or question one after another: the second sees what the first has changed. */
export async function inTurn<T>(
  { database }: EngineContext,
  subject: string,
  run: () => Promise<T>,
): Promise<T> {
  const waiting = last.get(database) ?? new Map<string, Promise<void>>();
  last.set(database, waiting);
  const before = waiting.get(subject);
  const mine = Promise.withResolvers<void>();
  waiting.set(subject, mine.promise);
  try {
    await before;
    return await run();
  } finally {
    mine.resolve();
    if (waiting.get(subject) === mine.promise) waiting.delete(subject);
  }
}
