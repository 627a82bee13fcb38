import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

const ANSWER = 'Merhaba, stokta var; bugün kargoya verilir.';

let harness: Harness;
let client: Client;
let goods: Goods;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const everything = { offset: 0, limit: 50, search: '', filter: 'all' } as const;

beforeEach(async () => {
  harness = await openHarness({ seed: 'other-markets', speed: 4_000 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  goods = (await plainGoods(harness, 30)).find(({ stockCode }) => stockCode !== '')!;
});
afterEach(() => harness.stop());

async function answerAll(channelId: string): Promise<void> {
  const [question] = (await client.questions.page({ ...everything, channelId })).rows;
  const asked = { ...write(), channelId, questionId: question!.questionId, text: ANSWER };
  expect(await client.questions.answer(asked)).toMatchObject({ state: 'answered', answer: ANSWER });
  const [waiting] = (await client.returns.page({ ...everything, channelId })).rows;
  expect(waiting!.actions).toContain('accept');
  const accepted = await client.returns.answer({
    ...write(),
    channelId,
    returnId: waiting!.returnId,
    returnLineIds: null,
    answer: 'accept',
    reasonId: null,
    text: '',
    files: [],
  });
  expect(accepted.actions).toEqual([]);
}

describe('returns and questions of other marketplaces', () => {
  it('are read from Hepsiburada and answered there', async () => {
    const hand = harness.sandbox.marketplaces.hepsiburada;
    const { stockCode: merchantSku, title } = goods;
    hand.seedListings([{ merchantSku, title, quantity: 5, price: 100 }]);
    const channelId = harness.addChannel('Hepsiburada', { marketplace: 'hepsiburada', mode: 'approval' });
    const { orderNumber, lines } = hand.buy({ lines: [{ merchantSku, quantity: 1 }] });
    hand.pack(orderNumber);
    hand.carry(orderNumber, 'InTransit');
    hand.carry(orderNumber, 'Delivered');
    hand.claim(lines[0]!.id);
    hand.ask(merchantSku, 'Stokta var mı?');
    for (const part of ['returns', 'questions'] as const)
      await client[part].refresh({ ...write(), channelId });
    await answerAll(channelId);
  });

  it('are read from N11 and answered there; a wish to cancel puts nothing back twice', async () => {
    const hand = harness.sandbox.marketplaces.n11;
    const { stockCode, barcode } = goods;
    hand.seedListings([{ stockCode, barcode, quantity: 5, salePrice: 100, listPrice: 100 }]);
    const channelId = harness.addChannel('N11', { marketplace: 'n11', mode: 'approval' });
    await harness.sync({ what: 'pull' });
    const { key, lines } = hand.buy({ lines: [{ stockCode, quantity: 1 }] });
    hand.claim({ kind: 'cancel', key, orderLineId: lines[0]!.orderLineId, quantity: 1 });
    hand.ask(stockCode, 'Stokta var mı?');
    await harness.sync();
    await answerAll(channelId);
    const [row] = (await client.returns.page({ ...everything, channelId })).rows;
    const back = { ...write(), channelId, returnId: row!.returnId };
    await expect(
      client.returns.putBack({
        ...back,
        lines: [{ returnLineId: row!.lines[0]!.returnLineId, quantity: 1 }],
      }),
    ).rejects.toThrow(/return\/(not-back-yet|stock-given-back)/);
  });
});
