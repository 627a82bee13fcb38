import type { EngineContext } from '../context.ts';

type Turn<T> = { readonly running: Promise<T>; waiting: Promise<T> | null };

const turns = new WeakMap<EngineContext['database'], Map<string, Turn<unknown>>>();

/**
 * Lets one thing at a time plan a channel. Whoever asks while a planning runs gets the one after it, which sees what made
 * them ask; all who ask meanwhile share that one.
 */
export function inPlanTurn<T>(
  { database }: EngineContext,
  channelId: string,
  work: () => Promise<T>,
): Promise<T> {
  let ofCache = turns.get(database);
  if (!ofCache) turns.set(database, (ofCache = new Map()));
  const channels = ofCache;
  // Every turn of a channel is of the same work, and so of the same type.
  const turn = channels.get(channelId) as Turn<T> | undefined;
  if (!turn) return begin(channels, channelId, work);
  turn.waiting ??= turn.running.then(
    () => begin(channels, channelId, work),
    () => begin(channels, channelId, work),
  );
  return turn.waiting;
}

function begin<T>(
  channels: Map<string, Turn<unknown>>,
  channelId: string,
  work: () => Promise<T>,
): Promise<T> {
  const running = work().finally(() => {
    // The one that waits puts itself in its place.
    if (channels.get(channelId) === turn) channels.delete(channelId);
  });
  const turn: Turn<T> = { running, waiting: null };
  channels.set(channelId, turn);
  return running;
}

/** Resolves when no planning runs any more; how each of them ended is for whoever asked for it. */
export async function plansEnded({ database }: EngineContext): Promise<void> {
  for (;;) {
    const open = [...(turns.get(database)?.values() ?? [])].map(({ running, waiting }) => waiting ?? running);
    if (open.length === 0) return;
    await Promise.allSettled(open);
  }
}
