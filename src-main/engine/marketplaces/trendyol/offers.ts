import { problem, ProblemError } from '#contract/problem.ts';
import type {
  BatchReport,
  BatchReportItem,
  MarketplaceConnection,
  OfferUpdate,
  SubmitResult,
} from '../kit/port.ts';
import { getBatch, postOffers } from './api.ts';
import { isSuccess, PRIORITY, type TrendyolClient } from './client.ts';
import { isRepeatedRequest, itemProblem, refusalProblem } from './errors.ts';
import { trendyolManifest } from './manifest.ts';
import { Accepted, Batch, type BatchItem } from './wire.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/**
 * Queues absolute stock and prices over there. Never repeats a body by itself: the same one within 15 minutes is
 * refused, and a newer value may be known by then.
 */
export async function updateStockAndPrice(
  client: TrendyolClient,
  items: readonly OfferUpdate[],
  { intent, priority, signal }: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  const request = postOffers(client.sellerId, items);
  const response = await client.context.gateway.send({
    ...request,
    priority,
    intent,
    refusesInWords: isRepeatedRequest,
    ...(signal ? { signal } : {}),
  });
  if (isRepeatedRequest(response.text))
    return { kind: 'same-request-repeated', raw: response.text.slice(0, 1_000) };
  if (!isSuccess(response)) {
    const context = { endpoint: request.endpoint, sellerId: client.sellerId };
    return { kind: 'refused', problem: refusalProblem(response, context) };
  }
  const accepted = Accepted.safeParse(response.json);
  if (accepted.success && accepted.data.batchRequestId !== null) {
    return { kind: 'accepted', batchId: accepted.data.batchRequestId };
  }
  // Accepted by its status, but without the name of the batch nobody can tell what became of it.
  intent.outcomeUnknown('no batchRequestId');
  const params = { marketplace: trendyolManifest.name, endpoint: request.endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no batchRequestId in the answer'));
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = trendyolManifest.limits;
  if (items.length === 0 || items.length > itemsPerRequest)
    throw new RangeError(`${items.length} items in one request`);
  if (new Set(items.map(({ externalId }) => externalId)).size !== items.length)
    throw new RangeError('one barcode stands twice');
  for (const { externalId, quantity, salePriceE4, listPriceE4 } of items) {
    if (externalId === '') throw new RangeError('an item without a barcode');
    if (quantity === null && salePriceE4 === null && listPriceE4 === null)
      throw new RangeError('an item without a value');
    const whole =
      quantity === null || (Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity);
    if (!whole) throw new RangeError(`a quantity out of bounds: ${quantity}`);
  }
}

/**
 * What became of each item. Stock and price batches carry no state of their own (sheet §2.7): they are final when as
 * many items as were counted have theirs. `channel/batch-lost` when the result is no longer kept (4 hours).
 */
export async function readBatch(
  client: TrendyolClient,
  batchId: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const options = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' } as const;
  const batch = await client.read(getBatch(client.sellerId, batchId), Batch, options);
  const items = batch.items.map(mapBatchItem);
  const settled = items.filter(({ state }) => state !== 'open').length;
  const state = batch.status.toUpperCase();
  const counted = batch.itemCount ?? items.length;
  const allSettled = items.length > 0 && settled === items.length && settled >= counted;
  // COMPLETED with items missing is over all the same: the silent ones are read back.
  const final = state === 'COMPLETED' ? settled === items.length : state !== 'IN_PROGRESS' && allSettled;
  return { final, items: items.filter(({ externalId }) => externalId !== '') };
}

function mapBatchItem(item: BatchItem): BatchReportItem {
  const request = item.requestItem;
  const status = item.status.toUpperCase();
  const state = status === 'SUCCESS' ? 'done' : status === 'FAILED' ? 'failed' : 'open';
  return {
    externalId: request?.barcode ?? request?.product?.barcode ?? '',
    state,
    quantity: request?.quantity ?? null,
    salePriceE4: request?.salePrice ?? null,
    listPriceE4: request?.listPrice ?? null,
    problem: state === 'failed' ? itemProblem(item.failureReasons) : null,
  };
}
