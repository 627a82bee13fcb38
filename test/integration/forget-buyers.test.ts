import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { inboxRowsOfOrder } from '#engine/cache/tables/inbox.ts';
import { findSalesOrderByNumber } from '#engine/cache/tables/sales-order.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { createUpkeep } from '#engine/jobs/upkeep.ts';
import { openPackage } from '#engine/orders/sealed-package.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

const DAY_MS = 24 * 3_600_000;
const write = (): { requestId: string } => ({ requestId: crypto.randomUUID() });
const everything = { offset: 0, limit: 50, search: '', filter: 'all' } as const;

let harness: Harness;
let client: Client;
let goods: Goods;
let channelId: string;
beforeEach(async () => {
  harness = await openHarness({ seed: 'forget-buyers' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  const all = await plainGoods(harness, 1);
  goods = all[0]!;
  list(harness.sandbox, all);
  channelId = harness.addChannel('Trendyol');
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
});
afterEach(() => harness.stop());

const hand = () => harness.sandbox.marketplaces.trendyol;
const buy = () => hand().buy({ lines: [{ barcode: goods.barcode, quantity: 1 }] });
const orderId = (number: string): string =>
  findSalesOrderByNumber(harness.context.database, channelId, number)!.orderId;
const buyer = async (number: string) => (await client.orders.detail({ orderId: orderId(number) })).buyer;
const kept = (number: string): string =>
  inboxRowsOfOrder(harness.context.database, channelId, number)
    .map((row) => JSON.stringify(openPackage(harness.context.vault, row, row.rawSealed)))
    .join('\n');

/** As if all that is known had happened so much earlier. */
function age(days: number): void {
  const { database } = harness.context;
  const ms = days * DAY_MS;
  database.prepare('UPDATE sales_order SET last_modified_ms = last_modified_ms - ?').run(ms);
  database.prepare('UPDATE market_return SET modified_ms = modified_ms - ?').run(ms);
  database.prepare('UPDATE market_question SET asked_at = asked_at - ?').run(ms);
}

it('takes buyers out of what ended ninety days ago, keeps what was sold, and brings nobody back by reading again', async () => {
  const done = buy();
  const open = buy();
  await harness.sync({ what: 'orders' });
  for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
    hand().setPackageStatus(done.packageId, status);
  const { questionId } = hand().ask(goods.barcode, 'Adım Ayşe, 0532 111 22 33: kaç cm?');
  const { claimId } = hand().returnGoods({ orderNumber: done.orderNumber });
  hand().setClaimStatus(claimId, 'Rejected');
  await harness.sync({ what: 'orders' });
  for (const part of ['returns', 'questions'] as const) await client[part].refresh({ ...write(), channelId });
  const text = {
    ...write(),
    channelId,
    questionId: String(questionId),
    text: 'Otuz santimetre, iyi günler.',
  };
  await client.questions.answer(text);
  const before = await buyer(done.orderNumber);
  expect(before.name).not.toBe('');
  age(89);
  await createUpkeep(harness.context)(new AbortController().signal);
  expect(await buyer(done.orderNumber)).toEqual(before);
  age(2);
  await createUpkeep(harness.context)(new AbortController().signal);
  await harness.context.sync.stop();
  harness = await harness.restart();
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  expect(Object.values(await buyer(done.orderNumber)).join('')).toBe('');
  expect(kept(done.orderNumber)).not.toContain(before.address);
  expect(kept(done.orderNumber)).toContain(goods.barcode);
  expect((await buyer(open.orderNumber)).name).not.toBe('');
  const [returned] = (await client.returns.page({ ...everything, channelId })).rows;
  const [asked] = (await client.questions.page({ ...everything, channelId })).rows;
  expect([returned!.customer, returned!.lines[0]!.customerNote]).toEqual(['', '']);
  expect([asked!.text, asked!.answer, asked!.customer]).toEqual(['', null, '']);
  await harness.sync({ what: 'orders' });
  expect(Object.values(await buyer(done.orderNumber)).join('')).toBe('');
  const { timeline } = await client.orders.detail({ orderId: orderId(done.orderNumber) });
  expect(timeline.map(({ text: said }) => said).join()).toContain('alıcı bilgileri');
});
