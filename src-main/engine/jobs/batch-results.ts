import { problem, type Problem } from '#contract/problem.ts';
import { finishAttempt, recordPoll, type AttemptRow } from '../cache/tables/attempt.ts';
import { writeChannelConfirmed } from '../cache/tables/channel.ts';
import { moveRows, outboxRowsOfAttempt, returnToWaiting, type OutboxRow } from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import type { BatchReport, BatchReportItem } from '../marketplaces/kit/port.ts';
import { confirmReported, tellHistory } from './confirm.ts';
import { MAX_TRIES, pollDelayMs, retryClass, retryDelayMs } from './retry-policy.ts';
import type { RunScope } from './run-scope.ts';

/** Listings that the marketplace has said something final about, and that can now be read back. */
export type BatchProgress = { readonly final: boolean; readonly settled: readonly string[] };

/**
 * Steps ⑦ and ⑧ for what a batch report says: each item done or failed on its own, confirmed figures from the
 * marketplace's own report, all in one transaction. An item that a final report does not name is unknown and is read back.
 */
export function applyBatchReport(run: RunScope, attempt: AttemptRow, report: BatchReport): BatchProgress {
  const { database, host, events } = run.context;
  const open = outboxRowsOfAttempt(database, attempt.attemptId).filter(
    (row) => row.state === 'sent' || row.state === 'unknown',
  );
  const items = new Map(report.items.map((item) => [item.externalId, item]));
  const settled = new Set<string>();
  host.reach('7-result:before-commit');
  transact(database, () => {
    const at = host.clock.now();
    for (const [listingId, rows] of byListing(open)) {
      const item = items.get(rows[0]!.externalId);
      if (item && item.state !== 'open') {
        settleItem(run, rows, item);
        settled.add(listingId);
      } else if (report.final) {
        const why = problem('channel/outcome-unknown', { batchId: attempt.batchId ?? '' });
        moveRows(database, 'unknown', { outboxIds: ids(rows), at, problem: why });
        settled.add(listingId);
      }
    }
    closeOrPollAgain(run, attempt, report, at);
    writeChannelConfirmed(database, attempt.channelId, at);
    host.reach('8-confirm:before-commit');
  });
  host.reach('7-result:after-commit');
  host.reach('8-confirm:after-commit');
  if (settled.size > 0) events.changed('listings', 'plan', 'activity');
  return { final: report.final, settled: [...settled] };
}

function closeOrPollAgain(run: RunScope, attempt: AttemptRow, report: BatchReport, at: number): void {
  const { database } = run.context;
  if (report.final)
    finishAttempt(database, { attemptId: attempt.attemptId, state: 'final', problem: null, at });
  else
    recordPoll(database, {
      attemptId: attempt.attemptId,
      nextPollAt: at + pollDelayMs(attempt.polls + 1),
      excerpt: null,
    });
}

function byListing(rows: readonly OutboxRow[]): ReadonlyMap<string, readonly OutboxRow[]> {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const known = groups.get(row.listingId);
    if (known) known.push(row);
    else groups.set(row.listingId, [row]);
  }
  return groups;
}

function ids(rows: readonly OutboxRow[]): readonly string[] {
  return rows.map((row) => row.outboxId);
}

function settleItem(run: RunScope, rows: readonly OutboxRow[], item: BatchReportItem): void {
  const { stockHeldBy, ...rest } = item;
  if (stockHeldBy === undefined) settleRows(run, rows, rest);
  else settleWithoutStock(run, rows, rest);
}

/** The marketplace keeps the goods itself: the stock was not sent and is not wanted any more, the price is settled alone. */
function settleWithoutStock(run: RunScope, rows: readonly OutboxRow[], item: BatchReportItem): void {
  const { context } = run;
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  confirmReported(context, rows[0]!.listingId, { ...nothing, stockHeldBy: 'marketplace' });
  const stock = rows.filter(({ group }) => group === 'stock');
  moveRows(context.database, 'superseded', { outboxIds: ids(stock), at: context.host.clock.now() });
  for (const row of stock) tellHistory(context, row, 'held');
  const others = rows.filter(({ group }) => group !== 'stock');
  if (others.length > 0) settleRows(run, others, item);
}

function settleRows(run: RunScope, rows: readonly OutboxRow[], item: BatchReportItem): void {
  const { context } = run;
  if (item.state === 'done') {
    const stock = rows.find((row) => row.group === 'stock');
    const price = rows.find((row) => row.group === 'price');
    confirmReported(context, rows[0]!.listingId, {
      quantity: stock ? (item.quantity ?? stock.quantity) : null,
      salePriceE4: price ? (item.salePriceE4 ?? price.priceE4) : null,
      listPriceE4: price ? (item.listPriceE4 ?? price.listPriceE4) : null,
    });
    moveRows(context.database, 'done', { outboxIds: ids(rows), at: context.host.clock.now() });
    for (const row of rows) tellHistory(context, row, 'confirmed');
    return;
  }
  const { name } = context.channels.open(rows[0]!.channelId).manifest;
  const why =
    item.problem ?? problem('channel/item-refused', { marketplace: name, externalId: item.externalId });
  if (why.code === 'channel/same-request-repeated') {
    // It was carried out before, or it was not: only reading back tells.
    moveRows(context.database, 'unknown', {
      outboxIds: ids(rows),
      at: context.host.clock.now(),
      problem: why,
    });
    return;
  }
  failItem(run, rows, why);
}

/**
 * What becomes of changes whose item was refused. Where stock and price travelled together the stock goes again alone:
 * it must not be lost to a price that the marketplace does not want.
 */
export function failItem(run: RunScope, rows: readonly OutboxRow[], why: Problem): void {
  const { database, host } = run.context;
  const at = host.clock.now();
  const retryable = retryClass(why.code) !== 'give-up';
  for (const row of rows) {
    const stockAlone = row.group === 'stock' && rows.length > 1 && !retryable;
    const again = (retryable || stockAlone) && row.attempts < MAX_TRIES;
    if (again) {
      const wait = stockAlone
        ? 0
        : retryDelayMs({ tries: row.attempts, fraction: host.random.fraction(), problem: why });
      returnToWaiting(database, {
        outboxIds: [row.outboxId],
        at,
        notBefore: at + wait,
        countsAs: 'tried',
        problem: why,
      });
      continue;
    }
    moveRows(database, 'dead', { outboxIds: [row.outboxId], at, problem: why });
    tellHistory(run.context, row, 'refused');
  }
}
