const MAX_LENGTH = 2_048;

/**
 * The address that may be handed to the merchant's browser, or null. https only, with a public name: no other scheme
 * (each is a program that would be started), no name and password, no bare address of this computer or its network.
 */
export function externalAddress(text: unknown): URL | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  // What the URL parser would quietly drop or turn into a slash: written so only to look like something else.
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(text) || !/^https:\/\/[^/]/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  if (url.port !== '' || !isPublicName(url.hostname)) return null;
  return url;
}

function isPublicName(host: string): boolean {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return false;
  const labels = host.replace(/\.$/, '').split('.');
  if (labels.length < 2 || labels.some((label) => label === '')) return false;
  return !['localhost', 'local', 'internal', 'lan', 'home', 'test', 'invalid'].includes(labels.at(-1)!);
}
