import type { Database } from 'better-sqlite3';
import { E4 } from '#common/money.ts';
import type { Random } from '../../host.ts';
import { sampleCatalogue } from './sample-catalogue.ts';
import type { SampleProduct } from './sample-product.ts';

const TABLES = `
  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE tax_class (tax_class_id INTEGER PRIMARY KEY, name TEXT NOT NULL, rate_e4 INTEGER NOT NULL) STRICT;
  -- As in OpenCart: prices net, one stock for the product and one for each option value, none per combination.
  CREATE TABLE product (
    product_id INTEGER PRIMARY KEY, model TEXT NOT NULL, sku TEXT NOT NULL, ean TEXT NOT NULL,
    manufacturer TEXT NOT NULL, category TEXT NOT NULL, title TEXT NOT NULL, html TEXT NOT NULL, images TEXT NOT NULL,
    tax_class_id INTEGER NOT NULL REFERENCES tax_class (tax_class_id), price_e4 INTEGER NOT NULL,
    quantity INTEGER NOT NULL, subtract INTEGER NOT NULL, status INTEGER NOT NULL, date_modified TEXT NOT NULL
  ) STRICT;
  CREATE TABLE product_special (
    product_id INTEGER PRIMARY KEY REFERENCES product (product_id) ON DELETE CASCADE,
    price_e4 INTEGER NOT NULL, date_start TEXT NOT NULL, date_end TEXT NOT NULL
  ) STRICT;
  CREATE TABLE product_option (
    option_id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES product (product_id) ON DELETE CASCADE,
    name TEXT NOT NULL
  ) STRICT;
  CREATE INDEX product_option_by_product ON product_option (product_id);
  CREATE TABLE product_option_value (
    option_value_id INTEGER PRIMARY KEY, option_id INTEGER NOT NULL REFERENCES product_option (option_id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL, name TEXT NOT NULL, quantity INTEGER NOT NULL, subtract INTEGER NOT NULL,
    price_e4 INTEGER NOT NULL, sku TEXT NOT NULL, ean TEXT NOT NULL
  ) STRICT;
  CREATE INDEX product_option_value_by_product ON product_option_value (product_id);
  CREATE TABLE order_status (status_id INTEGER PRIMARY KEY, name TEXT NOT NULL, holds_stock INTEGER NOT NULL) STRICT;
  CREATE TABLE shop_order (
    order_id INTEGER PRIMARY KEY, marketplace TEXT NOT NULL, channel_id TEXT NOT NULL, order_number TEXT NOT NULL,
    status_id INTEGER NOT NULL REFERENCES order_status (status_id), date_added TEXT NOT NULL, date_modified TEXT NOT NULL,
    payment_method TEXT NOT NULL, store_name TEXT NOT NULL, email TEXT NOT NULL, tax_number TEXT NOT NULL,
    tax_office TEXT NOT NULL, shipping TEXT NOT NULL, invoice TEXT NOT NULL, currency TEXT NOT NULL,
    total_e4 INTEGER NOT NULL, comment TEXT NOT NULL,
    UNIQUE (marketplace, channel_id, order_number)
  ) STRICT;
  CREATE TABLE order_line (
    line_id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES shop_order (order_id) ON DELETE CASCADE,
    line_key TEXT NOT NULL, product_id INTEGER, option_value_ids TEXT NOT NULL, title TEXT NOT NULL, model TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0), price_e4 INTEGER NOT NULL, tax_e4 INTEGER NOT NULL,
    UNIQUE (order_id, line_key)
  ) STRICT;
  CREATE TABLE order_total (
    order_id INTEGER NOT NULL REFERENCES shop_order (order_id) ON DELETE CASCADE, code TEXT NOT NULL,
    title TEXT NOT NULL, value_e4 INTEGER NOT NULL, sort_order INTEGER NOT NULL, PRIMARY KEY (order_id, code)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE order_history (
    history_id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES shop_order (order_id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL, comment TEXT NOT NULL, date_added TEXT NOT NULL
  ) STRICT;
`;

/** OpenCart's own numbers; which of them hold stock is its default too (config_processing/complete_status). */
const ORDER_STATUSES: readonly (readonly [number, string, 0 | 1])[] = [
  [1, 'Beklemede', 1],
  [2, 'Hazırlanıyor', 1],
  [3, 'Kargoya Verildi', 1],
  [5, 'Tamamlandı', 1],
  [7, 'İptal Edildi', 0],
  [8, 'Reddedildi', 0],
  [11, 'İade Edildi', 0],
  [12, 'İptalden Dönen', 1],
];

/** Tables and goods of a sample shop as first released; `sample-schema.ts` leads on from there. */
export function makeFirstShop(database: Database, random: Random): void {
  database.exec(TABLES);
  const set = database.prepare('INSERT INTO setting (key, value) VALUES (?, ?)');
  set.run('shop_name', 'Örnek Çarşı');
  set.run('currency', 'TRY');
  set.run('language', 'tr-tr');
  set.run('shop_id', random.uuid());
  const taxClass = database.prepare('INSERT INTO tax_class (tax_class_id, name, rate_e4) VALUES (?, ?, ?)');
  for (const percent of [0, 1, 10, 20]) taxClass.run(percent + 1, `KDV %${percent}`, percent * E4);
  const status = database.prepare('INSERT INTO order_status (status_id, name, holds_stock) VALUES (?, ?, ?)');
  for (const row of ORDER_STATUSES) status.run(...row);
  fillProducts(database, sampleCatalogue());
}

function fillProducts(database: Database, products: readonly SampleProduct[]): void {
  const product = database.prepare(`
    INSERT INTO product (product_id, model, sku, ean, manufacturer, category, title, html, images, tax_class_id,
      price_e4, quantity, subtract, status, date_modified)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`);
  const special = database.prepare(
    'INSERT INTO product_special (product_id, price_e4, date_start, date_end) VALUES (?, ?, ?, ?)',
  );
  const option = database.prepare(
    'INSERT INTO product_option (option_id, product_id, name) VALUES (?, ?, ?)',
  );
  const value = database.prepare(`
    INSERT INTO product_option_value (option_value_id, option_id, product_id, name, quantity, subtract, price_e4, sku, ean)
    VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)`);
  for (const item of products) {
    product.run(
      item.productId,
      item.model,
      item.sku,
      item.ean,
      item.manufacturer,
      item.category,
      item.title,
      item.html,
      JSON.stringify(item.images),
      item.kdv + 1,
      item.netPriceE4,
      item.quantity,
      item.enabled ? 1 : 0,
      item.modifiedAt,
    );
    if (item.special)
      special.run(item.productId, item.special.netPriceE4, item.special.start, item.special.end);
    for (const one of item.options) {
      option.run(one.optionId, item.productId, one.name);
      for (const each of one.values) {
        value.run(
          each.optionValueId,
          one.optionId,
          item.productId,
          each.name,
          each.quantity,
          each.netPriceE4,
          each.sku,
          each.ean,
        );
      }
    }
  }
}
