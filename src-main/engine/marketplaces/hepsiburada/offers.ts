import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceConnection, OfferUpdate, SubmitResult } from '../kit/port.ts';
import { postUpload, type OfferUploadKind, type UploadKind } from './api-listings.ts';
import { batchId, type BatchKind, type BatchPart } from './batch-id.ts';
import type { HepsiburadaClient } from './client.ts';
import { withJoinedIntent } from '../kit/join-intent.ts';
import { isTooManyUploads } from './errors.ts';
import { hepsiburadaLimits } from './limits.ts';
import { camelKeys } from './wire.ts';
import { WireReceipt } from './wire-listing.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/**
 * Queues absolute stock and prices over there. What a service does with a field that is left out is not documented, so
 * each goes by the service that takes exactly its fields: stock, price, or both. Stock goes first, because it may oversell.
 *
 * When a later part is refused, the earlier one stands: the batch then names that one alone, and what its report does
 * not name is read back.
 */
export async function updateStockAndPrice(
  client: HepsiburadaClient,
  items: readonly OfferUpdate[],
  options: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  const kinds = KINDS.filter((kind) => items.some((item) => uploadKind(item) === kind));
  return withJoinedIntent(options.intent, (intent) =>
    uploadAll(client, kinds, items, { ...options, intent }),
  );
}

const KINDS: readonly OfferUploadKind[] = ['stock', 'inventory', 'price'];

async function uploadAll(
  client: HepsiburadaClient,
  kinds: readonly OfferUploadKind[],
  items: readonly OfferUpdate[],
  options: SubmitOptions,
): Promise<SubmitResult> {
  const accepted: BatchPart[] = [];
  for (const kind of kinds) {
    const own = items.filter((item) => uploadKind(item) === kind);
    try {
      accepted.push(await upload(client, kind, own, options));
    } catch (error) {
      if (!isProblemError(error) || error.problem.code === 'channel/outcome-unknown') throw error;
      if (accepted.length > 0) break;
      return refusedOrThrow(error, error.problem);
    }
  }
  return { kind: 'accepted', batchId: batchId(accepted) };
}

/** What the marketplace itself said no to is an answer; that it could not be asked is not. */
function refusedOrThrow(error: ProblemError, reason: Problem): SubmitResult {
  const refused = 'status' in reason.params && reason.code !== 'channel/rate-limited';
  if (!refused) throw error;
  return { kind: 'refused', problem: reason };
}

function uploadKind({ quantity, salePriceE4 }: OfferUpdate): OfferUploadKind {
  if (quantity !== null && salePriceE4 !== null) return 'inventory';
  return quantity !== null ? 'stock' : 'price';
}

async function upload(
  client: HepsiburadaClient,
  kind: OfferUploadKind,
  items: readonly OfferUpdate[],
  { intent, priority, signal }: SubmitOptions,
): Promise<BatchPart> {
  const request = postUpload(client.merchantId, kind, items);
  const response = await client.send(request, {
    priority,
    intent,
    signal,
    refusesInWords: isTooManyUploads,
  });
  const part = { kind, id: receiptId(response, intent, request.endpoint) };
  client.uploads.set(batchId([part]), items);
  return part;
}

/**
 * The name that an accepted upload or import is followed by.
 *
 * @throws ProblemError `channel/outcome-unknown` without one: accepted by its status, but nobody can tell what became of it.
 */
export function receiptId(response: GatewayResponse, intent: IntentRecorder, endpoint: string): string {
  const receipt = WireReceipt.safeParse(camelKeys(response.json));
  const data = receipt.success ? receipt.data.data : null;
  const inner = typeof data === 'object' && data !== null ? (data.trackingId ?? data.id) : data;
  const id = receipt.success ? (receipt.data.id ?? receipt.data.trackingId ?? inner ?? null) : null;
  if (id !== null) return id;
  intent.outcomeUnknown('no id in the answer');
  const params = { marketplace: 'Hepsiburada', endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no id in the answer'));
}

/** The kinds of batches that an upload makes. */
export function isUpload(kind: BatchKind): kind is UploadKind {
  return kind === 'inventory' || kind === 'stock' || kind === 'price' || kind === 'shipping-info';
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = hepsiburadaLimits;
  if (items.length === 0 || items.length > itemsPerRequest)
    throw new RangeError(`${items.length} items in one request`);
  if (new Set(items.map(({ externalId }) => externalId.toUpperCase())).size !== items.length)
    throw new RangeError('one SKU stands twice');
  for (const { externalId, quantity, salePriceE4 } of items) {
    if (externalId === '') throw new RangeError('an item without a SKU');
    if (quantity === null && salePriceE4 === null) throw new RangeError('an item without a value');
    const whole =
      quantity === null || (Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity);
    if (!whole) throw new RangeError(`a quantity out of bounds: ${quantity}`);
  }
}
