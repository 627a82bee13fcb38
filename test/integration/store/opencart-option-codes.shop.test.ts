import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { gtinCheckDigit } from '#common/gtin.ts';
import type { StorePort, StoreProductVariant } from '#engine/store/port.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { OPENCART_SETTINGS, openStoreOn } from '../../support/opencart-under-test.ts';
import { relatedOptionsTables } from '../../support/related-options.ts';

let shop: OpencartShop;
let store: StorePort;
beforeAll(async () => {
  shop = await createOpencartShop(inject('mariadb'), '3.0.4.1');
  await shop.run(`${relatedOptionsTables('MyISAM')}
    ALTER TABLE oc_product_option_value ADD COLUMN barkod VARCHAR(20) NOT NULL DEFAULT '';
    UPDATE oc_product SET quantity = 50 WHERE product_id = 35;
    UPDATE oc_product_option_value SET quantity = 20, subtract = 1 WHERE product_id = 35`);
  store = openStoreOn(shop);
});
afterAll(async () => {
  await store.close();
  await shop.remove();
});

function gtin(nth: number): string {
  const body = `86900000000${nth}`;
  return `${body}${gtinCheckDigit(body)}`;
}

/** The shop's own T-shirt in small, medium and large. */
async function sizes(): Promise<readonly StoreProductVariant[]> {
  const options = { settings: OPENCART_SETTINGS };
  const [product] = await store.readProducts(['35'], options);
  expect(await store.readProducts(['35'], { ...options, pace: 'in-bulk' })).toEqual([product]);
  return product!.variants;
}

async function combination(codes: { ean: string; sku: string; quantity: number }, valueId: string) {
  await shop.run(
    `INSERT INTO oc_relatedoptions SET relatedoptions_variant_product_id = 1, product_id = 35, quantity = ?,
       model = '', sku = ?, upc = '', ean = ?, location = '';
     INSERT INTO oc_relatedoptions_option SELECT LAST_INSERT_ID(), 35, option_id, option_value_id
       FROM oc_product_option_value WHERE product_option_value_id = ?`,
    [codes.quantity, codes.sku, codes.ean, valueId],
  );
}

it('a barcode column that an extension added to option values is measured and proposed for them alone', async () => {
  await shop.run(`UPDATE oc_product_option_value SET barkod = '${gtin(1)}' WHERE product_option_value_id IN (12, 14);
    UPDATE oc_product_option_value SET barkod = '${gtin(2)}' WHERE product_option_value_id = 13`);
  const report = await store.inspect();
  expect(report.codeSources).toContainEqual({
    source: 'option:barkod',
    filled: 3,
    distinct: 2,
    validGtin: 3,
  });
  expect(report).toMatchObject({ proposedBarcodeSource: null, proposedOptionBarcodeSource: 'option:barkod' });
  expect((await sizes()).map(({ codes }) => codes['option:barkod'])).toEqual([gtin(1), gtin(2), gtin(1)]);
});

it('codes that Related Options keeps of combinations are read, and two rows of one combination give none', async () => {
  await combination({ ean: gtin(3), sku: 'K-S', quantity: 4 }, '12');
  await combination({ ean: gtin(4), sku: 'K-M', quantity: 30 }, '13');
  await combination({ ean: gtin(5), sku: 'K-L', quantity: 9 }, '14');
  await combination({ ean: gtin(6), sku: 'K-L2', quantity: 2 }, '14');
  const [small, medium, large] = await sizes();
  expect(small?.codes).toMatchObject({ 'related:ean': gtin(3), 'related:sku': 'K-S' });
  expect(medium?.codes).toMatchObject({ 'related:ean': gtin(4) });
  expect(large?.codes['related:ean']).toBeUndefined();
  expect((await store.inspect()).codeSources).toContainEqual({
    source: 'related:ean',
    filled: 4,
    distinct: 4,
    validGtin: 4,
  });
});

it('stock that Related Options keeps of a combination is never exceeded while the extension is installed', async () => {
  expect((await sizes()).map(({ quantity }) => quantity)).toEqual([20, 20, 20]);
  await shop.run("INSERT INTO oc_extension SET type = 'module', code = 'related_options'");
  expect((await sizes()).map(({ quantity }) => quantity)).toEqual([4, 20, 2]);
});
