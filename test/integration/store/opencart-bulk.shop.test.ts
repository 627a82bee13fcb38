import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop, type OpencartVersion } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

describe.each<OpencartVersion>(['3.0.4.1', '4.1.0.4'])('a whole OpenCart %s shop', (version) => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  const settings = OPENCART_SETTINGS;
  const watch = async (): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    for await (const range of store.readWatched({ settings })) {
      for (const { productId, fingerprint } of range.products()) found.set(productId, fingerprint);
    }
    return found;
  };

  it('reads the same in bulk as product by product, options, prices and all', async () => {
    const watched = await watch();
    const ids = [...watched.keys()];
    const inBulk = await store.readProducts(ids, { settings, pace: 'in-bulk' });
    expect(inBulk).toHaveLength(ids.length);
    expect(inBulk.some(({ variants }) => variants.length > 1)).toBe(true);
    for (const product of inBulk) {
      expect(await store.readProducts([product.productId], { settings })).toEqual([product]);
      expect(watched.get(product.productId)).toBe(product.fingerprint);
    }
  });

  it('gives nothing of a product that was not asked for, however close its id', async () => {
    const ids = [...(await watch()).keys()].filter((_, index) => index % 5 !== 2);
    const read = await store.readProducts(ids, { settings });
    expect(read.map(({ productId }) => productId)).toEqual(ids);
  });

  it('sees in the next pass what was sold of an option while the last one was under way', async () => {
    const before = await watch();
    await store.readProducts([...before.keys()], { settings, pace: 'in-bulk' });
    await shop.run(
      'UPDATE oc_product_option_value SET quantity = quantity - 1 WHERE product_option_value_id = 16',
    );
    const after = await watch();
    const differing = [...after].filter(([id, fingerprint]) => before.get(id) !== fingerprint);
    expect(differing).toHaveLength(1);
    const [read] = await store.readProducts([differing[0]![0]], { settings, pace: 'in-bulk' });
    expect(read?.fingerprint).toBe(differing[0]![1]);
  });

  it('sees a product leave the shop and come back to it, though nobody edited the product', async () => {
    const before = await watch();
    await shop.run('DELETE FROM oc_product_to_store WHERE product_id = 40');
    const without = await watch();
    expect(without.get('40')).not.toBe(before.get('40'));
    const [gone] = await store.readProducts(['40'], { settings });
    expect(gone).toMatchObject({ enabled: false, fingerprint: without.get('40') });
    await shop.run('INSERT INTO oc_product_to_store (product_id, store_id) VALUES (40, 0)');
    expect((await watch()).get('40')).toBe(before.get('40'));
  });

  it('is walked over gaps between ids, however wide', async () => {
    await shop.run('UPDATE oc_product SET product_id = 7000040 WHERE product_id = 40');
    const ids = [...(await watch()).keys()];
    expect(ids).toContain('7000040');
    expect(ids).not.toContain('40');
    expect(ids.length).toBeGreaterThan(10);
    await shop.run('UPDATE oc_product SET product_id = 40 WHERE product_id = 7000040');
  });
});
