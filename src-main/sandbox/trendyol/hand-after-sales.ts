import type { Claim, ClaimStatus, Question } from './after-sales-state.ts';
import { moveItem, openClaim } from './claims.ts';
import { ask, refuseAnswer } from './questions.ts';
import type { LinePieces } from './replace-package.ts';
import type { TrendyolWorld } from './world.ts';

/** What Trendyol's people and its customers do beside buying. */
export type AfterSalesHand = {
  /** Approves a product that waits. */
  readonly approve: (barcode: string) => void;
  readonly reject: (barcode: string, reason: string) => void;
  /** A customer sends back what was delivered; `pieces` left out: all of it. Gives the claim. */
  readonly returnGoods: (wish: {
    readonly orderNumber: string;
    readonly pieces?: readonly LinePieces[];
    readonly reason?: string;
  }) => Claim;
  readonly setClaimStatus: (claimId: string, status: ClaimStatus) => void;
  readonly claims: () => readonly Claim[];
  readonly ask: (barcode: string, text: string) => Question;
  readonly refuseAnswer: (questionId: number, reason: string) => Question;
  readonly questions: () => readonly Question[];
};

export function afterSalesHand(world: TrendyolWorld, act: <T>(action: () => T) => T): AfterSalesHand {
  const { state } = world;
  const judge = (
    barcode: string,
    change: (listing: NonNullable<ReturnType<typeof state.listings.get>>) => void,
  ): void => {
    const listing = state.listings.get(barcode);
    if (!listing || listing.approved) throw new RangeError(`nothing waits under ${barcode}`);
    change(listing);
    listing.modifiedMs = world.now();
  };
  return {
    approve: (barcode) => act(() => judge(barcode, (listing) => void (listing.approved = true))),
    reject: (barcode, reason) =>
      act(() =>
        judge(barcode, (listing) => {
          listing.unapprovedStatus = 'rejected';
          listing.rejectReason = reason;
        }),
      ),
    returnGoods: (wish) => act(() => returnGoods(world, wish)),
    setClaimStatus: (claimId, status) =>
      act(() => {
        const claim = state.claims.get(claimId);
        if (!claim) throw new RangeError(`no claim ${claimId}`);
        for (const item of claim.items) moveItem(world, claim, { item, to: status, by: 'Trendyol' });
      }),
    claims: () => [...state.claims.values()],
    ask: (barcode, text) => act(() => ask(world, { barcode, text })),
    refuseAnswer: (questionId, reason) => act(() => refuseAnswer(world, questionId, reason)),
    questions: () => [...state.questions.values()],
  };
}

function returnGoods(world: TrendyolWorld, wish: Parameters<AfterSalesHand['returnGoods']>[0]): Claim {
  const one = [...world.state.packages.values()].find(
    ({ orderNumber, status, lines }) =>
      orderNumber === wish.orderNumber &&
      status === 'Delivered' &&
      (!wish.pieces || lines.some(({ lineId }) => wish.pieces!.some((piece) => piece.lineId === lineId))),
  );
  if (!one) throw new RangeError(`nothing of ${wish.orderNumber} was delivered`);
  const back = new Map<number, number>();
  for (const claim of world.state.claims.values())
    for (const { lineId } of claim.items) back.set(lineId, (back.get(lineId) ?? 0) + 1);
  const wanted = wish.pieces ?? one.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const pieces = wanted.flatMap(({ lineId, quantity }) => {
    const line = one.lines.find((each) => each.lineId === lineId);
    const left = (line?.quantity ?? 0) - (back.get(lineId) ?? 0);
    return left > 0 ? [{ lineId, quantity: Math.min(quantity, left) }] : [];
  });
  if (pieces.length === 0) throw new RangeError(`all of ${wish.orderNumber} is on its way back already`);
  return openClaim(world, one, { pieces, reason: wish.reason ?? 'Vazgeçtim' });
}
