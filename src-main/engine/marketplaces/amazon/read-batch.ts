import { problem, ProblemError } from '#contract/problem.ts';
import type { BatchReport, BatchReportItem } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { readBatchName, type Batch, type SentItem } from './batch-id.ts';
import type { AmazonClient } from './client.ts';
import { showsMark } from './content-mark.ts';
import { isError, issueProblem, NAME } from './errors.ts';
import { readFeedReport } from './feed.ts';
import { heldProblem } from './offers.ts';
import { figuresOf, readItems } from './read-listings.ts';
import { recallFeed } from './remember-feed.ts';
import { WireIssue, type WireItem } from './wire.ts';

/** "Minutes later" (sheet §6.3): so long an error of before may still stand beside a new value. */
const ISSUES_COUNT_AFTER_MS = 10 * 60_000;

/** After a feed's report: what is not shown by then is for reading back, not for waiting. */
const SHOWN_WITHIN_MS = 45 * 60_000;

type Sent = Exclude<Batch, { readonly kind: 'feed' }>;

/**
 * What became of a group. ACCEPTED is queued, not applied: an item is done when Amazon shows what was sent, and open until
 * then. `channel/batch-lost` for a feed that is no longer kept (28 days), or a name that is none.
 */
export async function readBatch(
  client: AmazonClient,
  batchId: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const batch = readBatchName(batchId);
  if (batch === null)
    throw new ProblemError(
      problem('channel/batch-lost', { marketplace: NAME, batchId: batchId.slice(0, 80) }),
    );
  if (batch.kind === 'feed') return readFeed(client, { ...batch, batchId }, signal);
  const waiting = batch.items.filter(({ refused, held }) => !refused && held === undefined);
  const standing = await readItems(
    client,
    waiting.map(({ sku }) => sku),
    { priority: PRIORITY.batch, signal },
  );
  const items = batch.items
    .map((item) => settle(client, batch, item, standing.get(item.sku)))
    // A family's parent was nobody's draft: nobody waits for it, but a refusal of it explains those of its children.
    .filter(
      ({ state, salePriceE4 }) => batch.kind !== 'create' || salePriceE4 !== null || state === 'failed',
    );
  return { final: items.every(({ state }) => state !== 'open'), items };
}

/**
 * Refused ones by the report, the others when Amazon shows them. Once nobody remembers what the feed carried, a final report
 * without them sends them to be read back.
 */
async function readFeed(
  client: AmazonClient,
  { feedId, held, batchId }: Extract<Batch, { readonly kind: 'feed' }> & { readonly batchId: string },
  signal?: AbortSignal,
): Promise<BatchReport> {
  const memory = recallFeed(client, batchId);
  const report = memory?.report ?? (await readFeedReport(client, { feedId, memory }, signal));
  // Given up on before its turn, its figures would be carried out after those of its successor.
  if (report === null) return { final: false, underWay: true, items: [] };
  const items = [...held.map((item) => failed(item, heldProblem(item))), ...report.refused];
  if (memory === null || !report.done) return { final: true, items };
  const { clock } = client.context;
  memory.report = report;
  memory.reportedAt ??= clock.monotonic();
  for (const { externalId } of report.refused) memory.open.delete(externalId);
  const standing = await readItems(client, [...memory.open.keys()], { priority: PRIORITY.batch, signal });
  const sent: Sent = { kind: 'offers', at: clock.now(), items: [] };
  for (const [sku, item] of memory.open) {
    if (!isDone(client, sent, item, standing.get(sku))) continue;
    memory.open.delete(sku);
    memory.shown.set(sku, item);
  }
  // Told once more with every poll: whoever asks may have lost the last answer.
  const done = [...memory.shown.values()].map((item) => ({
    ...told(item),
    state: 'done' as const,
    problem: null,
  }));
  const over = clock.monotonic() - memory.reportedAt > SHOWN_WITHIN_MS;
  if (over || memory.open.size === 0) return { final: true, items: [...items, ...done] };
  const open = [...memory.open.values()].map((item) => ({
    ...told(item),
    state: 'open' as const,
    problem: null,
  }));
  return { final: false, items: [...items, ...done, ...open] };
}

function settle(
  client: AmazonClient,
  batch: Sent,
  item: SentItem,
  standing: WireItem | undefined,
): BatchReportItem {
  if (item.held !== undefined) return failed(item, heldProblem(item));
  if (item.refused) return failed(item, issueProblem(item.refused.map(issueOf)));
  const done = isDone(client, batch, item, standing);
  if (done) return { ...told(item), state: 'done', problem: null };
  const late = client.context.clock.now() - batch.at > ISSUES_COUNT_AFTER_MS;
  const errors = late || batch.kind === 'create' ? (standing?.issues ?? []).filter(isError) : [];
  return errors.length > 0
    ? failed(item, issueProblem(errors))
    : { ...told(item), state: 'open', problem: null };
}

function isDone(
  client: AmazonClient,
  { kind, at }: Sent,
  item: SentItem,
  standing: WireItem | undefined,
): boolean {
  if (kind === 'delete') return standing === undefined;
  if (standing === undefined) return false;
  // A new listing is there when it has its page in the catalogue.
  if (kind === 'create') return standing.summaries.some(({ asin }) => asin !== '');
  if (kind === 'content') {
    if (item.mark !== undefined && showsMark(item.mark, standing.attributes)) return true;
    // Written in another way than sent: then the time of its last update tells, once it has had time enough.
    const updated = standing.summaries.some(({ lastUpdatedDate }) => (lastUpdatedDate ?? 0) >= at);
    return updated && client.context.clock.now() - at > ISSUES_COUNT_AFTER_MS;
  }
  const shown = figuresOf(client, standing);
  return (
    (item.quantity === null || shown.quantity === item.quantity) &&
    (item.priceE4 === null || shown.salePriceE4 === item.priceE4)
  );
}

function failed(item: SentItem, why: BatchReportItem['problem']): BatchReportItem {
  return { ...told(item), state: 'failed', problem: why };
}

function told({ sku, quantity, priceE4, held, stockLeftOut }: SentItem) {
  const told = { externalId: sku, quantity, salePriceE4: priceE4, listPriceE4: null };
  const notOurs = stockLeftOut === true || held === 'amazon-fulfils';
  return notOurs ? { ...told, stockHeldBy: 'marketplace' as const } : told;
}

function issueOf([code, message]: readonly [string, string]): WireIssue {
  return WireIssue.parse({ code, message, severity: 'ERROR' });
}
