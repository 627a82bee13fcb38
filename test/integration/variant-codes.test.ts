import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gtinCheckDigit } from '#common/gtin.ts';
import type { CodeFilter, CodeImportRow, CodeRow } from '#contract/codes.ts';
import type { Topic } from '#contract/events.ts';
import type { contract } from '#contract/index.ts';
import { DEFAULT_CHANNEL_RULES, DEFAULT_SHOP_VIEW } from '#contract/channels.ts';
import { allMigrations } from '#engine/cache/migrations/all.ts';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { findChannel } from '#engine/cache/tables/channel.ts';
import { listPriceViews } from '#engine/cache/tables/shop-view.ts';
import { forgetDigests } from '#engine/cache/tables/store-range.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { linkCertain } from '#engine/linking/link.ts';
import { cacheProfile } from '../support/cache-profile.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: readonly Goods[];
let bare: CodeRow;
beforeEach(async () => {
  harness = await openHarness({ seed: 'variant-codes' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  goods = await plainGoods(harness, 4);
  await harness.sync({ what: 'pull' });
  bare = (await codes('no-barcode')).rows.find(({ variant }) => variant.optionText === '')!;
});
afterEach(() => harness.stop());

const write = () => ({ requestId: crypto.randomUUID() });
const codes = (filter: CodeFilter, search = '') =>
  client.codes.page({ filter, search, offset: 0, limit: 500 });
const rowOf = async (variantId: string): Promise<CodeRow> =>
  (await codes('all', variantId)).rows.find(({ variant }) => variant.variantId === variantId)!;
const set = (variantId: string, barcode: string | null, stockCode: string | null = null) =>
  client.codes.set({ ...write(), variantId, own: { barcode, stockCode } });

/** A barcode of the merchant's own that no good of the sample shop has. */
function barcode(nth: number): string {
  const body = `29999900000${nth}`;
  return `${body}${gtinCheckDigit(body)}`;
}

function line(changes: Partial<CodeImportRow>): CodeImportRow {
  return { line: 2, by: 'product', code: '0', option: null, barcode: null, stockCode: null, ...changes };
}

const importing = (rows: readonly CodeImportRow[], apply = true) =>
  client.codes.import({ ...write(), rows: [...rows], apply });

describe('a barcode that the merchant typed', () => {
  it('is found by, has its listing proposed for certain, and is taken back', async () => {
    const { variantId } = bare.variant;
    const channelId = harness.addChannel('Trendyol', { mode: 'approval' });
    list(harness.sandbox, [{ ...goods[0]!, barcode: barcode(1), stockCode: '', title: 'Başka bir ad' }]);
    await harness.sync({ what: 'pull' });
    const certain = () => client.links.proposals({ channelId, offset: 0, limit: 10, listingId: null });
    expect(await certain()).toMatchObject({ total: 0, certain: 0 });
    expect(await set(variantId, ` ${barcode(1)} `)).toMatchObject({ outcome: 'set', badCheckDigit: false });
    expect(await certain()).toMatchObject({
      certain: 1,
      rows: [{ candidates: [{ variant: { variantId }, grounds: ['barcode'], certain: true }] }],
    });
    expect(await client.shop.searchVariants({ search: barcode(1), limit: 5 })).toMatchObject([{ variantId }]);
    expect((await codes('own')).rows).toMatchObject([
      { variant: { variantId, barcode: barcode(1) }, own: { barcode: barcode(1) }, shop: { barcode: '' } },
    ]);
    expect(await set(variantId, null)).toMatchObject({ outcome: 'set' });
    expect(await certain()).toMatchObject({ total: 0, certain: 0 });
    expect((await rowOf(variantId)).variant.barcode).toBe('');
  });

  it('stands over the shop’s column through every reading and a new connection of the same shop', async () => {
    const [first] = goods;
    await set(first!.variantId, barcode(2), 'RAF-7');
    forgetDigests(harness.context.database);
    await harness.sync({ what: 'pull' });
    const expected = {
      variant: { barcode: barcode(2), stockCode: 'RAF-7' },
      shop: { barcode: first!.barcode },
    };
    expect(await rowOf(first!.variantId)).toMatchObject(expected);
    await client.shop.connect({ ...write(), connection: { kind: 'sample' }, settings: {} });
    await harness.sync({ what: 'pull' });
    expect(await rowOf(first!.variantId)).toMatchObject(expected);
    await set(first!.variantId, null, 'RAF-7');
    expect((await rowOf(first!.variantId)).variant).toMatchObject({
      barcode: first!.barcode,
      stockCode: 'RAF-7',
    });
  });

  it('is refused where another variant has it, and kept with a warning where its check digit is wrong', async () => {
    const { variantId } = bare.variant;
    const [first] = goods;
    expect(await set(variantId, first!.barcode)).toMatchObject({
      outcome: 'duplicate',
      sharedWith: first!.variantId,
    });
    const named = { title: first!.title, optionText: '' };
    expect(await set(variantId, first!.barcode)).toMatchObject({ sharedName: named });
    expect((await rowOf(variantId)).variant.barcode).toBe('');
    expect(await set(variantId, 'YOK')).toMatchObject({ outcome: 'not-a-code' });
    expect(await set(variantId, '2999990000000')).toMatchObject({ outcome: 'set', badCheckDigit: true });
    expect((await rowOf(variantId)).variant.dirt).toContain('bad-barcode');
  });
});

it('one product’s variants are listed alone, each with the column that its code stands in', async () => {
  const { productId, barcode: code } = goods[0]!;
  const ofOne = await client.codes.page({ filter: 'all', search: '', productId, offset: 0, limit: 500 });
  expect(ofOne.total).toBe(1);
  expect(ofOne.rows).toMatchObject([
    { variant: { productId }, shop: { barcode: code }, sources: { barcode: 'ean' } },
  ]);
  expect(bare.sources.barcode).toBeNull();
});

it('a listing that is matched has the list of products read again: it is no longer “not listed”', async () => {
  const channelId = harness.addChannel('Trendyol', { mode: 'approval' });
  list(harness.sandbox, [goods[0]!]);
  await harness.sync({ what: 'pull' });
  const topics: Topic[] = [];
  const changed = (...told: readonly Topic[]): void => void topics.push(...told);
  const parts = { ...harness.context, events: { ...harness.context.events, changed } };
  expect(linkCertain(parts, channelId, 'any')).toBe(1);
  expect(topics).toContain('products');
});

describe('a table of codes', () => {
  it('gives every option value its own, named by its words in any order or by its ids', async () => {
    const { variant: withOptions } = (await codes('all')).rows.find(
      ({ variant }) => variant.optionText !== '',
    )!;
    // As a shop with two options reads: the sample's goods have one.
    harness.context.database
      .prepare("UPDATE variant SET option_text = option_text || ' / Şık' WHERE product_id = ?")
      .run(withOptions.productId);
    const own = (await codes('all', withOptions.productId)).rows
      .map(({ variant }) => variant)
      .filter(({ productId }) => productId === withOptions.productId);
    expect(own.length).toBeGreaterThan(2);
    const [one, two, three] = own as [CodeRow['variant'], CodeRow['variant'], CodeRow['variant']];
    const turned = one.optionText.toLocaleUpperCase('tr').split(' / ').reverse().join(',');
    const outcome = await importing([
      line({ line: 2, code: one.productId, option: { text: turned }, barcode: barcode(3) }),
      line({
        line: 3,
        by: 'model',
        code: two.model,
        option: { optionValueIds: two.variantId.split(':')[1]!.split('+').reverse() },
        barcode: barcode(4),
      }),
      line({ line: 4, by: 'variant', code: three.variantId, stockCode: 'RAF-3' }),
      line({ line: 5, code: one.productId, barcode: barcode(5) }),
      line({ line: 6, code: one.productId, option: { text: 'Mor / 99' }, barcode: barcode(5) }),
    ]);
    expect(outcome.rows.map((row) => [row.line, row.outcome, row.variantId])).toEqual([
      [2, 'set', one.variantId],
      [3, 'set', two.variantId],
      [4, 'set', three.variantId],
      [5, 'several', null],
      [6, 'not-found', null],
    ]);
    expect(outcome.set).toBe(3);
    expect((await rowOf(one.variantId)).variant.barcode).toBe(barcode(3));
    expect((await rowOf(three.variantId)).variant).toMatchObject({ stockCode: 'RAF-3' });
    const again = line({ code: one.productId, option: { text: one.optionText }, barcode: barcode(3) });
    expect(await importing([again])).toMatchObject({ set: 0, rows: [{ outcome: 'same' }] });
  });

  it('is only judged until it is asked to be kept', async () => {
    const row = line({ code: bare.variant.productId, barcode: barcode(6) });
    expect(await importing([row], false)).toMatchObject({ set: 1, rows: [{ outcome: 'set' }] });
    expect((await codes('own')).total).toBe(0);
  });

  it('lets two goods swap their barcodes, and keeps neither where the other would stay', async () => {
    const [one, two, three] = goods;
    const swap = [
      line({ line: 2, by: 'stock-code', code: one!.stockCode, barcode: two!.barcode }),
      line({ line: 3, by: 'stock-code', code: two!.stockCode, barcode: one!.barcode }),
    ];
    const broken = [...swap.slice(0, 1), line({ line: 3, code: two!.productId, barcode: three!.barcode })];
    expect((await importing(broken)).rows.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate']);
    expect((await importing(swap)).rows.map(({ outcome }) => outcome)).toEqual(['set', 'set']);
    expect((await rowOf(one!.variantId)).variant).toMatchObject({ barcode: two!.barcode, dirt: [] });
  });

  it('keeps nothing of two lines that say different things of one variant', async () => {
    const [one] = goods;
    const lines = [7, 8].map((nth) => line({ line: nth, code: one!.productId, barcode: barcode(nth) }));
    expect(await importing(lines)).toMatchObject({
      set: 0,
      rows: [{ outcome: 'named-twice' }, { outcome: 'named-twice' }],
    });
  });
});

it('a channel of an earlier version goes on looking at the shop’s own side', () => {
  const profile = cacheProfile();
  const before = openCache({ host: profile.host, migrations: allMigrations.slice(0, 4) });
  before
    .prepare(
      `INSERT INTO channel (channel_id, marketplace, name, name_key, mode, paused, rules, created_at)
       VALUES ('c', 'trendyol', 'Trendyol', 'trendyol', 'approval', 0, ?, 1)`,
    )
    .run(JSON.stringify(DEFAULT_CHANNEL_RULES));
  closeCache(before);
  const database = openCache({ host: profile.host });
  expect(findChannel(database, 'c')?.shopView).toEqual(DEFAULT_SHOP_VIEW);
  expect(listPriceViews(database)).toEqual([]);
  expect(database.prepare('SELECT count(*) FROM variant_code').pluck().get()).toBe(0);
  closeCache(database);
  profile.remove();
});
