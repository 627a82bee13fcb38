import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asSet } from '#contract/product-value.ts';
import { readKeptEditingFacts } from '#engine/cache/tables/editing-facts.ts';
import { findSheet } from '#engine/cache/tables/product-sheet.ts';
import { readStoreState } from '#engine/cache/tables/store.ts';
import { readLivingVariants } from '#engine/cache/tables/variant.ts';
import { readDump } from '#engine/jobs/edits/undo-write.ts';
import { shopWriteRunPage } from '#engine/cache/tables/shop-write-run.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { list, plainGoods, type Goods } from '../../support/goods.ts';
import {
  editsOf,
  goOffline,
  inShop,
  keep,
  pending,
  syncBySchedule,
  waiting,
  writeNow,
  type Values,
} from './edit-room.ts';

let harness: Harness;
let goods: readonly Goods[];
let first: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'write-back', speed: 200 });
  goods = await plainGoods(harness, 3);
  first = goods[0]!;
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

function everyKind(productId: string): Values {
  const facts = readKeptEditingFacts(harness.context.database)!.facts;
  const sheet = findSheet(harness.context.database, productId)!.sheet;
  const other = <T>(all: readonly T[], taken: (one: T) => boolean): T => all.find((one) => !taken(one))!;
  return {
    model: 'YENİ-1',
    enabled: false,
    quantity: Number(sheet.quantity) - 2,
    price: 1_234_500,
    manufacturer: other(facts.manufacturers, (one) => one.manufacturerId === sheet.manufacturer)
      .manufacturerId,
    categories: asSet(facts.categories.slice(0, 2).map(({ categoryId }) => categoryId)),
    images: ['catalog/yeni.jpg', 'catalog/yan.jpg'],
    special: { priceE4: 999_000, dateStart: null, dateEnd: '2030-01-31' },
    'name:tr-tr': 'Çok "özel" <şapka> & atkı',
    'description:tr-tr': '<p>Sıcak tutar.</p>',
    'code:sku': 'SKU-YENİ',
    [`attribute:${facts.attributes[0]!.attributeId}:tr-tr`]: 'Yün',
  };
}

describe('edits that were made without the shop at hand', () => {
  it('of every kind stand in the shop after a sync, and nothing waits any more', async () => {
    const values = everyKind(first.productId);
    keep(harness, first.productId, { ...values, cost: 500_000 });
    const ended = await harness.sync();
    expect(ended.job).toMatchObject({ state: 'done', problem: null });
    expect(editsOf(ended)).toEqual({ written: 12, pending: 0, conflicts: 0, refused: 0 });
    expect(await inShop(harness, first.productId)).toMatchObject(values);
    expect(waiting(harness, first.productId)).toEqual([]);
    expect(findSheet(harness.context.database, first.productId)?.sheet).toMatchObject({
      ...values,
      cost: 500_000,
    });
  });

  it('of an option value’s stock and price are written beside the product’s own', async () => {
    const { database } = harness.context;
    const withOptions = database
      .prepare("SELECT product_id FROM product_sheet WHERE options <> '[]' ORDER BY product_id LIMIT 1")
      .pluck()
      .get() as string;
    const before = findSheet(database, withOptions)!;
    const value = before.options[0]!.optionValueId;
    const stock = `option:${value}:quantity` as const;
    keep(harness, withOptions, {
      [stock]: Number(before.sheet[stock]) + 4,
      [`option:${value}:price`]: { priceE4: 123_400, prefix: '-' },
      quantity: Number(before.sheet.quantity) + 4,
    });
    await writeNow(harness);
    expect(await inShop(harness, withOptions)).toMatchObject({
      [stock]: Number(before.sheet[stock]) + 4,
      [`option:${value}:price`]: { priceE4: 123_400, prefix: '-' },
      quantity: Number(before.sheet.quantity) + 4,
    });
  });

  it('are seen in the cache at once when they are written by themselves', async () => {
    keep(harness, first.productId, { price: 1_500_000, quantity: first.quantity + 7 });
    expect((await writeNow(harness)).edits.written).toBe(2);
    const { database } = harness.context;
    const row = database
      .prepare('SELECT stored_price_e4 FROM product WHERE product_id = ?')
      .pluck()
      .get(first.productId);
    expect(row).toBe(1_500_000);
    expect(readLivingVariants(database, first.productId)[0]?.quantity).toBe(first.quantity + 7);
  });

  it('change stock by a difference, whatever was sold before and after', async () => {
    keep(harness, first.productId, { quantity: first.quantity - 2 });
    harness.shop.simulateSale(first.variantId, 1);
    await writeNow(harness);
    harness.shop.simulateSale(first.variantId, 1);
    expect(harness.shop.quantityOf(first.variantId)).toBe(first.quantity - 4);
  });

  it('wait while the shop is away, with every later one, and go out when it is back', async () => {
    const comeBack = await goOffline(harness);
    keep(harness, first.productId, { price: 1_100_000 });
    const failed = await writeNow(harness);
    expect(failed.job).toMatchObject({ state: 'failed', problem: { code: 'store/unreachable' } });
    expect(failed.edits).toMatchObject({ written: 0, pending: 1 });
    expect(readStoreState(harness.context.database).problem).toMatchObject({ code: 'store/unreachable' });
    keep(harness, first.productId, { price: 1_200_000, quantity: first.quantity - 1 });
    await comeBack();
    expect((await writeNow(harness)).edits).toEqual({ written: 2, pending: 0, conflicts: 0, refused: 0 });
    expect(readStoreState(harness.context.database).problem).toBeNull();
    expect(await inShop(harness, first.productId)).toMatchObject({
      price: 1_200_000,
      quantity: first.quantity - 1,
    });
  });

  it('are never written by a sync that nobody asked for', async () => {
    keep(harness, first.productId, { price: 1_100_000, quantity: first.quantity + 5 });
    const before = await inShop(harness, first.productId);
    await syncBySchedule(harness);
    expect(await inShop(harness, first.productId)).toEqual(before);
    expect(waiting(harness, first.productId)).toHaveLength(2);
  });

  it('that the shop holds already are done without a word', async () => {
    keep(harness, first.productId, { price: 1_100_000 });
    harness.shop.saveInAdmin(first.productId, { price: 1_100_000 });
    expect((await writeNow(harness)).edits).toEqual({ written: 0, pending: 0, conflicts: 0, refused: 0 });
    expect(shopWriteRunPage(harness.context.database, { offset: 0, limit: 9 }).total).toBe(0);
  });

  it('leave a copy of the rows from before, to be put back by hand', async () => {
    keep(harness, first.productId, { price: 1_100_000 });
    const before = await inShop(harness, first.productId);
    await writeNow(harness);
    const { database } = harness.context;
    const [run] = shopWriteRunPage(database, { offset: 0, limit: 9 }).rows;
    expect(run).toMatchObject({ by: 'merchant', products: 1, fields: 1, undoneAt: null });
    const sql = await readDump(database, run!.runId);
    expect(sql).toContain(JSON.stringify(before.price));
    expect(sql).toMatch(/INTO product /);
  });
});

describe('an edit that can’t be written', () => {
  it('because the database refuses it is kept with the reason, while the product’s others are written', async () => {
    keep(harness, first.productId, { manufacturer: '987654', price: 1_100_000 });
    const ended = await writeNow(harness);
    expect(ended.job).toMatchObject({
      state: 'done-with-failures',
      problem: { code: 'edit/refused-by-shop' },
    });
    expect(ended.edits).toEqual({ written: 1, pending: 0, conflicts: 0, refused: 1 });
    expect(pending(harness, first.productId, 'manufacturer')).toMatchObject({
      state: 'refused',
      problem: { code: 'edit/refused-by-shop', detail: expect.stringContaining('FOREIGN KEY') },
    });
    expect((await inShop(harness, first.productId)).price).toBe(1_100_000);
    // It is not tried again until the merchant says so.
    expect((await writeNow(harness)).job.state).toBe('done');
  });

  it('because its product is gone is kept and shown as such', async () => {
    keep(harness, first.productId, { price: 1_100_000 });
    harness.shop.deleteProduct(first.productId);
    await writeNow(harness);
    expect(waiting(harness, first.productId)).toMatchObject([
      { state: 'refused', problem: { code: 'edit/gone' }, mine: 1_100_000 },
    ]);
  });
});

describe('what an edit takes away', () => {
  const shown = (): number | undefined => harness.sandbox.trendyol.listing(first.barcode)?.quantity;

  it('is offered no more before it is in the shop; what it adds is offered only afterwards', async () => {
    list(harness.sandbox, goods);
    const channelId = harness.addChannel('Trendyol');
    await harness.sync({ what: 'pull' });
    harness.linkCertain(channelId);
    await harness.sync();
    keep(harness, first.productId, { quantity: first.quantity - 3 });
    await syncBySchedule(harness);
    expect(shown()).toBe(first.quantity - 3);
    keep(harness, first.productId, { quantity: first.quantity + 3 });
    await syncBySchedule(harness);
    expect(shown()).toBe(first.quantity);
    keep(harness, first.productId, { quantity: first.quantity + 3, enabled: false });
    await syncBySchedule(harness);
    expect(shown()).toBe(0);
    expect(harness.shop.quantityOf(first.variantId)).toBe(first.quantity);
    keep(harness, first.productId, { quantity: first.quantity - 1, enabled: true });
    await harness.sync();
    expect(shown()).toBe(first.quantity - 1);
    expect(harness.shop.quantityOf(first.variantId)).toBe(first.quantity - 1);
  });
});
