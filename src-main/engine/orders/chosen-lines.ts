import type { DeskWish, FurtherDeskWish } from '#contract/order-desk.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { PackageAction } from '../marketplaces/kit/order-desk.ts';
import type { MarketplacePackage } from '../marketplaces/kit/port.ts';
import { livingLines } from './desk-rules.ts';

/**
 * The lines that a wish is about: the chosen ones, or all that is left. For a split they are the whole package, of which the
 * groups are parts.
 *
 * @throws ProblemError `input/invalid` for a line or pieces that are not there, and for a split that leaves one package.
 */
export function chosenLines(
  received: MarketplacePackage,
  wish: Exclude<DeskWish, { readonly action: 'pick' | 'invoice' }> | FurtherDeskWish,
): PackageAction['lines'] {
  const living = livingLines(received).map(({ lineId, quantity }) => ({ lineId, quantity }));
  if (wish.action === 'split') {
    const rest = withoutPieces(living, wish.groups.flat());
    if (wish.groups.length + (rest > 0 ? 1 : 0) < 2)
      throw new ProblemError(problem('input/invalid', { field: 'groups' }));
    return living;
  }
  const wanted = 'lines' in wish ? (wish.lines ?? null) : null;
  if (wish.action === 'send-warranty' && !living.some(({ lineId }) => lineId === wish.lineId))
    throw new ProblemError(problem('input/invalid', { field: 'lineId', value: wish.lineId }));
  if (wanted === null) return living;
  withoutPieces(living, wanted);
  return wanted;
}

/** How many pieces are left without the named ones. */
function withoutPieces(living: PackageAction['lines'], taken: PackageAction['lines']): number {
  const left = new Map(living.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of taken) {
    const rest = (left.get(lineId) ?? 0) - quantity;
    if (rest < 0) throw new ProblemError(problem('input/invalid', { field: 'lines', value: lineId }));
    left.set(lineId, rest);
  }
  return [...left.values()].reduce((sum, quantity) => sum + quantity, 0);
}
