import { Agent } from 'undici';
import type { Network } from '#engine/host.ts';

export type OpenNetwork = Network & { readonly close: () => Promise<void> };

/**
 * Keep-alive connections to the marketplaces. HTTP/2 is agreed on by ALPN and so only ever over TLS; plain HTTP (the
 * sandbox on this computer) stays HTTP/1.1. Time-outs of a request are the gateway's own; these are the outer bounds.
 */
export function openNetwork(): OpenNetwork {
  const dispatcher = new Agent({
    allowH2: true,
    connections: 8,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 300_000,
    connect: { timeout: 15_000 },
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  return { dispatcher, close: () => dispatcher.destroy() };
}
