import { isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ShopView } from '#contract/channels.ts';
import type { contract } from '#contract/index.ts';
import { findShopText } from '#engine/cache/tables/shop-text.ts';
import { gatherOne } from '#engine/cache/tables/planning-facts.ts';
import { parseShopView, shopViewText } from '#engine/cache/tables/shop-view.ts';
import { openLastGate } from '#engine/jobs/open-last-gate.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: Goods;
let channelId: string;
let listingId: string;
beforeEach(async () => {
  harness = await openHarness({ seed: 'channel-views' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  [goods] = (await plainGoods(harness, 1)) as [Goods];
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  list(harness.sandbox, [goods], { quantity: 1 });
  await harness.sync({ what: 'pull' });
  harness.linkCertain(channelId);
  listingId = (await page()).rows[0]!.listingId;
});
afterEach(() => harness.stop());

const page = () =>
  client.listings.page({
    channelId,
    search: '',
    filter: 'all',
    sort: 'title',
    descending: false,
    offset: 0,
    limit: 10,
  });
const choose = (shopView: Partial<ShopView>) =>
  client.channels.update({ requestId: crypto.randomUUID(), channelId, shopView });
const plan = async () =>
  (
    await client.plan.page({ channelId, reason: null, held: null, search: '', offset: 0, limit: 10 })
  ).rows.toSorted((a, b) => (a.group < b.group ? -1 : 1));

it('a channel that chooses a customer group waits for a reading, and then sells at that group’s price', async () => {
  expect((await choose({ customerGroupId: '1' })).shopView).toMatchObject({ customerGroupId: '1' });
  expect(await plan()).toMatchObject([
    { group: 'price', approvable: false, holds: [{ guard: 'listing/view-not-read' }] },
    { group: 'stock', approvable: false, holds: [{ guard: 'listing/view-not-read' }] },
  ]);
  const gate = openLastGate(harness.context.database, harness.context.channels.manifestOf);
  const offer = {
    externalId: goods.barcode,
    quantity: null,
    salePriceE4: goods.priceE4,
    listPriceE4: goods.listPriceE4,
  };
  expect(gate(channelId, [offer])).toMatchObject([{ holds: [{ guard: 'listing/view-not-read' }] }]);
  await harness.sync({ what: 'pull' });
  expect(gate(channelId, [offer])).toEqual([]);
  expect(await plan()).toMatchObject([{ group: 'stock', toQuantity: goods.quantity, holds: [] }]);
  expect(gatherOne(harness.context.database, listingId)?.facts.variant).toMatchObject({
    priceE4: goods.priceE4,
    viewRead: true,
    converted: null,
  });
});

it('a product that does not stand in the channel’s store is offered there no longer', async () => {
  const { database } = harness.context;
  // As a shop with a further store reads; the sample has one store.
  database.prepare('UPDATE channel SET shop_view = ?').run(JSON.stringify({ storeId: '3' }));
  const facts = () => gatherOne(database, listingId)?.facts.variant;
  const standsIn = (stores: string | null) =>
    database.prepare('UPDATE variant SET offered_in = ?').run(stores);
  standsIn('0');
  expect(facts()).toMatchObject({ enabled: false, viewRead: false });
  standsIn('0,3');
  expect(facts()).toMatchObject({ enabled: true });
  standsIn('0,13');
  expect(facts()).toMatchObject({ enabled: false });
  standsIn(null);
  expect(facts()).toMatchObject({ enabled: true, viewRead: false });
});

it('what the shop does not have, and a currency that the marketplace does not sell in, can’t be chosen', async () => {
  const refused = async (wish: Partial<ShopView>): Promise<unknown> => {
    const { error } = await safe(choose(wish));
    return error && isDefinedError(error) ? (error as unknown as { data: unknown }).data : error;
  };
  for (const wish of [
    { customerGroupId: '9' },
    { storeId: '4' },
    { currency: 'USD' },
    { language: 'de-de' },
  ] as const) {
    const [field, value] = Object.entries(wish)[0]!;
    expect(await refused(wish)).toMatchObject({ code: 'input/invalid', params: { field, value } });
  }
  expect((await choose({ currency: 'TRY', storeId: '0', language: 'tr-tr' })).shopView).toEqual({
    language: 'tr-tr',
    storeId: null,
    currency: 'TRY',
    customerGroupId: null,
  });
});

it('a listing shows the shop’s text in the channel’s language, and says where it had to fall back', async () => {
  const { database } = harness.context;
  database
    .prepare(
      "INSERT INTO product_description (product_id, language, name, html) VALUES (?, 'en-gb', 'Hat', '<p>')",
    )
    .run(goods.productId);
  const own = { language: 'tr-tr', title: goods.title, fallback: false };
  expect((await client.listings.detail({ listingId })).shopText).toMatchObject(own);
  database.prepare('UPDATE channel SET shop_view = ?').run(JSON.stringify({ language: 'en-gb' }));
  expect((await client.listings.detail({ listingId })).shopText).toEqual({
    language: 'en-gb',
    title: 'Hat',
    html: '<p>',
    fallback: false,
  });
  expect(findShopText(database, goods.variantId, 'de-de')).toMatchObject({ ...own, fallback: true });
});

it('a choice is kept as it was made, and none of it is nothing', () => {
  const none = parseShopView('{}');
  expect(shopViewText(none)).toBe('{}');
  expect(shopViewText({ ...none, storeId: '0' })).toBe('{}');
  const some = { language: 'en-gb', storeId: '2', currency: 'TRY', customerGroupId: '5' };
  expect(parseShopView(shopViewText(some))).toEqual(some);
});
