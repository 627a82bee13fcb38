import { problem } from '#contract/problem.ts';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { OfferUpdate, SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { GENERIC_TYPE, patchListing, type Patch } from './api.ts';
import { pricePatch, stockPatch } from './attributes.ts';
import { ONE_BY_ONE, type SentItem } from './batch-id.ts';
import type { AmazonClient } from './client.ts';
import { NAME, ownRefusal } from './errors.ts';
import { sendFeed, type FeedMessage } from './feed.ts';
import { amazonManifest } from './manifest.ts';
import { readItems } from './read-listings.ts';
import { rememberFeed } from './remember-feed.ts';
import { CHANNEL_CURRENCY } from './sites.ts';
import { isFulfilledByAmazon } from './stock-holder.ts';
import type { WireItem } from './wire.ts';
import { writeOneByOne } from './write-one-by-one.ts';

type Ready = { readonly item: SentItem; readonly patches: readonly Patch[] };

/**
 * Sets absolute stock and prices: a few listings one by one, many by one feed. What stands there is read first, because a
 * value replaces the whole attribute: lead times, business prices and limits must survive it, and stock that Amazon holds must
 * not be touched at all.
 */
export async function updateStockAndPrice(
  client: AmazonClient,
  updates: readonly OfferUpdate[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertSendable(updates);
  const skus = updates.map(({ externalId }) => externalId);
  const standing = await readItems(client, skus, {
    priority: Math.min(options.priority, PRIORITY.offers),
    signal: options.signal,
  });
  const ready: Ready[] = [];
  const held: SentItem[] = [];
  for (const update of updates) {
    const prepared = prepare(client, update, standing.get(update.externalId));
    if ('patches' in prepared) ready.push(prepared);
    else held.push(prepared);
  }
  if (ready.length === 0) return { kind: 'refused', problem: heldProblem(held[0]!) };
  if (ready.length <= ONE_BY_ONE) {
    const writes = ready.map(({ item, patches }) => ({
      item,
      request: patchListing(client, 'patch-offer', { sku: item.sku, productType: GENERIC_TYPE, patches }),
    }));
    return writeOneByOne(client, 'offers', { writes, held }, options);
  }
  const result = await sendFeed(client, { messages: ready.map(toMessage), held }, options);
  if (result.kind === 'accepted') {
    const items = ready.map(({ item }) => item);
    rememberFeed(client, result.batchId, items);
  }
  return result;
}

function toMessage({ item, patches }: Ready, index: number): FeedMessage {
  return {
    messageId: index + 1,
    sku: item.sku,
    operationType: 'PATCH',
    productType: GENERIC_TYPE,
    patches,
  };
}

function prepare(
  { site }: AmazonClient,
  { externalId: sku, quantity, salePriceE4: priceE4 }: OfferUpdate,
  standing: WireItem | undefined,
): Ready | SentItem {
  const wanted = { sku, quantity, priceE4 };
  if (standing === undefined) return { ...wanted, held: 'not-there' };
  const notOurs = quantity !== null && isFulfilledByAmazon(standing);
  if (notOurs && priceE4 === null) return { ...wanted, held: 'amazon-fulfils' };
  if (priceE4 !== null && site.currency !== CHANNEL_CURRENCY) return { ...wanted, held: 'other-currency' };
  const { attributes } = standing;
  // A price must not be lost to a stock that is not ours to set.
  const item = notOurs ? { sku, quantity: null, priceE4, stockLeftOut: true as const } : wanted;
  return {
    item,
    patches: [
      ...(item.quantity === null ? [] : [stockPatch(attributes, item.quantity)]),
      ...(priceE4 === null ? [] : [pricePatch(attributes, site, priceE4)]),
    ],
  };
}

const SIGNS = ['not-there', 'amazon-fulfils', 'other-currency', 'already-there', 'restricted'] as const;

/** Why nothing of an item was sent, from what its batch remembers of it. */
export function heldProblem({ held, refused }: SentItem) {
  const sign = SIGNS.find((each) => each === held);
  if (sign) return ownRefusal(sign, refused?.[0]?.[1] ?? null);
  // A moment's trouble in the middle of a group: it goes again.
  return problem('channel/rate-limited', { marketplace: NAME, reason: held ?? '' });
}

/** What the planner should never have made. */
function assertSendable(updates: readonly OfferUpdate[]): void {
  const { itemsPerRequest, maxQuantity } = amazonManifest.limits;
  if (updates.length === 0 || updates.length > itemsPerRequest)
    throw new RangeError(`${updates.length} items in one request`);
  if (new Set(updates.map(({ externalId }) => externalId)).size !== updates.length)
    throw new RangeError('one SKU stands twice');
  for (const { externalId, quantity, salePriceE4 } of updates) {
    if (externalId === '') throw new RangeError('an item without a SKU');
    if (quantity === null && salePriceE4 === null) throw new RangeError('an item without a value');
    const whole =
      quantity === null || (Number.isInteger(quantity) && quantity >= 0 && quantity <= maxQuantity);
    if (!whole) throw new RangeError(`a quantity out of bounds: ${quantity}`);
    if (salePriceE4 !== null && salePriceE4 <= 0) throw new RangeError('a price that is none');
  }
}
