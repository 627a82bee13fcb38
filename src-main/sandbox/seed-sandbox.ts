import type { MarketplaceName } from './marketplaces.ts';
import { seedAmazon } from './seed-amazon.ts';
import { seedGittigidiyor } from './seed-gittigidiyor.ts';
import { seedHepsiburada } from './seed-hepsiburada.ts';
import { seedN11 } from './seed-n11.ts';
import { seedPazarama } from './seed-pazarama.ts';
import { seedTrendyol } from './seed-trendyol.ts';
import type { Sandbox } from './start-sandbox.ts';

type Seeder = {
  readonly isEmpty: (sandbox: Sandbox) => boolean;
  /** Lists the sample shop's goods there, with differences, strangers and orders for a first plan with real work. */
  readonly seed: (sandbox: Sandbox) => unknown;
};

/** How each marketplace is filled from the sample shop. One line each. */
const SEEDERS: Readonly<Record<MarketplaceName, Seeder>> = {
  amazon: { isEmpty: ({ marketplaces }) => marketplaces.amazon.listings().length === 0, seed: seedAmazon },
  gittigidiyor: {
    isEmpty: ({ marketplaces }) => marketplaces.gittigidiyor.products().length === 0,
    seed: seedGittigidiyor,
  },
  hepsiburada: {
    isEmpty: ({ marketplaces }) => marketplaces.hepsiburada.listings().length === 0,
    seed: seedHepsiburada,
  },
  n11: { isEmpty: ({ marketplaces }) => marketplaces.n11.listings().length === 0, seed: seedN11 },
  pazarama: {
    isEmpty: ({ marketplaces }) => marketplaces.pazarama.listings().length === 0,
    seed: seedPazarama,
  },
  trendyol: { isEmpty: ({ trendyol }) => trendyol.listings().length === 0, seed: seedTrendyol },
};

/** Fills every marketplace that holds nothing yet; one that was used stays as it was left. Names those that were filled. */
export function seedEmpty(sandbox: Sandbox): readonly string[] {
  const empty = Object.entries(SEEDERS).filter(([, { isEmpty }]) => isEmpty(sandbox));
  for (const [, { seed }] of empty) seed(sandbox);
  return empty.map(([name]) => name);
}
