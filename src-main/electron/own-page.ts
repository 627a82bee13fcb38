/** The page's own address in the desktop program. A scheme of our own: the page never has a `file:` origin. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'meschain';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/`;

/**
 * True only for an address of our own page, judged by its parsed parts. Looking for a piece of text in an address is how
 * `app://meschain.example/` or `https://x/?app://meschain/` gets in.
 */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
