import { createAmazonSandbox } from './amazon/amazon-sandbox.ts';
import { createGittigidiyorSandbox } from './gittigidiyor/gittigidiyor-sandbox.ts';
import { createHepsiburadaSandbox } from './hepsiburada/hepsiburada-sandbox.ts';
import type { SandboxMarketplace, SandboxParts } from './marketplace.ts';
import { createN11Sandbox } from './n11/n11-sandbox.ts';
import { createPazaramaSandbox } from './pazarama/pazarama-sandbox.ts';
import { createTrendyolSandbox } from './trendyol/trendyol-sandbox.ts';

/** Every marketplace of the sandbox by the first part of its paths. One line each; all else follows from it. */
const MAKERS = {
  amazon: createAmazonSandbox,
  gittigidiyor: createGittigidiyorSandbox,
  hepsiburada: createHepsiburadaSandbox,
  n11: createN11Sandbox,
  pazarama: createPazaramaSandbox,
  trendyol: createTrendyolSandbox,
} as const;

type Makers = typeof MAKERS;
export type MarketplaceName = keyof Makers;
type PartsOf<Name extends MarketplaceName> = Parameters<Makers[Name]>[0];

export type SandboxMarketplaces = { readonly [Name in MarketplaceName]: ReturnType<Makers[Name]> };
export type SandboxCredentials = {
  readonly [Name in MarketplaceName]?: NonNullable<PartsOf<Name>['credentials']>;
};
export type SandboxRules = { readonly [Name in MarketplaceName]?: NonNullable<PartsOf<Name>['rules']> };

/** Makes them all, each with what belongs to it. */
export function createMarketplaces(
  partsOf: (name: MarketplaceName) => SandboxParts<unknown, unknown>,
): SandboxMarketplaces {
  const made = Object.entries(MAKERS).map(([name, make]) => {
    // Which credentials and rules go with which maker is checked where they come in: SandboxCredentials, SandboxRules.
    const maker = make as (parts: SandboxParts<unknown, unknown>) => SandboxMarketplace;
    return [name, maker(partsOf(name as MarketplaceName))] as const;
  });
  return Object.fromEntries(made) as unknown as SandboxMarketplaces; // The keys are those of MAKERS.
}

/** The same by name, for what treats all alike. */
export function byName(marketplaces: SandboxMarketplaces): ReadonlyMap<string, SandboxMarketplace> {
  return new Map<string, SandboxMarketplace>(Object.entries(marketplaces));
}
