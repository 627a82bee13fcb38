import { rmSync, truncateSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { describeProblem } from '#contract/problem-texts.ts';
import { isProblemError, type Problem } from '#contract/problem.ts';
import type { StorePort, StoreProduct } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { orderOf } from '../../support/sample-order.ts';

const WRITING = { settings: OPENCART_SETTINGS, reach: () => undefined };

/** The problem that opening the shop ends in, with a sentence in both languages that names nothing but its blanks. */
async function refusal(store: StorePort): Promise<Problem> {
  try {
    await store.inspect();
  } catch (error) {
    if (!isProblemError(error)) throw error;
    for (const language of ['tr', 'en'] as const) {
      const text = describeProblem(error.problem, language);
      for (const sentence of Object.values(text)) expect(sentence).not.toMatch(/[{}[\]]|undefined/);
    }
    return error.problem;
  }
  throw new Error('the shop was opened');
}

async function idsOf(store: StorePort): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const range of store.readWatched({ settings: OPENCART_SETTINGS })) {
    ids.push(...range.products().map(({ productId }) => productId));
  }
  return ids;
}

/** All products by id, read in both ways. */
async function productsOf(store: StorePort): Promise<ReadonlyMap<string, StoreProduct>> {
  const ids = await idsOf(store);
  const all = await store.readProducts(ids, { settings: OPENCART_SETTINGS });
  expect(await store.readProducts(ids, { settings: OPENCART_SETTINGS, pace: 'in-bulk' })).toEqual(all);
  return new Map(all.map((product) => [product.productId, product]));
}

describe('a shop whose tables are not what they must be', () => {
  let shop: OpencartShop;
  let store: StorePort;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    store = openStoreOn(shop);
  });
  afterAll(async () => {
    await store.close();
    await shop.remove();
  });

  const PRODUCT = 'ALTER TABLE oc_product MODIFY';
  const AMOUNT = 'DECIMAL(15,4) NOT NULL DEFAULT 0';
  it.each([
    [
      'a stock in words',
      `${PRODUCT} quantity VARCHAR(20) NOT NULL`,
      `${PRODUCT} quantity INT NOT NULL`,
      'oc_product.quantity (varchar)',
    ],
    [
      'a price in words',
      `${PRODUCT} price VARCHAR(20) NOT NULL`,
      `${PRODUCT} price ${AMOUNT}`,
      'oc_product.price (varchar)',
    ],
    [
      'a status of bits',
      `${PRODUCT} status BIT(1) NOT NULL`,
      `${PRODUCT} status TINYINT NOT NULL`,
      'oc_product.status (bit)',
    ],
    [
      'ids in words',
      `${PRODUCT} product_id VARCHAR(32) NOT NULL`,
      `${PRODUCT} product_id INT NOT NULL AUTO_INCREMENT`,
      'oc_product.product_id (varchar)',
    ],
    [
      'a surcharge in words',
      'ALTER TABLE oc_product_option_value MODIFY price VARCHAR(20) NOT NULL',
      `ALTER TABLE oc_product_option_value MODIFY price ${AMOUNT}`,
      'oc_product_option_value.price (varchar)',
    ],
    [
      'orders that nothing counts',
      'ALTER TABLE oc_order MODIFY order_id INT NOT NULL',
      'ALTER TABLE oc_order MODIFY order_id INT NOT NULL AUTO_INCREMENT',
      'oc_order.order_id (AUTO_INCREMENT)',
    ],
    [
      'no room for the mark of an order',
      'ALTER TABLE oc_order MODIFY user_agent VARCHAR(10) NOT NULL',
      'ALTER TABLE oc_order MODIFY user_agent VARCHAR(255) NOT NULL',
      'oc_order.user_agent (10)',
    ],
    [
      'specials without their order',
      'ALTER TABLE oc_product_special CHANGE priority p INT',
      'ALTER TABLE oc_product_special CHANGE p priority INT NOT NULL DEFAULT 1',
      'oc_product_special.priority',
    ],
    [
      'a tax without its rate',
      'ALTER TABLE oc_tax_rate CHANGE rate r INT',
      `ALTER TABLE oc_tax_rate CHANGE r rate ${AMOUNT}`,
      'oc_tax_rate.rate',
    ],
    [
      'a view for its goods',
      'RENAME TABLE oc_product TO x; CREATE VIEW oc_product AS SELECT * FROM x',
      'DROP VIEW oc_product; RENAME TABLE x TO oc_product',
      'oc_product (VIEW)',
    ],
    [
      'a view for its specials',
      'RENAME TABLE oc_product_special TO x; CREATE VIEW oc_product_special AS SELECT * FROM x',
      'DROP VIEW oc_product_special; RENAME TABLE x TO oc_product_special',
      'oc_product_special (VIEW)',
    ],
    [
      'tables in other letter case',
      'RENAME TABLE oc_product TO oc_Product',
      'RENAME TABLE oc_Product TO oc_product',
      'oc_product',
    ],
    [
      'columns in other letter case',
      'ALTER TABLE oc_product CHANGE quantity Quantity INT NOT NULL',
      'ALTER TABLE oc_product CHANGE Quantity quantity INT NOT NULL',
      'oc_product.quantity',
    ],
    [
      'statuses that nobody can read',
      "UPDATE oc_setting SET value = CONCAT('{', value) WHERE `key` IN ('config_processing_status', 'config_complete_status')",
      "UPDATE oc_setting SET value = SUBSTRING(value, 2) WHERE `key` IN ('config_processing_status', 'config_complete_status')",
      'config_processing_status',
    ],
  ])('is not opened with %s, and the sentence names it', async (_, breakIt, mendIt, named) => {
    await shop.run(breakIt);
    try {
      const problem = await refusal(store);
      expect(problem.code).toBe('store/unknown-generation');
      expect(problem.params.detail).toContain(named);
      const orders = await shop.rows('SELECT COUNT(*) AS orders FROM oc_order');
      await expect(store.writeOrder(orderOf('hayır'), WRITING)).rejects.toMatchObject({
        problem: { code: problem.code },
      });
      expect(await shop.rows('SELECT COUNT(*) AS orders FROM oc_order')).toEqual(orders);
    } finally {
      await shop.run(mendIt);
    }
    expect((await store.inspect()).products).toBe(19);
  });

  it('is not opened with a product beyond what can be counted, rather than counted forever', async () => {
    await shop.run('ALTER TABLE oc_product MODIFY product_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT');
    for (const id of ['9007199254740993', '9223372036854775807', '18446744073709551614']) {
      await shop.run(`UPDATE oc_product SET product_id = ${id} WHERE model = 'Product 16'`);
      const problem = await refusal(store);
      expect(problem.params.detail).toBe(`oc_product.product_id = ${id}`);
      await expect(idsOf(store)).rejects.toMatchObject({ problem: { code: 'store/unknown-generation' } });
    }
    await shop.run("UPDATE oc_product SET product_id = 3000000000 WHERE model = 'Product 16'");
    expect(await idsOf(store)).toContain('3000000000');
  });

  it('is told which table is damaged, and no order is begun on it', async () => {
    await shop.run('CREATE TABLE x_special LIKE oc_product_special');
    await shop.run(
      'RENAME TABLE oc_product_special TO y, x_special TO z; CREATE VIEW oc_product_special AS SELECT * FROM z; DROP TABLE z',
    );
    expect(await refusal(store)).toMatchObject({
      code: 'store/table-damaged',
      params: { table: 'oc_product_special' },
    });
    await shop.run(
      'DROP VIEW oc_product_special; RENAME TABLE y TO oc_product_special; FLUSH TABLES oc_order',
    );
    const folder = join(dirname(inject('mariadb').socketPath), 'data', shop.connection.database);
    const index = join(folder, 'oc_order.MYI');
    truncateSync(index, statSync(index).size / 2);
    expect(await refusal(store)).toMatchObject({
      code: 'store/table-damaged',
      params: { table: 'oc_order' },
    });
    const before = await shop.rows('SELECT SUM(quantity) AS stock FROM oc_product');
    await expect(store.writeOrder(orderOf('bozuk'), WRITING)).rejects.toMatchObject({
      problem: { code: 'store/table-damaged' },
    });
    expect(await shop.rows('SELECT SUM(quantity) AS stock FROM oc_product')).toEqual(before);
    await shop.run('REPAIR TABLE oc_order USE_FRM');
    expect((await store.writeOrder(orderOf('bozuk'), WRITING)).holdsStock).toBe(true);
    await shop.run('FLUSH TABLES oc_order_history');
    rmSync(join(folder, 'oc_order_history.MYI'));
    await expect(store.findOrder(orderOf('bozuk').mark, WRITING)).rejects.toMatchObject({
      problem: { code: 'store/table-damaged', params: { table: 'oc_order_history' } },
    });
    await shop.run('REPAIR TABLE oc_order_history USE_FRM');
  });

  it('under a prefix with a statement in it is no shop', async () => {
    const evil = 'oc`; DROP TABLE oc_order; -- ';
    await shop.run('CREATE TABLE `oc``; DROP TABLE oc_order; -- product_to_category` (a INT)');
    expect((await store.inspect()).candidates.map(({ prefix }) => prefix)).toEqual(['oc_']);
    const named = openStoreOn({ ...shop, connection: { ...shop.connection, prefix: evil } });
    expect(await refusal(named)).toMatchObject({ code: 'store/wrong-prefix' });
    await named.close();
    expect(await shop.rows("SHOW TABLES LIKE 'oc\\\\_order'")).toHaveLength(1);
  });
});

describe('a shop that holds absurd things', () => {
  it('of many kinds at once is read, and written to', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
    for (const statement of [
      'ALTER TABLE oc_product_description MODIFY description LONGTEXT NOT NULL',
      "UPDATE oc_product_description SET description = REPEAT('ş&lt;p&gt;', 1000000) WHERE product_id = 40",
      'ALTER TABLE oc_manufacturer MODIFY name VARBINARY(255) NOT NULL',
      'ALTER TABLE oc_category_description CONVERT TO CHARACTER SET latin5',
      'UPDATE oc_category SET parent_id = 26 WHERE category_id = 20',
      'REPLACE INTO oc_category_path VALUES (20, 26, 0), (26, 20, 0), (20, 20, 1), (26, 26, 1)',
      "INSERT INTO oc_setting (store_id, code, `key`, value, serialized) SELECT 0, 'config', 'config_name', CONCAT('Mağaza ', seq), 0 FROM seq_1_to_5000",
      'ALTER TABLE oc_product MODIFY quantity DECIMAL(24,2) NOT NULL',
      'UPDATE oc_product SET quantity = 3.9 WHERE product_id = 40',
      'UPDATE oc_product SET quantity = 9223372036854775807 WHERE product_id = 41',
      'UPDATE oc_product SET quantity = -0.5 WHERE product_id = 43',
      "UPDATE oc_product SET date_modified = '9999-12-31 23:59:59', date_available = '0000-00-00'",
      "ALTER TABLE oc_seo_url ADD `key` VARCHAR(64) NOT NULL DEFAULT '', ADD value VARCHAR(255) NOT NULL DEFAULT ''",
    ]) {
      await shop.run(statement);
    }
    const store = openStoreOn(shop);
    expect(await store.inspect()).toMatchObject({ products: 19, shopName: 'Mağaza 5000' });
    const products = await productsOf(store);
    const phone = products.get('40');
    expect(phone?.descriptions[0]?.html).toHaveLength(4_000_000);
    expect(phone).toMatchObject({ manufacturer: 'Apple', enabled: true });
    // Part of a piece is none, and a stock is a number that a marketplace can take.
    expect(phone?.variants[0]?.quantity).toBe(3);
    expect(products.get('41')?.variants[0]?.quantity).toBe(2_147_483_647);
    expect(products.get('43')?.variants[0]?.quantity).toBe(-1);
    expect((await store.writeOrder(orderOf('tuhaf'), WRITING)).holdsStock).toBe(true);
    const [row] = await shop.rows('SELECT quantity FROM oc_product WHERE product_id = 40');
    expect(row?.quantity).toBe('1.90');
    await store.close();
    await shop.remove();
  });

  it('and says nothing of its goods has nothing to sell, and no price', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '4.1.0.4');
    await shop.run(`UPDATE oc_product SET price = NULL, quantity = NULL, status = NULL, model = NULL, image = NULL,
      date_modified = NULL, tax_class_id = NULL, manufacturer_id = NULL, subtract = NULL, date_available = NULL,
      master_id = NULL, variant = NULL`);
    await shop.run(
      'UPDATE oc_product_option_value SET price = NULL, price_prefix = NULL, quantity = NULL, subtract = NULL',
    );
    await shop.run('UPDATE oc_product_description SET name = NULL, description = NULL');
    await shop.run('UPDATE oc_order_status SET name = NULL');
    await shop.run("UPDATE oc_product_description SET name = 'Çanta 👜 𝕏' WHERE product_id = 28");
    const store = openStoreOn(shop);
    expect((await store.inspect()).orderStatuses.find(({ statusId }) => statusId === '5')?.name).toBe('');
    const product = (await productsOf(store)).get('28');
    expect(product).toMatchObject({
      title: 'Çanta 👜 𝕏',
      enabled: false,
      storedPriceE4: 0,
      modifiedAt: null,
    });
    expect(product?.variants).toMatchObject([{ quantity: 0, priceE4: 0 }]);
    await store.close();
    await shop.remove();
  });

  it('between two upgrades is read by the newer rows, never by the dead ones', async () => {
    const shop = await createOpencartShop(inject('mariadb'), '4.1.0.3');
    // product_code was made, and nothing moved into it.
    await shop.run("UPDATE oc_product SET ean = '8690000000012'");
    const store = openStoreOn(shop);
    expect((await productsOf(store)).get('40')?.codes).toEqual({ model: 'product 11' });
    expect((await store.inspect()).proposedBarcodeSource).toBeNull();
    // The column that says whether a special is a price or a percentage did not come.
    await shop.run('ALTER TABLE oc_product_discount DROP type');
    expect(await refusal(store)).toMatchObject({
      code: 'store/unknown-generation',
      params: { detail: '– oc_product_discount.type' },
    });
    await store.close();
    await shop.remove();
  });
});
