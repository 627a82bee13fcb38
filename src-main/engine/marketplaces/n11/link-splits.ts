import type { MarketplaceLine, MarketplacePackage } from '../kit/port.ts';
import { asRecord } from '../kit/record.ts';
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

/**
 * What is certain of a package by itself: it stands for `parent`, it stands for nobody, or only the whole order can tell
 * (`unclear`). A link that turns out wrong would let a package that is still to be sent count as sent twice, or not at all.
 */
export type Kinship = { readonly kind: 'child'; readonly parent: MarketplacePackage } | 'none' | 'unclear';

export function kinshipOf({ byOrder }: DissolvedPackages, each: MarketplacePackage): Kinship {
  const dissolved = byOrder.get(each.orderNumber);
  if (dissolved === undefined) return 'none';
  const [parent, ...others] = dissolved.values();
  if (parent === undefined || others.length > 0) return 'unclear';
  // What comes of a package is younger than it.
  if (parent.packageId === each.packageId || compareIds(each, parent) <= 0) return 'none';
  // Two packages that have a line in common are related, and nobody else has dissolved here.
  if (sharesLines(parent, each)) return { kind: 'child', parent };
  // The same goods may as well be another parcel of the order.
  return sharesGoods(parent, each) ? 'unclear' : 'none';
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
    if (parent !== undefined) return withLink(each, [parent.packageId], generationOf(each, parents));
    const orphan = dissolved.some(
      (other) => compareIds(other, each) < 0 && (sharesLines(other, each) || sharesGoods(other, each)),
    );
    return orphan ? withLink(each, [], 0) : each;
  });
}

export function childOf(parent: MarketplacePackage, child: MarketplacePackage): MarketplacePackage {
  return withLink(child, [parent.packageId], 1);
}

/**
 * n11's row does not change when its link becomes known: it may have been read, and kept, before the package that it came of
 * was. So the link belongs to the text by which versions are told apart, and what knows more of the tree is the newer word,
 * by a millisecond for each generation.
 */
function withLink(
  child: MarketplacePackage,
  replaces: readonly string[],
  generation: number,
): MarketplacePackage {
  const received: unknown = JSON.parse(child.raw);
  const raw = JSON.stringify({ ...asRecord(received), splitOf: replaces });
  return { ...child, origin: 'split', replaces, lastModifiedMs: child.lastModifiedMs + 1 + generation, raw };
}

function generationOf(
  { packageId }: MarketplacePackage,
  parents: ReadonlyMap<string, MarketplacePackage>,
): number {
  let generation = 0;
  // Parents are older than their children: this ends.
  for (let parent = parents.get(packageId); parent !== undefined; parent = parents.get(parent.packageId))
    generation += 1;
  return generation;
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
