import type { MarketplaceAdapter } from './kit/port.ts';
import { trendyol } from './trendyol/adapter.ts';

/** Every marketplace that this program can talk to, by the id that channels are kept under. One line each. */
export const adapters: ReadonlyMap<string, MarketplaceAdapter> = new Map(
  [trendyol].map((adapter) => [adapter.manifest.marketplace, adapter]),
);
