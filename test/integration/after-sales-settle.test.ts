import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

const ANSWER = 'Merhaba, otuz santimetre; iyi günler dileriz.';
const everything = { offset: 0, limit: 50, search: '', filter: 'all' } as const;
const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });

let harness: Harness;
let client: Client;
let goods: Goods;
let channelId: string;
beforeEach(async () => {
  harness = await openHarness({ seed: 'after-sales-settle' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  const all = await plainGoods(harness, 1);
  goods = all[0]!;
  list(harness.sandbox, all);
  channelId = harness.addChannel('Trendyol');
});
afterEach(() => harness.stop());

const hand = () => harness.sandbox.marketplaces.trendyol;
/** Reading is refused for as long as this stands. */
const unreadable = (endpoint: string): string =>
  harness.sandbox.faults.add({ kind: 'html', endpoint, status: 403 }).faultId;

describe('an answer that got no reply and can’t be read back', () => {
  it('to a question is named, told by the merchant, and given again only because he says that it did not arrive', async () => {
    const questionId = String(hand().ask(goods.barcode, 'Kaç cm?').questionId);
    await client.questions.refresh({ ...write(), channelId });
    const answer = () => client.questions.answer({ ...write(), channelId, questionId, text: ANSWER });
    const faultId = unreadable('questions');
    harness.sandbox.faults.add({ kind: 'server-error', endpoint: 'question-answer', count: 1 });
    await expect(answer()).rejects.toThrow('channel/outcome-unknown');
    const row = async () => (await client.questions.page({ ...everything, channelId })).rows[0]!;
    expect((await row()).unsettled).toBe(true);
    await expect(answer()).rejects.toThrow();
    expect(hand().questions()[0]!.answer).toBeNull();
    const said = await client.questions.settle({ ...write(), channelId, questionId, arrived: false });
    expect(said.unsettled).toBe(false);
    harness.sandbox.faults.remove(faultId);
    expect(await answer()).toMatchObject({ state: 'answered', answer: ANSWER });
    await expect(
      client.questions.settle({ ...write(), channelId, questionId, arrived: true }),
    ).rejects.toThrow('input/invalid');
  });

  it('to a return is named, and told by the merchant', async () => {
    const { orderNumber, packageId } = hand().buy({ lines: [{ barcode: goods.barcode, quantity: 1 }] });
    for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
      hand().setPackageStatus(packageId, status);
    const { claimId } = hand().returnGoods({ orderNumber });
    hand().setClaimStatus(claimId, 'WaitingInAction');
    await client.returns.refresh({ ...write(), channelId });
    const wish = { channelId, returnId: claimId, returnLineIds: null, reasonId: null, text: '', files: [] };
    const faultId = unreadable('claims');
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'claim-approve', count: 1 });
    await expect(client.returns.answer({ ...write(), ...wish, answer: 'accept' })).rejects.toThrow(
      'channel/outcome-unknown',
    );
    const row = async () => (await client.returns.page({ ...everything, channelId })).rows[0]!;
    expect((await row()).unsettled).toBe(true);
    await client.returns.settle({ ...write(), channelId, returnId: claimId, arrived: true });
    harness.sandbox.faults.remove(faultId);
    await client.returns.refresh({ ...write(), channelId });
    expect(await row()).toMatchObject({ unsettled: false, status: 'accepted' });
  });
});
