import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_ORDER_SETTINGS, type StoreSettings } from '#contract/shop.ts';
import { openSampleStore, type SampleStore } from '#engine/store/sample/open-sample-store.ts';
import type { NewStoreOrder, StoreProduct, WatchedRange } from '#engine/store/port.ts';
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
const address = {
  firstName: 'Ayşe',
  lastName: 'Yılmaz',
  company: '',
  address: 'Örnek Sk. 5/2',
  district: 'Kadıköy',
  city: 'İstanbul',
  postcode: '34710',
  countryIso2: 'TR',
  phone: '5550000000',
};

let folder: string;
let store: SampleStore;
const clock = handClock(NOON);
const open = (): SampleStore =>
  openSampleStore({ file: join(folder, 'shop.sqlite'), clock, random: seededChance('sample') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-shop-'));
  store = open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function ranges(): Promise<readonly WatchedRange[]> {
  const found: WatchedRange[] = [];
  for await (const range of store.readWatched({ settings })) found.push(range);
  return found;
}

async function allProducts(): Promise<readonly StoreProduct[]> {
  const ids = (await ranges()).flatMap((range) => range.products()).map((product) => product.productId);
  return store.readProducts(ids, { settings });
}

async function simpleProduct(): Promise<StoreProduct> {
  return (await allProducts()).find(
    (product) => product.variants.length === 1 && product.variants[0]!.quantity > 5,
  )!;
}

function orderOf(product: StoreProduct, quantity: number): NewStoreOrder {
  const variant = product.variants[0]!;
  return {
    mark: { marketplace: 'trendyol', channelId: 'c1', orderNumber: '10654411222' },
    marketplaceName: 'Trendyol',
    channelName: 'Trendyol',
    orderedAt: '2026-11-24T08:00:00Z',
    currency: 'TRY',
    email: 'pf+abc@example.com',
    taxNumber: '',
    taxOffice: '',
    shipping: address,
    invoice: address,
    totalE4: variant.priceE4 * quantity,
    comment: 'Trendyol 10654411222',
    lines: [
      {
        lineKey: 'b1',
        productId: product.productId,
        optionValueIds: variant.optionValueIds,
        title: product.title,
        model: product.model,
        quantity,
        unitPriceE4: variant.priceE4,
        vatRateE4: 100_000,
      },
    ],
  };
}

describe('the sample shop', () => {
  it('reads every product once, in ranges, and the digests stand still while nothing changes', async () => {
    const first = await ranges();
    const again = await ranges();
    expect(first.length).toBeGreaterThan(1);
    expect(again.map((range) => range.digest)).toEqual(first.map((range) => range.digest));
    const ids = first.flatMap((range) => range.products()).map((product) => Number(product.productId));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await allProducts()).length).toBe(ids.length);
  });

  it('shows a sale in exactly one range, and in the product’s fingerprint', async () => {
    const product = await simpleProduct();
    const before = await ranges();
    store.simulateSale(product.variants[0]!.variantId, 1);
    const after = await ranges();
    const changed = after.filter((range, index) => range.digest !== before[index]!.digest);
    expect(changed).toHaveLength(1);
    const [read] = await store.readProducts([product.productId], { settings });
    expect(read!.fingerprint).not.toBe(product.fingerprint);
    expect(read!.fingerprint).toBe(
      changed[0]!.products().find((one) => one.productId === product.productId)!.fingerprint,
    );
    expect(read!.variants[0]!.quantity).toBe(product.variants[0]!.quantity - 1);
    expect(read!.modifiedAt).toBe(product.modifiedAt);
  });

  it('adds KDV to what a buyer pays, or not when the merchant says that prices hold it', async () => {
    const product = await simpleProduct();
    store.setPrice(product.productId, 3_499_000);
    const [net] = await store.readProducts([product.productId], { settings });
    expect(Math.abs(net!.variants[0]!.priceE4 - 3_499_000)).toBeLessThanOrEqual(1);
    expect(net!.taxRateE4).toBeGreaterThan(0);
    const [gross] = await store.readProducts([product.productId], {
      settings: { ...settings, pricesIncludeTax: true },
    });
    expect(gross!.taxRateE4).toBe(0);
    expect(gross!.variants[0]!.priceE4).toBe(gross!.storedPriceE4);
  });

  it('opens and closes a special by the shop’s own date', async () => {
    const product = await simpleProduct();
    store.setSpecial(product.productId, { priceE4: 100_000, start: '2026-11-25', end: '2026-11-26' });
    const listPriceE4 = (await store.readProducts([product.productId], { settings }))[0]!.variants[0]!
      .priceE4;
    const before = (await ranges()).map((range) => range.digest);
    clock.advance(13 * 3_600_000);
    const [open] = await store.readProducts([product.productId], { settings });
    expect(Math.abs(open!.variants[0]!.priceE4 - 100_000)).toBeLessThanOrEqual(1);
    expect(open!.variants[0]!.listPriceE4).toBe(listPriceE4);
    expect((await ranges()).map((range) => range.digest)).not.toEqual(before);
    clock.advance(24 * 3_600_000);
    const [closed] = await store.readProducts([product.productId], { settings });
    expect(closed!.variants[0]!.priceE4).toBe(listPriceE4);
  });

  it('takes an order’s stock once, however often it is written', async () => {
    const product = await simpleProduct();
    const variantId = product.variants[0]!.variantId;
    const before = store.quantityOf(variantId);
    const first = await store.writeOrder(orderOf(product, 2), at);
    const second = await store.writeOrder(orderOf(product, 2), at);
    expect(second).toEqual(first);
    expect(first.holdsStock).toBe(true);
    expect(store.quantityOf(variantId)).toBe(before - 2);
    expect(store.orders()).toHaveLength(1);
    expect(store.orders()[0]!.totals['total']).toBe(orderOf(product, 2).totalE4);
    expect(await store.findOrder(orderOf(product, 2).mark, at)).toEqual(first);
  });

  it('leaves nothing behind of an order whose writing was cut off', async () => {
    const product = await simpleProduct();
    const before = store.quantityOf(product.variants[0]!.variantId);
    const cut = {
      settings,
      reach: (point: string) => {
        if (point === '10-store-write:before-commit') throw new Error('cut off');
      },
    };
    await expect(store.writeOrder(orderOf(product, 2), cut)).rejects.toThrow('cut off');
    expect(store.orders()).toEqual([]);
    expect(store.quantityOf(product.variants[0]!.variantId)).toBe(before);
  });

  it('gives back what was cancelled in part, then the rest, and only once', async () => {
    const product = await simpleProduct();
    const variantId = product.variants[0]!.variantId;
    const before = store.quantityOf(variantId);
    const order = await store.writeOrder(orderOf(product, 3), at);
    const lines = [{ storeLineId: order.lines[0]!.storeLineId, quantity: 1 }];
    for (const _ of [1, 2])
      await store.setOrderLines(order.storeOrderId, lines, { ...at, comment: '2 adet iptal' });
    expect(store.quantityOf(variantId)).toBe(before - 1);
    for (const _ of [1, 2]) await store.cancelOrder(order.storeOrderId, { ...at, comment: 'iptal' });
    expect(store.quantityOf(variantId)).toBe(before);
    expect(store.orders()[0]!.statusId).toBe('7');
    expect(store.orders()[0]!.history.map((row) => row.statusId)).toEqual(['2', '2', '7']);
  });

  it('moves nothing when the merchant already cancelled the order in the shop', async () => {
    const product = await simpleProduct();
    const variantId = product.variants[0]!.variantId;
    const before = store.quantityOf(variantId);
    const order = await store.writeOrder(orderOf(product, 3), at);
    store.changeOrderStatus(order.storeOrderId, '8');
    const cancelled = await store.cancelOrder(order.storeOrderId, { ...at, comment: 'iptal' });
    expect(cancelled.statusId).toBe('8');
    expect(store.quantityOf(variantId)).toBe(before);
  });

  it('lowers the option value and the product together', async () => {
    const product = (await allProducts()).find(
      (one) => one.variants.length > 1 && one.variants[0]!.quantity > 3,
    )!;
    const [first, second] = product.variants;
    await store.writeOrder(orderOf(product, 2), at);
    const [read] = await store.readProducts([product.productId], { settings });
    expect(read!.variants[0]!.quantity).toBe(first!.quantity - 2);
    expect(read!.variants[1]!.quantity).toBe(second!.quantity);
  });

  it('writes a line that matches nothing in the shop and moves no stock', async () => {
    const product = await simpleProduct();
    const order = orderOf(product, 1);
    const before = (await ranges()).map((range) => range.digest);
    const written = await store.writeOrder(
      { ...order, lines: [{ ...order.lines[0]!, productId: null, title: 'Bilinmeyen ürün' }] },
      at,
    );
    expect(written.lines[0]).toMatchObject({ productId: null, title: 'Bilinmeyen ürün', quantity: 1 });
    expect((await ranges()).map((range) => range.digest)).toEqual(before);
  });

  it('keeps its state over a restart', async () => {
    const product = await simpleProduct();
    const order = await store.writeOrder(orderOf(product, 1), at);
    const left = store.quantityOf(product.variants[0]!.variantId);
    await store.close();
    store = open();
    expect(store.quantityOf(product.variants[0]!.variantId)).toBe(left);
    expect(await store.findOrder(orderOf(product, 1).mark, at)).toEqual(order);
  });

  it('reports what is truly there and proposes the codes that serve best', async () => {
    const report = await store.inspect();
    const products = await allProducts();
    expect(report.products).toBe(products.length);
    expect(report.proposedBarcodeSource).toBe('ean');
    const model = report.codeSources.find((source) => source.source === 'model')!;
    expect(model).toMatchObject({ filled: products.length, distinct: products.length, validGtin: 0 });
    expect(
      report.orderStatuses.filter((status) => status.holdsStock).map((status) => status.statusId),
    ).toContain('2');
    expect(report.pricesIncludeTax).toBe(false);
  });

  it('refuses a file that is no sample shop, and leaves it as it is', async () => {
    writeFileSync(
      join(folder, 'other.sqlite'),
      'not a database, but long enough to be read as one by mistake'.repeat(20),
    );
    expect(() =>
      openSampleStore({ file: join(folder, 'other.sqlite'), clock, random: seededChance('x') }),
    ).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'store/not-opencart' }) }));
  });

  it('says so when it is asked after it was closed', async () => {
    await store.close();
    await expect(store.inspect()).rejects.toMatchObject({ problem: { code: 'store/not-connected' } });
    store = open();
  });
});
