import type { StoreProductVariant, ViewPrice } from '../../port.ts';
import { inE10 } from './price-rows.ts';
import { combinationKey, combinationStocks } from './related-options.ts';
import type { Combination } from './related-options.ts';
import { grossE4 } from './tax-rates.ts';
import type { ShopTax } from './tax-rates.ts';

export type OptionValue = {
  readonly optionValueId: string;
  /** `option_value.option_value_id`: the same for every product that has this value. */
  readonly sharedValueId: string;
  readonly name: string;
  readonly quantity: number;
  readonly subtract: boolean;
  /** Added to the net price; negative for the prefix `-`. Other prefixes come from extensions and count as nothing. */
  readonly priceE4: number;
  readonly codes: Readonly<Record<string, string>>;
};

/** One option of a product that the buyer must choose exactly one value of. */
export type ProductOption = { readonly productOptionId: string; readonly values: readonly OptionValue[] };

/** A product's prices as one view shows them: net, before options, in 10^-10 of the shop's own currency unit. */
export type ViewNetPrices = {
  readonly view: string;
  readonly saleE10: bigint;
  readonly listE10: bigint;
  readonly tax: ShopTax;
  readonly shopCurrency: string;
  /** Null where the view shows the shop's own currency. */
  readonly rate: { readonly currency: string; readonly rateE8: number } | null;
};

export type VariantFacts = {
  readonly productId: string;
  readonly quantity: number;
  /** Net, before options, in 10^-10 of the currency unit. */
  readonly saleE10: bigint;
  readonly listE10: bigint;
  readonly tax: ShopTax;
  /** The same as other views of the shop show it. */
  readonly views: readonly ViewNetPrices[];
  /** Those that the buyer still has to choose of. */
  readonly options: readonly ProductOption[];
  /** Values that a 4.x variant has chosen already of its master's options. */
  readonly preset: readonly OptionValue[];
  /** Combinations of the product's option values of which an extension keeps codes and stock as a whole. */
  readonly combinations: ReadonlyMap<string, Combination>;
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
  const sharedIds = chosen.map((value) => value.sharedValueId);
  const combination = facts.combinations.get(combinationKey(sharedIds));
  return {
    variantId: ids.length === 0 ? `p${facts.productId}` : `p${facts.productId}:${ids.join('+')}`,
    optionValueIds: ids,
    optionText: chosen.map((value) => value.name).join(' / '),
    codes: { ...codesOf(chosen), ...combination?.codes },
    quantity: Math.min(facts.quantity, ...stocks, ...combinationStocks(facts.combinations, sharedIds)),
    priceE4: grossE4(facts.saleE10 + inE10(extraE4), facts.tax),
    listPriceE4: grossE4(facts.listE10 + inE10(extraE4), facts.tax),
    ...(facts.views.length === 0
      ? {}
      : { viewPrices: facts.views.map((view) => viewPrice(view, inE10(extraE4))) }),
  };
}

function viewPrice(net: ViewNetPrices, extraE10: bigint): ViewPrice {
  const { view, tax, rate, shopCurrency } = net;
  const gross = (netE10: bigint, rateE8?: number): number => grossE4(netE10 + extraE10, tax, rateE8);
  return {
    view,
    currency: rate?.currency ?? shopCurrency,
    priceE4: gross(net.saleE10, rate?.rateE8),
    listPriceE4: gross(net.listE10, rate?.rateE8),
    taxRateE4: tax.rateE4,
    shopCurrency,
    shopPriceE4: gross(net.saleE10),
    shopListPriceE4: gross(net.listE10),
    rateE8: rate?.rateE8 ?? null,
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
