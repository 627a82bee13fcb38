import { quoteAccount } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Reader } from '../session/queryable.ts';

/** One right that this program uses: on a whole table, or on some of its columns. */
type Need = {
  readonly privilege: 'SELECT' | 'INSERT' | 'UPDATE';
  readonly table: string;
  readonly columns: readonly string[];
};

const READ_TABLES = [
  'product',
  'product_description',
  'product_code',
  'product_image',
  'product_option',
  'product_option_value',
  'product_special',
  'product_discount',
  'product_attribute',
  'product_to_category',
  'product_to_store',
  'option',
  'option_description',
  'option_value',
  'option_value_description',
  'attribute',
  'attribute_description',
  'category',
  'category_description',
  'category_path',
  'manufacturer',
  'language',
  'currency',
  'stock_status',
  'order_status',
  'tax_class',
  'tax_rule',
  'tax_rate',
  'tax_rate_to_customer_group',
  'geo_zone',
  'zone_to_geo_zone',
  'weight_class',
  'weight_class_description',
  'length_class',
  'length_class_description',
  'country',
  'country_description',
  'zone',
  'zone_description',
  'address_format',
  'seo_url',
  'url_alias',
  'store',
  'setting',
  'extension',
  'identifier',
  'order',
  'order_product',
  'order_option',
  'order_total',
  'order_history',
] as const;
const INSERT_TABLES = ['order', 'order_product', 'order_option', 'order_total', 'order_history'] as const;
const UPDATES: readonly Need[] = [
  { privilege: 'UPDATE', table: 'product', columns: ['quantity', 'price', 'status', 'date_modified'] },
  { privilege: 'UPDATE', table: 'product_option_value', columns: ['quantity', 'price', 'price_prefix'] },
  { privilege: 'UPDATE', table: 'order', columns: ['order_status_id', 'total', 'comment', 'date_modified'] },
  { privilege: 'UPDATE', table: 'order_product', columns: ['quantity', 'total'] },
  { privilege: 'UPDATE', table: 'order_total', columns: ['value'] },
];

/** What the account must be able to do, and nothing beyond: no DELETE, no change of structure, no files. */
function needsOf(schema: ShopSchema): readonly Need[] {
  return [
    ...READ_TABLES.map((table): Need => ({ privilege: 'SELECT', table, columns: [] })),
    ...INSERT_TABLES.map((table): Need => ({ privilege: 'INSERT', table, columns: [] })),
    ...UPDATES,
  ].filter((need) => schema.has(need.table));
}

/** Statements for the hosting's panel, table by table, that give this account what it needs. */
export function grantStatements(schema: ShopSchema, account: string): readonly string[] {
  const byTable = new Map<string, string[]>();
  for (const need of needsOf(schema)) {
    const columns = need.columns
      .filter((column) => schema.has(need.table, column))
      .map((column) => `\`${column}\``);
    const right = columns.length === 0 ? need.privilege : `${need.privilege} (${columns.join(', ')})`;
    byTable.set(need.table, [...(byTable.get(need.table) ?? []), right]);
  }
  return [...byTable].map(
    ([table, rights]) =>
      `GRANT ${rights.join(', ')} ON \`${schema.database}\`.${schema.sql(table)} TO ${quoteAccount(account)};`,
  );
}

export type Rights = { readonly missing: readonly string[]; readonly excess: readonly string[] };

type Grant = {
  /** `*` for all databases or tables. */
  readonly database: string;
  readonly table: string;
  readonly privileges: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly grantOption: boolean;
};

/** Compares what SHOW GRANTS tells with what is needed. */
export async function compareRights(reader: Reader, schema: ShopSchema): Promise<Rights> {
  const rows = await reader.arrays('SHOW GRANTS');
  const grants = rows.flatMap((row) => parseGrant(String(row[0])) ?? []);
  const applicable = grants.filter((grant) => matchesDatabase(grant.database, schema.database));
  const missing = needsOf(schema).flatMap((need) => lacking(need, applicable, schema));
  return { missing, excess: excessOf(applicable, schema) };
}

function lacking(need: Need, grants: readonly Grant[], schema: ShopSchema): readonly string[] {
  const table = schema.prefix + need.table;
  const rights = grants
    .filter((grant) => grant.table === '*' || grant.table.toLowerCase() === table.toLowerCase())
    .flatMap((grant) => grant.privileges)
    .filter((right) => right.name === need.privilege || right.name === 'ALL PRIVILEGES');
  if (rights.some((right) => right.columns.length === 0)) return [];
  if (need.columns.length === 0) return [`${need.privilege} ${table}`];
  const granted = new Set(rights.flatMap((right) => right.columns));
  const columns = need.columns.filter((column) => schema.has(need.table, column) && !granted.has(column));
  return columns.length === 0 ? [] : [`${need.privilege} (${columns.join(', ')}) ${table}`];
}

const HARMLESS = new Set(['USAGE', 'SELECT', 'INSERT', 'UPDATE']);

function excessOf(grants: readonly Grant[], schema: ShopSchema): readonly string[] {
  const needed = new Set(needsOf(schema).map((need) => `${need.privilege} ${schema.prefix}${need.table}`));
  return grants.flatMap((grant) => {
    const place = `${grant.database}.${grant.table}`;
    const names = grant.privileges
      .filter((right) =>
        grant.table === '*'
          ? right.name !== 'USAGE'
          : !HARMLESS.has(right.name) || !needed.has(`${right.name} ${grant.table}`),
      )
      .map((right) => `${right.name} ${place}`);
    return grant.grantOption ? [...names, `GRANT OPTION ${place}`] : names;
  });
}

/** `GRANT SELECT, UPDATE (`a`, `b`) ON `db`.`table` TO …`; null for proxies, roles and what else is no such grant. */
export function parseGrant(text: string): Grant | null {
  const match = /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)+`|[\w$]+)\.(\*|`(?:[^`]|``)+`|[\w$]+) TO /i.exec(
    text,
  );
  if (!match) return null;
  const [, privileges = '', database = '', table = ''] = match;
  return {
    database: unquote(database),
    table: unquote(table),
    privileges: [...privileges.matchAll(/([A-Za-z][A-Za-z_ ]*[A-Za-z])\s*(?:\(([^)]*)\))?/g)].map(
      ([, name = '', columns]) => ({
        name: name.toUpperCase() === 'ALL' ? 'ALL PRIVILEGES' : name.toUpperCase(),
        columns: columns === undefined ? [] : columns.split(',').map((column) => unquote(column.trim())),
      }),
    ),
    grantOption: /WITH .*GRANT OPTION/i.test(text),
  };
}

function unquote(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}

/** A grant names databases by a LIKE pattern: `shop\_%`. */
function matchesDatabase(pattern: string, database: string): boolean {
  if (pattern === '*') return true;
  const source = pattern.replace(/\\([_%])|([_%])|([^\w])/g, (whole, escaped?: string, wild?: string) => {
    if (escaped !== undefined) return escaped;
    if (wild !== undefined) return wild === '_' ? '.' : '.*';
    return `\\${whole}`;
  });
  return new RegExp(`^${source}$`, 'i').test(database);
}
