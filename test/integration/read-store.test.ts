import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetDigests } from '#engine/cache/tables/store-range.ts';
import { readStoreRow, readStoreState, writeStoreSettings } from '#engine/cache/tables/store.ts';
import { findVariant } from '#engine/cache/tables/variant.ts';
import { readStore } from '#engine/jobs/read-store.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { plainGoods, type Goods } from '../support/goods.ts';

let harness: Harness;
let goods: readonly Goods[];
beforeEach(async () => {
  harness = await openHarness({ seed: 'read-store', speed: 2_000 });
  goods = await plainGoods(harness, 40);
});
afterEach(() => harness.stop());

const variant = (index: number) => findVariant(harness.context.database, goods[index]!.variantId);
const one = (sql: string): unknown => harness.context.database.prepare(sql).pluck().get();

describe('reading the shop', () => {
  it('brings every product and variant into the cache, and reads nothing again that did not change', async () => {
    const first = await readStore(harness.context);
    expect(first.changed).toBe(first.products);
    expect(first.variants).toBeGreaterThanOrEqual(first.products);
    const second = await readStore(harness.context);
    expect(second).toEqual({ ...first, changed: 0 });
    expect(readStoreState(harness.context.database).lastRead).toMatchObject({
      products: first.products,
      changed: 0,
    });
  });

  it('sees a sale, which leaves the date of the last edit alone', async () => {
    await readStore(harness.context);
    harness.shop.simulateSale(goods[0]!.variantId, 2);
    expect((await readStore(harness.context)).changed).toBe(1);
    expect(variant(0)?.quantity).toBe(goods[0]!.quantity - 2);
  });

  it('sees a new price, a special, a new title and a product that was switched off', async () => {
    await readStore(harness.context);
    harness.shop.setPrice(goods[0]!.productId, 1_234_500);
    harness.shop.setSpecial(goods[1]!.productId, {
      priceE4: 500_000,
      start: '2020-01-01',
      end: '2099-12-31',
    });
    harness.shop.setTitle(goods[2]!.productId, 'Yeni İsimli Ürün');
    harness.shop.setEnabled(goods[3]!.productId, 'off');
    expect((await readStore(harness.context)).changed).toBe(4);
    expect(variant(0)?.priceE4).toBe(1_234_500);
    expect(variant(1)).toMatchObject({ priceE4: 500_000, listPriceE4: goods[1]!.listPriceE4 });
    expect(variant(2)?.title).toBe('Yeni İsimli Ürün');
    expect(variant(3)?.enabled).toBe(false);
  });

  it('knows the shop’s duplicate, missing and wrong barcodes', async () => {
    await readStore(harness.context);
    expect(one('SELECT count(*) FROM variant WHERE duplicate_barcode = 1')).toBeGreaterThanOrEqual(4);
    const twice = one(`SELECT count(*) FROM variant v WHERE v.barcode <> '' AND v.gone_at IS NULL
      AND EXISTS (SELECT 1 FROM variant o WHERE o.barcode = v.barcode AND o.row <> v.row AND o.gone_at IS NULL)`);
    expect(one('SELECT count(*) FROM variant WHERE duplicate_barcode = 1')).toBe(twice);
  });

  it('takes a deleted product for gone only after a second look, and back when it returns', async () => {
    await readStore(harness.context);
    harness.shop.deleteProduct(goods[0]!.productId);
    const before = harness.clock.now();
    await readStore(harness.context);
    expect(harness.clock.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(variant(0)?.enabled).toBe(false);
    expect(one(`SELECT gone_at IS NOT NULL FROM product WHERE product_id = '${goods[0]!.productId}'`)).toBe(
      1,
    );
    expect((await readStore(harness.context)).changed).toBe(0);
  });

  it('doubts a loss of a third of the shop, and believes it when a later reading misses the same', async () => {
    const { products } = await readStore(harness.context);
    const ids = harness.context.database.prepare('SELECT product_id FROM product').pluck().all() as string[];
    const lost = ids.slice(0, Math.ceil(products * 0.4));
    for (const productId of lost) harness.shop.deleteProduct(productId);
    await readStore(harness.context);
    expect(one('SELECT count(*) FROM product WHERE gone_at IS NOT NULL')).toBe(0);
    expect(one("SELECT count(DISTINCT product_id) FROM variant WHERE doubt = 'vanished'")).toBe(lost.length);
    await harness.clock.sleep(31_000);
    await readStore(harness.context);
    expect(one('SELECT count(*) FROM product WHERE gone_at IS NOT NULL')).toBe(lost.length);
    expect(one('SELECT count(*) FROM variant WHERE doubt IS NOT NULL')).toBe(0);
  });

  it('looks twice at a price that became nothing', async () => {
    await readStore(harness.context);
    harness.shop.setPrice(goods[0]!.productId, 0);
    const before = harness.clock.now();
    await readStore(harness.context);
    expect(harness.clock.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(variant(0)).toMatchObject({ priceE4: null, dirt: expect.arrayContaining(['no-price']) });
  });

  it('marks a stock that rose beyond belief', async () => {
    await readStore(harness.context);
    harness.shop.setQuantity(goods[0]!.variantId, 86_900_000);
    await readStore(harness.context);
    expect(one("SELECT count(*) FROM variant WHERE doubt = 'implausible'")).toBe(1);
    harness.shop.setQuantity(goods[0]!.variantId, 12);
    await readStore(harness.context);
    expect(one('SELECT count(*) FROM variant WHERE doubt IS NOT NULL')).toBe(0);
  });

  it('chooses every code anew when the merchant names another column', async () => {
    await readStore(harness.context);
    const row = readStoreRow(harness.context.database)!;
    writeStoreSettings(harness.context.database, { ...row.settings, barcodeSource: 'model' });
    forgetDigests(harness.context.database);
    const again = await readStore(harness.context);
    expect(again.changed).toBe(again.products);
    expect(variant(0)?.barcode).toBe(variant(0)?.model);
  });

  it('is simply done again when the program is killed in the middle of it', async () => {
    harness.killAt('1-read:before-commit');
    await expect(readStore(harness.context)).rejects.toThrow('killed at 1-read:before-commit');
    expect(one('SELECT count(*) FROM store_range')).toBe(0);
    harness.killAt('1-read:after-commit');
    await expect(readStore(harness.context)).rejects.toThrow('killed at 1-read:after-commit');
    const whole = await readStore(harness.context);
    expect(one('SELECT count(*) FROM product')).toBe(whole.products);
    expect((await readStore(harness.context)).changed).toBe(0);
  });
});
