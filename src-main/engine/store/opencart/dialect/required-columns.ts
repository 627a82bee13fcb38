import type { ColumnFacts, ShopSchema } from './schema.ts';

/**
 * What a column must be, lest a price, a stock or an order be wrong in silence: there at all; a number, because `12,50`
 * in a text reads as no price; a whole number; or counted by the server itself, which a half-done import forgets.
 */
type Kind = 'any' | 'number' | 'whole' | 'counted';

const WHOLE = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);
const NUMBER = new Set([...WHOLE, 'decimal', 'float', 'double']);

const PRICE_ROWS = {
  product_id: 'whole',
  customer_group_id: 'any',
  priority: 'number',
  price: 'number',
  date_start: 'any',
  date_end: 'any',
} as const;

/** Only of tables that the shop has. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  product: {
    product_id: 'whole',
    model: 'any',
    quantity: 'number',
    subtract: 'whole',
    price: 'number',
    tax_class_id: 'whole',
    status: 'whole',
    image: 'any',
    date_available: 'any',
  },
  product_description: { product_id: 'whole', language_id: 'whole', name: 'any', description: 'any' },
  product_image: { product_id: 'whole', image: 'any', sort_order: 'any' },
  product_option: { product_option_id: 'whole', product_id: 'whole', option_id: 'whole', required: 'whole' },
  product_option_value: {
    product_option_value_id: 'whole',
    product_option_id: 'whole',
    product_id: 'whole',
    quantity: 'number',
    subtract: 'whole',
    price: 'number',
    price_prefix: 'any',
  },
  product_special: { product_special_id: 'whole', ...PRICE_ROWS },
  product_discount: { product_discount_id: 'whole', quantity: 'number', ...PRICE_ROWS },
  product_to_store: { product_id: 'whole', store_id: 'whole' },
  language: { language_id: 'whole', code: 'any', status: 'whole', sort_order: 'any' },
  tax_rule: { tax_class_id: 'whole', tax_rate_id: 'whole', based: 'any' },
  tax_rate: { tax_rate_id: 'whole', geo_zone_id: 'whole', name: 'any', rate: 'number', type: 'any' },
  zone_to_geo_zone: { country_id: 'whole', zone_id: 'whole', geo_zone_id: 'whole' },
  order: {
    order_id: 'counted',
    order_status_id: 'whole',
    total: 'number',
    user_agent: 'any',
    date_added: 'any',
    date_modified: 'any',
    currency_code: 'any',
  },
  order_product: {
    order_product_id: 'counted',
    order_id: 'whole',
    product_id: 'whole',
    quantity: 'number',
    price: 'number',
    total: 'number',
    tax: 'number',
  },
  order_option: {
    order_option_id: 'counted',
    order_id: 'whole',
    order_product_id: 'whole',
    product_option_value_id: 'whole',
  },
  order_total: { order_total_id: 'counted', order_id: 'whole', code: 'any', value: 'number' },
  order_history: { order_history_id: 'counted', order_id: 'whole', order_status_id: 'whole', comment: 'any' },
};

/** `order.user_agent` carries the mark by which an imported order is found again: cut, it would be imported twice. */
const MARK_WIDTH = 255;

export type ColumnFaults = {
  /** Not to be seen, as `table` and `column` without prefix: not there, or hidden from the account. */
  readonly unseen: readonly { readonly table: string; readonly column: string }[];
  /** There, but not what it must be: `oc_product.price (varchar)`. */
  readonly unfit: readonly string[];
};

/** Compares the columns that this program depends on with what it depends on. */
export function findColumnFaults(schema: ShopSchema): ColumnFaults {
  const unseen: { table: string; column: string }[] = [];
  const unfit: string[] = [];
  for (const [table, columns] of Object.entries(COLUMNS)) {
    if (!schema.has(table) || isLeftOver(schema, table)) continue;
    const facts = schema.table(table).columns;
    for (const [column, kind] of Object.entries({ ...columns, ...ofVersion(schema, table) })) {
      const found = facts.get(column);
      if (found === undefined) unseen.push({ table, column });
      else if (!isFit(found, kind)) {
        unfit.push(`${schema.prefix}${table}.${column} (${described(found, kind)})`);
      }
    }
  }
  const width = schema.has('order', 'user_agent')
    ? schema.table('order').columns.get('user_agent')?.maxLength
    : null;
  if (typeof width === 'number' && width < MARK_WIDTH)
    unfit.push(`${schema.prefix}order.user_agent (${width})`);
  return { unseen, unfit };
}

/** 4.1 keeps specials with the discounts; the table that an upgrade left is read by nobody, whatever it looks like. */
function isLeftOver(schema: ShopSchema, table: string): boolean {
  return table === 'product_special' && schema.has('product_discount', 'special');
}

/** 4.1 tells by `type` whether a special's number is a price or a percentage. */
function ofVersion(schema: ShopSchema, table: string): Readonly<Record<string, Kind>> {
  return table === 'product_discount' && schema.has(table, 'special')
    ? { special: 'whole', type: 'any' }
    : {};
}

function isFit(column: ColumnFacts, kind: Kind): boolean {
  if (kind === 'any') return true;
  if (kind === 'number') return NUMBER.has(column.dataType);
  return WHOLE.has(column.dataType) && (kind === 'whole' || column.autoIncrement);
}

function described(column: ColumnFacts, kind: Kind): string {
  return kind === 'counted' && WHOLE.has(column.dataType) ? 'AUTO_INCREMENT' : column.dataType;
}
