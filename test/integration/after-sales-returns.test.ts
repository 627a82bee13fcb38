import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import type { ReturnRow } from '#contract/returns.ts';
import { attemptsInState } from '#engine/cache/tables/attempt.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

const BUYER = { firstName: 'Şükrü', lastName: 'Iğdırlıoğlu' };

let harness: Harness;
let client: Client;
let channelId: string;
let goods: Goods;
let claimId: string;
let orderNumber: string;
let packageId: number;

const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const hand = () => harness.sandbox.marketplaces.trendyol;
const stock = (): number => harness.shop.quantityOf(goods.variantId);
const statusesThere = (): readonly string[] =>
  hand()
    .claims()
    .flatMap(({ items }) => items.map(({ status }) => status));
const sent = (): number =>
  (['final', 'lost', 'unknown'] as const)
    .flatMap((state) => attemptsInState(harness.context.database, { channelId, state }))
    .filter(({ kind }) => kind === 'return-answer').length;
const known = async (): Promise<ReturnRow> => {
  const page = await client.returns.page({ offset: 0, limit: 50, channelId, filter: 'all', search: '' });
  return page.rows[0]!;
};
const accept = (returnLineIds: string[] | null = null) =>
  client.returns.answer({
    ...write(),
    channelId,
    returnId: claimId,
    returnLineIds,
    answer: 'accept',
    reasonId: null,
    text: '',
    files: [],
  });
const putBack = (lines: { returnLineId: string; quantity: number }[]) =>
  client.returns.putBack({ ...write(), channelId, returnId: claimId, lines });

/** Two pieces were sold, delivered and are on their way back; nothing of it is known here beside the order. */
beforeEach(async () => {
  harness = await openHarness({ seed: 'returns', speed: 2_000 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  [goods] = (await plainGoods(harness, 1)) as [Goods];
  hand().seedListings([{ barcode: goods.barcode, quantity: 5 }]);
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  await harness.sync();
  const sold = hand().buy({ lines: [{ barcode: goods.barcode, quantity: 2 }], buyer: BUYER });
  ({ orderNumber, packageId } = sold);
  await harness.sync();
  for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
    hand().setPackageStatus(packageId, status);
  ({ claimId } = hand().returnGoods({ orderNumber }));
  hand().setClaimStatus(claimId, 'WaitingInAction');
  await harness.sync();
});
afterEach(() => harness.stop());

describe('a return', () => {
  it('is shown with its order, its deadline and what can be done', async () => {
    const row = await known();
    expect(row).toMatchObject({ returnId: claimId, orderNumber, status: 'waits-for-seller', late: false });
    expect(row.actions).toEqual(['accept', 'reject']);
    expect(row.orderId).not.toBeNull();
    expect(row.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([
      [goods.variantId, 1],
      [goods.variantId, 1],
    ]);
    expect(Date.parse(row.answerBy!)).toBeGreaterThan(harness.clock.now());
    expect(row.customer).toContain(BUYER.lastName);
    const kept = JSON.stringify(harness.context.database.prepare('SELECT * FROM market_return').all());
    expect(kept).not.toContain(BUYER.lastName);
  });

  it('accepted moves no stock by itself, and is not accepted twice', async () => {
    const before = stock();
    expect(await accept()).toMatchObject({ status: 'accepted', actions: [] });
    expect(statusesThere()).toEqual(['Accepted', 'Accepted']);
    await expect(accept()).rejects.toThrow('channel/no-answer-wanted');
    await harness.sync();
    expect([stock(), sent()]).toEqual([before, 1]);
  });

  it('can be accepted piece by piece', async () => {
    const [first] = (await known()).lines;
    const row = await accept([first!.returnLineId]);
    expect(row.lines.map(({ status }) => status).toSorted()).toEqual(['accepted', 'waits-for-seller']);
    await expect(accept([first!.returnLineId])).rejects.toThrow('channel/no-answer-wanted');
    expect(await accept()).toMatchObject({ status: 'accepted' });
    expect(sent()).toBe(2);
  });

  it('whose acceptance got no reply is read back and not accepted again', async () => {
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'claim-approve', count: 1 });
    expect(await accept()).toMatchObject({ status: 'accepted' });
    expect([statusesThere(), sent()]).toEqual([['Accepted', 'Accepted'], 1]);
  });

  it('is settled by the next sync when the marketplace fell silent', async () => {
    harness.sandbox.faults.add({ kind: 'lost-answer', endpoint: 'claim-approve', count: 1 });
    const silent = harness.sandbox.faults.add({ kind: 'server-error', endpoint: 'claims' });
    await expect(accept()).rejects.toThrow('channel/outcome-unknown');
    harness.sandbox.faults.remove(silent.faultId);
    await harness.clock.sleep(10 * 60_000);
    await harness.sync();
    expect(await known()).toMatchObject({ status: 'accepted' });
    expect(attemptsInState(harness.context.database, { channelId, state: 'unknown' })).toEqual([]);
    expect(sent()).toBe(1);
  });
});

describe('returned goods', () => {
  it('go back into the shop’s stock once, when the merchant says so and not before they are his', async () => {
    const before = stock();
    const [first, second] = (await known()).lines as [ReturnRow['lines'][0], ReturnRow['lines'][0]];
    const one = { returnLineId: first.returnLineId, quantity: 1 };
    await expect(putBack([one])).rejects.toThrow('return/not-back-yet');
    expect(await accept()).toMatchObject({ canPutBack: true });
    const row = await putBack([one, { returnLineId: second.returnLineId, quantity: 0 }]);
    expect(row.lines.map(({ putBack: pieces }) => pieces)).toEqual([1, 0]);
    expect(row.canPutBack).toBe(false);
    await expect(putBack([one])).rejects.toThrow('return/put-back-decided');
    for (let round = 0; round < 3; round += 1) await harness.sync();
    expect(stock()).toBe(before + 1);
  });

  it('can be decided about anew after the edit was undone', async () => {
    const before = stock();
    await accept();
    const [first] = (await known()).lines;
    const one = { returnLineId: first!.returnLineId, quantity: 1 };
    await putBack([one]);
    const batches = (await client.edits.batches({ offset: 0, limit: 5 })).rows;
    await client.edits.undo({ ...write(), batchId: batches[0]!.batchId });
    expect((await known()).canPutBack).toBe(true);
    await putBack([one]);
    await harness.sync();
    expect(stock()).toBe(before + 1);
  });
});

describe('the account', () => {
  it('holds the sale once, however often it is read, and its sums are those of its entries', async () => {
    const page = async () =>
      client.settlements.page({
        offset: 0,
        limit: 500,
        channelId,
        kind: null,
        from: null,
        to: null,
        search: '',
      });
    // A person's sync leaves the account alone: it is read by the schedule, or when asked for.
    await client.settlements.refresh({ ...write(), channelId });
    const first = await page();
    await client.settlements.refresh({ ...write(), channelId });
    const { rows, total, sums } = await page();
    expect(rows.filter((row) => row.orderNumber === orderNumber && row.kind === 'sale').length).toBe(1);
    expect(total).toBe(first.total);
    const sum = (figures: readonly { readonly amountE4: number }[]): number =>
      figures.reduce((all, { amountE4 }) => all + amountE4, 0);
    expect(sum(sums)).toBe(sum(rows));
  });
});
