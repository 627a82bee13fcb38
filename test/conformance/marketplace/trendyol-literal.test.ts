import { afterEach, describe, expect, it } from 'vitest';
import { openCommandLineShop, type CommandLineShop } from '../../support/command-line-shop.ts';
import { KEYS, openLiteralTrendyol } from './trendyol-literal-market.ts';

let market: Awaited<ReturnType<typeof openLiteralTrendyol>>;
let shop: CommandLineShop;
afterEach(async () => {
  await market.close();
  shop.close();
});

describe('a Trendyol made from its documents alone, through the command line', () => {
  it('shows the shop’s stock, and takes an order into the shop once, cancelled in part and split', async () => {
    shop = await openCommandLineShop();
    const [first, second] = shop.goods.map(({ barcode }) => barcode) as [string, string];
    const [whole, other] = shop.goods.map(({ quantity }) => quantity) as [number, number];
    market = await openLiteralTrendyol(
      shop.goods.map(({ barcode, model }) => ({ barcode, stockCode: model, price: 100, stock: 3 })),
    );
    await shop.connect('trendyol', market, KEYS);
    await shop.sync();
    expect([market.variant(first).stock, market.variant(second).stock]).toEqual([whole, other]);
    const number = market.buy([second, 1], [first, 2]);
    const beside = market.buy([first, 1]);
    await shop.sync();
    const taken = await shop.orders();
    expect(new Set(taken.map(({ orderNumber }) => orderNumber))).toEqual(new Set([number, beside]));
    expect(taken.every(({ storeOrderId }) => storeOrderId !== null)).toBe(true);
    expect(await shop.stocks()).toEqual([whole - 3, other - 1]);
    market.set(number, 'Picking');
    market.cancelFirst(number);
    await shop.sync();
    expect(await shop.stocks()).toEqual([whole - 3, other]);
    market.split(number);
    await shop.sync();
    expect(await shop.stocks()).toEqual([whole - 3, other]);
    market.cancelFirst(number);
    await shop.sync();
    expect(await shop.stocks()).toEqual([whole - 2, other]);
    expect([market.variant(first).stock, market.variant(second).stock]).toEqual([whole - 2, other]);
    expect(market.faults).toEqual([]);
    // The stream takes a question every five seconds.
  }, 180_000);
});
