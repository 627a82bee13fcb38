import { describe, expect, it } from 'vitest';
import { intoShopCurrency, orderMoney, remainingMoney } from '#engine/store/opencart/write/order-money.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
const RATES = [0, 10_000, 100_000, 180_000, 200_000];

function randomLines(random: SeededRandom) {
  return Array.from({ length: random.between(1, 6) }, () => ({
    unitPriceE4: random.pick([
      random.between(1, 5_000_00) * 100,
      random.between(1, 50_000_000),
      random.between(1, 9),
    ]),
    rateE4: random.pick(RATES),
    fixedE4: random.pick([0, 0, 0, random.between(1, 5_0000)]),
    quantity: random.between(1, 9),
  }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the money of an imported order', () => {
  it(`adds up to what the buyer paid, and each tax is that of what was paid for it (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    for (let round = 0; round < 3_000; round += 1) {
      const lines = randomLines(random);
      const pieces = sum(lines.map(({ quantity }) => quantity));
      const given = sum(lines.map((line) => line.unitPriceE4 * line.quantity));
      // Marketplaces give a total in whole kuruş beside unit prices that were rounded on the way.
      const totalE4 = Math.max(100, Math.round(given / 100 + random.between(-pieces, pieces) / 2) * 100);
      if (Math.abs(totalE4 - given) > 100 * pieces) continue;
      const pricesIncludeTax = random.between(0, 3) === 0;
      const told = `seed ${SEED}, round ${round}: ${JSON.stringify({ lines, totalE4, pricesIncludeTax })}`;
      const money = orderMoney({ orderNumber: '1', totalE4, pricesIncludeTax, lines });
      expect(money.totalE4, told).toBe(totalE4);
      expect(money.subTotalE4 + sum(money.taxes.map(({ amountE4 }) => amountE4)), told).toBe(totalE4);
      // OpenCart's own sub-total is the sum of its lines, wherever there is a tax row to hold the rest.
      const nets = sum(money.lines.map((line) => line.priceE4 * line.quantity));
      if (money.taxes.length > 0) expect(money.subTotalE4, told).toBe(nets);
      else expect(Math.abs(money.subTotalE4 - nets), told).toBeLessThanOrEqual(100 * pieces);
      for (const line of money.lines) expect(line.priceE4, told).toBeGreaterThanOrEqual(0);
      expect(new Set(money.taxes.map(({ rateE4 }) => rateE4)).size, told).toBe(money.taxes.length);
      if (pricesIncludeTax) expect(money.taxes, told).toEqual([]);
      for (const { rateE4, amountE4 } of money.taxes) {
        const mine = lines.map((line, index) => ({ ...line, ...money.lines[index]! }));
        const exact = sum(
          mine
            .filter((line) => line.rateE4 === rateE4)
            .map((line) => {
              const paid = line.priceE4 + line.taxE4;
              const fixed = Math.min(line.fixedE4, paid);
              return (paid - ((paid - fixed) * 1_000_000) / (1_000_000 + rateE4)) * line.quantity;
            }),
        );
        // Half a 1/10000 for each piece of the rate, and what no unit price could hold.
        const held = sum(money.lines.map((line) => (line.priceE4 + line.taxE4) * line.quantity));
        expect(Math.abs(amountE4 - exact), told).toBeLessThan(pieces / 2 + Math.abs(totalE4 - held) + 1);
        const cheapest = Math.min(...lines.map(({ unitPriceE4 }) => unitPriceE4));
        if (cheapest >= 100) expect(Math.abs(totalE4 - held), told).toBeLessThan(pieces);
      }
    }
  });

  it('spreads what rounding left over: a third of 100,00 carries a third of the tax', () => {
    const money = orderMoney({
      orderNumber: '1',
      totalE4: 1_000_000,
      pricesIncludeTax: false,
      lines: [{ unitPriceE4: 333_300, rateE4: 200_000, fixedE4: 0, quantity: 3 }],
    });
    expect(money.lines[0]).toMatchObject({ priceE4: 277_778, taxE4: 55_555 });
    expect(money).toMatchObject({ subTotalE4: 833_334, taxes: [{ rateE4: 200_000, amountE4: 166_666 }] });
  });

  it('takes a fixed tax off before the percentage, as the shop adds it after', () => {
    const money = orderMoney({
      orderNumber: '1',
      totalE4: 1_250_000,
      pricesIncludeTax: false,
      lines: [{ unitPriceE4: 1_250_000, rateE4: 200_000, fixedE4: 50_000, quantity: 1 }],
    });
    expect(money.lines[0]).toMatchObject({ priceE4: 1_000_000, taxE4: 250_000 });
  });

  it('is refused where the difference is no rounding', () => {
    const lines = [{ unitPriceE4: 1_000_000, rateE4: 200_000, fixedE4: 0, quantity: 2 }];
    const order = { orderNumber: '1', pricesIncludeTax: false, lines };
    expect(() => orderMoney({ ...order, totalE4: 2_000_300 })).toThrow();
    expect(orderMoney({ ...order, totalE4: 2_000_200 }).totalE4).toBe(2_000_200);
  });

  it(`that holds less later adds up, too (seed ${SEED})`, () => {
    const random = seededRandom(SEED + 1);
    for (let round = 0; round < 1_000; round += 1) {
      const lines = randomLines(random);
      const totalE4 = sum(lines.map((line) => line.unitPriceE4 * line.quantity));
      const begun = orderMoney({ orderNumber: '1', totalE4, pricesIncludeTax: false, lines });
      const left = remainingMoney(
        begun.lines.map((line) => ({ ...line, quantity: random.between(0, line.quantity) })),
      );
      expect(left.totalE4 % 100).toBe(0);
      expect(left.subTotalE4 + sum(left.taxes.map(({ amountE4 }) => amountE4)), `round ${round}`).toBe(
        left.totalE4,
      );
    }
  });

  it('is kept in the currency of the shop’s books', () => {
    expect(intoShopCurrency(1_200_000, 4_000_000_000)).toBe(30_000);
    expect(intoShopCurrency(1_200_000, 100_000_000)).toBe(1_200_000);
  });
});
