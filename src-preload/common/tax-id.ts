/** The number a marketplace puts in place of a consumer's who gave none. It fails the checksum and is still right. */
export const CONSUMER_PLACEHOLDER_TCKN = '11111111111';

/** Checks the two check digits of a Turkish identity number (TCKN). It catches slips of the pen, nothing more. */
export function isTckn(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const d = Array.from(text, Number) as [number, ...number[]];
  const odd = d[0] + d[2]! + d[4]! + d[6]! + d[8]!;
  const even = d[1]! + d[3]! + d[5]! + d[7]!;
  const tenth = (((7 * odd - even) % 10) + 10) % 10;
  const eleventh = d.slice(0, 10).reduce((sum, digit) => sum + digit, 0) % 10;
  return d[9] === tenth && d[10] === eleventh;
}

/** Checks the check digit of a Turkish tax number (VKN, ten digits). */
export function isVkn(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  let sum = 0;
  for (let index = 0; index < 9; index += 1) {
    const shifted = (Number(text[index]) + 9 - index) % 10;
    const powered = (shifted * 2 ** (9 - index)) % 9;
    sum += shifted !== 0 && powered === 0 ? 9 : powered;
  }
  return (10 - (sum % 10)) % 10 === Number(text[9]);
}
