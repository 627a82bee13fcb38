import { Topic, type EngineEvent } from '#contract/events.ts';
import type { EventHub } from '../context.ts';
import type { Clock } from '../host.ts';

/** A listener that reads slower than things happen keeps at most this many events; then the oldest fall away. */
const QUEUE_LIMIT = 200;
const COALESCE_MS = 100;

type Listener = { readonly queue: EngineEvent[]; wake: () => void };

/**
 * Broadcasts what changed to every listener. Events carry no data that could be missed: whoever lost some is told to
 * read everything again by one `changed` event with all topics.
 */
export function createEventHub(clock: Clock): EventHub {
  const listeners = new Set<Listener>();
  const pending = new Set<Topic>();
  let flushing = false;

  const publish = (event: EngineEvent): void => {
    for (const listener of listeners) enqueue(listener, event);
  };

  const flushSoon = async (): Promise<void> => {
    await clock.sleep(COALESCE_MS);
    flushing = false;
    const topics = [...pending];
    pending.clear();
    publish({ type: 'changed', topics });
  };

  return {
    publish,
    changed: (...topics) => {
      for (const topic of topics) pending.add(topic);
      if (flushing) return;
      flushing = true;
      void flushSoon();
    },
    subscribe: (signal) => listen(listeners, clock, signal),
  };
}

function enqueue(listener: Listener, event: EngineEvent): void {
  if (listener.queue.length >= QUEUE_LIMIT) {
    listener.queue.length = 0;
    listener.queue.push({ type: 'changed', topics: [...Topic.options] });
  }
  listener.queue.push(event);
  listener.wake();
}

async function* listen(
  listeners: Set<Listener>,
  clock: Clock,
  signal?: AbortSignal,
): AsyncGenerator<EngineEvent, void, void> {
  let wake: (() => void) | null = null;
  const listener: Listener = { queue: [], wake: () => wake?.() };
  const stop = (): void => wake?.();
  listeners.add(listener);
  signal?.addEventListener('abort', stop);
  try {
    yield { type: 'hello', at: new Date(clock.now()).toISOString() };
    while (!signal?.aborted) {
      const next = listener.queue.shift();
      if (next) {
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (signal?.aborted || listener.queue.length > 0) resolve();
      });
      wake = null;
    }
  } finally {
    listeners.delete(listener);
    signal?.removeEventListener('abort', stop);
  }
}
