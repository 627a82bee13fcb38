import type { StoreProductVariant } from '../../port.ts';
import { inE10 } from './price-rows.ts';
import { grossE4 } from './tax-rates.ts';
import type { ShopTax } from './tax-rates.ts';

export type OptionValue = {
  readonly optionValueId: string;
  readonly name: string;
  readonly quantity: number;
  readonly subtract: boolean;
  /** Added to the net price; negative for the prefix `-`. Other prefixes come from extensions and count as nothing. */
  readonly priceE4: number;
  readonly codes: Readonly<Record<string, string>>;
};

/** One option of a product that the buyer must choose exactly one value of. */
export type ProductOption = { readonly productOptionId: string; readonly values: readonly OptionValue[] };

export type VariantFacts = {
  readonly productId: string;
  readonly quantity: number;
  /** Net, before options, in 10^-10 of the currency unit. */
  readonly saleE10: bigint;
  readonly listE10: bigint;
  readonly tax: ShopTax;
  /** Those that the buyer still has to choose of. */
  readonly options: readonly ProductOption[];
  /** Values that a 4.x variant has chosen already of its master's options. */
  readonly preset: readonly OptionValue[];
};

/** More combinations than this are no longer things that somebody keeps stock of. */
export const MAX_COMBINATIONS = 500;

/** What of a product can be ordered: itself, or one variant for each combination of the options it demands. */
export function variantsOf(facts: VariantFacts): {
  readonly variants: readonly StoreProductVariant[];
  readonly leftOut: number;
} {
  const options = facts.options.filter((option) => option.values.length > 0);
  if (options.length === 0) {
    // A 4.x variant is a product of its own: its id says all.
    return {
      variants: [{ ...variantOf(facts, facts.preset), variantId: `p${facts.productId}` }],
      leftOut: 0,
    };
  }
  const all = options.reduce((count, option) => count * option.values.length, 1);
  const variants: StoreProductVariant[] = [];
  for (const combination of combinations(options)) {
    if (variants.length === MAX_COMBINATIONS) break;
    variants.push(variantOf(facts, [...facts.preset, ...combination]));
  }
  return { variants, leftOut: all - variants.length };
}

function* combinations(options: readonly ProductOption[]): Generator<readonly OptionValue[]> {
  const [first, ...rest] = options;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first.values) {
    for (const others of combinations(rest)) yield [value, ...others];
  }
}

function variantOf(facts: VariantFacts, chosen: readonly OptionValue[]): StoreProductVariant {
  const ids = chosen.map((value) => value.optionValueId).sort((a, b) => Number(a) - Number(b));
  const extraE4 = chosen.reduce((sum, value) => sum + value.priceE4, 0);
  // The cart wants the product's own stock to suffice whatever its `subtract` says, an option value's only with it.
  const stocks = chosen.filter((value) => value.subtract).map((value) => value.quantity);
  return {
    variantId: ids.length === 0 ? `p${facts.productId}` : `p${facts.productId}:${ids.join('+')}`,
    optionValueIds: ids,
    optionText: chosen.map((value) => value.name).join(' / '),
    codes: codesOf(chosen),
    quantity: Math.min(facts.quantity, ...stocks),
    priceE4: grossE4(facts.saleE10 + inE10(extraE4), facts.tax),
    listPriceE4: grossE4(facts.listE10 + inE10(extraE4), facts.tax),
  };
}

/** A code names a variant only where exactly one of its values carries one: two would be two things. */
function codesOf(chosen: readonly OptionValue[]): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>();
  for (const value of chosen) {
    for (const [source, code] of Object.entries(value.codes)) {
      if (code.trim() === '') continue;
      found.set(source, (found.get(source) ?? new Set()).add(code));
    }
  }
  return Object.fromEntries(
    [...found].flatMap(([source, codes]) => (codes.size === 1 ? [[source, [...codes][0] ?? '']] : [])),
  );
}
