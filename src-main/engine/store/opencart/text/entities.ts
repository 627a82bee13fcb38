const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * Undoes PHP's `htmlspecialchars`, through which every form of OpenCart sends its texts: once, and a second time where
 * the result still shows that it was encoded twice.
 */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  const once = decodeOnce(text);
  return /&(?:amp|lt|gt|quot);/.test(once) ? decodeOnce(once) : once;
}

function decodeOnce(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/&#0?39;|&#x27;/gi, "'");
}

/** What OpenCart's forms make of a text (`htmlspecialchars`, ENT_COMPAT): its templates print names raw. */
export function encodeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
