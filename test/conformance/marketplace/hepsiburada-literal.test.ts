import { afterEach, describe, expect, it } from 'vitest';
import { openCommandLineShop, type CommandLineShop } from '../../support/command-line-shop.ts';
import { openLiteralMarket } from './hepsiburada-literal-market.ts';
import { KEYS } from './hepsiburada-literal-state.ts';

let market: Awaited<ReturnType<typeof openLiteralMarket>>;
let shop: CommandLineShop;
afterEach(async () => {
  await market.close();
  shop.close();
});

async function open(linesNamePackages: boolean): Promise<void> {
  shop = await openCommandLineShop();
  const listings = shop.goods.map(({ barcode, model }, index) => ({
    hbSku: `HBCV0000${index}`,
    merchantSku: model.toUpperCase(),
    price: 100,
    stock: 3,
    barcode,
  }));
  market = await openLiteralMarket(listings, linesNamePackages);
  await shop.connect('hepsiburada', market, KEYS);
}

describe('a Hepsiburada made from its documents alone, through the command line', () => {
  it.each([
    ['its lines name', true],
    ['only the list of packages names', false],
  ])(
    'takes an order into the shop once, whatever becomes of it, when %s its packages',
    async (_how, named) => {
      await open(named);
      const [first, second] = shop.goods.map(({ model }) => model.toUpperCase()) as [string, string];
      const [whole, other] = shop.goods.map(({ quantity }) => quantity) as [number, number];
      await shop.sync();
      expect(market.listing(first).stock).toBe(whole);
      const number = market.buy([first, 2], [second, 1]);
      await shop.sync();
      const [order, ...others] = await shop.orders();
      expect(others).toEqual([]);
      expect(order).toMatchObject({ orderNumber: number, storeOrderId: expect.any(String) });
      expect(await shop.stocks()).toEqual([whole - 2, other - 1]);
      // Packed a line a package, taken apart, packed again: still the same goods.
      market.packAll(number);
      await shop.sync();
      market.unpack(number);
      await shop.sync();
      market.packAll(number);
      market.cancelLine(number, second);
      await shop.sync();
      expect(await shop.stocks()).toEqual([whole - 2, other]);
      expect(market.listing(second).stock).toBe(other);
      market.move(number, true);
      await shop.sync();
      expect((await shop.orders())[0]).toMatchObject({ orderNumber: number, status: 'delivered' });
      expect(await shop.stocks()).toEqual([whole - 2, other]);
      // Not open for this account, as in production until a seller asks for it: told where it is asked for, and no sync fails.
      const questions = await shop.run('questions', 'list');
      expect(questions.out + questions.err).toContain('channel/forbidden');
      const claim = market.claim(number);
      await shop.run('returns', 'list');
      const answered = await shop.run('returns', 'accept', claim);
      expect(answered.code, answered.out + answered.err).toBe(0);
      expect(market.accepted).toEqual([
        `${claim} {"FinalizedWith":"Refund","InvoiceLink":"","AcceptionReason":""}`,
      ]);
      expect(market.faults).toEqual([]);
    },
    180_000,
  );
});
