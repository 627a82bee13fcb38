import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreSettings } from '#contract/shop.ts';
import type {
  NewStoreOrder,
  NewStoreOrderLine,
  StorePort,
  StoreProduct,
  WriteOptions,
} from '#engine/store/port.ts';
import { sampleOrder } from '../../support/sample-order.ts';

/** A shop to try a store on, and the ways to look at it and to change it behind the store's back. */
export type ShopUnderTest = {
  readonly store: StorePort;
  readonly settings: StoreSettings;
  readonly goods: {
    /** Enabled, with a price and at least 20 in stock, no options. */
    readonly plain: string;
    /** Another one like it. */
    readonly other: string;
    /** With one option to choose from; both the product and the value have at least 5 in stock. */
    readonly withOption: { readonly productId: string; readonly optionValueId: string };
  };
  readonly truth: {
    readonly quantityOf: (productId: string) => Promise<number>;
    readonly optionQuantityOf: (optionValueId: string) => Promise<number>;
    /** As a sale does it: no date changes. */
    readonly setQuantity: (productId: string, quantity: number) => Promise<void>;
    /** The stored price, `129.9000`. */
    readonly setPrice: (productId: string, price: string) => Promise<void>;
    readonly removeProduct: (productId: string) => Promise<void>;
    readonly orderRows: (
      storeOrderId: string,
    ) => Promise<{ readonly statusId: string; readonly totalE4: number }>;
    readonly countOrders: () => Promise<number>;
    /** The merchant cancels an order in the shop itself, which puts its stock back. */
    readonly cancelInShop: (storeOrderId: string) => Promise<void>;
  };
  readonly close: () => Promise<void>;
};

/** What every store must do, whatever database it lives in. */
export function storeConformance(name: string, makeShop: () => Promise<ShopUnderTest>): void {
  describe(`${name} as a store`, () => {
    let shop: ShopUnderTest;
    let orders = 0;
    beforeAll(async () => {
      shop = await makeShop();
    });
    afterAll(async () => {
      await shop.close();
    });

    const reading = () => ({ settings: shop.settings });
    const writing = (): WriteOptions => ({ settings: shop.settings, reach: () => undefined });
    const oneProduct = async (productId: string): Promise<StoreProduct> => {
      const [product] = await shop.store.readProducts([productId], reading());
      if (product === undefined) throw new Error(`product ${productId} was not read`);
      return product;
    };
    const digests = async (): Promise<ReadonlyMap<string, string>> => {
      const found = new Map<string, string>();
      for await (const range of shop.store.readWatched(reading())) found.set(range.key, range.digest);
      return found;
    };
    const fingerprints = async (): Promise<ReadonlyMap<string, string>> => {
      const found = new Map<string, string>();
      for await (const range of shop.store.readWatched(reading())) {
        for (const product of range.products()) found.set(product.productId, product.fingerprint);
      }
      return found;
    };
    const newOrder = (lines: readonly Partial<NewStoreOrderLine>[]): NewStoreOrder => {
      orders += 1;
      const full = lines.map((line, index) => ({
        lineKey: `line-${index}`,
        productId: shop.goods.plain,
        optionValueIds: [],
        title: 'Ürün',
        model: 'M-1',
        quantity: 1,
        unitPriceE4: 1_200_000,
        vatRateE4: 200_000,
        ...line,
      }));
      return sampleOrder({ number: `9000${orders}`, lines: full });
    };

    it('tells what it is and what it proposes', async () => {
      const report = await shop.store.inspect();
      expect(report.kind).toBe(shop.store.kind);
      expect(report.currency).toMatch(/^[A-Z]{3}$/);
      expect(report.products).toBeGreaterThan(0);
      expect(
        report.orderStatuses.find((status) => status.statusId === shop.settings.newOrderStatusId),
      ).toMatchObject({ holdsStock: true });
      expect(
        report.orderStatuses.find((status) => status.statusId === shop.settings.cancelledOrderStatusId),
      ).toMatchObject({ holdsStock: false });
    });

    it('reads every product exactly once, in ranges that ascend', async () => {
      const seen: number[] = [];
      let counted = 0;
      for await (const range of shop.store.readWatched(reading())) {
        counted += range.count;
        seen.push(...range.products().map((product) => Number(product.productId)));
      }
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(counted).toBe(seen.length);
    });

    it('sees nothing changed in a shop where nothing changed', async () => {
      expect(await digests()).toEqual(await digests());
    });

    it('sees a sale that changed no date', async () => {
      const before = await digests();
      await shop.truth.setQuantity(shop.goods.plain, (await shop.truth.quantityOf(shop.goods.plain)) - 1);
      const after = await digests();
      expect([...after].filter(([key, digest]) => before.get(key) !== digest)).toHaveLength(1);
    });

    it('names exactly the products that changed', async () => {
      const before = await fingerprints();
      await shop.truth.setPrice(shop.goods.other, '77.5000');
      const after = await fingerprints();
      const changed = [...after].filter(([id, value]) => before.get(id) !== value).map(([id]) => id);
      expect(changed).toEqual([shop.goods.other]);
      expect((await oneProduct(shop.goods.other)).storedPriceE4).toBe(775_000);
    });

    it('gives a product the same fingerprint in both ways of reading', async () => {
      const watched = await fingerprints();
      const ids = [...watched.keys()].slice(0, 200);
      const products = await shop.store.readProducts(ids, reading());
      expect(new Map(products.map((product) => [product.productId, product.fingerprint]))).toEqual(
        new Map(ids.map((id) => [id, watched.get(id)])),
      );
    });

    it('names variants by their option values, and a plain product by its own id', async () => {
      const plain = await oneProduct(shop.goods.plain);
      expect(plain.variants.map((variant) => variant.variantId)).toEqual([`p${plain.productId}`]);
      const { productId, optionValueId } = shop.goods.withOption;
      const variants = (await oneProduct(productId)).variants;
      const own = variants.find((variant) => variant.optionValueIds.includes(optionValueId));
      expect(own?.variantId).toBe(`p${productId}:${own?.optionValueIds.join('+')}`);
      expect(own?.optionText).not.toBe('');
    });

    it('offers of a variant no more than the product and its option value have', async () => {
      const { productId, optionValueId } = shop.goods.withOption;
      const own = (await oneProduct(productId)).variants.find((variant) =>
        variant.optionValueIds.includes(optionValueId),
      );
      expect(own?.quantity).toBeLessThanOrEqual(await shop.truth.optionQuantityOf(optionValueId));
      expect(own?.quantity).toBeLessThanOrEqual(await shop.truth.quantityOf(productId));
    });

    it('leaves out products that do not exist', async () => {
      expect(await shop.store.readProducts(['99999999'], reading())).toEqual([]);
      expect(await shop.store.readProducts([], reading())).toEqual([]);
    });

    it('takes stock once for an order that is written twice', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const order = newOrder([{ quantity: 2 }]);
      const first = await shop.store.writeOrder(order, writing());
      const second = await shop.store.writeOrder(order, writing());
      expect(second).toEqual(first);
      expect(first).toMatchObject({ holdsStock: true, statusId: shop.settings.newOrderStatusId });
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before - 2);
      expect(await shop.truth.orderRows(first.storeOrderId)).toEqual({
        statusId: shop.settings.newOrderStatusId,
        totalE4: 2_400_000,
      });
    });

    it('writes an order once when two programs import it at the same moment', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const orders = await shop.truth.countOrders();
      const order = newOrder([{ quantity: 1 }]);
      const [one, two] = await Promise.all([
        shop.store.writeOrder(order, writing()),
        shop.store.writeOrder(order, writing()),
      ]);
      expect(one.storeOrderId).toBe(two.storeOrderId);
      expect(await shop.truth.countOrders()).toBe(orders + 1);
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before - 1);
    });

    it('takes the sum when one product stands in two lines', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      await shop.store.writeOrder(newOrder([{ quantity: 2 }, { quantity: 3 }]), writing());
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before - 5);
    });

    it('takes stock of the product and of the option value that was bought', async () => {
      const { productId, optionValueId } = shop.goods.withOption;
      const before = [
        await shop.truth.quantityOf(productId),
        await shop.truth.optionQuantityOf(optionValueId),
      ];
      const written = await shop.store.writeOrder(
        newOrder([{ productId, optionValueIds: [optionValueId], quantity: 2 }]),
        writing(),
      );
      expect(written.lines[0]).toMatchObject({ productId, optionValueIds: [optionValueId], quantity: 2 });
      expect([
        await shop.truth.quantityOf(productId),
        await shop.truth.optionQuantityOf(optionValueId),
      ]).toEqual(before.map((quantity) => quantity - 2));
    });

    it('writes a line that matches nothing with its name, and moves no stock for it', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const written = await shop.store.writeOrder(
        newOrder([{ productId: null, title: 'Bilinmeyen "ürün" <1>', model: 'X-1' }]),
        writing(),
      );
      expect(written.lines).toMatchObject([
        { productId: null, title: 'Bilinmeyen "ürün" <1>', model: 'X-1' },
      ]);
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
    });

    it('finds an order by its mark, and no other', async () => {
      const order = newOrder([{}]);
      expect(await shop.store.findOrder(order.mark, writing())).toBeNull();
      const written = await shop.store.writeOrder(order, writing());
      expect(await shop.store.findOrder(order.mark, writing())).toEqual(written);
      expect(await shop.store.findOrder({ ...order.mark, channelId: 'another' }, writing())).toBeNull();
      expect(
        await shop.store.findOrder({ ...order.mark, orderNumber: `${order.mark.orderNumber}1` }, writing()),
      ).toBeNull();
    });

    it('gives back a cancelled order once, however often it is cancelled', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const written = await shop.store.writeOrder(newOrder([{ quantity: 4 }]), writing());
      for (let time = 0; time < 3; time += 1) {
        const after = await shop.store.cancelOrder(written.storeOrderId, {
          ...writing(),
          comment: 'İptal edildi',
        });
        expect(after).toMatchObject({ holdsStock: false, statusId: shop.settings.cancelledOrderStatusId });
        expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
      }
    });

    it('moves nothing when the merchant cancelled the order first', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const written = await shop.store.writeOrder(newOrder([{ quantity: 4 }]), writing());
      await shop.truth.cancelInShop(written.storeOrderId);
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
      await shop.store.cancelOrder(written.storeOrderId, { ...writing(), comment: 'İptal edildi' });
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
    });

    it('moves an order on out of an expected status, with its stock by the shop’s own rule', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const { orderStatuses } = await shop.store.inspect();
      const { newOrderStatusId, cancelledOrderStatusId } = shop.settings;
      const onTheWay = orderStatuses.find(
        (status) => status.holdsStock && status.statusId !== newOrderStatusId,
      )!.statusId;
      const back = orderStatuses.find(
        (status) => !status.holdsStock && status.statusId !== cancelledOrderStatusId,
      )!.statusId;
      const { storeOrderId } = await shop.store.writeOrder(newOrder([{ quantity: 4 }]), writing());
      const set = async (statusId: string, expectedFrom: readonly string[]): Promise<string> =>
        (
          await shop.store.setOrderStatus(storeOrderId, statusId, {
            ...writing(),
            expectedFrom,
            comment: 'x',
          })
        ).statusId;
      expect(await set(onTheWay, [back])).toBe(newOrderStatusId);
      for (let time = 0; time < 2; time += 1) {
        expect(await set(onTheWay, [newOrderStatusId])).toBe(onTheWay);
        expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before - 4);
      }
      for (let time = 0; time < 2; time += 1) {
        expect(await set(back, [newOrderStatusId, onTheWay])).toBe(back);
        expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
      }
      // It was there once: what happened since is the merchant's own doing.
      expect(await set(onTheWay, [back])).toBe(back);
      expect(
        await shop.store.readOrderStatuses([storeOrderId, '987654'], { settings: shop.settings }),
      ).toMatchObject([{ storeOrderId, statusId: back, holdsStock: false }]);
    });

    it('gives back what a line no longer holds, once, and lowers the total', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const written = await shop.store.writeOrder(newOrder([{ quantity: 5 }, { quantity: 1 }]), writing());
      const storeLineId = written.lines[0]?.storeLineId ?? '';
      for (let time = 0; time < 3; time += 1) {
        const after = await shop.store.setOrderLines(written.storeOrderId, [{ storeLineId, quantity: 2 }], {
          ...writing(),
          comment: '3 adet iptal',
        });
        expect(after.lines.map((line) => line.quantity)).toEqual([2, 1]);
        expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before - 3);
        expect((await shop.truth.orderRows(written.storeOrderId)).totalE4).toBe(3_600_000);
      }
      await shop.store.cancelOrder(written.storeOrderId, { ...writing(), comment: 'Tümü iptal' });
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
    });

    it('moves no stock for a line of an order that the merchant cancelled', async () => {
      const before = await shop.truth.quantityOf(shop.goods.plain);
      const written = await shop.store.writeOrder(newOrder([{ quantity: 5 }]), writing());
      await shop.truth.cancelInShop(written.storeOrderId);
      const storeLineId = written.lines[0]?.storeLineId ?? '';
      await shop.store.setOrderLines(written.storeOrderId, [{ storeLineId, quantity: 1 }], {
        ...writing(),
        comment: '4 adet iptal',
      });
      expect(await shop.truth.quantityOf(shop.goods.plain)).toBe(before);
    });

    it('goes below nothing rather than losing a sale that has happened', async () => {
      await shop.truth.setQuantity(shop.goods.other, 1);
      await shop.store.writeOrder(newOrder([{ productId: shop.goods.other, quantity: 3 }]), writing());
      expect(await shop.truth.quantityOf(shop.goods.other)).toBe(-2);
      await shop.truth.setQuantity(shop.goods.other, 50);
    });

    it('refuses an order whose lines do not add up to what was paid, and takes nothing', async () => {
      const before = [await shop.truth.quantityOf(shop.goods.plain), await shop.truth.countOrders()];
      const order = { ...newOrder([{ quantity: 1 }]), totalE4: 9_990_000 };
      await expect(shop.store.writeOrder(order, writing())).rejects.toMatchObject({
        problem: { code: 'order/total-differs' },
      });
      expect([await shop.truth.quantityOf(shop.goods.plain), await shop.truth.countOrders()]).toEqual(before);
    });

    it('says so when an order is not there any more', async () => {
      await expect(
        shop.store.cancelOrder('987654321', { ...writing(), comment: 'İptal edildi' }),
      ).rejects.toMatchObject({ problem: { code: 'order/not-known' } });
    });

    it('no longer reads a product that was removed', async () => {
      await shop.truth.removeProduct(shop.goods.other);
      expect([...(await fingerprints()).keys()]).not.toContain(shop.goods.other);
      expect(await shop.store.readProducts([shop.goods.other], reading())).toEqual([]);
    });
  });
}
