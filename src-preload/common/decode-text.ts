export type DecodedText = {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1254';
};

/** The Encoding standard's `TextDecoder`, which every host has and this room may not name. */
export type Decoder = new (
  label: string,
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * The text of a file as Windows and spreadsheet programs save it: UTF-16 and UTF-8 by their byte order mark, UTF-16LE
 * also without one (an edit file begins with an ASCII character, whose second byte is then zero), else UTF-8 where the
 * bytes are valid UTF-8, else Turkish Windows-1254, in which any bytes are valid. Null for big-endian UTF-16.
 */
export function decodeText(bytes: Uint8Array, TextDecoder: Decoder): DecodedText | null {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return null;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 1 && bytes[1] === 0);
  if (isUtf16) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  const utf8 = decodeUtf8(bytes, TextDecoder);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return { text: new TextDecoder('windows-1254').decode(bytes), encoding: 'windows-1254' };
}

function decodeUtf8(bytes: Uint8Array, TextDecoder: Decoder): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // The Encoding standard's answer to bytes that are no UTF-8.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
