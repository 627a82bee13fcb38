import type { StockHolder } from '../kit/port.ts';
import { entriesOf, OWN_CHANNEL, ownQuantity, textOr } from './attributes.ts';
import type { WireItem } from './wire.ts';

/**
 * Who keeps a listing's goods. What the listing offers now (`fulfillmentAvailability`) decides; its attributes count where that
 * says nothing. A change of fulfilment may leave the other channel's element standing beside the new one
 * (amzn/selling-partner-api-models, issues 2061 and 2633), and nobody documents which of the two counts: pieces that stand
 * under the merchant's own channel are for sale, so their number has to be kept right; without any, the goods are Amazon's.
 */
export function stockHolderOf(item: WireItem): StockHolder {
  const offered = item.fulfillmentAvailability.map(({ fulfillmentChannelCode }) => fulfillmentChannelCode);
  const codes = (
    offered.length > 0
      ? offered
      : entriesOf(item.attributes, 'fulfillment_availability').map((entry) =>
          textOr(entry['fulfillment_channel_code'], ''),
        )
  ).map((code) => code.toUpperCase());
  if (!codes.some(isOfAmazon)) return 'merchant';
  if (!codes.includes(OWN_CHANNEL)) return 'marketplace';
  return (ownPieces(item) ?? 0) > 0 ? 'merchant' : 'marketplace';
}

export function isFulfilledByAmazon(item: WireItem): boolean {
  return stockHolderOf(item) === 'marketplace';
}

/** Pieces under the merchant's own channel; null where none are told. */
export function ownPieces(item: WireItem): number | null {
  const own = item.fulfillmentAvailability.find(
    ({ fulfillmentChannelCode }) => fulfillmentChannelCode.toUpperCase() === OWN_CHANNEL,
  );
  return own?.quantity ?? ownQuantity(item.attributes);
}

/** `AMAZON_EU`, `AMAZON_NA` and the like (sheet §6.2). */
export function isOfAmazon(channelCode: string): boolean {
  return channelCode.toUpperCase().startsWith('AMAZON');
}
