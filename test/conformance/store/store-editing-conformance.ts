import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldOf, type FieldKind, type FieldName } from '#common/product-field.ts';
import { canonical, type FieldValue } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import type {
  FieldChange,
  ProductWrite,
  ProductWriteResult,
  StoreSheet,
  WriteOptions,
} from '#engine/store/port.ts';
import { everyField, inverseOf } from '../../support/every-field.ts';
import type { ShopUnderTest } from './store-conformance.ts';

/** A shop to try editing on. */
export type EditableShopUnderTest = ShopUnderTest & {
  /** The merchant opens the product in the shop's own admin and saves it: `date_modified` becomes the time of now. */
  readonly saveInAdmin: (productId: string) => Promise<void>;
};

type Written = Extract<ProductWriteResult, { kind: 'written' }>;

/** OpenCart 4 trims what its forms send, so that blanks of an older import are lost with the first edit. */
function trimmed(sheet: StoreSheet['sheet']): unknown {
  return Object.fromEntries(
    Object.entries(sheet).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value]),
  );
}

/** What every store must do with edits, whatever database it lives in. */
export function storeEditingConformance(name: string, makeShop: () => Promise<EditableShopUnderTest>): void {
  describe(`${name} as a store that is edited`, () => {
    let shop: EditableShopUnderTest;
    let facts: EditingFacts;
    beforeAll(async () => {
      shop = await makeShop();
      facts = await shop.store.readEditingFacts({ settings: shop.settings });
    });
    afterAll(async () => {
      await shop.close();
    });

    const writing = (): WriteOptions => ({ settings: shop.settings, reach: () => undefined });
    const sheetOf = async (productId: string): Promise<StoreSheet> => {
      const [sheet] = await shop.store.readSheets([productId], { settings: shop.settings });
      if (sheet === undefined) throw new Error(`product ${productId} has no sheet`);
      return sheet;
    };
    const begin = async (productId: string, changes: readonly FieldChange[]): Promise<ProductWrite> => {
      const mark = await shop.store.markProductWrite(productId, writing());
      if (mark === null) throw new Error(`product ${productId} is gone`);
      return { ...mark, productId, changes };
    };
    const write = async (asked: ProductWrite): Promise<ProductWriteResult> =>
      shop.store.writeProduct(asked, writing());
    const written = async (asked: ProductWrite): Promise<Written> => {
      const result = await write(asked);
      if (result.kind !== 'written') throw new Error(`not written: ${result.kind}`);
      return result;
    };
    const writeNow = async (productId: string, changes: readonly FieldChange[]): Promise<Written> =>
      written(await begin(productId, changes));
    const add = (
      field: FieldName,
      difference: number,
      floor: 'none' | 'zero' = 'none',
    ): Extract<FieldChange, { kind: 'add' }> => ({ kind: 'add', field, difference, floor });
    const set = (field: FieldName, expected: FieldValue, value: FieldValue): FieldChange => ({
      kind: 'set',
      field,
      expected,
      value,
    });
    const quantity = (): Promise<number> => shop.truth.quantityOf(shop.goods.plain);

    const expectHeld = (sheet: StoreSheet, changes: readonly FieldChange[]): void => {
      for (const change of changes) {
        if (change.kind === 'add') continue;
        const held = sheet.sheet[change.field] ?? null;
        expect(canonical(change.field, held), change.field).toEqual(canonical(change.field, change.value));
      }
    };

    it('tells what stands in the shop of a write only while it did not come to its end', async () => {
      const sheet = await sheetOf(shop.goods.plain);
      const asked = await begin(shop.goods.plain, [add('quantity', -1)]);
      const unfinished = () => shop.store.readUnfinishedWrite(asked, writing());
      expect(await unfinished()).toEqual(sheet);
      await written(asked);
      expect(await unfinished()).toBeNull();
      const again = await begin(shop.goods.plain, [add('quantity', 1)]);
      await shop.saveInAdmin(shop.goods.plain);
      expect(await shop.store.readUnfinishedWrite(again, writing())).toBeNull();
      const gone = { ...again, productId: '999999' };
      expect(await shop.store.readUnfinishedWrite(gone, writing())).toBeNull();
    });

    it('writes every field of every product it is tried on, reads each back as it was meant, and takes it back', async () => {
      const kinds = new Set<FieldKind>();
      for (const productId of [shop.goods.plain, shop.goods.other, shop.goods.withOption.productId]) {
        const before = await sheetOf(productId);
        const changes = everyField(before, facts);
        for (const { field } of changes) kinds.add(fieldOf(field).kind);
        const result = await writeNow(productId, changes);
        expect(result, productId).toMatchObject({ missed: [], refused: [] });
        expectHeld(result.sheet, changes);
        expect(await sheetOf(productId)).toEqual(result.sheet);
        expect(await writeNow(productId, inverseOf(changes)), productId).toMatchObject({
          missed: [],
          refused: [],
        });
        expect(trimmed((await sheetOf(productId)).sheet)).toEqual(trimmed(before.sheet));
      }
      expect([...kinds]).toEqual(
        expect.arrayContaining([
          'model',
          'enabled',
          'quantity',
          'price',
          'name',
          'images',
          'option-quantity',
        ]),
      );
    });

    it('adds a difference once, however often it is asked for with the same mark', async () => {
      const { productId, optionValueId } = shop.goods.withOption;
      const before = [
        await shop.truth.quantityOf(productId),
        await shop.truth.optionQuantityOf(optionValueId),
      ];
      const asked = await begin(productId, [add('quantity', -2), add(`option:${optionValueId}:quantity`, 3)]);
      for (let time = 0; time < 3; time += 1) {
        expect(await written(asked)).toMatchObject({ missed: [], refused: [] });
        expect([
          await shop.truth.quantityOf(productId),
          await shop.truth.optionQuantityOf(optionValueId),
        ]).toEqual([before[0]! - 2, before[1]! + 3]);
      }
    });

    it('keeps a sale that happened between the mark and the write, and one after it', async () => {
      const before = await quantity();
      const asked = await begin(shop.goods.plain, [add('quantity', 5)]);
      await shop.truth.setQuantity(shop.goods.plain, before - 1);
      await written(asked);
      expect(await quantity()).toBe(before + 4);
      await shop.truth.setQuantity(shop.goods.plain, before + 2);
      await written(asked);
      expect(await quantity()).toBe(before + 2);
    });

    it('leaves its mark as the time of the last save, which only the next write replaces', async () => {
      const asked = await begin(shop.goods.plain, [add('quantity', 1)]);
      const { sheet } = await written(asked);
      expect(sheet.modifiedAt).toBe(asked.mark);
      const next = await begin(shop.goods.plain, []);
      expect(next.before).toBe(asked.mark);
      expect(next.mark).not.toBe(asked.mark);
    });

    it('does not overwrite what the shop holds instead of the expected value, and writes the rest', async () => {
      const { sheet } = await sheetOf(shop.goods.plain);
      await shop.truth.setQuantity(shop.goods.plain, 31);
      await shop.truth.setPrice(shop.goods.plain, '45.6000');
      const priceE4 = (await sheetOf(shop.goods.plain)).sheet.price;
      const result = await writeNow(shop.goods.plain, [
        set('price', 1, 990_000),
        set('quantity', 30, 29),
        set('model', sheet.model ?? '', 'YENİ-1'),
      ]);
      expect(result).toMatchObject({ missed: ['price', 'quantity'], refused: [] });
      expect(result.sheet.sheet).toMatchObject({ price: priceE4, quantity: 31, model: 'YENİ-1' });
    });

    it('finds nothing missed in what the shop holds already', async () => {
      const { sheet } = await sheetOf(shop.goods.plain);
      const result = await writeNow(shop.goods.plain, [set('model', 'something else', sheet.model ?? '')]);
      expect(result).toMatchObject({ missed: [], refused: [] });
    });

    it('writes nothing once the merchant saved the product in the shop after the mark', async () => {
      const asked = await begin(shop.goods.plain, [add('quantity', 4), set('price', 456_000, 1_000_000)]);
      await shop.saveInAdmin(shop.goods.plain);
      const before = await sheetOf(shop.goods.plain);
      for (let time = 0; time < 2; time += 1) {
        expect(await write(asked)).toEqual({ kind: 'unsure', sheet: before });
      }
      expect(await sheetOf(shop.goods.plain)).toEqual(before);
    });

    it('is unsure of a write that came to its end before the merchant saved the product, and adds nothing twice', async () => {
      const asked = await begin(shop.goods.plain, [add('quantity', 4)]);
      await written(asked);
      const after = await quantity();
      await shop.saveInAdmin(shop.goods.plain);
      expect(await write(asked)).toMatchObject({ kind: 'unsure' });
      expect(await quantity()).toBe(after);
    });

    it('takes no stock below zero where the edit says so, and none that sales took there any lower', async () => {
      const { plain } = shop.goods;
      for (const [held, change, expected] of [
        [3, add('quantity', -5, 'zero'), 0],
        [-2, add('quantity', -5, 'zero'), -2],
        [-2, add('quantity', 5, 'zero'), 3],
        [3, add('quantity', -5, 'none'), -2],
      ] as const) {
        await shop.truth.setQuantity(plain, held);
        expect(await writeNow(plain, [change])).toMatchObject({ missed: [], refused: [] });
        expect(await quantity()).toBe(expected);
      }
      await shop.truth.setQuantity(plain, 40);
    });

    it('refuses a stock that no shop can hold, and writes the other fields', async () => {
      const { sheet } = await sheetOf(shop.goods.plain);
      const result = await writeNow(shop.goods.plain, [
        add('quantity', 2 ** 31),
        set('model', sheet.model ?? '', 'YENİ-2'),
      ]);
      expect(result.refused.map(({ field }) => field)).toEqual(['quantity']);
      expect(result.sheet.sheet).toMatchObject({ quantity: sheet.quantity, model: 'YENİ-2' });
    });

    it('misses an option value that is gone, and moves the rest once', async () => {
      const before = await quantity();
      const result = await writeNow(shop.goods.plain, [
        add('option:987654:quantity', 2),
        set('option:987654:price', { priceE4: 1, prefix: '+' }, { priceE4: 2, prefix: '+' }),
        add('quantity', 2),
      ]);
      expect(result).toMatchObject({
        missed: ['option:987654:quantity', 'option:987654:price'],
        refused: [],
      });
      expect(await quantity()).toBe(before + 2);
    });

    it('reaches each point of a write in order, so that a crash can be tried there', async () => {
      const reached: string[] = [];
      const { sheet } = await sheetOf(shop.goods.plain);
      const images = sheet.images ?? [];
      const asked = await begin(shop.goods.plain, [
        add('quantity', 1),
        set('images', images, ['catalog/a.jpg', 'catalog/b.jpg']),
      ]);
      await shop.store.writeProduct(asked, { ...writing(), reach: (point) => reached.push(point) });
      expect(reached[0]).toBe('10-store-write:before');
      expect(reached).toContain('10-store-write:between-statements');
      expect(reached.slice(-2)).toEqual(['10-store-write:before-commit', '10-store-write:after-commit']);
    });

    it('says that a product is gone', async () => {
      const asked = await begin(shop.goods.other, [add('quantity', 1)]);
      await shop.truth.removeProduct(shop.goods.other);
      expect(await write(asked)).toEqual({ kind: 'gone' });
      expect(await shop.store.markProductWrite(shop.goods.other, writing())).toBeNull();
    });
  });
}
