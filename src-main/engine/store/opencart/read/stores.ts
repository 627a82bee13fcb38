import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import { isoCurrency } from './shop-settings.ts';
import type { ShopSettings } from './shop-settings.ts';

/** A store of the shop with its own settings, where it has some, over those of store 0. */
export type Store = Pick<ShopSettings, 'customerGroupId' | 'countryId' | 'zoneId' | 'currency' | 'name'> & {
  readonly storeId: string;
  /** Null for store 0, whose address is in OpenCart's config.php alone. */
  readonly url: string | null;
};

const KEYS = [
  'config_name',
  'config_url',
  'config_currency',
  'config_country_id',
  'config_zone_id',
  'config_customer_group_id',
] as const;

/** All stores, the shop itself (store 0, which has no row) first. */
export async function readStores(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
): Promise<readonly Store[]> {
  const own: Store = {
    storeId: '0',
    name: shop.name,
    url: null,
    currency: shop.currency,
    customerGroupId: shop.customerGroupId,
    countryId: shop.countryId,
    zoneId: shop.zoneId,
  };
  if (!schema.has('store', 'store_id')) return [own];
  const rows = await reader.rows(
    `SELECT store_id AS store_id, name AS name, url AS url FROM ${schema.sql('store')}
     WHERE store_id > 0 ORDER BY store_id`,
  );
  if (rows.length === 0) return [own];
  const settings = await reader.rows(
    `SELECT store_id AS store_id, \`key\` AS name, value AS value FROM ${schema.sql('setting')}
     WHERE store_id > 0 AND \`key\` IN (?) ORDER BY setting_id`,
    [KEYS],
  );
  // No unique key stands on the table: the later row wins, as in OpenCart.
  const values = new Map(
    settings.map((row) => [`${idOf(row, 'store_id')}.${textOf(row, 'name')}`, textOf(row, 'value')]),
  );
  const others = rows.map((row): Store => {
    const storeId = idOf(row, 'store_id');
    const of = (key: (typeof KEYS)[number]): string => values.get(`${storeId}.${key}`) ?? '';
    return {
      storeId,
      name: decodeText(of('config_name') || textOf(row, 'name')),
      url: of('config_url') || textOf(row, 'url') || null,
      currency: isoCurrency(of('config_currency')) ?? shop.currency,
      customerGroupId: of('config_customer_group_id') || shop.customerGroupId,
      countryId: of('config_country_id') || shop.countryId,
      zoneId: of('config_zone_id') || shop.zoneId,
    };
  });
  return [own, ...others];
}

/** The shop's customer groups with their names in its language; none where this account may not see them. */
export async function readCustomerGroups(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
): Promise<readonly { readonly customerGroupId: string; readonly name: string }[]> {
  if (!schema.has('customer_group', 'customer_group_id')) return [];
  const described = schema.has('customer_group_description', 'name');
  const rows = await reader.rows(
    `SELECT grp.customer_group_id AS customer_group_id, ${described ? 'description.name' : "''"} AS name
     FROM ${schema.sql('customer_group')} grp
     ${
       described
         ? `LEFT JOIN ${schema.sql('customer_group_description')} description
            ON description.customer_group_id = grp.customer_group_id AND description.language_id = ?`
         : ''
     }
     ORDER BY grp.customer_group_id`,
    described ? [shop.language.languageId] : [],
  );
  return rows.map((row) => ({
    customerGroupId: idOf(row, 'customer_group_id'),
    name: decodeText(textOf(row, 'name')),
  }));
}

/** A currency of the shop: how much of it one unit of the shop's own is, in 10^-8. */
export type CurrencyRate = { readonly currency: string; readonly rateE8: number };

/**
 * The shop's currency table, by ISO codes. Without what can't be converted by: a code that nobody can name, and a value
 * of zero (with which OpenCart shows the bare figure).
 */
export async function readCurrencies(reader: Reader, schema: ShopSchema): Promise<readonly CurrencyRate[]> {
  if (!schema.has('currency', 'value')) return [];
  const rows = await reader.rows(
    `SELECT code AS code, CAST(value AS DECIMAL(24,8)) AS value FROM ${schema.sql('currency')}
     ORDER BY currency_id`,
  );
  const found = new Map<string, CurrencyRate>();
  for (const row of rows) {
    const currency = isoCurrency(textOf(row, 'code'));
    const rateE8 = parseE8(textOf(row, 'value'));
    if (currency !== null && rateE8 !== null && !found.has(currency))
      found.set(currency, { currency, rateE8 });
  }
  return [...found.values()];
}

/** Eight decimals as the server writes them; null for zero, less, and what no rate can be. */
function parseE8(text: string): number | null {
  const match = /^(\d{1,8})\.(\d{8})$/.exec(text);
  if (match === null) return null;
  const rateE8 = Number(match[1]) * 100_000_000 + Number(match[2]);
  return Number.isSafeInteger(rateE8) && rateE8 > 0 ? rateE8 : null;
}
