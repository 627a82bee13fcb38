import type { MarketplaceLine, MarketplacePackage } from '../marketplaces/kit/port.ts';

/** What `reconcile` needs of a package; the whole of it lies sealed in the inbox. */
export type KnownPackage = Pick<
  MarketplacePackage,
  'packageId' | 'status' | 'rawStatus' | 'origin' | 'replaces' | 'lastModifiedMs' | 'totalE4'
> & { readonly lines: readonly MarketplaceLine[] };

/** One line of a package, and how much of it no later package stands for. */
export type RemainingLine = { readonly line: MarketplaceLine; readonly remaining: number };

export type PackageStanding = {
  readonly known: KnownPackage;
  readonly remaining: readonly RemainingLine[];
  /** Packages that stand for this one, as far as they were seen. */
  readonly replacedBy: readonly string[];
  /** A parent that it names was never seen. */
  readonly parentMissing: boolean;
  /** Made by a split or a cancellation. */
  readonly derived: boolean;
};

/**
 * Works out which packages stand for which. Splits and partial cancellations give new package ids under the same order
 * number (Trendyol sheet §3.5, September 2026): the old package counts only for what no new one covers.
 */
export function standings(packages: readonly KnownPackage[]): readonly PackageStanding[] {
  const sorted = [...packages].sort(comparePackages);
  const parents = withGuessedParents(sorted, directParents(sorted));
  const remaining = new Map(
    sorted.map((known) => [known.packageId, known.lines.map((line) => line.quantity)]),
  );
  for (const child of sorted) coverParents(child, parents.get(child.packageId) ?? [], { sorted, remaining });
  return sorted.map((known) => standingOf(known, { sorted, parents, remaining }));
}

type Coverage = {
  readonly sorted: readonly KnownPackage[];
  readonly remaining: Map<string, number[]>;
};

function standingOf(
  known: KnownPackage,
  facts: Coverage & { readonly parents: ReadonlyMap<string, readonly string[]> },
): PackageStanding {
  const children = facts.sorted.filter((other) =>
    facts.parents.get(other.packageId)?.includes(known.packageId),
  );
  // After a partial cancellation the new package is what is left: the uncovered rest was cancelled.
  const restCancelled = children.some((child) => child.origin === 'cancel');
  const quantities = facts.remaining.get(known.packageId) ?? [];
  const ids = new Set(facts.sorted.map((each) => each.packageId));
  return {
    known,
    remaining: known.lines.map((line, index) => ({
      line,
      remaining: restCancelled ? 0 : (quantities[index] ?? 0),
    })),
    replacedBy: children.map((child) => child.packageId),
    parentMissing: known.replaces.some((id) => !ids.has(id)),
    derived: isDerived(known),
  };
}

/** By number where ids are numbers, so that a younger package comes after an older one. */
function comparePackages(left: KnownPackage, right: KnownPackage): number {
  const lengths = left.packageId.length - right.packageId.length;
  if (lengths !== 0) return lengths;
  return left.packageId < right.packageId ? -1 : left.packageId > right.packageId ? 1 : 0;
}

function isDerived(known: KnownPackage): boolean {
  return known.origin === 'split' || known.origin === 'cancel' || known.replaces.length > 0;
}

/** Known parents only, without those that are already an ancestor of another parent: `[A, B]` means `[B]` when B came of A. */
function directParents(sorted: readonly KnownPackage[]): Map<string, readonly string[]> {
  const byId = new Map(sorted.map((known) => [known.packageId, known]));
  const named = new Map(
    sorted.map((known) => [
      known.packageId,
      known.replaces.filter((id) => id !== known.packageId && byId.has(id)).sort(),
    ]),
  );
  const direct = new Map<string, readonly string[]>();
  for (const [id, parents] of named) {
    direct.set(
      id,
      parents.filter(
        (parent) => !parents.some((other) => other !== parent && descends(named, other, parent)),
      ),
    );
  }
  return direct;
}

function descends(named: ReadonlyMap<string, readonly string[]>, from: string, ancestor: string): boolean {
  const open = [from];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const parent of named.get(id) ?? []) {
      if (parent === ancestor) return true;
      open.push(parent);
    }
  }
  return false;
}

/**
 * A split package that names no parent is taken to stand for the closed package whose lines cover it. Only closed ones
 * are guessed at: a live package may be another parcel of the same order.
 */
function withGuessedParents(
  sorted: readonly KnownPackage[],
  direct: Map<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const free = new Map(sorted.map((known) => [known.packageId, known.lines.map((line) => line.quantity)]));
  for (const child of sorted)
    coverParents(child, direct.get(child.packageId) ?? [], { sorted, remaining: free });
  const parents = new Map(direct);
  for (const orphan of sorted) {
    if (orphan.replaces.length > 0 || !isDerived(orphan)) continue;
    const parent = sorted
      .filter((known) => known.packageId !== orphan.packageId && isClosedByReplacement(known))
      .filter((known) => !descends(parents, known.packageId, orphan.packageId))
      .sort((left, right) => Number(right.status === 'split') - Number(left.status === 'split'))
      .find((known) => covers(known, free.get(known.packageId) ?? [], orphan));
    if (!parent) continue;
    parents.set(orphan.packageId, [parent.packageId]);
    coverParents(orphan, [parent.packageId], { sorted, remaining: free });
  }
  return parents;
}

function isClosedByReplacement(known: KnownPackage): boolean {
  return known.status === 'split' || known.status === 'cancelled' || known.status === 'unsupplied';
}

function covers(known: KnownPackage, free: readonly number[], orphan: KnownPackage): boolean {
  return [...quantities(orphan.lines)].every(([barcode, wanted]) => {
    const available = known.lines.reduce(
      (sum, line, index) => sum + (line.barcode === barcode ? (free[index] ?? 0) : 0),
      0,
    );
    return available >= wanted;
  });
}

/** Units by barcode. */
export function quantities(lines: readonly MarketplaceLine[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(line.barcode, (sums.get(line.barcode) ?? 0) + line.quantity);
  return sums;
}

/** Takes the child's units off its parents' lines: same price first, then whatever has the same barcode. */
function coverParents(
  child: KnownPackage,
  parentIds: readonly string[],
  { sorted, remaining }: Coverage,
): void {
  const parents = sorted.filter((known) => parentIds.includes(known.packageId));
  for (const line of child.lines) {
    let open = line.quantity;
    for (const samePrice of [true, false]) {
      for (const parent of parents) {
        const left = remaining.get(parent.packageId) ?? [];
        parent.lines.forEach((parentLine, index) => {
          if (parentLine.barcode !== line.barcode) return;
          if (samePrice && parentLine.unitPriceE4 !== line.unitPriceE4) return;
          const taken = Math.min(open, left[index] ?? 0);
          left[index] = (left[index] ?? 0) - taken;
          open -= taken;
        });
      }
    }
  }
}
