import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buyAt,
  openMerchantDesk,
  type DeskMarketplace,
  type MerchantDesk,
} from '../support/merchant-desk.ts';

let desk: MerchantDesk;
afterEach(() => desk.close());

const MARKETS: readonly DeskMarketplace[] = ['trendyol', 'hepsiburada', 'n11', 'amazon'];

/** The buyer has received the order and sends it back; returns the return's number where it is known. */
function deliverAndReturn(marketplace: DeskMarketplace, number: string): void {
  const { trendyol, hepsiburada, n11, amazon } = desk.sandbox.marketplaces;
  switch (marketplace) {
    case 'trendyol': {
      const { packageId } = trendyol.packages()[0]!;
      for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
        trendyol.setPackageStatus(packageId, status);
      trendyol.setClaimStatus(trendyol.returnGoods({ orderNumber: number }).claimId, 'WaitingInAction');
      return;
    }
    case 'hepsiburada':
      hepsiburada.pack(number);
      hepsiburada.carry(number, 'InTransit');
      hepsiburada.carry(number, 'Delivered');
      hepsiburada.claim(hepsiburada.orders()[0]!.lines[0]!.id);
      return;
    case 'n11': {
      const { key, lines } = n11.packages()[0]!;
      for (const status of ['Picking', 'Shipped', 'Delivered'] as const) n11.setPackageStatus(key, status);
      n11.claim({ kind: 'return', key, orderLineId: lines[0]!.orderLineId, quantity: 1 });
      return;
    }
    case 'amazon':
      amazon.carry(number, 'SHIPPED');
  }
}

type Returns = {
  readonly returns: readonly { returnId: string; orderNumber: string; actions: readonly string[] }[];
};

describe.each(MARKETS)('what follows a sale on %s, by command line', (marketplace) => {
  beforeEach(async () => {
    desk = await openMerchantDesk(marketplace);
  });

  it('lists the return and accepts it by its number alone, where that is offered; the shop’s stock stays', async () => {
    if (marketplace === 'amazon') {
      const accept = ['returns', 'accept', 'D1RMA', '--channel', 'Pazar'];
      expect((await desk.refused(accept)).code).toBe('channel/not-offered');
      return;
    }
    const number = buyAt(desk, marketplace, [1]);
    await desk.orders();
    deliverAndReturn(marketplace, number);
    const { returns } = await desk.done<Returns>(['returns', 'list']);
    expect(returns).toMatchObject([{ orderNumber: number }]);
    const { returnId, actions } = returns[0]!;
    const accept = ['returns', 'accept', returnId];
    expect(actions).toContain('accept');
    expect(await desk.done(accept)).toMatchObject({ return: { returnId, actions: [] } });
    expect((await desk.refused(accept)).code).toBe('channel/no-answer-wanted');
    expect(await desk.stockOf(desk.goods[0]!.productId)).toBe(desk.goods[0]!.quantity - 1);
    expect((await desk.refused(['returns', 'accept', 'yok-böyle'])).code).toBe('return/not-known');
  });

  it('lists questions and answers one by its number alone, or says that there are none to read', async () => {
    const { trendyol, hepsiburada, n11 } = desk.sandbox.marketplaces;
    const { stockCode, barcode } = desk.goods[0]!;
    if (marketplace === 'amazon') {
      expect((await desk.refused(['questions', 'list', '--channel', 'Pazar'])).code).toBe(
        'channel/not-offered',
      );
      return;
    }
    if (marketplace === 'trendyol') trendyol.ask(barcode, 'Kaç cm?');
    if (marketplace === 'hepsiburada') hepsiburada.ask(stockCode, 'Kaç cm?');
    if (marketplace === 'n11') n11.ask(stockCode, 'Kaç cm?');
    const { questions } = await desk.done<{ questions: readonly { questionId: string }[] }>(['questions']);
    const { questionId } = questions[0]!;
    const answer = ['questions', 'answer', questionId, '--text-file', '-'];
    expect(await desk.done(answer, 'Otuz santimetre, iyi günler dileriz.')).toMatchObject({
      question: { questionId, state: 'answered' },
    });
    expect((await desk.refused(answer, 'Bir daha.')).code).toBe('channel/no-answer-wanted');
  });
});

// Trendyol's own pace for its account would have the test wait for a minute.
describe.each(['hepsiburada', 'n11', 'amazon'] as const)(
  'the account on %s, by command line',
  (marketplace) => {
    it('is read again without doubling anything', async () => {
      desk = await openMerchantDesk(marketplace);
      const number = buyAt(desk, marketplace, [1]);
      await desk.orders();
      deliverAndReturn(marketplace, number);
      type Account = { readonly settlements: readonly unknown[]; readonly sums: readonly unknown[] };
      const first = await desk.done<Account>(['settlements']);
      const second = await desk.done<Account>(['settlements']);
      expect(second).toMatchObject({ sums: first.sums, settlements: first.settlements });
    });
  },
);

/** The buyer takes all of the order back, as far as the marketplace lets him. */
function buyerCancels(marketplace: DeskMarketplace, number: string): void {
  const { trendyol, hepsiburada, n11, amazon } = desk.sandbox.marketplaces;
  if (marketplace === 'trendyol') trendyol.cancel(trendyol.packages()[0]!.packageId);
  if (marketplace === 'hepsiburada') hepsiburada.cancel(number);
  if (marketplace === 'n11') n11.cancel(n11.packages()[0]!.key);
  if (marketplace === 'amazon') amazon.cancel(number);
}

describe.each(MARKETS)('an order that its buyer cancels on %s', (marketplace) => {
  it('gives its stock back to OpenCart once, however often it is read, and can’t be cancelled again', async () => {
    desk = await openMerchantDesk(marketplace);
    const [goods] = desk.goods;
    const number = buyAt(desk, marketplace, [2]);
    await desk.orders();
    expect(await desk.stockOf(goods!.productId)).toBe(goods!.quantity - 2);
    buyerCancels(marketplace, number);
    const { code } = await desk.refused(['order', 'cancel', number, '--reason', '500']);
    expect(code).toMatch(/^(order\/wrong-state|channel\/(not-offered|request-refused))$/);
    for (let round = 0; round < 3; round += 1) await desk.orders();
    expect(await desk.stockOf(goods!.productId)).toBe(goods!.quantity);
  });
});
