import type { OpencartShop } from './opencart-shop.ts';

/** 2.3 → 3.0: the addresses moved to `seo_url`, and the old table stays. */
export async function leaveUrlAliases(shop: OpencartShop): Promise<void> {
  await shop.run(`CREATE TABLE oc_url_alias (url_alias_id INT PRIMARY KEY AUTO_INCREMENT, query VARCHAR(255) NOT NULL,
    keyword VARCHAR(255) NOT NULL)`);
  await shop.run("INSERT INTO oc_url_alias (query, keyword) VALUES ('product_id=40', 'eski-adres')");
}

/**
 * 3.0 → 4.1: what the upgrade leaves behind. Specials of the old table act no more, identifiers carry lower-case codes,
 * and an old order says how it was paid in plain words where a new one has JSON.
 */
export async function leaveTheThirdGeneration(shop: OpencartShop): Promise<void> {
  await leaveUrlAliases(shop);
  await shop.run(`CREATE TABLE oc_product_special (product_special_id INT PRIMARY KEY AUTO_INCREMENT, product_id INT,
    customer_group_id INT, priority INT, price DECIMAL(15,4), date_start DATE, date_end DATE)`);
  await shop.run(`INSERT INTO oc_product_special VALUES (1, 40, 1, 0, 1, '0000-00-00', '0000-00-00'),
    (2, 28, 1, 0, 1, '0000-00-00', '0000-00-00')`);
  await shop.run('CREATE TABLE oc_order_voucher (order_voucher_id INT PRIMARY KEY, order_id INT NOT NULL)');
  await shop.run('CREATE TABLE oc_order_shipment (order_shipment_id INT PRIMARY KEY, order_id INT NOT NULL)');
  await shop.run(`INSERT INTO oc_product_code (product_id, code, value)
    VALUES (40, 'ean', '8690000000012'), (40, 'sku', 'ESKI-40'), (28, 'ean', '8690000000029')`);
  await shop.run(
    "INSERT INTO oc_order SET order_id = 1, payment_method = 'Kapıda Ödeme', shipping_method = NULL",
  );
  await shop.run('INSERT INTO oc_order SET order_id = 2, payment_method = ?, shipping_method = ?', [
    JSON.stringify({ code: 'cod.cod', name: 'Kapıda Ödeme' }),
    JSON.stringify({ code: 'flat.flat', name: 'Sabit', cost: '0.00', tax_class_id: '0', text: '0' }),
  ]);
  await shop.run(`UPDATE oc_order SET store_id = 0, store_url = 'http://eski.example/', currency_code = 'TRY', language_id = 1,
    order_status_id = 5, total = 12, date_added = '2020-01-01', date_modified = '2020-01-01'`);
  await shop.run(`INSERT INTO oc_order_total (order_id, extension, code, title, value, sort_order)
    VALUES (1, NULL, 'sub_total', 'Ara Toplam', 10, 1), (1, NULL, 'tax', 'KDV %20', 2, 5), (1, NULL, 'total', 'Toplam', 12, 9),
      (2, 'opencart', 'sub_total', 'Ara Toplam', 10, 1), (2, 'opencart', 'tax', 'KDV %20', 2, 5),
      (2, 'opencart', 'total', 'Toplam', 12, 9)`);
}

/** Values in the identifier columns that nobody reads any more (4.1.0.1 to 4.1.0.3). */
export async function fillDeadIdentifiers(shop: OpencartShop): Promise<void> {
  await shop.run("UPDATE oc_product SET ean = '1111111111116', sku = 'DEAD'");
}

/** An upgrade into 4.1.0.1 to 4.1.0.3 takes the identifier columns away: by its columns the shop is a 4.1.0.4. */
export async function dropDeadIdentifiers(shop: OpencartShop): Promise<void> {
  await shop.run('ALTER TABLE oc_product DROP sku, DROP upc, DROP ean, DROP jan, DROP isbn, DROP mpn');
}
