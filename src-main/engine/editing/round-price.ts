import { assertNever } from '#common/assert-never.ts';
import { E4, roundToKurusE4 } from '#common/money.ts';
import type { BulkChange } from '#contract/edits.ts';

export type Rounding = Extract<BulkChange, { what: 'price' }>['rounding'];

/**
 * A price as the merchant wants its ending: to the kuruş and to whole units half away from zero, to …,90 and …,99
 * downwards. An ending that would leave nothing of a price is not given: it is rounded to the kuruş then.
 */
export function roundPriceE4(amountE4: number, rounding: Rounding): number {
  const kurus = roundToKurusE4(amountE4);
  if (kurus <= 0) return kurus;
  const rounded = withEnding(kurus, rounding);
  return rounded > 0 ? rounded : kurus;
}

function withEnding(kurusE4: number, rounding: Rounding): number {
  switch (rounding) {
    case 'kurus':
      return kurusE4;
    case 'whole':
      return Math.floor((kurusE4 + E4 / 2) / E4) * E4;
    case 'ninety':
      return endingIn(kurusE4, 9_000);
    case 'ninety-nine':
      return endingIn(kurusE4, 9_900);
    default:
      return assertNever(rounding, 'rounding');
  }
}

/** The greatest amount that ends so and is not above. */
function endingIn(amountE4: number, endingE4: number): number {
  return Math.floor((amountE4 - endingE4) / E4) * E4 + endingE4;
}
