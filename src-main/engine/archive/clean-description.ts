import { redactText } from '#common/redact-text.ts';

const KEPT = new Set([
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ul',
  'ol',
  'li',
  'h2',
  'h3',
  'h4',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
]);
const HIDDEN = /<(script|style|iframe|object|embed|noscript|svg|title|head)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;

/**
 * Old listing HTML as another marketplace may take it: structure without attributes, scripts, pictures of the old hosts and
 * links fall away, and so do telephone numbers and e-mail addresses, which every marketplace forbids.
 */
export function cleanDescription(html: string): string {
  const visible = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(HIDDEN, '');
  const marked = visible.replace(
    /<\s*(\/?)\s*([a-z][a-z0-9]*)\b[^>]*>/gi,
    (_tag, slash: string, name: string) => {
      const lower = name.toLowerCase();
      return KEPT.has(lower) ? `<${slash}${lower}>` : ' ';
    },
  );
  // What opens no known tag is text.
  const plain = marked.replace(/<(?!\/?[a-z][a-z0-9]*>)/gi, '&lt;');
  return redactText(plain).replaceAll('[…]', '').replace(/\s+/g, ' ').trim();
}
