import type { Hold } from '#contract/guards.ts';
import type { ChannelFacts, ListingFacts, VariantFacts } from './facts.ts';
import { judgePriceFigure, judgeStep, judgeStockFigure } from './guards.ts';

/** The figures of one item as they stand in a request's final body. */
export type FinalOffer = {
  readonly externalId: string;
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
};

export type GateFacts = {
  readonly channel: ChannelFacts;
  /** As things stand at this moment; null for what is no listing of the channel. */
  readonly listingOf: (externalId: string) => ListingFacts | null;
  /** Whether a person let through exactly this price for exactly this listing. */
  readonly isApproved: (externalId: string, priceE4: number) => boolean;
};

export type GateVerdict = { readonly externalId: string; readonly holds: readonly Hold[] };

/**
 * Judges what is about to leave by its own figures, whoever put them together and for whatever reason: never more than
 * the shop can give, never below zero, never a price beyond the guards unless a person approved that very price. Only
 * offers with a hold are returned.
 */
export function lastGate(facts: GateFacts, offers: readonly FinalOffer[]): readonly GateVerdict[] {
  return offers.flatMap((offer) => {
    const holds = judgeOffer(facts, offer);
    return holds.length === 0 ? [] : [{ externalId: offer.externalId, holds }];
  });
}

function judgeOffer(facts: GateFacts, offer: FinalOffer): readonly Hold[] {
  const listing = facts.listingOf(offer.externalId);
  if (listing === null || listing.variant === null) {
    return [{ guard: 'listing/not-for-sale', params: { state: 'unlinked' } }];
  }
  const { quantity } = offer;
  const stock = quantity === null ? [] : judgeFinalStock(quantity, listing, listing.variant, facts.channel);
  return [...stock, ...judgeFinalPrice(facts, offer, listing, listing.variant)];
}

function judgeFinalStock(
  quantity: number,
  { stockHeldBy }: ListingFacts,
  variant: VariantFacts,
  channel: ChannelFacts,
): readonly Hold[] {
  const holds = judgeStockFigure(quantity, variant, channel);
  // Sent all the same, it would make the merchant the shipper of goods that lie elsewhere.
  return stockHeldBy === 'marketplace'
    ? [...holds, { guard: 'stock/held-by-marketplace', params: {} }]
    : holds;
}

function judgeFinalPrice(
  facts: GateFacts,
  offer: FinalOffer,
  listing: ListingFacts,
  variant: VariantFacts,
): readonly Hold[] {
  const { salePriceE4: priceE4, listPriceE4 } = offer;
  if (priceE4 === null) return listPriceE4 === null ? [] : [{ guard: 'price/missing', params: {} }];
  const holds = [...judgePriceFigure(priceE4, listPriceE4, listing, facts.channel)];
  if (listing.ownPriceE4 === null && variant.currency !== facts.channel.currency) {
    const params = { storeCurrency: variant.currency, channelCurrency: facts.channel.currency };
    holds.push({ guard: 'price/wrong-currency', params });
  }
  if (listing.ownPriceE4 === null && !variant.viewRead) {
    holds.push({ guard: 'listing/view-not-read', params: {} });
  }
  const steps = judgeStep(listing.confirmedPriceE4, priceE4, facts.channel);
  if (steps.length > 0 && !facts.isApproved(offer.externalId, priceE4)) holds.push(...steps);
  return holds;
}
