import { isTckn } from './tax-id.ts';

const HIDDEN = '[…]';

/** JSON fields whose value is a secret or says who somebody is, whatever stands around them. */
const PERSONAL_FIELDS =
  'authorization|api_?key|api_?secret|secret|password|passwd|token|access_?token|refresh_?token|first_?name|last_?name|full_?name|' +
  'customer_?first_?name|customer_?last_?name|customer_?email|email|e_?mail|phone|gsm|mobile|address|address_?1|address_?2|' +
  'address_?line_?1|address_?line_?2|full_?address|short_?address|neighborhood|identity_?number|customer_?tckn|tckn|tax_?number|' +
  'vkn|iban|invoice_?link|latitude|longitude';

const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b(basic|bearer)\s+[A-Za-z0-9+/=._~-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    new RegExp(`("(?:${PERSONAL_FIELDS})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|-?\\d[\\d.eE+-]*)`, 'gi'),
    `$1"${HIDDEN}"`,
  ],
  // The same inside a text that is JSON itself, where every quote is escaped.
  [
    new RegExp(`(\\\\+"(?:${PERSONAL_FIELDS})\\\\+"\\s*:\\s*\\\\+")(?:(?!\\\\+")[\\s\\S])*`, 'gi'),
    `$1${HIDDEN}`,
  ],
  [new RegExp(`\\b(${PERSONAL_FIELDS})=([^&\\s"']+)`, 'gi'), `$1=${HIDDEN}`],
  [/(\/\/[^/\s:@]*:)[^/\s@]+@/g, `$1${HIDDEN}@`],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, HIDDEN],
  [/\bTR\d{2}(?:[ ]?\d){22}\b/gi, HIDDEN],
  [/(?<![\d\p{L}.-])(?:\+?90[ -]?|0)?\(?5\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\d\p{L}])/gu, HIDDEN],
];

/**
 * Takes secrets and personal data out of a text that somebody will read (a log line, an error's details): values of
 * telling JSON fields, credentials, e-mail addresses, Turkish mobile numbers, identity numbers and IBANs. Control
 * characters become blanks, so that one text stays one line. Codes of goods stay as they are.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= 4) clean = clean.replaceAll(secret, HIDDEN);
  }
  for (const [pattern, replacement] of RULES) clean = clean.replace(pattern, replacement);
  clean = clean.replace(/(?<!\d)\d{11}(?!\d)/g, (digits) => (isTckn(digits) ? HIDDEN : digits));
  return clean.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
