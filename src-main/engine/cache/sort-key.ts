/** The Turkish letters that the code points put elsewhere, each right behind the letter it follows in the alphabet. */
const PLACES: Readonly<Record<string, string>> = {
  ç: 'c~',
  ğ: 'g~',
  ı: 'h~',
  ö: 'o~',
  ş: 's~',
  ü: 'u~',
  â: 'a',
  î: 'i',
  û: 'u',
};

/**
 * A text whose order by code point is the order of the Turkish alphabet (… c ç d … g ğ h ı i … o ö … s ş … u ü …), so
 * that SQLite can sort by it through an index.
 */
export function turkishSortKey(text: string): string {
  const lower = text.normalize('NFC').replaceAll('I', 'ı').replaceAll('İ', 'i').toLowerCase().slice(0, 120);
  return lower.replaceAll(/[çğıöşüâîû]/g, (letter) => PLACES[letter] ?? letter);
}
