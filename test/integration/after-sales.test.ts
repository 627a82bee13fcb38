import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { takeReturn } from '#engine/after-sales/read-after-sales.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import type { MarketplaceReturn } from '#engine/marketplaces/kit/after-sales.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let channelId: string;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const everything = { offset: 0, limit: 500, search: '' } as const;

beforeEach(async () => {
  harness = await openHarness({ seed: 'after-sales', speed: 2_000 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  await harness.sync({ what: 'pull', channelId });
});
afterEach(() => harness.stop());

describe('what comes after a sale', () => {
  it('reads returns, questions and the account as often as one likes and keeps each once', async () => {
    for (const part of ['returns', 'questions', 'settlements'] as const) {
      const first = await client[part].refresh({ ...write(), channelId });
      const second = await client[part].refresh({ ...write(), channelId });
      expect(second.read).toBe(first.read);
    }
    const money = await client.settlements.page({
      ...everything,
      channelId,
      kind: null,
      from: null,
      to: null,
    });
    expect(money.total).toBe(money.sums.reduce((sum, { entries }) => sum + entries, 0));
  });

  it('puts returned goods back into the shop’s stock once, and only when the merchant says so', async () => {
    const [product] = (
      await client.products.page({ ...everything, filter: 'all', sort: 'productId', descending: false })
    ).rows.filter(({ variants, barcode }) => variants === 1 && barcode !== '');
    const { barcode, productId } = product!;
    const stock = async (): Promise<unknown> =>
      (await client.products.detail({ productId })).sheet!['quantity'];
    const before = Number(await stock());
    takeReturn(harness.context, channelId, returned(barcode));
    expect(await stock()).toBe(before);
    const place = { channelId, returnId: 'R-1', lines: [{ returnLineId: 'L-1', quantity: 2 }] };
    const row = await client.returns.putBack({ ...write(), ...place });
    expect(row.lines.map(({ putBack }) => putBack)).toEqual([2]);
    await expect(client.returns.putBack({ ...write(), ...place })).rejects.toThrow('return/put-back-decided');
    await harness.sync({ what: 'edits' });
    await harness.sync({ what: 'edits' });
    expect(await stock()).toBe(before + 2);
  });
});

function returned(barcode: string): MarketplaceReturn {
  return {
    returnId: 'R-1',
    orderNumber: '8100000001',
    packageId: null,
    status: 'accepted',
    rawStatus: 'Accepted',
    createdAtMs: harness.clock.now(),
    lastModifiedMs: harness.clock.now(),
    answerByMs: null,
    cargo: { provider: '', trackingNumber: '' },
    customerName: 'Ayşe Işık',
    actions: [],
    raw: '{}',
    lines: [
      {
        returnLineId: 'L-1',
        orderLineId: null,
        barcode,
        stockCode: '',
        title: 'Ürün',
        quantity: 2,
        unitPriceE4: null,
        reason: 'Vazgeçtim',
        customerNote: '',
        status: 'accepted',
      },
    ],
  };
}
