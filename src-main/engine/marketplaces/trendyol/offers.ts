import type { MarketplaceConnection, OfferUpdate, SubmitResult } from '../kit/port.ts';
import { postOffers } from './api.ts';
import type { TrendyolClient } from './client.ts';
import { trendyolLimits } from './limits.ts';
import { submit } from './submit.ts';

type SubmitOptions = Parameters<MarketplaceConnection['updateStockAndPrice']>[1];

/**
 * Queues absolute stock and prices over there. Never repeats a body by itself: the same one within 15 minutes is
 * refused, and a newer value may be known by then. A barcode whose price was written thirty times within the minute waits.
 */
export async function updateStockAndPrice(
  client: TrendyolClient,
  items: readonly OfferUpdate[],
  { intent, priority, signal }: SubmitOptions,
): Promise<SubmitResult> {
  assertSendable(items);
  const priced = items.filter(({ salePriceE4, listPriceE4 }) => salePriceE4 !== null || listPriceE4 !== null);
  await client.prices.take(
    priced.map(({ externalId }) => externalId),
    signal,
  );
  return submit(client, postOffers(client.sellerId, items), { intent, priority, signal });
}

/** What the planner should never have made. */
function assertSendable(items: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = trendyolLimits;
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
