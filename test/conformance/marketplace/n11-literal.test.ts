import { afterEach, describe, expect, it } from 'vitest';
import { openCommandLineShop, type CommandLineShop } from '../../support/command-line-shop.ts';
import { KEYS, openLiteralN11 } from './n11-literal-market.ts';

let market: Awaited<ReturnType<typeof openLiteralN11>>;
let shop: CommandLineShop;
afterEach(async () => {
  await market.close();
  shop.close();
});

describe('an n11 made from its documents alone, through the command line', () => {
  it.each([
    ['the last change', true],
    ['the order’s own day', false],
  ])(
    'takes an order into the shop once, split and cancelled, when its dates mean %s',
    async (_dates, honoured) => {
      shop = await openCommandLineShop();
      const [first, second] = shop.goods.map(({ model }) => model) as [string, string];
      const [whole, other] = shop.goods.map(({ quantity }) => quantity) as [number, number];
      const listed = [first, second].map((stockCode) => ({ stockCode, barcode: null, price: 100, stock: 3 }));
      market = await openLiteralN11(listed, honoured);
      await shop.connect('n11', { baseUrl: market.baseUrl, by: 'model' }, KEYS);
      await shop.sync();
      expect([market.product(first).stock, market.product(second).stock]).toEqual([whole, other]);
      const number = market.buy([first, 3], [second, 1]);
      await shop.sync();
      expect(await shop.orders()).toMatchObject([{ orderNumber: number, storeOrderId: expect.any(String) }]);
      expect(await shop.stocks()).toEqual([whole - 3, other - 1]);
      market.set(number, 'Picking');
      market.splitAll(number);
      await shop.sync();
      expect(await shop.stocks()).toEqual([whole - 3, other - 1]);
      market.drop(number, 'UnSupplied');
      await shop.sync();
      expect(await shop.stocks()).toEqual([whole - 2, other - 1]);
      expect(market.product(first).stock).toBe(whole - 2);
      market.set(number, 'Cancelled');
      await shop.sync();
      expect(await shop.stocks()).toEqual([whole, other]);
      expect([market.product(first).stock, market.product(second).stock]).toEqual([whole, other]);
      expect(market.faults).toEqual([]);
    },
    180_000,
  );
});
