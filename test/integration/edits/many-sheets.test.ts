import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { goOffline, keep } from './edit-room.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: readonly Goods[];
beforeEach(async () => {
  harness = await openHarness({ seed: 'many-sheets', speed: 200 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  goods = await plainGoods(harness, 3);
});
afterEach(() => harness.stop());

const ids = (): string[] => goods.map(({ productId }) => productId);
const sheets = (productIds: string[]) => client.products.sheets({ productIds });

describe('the values of many products', () => {
  it('come in one go, in the order asked for, as each product shows them by itself', async () => {
    await harness.sync({ what: 'pull' });
    keep(harness, ids()[1]!, { price: 1_234_500 });
    const asked = ids().toReversed();
    const found = await sheets([...asked, 'nobody']);
    expect(found.map(({ productId }) => productId)).toEqual(asked);
    for (const values of found) {
      const { row, sheet, seen } = await client.products.detail({ productId: values.productId });
      expect(values).toEqual({ productId: row.productId, title: row.title, sheet, seen });
    }
    expect(found[1]!.seen?.['price']).toBe(1_234_500);
  });

  it('are read from the shop where it changed since, and stay the last ones while it is away', async () => {
    await harness.sync({ what: 'pull' });
    const [first] = ids();
    harness.shop.saveInAdmin(first!, { price: 1_111_100 });
    harness.context.database
      .prepare("UPDATE product SET fingerprint = 'another' WHERE product_id = ?")
      .run(first);
    const comeBack = await goOffline(harness);
    const before = (await sheets(ids()))[0]?.sheet?.['price'];
    expect(before).not.toBe(1_111_100);
    await comeBack();
    expect((await sheets(ids()))[0]?.sheet?.['price']).toBe(1_111_100);
  });
});
