import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { findSalesOrderByNumber } from '#engine/cache/tables/sales-order.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: Goods;
let channelId: string;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });

beforeEach(async () => {
  harness = await openHarness({ seed: 'order-desk' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  const all = await plainGoods(harness, 2);
  goods = all[0]!;
  list(harness.sandbox, all);
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
});
afterEach(() => harness.stop());

describe('the order desk', () => {
  it('cancels a package and gives its stock back to the shop exactly once', async () => {
    const made = harness.sandbox.trendyol.buy({ lines: [{ barcode: goods.barcode, quantity: 2 }] });
    await harness.sync();
    expect(harness.shop.quantityOf(goods.variantId)).toBe(goods.quantity - 2);
    const { orderId } = findSalesOrderByNumber(harness.context.database, channelId, made.orderNumber)!;
    const [desk] = await client.orders.desk({ orderId });
    const cancel = desk!.actions.find(({ action }) => action === 'cancel');
    expect(cancel).toEqual({ action: 'cancel', possible: true, reason: null });
    expect(desk!.actions.find(({ action }) => action === 'invoice')?.reason?.tr).toContain('durumu');
    const { packageId } = desk!;
    const { cancelReasons } = await client.orders.choices({ orderId, packageId });
    const wish = { action: 'cancel' as const, lines: null, reasonId: cancelReasons[0]!.reasonId };
    await client.orders.act({ ...write(), orderId, packageId, wish });
    await harness.sync();
    await harness.sync();
    expect(harness.shop.quantityOf(goods.variantId)).toBe(goods.quantity);
    await expect(client.orders.act({ ...write(), orderId, packageId, wish })).rejects.toThrow();
  });

  it('offers to mark an order as being picked only where the marketplace has such a state', async () => {
    const hand = harness.sandbox.marketplaces.hepsiburada;
    hand.seedListings([{ merchantSku: goods.stockCode, title: goods.title, quantity: 5, price: 100 }]);
    const otherId = harness.addChannel('Hepsiburada', { marketplace: 'hepsiburada' });
    const here = harness.sandbox.trendyol.buy({ lines: [{ barcode: goods.barcode, quantity: 1 }] });
    const there = hand.buy({ lines: [{ merchantSku: goods.stockCode, quantity: 1 }] });
    await harness.sync({ what: 'orders' });
    const actions = async (channel: string, number: string) => {
      const { orderId } = findSalesOrderByNumber(harness.context.database, channel, number)!;
      return (await client.orders.detail({ orderId })).actions.map(({ action }) => action);
    };
    expect(await actions(channelId, here.orderNumber)).toEqual(['pick']);
    expect(await actions(otherId, there.orderNumber)).toEqual([]);
  });
});
