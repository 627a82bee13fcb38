import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMerchantDesk, type MerchantDesk } from '../support/merchant-desk.ts';

let desk: MerchantDesk;
beforeEach(async () => {
  desk = await openMerchantDesk('hepsiburada');
});
afterEach(() => desk.close());

const hand = () => desk.sandbox.marketplaces.hepsiburada;
const unpaid = (): string =>
  hand().buy({ lines: [{ merchantSku: desk.goods[0]!.stockCode, quantity: 2 }], paid: false }).orderNumber;
const known = async (orderNumber: string): Promise<string | undefined> =>
  (await desk.orders()).find((order) => order.orderNumber === orderNumber)?.importState;

describe('an order on Hepsiburada that waits for its payment, the program started anew for each reading', () => {
  it('lets go of its goods when it is never paid, after two readings that do not meet it', async () => {
    const orderNumber = unpaid();
    expect(await known(orderNumber)).toBe('reserved');
    hand().giveUp(orderNumber);
    expect(await known(orderNumber)).toBe('reserved');
    expect(await known(orderNumber)).toBe('cancelled');
    expect(await desk.stockOf(desk.goods[0]!.productId)).toBe(desk.goods[0]!.quantity);
  });

  it('goes into OpenCart once when it is paid after all', async () => {
    const orderNumber = unpaid();
    expect(await known(orderNumber)).toBe('reserved');
    hand().pay(orderNumber);
    expect(await known(orderNumber)).toBe('imported');
    expect(await known(orderNumber)).toBe('imported');
    expect(await desk.stockOf(desk.goods[0]!.productId)).toBe(desk.goods[0]!.quantity - 2);
  });
});
