import { formatAmount } from '#common/localised-figures.ts';
import { parseAmount } from '#common/money.ts';
import type { Language } from '#contract/basics.ts';
import type { ListingOverrides } from '#contract/listings.ts';

/** The overrides as they stand in their fields: what a person sees and types. */
export type OverrideTexts = {
  readonly price: string;
  readonly buffer: string;
  readonly floor: string;
  readonly ceiling: string;
  readonly frozen: boolean;
};

export type OverrideField = 'price' | 'buffer' | 'floor' | 'ceiling';
export type OverrideFault = 'ambiguous' | 'notPositive' | 'notKurus' | 'notWhole' | 'floorAboveCeiling';
export type OverrideFaults = Readonly<Partial<Record<OverrideField, OverrideFault>>>;

/** What was typed, read: either every field has one meaning, or the faults say which has none. */
export type ReadOverrides =
  | { readonly kind: 'read'; readonly overrides: ListingOverrides; readonly outsideLimits: boolean }
  | { readonly kind: 'faulty'; readonly faults: OverrideFaults };

const MOST_BUFFER = 10_000;

export function textsOf(overrides: ListingOverrides, language: Language): OverrideTexts {
  const amount = (valueE4: number | null): string =>
    valueE4 === null ? '' : formatAmount(valueE4, language);
  return {
    price: amount(overrides.priceE4),
    buffer: overrides.stockBuffer === null ? '' : String(overrides.stockBuffer),
    floor: amount(overrides.floorE4),
    ceiling: amount(overrides.ceilingE4),
    frozen: overrides.frozen,
  };
}

/**
 * Reads an amount typed by a person, by the language of the page. An empty field is "no amount" and never zero; a text
 * that could be two amounts is refused rather than guessed.
 */
export function readAmount(
  text: string,
  language: Language,
): { readonly valueE4: number | null } | { readonly fault: OverrideFault } {
  if (text.trim() === '') return { valueE4: null };
  const valueE4 = parseAmount({ text, locale: language });
  if (valueE4 === null) return { fault: 'ambiguous' };
  if (valueE4 <= 0) return { fault: 'notPositive' };
  if (valueE4 % 100 !== 0) return { fault: 'notKurus' };
  return { valueE4 };
}

export function readOverrides(texts: OverrideTexts, language: Language): ReadOverrides {
  const price = readAmount(texts.price, language);
  const floor = readAmount(texts.floor, language);
  const ceiling = readAmount(texts.ceiling, language);
  const buffer = readBuffer(texts.buffer);
  if ('fault' in price || 'fault' in floor || 'fault' in ceiling || 'fault' in buffer) {
    return { kind: 'faulty', faults: faultsOf({ price, floor, ceiling, buffer }) };
  }
  if (floor.valueE4 !== null && ceiling.valueE4 !== null && floor.valueE4 > ceiling.valueE4) {
    return { kind: 'faulty', faults: { floor: 'floorAboveCeiling' } };
  }
  return {
    kind: 'read',
    overrides: {
      priceE4: price.valueE4,
      stockBuffer: buffer.value,
      floorE4: floor.valueE4,
      ceilingE4: ceiling.valueE4,
      frozen: texts.frozen,
    },
    outsideLimits: isOutside(price.valueE4, floor.valueE4, ceiling.valueE4),
  };
}

/** A stock buffer as typed: empty means the rule of the channel. */
export function readBuffer(
  text: string,
): { readonly value: number | null } | { readonly fault: OverrideFault } {
  const compact = text.trim();
  if (compact === '') return { value: null };
  if (!/^\d{1,5}$/.test(compact) || Number(compact) > MOST_BUFFER) return { fault: 'notWhole' };
  return { value: Number(compact) };
}

function faultsOf(read: Readonly<Record<OverrideField, object>>): OverrideFaults {
  const faults: Partial<Record<OverrideField, OverrideFault>> = {};
  for (const field of ['price', 'floor', 'ceiling', 'buffer'] as const) {
    const outcome = read[field];
    // `read` holds the outcomes of the readers above, whose faults are of this type.
    if ('fault' in outcome) faults[field] = outcome.fault as OverrideFault;
  }
  return faults;
}

function isOutside(price: number | null, floor: number | null, ceiling: number | null): boolean {
  if (price === null) return false;
  return (floor !== null && price < floor) || (ceiling !== null && price > ceiling);
}

/** Only what differs from what is saved: an untouched field must not write over somebody else's newer word. */
export function changesBetween(before: ListingOverrides, after: ListingOverrides): Partial<ListingOverrides> {
  return {
    ...(before.priceE4 === after.priceE4 ? {} : { priceE4: after.priceE4 }),
    ...(before.stockBuffer === after.stockBuffer ? {} : { stockBuffer: after.stockBuffer }),
    ...(before.floorE4 === after.floorE4 ? {} : { floorE4: after.floorE4 }),
    ...(before.ceilingE4 === after.ceilingE4 ? {} : { ceilingE4: after.ceilingE4 }),
    ...(before.frozen === after.frozen ? {} : { frozen: after.frozen }),
  };
}
