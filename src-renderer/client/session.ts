const TOKEN = /(?:^#|&)token=([^&]+)/;

/** Whether the address carries a one-time token that has not been traded yet. */
export function hasSessionToken(): boolean {
  return TOKEN.test(window.location.hash);
}

/**
 * Browser mode: the address the merchant opened carries a one-time token in its fragment (which no server log ever
 * sees). It is taken out of the address bar and the history, and traded for an HttpOnly cookie. A token that is no
 * longer good changes nothing: a session from before may still hold, and the connection itself will tell.
 */
export async function openSession(): Promise<void> {
  const match = TOKEN.exec(window.location.hash);
  if (!match) return;
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: decodeURIComponent(match[1]!) }),
  }).catch(() => undefined);
}
