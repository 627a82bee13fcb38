import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_ORDER_SETTINGS, type StoreSettings } from '#contract/shop.ts';
import { readSheet } from '#engine/editing/sheet.ts';
import { validate } from '#engine/editing/validate.ts';
import { isFieldName } from '#common/product-field.ts';
import type { FieldChange, ProductWriteResult, StoreSheet } from '#engine/store/port.ts';
import { openSampleStore, type SampleStore } from '#engine/store/sample/open-sample-store.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import { shownPicture } from '#common/sample-picture.ts';
import { prepareSampleShop } from '#engine/store/sample/sample-schema.ts';
import { handClock, seededChance } from '../support/steady-host.ts';

const NOON = Date.parse('2026-11-24T09:00:00Z');
const settings: StoreSettings = {
  barcodeSource: 'ean',
  stockCodeSource: 'sku',
  pricesIncludeTax: false,
  newOrderStatusId: '2',
  cancelledOrderStatusId: '7',
  ...DEFAULT_ORDER_SETTINGS,
};
const at = { settings, reach: () => undefined };
const plainGoods = sampleCatalogue().filter(
  (product) => product.options.length === 0 && product.quantity > 10 && product.special === null,
);
const plain = String(plainGoods[0]!.productId);
const shirt = sampleCatalogue().find((product) => product.options.length === 1)!;
const size = shirt.options[0]!.values[0]!;

let folder: string;
let store: SampleStore;
const file = (): string => join(folder, 'shop.sqlite');
const clock = handClock(NOON);
const open = (): SampleStore => openSampleStore({ file: file(), clock, random: seededChance('sample') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-editing-'));
  store = open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function sheetOf(productId: string): Promise<StoreSheet> {
  const [found] = await store.readSheets([productId], { settings });
  return found!;
}

/** One write by the port's two halves; `between` is what happens in the shop before the second. */
async function write(
  productId: string,
  changes: readonly FieldChange[],
  between: () => void = () => undefined,
): Promise<ProductWriteResult> {
  const mark = (await store.markProductWrite(productId, at))!;
  between();
  return store.writeProduct({ productId, ...mark, changes }, at);
}

describe('The sheets of the sample shop', () => {
  it('hold every field in its own shape, and nothing that the shop would refuse', async () => {
    const { limits } = await store.readEditingFacts({ settings });
    const ids = sampleCatalogue().map((product) => String(product.productId));
    const sheets = (
      await Promise.all(
        [ids.slice(0, 400), ids.slice(400)].map((part) => store.readSheets(part, { settings })),
      )
    ).flat();
    expect(sheets).toHaveLength(ids.length);
    for (const { sheet } of sheets) {
      expect(readSheet(JSON.parse(JSON.stringify(sheet)))).toStrictEqual(sheet);
      const errors = Object.entries(sheet)
        .flatMap(([field, value]) => (isFieldName(field) ? validate(field, value, limits) : []))
        .filter((remark) => remark.kind === 'error');
      expect(errors).toStrictEqual([]);
    }
  });

  it('name categories, manufacturers and attributes that the shop offers', async () => {
    const facts = await store.readEditingFacts({ settings });
    const { sheet, options } = await sheetOf(String(shirt.productId));
    const manufacturer = facts.manufacturers.find((one) => one.manufacturerId === sheet.manufacturer);
    expect(manufacturer?.name).toBe(shirt.manufacturer);
    expect(facts.categories.find((one) => one.categoryId === (sheet.categories as string[])[0])?.path).toBe(
      shirt.category,
    );
    expect(options[0]).toStrictEqual({
      optionValueId: String(size.optionValueId),
      option: shirt.options[0]!.name,
      value: size.name,
      subtracts: true,
    });
    expect(facts.attributes.map((attribute) => attribute.name)).toContain('Menşei');
  });
});

describe('Writing edits into the sample shop', () => {
  it('puts every kind of field in its place', async () => {
    const { sheet } = await sheetOf(String(shirt.productId));
    const facts = await store.readEditingFacts({ settings });
    const option = `option:${size.optionValueId}` as const;
    const wanted = {
      model: 'YENİ-1',
      enabled: false,
      quantity: 77,
      price: 1_999_000,
      manufacturer: facts.manufacturers.at(-1)!.manufacturerId,
      categories: [facts.categories[0]!.categoryId, facts.categories[1]!.categoryId].toSorted(
        (one, other) => Number(one) - Number(other),
      ),
      images: ['catalog/b.jpg', 'catalog/a.jpg'],
      special: { priceE4: 990_000, dateStart: null, dateEnd: '2027-01-31' },
      'code:ean': '2800000000017',
      'name:tr-tr': 'Işıltılı & "yeni" <ad>',
      'description:tr-tr': '<p>Bir satır\nve bir satır daha</p>',
      'attribute:2:tr-tr': '3 yıl',
      [`${option}:price`]: { priceE4: 50_000, prefix: '-' },
    } as const;
    const changes = Object.entries(wanted).map(([field, value]): FieldChange => {
      if (!isFieldName(field)) throw new TypeError(field);
      return { kind: 'set', field, expected: sheet[field] ?? null, value };
    });
    const result = await write(String(shirt.productId), changes);
    expect(result).toMatchObject({ kind: 'written', missed: [], refused: [] });
    expect((await sheetOf(String(shirt.productId))).sheet).toStrictEqual({ ...sheet, ...wanted });
    const [product] = await store.readProducts([String(shirt.productId)], { settings });
    expect(product).toMatchObject({ title: 'Işıltılı & "yeni" <ad>', model: 'YENİ-1', enabled: false });
    expect(product!.variants[0]!.listPriceE4).toBe(((1_999_000 - 50_000) * 11) / 10);
  });

  it('adds a stock difference once, however often the same write is asked', async () => {
    const mark = (await store.markProductWrite(plain, at))!;
    const before = store.quantityOf(`p${plain}`);
    const asked = {
      productId: plain,
      ...mark,
      changes: [{ kind: 'add', field: 'quantity', difference: -3, floor: 'none' }],
    } as const;
    await store.writeProduct(asked, at);
    store.simulateSale(`p${plain}`, 2);
    expect(await store.writeProduct(asked, at)).toMatchObject({ kind: 'written', missed: [] });
    expect(store.quantityOf(`p${plain}`)).toBe(before - 5);
  });

  it('writes nothing when somebody saved the product in the meantime, and says that it is unsure', async () => {
    const { sheet } = await sheetOf(plain);
    const result = await write(
      plain,
      [{ kind: 'set', field: 'price', expected: sheet.price!, value: 1 }],
      () => store.saveInAdmin(plain, { 'name:tr-tr': 'Admin' }),
    );
    expect(result).toMatchObject({
      kind: 'unsure',
      sheet: { sheet: { price: sheet.price, 'name:tr-tr': 'Admin' } },
    });
  });

  it('waits out the second of the merchant’s last save, so that another save in it is not taken for the state before', async () => {
    store.saveInAdmin(plain, { model: 'BİR' });
    const saved = (await sheetOf(plain)).modifiedAt;
    const { before, mark } = (await store.markProductWrite(plain, at))!;
    expect(before).toBe(saved);
    expect(mark).not.toBe(saved);
    expect(clock.now()).toBeGreaterThanOrEqual(NOON + 1_000);
    store.saveInAdmin(plain, { model: 'İKİ' });
    expect((await sheetOf(plain)).modifiedAt).not.toBe(saved);
  });

  it('leaves alone what holds something else than expected, and writes the rest', async () => {
    const result = await write(plain, [
      { kind: 'set', field: 'price', expected: 1, value: 2 },
      { kind: 'set', field: 'model', expected: (await sheetOf(plain)).sheet.model!, value: 'M-2' },
      { kind: 'set', field: 'option:999999:price', expected: null, value: { priceE4: 1, prefix: '+' } },
      {
        kind: 'set',
        field: 'manufacturer',
        expected: (await sheetOf(plain)).sheet.manufacturer!,
        value: '999',
      },
    ]);
    expect(result).toMatchObject({
      kind: 'written',
      missed: ['price', 'option:999999:price'],
      refused: [{ field: 'manufacturer' }],
      sheet: { sheet: { model: 'M-2' } },
    });
  });

  it('lowers stock to zero at the most where the merchant wants that floor', async () => {
    const lower = { kind: 'add', field: 'quantity', difference: -1_000, floor: 'zero' } as const;
    await write(plain, [lower]);
    expect(store.quantityOf(`p${plain}`)).toBe(0);
    store.simulateSale(`p${plain}`, 2);
    await write(plain, [lower]);
    expect(store.quantityOf(`p${plain}`)).toBe(-2);
  });

  it('refuses a stock beyond what OpenCart can hold', async () => {
    const before = store.quantityOf(`p${plain}`);
    const result = await write(plain, [
      { kind: 'add', field: 'quantity', difference: 2_147_483_647, floor: 'none' },
    ]);
    expect(result).toMatchObject({ kind: 'written', refused: [{ field: 'quantity' }] });
    expect(store.quantityOf(`p${plain}`)).toBe(before);
  });

  it('finds a product that was deleted gone', async () => {
    expect(await write(plain, [], () => store.deleteProduct(plain))).toStrictEqual({ kind: 'gone' });
    expect(await store.markProductWrite(plain, at)).toBeNull();
  });
});

describe('The dump of sample products', () => {
  it('puts every row back as it was', async () => {
    const ids = [plain, String(shirt.productId)];
    const before = await store.readSheets(ids, { settings });
    const dump = await store.dumpProducts(ids, { settings });
    for (const productId of ids) {
      store.saveInAdmin(productId, {
        price: 1,
        'name:tr-tr': "it's",
        categories: [],
        special: { priceE4: 5, dateStart: null, dateEnd: null },
        'attribute:1:tr-tr': null,
        [`option:${size.optionValueId}:quantity`]: 1,
      });
    }
    const database = new BetterSqlite3(file());
    database.pragma('foreign_keys = ON');
    database.exec(dump);
    database.close();
    expect(await store.readSheets(ids, { settings })).toStrictEqual(before);
  });
});

describe('A sample shop of the first release', () => {
  it('opens with everything that was sold and edited in it, and can be edited', async () => {
    const first = join(folder, 'first.sqlite');
    const database = new BetterSqlite3(first);
    prepareSampleShop(database, seededChance('first'), 1);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    database
      .prepare(
        "UPDATE product SET quantity = 4321, title = 'Elde', category = 'Yeni > Raf' WHERE product_id = ?",
      )
      .run(plain);
    database.close();
    const old = openSampleStore({ file: first, clock: handClock(NOON), random: seededChance('old') });
    const [product] = await old.readProducts([plain], { settings });
    expect(product).toMatchObject({
      title: 'Elde',
      categories: ['Yeni > Raf'],
      manufacturer: plainGoods[0]!.manufacturer,
    });
    expect(old.quantityOf(`p${plain}`)).toBe(4321);
    const [sheet] = await old.readSheets([plain], { settings });
    const asNew = await sheetOf(plain);
    expect(Object.keys(sheet!.sheet)).toStrictEqual(Object.keys(asNew.sheet));
    await old.close();
  });

  it('gives the pictures that were drawn into it addresses, and leaves the merchant’s own alone', async () => {
    const second = join(folder, 'second.sqlite');
    const database = new BetterSqlite3(second);
    prepareSampleShop(database, seededChance('first'), 2);
    const picturesOf = (id: number): readonly string[] =>
      JSON.parse(
        String(database.prepare('SELECT images FROM product WHERE product_id = ?').pluck().get(id)),
      ) as string[];
    const [address] = picturesOf(Number(plain));
    const setPictures = database.prepare('UPDATE product SET images = ? WHERE product_id = ?');
    const own = 'data:image/svg+xml,%3Csvg%3E%3C%2Fsvg%3E';
    setPictures.run(JSON.stringify([own, shownPicture(address!)]), plain);
    database.close();
    const shop = openSampleStore({ file: second, clock: handClock(NOON), random: seededChance('old') });
    const [product] = await shop.readProducts([String(plain)], { settings });
    expect(product?.images).toStrictEqual([own, address]);
    await shop.close();
  });

  it('is the same shop as one made today', async () => {
    const first = join(folder, 'first.sqlite');
    const database = new BetterSqlite3(first);
    prepareSampleShop(database, seededChance('first'), 1);
    database.close();
    const old = openSampleStore({ file: first, clock: handClock(NOON), random: seededChance('old') });
    const ids = sampleCatalogue()
      .slice(0, 500)
      .map((product) => String(product.productId));
    expect(await old.readSheets(ids, { settings })).toStrictEqual(await store.readSheets(ids, { settings }));
    await old.close();
  });
});
