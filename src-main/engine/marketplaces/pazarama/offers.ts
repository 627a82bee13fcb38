import { isProblemError, type Problem, type ProblemError } from '#contract/problem.ts';
import { withJoinedIntent } from '../kit/join-intent.ts';
import type { MarketplaceConnection, OfferUpdate, SubmitResult } from '../kit/port.ts';
import { postPrices, postStock, type PazaramaRequest } from './api.ts';
import { batchId, type BatchKind, type BatchPart } from './batch-id.ts';
import { unclear, type PazaramaClient, type SendOptions } from './client.ts';
import { pazaramaLimits } from './limits.ts';
import { UploadAccepted } from './wire.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/**
 * Queues absolute stock and prices over there: two services, each with exactly its own figures. Stock goes first, because
 * it may oversell. When the prices are refused as a whole, the stock stands: the batch then names that alone, and what its
 * report does not name is read back.
 */
export async function updateStockAndPrice(
  client: PazaramaClient,
  items: readonly OfferUpdate[],
  options: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  const stock = items.filter(({ quantity }) => quantity !== null);
  const prices = items.filter(({ salePriceE4 }) => salePriceE4 !== null);
  const uploads = [
    ...(stock.length > 0 ? [{ kind: 'stock' as const, request: postStock(stock) }] : []),
    ...(prices.length > 0 ? [{ kind: 'price' as const, request: postPrices(prices) }] : []),
  ];
  return withJoinedIntent(options.intent, (intent) => uploadAll(client, uploads, { ...options, intent }));
}

async function uploadAll(
  client: PazaramaClient,
  uploads: readonly { readonly kind: BatchKind; readonly request: PazaramaRequest }[],
  options: SendOptions,
): Promise<SubmitResult> {
  const accepted: BatchPart[] = [];
  for (const { kind, request } of uploads) {
    try {
      accepted.push(await upload(client, kind, request, options));
    } catch (error) {
      if (!isProblemError(error) || error.problem.code === 'channel/outcome-unknown') throw error;
      if (accepted.length > 0) break;
      return refusedOrThrow(error, error.problem);
    }
  }
  return { kind: 'accepted', batchId: batchId(accepted) };
}

/** What the marketplace itself said no to is an answer; that it could not be asked is not. */
export function refusedOrThrow(error: ProblemError, reason: Problem): SubmitResult {
  const refused = 'status' in reason.params && reason.code !== 'channel/rate-limited';
  if (!refused) throw error;
  return { kind: 'refused', problem: reason };
}

/**
 * Sends one upload and names its batch.
 *
 * @throws ProblemError `channel/outcome-unknown` when it was accepted without a name: nobody can tell what became of it.
 */
export async function upload(
  client: PazaramaClient,
  kind: BatchKind,
  request: PazaramaRequest,
  options: SendOptions,
): Promise<BatchPart> {
  const response = await client.send(request, options);
  const id = UploadAccepted.safeParse(response.json).data?.data ?? null;
  if (id === null) return unclear(request.endpoint, response.status, options.intent, 'no id in the answer');
  return { kind, atMs: client.context.clock.now(), id };
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = pazaramaLimits;
  if (items.length === 0 || items.length > itemsPerRequest)
    throw new RangeError(`${items.length} items in one request`);
  if (new Set(items.map(({ externalId }) => externalId)).size !== items.length)
    throw new RangeError('one barcode stands twice');
  for (const { externalId, quantity, salePriceE4, listPriceE4 } of items) {
    if (externalId === '') throw new RangeError('an item without a barcode');
    if (quantity === null && salePriceE4 === null) throw new RangeError('an item without a value');
    if (salePriceE4 === null && listPriceE4 !== null)
      throw new RangeError('a list price without a sale price');
    const whole =
      quantity === null || (Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity);
    if (!whole) throw new RangeError(`a quantity out of bounds: ${quantity}`);
  }
}
