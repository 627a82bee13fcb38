import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { StorePort, StoreProduct } from '#engine/store/port.ts';
import { sampleOrder } from '../../support/sample-order.ts';
import { createOpencartShop, nativeOrderStatements, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';

describe.each(['3.0.4.1', '4.1.0.4'] as const)('reading OpenCart %s', (version) => {
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

  const read = async (productId: string, pricesIncludeTax = false): Promise<StoreProduct> => {
    const settings = { ...OPENCART_SETTINGS, pricesIncludeTax };
    const [product] = await store.readProducts([productId], { settings });
    if (product === undefined) throw new Error(`product ${productId} was not read`);
    return product;
  };
  const fingerprint = async (productId: string): Promise<string | undefined> => {
    for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) {
      const found = range.products().find((product) => product.productId === productId);
      if (found) return found.fingerprint;
    }
    return undefined;
  };
  const special = async (
    productId: string,
    facts: { price: string; start: string; end: string },
  ): Promise<void> => {
    const values = [productId, facts.price, facts.start, facts.end];
    await shop.run(
      version === '4.1.0.4'
        ? `INSERT INTO oc_product_discount SET product_id = ?, customer_group_id = 1, quantity = 1, priority = 0,
           price = ?, type = 'F', special = 1, date_start = ?, date_end = ?`
        : `INSERT INTO oc_product_special SET product_id = ?, customer_group_id = 1, priority = 0,
           price = ?, date_start = ?, date_end = ?`,
      values,
    );
  };

  it('adds the KDV of the product’s tax class to the stored price', async () => {
    const product = await read('40');
    expect(product).toMatchObject({ storedPriceE4: 1_010_000, taxRateE4: 200_000, currency: 'TRY' });
    expect(product.variants[0]).toMatchObject({ priceE4: 1_212_000, listPriceE4: 1_212_000 });
  });

  it('adds nothing in a shop whose prices hold the tax', async () => {
    const product = await read('40', true);
    expect(product.taxRateE4).toBe(0);
    expect(product.variants[0]?.priceE4).toBe(1_010_000);
  });

  it('makes one variant for each value of an option the buyer must choose, with its own stock and price', async () => {
    const { variants } = await read('35');
    expect(variants.map((variant) => [variant.variantId, variant.optionText, variant.priceE4])).toEqual([
      ['p35:12', 'Small', 1_260_000],
      ['p35:13', 'Medium', 1_320_000],
      ['p35:14', 'Large', 1_380_000],
    ]);
    await shop.run(
      'UPDATE oc_product_option_value SET quantity = 3, subtract = 1 WHERE product_option_value_id = 14',
    );
    const large = (await read('35')).variants.find((variant) => variant.variantId === 'p35:14');
    expect(large?.quantity).toBe(3);
  });

  it('sees a special open and close by the shop’s clock, with the price before it kept', async () => {
    const before = await fingerprint('28');
    await special('28', { price: '90.0000', start: '0000-00-00', end: '2999-01-01' });
    expect((await read('28')).variants[0]).toMatchObject({ priceE4: 1_080_000, listPriceE4: 1_200_000 });
    expect(await fingerprint('28')).not.toBe(before);
    await special('29', { price: '1.0000', start: '2001-01-01', end: '2001-02-01' });
    const closed = (await read('29')).variants[0];
    expect(closed?.priceE4).toBe(closed?.listPriceE4);
  });

  it('decodes texts once, also those that were encoded twice', async () => {
    await shop.run(
      "UPDATE oc_product_description SET name = 'Çay &amp; Kahve &quot;Şık&quot;', description = '&lt;p&gt;Güzel&lt;/p&gt;' WHERE product_id = 40",
    );
    const product = await read('40');
    expect(product.title).toBe('Çay & Kahve "Şık"');
    expect(product.descriptions[0]).toMatchObject({ language: 'en-gb', html: '<p>Güzel</p>' });
    await shop.run("UPDATE oc_product_description SET name = 'Çay &amp;amp; Kahve' WHERE product_id = 40");
    expect((await read('40')).title).toBe('Çay & Kahve');
  });

  it('gives breadcrumbs, maker and pictures below the shop’s own address once an order told it', async () => {
    expect((await read('40')).images[0]).toMatch(/^catalog\//);
    await shop.run(await nativeOrderStatements(version));
    await shop.run("UPDATE oc_product SET image = 'catalog/demo/yeşil çanta.jpg' WHERE product_id = 40");
    const product = await read('40');
    expect(product.images[0]).toMatch(
      /^http:\/\/127\.0\.0\.1:80\d\d\/image\/catalog\/demo\/ye%C5%9Fil%20%C3%A7anta\.jpg$/,
    );
    expect(product.manufacturer).toBe('Apple');
    expect(product.categories).toContain('Phones & PDAs');
    expect((await read('41')).categories).toContain('Desktops > Mac');
  });

  it('is for sale only while it is switched on and its date has come', async () => {
    expect((await read('40')).enabled).toBe(true);
    await shop.run("UPDATE oc_product SET date_available = '2999-01-01' WHERE product_id = 40");
    expect((await read('40')).enabled).toBe(false);
    await shop.run("UPDATE oc_product SET date_available = '2009-02-03', status = 0 WHERE product_id = 40");
    expect((await read('40')).enabled).toBe(false);
    await shop.run('UPDATE oc_product SET status = 1 WHERE product_id = 40');
  });

  it('reads a code wherever this version keeps it', async () => {
    if (version === '4.1.0.4') {
      await shop.run(
        "INSERT INTO oc_product_code SET product_id = 40, code = 'ean', value = ' 8690000000012'",
      );
      expect((await read('40')).codes).toMatchObject({ model: 'product 11', 'code:EAN': ' 8690000000012' });
    } else {
      await shop.run("UPDATE oc_product SET ean = ' 869000000001' WHERE product_id = 40");
      expect((await read('40')).codes).toMatchObject({ model: 'product 11', ean: ' 869000000001' });
    }
  });

  it('takes a code column that an extension gave the option values', async () => {
    await shop.run("ALTER TABLE oc_product_option_value ADD barcode VARCHAR(64) NOT NULL DEFAULT ''");
    await shop.run(
      "UPDATE oc_product_option_value SET barcode = '8690000000029' WHERE product_option_value_id = 14",
    );
    const fresh = openStoreOn(shop);
    const [product] = await fresh.readProducts(['35'], { settings: OPENCART_SETTINGS });
    const report = await fresh.inspect();
    await fresh.close();
    expect(product?.variants.find((variant) => variant.variantId === 'p35:14')?.codes).toEqual({
      'option:barcode': '8690000000029',
    });
    expect(report.codeSources).toContainEqual({
      source: 'option:barcode',
      filled: 1,
      distinct: 1,
      validGtin: 1,
    });
  });

  it('passes over a million missing ids without asking for each of them', async () => {
    await shop.run('UPDATE oc_product SET product_id = 7000123 WHERE product_id = 44');
    const ranges: string[] = [];
    for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) ranges.push(range.key);
    expect(ranges).toEqual(['0-999', '7000000-7000999']);
  });
});

describe('variants of OpenCart 4.1', () => {
  it('are products of their own, and a sale lowers variant, master and option value', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '4.1.0.4');
    const store = openStoreOn(shop);
    await shop.run(`INSERT INTO oc_product (master_id, model, variant, override, quantity, price, tax_class_id, subtract,
      status, date_available, date_added, date_modified, image)
      SELECT product_id, 'P8-L', '{"224":"14"}', '[]', 9, 100, 9, 1, 1, '2009-01-01', NOW(), NOW(), ''
      FROM oc_product WHERE product_id = 35`);
    await shop.run(
      'UPDATE oc_product_option_value SET subtract = 1, quantity = 15 WHERE product_option_value_id = 14',
    );
    const [row] = await shop.rows("SELECT product_id FROM oc_product WHERE model = 'P8-L'");
    const productId = String(row?.product_id);
    const [product] = await store.readProducts([productId], { settings: OPENCART_SETTINGS });
    expect(product?.variants).toMatchObject([
      { variantId: `p${productId}`, optionValueIds: ['14'], quantity: 9, priceE4: 1_380_000 },
    ]);
    const line = { lineKey: 'a', title: 'x', model: 'y', unitPriceE4: 1_380_000, vatRateE4: 200_000 };
    const order = sampleOrder({
      number: '77',
      lines: [{ ...line, productId, optionValueIds: ['14'], quantity: 2 }],
    });
    const written = await store.writeOrder(order, { settings: OPENCART_SETTINGS, reach: () => undefined });
    const stocks = async () =>
      Object.values(
        (
          await shop.rows(
            `SELECT (SELECT quantity FROM oc_product WHERE product_id = ?) AS variant,
             (SELECT quantity FROM oc_product WHERE product_id = 35) AS master,
             (SELECT quantity FROM oc_product_option_value WHERE product_option_value_id = 14) AS choice`,
            [productId],
          )
        )[0] ?? {},
      );
    expect(await stocks()).toEqual([7, 998, 13]);
    const writing = { settings: OPENCART_SETTINGS, reach: () => undefined, comment: '1 iptal' };
    const storeLineId = written.lines[0]?.storeLineId ?? '';
    await store.setOrderLines(written.storeOrderId, [{ storeLineId, quantity: 1 }], writing);
    expect(await stocks()).toEqual([8, 999, 14]);
    await store.cancelOrder(written.storeOrderId, writing);
    expect(await stocks()).toEqual([9, 1000, 15]);
    await store.close();
    await shop.remove();
  });
});
