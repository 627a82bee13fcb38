import type { EndpointManifest, Manifest, SessionManifest } from '#engine/marketplaces/kit/port.ts';
import { trendyolManifest } from '#engine/marketplaces/trendyol/manifest.ts';
import { problem, ProblemError } from '#contract/problem.ts';

const endpoint = (effect: EndpointManifest['effect'], extra: Partial<EndpointManifest> = {}) => ({
  label: { tr: '', en: '' },
  effect,
  limits: [],
  timeoutMs: 5_000,
  ...extra,
});

export const MANY_ENDPOINTS = {
  probe: endpoint('read'),
  token: endpoint('read'),
  orders: endpoint('read'),
  label: endpoint('read'),
  document: endpoint('read'),
  upload: endpoint('creation'),
  offers: endpoint('absolute-write'),
};

/** A marketplace with all that a gateway knows to do: several hosts, spelled in two ways, documents, and no token yet. */
export function manyHosts(changes: Partial<Manifest> = {}): Manifest {
  return {
    ...trendyolManifest,
    marketplace: 'many',
    name: 'Many',
    defaultBaseUrl: 'https://api.many.example',
    hosts: {
      api: { origin: 'https://api.many.example', segments: ['api-external', 'api'] },
      orders: { origin: 'https://orders.many.example', segments: ['orders-external', 'orders'] },
      auth: { origin: 'https://auth.many.example', segments: null },
    },
    hostProbe: () => ({ endpoint: 'probe', method: 'GET', host: 'api', path: '/ping' }),
    headers: ({ apiKey = '' }) => ({ 'x-api-key': apiKey }),
    endpoints: MANY_ENDPOINTS,
    readOffers: () => null,
    documentAddress: (url) => url.hostname === '127.0.0.1' || url.hostname.endsWith('.many.example'),
    ...changes,
  };
}

/** Tokens as LWA gives them: a form goes in, JSON comes out. */
export const tokenSession: SessionManifest = {
  request: ({ apiSecret = '' }) => ({
    endpoint: 'token',
    method: 'POST',
    host: 'auth',
    path: '/auth/token',
    content: {
      kind: 'text',
      contentType: 'application/x-www-form-urlencoded',
      text: `client_secret=${encodeURIComponent(apiSecret)}`,
    },
  }),
  read: (response, nowMs) => {
    const given = response.json as { access_token?: string; expires_in?: number } | undefined;
    if (response.status !== 200 || given?.access_token === undefined)
      throw new ProblemError(problem('channel/wrong-key', { status: response.status }));
    return {
      headers: { 'x-access-token': given.access_token },
      secrets: [given.access_token],
      expiresAtMs: nowMs + (given.expires_in ?? 0) * 1_000,
    };
  },
  expired: (response) => response.status === 403 && response.text.includes('expired'),
};
