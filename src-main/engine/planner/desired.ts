import type { GuardId } from '#contract/guards.ts';
import type { TraceStep } from '#contract/listings.ts';
import { addPercentE4, E4, roundToKurusE4 } from '#common/money.ts';
import type { ChannelFacts, Desired, ListingFacts, VariantFacts } from './facts.ts';

/** What a listing should show, in figures alone. `priceHold` says why there is no price. */
export type DesiredFigures = {
  /** Null where the marketplace keeps the stock: whatever it shows there is right. */
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly priceHold: Extract<
    GuardId,
    'price/missing' | 'price/not-positive' | 'price/wrong-currency' | 'listing/view-not-read'
  > | null;
};

/** Steps are only noted where somebody will read them: most listings of a plan turn out to be as they should. */
type Steps = TraceStep[] | null;

export function desiredFigures(
  facts: ListingFacts,
  variant: VariantFacts,
  channel: ChannelFacts,
): DesiredFigures {
  return { quantity: quantityOf(facts, variant, channel, null), ...priceOf(facts, variant, channel, null) };
}

/** The same with every step that led there. Null when the listing is linked to nothing. */
export function explainDesired(facts: ListingFacts, channel: ChannelFacts): Desired | null {
  if (facts.variant === null) return null;
  const stockTrace: TraceStep[] = [];
  const priceTrace: TraceStep[] = [];
  const quantity = quantityOf(facts, facts.variant, channel, stockTrace);
  const { priceE4, listPriceE4 } = priceOf(facts, facts.variant, channel, priceTrace);
  return { quantity, priceE4, listPriceE4, stockTrace, priceTrace };
}

/** What the shop can still give away: its stock without what other buyers hold. Never negative. */
export function sellable(variant: VariantFacts): number {
  if (variant.gone || !variant.enabled) return 0;
  return Math.max(0, variant.quantity - variant.reserved);
}

function quantityOf(
  facts: ListingFacts,
  variant: VariantFacts,
  channel: ChannelFacts,
  steps: Steps,
): number | null {
  if (facts.stockHeldBy === 'marketplace') {
    steps?.push({ step: 'held-by-marketplace', value: 0, result: 0 });
    return null;
  }
  steps?.push({ step: 'store-quantity', value: variant.quantity, result: Math.max(0, variant.quantity) });
  if (variant.gone || !variant.enabled) {
    steps?.push({ step: 'disabled', value: variant.gone ? 1 : 0, result: 0 });
    return 0;
  }
  const unreserved = sellable(variant);
  if (variant.reserved > 0) steps?.push({ step: 'reserved', value: variant.reserved, result: unreserved });
  const buffer = facts.ownBuffer ?? channel.rules.stockBuffer;
  const offered = Math.max(0, unreserved - buffer);
  if (buffer > 0) steps?.push({ step: 'buffer', value: buffer, result: offered });
  if (offered <= channel.maxQuantity) return offered;
  steps?.push({ step: 'marketplace-limit', value: channel.maxQuantity, result: channel.maxQuantity });
  return channel.maxQuantity;
}

function priceOf(
  facts: ListingFacts,
  variant: VariantFacts,
  channel: ChannelFacts,
  steps: Steps,
): Omit<DesiredFigures, 'quantity'> {
  const hold = storePriceHold(variant, channel);
  noteStorePrice(variant, steps);
  if (facts.ownPriceE4 !== null) {
    steps?.push({ step: 'override', value: facts.ownPriceE4, result: facts.ownPriceE4 });
    return settled(facts.ownPriceE4, hold === null ? marked(variant.listPriceE4, channel) : 0, steps);
  }
  if (hold !== null) return { priceE4: null, listPriceE4: null, priceHold: hold };
  const { priceMarkupE4 } = channel.rules;
  const price = marked(variant.priceE4, channel);
  if (priceMarkupE4 !== 0) steps?.push({ step: 'markup', value: priceMarkupE4, result: price });
  return settled(price, marked(variant.listPriceE4, channel), steps);
}

function storePriceHold(variant: VariantFacts, channel: ChannelFacts): DesiredFigures['priceHold'] {
  if (!variant.viewRead) return 'listing/view-not-read';
  if (variant.priceE4 === 0) return 'price/missing';
  if (!Number.isSafeInteger(variant.priceE4) || variant.priceE4 < 0) return 'price/not-positive';
  return variant.currency === channel.currency ? null : 'price/wrong-currency';
}

function noteStorePrice(variant: VariantFacts, steps: Steps): void {
  if (steps === null) return;
  const { converted } = variant;
  const { priceE4, listPriceE4 } = converted ?? variant;
  const inShop = converted === null ? {} : { currency: converted.currency };
  const before = Math.max(listPriceE4, priceE4);
  steps.push({ step: 'store-price', value: before, result: before, ...inShop });
  if (priceE4 < before) steps.push({ step: 'store-special', value: priceE4, result: priceE4, ...inShop });
  if (variant.taxRateE4 > 0) {
    steps.push({ step: 'tax', value: variant.taxRateE4, result: priceE4, ...inShop });
  }
  if (converted === null) return;
  // A trace's rates are in 1/10000, like everything else in it.
  steps.push({ step: 'currency', value: converted.rateE8 / E4, result: variant.priceE4 });
}

function marked(amountE4: number, channel: ChannelFacts): number {
  const { priceMarkupE4 } = channel.rules;
  return priceMarkupE4 === 0 ? amountE4 : addPercentE4(amountE4, priceMarkupE4);
}

/** Whole kuruş, and never a list price below the sale price. */
function settled(priceE4: number, listE4: number, steps: Steps): Omit<DesiredFigures, 'quantity'> {
  const sale = roundToKurusE4(priceE4);
  if (sale !== priceE4) steps?.push({ step: 'rounded', value: priceE4, result: sale });
  if (sale <= 0) return { priceE4: null, listPriceE4: null, priceHold: 'price/not-positive' };
  return { priceE4: sale, listPriceE4: Math.max(sale, roundToKurusE4(listE4)), priceHold: null };
}
