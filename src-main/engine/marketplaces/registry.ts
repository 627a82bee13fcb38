import { amazon } from './amazon/adapter.ts';
import { gittigidiyor } from './gittigidiyor/adapter.ts';
import { hepsiburada } from './hepsiburada/adapter.ts';
import type { MarketplaceAdapter } from './kit/port.ts';
import { n11 } from './n11/adapter.ts';
import { pazarama } from './pazarama/adapter.ts';
import { trendyol } from './trendyol/adapter.ts';

/** Every marketplace that this program can talk to, by the id that channels are kept under. One line each. */
export const adapters: ReadonlyMap<string, MarketplaceAdapter> = new Map(
  [trendyol, amazon, hepsiburada, n11, pazarama, gittigidiyor].map((adapter) => [
    adapter.manifest.marketplace,
    adapter,
  ]),
);
