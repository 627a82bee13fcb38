import type { EngineContext } from '../context.ts';

const queues = new WeakMap<EngineContext['database'], Promise<unknown>>();

/**
 * Lets one thing at a time read the shop into the cache or write orders to it. A reading that began before an order was
 * written would else bring back the stock from before, after the order has stopped counting as reserved.
 */
export function withShop<T>(context: EngineContext, work: () => Promise<T>): Promise<T> {
  const before = queues.get(context.database) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(
    context.database,
    mine.catch(() => undefined),
  );
  return mine;
}
