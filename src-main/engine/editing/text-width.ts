/** What `htmlspecialchars` (ENT_COMPAT) makes of one character is this much longer. */
const LONGER: Readonly<Record<string, number>> = { '&': 4, '"': 5, '<': 3, '>': 3 };

/** Characters of a text as OpenCart stores it: HTML-encoded, with `\n` line ends. VARCHAR counts characters. */
export function encodedCharacters(text: string): number {
  let width = 0;
  for (const character of text) width += 1 + (LONGER[character] ?? 0);
  return width;
}

/** The same in bytes of utf8mb4: TEXT columns count bytes. */
export function encodedBytes(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    width += (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4) + (LONGER[character] ?? 0);
  }
  return width;
}
