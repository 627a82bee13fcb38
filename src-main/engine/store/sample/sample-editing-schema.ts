import type { Database } from 'better-sqlite3';

/**
 * Gives every editable field a place of its own: manufacturers and categories by id, attributes, and the direction of
 * an option's price. What the first shop kept as text becomes rows; the attributes are what its descriptions say.
 */
export function giveEditsTheirPlaces(database: Database): void {
  database.exec(`
    CREATE TABLE manufacturer (manufacturer_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO manufacturer (name)
      SELECT manufacturer FROM product WHERE manufacturer <> '' GROUP BY manufacturer ORDER BY min(product_id);
    ALTER TABLE product ADD COLUMN manufacturer_id INTEGER REFERENCES manufacturer (manufacturer_id);
    UPDATE product SET manufacturer_id =
      (SELECT m.manufacturer_id FROM manufacturer m WHERE m.name = product.manufacturer);
    ALTER TABLE product DROP COLUMN manufacturer;

    CREATE TABLE category (category_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO category (path)
      SELECT category FROM product WHERE category <> '' GROUP BY category ORDER BY min(product_id);
    CREATE TABLE product_to_category (
      product_id INTEGER NOT NULL REFERENCES product (product_id) ON DELETE CASCADE,
      category_id INTEGER NOT NULL REFERENCES category (category_id), PRIMARY KEY (product_id, category_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO product_to_category (product_id, category_id)
      SELECT p.product_id, c.category_id FROM product p JOIN category c ON c.path = p.category;
    ALTER TABLE product DROP COLUMN category;

    CREATE TABLE attribute (attribute_id INTEGER PRIMARY KEY, group_name TEXT NOT NULL, name TEXT NOT NULL) STRICT;
    INSERT INTO attribute (attribute_id, group_name, name) VALUES
      (1, 'Genel', 'Menşei'), (2, 'Genel', 'Garanti süresi'), (3, 'Kumaş', 'Malzeme'), (4, 'Kumaş', 'Yıkama');
    CREATE TABLE product_attribute (
      product_id INTEGER NOT NULL REFERENCES product (product_id) ON DELETE CASCADE,
      attribute_id INTEGER NOT NULL REFERENCES attribute (attribute_id), text TEXT NOT NULL,
      PRIMARY KEY (product_id, attribute_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO product_attribute (product_id, attribute_id, text)
      SELECT product_id, 1, 'Türkiye' FROM product WHERE html LIKE '%Yerli üretim%'
      UNION ALL SELECT product_id, 2, '2 yıl' FROM product WHERE html LIKE '%2 yıl garanti%'
      UNION ALL SELECT product_id, 3, '%95 pamuk, %5 elastan' FROM product WHERE instr(html, '%95 pamuk, %5 elastan') > 0;

    ALTER TABLE product_option_value ADD COLUMN price_prefix TEXT NOT NULL DEFAULT '+';
  `);
}
