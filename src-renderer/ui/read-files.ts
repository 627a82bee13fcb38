import type { FileContent } from '#contract/returns.ts';

/** What the border lets through of one file, in bytes. */
export const LARGEST_FILE = 10 * 1024 * 1024;

export type ReadFile =
  | { readonly kind: 'file'; readonly file: FileContent }
  | { readonly kind: 'tooLarge' | 'unreadable'; readonly name: string };

/** A chosen file as it crosses the border, or why it can't. */
export async function readFile(chosen: File): Promise<ReadFile> {
  if (chosen.size > LARGEST_FILE) return { kind: 'tooLarge', name: chosen.name };
  try {
    const base64 = await toBase64(chosen);
    return {
      kind: 'file',
      file: { name: chosen.name, mediaType: chosen.type || 'application/octet-stream', base64 },
    };
  } catch {
    return { kind: 'unreadable', name: chosen.name }; // moved, locked, or no longer allowed: the browser says no more
  }
}

/** The bytes of a file in Base64. */
export async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In parts: an argument list may not be as long as a file.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
