const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * Undoes PHP's `htmlspecialchars`, through which every form of OpenCart sends its texts: once, and a second time where
 * the result still shows that it was encoded twice. For reading a plain text only; see {@link decodeOnce}.
 */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  const once = decodeOnce(text);
  return /&(?:amp|lt|gt|quot|#0?39|#x27);/i.test(once) ? decodeOnce(once) : once;
}

/**
 * Exactly what OpenCart's own form shows, and the inverse of {@link encodeText} for every text: what is to be edited and
 * written back. An HTML description that says `5 &lt; 6` still says so.
 */
export function decodeOnce(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(amp|lt|gt|quot)|#0?39|#x27);/gi, (entity, name: string | undefined) =>
    name === undefined ? "'" : (NAMED[name] ?? entity),
  );
}

/** What OpenCart's forms make of a text (`htmlspecialchars`, ENT_COMPAT): its templates print names raw. */
export function encodeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
