import type { MarketplacePackage } from '../marketplaces/kit/port.ts';

/**
 * The packages that an order consists of now. Where a marketplace tells its orders whole (`wholeOrder`), what was known
 * before that reading and is not in it exists no more: unpacked or cancelled while nobody looked, and told by nobody.
 */
export function standingPackages(packages: readonly MarketplacePackage[]): readonly MarketplacePackage[] {
  const whole = packages
    .filter(({ wholeOrder }) => wholeOrder !== undefined)
    .reduce<MarketplacePackage | null>(
      (newest, each) => (newest === null || each.lastModifiedMs > newest.lastModifiedMs ? each : newest),
      null,
    );
  if (whole === null) return packages;
  return packages.filter(
    ({ packageId, lastModifiedMs }) =>
      whole.wholeOrder!.includes(packageId) || lastModifiedMs >= whole.lastModifiedMs,
  );
}
