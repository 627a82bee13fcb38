/**
 * Money is an integer number of 1/10000 of the currency unit, as OpenCart's DECIMAL(15,4) stores it: exact, and far
 * below 2^53 for any amount that fits DECIMAL(15,4). It becomes kuruş (1/100) only on its way to a marketplace.
 */
export const E4 = 10_000;

/** Reads a plain decimal text such as `1299.9000` (a database's form: dot, no grouping). Null when it is none. */
export function parseDecimalE4(text: string): number | null {
  const match = /^\s*([+-]?)(\d{1,11})(?:\.(\d*))?\s*$/.exec(text);
  if (!match) return null;
  const fraction = (match[3] ?? '').padEnd(5, '0');
  const magnitude = Number(match[2]) * E4 + Number(fraction.slice(0, 4)) + (fraction[4]! >= '5' ? 1 : 0);
  return match[1] === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** Writes an amount as the database holds it: `12999000` becomes `1299.9000`. */
export function formatDecimalE4(amountE4: number): string {
  const sign = amountE4 < 0 ? '-' : '';
  const magnitude = Math.abs(amountE4);
  return `${sign}${Math.trunc(magnitude / E4)}.${String(magnitude % E4).padStart(4, '0')}`;
}

/** Rounds half away from zero to whole kuruş, staying in 1/10000 units. */
export function roundToKurusE4(amountE4: number): number {
  const sign = amountE4 < 0 ? -1 : 1;
  return sign * Math.floor((Math.abs(amountE4) + 50) / 100) * 100 + 0;
}

/** A JSON number with two decimals, as marketplaces take prices. The amount must already be whole kuruş. */
export function toMarketplaceNumber(amountE4: number): number {
  if (!Number.isSafeInteger(amountE4) || amountE4 % 100 !== 0) {
    throw new RangeError(`not a whole number of kuruş: ${amountE4}`);
  }
  return Number((amountE4 / E4).toFixed(2));
}

/**
 * A JSON number from a marketplace as 1/10000 units, rounded to whole 1/10000. Null for anything that is no finite
 * amount, so that `NaN`, `null` and text never become a price.
 */
export function fromMarketplaceNumber(value: unknown): number | null {
  if (typeof value === 'string' && value.trim() !== '') return parseDecimalE4(value);
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e11) return null;
  return Math.round(value * E4);
}

/** `rateE4` is a percentage in 1/10000 (20 % = 200000). Returns amount × (1 + rate), to 1/10000, half away from zero. */
export function addPercentE4(amountE4: number, rateE4: number): number {
  return mulDivRound(amountE4, 100 * E4 + rateE4, 100 * E4);
}

/** The inverse of {@link addPercentE4}: the net amount inside a gross one. */
export function removePercentE4(amountE4: number, rateE4: number): number {
  return mulDivRound(amountE4, 100 * E4, 100 * E4 + rateE4);
}

/** amount × numerator / denominator in exact integers, rounded half away from zero. */
export function mulDivRound(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const negative = product < 0n !== divisor < 0n && product !== 0n;
  const absProduct = product < 0n ? -product : product;
  const absDivisor = divisor < 0n ? -divisor : divisor;
  const rounded = (2n * absProduct + absDivisor) / (2n * absDivisor);
  return Number(negative ? -rounded : rounded);
}

/** An amount typed by a person, and how it was written. */
export type AmountText = { readonly text: string; readonly locale: 'tr' | 'en' };

/**
 * Reads an amount that a person typed, by the declared locale: `1.299,90` in Turkish, `1,299.90` in English. Anything
 * that could mean two amounts (`1.299` in Turkish is 1299; `1.29` is refused) gives null: a guess would be a price.
 */
export function parseAmount({ text, locale }: AmountText): number | null {
  const [group, decimal] = locale === 'tr' ? (['.', ','] as const) : ([',', '.'] as const);
  const compact = text.replace(/[\s₺]/g, '').replace(/^TL|TL$|TRY$/i, '');
  const pattern = new RegExp(`^-?(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)(?:\\${decimal}\\d{1,4})?$`);
  if (!pattern.test(compact)) return null;
  return parseDecimalE4(compact.replaceAll(group, '').replace(decimal, '.'));
}
