import type { EngineContext } from '../../context.ts';

const queues = new WeakMap<EngineContext['database'], Map<string, Promise<unknown>>>();

/** Lets one thing at a time publish on a channel: a sync, a command and a poll never send the same item side by side. */
export function inPublishTurn<T>(
  { database }: EngineContext,
  channelId: string,
  work: () => Promise<T>,
): Promise<T> {
  const channels = queues.get(database) ?? new Map<string, Promise<unknown>>();
  queues.set(database, channels);
  const mine = (channels.get(channelId) ?? Promise.resolve()).then(work, work);
  channels.set(
    channelId,
    mine.catch(() => undefined),
  );
  return mine;
}
