import type { ShopSchema } from '../dialect/schema.ts';
import { keyRanges } from '../read/along-key.ts';
import type { ShopTaxes } from '../read/tax-rates.ts';
import { idOf, numberOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { MARK_PATTERN } from '../write/mark.ts';

const RECENT_ORDERS = 50;

/**
 * Whether the shop's prices hold the tax already. Its own recent orders tell best: those that carry no tax were sold
 * at the stored price. Without orders, its products do: prices whose tax class adds nothing are what a buyer pays.
 */
export async function pricesIncludeTax(
  reader: Reader,
  schema: ShopSchema,
  taxes: ShopTaxes,
): Promise<boolean> {
  const goods = await taxOfGoods(reader, schema, taxes);
  // A shop without goods says nothing; by its tax rows is then the way that stays right when the goods come.
  if (goods !== 'some') return goods === 'none';
  const [row] = await reader.rows(
    `SELECT COUNT(*) AS orders, SUM(EXISTS (SELECT 1 FROM ${schema.sql('order_total')} total
              WHERE total.order_id = recent.order_id AND total.code = 'tax')) AS taxed
     FROM (SELECT order_id FROM ${schema.sql('order')}
           WHERE order_status_id > 0 AND (user_agent IS NULL OR user_agent NOT LIKE ?)
           ORDER BY order_id DESC LIMIT ${RECENT_ORDERS}) recent`,
    [MARK_PATTERN],
  );
  return numberOf(row ?? {}, 'orders') > 0 && numberOf(row ?? {}, 'taxed') === 0;
}

/** Whether tax is added to the price of some or none of the products on sale; null where none is on sale. */
async function taxOfGoods(
  reader: Reader,
  schema: ShopSchema,
  taxes: ShopTaxes,
): Promise<'some' | 'none' | null> {
  let found: 'none' | null = null;
  for await (const range of keyRanges(reader, schema, 'product')) {
    const classes = await reader.rows(
      `SELECT DISTINCT tax_class_id AS tax_class_id FROM ${schema.sql('product')}
       ${schema.alongPrimary('product')} WHERE ${range.sql} AND status = 1`,
      range.parameters,
    );
    for (const row of classes) {
      const tax = taxes.byClass.get(idOf(row, 'tax_class_id'));
      if (tax !== undefined && (tax.rateE4 > 0 || tax.fixedE4 > 0)) return 'some';
      found = 'none';
    }
  }
  return found;
}
