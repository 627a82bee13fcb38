import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { MysqlConnection } from '#contract/shop.ts';
import type { MariadbFacts } from './mariadb-server.ts';
import { rewriteDump } from './opencart-generations/dump-text.ts';
import { VERSION_FACTS, type DumpedVersion, type OpencartVersion } from './opencart-generations/versions.ts';

export type { OpencartVersion };
export type ShopRow = Readonly<Record<string, string | number | null>>;
type Values = readonly (string | number | null | readonly (string | number)[])[];

/** An OpenCart database of the named version with its demo goods, made over to a shop in Türkiye. */
export type OpencartShop = {
  readonly version: OpencartVersion;
  readonly connection: MysqlConnection;
  /** As the server's owner: for looking at the truth and for playing the merchant. */
  readonly rows: (sql: string, values?: Values) => Promise<readonly ShopRow[]>;
  readonly run: (sql: string, values?: Values) => Promise<void>;
  readonly remove: () => Promise<void>;
};

const FACTS = new URL('../../../shared/opencart/', import.meta.url);

async function fact(name: string): Promise<string> {
  const file = new URL(name, FACTS);
  if (!existsSync(file)) throw new Error(`the facts library has no opencart/${name}`);
  return readFile(file, 'utf8');
}

/** The rows of one order that a real storefront wrote: `native-order-<version>.sql`. */
export async function nativeOrderStatements(version: DumpedVersion): Promise<string> {
  return fact(`native-order-${version}.sql`);
}

/** `engine` puts every table into it, as hosts and merchants do; without it each has that of its version. */
export async function createOpencartShop(
  mariadb: MariadbFacts,
  version: OpencartVersion,
  { engine = null }: { readonly engine?: 'MyISAM' | 'InnoDB' | null } = {},
): Promise<OpencartShop> {
  const facts = VERSION_FACTS[version];
  const dump = rewriteDump(await fact(`opencart-${facts.dump}.sql`), { ...facts, engine });
  const database = `shop_${version.replaceAll('.', '')}_${randomBytes(4).toString('hex')}`;
  const owner = await createConnection({
    host: mariadb.host,
    port: mariadb.port,
    user: mariadb.user,
    password: mariadb.password,
    charset: 'utf8mb4_general_ci',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: true,
  });
  await owner.query(
    `CREATE DATABASE \`${database}\` CHARACTER SET ${facts.charset} COLLATE ${facts.collation}; USE \`${database}\``,
  );
  await owner.query(dump);
  await owner.query("SET SESSION sql_mode = 'NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION', time_zone = '+03:00'");
  await owner.query(`SET SESSION default_storage_engine = ${engine ?? facts.engine}`);
  if (facts.statements !== '') await owner.query(facts.statements);
  await owner.query('SET SESSION default_storage_engine = DEFAULT');
  await makeTurkish(owner);
  return {
    version,
    connection: {
      kind: 'mysql',
      host: mariadb.host,
      port: mariadb.port,
      user: mariadb.user,
      password: mariadb.password,
      database,
      prefix: null,
      acceptPlaintext: false,
      certificateAuthority: null,
    },
    rows: async (sql, values = []) => (await owner.query<(RowDataPacket & ShopRow)[]>(sql, [...values]))[0],
    run: async (sql, values = []) => {
      await owner.query(sql, [...values]);
    },
    remove: async () => {
      await owner.query(`DROP DATABASE \`${database}\``);
      await owner.end();
    },
  };
}

/** As the heads of the native order files tell: TRY, Europe/Istanbul, class 9 = KDV 20 % at the shop's address. */
async function makeTurkish(owner: Connection): Promise<void> {
  const settings = {
    config_currency: 'TRY',
    config_timezone: 'Europe/Istanbul',
    config_country_id: '215',
    config_zone_id: '3354',
  };
  for (const [key, value] of Object.entries(settings)) {
    await owner.query('UPDATE oc_setting SET value = ? WHERE store_id = 0 AND `key` = ?', [value, key]);
  }
  await owner.query(`
    UPDATE oc_currency SET value = value * 0.03;
    INSERT INTO oc_currency SET title = 'Türk Lirası', code = 'TRY', symbol_left = '₺', symbol_right = '',
      decimal_place = '2', value = 1, status = 1, date_modified = NOW();
    INSERT INTO oc_geo_zone SET name = 'Türkiye', description = 'KDV';
    SET @geo = LAST_INSERT_ID();
    INSERT INTO oc_zone_to_geo_zone SET country_id = 215, zone_id = 0, geo_zone_id = @geo;
    INSERT INTO oc_tax_rate SET geo_zone_id = @geo, name = 'KDV %20', rate = 20, type = 'P';
    SET @rate = LAST_INSERT_ID();
    INSERT INTO oc_tax_rate_to_customer_group SET tax_rate_id = @rate, customer_group_id = 1;
    UPDATE oc_tax_rule SET tax_rate_id = @rate, based = 'store' WHERE tax_rule_id = 128;
    DELETE FROM oc_tax_rule WHERE tax_rule_id = 127;
  `);
}

/** A sale through the shop's own storefront, as far as stock goes: `date_modified` stays as it is. */
export async function sellInShop(
  shop: OpencartShop,
  sale: {
    readonly productId: string;
    readonly optionValueIds?: readonly string[];
    readonly quantity: number;
  },
): Promise<void> {
  await shop.run('UPDATE oc_product SET quantity = quantity - ? WHERE product_id = ? AND subtract = 1', [
    sale.quantity,
    sale.productId,
  ]);
  for (const id of sale.optionValueIds ?? []) {
    await shop.run(
      'UPDATE oc_product_option_value SET quantity = quantity - ? WHERE product_option_value_id = ? AND subtract = 1',
      [sale.quantity, id],
    );
  }
}

/** What OpenCart's admin does when the merchant sets an order that holds stock to one that does not. */
export async function cancelInAdmin(shop: OpencartShop, orderId: string, statusId: string): Promise<void> {
  const lines = await shop.rows('SELECT * FROM oc_order_product WHERE order_id = ?', [orderId]);
  for (const line of lines) {
    for (const productId of [line.product_id ?? 0, line.master_id ?? 0]) {
      await shop.run('UPDATE oc_product SET quantity = quantity + ? WHERE product_id = ? AND subtract = 1', [
        line.quantity ?? 0,
        productId,
      ]);
    }
    const options = await shop.rows(
      'SELECT * FROM oc_order_option WHERE order_id = ? AND order_product_id = ?',
      [orderId, line.order_product_id ?? 0],
    );
    for (const option of options) {
      await shop.run(
        'UPDATE oc_product_option_value SET quantity = quantity + ? WHERE product_option_value_id = ? AND subtract = 1',
        [line.quantity ?? 0, option.product_option_value_id ?? 0],
      );
    }
  }
  await shop.run('UPDATE oc_order SET order_status_id = ? WHERE order_id = ?', [statusId, orderId]);
  await shop.run(
    "INSERT INTO oc_order_history SET order_id = ?, order_status_id = ?, notify = 0, comment = '', date_added = NOW()",
    [orderId, statusId],
  );
}
