/**
 * Browser mode: the address the merchant opened carries a one-time token in its fragment (which no server log ever
 * sees). It is traded for an HttpOnly cookie and taken out of the address bar and the history.
 *
 * Returns `none` when there is no token to trade; a session from before may still be good.
 */
export async function openSession(): Promise<'opened' | 'refused' | 'none'> {
  const match = /(?:^#|&)token=([^&]+)/.exec(window.location.hash);
  if (!match) return 'none';
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: decodeURIComponent(match[1]!) }),
  });
  return response.ok ? 'opened' : 'refused';
}
