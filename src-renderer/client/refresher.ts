import type { QueryClient } from '@tanstack/react-query';
import type { Topic } from '#contract/events.ts';

const GATHER_MS = 250;

/** The parts of the contract whose answers a topic makes stale. */
const STALE_BY_TOPIC: Readonly<Record<Topic, readonly string[]>> = {
  store: ['shop', 'overview', 'listings', 'products', 'codes'],
  channels: ['channels', 'overview'],
  listings: ['listings', 'channels', 'overview'],
  links: ['links', 'listings', 'channels', 'overview'],
  plan: ['plan', 'listings', 'channels', 'overview'],
  orders: ['orders', 'channels', 'overview'],
  activity: ['activity', 'sync', 'overview'],
  settings: ['settings'],
  products: ['products', 'listings', 'codes'],
  edits: ['edits', 'products', 'overview'],
  catalogue: ['catalogue', 'mapping', 'publishing'],
  publishing: ['publishing', 'listings', 'overview'],
  returns: ['returns', 'overview'],
  questions: ['questions', 'overview'],
  settlements: ['settlements'],
};

/** Has queries read again; many calls within a quarter of a second become one. */
export type Refresher = {
  readonly topics: (topics: readonly Topic[]) => void;
  readonly everything: () => void;
};

export function createRefresher(queryClient: QueryClient): Refresher {
  const stale = new Set<string>();
  let everything = false;
  let timer: number | null = null;
  const flush = (): void => {
    timer = null;
    const parts = new Set(stale);
    const all = everything;
    stale.clear();
    everything = false;
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => {
        // oRPC's keys begin with the path of the procedure: [['plan', 'summary'], …].
        const path = queryKey[0];
        return all || (Array.isArray(path) && parts.has(String(path[0])));
      },
    });
  };
  const schedule = (): void => {
    timer ??= window.setTimeout(flush, GATHER_MS);
  };
  return {
    topics(topics) {
      for (const topic of topics) for (const part of STALE_BY_TOPIC[topic]) stale.add(part);
      schedule();
    },
    everything() {
      everything = true;
      schedule();
    },
  };
}
