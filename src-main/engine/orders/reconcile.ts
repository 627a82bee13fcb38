import type { OrderStatus } from '#contract/orders.ts';
import { holdsStock, statusRank } from './package-version.ts';
import { quantities, standings, type KnownPackage, type PackageStanding } from './replacement.ts';

/** What the order holds of one barcode at one price. */
export type HeldLine = {
  readonly barcode: string;
  readonly unitPriceE4: number;
  readonly vatRateE4: number | null;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
};

export type ReconciledOrder = {
  readonly status: OrderStatus;
  readonly rawStatus: string;
  /** Sorted by barcode, then price: the same for every order of arrival. Only lines that hold something. */
  readonly held: readonly HeldLine[];
  /** What the buyer pays for what is held, tax included. */
  readonly totalE4: number;
  /** A package is still `awaiting`: stock is reserved, nothing is to be shipped or written to the shop. */
  readonly awaiting: boolean;
  /** A package was split or names a parent, and its counterpart was not seen: the whole order should be read again. */
  readonly incomplete: boolean;
  readonly lastModifiedMs: number;
};

/**
 * The state of one order from all its known packages, each in its newest form. Pure, and independent of the order in
 * which the packages arrived. Throws `RangeError` without any package.
 */
export function reconcile(packages: readonly KnownPackage[]): ReconciledOrder {
  const all = standings(packages);
  const held = capAtOrdered(
    all.flatMap((standing) => contributions(standing)),
    all,
  );
  const speaker = speakerOf(all, new Set(held.map((part) => part.packageId)));
  return {
    status: speaker.status,
    rawStatus: speaker.rawStatus,
    held: groupByBarcodeAndPrice(held),
    totalE4: totalOf(all, held),
    awaiting: all.some(
      (standing) => standing.known.status === 'awaiting' && standing.replacedBy.length === 0,
    ),
    incomplete: all.some((standing) => isIncomplete(standing)),
    lastModifiedMs: Math.max(...packages.map((known) => known.lastModifiedMs)),
  };
}

type HeldPart = Omit<HeldLine, 'quantity'> & {
  readonly packageId: string;
  readonly quantity: number;
  /** What stands in for a replacement that was not seen yet gives way first. */
  readonly residual: boolean;
  readonly lastModifiedMs: number;
};

function contributions({ known, remaining, replacedBy }: PackageStanding): readonly HeldPart[] {
  if (!holdsStock(known.status)) return [];
  return remaining
    .filter(({ line, remaining: left }) => left > 0 && holdsStock(line.status))
    .map(({ line, remaining: left }) => ({
      packageId: known.packageId,
      barcode: line.barcode,
      unitPriceE4: line.unitPriceE4,
      vatRateE4: line.vatRateE4,
      stockCode: line.stockCode,
      title: line.title,
      quantity: left,
      residual: replacedBy.length > 0,
      lastModifiedMs: known.lastModifiedMs,
    }));
}

/**
 * Never more than was ordered: while an old package's last word is still "live" and its replacements are already
 * here without naming it, both would hold. Stale ones give way. Not applied while a parent is unknown, because then
 * what was ordered is unknown, too.
 */
function capAtOrdered(parts: readonly HeldPart[], all: readonly PackageStanding[]): readonly HeldPart[] {
  const roots = all.filter((standing) => !standing.derived);
  if (roots.length === 0 || all.some((standing) => standing.parentMissing)) return parts;
  const ordered = quantities(roots.flatMap((standing) => standing.known.lines));
  const newestFirst = [...parts].sort(
    (left, right) =>
      Number(left.residual) - Number(right.residual) ||
      right.lastModifiedMs - left.lastModifiedMs ||
      (left.packageId < right.packageId
        ? 1
        : left.packageId > right.packageId
          ? -1
          : right.unitPriceE4 - left.unitPriceE4),
  );
  const open = new Map(ordered);
  const kept: HeldPart[] = [];
  for (const part of newestFirst) {
    const quantity = Math.min(part.quantity, open.get(part.barcode) ?? 0);
    open.set(part.barcode, (open.get(part.barcode) ?? 0) - quantity);
    if (quantity > 0) kept.push({ ...part, quantity });
  }
  return kept;
}

function groupByBarcodeAndPrice(parts: readonly HeldPart[]): readonly HeldLine[] {
  const groups = new Map<string, HeldLine>();
  const sorted = [...parts].sort((left, right) => (left.packageId < right.packageId ? -1 : 1));
  for (const part of sorted) {
    const key = `${part.unitPriceE4}|${part.barcode}`;
    const known = groups.get(key);
    groups.set(key, {
      barcode: part.barcode,
      unitPriceE4: part.unitPriceE4,
      vatRateE4: known?.vatRateE4 ?? part.vatRateE4,
      stockCode: known?.stockCode ?? part.stockCode,
      title: known?.title ?? part.title,
      quantity: (known?.quantity ?? 0) + part.quantity,
    });
  }
  return [...groups.values()].sort((left, right) =>
    left.barcode === right.barcode
      ? right.unitPriceE4 - left.unitPriceE4
      : left.barcode < right.barcode
        ? -1
        : 1,
  );
}

/**
 * A package that holds all of its lines counts with the marketplace's own total, which is right to the kuruş where
 * unit prices are rounded; one that holds a part counts with its lines.
 */
function totalOf(all: readonly PackageStanding[], parts: readonly HeldPart[]): number {
  let total = 0;
  for (const { known } of all) {
    const own = parts.filter((part) => part.packageId === known.packageId);
    const units = own.reduce((sum, part) => sum + part.quantity, 0);
    const ordered = known.lines.reduce((sum, line) => sum + line.quantity, 0);
    total +=
      units === ordered && units > 0
        ? known.totalE4
        : own.reduce((sum, part) => sum + part.quantity * part.unitPriceE4, 0);
  }
  return total;
}

/** The package that speaks for the order: the least advanced of those that hold; without any, the last one changed. */
function speakerOf(all: readonly PackageStanding[], holding: ReadonlySet<string>): KnownPackage {
  const live = all
    .filter((standing) => holding.has(standing.known.packageId))
    .map((standing) => standing.known);
  if (live.length > 0) {
    return live.reduce((least, known) => (speakingRank(known) < speakingRank(least) ? known : least));
  }
  const open = all.filter((standing) => standing.replacedBy.length === 0).map((standing) => standing.known);
  const candidates = open.length > 0 ? open : all.map((standing) => standing.known);
  const [first, ...rest] = candidates;
  if (!first) throw new RangeError('an order without packages');
  return rest.reduce((last, known) => (known.lastModifiedMs >= last.lastModifiedMs ? known : last), first);
}

/** A split package without its successors has work waiting: it stands where a new one does. */
function speakingRank(known: KnownPackage): number {
  return known.status === 'split' ? statusRank('new') : statusRank(known.status);
}

function isIncomplete(standing: PackageStanding): boolean {
  if (standing.parentMissing) return true;
  if (standing.known.status !== 'split') return false;
  return standing.remaining.some(({ remaining }) => remaining > 0);
}
