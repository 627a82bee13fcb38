import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { familyOf } from './opencart-generations/versions.ts';
import type { OpencartShop } from './opencart-shop.ts';

/** Gives every table of the shop another prefix, as an auto-installer would have. */
export async function renamePrefix(shop: OpencartShop, prefix: string): Promise<void> {
  const renames = (await tablesOf(shop)).map((name) => `\`${name}\` TO \`${prefix}${name.slice(3)}\``);
  await shop.run(`RENAME TABLE ${renames.join(', ')}`);
}

/** As a merchant or host does who wants locks or backups of another kind: the tables that a sale touches, and more. */
export async function convertEngine(shop: OpencartShop, engine: 'InnoDB' | 'MyISAM'): Promise<void> {
  // 3.0's own default for date_available fails an ALTER under NO_ZERO_DATE, which the owner's session leaves out.
  for (const name of (await tablesOf(shop)).filter((table) =>
    /_(?:product|order|option|setting)/.test(table),
  )) {
    await shop.run(`ALTER TABLE \`${name}\` ENGINE = ${engine}`);
  }
}

export async function convertToUtf8mb4(shop: OpencartShop): Promise<void> {
  for (const name of await tablesOfGoods(shop)) {
    await shop.run(`ALTER TABLE \`${name}\` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }
}

/** Orders in one engine and goods in the other: a transaction would cover only half of a sale. */
export async function mixEngines(shop: OpencartShop): Promise<void> {
  await shop.run('ALTER TABLE oc_product ENGINE = MyISAM');
  await shop.run('ALTER TABLE oc_order_total ENGINE = MyISAM');
}

/** A second shop of the same making in the same database. */
export async function copyUnderPrefix(shop: OpencartShop, prefix: string): Promise<void> {
  for (const name of await tablesOf(shop)) {
    const copy = `${prefix}${name.slice('oc_'.length)}`;
    await shop.run(`CREATE TABLE \`${copy}\` LIKE \`${name}\``);
    await shop.run(`INSERT INTO \`${copy}\` SELECT * FROM \`${name}\``);
  }
}

/** Columns that an extension put into the tables of an order, without a default and of every awkward kind. */
export async function addForeignColumns(shop: OpencartShop): Promise<void> {
  for (const table of ['order', 'order_product', 'order_option', 'order_total', 'order_history']) {
    await shop.run(`ALTER TABLE \`oc_${table}\` ADD x_text TEXT NOT NULL, ADD x_number INT NOT NULL,
      ADD x_when DATETIME NOT NULL, ADD x_day DATE NOT NULL, ADD x_kind ENUM('a', 'b') NOT NULL,
      ADD x_money DECIMAL(15,4) NOT NULL, ADD x_code VARCHAR(8) NOT NULL, ADD x_bytes BLOB NOT NULL,
      ADD x_double INT AS (x_number * 2) PERSISTENT, ADD \`key\` CHAR(3) NOT NULL`);
  }
}

/** A shop of another make beside it, with tables that look a little alike. */
export async function addForeignSoftware(shop: OpencartShop): Promise<void> {
  await shop.run('CREATE TABLE wp_posts (ID INT PRIMARY KEY, post_title TEXT)');
  await shop.run('CREATE TABLE blog_product_to_category (product_id INT, category_id INT)');
  await shop.run('CREATE TABLE ps_product (id_product INT PRIMARY KEY)');
  await shop.run('CREATE TABLE `weird-name.tmp` (a INT)');
  await shop.run('CREATE VIEW oc_report AS SELECT 1 AS one');
}

async function tablesOfGoods(shop: OpencartShop): Promise<readonly string[]> {
  return (await tablesOf(shop)).filter((name) => /_(?:product|order|option|setting)/.test(name));
}

async function tablesOf(shop: OpencartShop): Promise<readonly string[]> {
  const rows = await shop.rows(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'",
    [shop.connection.database],
  );
  return rows.map((row) => String(row.name));
}

/** The dirt that years of use leave in a catalogue; the same for the same seed. Tables still have their `oc_`. */
export async function addDirt(shop: OpencartShop, { pick, fraction, between }: SeededRandom): Promise<void> {
  const money = (): string =>
    (fraction() < 0.1 ? 0 : fraction() * pick([1, 100, 5_000])).toFixed(pick([0, 2, 4]));
  await addTaxes(shop);
  for (const { product_id: id } of await shop.rows('SELECT product_id FROM oc_product ORDER BY product_id')) {
    const values = [
      money(),
      pick([-4, 0, 1, 7, 1_000]),
      pick([0, 1]),
      pick([0, 9, 10, 77, 78, 100]),
      id ?? 0,
    ];
    await shop.run(
      'UPDATE oc_product SET price = ?, quantity = ?, subtract = ?, tax_class_id = ? WHERE product_id = ?',
      values,
    );
    for (let count = between(0, 3); count > 0; count -= 1) {
      await addPriceRow(shop, { productId: Number(id), pick, money });
    }
  }
  for (const { product_option_value_id: id } of await shop.rows(
    'SELECT product_option_value_id FROM oc_product_option_value ORDER BY product_option_value_id',
  )) {
    await shop.run(
      'UPDATE oc_product_option_value SET price = ?, price_prefix = ?, quantity = ?, subtract = ? WHERE product_option_value_id = ?',
      [money(), pick(['+', '-', '+', '=', '%', '']), pick([-2, 0, 3, 50]), pick([0, 1]), id ?? 0],
    );
  }
  await shop.run('UPDATE oc_product_option SET required = 1 - required WHERE product_option_id % 3 = 0');
  await shop.run('DELETE FROM oc_product_to_store WHERE product_id IN (33, 34)');
  await shop.run('INSERT INTO oc_product_to_store SET product_id = 34, store_id = 1');
  await shop.run('UPDATE oc_product SET status = 0 WHERE product_id = 36');
  await shop.run("UPDATE oc_product SET date_available = '2099-01-01' WHERE product_id = 40");
  // No unique key stands on the settings: the later row counts.
  await shop.run(
    "INSERT INTO oc_setting SET store_id = 0, code = 'config', `key` = 'config_zone_id', value = '3354', serialized = 0",
  );
  await shop.run(
    "INSERT INTO oc_setting SET store_id = 1, code = 'config', `key` = 'config_zone_id', value = '1', serialized = 0",
  );
}

/** Class 77: two rates and a fixed one, by three kinds of address; class 78: a rate for one province, and not ours. */
async function addTaxes(shop: OpencartShop): Promise<void> {
  await shop.run(`
    INSERT INTO oc_geo_zone SET name = 'İstanbul', description = '';
    SET @istanbul = LAST_INSERT_ID();
    INSERT INTO oc_zone_to_geo_zone SET country_id = 215, zone_id = 3354, geo_zone_id = @istanbul;
    INSERT INTO oc_zone_to_geo_zone SET country_id = 215, zone_id = 0, geo_zone_id = @istanbul;
    INSERT INTO oc_geo_zone SET name = 'Ankara', description = '';
    SET @ankara = LAST_INSERT_ID();
    INSERT INTO oc_zone_to_geo_zone SET country_id = 215, zone_id = 3320, geo_zone_id = @ankara;
    INSERT INTO oc_tax_rate SET geo_zone_id = @istanbul, name = 'KDV %10', rate = 10, type = 'P';
    SET @ten = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate SET geo_zone_id = @istanbul, name = 'ÖTV %6,7', rate = 6.7, type = 'P';
    SET @otv = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate SET geo_zone_id = @istanbul, name = 'Poşet', rate = 0.2525, type = 'F';
    SET @bag = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate SET geo_zone_id = @ankara, name = 'Ankara %5', rate = 5, type = 'P';
    SET @five = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate SET geo_zone_id = @istanbul, name = 'Bayi %3', rate = 3, type = 'P';
    SET @dealer = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate_to_customer_group (tax_rate_id, customer_group_id)
      VALUES (@ten, 1), (@otv, 1), (@bag, 1), (@five, 1), (@dealer, 2);
    INSERT INTO oc_tax_rule (tax_class_id, tax_rate_id, based, priority)
      VALUES (77, @ten, 'shipping', 1), (77, @otv, 'payment', 2), (77, @bag, 'store', 3), (77, @ten, 'store', 4),
             (78, @five, 'store', 1), (78, @ten, 'store', 1), (78, @dealer, 'store', 1)`);
}

async function addPriceRow(
  shop: OpencartShop,
  made: {
    readonly productId: number;
    readonly pick: <T>(list: readonly T[]) => T;
    readonly money: () => string;
  },
): Promise<void> {
  const { pick } = made;
  const nullable = familyOf(shop.version) === '4.1';
  const start = pick(['0000-00-00', '2020-01-01', '2099-01-01', ...(nullable ? [null] : [])]);
  const end = pick(['0000-00-00', '0000-00-00', '2020-01-01', '2099-01-01', ...(nullable ? [null] : [])]);
  const common = [made.productId, pick([1, 1, 1, 2]), pick([0, 1, 1, 2]), made.money(), start, end];
  const columns =
    'product_id = ?, customer_group_id = ?, priority = ?, price = ?, date_start = ?, date_end = ?';
  if (nullable) {
    await shop.run(`INSERT INTO oc_product_discount SET ${columns}, quantity = ?, special = ?, type = ?`, [
      ...common.with(3, pick([made.money(), '12.5', '33.3333'])),
      pick([1, 1, 1, 0, 5]),
      pick([0, 1]),
      pick(['F', 'P', 'S']),
    ]);
  } else if (pick([true, false])) await shop.run(`INSERT INTO oc_product_special SET ${columns}`, common);
  else {
    await shop.run(`INSERT INTO oc_product_discount SET ${columns}, quantity = ?`, [
      ...common,
      pick([1, 1, 0, 5]),
    ]);
  }
}
