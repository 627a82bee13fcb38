import type { ShopSchema } from '../dialect/schema.ts';
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
  const classes = await reader.rows(
    `SELECT tax_class_id AS tax_class_id, COUNT(*) AS products FROM ${schema.sql('product')}
     WHERE status = 1 GROUP BY tax_class_id`,
  );
  const adds = classes.some((row) => {
    const tax = taxes.byClass.get(idOf(row, 'tax_class_id'));
    return tax !== undefined && (tax.rateE4 > 0 || tax.fixedE4 > 0);
  });
  // A shop without goods says nothing; by its tax rows is then the way that stays right when the goods come.
  if (!adds) return classes.length > 0;
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
