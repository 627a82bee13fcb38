import { APPROVABLE_GUARDS, type GuardId, type Hold } from '#contract/guards.ts';
import { E4 } from '#common/money.ts';
import { sellable, type DesiredFigures } from './desired.ts';
import type { ChannelFacts, ListingFacts, VariantFacts } from './facts.ts';

/** A price that moves by more than this, in percent, counts towards the bulk brake. */
export const BRAKE_STEP_PERCENT = 15;
/** More listings than this in one plan, or more than this share of the channel, wait for a person. */
const BRAKE_LISTINGS = 50;
const BRAKE_SHARE = 0.1;
/** One listing is no bulk, however small the channel. */
const BRAKE_LEAST = 2;

/** How near to ×10, ×100, ÷10 or ÷100 a step must come to look like a slipped decimal point. */
const SLIP_TOLERANCE = 0.05;
const SLIP_FACTORS = [10, 100] as const;

export type StockMove = { readonly from: number | null; readonly to: number };
export type PriceMove = {
  /** What the marketplace shows, else what is on its way; null for a first price. */
  readonly from: number | null;
  readonly to: number | null;
  readonly listTo: number | null;
};

function hold(guard: GuardId, params: Hold['params'] = {}): Hold {
  return { guard, params };
}

/** Whether a person may let a change through in spite of these. */
export function areApprovable(holds: readonly Hold[]): boolean {
  return holds.length > 0 && holds.every(({ guard }) => APPROVABLE_GUARDS.has(guard));
}

/**
 * Why a stock must not be sent as it is. Lowering is never held for a doubt: the worst it costs is a sale, and the
 * worst that waiting costs is a sale of what is not there.
 */
export function judgeStock(
  move: StockMove,
  facts: ListingFacts,
  variant: VariantFacts,
  channel: ChannelFacts,
): readonly Hold[] {
  const holds = [...judgeStockFigure(move.to, variant, channel)];
  if (!facts.forSale) holds.push(hold('listing/not-for-sale', { state: facts.state }));
  const raises = move.from === null || move.to > move.from;
  if (!raises) return holds;
  if (variant.duplicateBarcode) holds.push(hold('listing/duplicate-barcode', { barcode: facts.externalId }));
  if (variant.doubt !== null) holds.push(hold('stock/store-reading-suspicious', { doubt: variant.doubt }));
  if (!variant.viewRead) holds.push(hold('listing/view-not-read'));
  return holds;
}

/** What no stock figure may be, whoever made it. */
export function judgeStockFigure(
  quantity: number,
  variant: VariantFacts,
  channel: ChannelFacts,
): readonly Hold[] {
  if (!Number.isSafeInteger(quantity) || quantity < 0) return [hold('stock/negative', { sent: quantity })];
  const holds: Hold[] = [];
  const available = sellable(variant);
  if (quantity > available) holds.push(hold('stock/above-store', { sent: quantity, available }));
  if (quantity > channel.maxQuantity) {
    holds.push(hold('stock/above-marketplace-limit', { sent: quantity, limit: channel.maxQuantity }));
  }
  return holds;
}

/** Why a planned price must not be sent as it is. */
export function judgePrice(
  move: PriceMove,
  why: DesiredFigures['priceHold'],
  parts: { readonly facts: ListingFacts; readonly variant: VariantFacts; readonly channel: ChannelFacts },
): readonly Hold[] {
  const { facts, variant, channel } = parts;
  const holds: Hold[] = [];
  if (move.to === null) {
    const currencies = { storeCurrency: variant.currency, channelCurrency: channel.currency };
    holds.push(why === 'price/wrong-currency' ? hold(why, currencies) : hold(why ?? 'price/missing'));
  } else {
    holds.push(
      ...judgePriceFigure(move.to, move.listTo, facts, channel),
      ...judgeStep(move.from, move.to, channel),
    );
  }
  if (!facts.forSale) holds.push(hold('listing/not-for-sale', { state: facts.state }));
  if (variant.duplicateBarcode) holds.push(hold('listing/duplicate-barcode', { barcode: facts.externalId }));
  if (variant.doubt === 'vanished')
    holds.push(hold('stock/store-reading-suspicious', { doubt: variant.doubt }));
  return holds;
}

/** What no price may be, whoever made it. Nothing of this can be let through. */
export function judgePriceFigure(
  priceE4: number,
  listPriceE4: number | null,
  facts: ListingFacts,
  channel: ChannelFacts,
): readonly Hold[] {
  if (!Number.isSafeInteger(priceE4) || priceE4 <= 0) return [hold('price/not-positive')];
  const holds: Hold[] = [];
  if (priceE4 % 100 !== 0 || (listPriceE4 !== null && listPriceE4 % 100 !== 0)) {
    holds.push(hold('price/not-whole-kurus'));
  }
  if (listPriceE4 !== null && listPriceE4 < priceE4) holds.push(hold('price/list-below-sale'));
  const floor = facts.ownFloorE4 ?? channel.rules.floorE4;
  if (floor !== null && priceE4 < floor) {
    holds.push(hold('price/below-floor', { floorE4: floor, priceE4, currency: channel.currency }));
  }
  const ceiling = facts.ownCeilingE4 ?? channel.rules.ceilingE4;
  if (ceiling !== null && priceE4 > ceiling) {
    holds.push(hold('price/above-ceiling', { ceilingE4: ceiling, priceE4, currency: channel.currency }));
  }
  return holds;
}

/** Why the way from one price to the other is too far to be taken without a person. A first price is no step. */
export function judgeStep(from: number | null, to: number, channel: ChannelFacts): readonly Hold[] {
  const percent = stepPercent(from, to);
  if (percent === null || from === null) return [];
  const holds: Hold[] = [];
  const factor = slipFactor(from, to);
  if (factor !== null) holds.push(hold('price/decimal-slip', { factor }));
  if (Math.abs(to - from) * 100 > from * channel.rules.maxStepPercent) {
    holds.push(hold('price/large-step', { percent: Math.abs(percent), limit: channel.rules.maxStepPercent }));
  }
  return holds;
}

/** Change of a price in percent of the old one, to two decimals; null when there was none. */
export function stepPercent(from: number | null, to: number | null): number | null {
  if (from === null || from <= 0 || to === null) return null;
  return Math.round(((to - from) / from) * E4) / 100;
}

function slipFactor(from: number, to: number): string | null {
  const ratio = to / from;
  for (const factor of SLIP_FACTORS) {
    if (Math.abs(ratio - factor) <= factor * SLIP_TOLERANCE) return `×${factor}`;
    if (Math.abs(1 / ratio - factor) <= factor * SLIP_TOLERANCE) return `÷${factor}`;
  }
  return null;
}

/**
 * Which of a plan's price changes the bulk brake holds: all that move far when there are too many of them; else those
 * that it held in the plan before. Letting some through must not let the rest slip through behind them.
 */
export function bulkBrake(
  movers: readonly string[],
  channel: ChannelFacts,
): { readonly held: readonly string[]; readonly hold: Hold } {
  const bulk =
    movers.length >= BRAKE_LEAST &&
    (movers.length > BRAKE_LISTINGS || movers.length > channel.linkedListings * BRAKE_SHARE);
  return {
    held: bulk ? movers : movers.filter((changeId) => channel.braked.has(changeId)),
    hold: hold('price/bulk-brake', { count: movers.length, listings: channel.linkedListings }),
  };
}
