const HIDDEN = '[…]';
/** A shorter text, or one of digits alone, may stand for something else by chance: it is hidden as a whole value only. */
const SHORTEST_TELLING = 8;
/** What stands around a whole value in JSON, XML, forms and addresses. */
const BEFORE = '(?<=^|["\'>=,/:(\\s])';
const AFTER = '(?=$|["\'<&,/;)\\s])';

/**
 * Makes the function that takes a channel's secrets out of a text that is shown or kept, in each way in which a body or an
 * address may write them: as they are, escaped for JSON or XML, or percent-encoded.
 */
export function createSecretHider(secrets: readonly string[]): (text: string) => string {
  const spellings = new Set(secrets.map((secret) => secret.trim()).flatMap(spellingsOf));
  spellings.delete('');
  // The longest first: one secret may be a part of another.
  const ordered = [...spellings].sort((left, right) => right.length - left.length);
  if (ordered.length === 0) return (text) => text;
  // One pass over the text, however many keys and spellings there are: every answer goes through here.
  const pattern = new RegExp(
    ordered.map((spelling) => (isTelling(spelling) ? quote(spelling) : whole(spelling))).join('|'),
    'g',
  );
  return (text) => text.replace(pattern, HIDDEN);
}

/**
 * The same for an answer, which is read on as data: only secrets that can't stand in it by chance are hidden, so that no
 * order number is ever torn apart.
 */
export function createEchoHider(secrets: readonly string[]): (text: string) => string {
  return createSecretHider(secrets.filter((secret) => isTelling(secret.trim())));
}

/** Takes out texts that can stand for nothing else, wherever they are (a token, a signature). */
export function hideAll(text: string, secrets: readonly string[] = []): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_TELLING)
    .reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);
}

function isTelling(secret: string): boolean {
  return secret.length >= SHORTEST_TELLING && /\D/.test(secret);
}

function spellingsOf(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const json = inJson(secret);
  // A JSON file in a multipart body is told within JSON once more.
  return [secret, inXml(secret), json, inJson(json), percent, percent.replaceAll('%20', '+')];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function inXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function whole(secret: string): string {
  return `${BEFORE}${quote(secret)}${AFTER}`;
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
