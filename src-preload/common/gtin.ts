/** What a text is, looked at as a Global Trade Item Number (GS1 General Specifications, check digit modulo 10). */
export type GtinVerdict = 'valid' | 'bad-check-digit' | 'not-a-gtin' | 'empty';

const GTIN_LENGTHS = new Set([8, 12, 13, 14]);

/** Judges a barcode as it stands. It is never repaired: a guessed barcode is somebody else's product. */
export function judgeGtin(text: string): GtinVerdict {
  const code = text.trim();
  if (code === '') return 'empty';
  if (!/^\d+$/.test(code) || !GTIN_LENGTHS.has(code.length) || /^0+$/.test(code)) return 'not-a-gtin';
  return gtinCheckDigit(code.slice(0, -1)) === Number(code.at(-1)) ? 'valid' : 'bad-check-digit';
}

/** The check digit for the digits that stand before it: weights 3 and 1 from the right. */
export function gtinCheckDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const digit = Number(body[body.length - 1 - index]);
    sum += index % 2 === 0 ? 3 * digit : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Whether a number of 7 to 11 figures looks like a barcode whose leading zeros a spreadsheet dropped: of no barcode's
 * length, but a valid one with zeros before it. 12 figures are a UPC-A, which is the same number with and without its zero.
 */
export function hasLostZeros(digits: string): boolean {
  if (!/^[1-9]\d{6,10}$/.test(digits) || GTIN_LENGTHS.has(digits.length)) return false;
  return [...GTIN_LENGTHS].some(
    (length) => length > digits.length && judgeGtin(digits.padStart(length, '0')) === 'valid',
  );
}
