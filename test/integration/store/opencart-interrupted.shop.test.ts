import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { NewStoreOrder, StorePort } from '#engine/store/port.ts';
import { sampleOrder } from '../../support/sample-order.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

/** Lets so many named points pass, then breaks off as if the process had died there. */
function dieAfter(points: number): { readonly reach: () => void } {
  let left = points;
  return {
    reach: () => {
      if (left === 0) throw new Error('died here');
      left -= 1;
    },
  };
}

/** On MyISAM what was written stays, on InnoDB it is gone: an order must come out the same on both. */
describe.each(['3.0.4.1', '4.1.0.4'] as const)('work on OpenCart %s that is broken off', (version) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  const stocks = async (): Promise<readonly number[]> =>
    Object.values(
      (
        await shop.rows(`SELECT (SELECT quantity FROM oc_product WHERE product_id = 30) AS a,
          (SELECT quantity FROM oc_product WHERE product_id = 40) AS b,
          (SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = 16) AS c`)
      )[0] ?? {},
    ).map(Number);
  const order = (number: string): NewStoreOrder => {
    const line = { title: 'x', model: 'y', unitPriceE4: 1_200_000, vatRateE4: 200_000 };
    return sampleOrder({
      number,
      lines: [
        { ...line, lineKey: 'a', productId: '30', optionValueIds: ['16'], quantity: 1 },
        { ...line, lineKey: 'b', productId: '40', optionValueIds: [], quantity: 2, vatRateE4: 100_000 },
      ],
    });
  };

  it('writes an order once and takes its stock once, wherever the first attempt ended', async () => {
    let points = 0;
    for (; ; points += 1) {
      const before = await stocks();
      const incoming = order(`at-${points}`);
      const died = await store.writeOrder(incoming, { ...WRITING, ...dieAfter(points) }).then(
        () => false,
        () => true,
      );
      const half = await store.findOrder(incoming.mark, WRITING);
      expect(await stocks(), `after point ${points}`).toEqual(
        half === null ? before : before.map((stock, index) => stock - [1, 2, 1][index]!),
      );
      const written = await store.writeOrder(incoming, WRITING);
      expect(written.lines).toHaveLength(2);
      expect(await stocks(), `finished after point ${points}`).toEqual(
        before.map((stock, index) => stock - [1, 2, 1][index]!),
      );
      const [counts] = await shop.rows(
        `SELECT (SELECT COUNT(*) FROM oc_order WHERE user_agent LIKE ? AND order_status_id > 0) AS orders,
           (SELECT COUNT(*) FROM oc_order_product WHERE order_id = ?) AS lines_,
           (SELECT COUNT(*) FROM oc_order_option WHERE order_id = ?) AS options_,
           (SELECT COUNT(*) FROM oc_order_total WHERE order_id = ?) AS totals,
           (SELECT COUNT(*) FROM oc_order_history WHERE order_id = ?) AS history`,
        [`% at-${points} %`, ...Array<string>(4).fill(written.storeOrderId)],
      );
      expect(counts, `after point ${points}`).toEqual({
        orders: '1',
        lines_: '2',
        options_: '1',
        totals: '4',
        history: '1',
      });
      await shop.run('UPDATE oc_product SET quantity = quantity + 50 WHERE product_id IN (30, 40)');
      if (!died) break;
    }
    expect(points).toBeGreaterThan(7);
  });

  it('begins anew when the order changed between the attempts', async () => {
    const before = await stocks();
    await expect(store.writeOrder(order('changed'), { ...WRITING, ...dieAfter(4) })).rejects.toThrow(
      'died here',
    );
    const incoming = order('changed');
    const [first, second] = incoming.lines;
    const smaller = { ...incoming, lines: [{ ...second!, quantity: 1 }], totalE4: second!.unitPriceE4 };
    expect(first?.productId).toBe('30');
    const written = await store.writeOrder(smaller, WRITING);
    expect(written.lines).toMatchObject([{ productId: '40', quantity: 1 }]);
    expect(await stocks()).toEqual([before[0], before[1]! - 1, before[2]]);
    expect(await store.writeOrder(smaller, WRITING)).toEqual(written);
  });

  it('gives back once, wherever a cancellation ended', async () => {
    for (let points = 0; points < 5; points += 1) {
      const before = await stocks();
      const written = await store.writeOrder(order(`cancel-${points}`), WRITING);
      const cancelling = { ...WRITING, comment: 'İptal' };
      const attempt = store.cancelOrder(written.storeOrderId, { ...cancelling, ...dieAfter(points) });
      await attempt.catch((error: unknown) => expect(String(error)).toContain('died here'));
      const done = await store.cancelOrder(written.storeOrderId, cancelling);
      expect(done).toMatchObject({ statusId: '7', holdsStock: false });
      expect(await stocks(), `after point ${points}`).toEqual(before);
      const history = await shop.rows('SELECT * FROM oc_order_history WHERE order_id = ?', [
        written.storeOrderId,
      ]);
      expect(history.map((row) => row.order_status_id)).toEqual([1, 7]);
    }
  });

  it('moves each line once and mends the totals, wherever a change of lines ended', async () => {
    for (let points = 0; points < 6; points += 1) {
      const written = await store.writeOrder(order(`lines-${points}`), WRITING);
      const before = await stocks();
      const lines = written.lines.map((line) => ({
        storeLineId: line.storeLineId,
        quantity: line.quantity - 1,
      }));
      const changing = { ...WRITING, comment: 'Birer adet iptal' };
      const attempt = store.setOrderLines(written.storeOrderId, lines, { ...changing, ...dieAfter(points) });
      await attempt.catch((error: unknown) => expect(String(error)).toContain('died here'));
      const done = await store.setOrderLines(written.storeOrderId, lines, changing);
      expect(done.lines.map((line) => line.quantity)).toEqual([0, 1]);
      expect(await stocks(), `after point ${points}`).toEqual(before.map((stock) => stock + 1));
      const totals = await shop.rows(
        'SELECT code, value FROM oc_order_total WHERE order_id = ? ORDER BY 1, 2',
        [written.storeOrderId],
      );
      expect(totals.map((row) => [row.code, row.value])).toEqual([
        ['sub_total', '109.0909'],
        ['tax', '0.0000'],
        ['tax', '10.9091'],
        ['total', '120.0000'],
      ]);
    }
  });
});
