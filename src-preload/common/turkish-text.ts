/**
 * Turkish has four letters where English has two: I ı and İ i. Lower-casing by one locale's rules makes two words of
 * one, or one of two, so there are three different needs and three different functions here.
 */

/**
 * A key for searching and matching people's words: all of I, İ, ı, i become `i`, accents fall away, white space is
 * one blank. Never use it to compare barcodes, stock codes or anything else that a machine gave.
 */
export function foldKey(text: string): string {
  if (UNUSUAL.test(text)) return foldAny(text);
  const plain = text.replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] ?? letter).toLowerCase();
  return /^\s|\s$|\s\s|[^\S ]/.test(plain) ? plain.replace(/\s+/g, ' ').trim() : plain;
}

/** The letters beyond ASCII that Turkish names are written with: a hundred thousand titles are folded in one go. */
const PLAIN: Readonly<Record<string, string>> = {
  ç: 'c',
  ğ: 'g',
  ı: 'i',
  ö: 'o',
  ş: 's',
  ü: 'u',
  â: 'a',
  î: 'i',
  û: 'u',
  Ç: 'c',
  Ğ: 'g',
  İ: 'i',
  Ö: 'o',
  Ş: 's',
  Ü: 'u',
  Â: 'a',
  Î: 'i',
  Û: 'u',
};
const UNUSUAL = /[^\0-\x7fçğıöşüâîûÇĞİÖŞÜÂÎÛ]/;

function foldAny(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[Iİı]/g, 'i')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Upper case for people's words, by the language they are written in. */
export function displayUpper(text: string, language: 'tr' | 'en'): string {
  return text.toLocaleUpperCase(language);
}

/**
 * A code as a machine compares it: outer blanks and inner control characters gone, letter case untouched. Two codes
 * are the same only when this form is the same to the last character.
 */
export function normaliseCode(text: string): string {
  // Nearly every code is printable ASCII without blanks, and stays as it is.
  if (/^[!-~]*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
