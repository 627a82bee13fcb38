import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type {
  BatchReport,
  BatchReportItem,
  MarketplaceConnection,
  OfferUpdate,
  SubmitResult,
} from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getTask, postOffers } from './api.ts';
import type { N11Client } from './client.ts';
import { itemProblem, NAME } from './errors.ts';
import { n11Limits } from './limits.ts';
import { submitTask } from './submit-task.ts';
import { TaskDetails, type TaskItem } from './wire.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/** A task has at most as many rows as a request may carry; twice that many pages and it goes round in circles. */
const MOST_PAGES = 20;

/**
 * Queues absolute stock and prices over there. Never repeats a body by itself: n11 refuses the same one while the first
 * is queued, and a newer value may be known by then.
 */
export async function updateStockAndPrice(
  client: N11Client,
  items: readonly OfferUpdate[],
  options: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  return submitTask(client, postOffers(items), options);
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = n11Limits;
  if (items.length === 0 || items.length > itemsPerRequest)
    throw new RangeError(`${items.length} items in one request`);
  if (new Set(items.map(({ externalId }) => externalId)).size !== items.length)
    throw new RangeError('one stock code stands twice');
  for (const { externalId, quantity, salePriceE4, listPriceE4 } of items) {
    if (externalId === '') throw new RangeError('an item without a stock code');
    if (quantity === null && salePriceE4 === null) throw new RangeError('an item without a value');
    if (salePriceE4 === null && listPriceE4 !== null)
      throw new RangeError('a list price without a sale price');
    const whole =
      quantity === null || (Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity);
    if (!whole) throw new RangeError(`a quantity out of bounds: ${quantity}`);
  }
}

/**
 * What became of each row of a task, of whatever kind. Final when n11 says so and every row that it names has its state;
 * rows that it does not name are read back by whoever asks.
 *
 * @throws ProblemError `channel/batch-lost` when the task is not known (how long tasks are kept is not documented).
 */
export async function readBatch(
  client: N11Client,
  batchId: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const items = new Map<string, BatchReportItem>();
  let state = '';
  let reasons: unknown = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const task = await readTask(client, batchId, page, signal);
    state = task.status.trim().toUpperCase();
    reasons = task.reasons ?? reasons;
    const content = task.skus?.content ?? [];
    for (const item of content) {
      const mapped = mapTaskItem(item);
      if (mapped.externalId !== '') items.set(mapped.externalId, mapped);
    }
    if (isLastPage(task, page, content.length)) break;
  }
  const rejected = state === 'REJECT' || state === 'REJECTED';
  if (rejected) {
    // Refused as a whole: nothing of it was done, whether or not the rows are named.
    for (const externalId of client.sentCodes.get(batchId) ?? [])
      if (!items.has(externalId)) items.set(externalId, refusedItem(externalId, reasons));
  }
  const told = [...items.values()];
  const over = state === 'PROCESSED' || rejected;
  return { final: over && told.every((item) => item.state !== 'open'), items: told };
}

function refusedItem(externalId: string, reasons: unknown): BatchReportItem {
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  return { externalId, state: 'failed', ...nothing, problem: itemProblem(reasons) };
}

function isLastPage({ skus }: TaskDetails, page: number, received: number): boolean {
  if (received === 0 || skus === null || skus === undefined) return true;
  if (skus.totalPages !== null) return page + 1 >= skus.totalPages && skus.last !== false;
  return skus.last !== false;
}

async function readTask(
  client: N11Client,
  batchId: string,
  page: number,
  signal: AbortSignal | undefined,
): Promise<TaskDetails> {
  const lost = problem('channel/batch-lost', { marketplace: NAME, endpoint: 'task-details', batchId });
  try {
    const task = await client.read(getTask(batchId, page), TaskDetails, {
      priority: PRIORITY.batch,
      signal,
      notFound: 'channel/batch-lost',
      refused: 'channel/batch-lost',
    });
    if (task.status.trim() === '' && (task.skus?.content.length ?? 0) === 0) throw new ProblemError(lost);
    return task;
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/batch-lost')
      throw new ProblemError({ ...lost, detail: error.problem.detail });
    throw error;
  }
}

function mapTaskItem(item: TaskItem): BatchReportItem {
  const status = item.status.trim().toUpperCase();
  const state =
    status === 'SUCCESS' ? 'done' : /^(FAIL|FAILED|REJECT|REJECTED)$/.test(status) ? 'failed' : 'open';
  return {
    externalId: item.itemCode || (item.sku?.stockCode ?? ''),
    state,
    quantity: item.sku?.stock ?? item.sku?.quantity ?? null,
    salePriceE4: item.sku?.salePrice ?? null,
    listPriceE4: item.sku?.listPrice ?? null,
    problem: state === 'failed' ? itemProblem(item.reasons) : null,
  };
}
