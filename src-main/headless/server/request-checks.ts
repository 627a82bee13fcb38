import type { IncomingMessage } from 'node:http';

/**
 * The names under which this server may be called. A page of somebody else's whose name was made to resolve to
 * 127.0.0.1 (DNS rebinding) carries its own name in `Host` and is refused.
 */
export function allowedHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
}

export function hasAllowedHost(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host;
  return host !== undefined && allowedHosts(port).has(host.toLowerCase());
}

/** True only when the browser says that our own page is asking. A missing `Origin` is not ours. */
export function hasOwnOrigin(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  return host !== undefined && origin === `http://${host.toLowerCase()}`;
}

/** Cookies know no ports, so the name carries it: two profiles on one computer do not overwrite each other. */
export function sessionCookieName(port: number): string {
  return `meschain-${port}`;
}

export function readSessionCookie(request: IncomingMessage, port: number): string | null {
  const name = sessionCookieName(port);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return null;
}
