import { mulDivRound, removePercentE4, roundToKurusE4 } from '#common/money.ts';
import { problem, ProblemError } from '#contract/problem.ts';

/** One line's money as OpenCart stores it: net price, tax for one unit. Together exactly what the buyer paid for it. */
export type LineMoney = {
  readonly priceE4: number;
  readonly taxE4: number;
  readonly rateE4: number;
  readonly quantity: number;
};

export type OrderMoney = {
  readonly lines: readonly LineMoney[];
  readonly subTotalE4: number;
  /** One row per rate, highest first; empty in a shop whose prices hold the tax. */
  readonly taxes: readonly { readonly rateE4: number; readonly amountE4: number }[];
  readonly totalE4: number;
};

/** Rounding of unit prices on the marketplace's side: at most this much for each piece sold. */
const SLACK_PER_PIECE_E4 = 100;

/**
 * Splits what was paid into net and tax. The total is the marketplace's sum to the kuruş. What the marketplace's own
 * rounding of unit prices left over is spread over the pieces, so that net and tax are those of what was really paid; the
 * last few 1/10000 that no unit price can hold go into the tax (or the sub-total where there is none). `fixedE4` is tax
 * for one piece that is no percentage. Rejects with `order/total-differs` when the difference is no rounding.
 */
export function orderMoney(order: {
  readonly orderNumber: string;
  readonly totalE4: number;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly {
    readonly unitPriceE4: number;
    readonly rateE4: number;
    readonly fixedE4: number;
    readonly quantity: number;
  }[];
}): OrderMoney {
  const givenE4 = order.lines.reduce((sum, line) => sum + line.unitPriceE4 * line.quantity, 0);
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const leftE4 = order.totalE4 - givenE4;
  if (Math.abs(leftE4) > SLACK_PER_PIECE_E4 * Math.max(pieces, 1)) {
    throw new ProblemError(
      problem(
        'order/total-differs',
        { orderNumber: order.orderNumber },
        `lines ${givenE4}, total ${order.totalE4} (1/10000)`,
      ),
    );
  }
  const cheapestE4 = Math.min(...order.lines.map((line) => line.unitPriceE4));
  // Never below nothing for a piece that was given away.
  const perPieceE4 = Math.max(Math.trunc(leftE4 / Math.max(pieces, 1)), Math.min(-cheapestE4, 0));
  const lines = order.lines.map((line): LineMoney => {
    const paidE4 = line.unitPriceE4 + perPieceE4;
    const fixedE4 = Math.min(line.fixedE4, paidE4);
    const priceE4 = order.pricesIncludeTax ? paidE4 : removePercentE4(paidE4 - fixedE4, line.rateE4);
    return {
      priceE4,
      taxE4: paidE4 - priceE4,
      rateE4: order.pricesIncludeTax ? 0 : line.rateE4,
      quantity: line.quantity,
    };
  });
  return { lines, totalE4: order.totalE4, ...sums(lines, leftE4 - perPieceE4 * pieces) };
}

/** Money of an order that holds fewer pieces than it began with: from the lines alone, to whole kuruş. */
export function remainingMoney(lines: readonly LineMoney[]): OrderMoney {
  const exactE4 = lines.reduce((sum, line) => sum + (line.priceE4 + line.taxE4) * line.quantity, 0);
  const totalE4 = roundToKurusE4(exactE4);
  return { lines, totalE4, ...sums(lines, totalE4 - exactE4) };
}

function sums(lines: readonly LineMoney[], leftE4: number): Pick<OrderMoney, 'subTotalE4' | 'taxes'> {
  const byRate = new Map<number, number>();
  for (const line of lines) {
    if (line.taxE4 !== 0)
      byRate.set(line.rateE4, (byRate.get(line.rateE4) ?? 0) + line.taxE4 * line.quantity);
  }
  const [first, ...others] = [...byRate]
    .sort(([a], [b]) => b - a)
    .map(([rateE4, amountE4]) => ({ rateE4, amountE4 }));
  const netE4 = lines.reduce((sum, line) => sum + line.priceE4 * line.quantity, 0);
  if (first === undefined) return { subTotalE4: netE4 + leftE4, taxes: [] };
  return { subTotalE4: netE4, taxes: [{ ...first, amountE4: first.amountE4 + leftE4 }, ...others] };
}

/** From the marketplace's currency into the shop's default one; `valueE8` is the currency row's factor × 10^8. */
export function intoShopCurrency(amountE4: number, valueE8: number): number {
  return valueE8 === 100_000_000 ? amountE4 : mulDivRound(amountE4, 100_000_000, valueE8);
}
