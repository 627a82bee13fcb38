import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import type { DissolvedPackages } from './client.ts';

/**
 * n11 does not tell of a package what it came of, and one that stands for another must not be counted beside it. Here it
 * is worked out: from the packages that dissolved (`Unpacked`), from line ids, which outlive a split (portal, May 2026), and
 * from quantities.
 */
export function rememberDissolved(
  { byOrder }: DissolvedPackages,
  packages: readonly MarketplacePackage[],
): void {
  for (const dissolved of packages.filter(({ status }) => status === 'split')) {
    const known = byOrder.get(dissolved.orderNumber) ?? new Map<string, MarketplacePackage>();
    known.set(dissolved.packageId, dissolved);
    byOrder.set(dissolved.orderNumber, known);
  }
}

/** Split more than once: then only the whole order tells which package came of which. */
export function isTangled({ byOrder }: DissolvedPackages, orderNumber: string): boolean {
  return (byOrder.get(orderNumber)?.size ?? 0) > 1;
}

/** For orders that were split once at most: whatever shares lines with the package that dissolved came of it. */
export function linkSimple(
  { byOrder }: DissolvedPackages,
  packages: readonly MarketplacePackage[],
): readonly MarketplacePackage[] {
  return packages.map((each) => {
    const [parent] = byOrder.get(each.orderNumber)?.values() ?? [];
    if (parent === undefined || parent.packageId === each.packageId) return each;
    return sharesLines(parent, each) || sharesGoods(parent, each) ? childOf(parent, each) : each;
  });
}

/**
 * Links all packages of one order. They are gone through in the order in which they dissolved; each is made up by the next
 * ones (ids grow) that nobody else stands for and that fit into what is left of it. What comes of a split and finds no
 * parent is told as such: the caller looks for one by quantities again.
 */
export function linkOrder(packages: readonly MarketplacePackage[]): readonly MarketplacePackage[] {
  const byAge = [...packages].sort(compareIds);
  const parents = new Map<string, MarketplacePackage>();
  const dissolved = byAge
    .filter(({ status }) => status === 'split')
    .sort((left, right) => left.lastModifiedMs - right.lastModifiedMs);
  for (const parent of dissolved) {
    const later = byAge.filter((each) => compareIds(each, parent) > 0);
    const keyOf = later.some((each) => sharesLines(parent, each)) ? byLine : byGoods;
    const left = quantities(parent, keyOf);
    for (const child of later.filter(({ packageId }) => !parents.has(packageId)))
      if (takeOut(left, quantities(child, keyOf))) parents.set(child.packageId, parent);
  }
  return packages.map((each) => {
    const parent = parents.get(each.packageId);
    if (parent !== undefined) return childOf(parent, each);
    const orphan = dissolved.some(
      (other) => compareIds(other, each) < 0 && (sharesLines(other, each) || sharesGoods(other, each)),
    );
    return orphan ? { ...each, origin: 'split', replaces: [] } : each;
  });
}

function childOf(parent: MarketplacePackage, child: MarketplacePackage): MarketplacePackage {
  return { ...child, origin: 'split', replaces: [parent.packageId] };
}

const byLine = ({ lineId }: MarketplaceLine): string => lineId;
const byGoods = ({ barcode }: MarketplaceLine): string => barcode;

function sharesLines(parent: MarketplacePackage, child: MarketplacePackage): boolean {
  const ids = new Set(child.lines.map(byLine));
  return parent.lines.some((line) => ids.has(byLine(line)));
}

function sharesGoods(parent: MarketplacePackage, child: MarketplacePackage): boolean {
  const goods = new Set(child.lines.map(byGoods));
  return parent.lines.some((line) => goods.has(byGoods(line)));
}

function quantities(
  { lines }: MarketplacePackage,
  keyOf: (line: MarketplaceLine) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(keyOf(line), (sums.get(keyOf(line)) ?? 0) + line.quantity);
  return sums;
}

/** Takes all of it out, or nothing when it does not fit. */
function takeOut(left: Map<string, number>, wanted: ReadonlyMap<string, number>): boolean {
  const fits = [...wanted].every(([key, quantity]) => (left.get(key) ?? 0) >= quantity);
  if (!fits || wanted.size === 0) return false;
  for (const [key, quantity] of wanted) left.set(key, left.get(key)! - quantity);
  return true;
}

/** Younger packages have greater ids; one without an id of its own was never made by a split. */
function compareIds(left: MarketplacePackage, right: MarketplacePackage): number {
  const own = ({ packageId }: MarketplacePackage): boolean => /^\d+$/.test(packageId);
  if (own(left) !== own(right)) return own(left) ? 1 : -1;
  const lengths = left.packageId.length - right.packageId.length;
  if (lengths !== 0) return lengths;
  return left.packageId < right.packageId ? -1 : left.packageId > right.packageId ? 1 : 0;
}
