import type { PlanReason } from '#contract/plan.ts';
import { desiredFigures, explainDesired, type DesiredFigures } from './desired.ts';
import type { ChannelFacts, ListingFacts, PlannedChange, VariantFacts } from './facts.ts';
import { areApprovable, BRAKE_STEP_PERCENT, judgePrice, judgeStock, stepPercent } from './guards.ts';

/** What one listing should show, and what has to change for it. */
export type ListingPlan = {
  /** Null when the listing is linked to nothing. */
  readonly desired: DesiredFigures | null;
  readonly changes: readonly PlannedChange[];
};

type Parts = {
  readonly facts: ListingFacts;
  readonly variant: VariantFacts;
  readonly channel: ChannelFacts;
  readonly desired: DesiredFigures;
};

const NOTHING: readonly PlannedChange[] = [];

/**
 * Plans one listing. Wanted is compared with the newest value on its way, else with what the marketplace itself last
 * reported; where they are equal there is no change. The bulk brake, which needs to see the whole plan, comes after.
 */
export function planListing(facts: ListingFacts, channel: ChannelFacts): ListingPlan {
  const { variant } = facts;
  if (variant === null) return { desired: null, changes: NOTHING };
  const desired = desiredFigures(facts, variant, channel);
  if (facts.frozen) return { desired, changes: NOTHING };
  const parts = { facts, variant, channel, desired };
  const stock = stockChange(parts);
  const price = priceChange(parts);
  if (stock === null && price === null) return { desired, changes: NOTHING };
  return { desired, changes: [stock, price].filter((change) => change !== null) };
}

/** Whether a change counts towards the bulk brake. */
export function movesFar(change: PlannedChange): boolean {
  return change.stepPercent !== null && Math.abs(change.stepPercent) > BRAKE_STEP_PERCENT;
}

function stockChange({ facts, variant, channel, desired }: Parts): PlannedChange | null {
  if (desired.quantity === null) return null;
  const from = facts.inFlightQuantity ?? facts.confirmedQuantity;
  // A vanished product keeps its last known stock until a second reading: what is sold of it goes out, nothing is
  // raised, and zero is put to the merchant.
  const proposesZero = variant.doubt === 'vanished' && (from === null || desired.quantity >= from);
  const to = proposesZero ? 0 : desired.quantity;
  // The same as what is only remembered is said again: an absolute figure is right whatever stands there by now.
  if (from === to && !facts.quantityIsStale) return null;
  const holds = proposesZero
    ? [{ guard: 'stock/store-reading-suspicious' as const, params: { doubt: 'vanished' } }]
    : judgeStock({ from: from === to ? null : from, to }, facts, variant, channel);
  return {
    ...emptyChange(facts, channel),
    changeId: `${facts.listingId}.stock.${figure(from)}-${figure(to)}`,
    group: 'stock',
    fromQuantity: from,
    toQuantity: to,
    reason: stockReason(facts, from, to),
    trace: explainDesired(facts, channel)?.stockTrace ?? [],
    holds,
    approvable: areApprovable(holds),
  };
}

function stockReason(facts: ListingFacts, from: number | null, to: number): PlanReason {
  if (from === to) return 'repair';
  if (to === facts.sentQuantity && from === facts.confirmedQuantity) return 'repair';
  return to < (from ?? 1) ? 'stock-lowered' : 'stock-raised';
}

function priceChange({ facts, variant, channel, desired }: Parts): PlannedChange | null {
  const from = facts.inFlightPriceE4 ?? facts.confirmedPriceE4;
  const listFrom = facts.inFlightListPriceE4 ?? facts.confirmedListPriceE4;
  const { priceE4: to, listPriceE4: listTo } = desired;
  // A list price that the marketplace never reported can't be compared.
  if (to !== null && to === from && (listFrom === null || listFrom === listTo)) return null;
  // The step is measured from what buyers see now: two small steps before it is confirmed would be a large one.
  const shown = facts.confirmedPriceE4 ?? facts.inFlightPriceE4;
  const holds = judgePrice({ from: shown, to, listTo }, desired.priceHold, { facts, variant, channel });
  return {
    ...emptyChange(facts, channel),
    changeId: `${facts.listingId}.price.${figure(from)}-${figure(to)}.list.${figure(listFrom)}-${figure(listTo)}`,
    group: 'price',
    fromPriceE4: from,
    toPriceE4: to,
    fromListPriceE4: listFrom,
    toListPriceE4: listTo,
    reason: priceReason(facts, from, to),
    stepPercent: stepPercent(shown, to),
    trace: explainDesired(facts, channel)?.priceTrace ?? [],
    holds,
    approvable: areApprovable(holds),
  };
}

function priceReason(facts: ListingFacts, from: number | null, to: number | null): PlanReason {
  if (to === from) return 'list-price-changed';
  if (to !== null && to === facts.sentPriceE4 && from === facts.confirmedPriceE4) return 'repair';
  return (to ?? 0) < (from ?? 0) ? 'price-lowered' : 'price-raised';
}

function emptyChange(facts: ListingFacts, channel: ChannelFacts) {
  return {
    channelId: channel.channelId,
    listingId: facts.listingId,
    externalId: facts.externalId,
    fromQuantity: null,
    toQuantity: null,
    fromPriceE4: null,
    toPriceE4: null,
    fromListPriceE4: null,
    toListPriceE4: null,
    stepPercent: null,
  } as const;
}

/** A listing's id is one channel's, so an id made of it and every figure names exactly one change of one channel. */
function figure(value: number | null): string {
  return value === null ? 'none' : String(value);
}
