import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '#contract/index.ts';
import type { ListingQuery } from '#contract/listings.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openLastGate } from '#engine/jobs/open-last-gate.ts';
import { makePlan } from '#engine/jobs/make-plan.ts';
import { readListings } from '#engine/jobs/read-listings.ts';
import { readStore } from '#engine/jobs/read-store.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: readonly Goods[];
let channelId: string;

beforeEach(async () => {
  harness = await openHarness({ seed: 'plan', speed: 2_000 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  goods = await plainGoods(harness, 12);
  channelId = harness.addChannel('Trendyol', { mode: 'approval' });
});
afterEach(() => harness.stop());

/** Reads both sides, links what is certain, and plans. */
async function pull(): Promise<void> {
  await readStore(harness.context);
  await readListings(harness.context, channelId);
  await client.links.confirm({ requestId: crypto.randomUUID(), channelId, links: { certainBy: 'any' } });
}

const query = (changes: Partial<ListingQuery> = {}): ListingQuery => ({
  channelId,
  search: '',
  filter: 'all',
  sort: 'title',
  descending: false,
  offset: 0,
  limit: 200,
  ...changes,
});

const planPage = (held: boolean | null = null) =>
  client.plan.page({ channelId, reason: null, held, search: '', offset: 0, limit: 200 });

describe('taking over listings', () => {
  it('links what is certain, and plans only what differs', async () => {
    list(harness.sandbox, goods.slice(0, 10));
    list(harness.sandbox, goods.slice(10), { quantity: 1 });
    await pull();
    const page = await client.listings.page(query());
    expect(page.counts).toMatchObject({ all: 12, unlinked: 0, proposed: 0, differs: 2 });
    const plan = await planPage();
    expect(plan.rows.map(({ reason }) => reason)).toEqual(['stock-raised', 'stock-raised']);
    const wanted = new Map(plan.rows.map(({ barcode, toQuantity }) => [barcode, toQuantity]));
    for (const { barcode, quantity } of goods.slice(10)) expect(wanted.get(barcode)).toBe(quantity);
  });

  it('proposes before it links, and tells how many are certain', async () => {
    list(harness.sandbox, goods);
    await readStore(harness.context);
    await readListings(harness.context, channelId);
    const proposals = await client.links.proposals({ channelId, listingId: null, offset: 0, limit: 5 });
    expect(proposals).toMatchObject({ total: 12, certain: 12 });
    expect(proposals.rows).toHaveLength(5);
    expect(proposals.rows[0]?.candidates[0]?.certain).toBe(true);
    const { listingId } = proposals.rows[3]!;
    const only = await client.links.proposals({ channelId, listingId, offset: 0, limit: 5 });
    expect(only).toMatchObject({ total: 12, rows: [proposals.rows[3]] });
    expect((await client.listings.page(query())).counts.proposed).toBe(12);
  });

  it('unlinks, puts aside and brings back', async () => {
    list(harness.sandbox, goods.slice(0, 2));
    await pull();
    const [first, second] = (await client.listings.page(query())).rows;
    const write = () => ({ requestId: crypto.randomUUID() });
    await client.links.unlink({ ...write(), listingId: first!.listingId });
    await client.links.setIgnored({ ...write(), listingIds: [second!.listingId], ignored: true });
    const page = await client.listings.page(query());
    expect(page.rows.map(({ linkState }) => linkState).toSorted()).toEqual(['ignored', 'proposed']);
    await client.links.setIgnored({ ...write(), listingIds: [second!.listingId], ignored: false });
    expect((await client.listings.page(query())).counts.proposed).toBe(2);
    const { history } = await client.listings.detail({ listingId: first!.listingId });
    expect(history.map(({ event }) => event)).toEqual(['unlinked', 'linked']);
  });

  it('calls a listing gone only when the marketplace does not know it by name either', async () => {
    list(harness.sandbox, goods.slice(0, 3));
    await pull();
    expect(harness.sandbox.trendyol.removeListing(goods[0]!.barcode)).toBe(true);
    expect(await readListings(harness.context, channelId)).toMatchObject({ seen: 2, gone: 1 });
    const { rows } = await client.listings.page(query());
    expect(rows.filter(({ state }) => state === 'gone').map(({ barcode }) => barcode)).toEqual([
      goods[0]!.barcode,
    ]);
    await makePlan(harness.context, channelId);
    expect((await planPage()).total).toBe(0);
  });
});

describe('the plan', () => {
  it('holds a price the guard does not let through, and only a person’s yes by its id lets it go', async () => {
    list(harness.sandbox, goods, {});
    await pull();
    harness.shop.setPrice(goods[0]!.productId, goods[0]!.priceE4 * 2);
    harness.shop.simulateSale(goods[0]!.variantId, 1);
    await readStore(harness.context);
    const figures = await makePlan(harness.context, channelId);
    expect(figures).toMatchObject({ changes: 2, held: 1, requests: 1 });
    const approval = { kind: 'all', channelId } as const;
    const all = await client.plan.approve({ requestId: crypto.randomUUID(), approval, send: false });
    expect(all.approved).toBe(1);
    const [held] = (await planPage(true)).rows;
    expect(held?.holds.map(({ guard }) => guard)).toEqual(['price/large-step']);
    const some = { kind: 'some' as const, changeIds: [held!.changeId, 'no-such-change'] };
    const named = await client.plan.approve({ requestId: crypto.randomUUID(), approval: some, send: false });
    expect(named).toEqual({
      approved: 1,
      sending: 'later',
      changedSince: ['no-such-change'],
      notApprovable: [],
    });
    expect((await planPage(true)).rows[0]?.state).toBe('approved');
  });

  it('forgets an approval when the value it was given for is no longer the one that would be sent', async () => {
    list(harness.sandbox, goods, {});
    await pull();
    harness.shop.setPrice(goods[0]!.productId, goods[0]!.priceE4 * 2);
    await readStore(harness.context);
    await makePlan(harness.context, channelId);
    const [held] = (await planPage(true)).rows;
    const some = { kind: 'some' as const, changeIds: [held!.changeId] };
    await client.plan.approve({ requestId: crypto.randomUUID(), approval: some, send: false });
    harness.shop.setPrice(goods[0]!.productId, goods[0]!.priceE4 * 3);
    await readStore(harness.context);
    await makePlan(harness.context, channelId);
    const [now] = (await planPage(true)).rows;
    expect(now?.changeId).not.toBe(held?.changeId);
    expect(now?.state).toBe('held');
    expect(harness.context.database.prepare('SELECT count(*) FROM approval').pluck().get()).toBe(0);
  });

  it('never lets a price below the floor be approved', async () => {
    list(harness.sandbox, goods, {});
    await pull();
    await client.channels.update({
      requestId: crypto.randomUUID(),
      channelId,
      rules: { floorE4: 90_000_000_000 },
    });
    harness.shop.setPrice(goods[0]!.productId, goods[0]!.priceE4 + 10_000);
    await readStore(harness.context);
    await makePlan(harness.context, channelId);
    const [held] = (await planPage(true)).rows;
    const some = { kind: 'some' as const, changeIds: [held!.changeId] };
    const answer = await client.plan.approve({ requestId: crypto.randomUUID(), approval: some, send: false });
    expect(answer).toEqual({
      approved: 0,
      sending: 'later',
      changedSince: [],
      notApprovable: [held!.changeId],
    });
  });

  it('leaves a frozen listing alone and follows the merchant’s own price and buffer', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await pull();
    const rows = (await client.listings.page(query())).rows;
    const [frozen, own] = rows;
    const write = () => ({ requestId: crypto.randomUUID() });
    await client.listings.setOverrides({
      ...write(),
      listingIds: [frozen!.listingId],
      overrides: { frozen: true },
    });
    const ownPriceE4 = Math.round((own!.confirmed!.priceE4! * 1.1) / 100) * 100;
    const overrides = { priceE4: ownPriceE4, stockBuffer: 2 };
    await client.listings.setOverrides({ ...write(), listingIds: [own!.listingId], overrides });
    const plan = await planPage();
    expect(plan.rows.filter(({ listingId }) => listingId === frozen!.listingId)).toEqual([]);
    const mine = plan.rows.filter(({ listingId }) => listingId === own!.listingId);
    expect(mine.find(({ group }) => group === 'price')?.toPriceE4).toBe(ownPriceE4);
    expect(mine.find(({ group }) => group === 'stock')?.toQuantity).toBe(own!.store!.quantity! - 2);
    const { history, priceTrace } = await client.listings.detail({ listingId: own!.listingId });
    expect(history.filter(({ event }) => event === 'edited')).toHaveLength(2);
    expect(priceTrace.map(({ step }) => step)).toContain('override');
  });

  it('plans nothing while no shop is connected', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await pull();
    expect((await planPage()).total).toBe(12);
    await client.shop.disconnect({ requestId: crypto.randomUUID() });
    expect((await planPage()).total).toBe(0);
    expect((await client.shop.get()).connected).toBe(false);
  });

  it('is what the last gate lets through, and nothing beyond it', async () => {
    list(harness.sandbox, goods, {});
    await pull();
    const gate = openLastGate(harness.context.database, (marketplace) =>
      harness.context.channels.manifestOf(marketplace),
    );
    const good = goods[0]!;
    const offer = { externalId: good.barcode, quantity: good.quantity, salePriceE4: null, listPriceE4: null };
    expect(gate(channelId, [offer])).toEqual([]);
    expect(gate(channelId, [{ ...offer, quantity: good.quantity + 1 }])[0]?.holds[0]?.guard).toBe(
      'stock/above-store',
    );
    expect(gate('no-such-channel', [offer])).toHaveLength(1);
  });
});

describe('the list of listings', () => {
  beforeEach(async () => {
    list(harness.sandbox, goods.slice(0, 10));
    await pull();
  });

  it('counts every filter as it would show', async () => {
    const { counts } = await client.listings.page(query());
    for (const filter of [
      'all',
      'differs',
      'held',
      'failed',
      'unlinked',
      'proposed',
      'out-of-stock',
      'frozen',
      'not-listed',
    ] as const) {
      const page = await client.listings.page(query({ filter, limit: 500 }));
      expect(page.total, filter).toBe(counts[filter]);
      expect(page.rows.length, filter).toBe(Math.min(500, counts[filter]));
    }
  });

  it('finds by any part of title, barcode or stock code, whatever the letter case', async () => {
    const good = goods[3]!;
    for (const search of [
      good.barcode.slice(2, 9),
      good.stockCode.toLowerCase(),
      good.title.toLocaleUpperCase('tr'),
    ]) {
      const { rows } = await client.listings.page(query({ search }));
      expect(
        rows.map(({ barcode }) => barcode),
        search,
      ).toContain(good.barcode);
    }
    expect((await client.listings.page(query({ search: 'böylebirşeyyok' }))).total).toBe(0);
  });

  it('pages through every order without losing or doubling a row', async () => {
    for (const sort of ['title', 'stockCode', 'quantity', 'price', 'confirmedAt'] as const) {
      for (const descending of [false, true]) {
        for (const search of ['', goods[0]!.barcode.slice(0, 3)]) {
          const seen: string[] = [];
          for (let offset = 0; offset < 10; offset += 3) {
            const { rows } = await client.listings.page(
              query({ sort, descending, search, offset, limit: 3 }),
            );
            seen.push(...rows.map(({ listingId }) => listingId));
          }
          expect(new Set(seen).size, `${sort} ${search}`).toBe(10);
        }
      }
    }
  });

  it('shows what the shop has and no channel lists', async () => {
    const page = await client.listings.page(query({ filter: 'not-listed', search: goods[11]!.barcode }));
    expect(page.rows).toHaveLength(1);
    expect(page.rows[0]).toMatchObject({ variantId: goods[11]!.variantId, confirmed: null, desired: null });
  });
});

describe('the pages of a plan', () => {
  it('come held ones first, largest step first, without losing or doubling a change', async () => {
    list(harness.sandbox, goods, { quantity: 1 });
    await pull();
    for (const [index, good] of goods.entries()) {
      harness.shop.setPrice(good.productId, Math.round((good.priceE4 * (1.05 + index / 20)) / 100) * 100);
    }
    await readStore(harness.context);
    const figures = await makePlan(harness.context, channelId);
    const seen: { readonly changeId: string; readonly held: boolean }[] = [];
    for (let offset = 0; offset < figures.changes; offset += 5) {
      const page = await client.plan.page({
        channelId: null,
        reason: null,
        held: null,
        search: '',
        offset,
        limit: 5,
      });
      expect(page.total).toBe(figures.changes);
      seen.push(...page.rows.map(({ changeId, holds }) => ({ changeId, held: holds.length > 0 })));
    }
    expect(new Set(seen.map(({ changeId }) => changeId)).size).toBe(figures.changes);
    expect(seen.map(({ held }) => held)).toEqual(
      seen.map(({ held }) => held).toSorted((a, b) => Number(b) - Number(a)),
    );
    const summary = await client.plan.summary({ channelId });
    expect(summary.held + summary.waiting).toBe(figures.changes);
    expect(summary.groups.reduce((sum, { count }) => sum + count, 0)).toBe(figures.changes);
    const searched = { channelId, reason: null, held: null, search: goods[0]!.barcode, offset: 0, limit: 50 };
    expect((await client.plan.page(searched)).total).toBe(2);
  });
});
