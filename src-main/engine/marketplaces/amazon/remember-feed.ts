import type { BatchReportItem } from '../kit/port.ts';
import type { SentItem } from './batch-id.ts';
import type { AmazonClient } from './client.ts';

/** What a feed's own report said; `done` false for a feed that Amazon gave up or called off. */
export type FeedReport = { readonly done: boolean; readonly refused: readonly BatchReportItem[] };

/** What a feed carried and what of it has been seen since, for as long as this program runs. */
export type FeedMemory = {
  /** SKUs in the order of the feed's messages: the first one's `messageId` is 1. */
  readonly order: readonly string[];
  /** Not seen on Amazon's side yet, by SKU; and those that were. */
  readonly open: Map<string, SentItem>;
  readonly shown: Map<string, SentItem>;
  /** Its report, once it is there: documents may be asked for once in three quarters of a minute. */
  report: FeedReport | null;
  /** Monotonic milliseconds of when its report was first read; null before. */
  reportedAt: number | null;
};

const memories = new WeakMap<AmazonClient, Map<string, FeedMemory>>();

/** No account has more feeds on their way than its limits allow in a day. */
const KEPT_AT_MOST = 500;

export function rememberFeed(client: AmazonClient, batchId: string, items: readonly SentItem[]): void {
  const known = memories.get(client) ?? new Map<string, FeedMemory>();
  memories.set(client, known);
  known.set(batchId, {
    order: items.map(({ sku }) => sku),
    open: new Map(items.map((item) => [item.sku, item])),
    shown: new Map(),
    report: null,
    reportedAt: null,
  });
  const [oldest] = known.keys();
  if (known.size > KEPT_AT_MOST && oldest !== undefined) known.delete(oldest);
}

/** The SKU of a message of the feed; null where the number is none of its messages'. */
export function skuOfMessage({ order }: FeedMemory, messageId: number | null): string | null {
  return messageId === null ? null : (order[messageId - 1] ?? null);
}

/** Null after a restart: then the feed's report is all there is, and what it does not name is read back. */
export function recallFeed(client: AmazonClient, batchId: string): FeedMemory | null {
  return memories.get(client)?.get(batchId) ?? null;
}
