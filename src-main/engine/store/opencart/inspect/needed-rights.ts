import type { StoreRights } from '#contract/shop.ts';
import { quoteAccount } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';

export type RightsFeature = StoreRights['feature'];

/** One right that this program uses: on a whole table, or on some of its columns. */
export type Need = {
  readonly privilege: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly table: string;
  /** Empty: the whole table. */
  readonly columns: readonly string[];
};

/** In the order in which a merchant would grant them. */
export const RIGHTS_FEATURES = [
  'read',
  'orders',
  'edit',
  'customers',
] as const satisfies readonly RightsFeature[];

/** Needed in every shop. `customers` is only where the merchant has orders given to their customers. */
const ALWAYS = RIGHTS_FEATURES.filter((feature) => feature !== 'customers');

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
  'attribute_group',
  'attribute_group_description',
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
  'customer_group',
  'customer_group_description',
  'relatedoptions',
  'relatedoptions_option',
  'custom_field',
  'custom_field_description',
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

const ORDER_NEEDS: readonly Need[] = [
  ...['order', 'order_product', 'order_option', 'order_total', 'order_history'].map((table) =>
    need('INSERT', table),
  ),
  need('UPDATE', 'product', ['quantity']),
  need('UPDATE', 'product_option_value', ['quantity']),
  need('UPDATE', 'order', ['order_status_id', 'total', 'comment', 'date_modified']),
  need('UPDATE', 'order_product', ['quantity', 'total']),
  need('UPDATE', 'order_total', ['value']),
];

/** Rows are removed only from lists in which the merchant took something out; never a product, never an order. */
const EDIT_NEEDS: readonly Need[] = [
  need('UPDATE', 'product', [
    'quantity',
    'price',
    'status',
    'model',
    'sku',
    'upc',
    'ean',
    'jan',
    'isbn',
    'mpn',
    'location',
    'image',
    'manufacturer_id',
    'date_modified',
  ]),
  need('UPDATE', 'product_option_value', ['quantity', 'price', 'price_prefix']),
  need('INSERT', 'product_description'),
  need('UPDATE', 'product_description', ['name', 'description']),
  need('INSERT', 'product_code'),
  need('UPDATE', 'product_code', ['value']),
  need('INSERT', 'product_to_category'),
  need('DELETE', 'product_to_category'),
  need('INSERT', 'product_image'),
  need('UPDATE', 'product_image', ['sort_order']),
  need('DELETE', 'product_image'),
  need('INSERT', 'product_attribute'),
  need('UPDATE', 'product_attribute', ['text']),
  need('DELETE', 'product_attribute'),
];

/** By column: beside them stand password hashes. */
export const CUSTOMER_COLUMNS = ['customer_id', 'email', 'telephone', 'customer_group_id', 'status'] as const;
const CUSTOMER_NEEDS: readonly Need[] = [need('SELECT', 'customer', CUSTOMER_COLUMNS)];

/** Orders take of the combinations of Related Options too, in a shop where that extension counts them. */
const COMBINATION_NEEDS: readonly Need[] = [need('UPDATE', 'relatedoptions', ['quantity'])];

export type NeedFacts = {
  readonly schema: ShopSchema;
  /** See `countsCombinations`. */
  readonly countsCombinations: boolean;
};

/** The feature's needs, for tables and columns that this shop has. */
export function needsOf(facts: NeedFacts, feature: RightsFeature): readonly Need[] {
  const { schema } = facts;
  // Every OpenCart has customers; an account without a right on them just does not see the table.
  if (feature === 'customers') return CUSTOMER_NEEDS;
  return allNeeds(facts, feature)
    .filter(({ table }) => schema.has(table))
    .flatMap((each) => {
      if (each.columns.length === 0) return [each];
      const columns = each.columns.filter((column) => schema.has(each.table, column));
      return columns.length === 0 ? [] : [{ ...each, columns }];
    });
}

function allNeeds(facts: NeedFacts, feature: Exclude<RightsFeature, 'customers'>): readonly Need[] {
  if (feature === 'read') return READ_TABLES.map((table) => need('SELECT', table));
  if (feature === 'orders') {
    return facts.countsCombinations ? [...ORDER_NEEDS, ...COMBINATION_NEEDS] : ORDER_NEEDS;
  }
  return [...EDIT_NEEDS, ...specialNeeds(facts.schema)];
}

/** 4.1 keeps specials among the discounts. */
function specialNeeds(schema: ShopSchema): readonly Need[] {
  const table = schema.has('product_discount', 'special') ? 'product_discount' : 'product_special';
  return [
    need('INSERT', table),
    need('UPDATE', table, ['price', 'date_start', 'date_end']),
    need('DELETE', table),
  ];
}

/** What the account must be able to do in every shop: each right once, its columns joined. */
export function unionOfNeeds(facts: NeedFacts): readonly Need[] {
  const union = new Map<string, Need>();
  for (const each of ALWAYS.flatMap((feature) => needsOf(facts, feature))) {
    const key = `${each.privilege} ${each.table}`;
    const columns = [...new Set([...(union.get(key)?.columns ?? []), ...each.columns])];
    union.set(key, { ...each, columns });
  }
  return [...union.values()];
}

/** Statements for the hosting's panel, table by table, that give this account these rights. */
export function grantStatements(
  schema: ShopSchema,
  account: string,
  needs: readonly Need[],
): readonly string[] {
  const byTable = new Map<string, string[]>();
  for (const { privilege, table, columns } of needs) {
    const quoted = columns.map((column) => `\`${column}\``);
    const right = quoted.length === 0 ? privilege : `${privilege} (${quoted.join(', ')})`;
    byTable.set(table, [...(byTable.get(table) ?? []), right]);
  }
  return [...byTable].map(
    ([table, rights]) =>
      `GRANT ${rights.join(', ')} ON \`${schema.database}\`.${schema.sql(table)} TO ${quoteAccount(account)};`,
  );
}

function need(privilege: Need['privilege'], table: string, columns: readonly string[] = []): Need {
  return { privilege, table, columns };
}
