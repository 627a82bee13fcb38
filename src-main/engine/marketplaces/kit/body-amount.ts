import { fromMarketplaceNumber } from '#common/money.ts';

/**
 * An amount of a body that is about to leave, in 1/10000; null where it is left out.
 *
 * @throws TypeError for anything but a number that is an amount: such a body can't be judged.
 */
export function readBodyAmount(value: unknown): number | null {
  if (value === undefined) return null;
  const amountE4 = typeof value === 'number' ? fromMarketplaceNumber(value) : null;
  if (amountE4 === null) throw new TypeError('not an amount');
  return amountE4;
}
