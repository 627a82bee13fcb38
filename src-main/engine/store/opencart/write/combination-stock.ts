import type { ShopSchema } from '../dialect/schema.ts';

/**
 * The combinations of Related Options that an order's lines take, as `id` (relatedoptions_id) and `quantity`, once for
 * each line: those of the line's product of which every option value was chosen, whatever else was chosen besides, and
 * only of a product that counts its stock. The extension does so itself where OpenCart takes stock for an order and where
 * it gives it back (`update_ro_quantity`, called from catalog/model/checkout/order.php by its vqmod/xml/related_options.xml:
 * version PRO 1.0.4 in emersinlioglu/x7, read 2026-11). So an order that the merchant cancels there is no business of ours.
 *
 * Every row that says the same combination counts, disabled ones too: what was taken of a combination comes back to it
 * whatever the merchant switched meanwhile. Takes {@link COMBINATION_PARAMETERS} parameters, each the id that
 * `lines` is told by.
 */
export function combinationsOfLines(schema: ShopSchema, lines: 'order_id' | 'order_product_id'): string {
  return `SELECT part.relatedoptions_id AS id, line.order_product_id AS line_id, line.quantity AS quantity
    FROM ${schema.sql('order_product')} line
    JOIN ${schema.sql('product')} owner ON owner.product_id = line.product_id AND owner.subtract = 1
    JOIN ${schema.sql('relatedoptions')} whole ON whole.product_id = line.product_id
    JOIN ${schema.sql('relatedoptions_option')} part ON part.relatedoptions_id = whole.relatedoptions_id
    LEFT JOIN (
      SELECT chosen.order_product_id, picked.option_value_id
      FROM ${schema.sql('order_option')} chosen
      JOIN ${schema.sql('product_option_value')} picked
        ON picked.product_option_value_id = chosen.product_option_value_id
      WHERE chosen.${lines} = ?
    ) had ON had.order_product_id = line.order_product_id AND had.option_value_id = part.option_value_id
    WHERE line.${lines} = ?
    GROUP BY part.relatedoptions_id, line.order_product_id, line.quantity
    HAVING SUM(had.option_value_id IS NULL) = 0`;
}

export const COMBINATION_PARAMETERS = 2;

/** The combinations' part of an UPDATE that moves stock: the join to `taken` and what it sets; empty where none count. */
export function combinationTarget(
  schema: ShopSchema,
  made: { readonly counts: boolean; readonly change: string },
): { readonly join: string; readonly set: string } {
  if (!made.counts) return { join: '', set: '' };
  return {
    join: `LEFT JOIN ${schema.sql('relatedoptions')} combination
       ON taken.kind = 3 AND combination.relatedoptions_id = taken.id`,
    set: `combination.quantity = combination.quantity ${made.change},`,
  };
}
