import type { ShopSchema } from '../dialect/schema.ts';
import { countsCombinations } from '../read/related-options.ts';
import type { SqlParameter, Writer } from '../session/queryable.ts';
import { COMBINATION_PARAMETERS, combinationsOfLines, combinationTarget } from './combination-stock.ts';

/**
 * What an order's lines take, one row for each product, 4.x master, option value and combination of option values,
 * summed first: an UPDATE over several tables touches each row once, however many lines name it. The UNION also keeps
 * the server from folding it into the UPDATE, which may not read the tables it writes.
 */
function takenByOrder(
  schema: ShopSchema,
  combinations: boolean,
): { readonly sql: string; readonly parameters: number } {
  const lines = schema.sql('order_product');
  const master = schema.has('order_product', 'master_id')
    ? `UNION ALL SELECT master_id, quantity FROM ${lines} WHERE order_id = ? AND master_id > 0`
    : '';
  return {
    sql: `SELECT 1 AS kind, each_line.id AS id, SUM(each_line.quantity) AS amount
          FROM (SELECT product_id AS id, quantity FROM ${lines} WHERE order_id = ? AND product_id > 0 ${master}) each_line
          GROUP BY each_line.id
          UNION ALL
          SELECT 2, chosen.product_option_value_id, SUM(line.quantity)
          FROM ${schema.sql('order_option')} chosen
          JOIN ${lines} line ON line.order_product_id = chosen.order_product_id
          WHERE chosen.order_id = ? AND line.product_id > 0 AND chosen.product_option_value_id > 0
          GROUP BY chosen.product_option_value_id
          ${
            combinations
              ? `UNION ALL SELECT 3, each_combination.id, SUM(each_combination.quantity)
                 FROM (${combinationsOfLines(schema, 'order_id')}) each_combination GROUP BY each_combination.id`
              : ''
          }`,
    parameters: (master === '' ? 2 : 3) + (combinations ? COMBINATION_PARAMETERS : 0),
  };
}

/**
 * Sets an order's status and moves its stock in ONE statement, if the order stands in one of the expected statuses.
 * The order's own row is the ledger: on MyISAM, where nothing can be rolled back, a client that dies leaves both done
 * or neither. Returns false when the order stood elsewhere; then nothing happened at all.
 */
export async function moveOrder(
  writer: Writer,
  schema: ShopSchema,
  move: {
    readonly orderId: string;
    readonly from: readonly string[];
    readonly to: string;
    readonly stock: 'take' | 'give-back' | 'leave';
  },
): Promise<boolean> {
  if (move.from.length === 0) return false;
  // 4.1 leaves date_modified alone on a change of status, older versions set it.
  const touched =
    schema.has('product_code') || schema.has('product_discount', 'special')
      ? ''
      : ', moved.date_modified = NOW()';
  if (move.stock === 'leave') {
    const change = await writer.run(
      `UPDATE ${schema.sql('order')} moved SET moved.order_status_id = ?${touched}
       WHERE moved.order_id = ? AND moved.order_status_id IN (?)`,
      [move.to, move.orderId, move.from],
    );
    return change.affectedRows > 0;
  }
  const counts = await countsCombinations(writer, schema);
  const taken = takenByOrder(schema, counts);
  const sign = move.stock === 'take' ? '-' : '+';
  const combination = combinationTarget(schema, { counts, change: `${sign} taken.amount` });
  const ids: SqlParameter[] = Array.from({ length: taken.parameters }, () => move.orderId);
  const change = await writer.run(
    `UPDATE ${schema.sql('order')} moved
     LEFT JOIN (${taken.sql}) taken ON 1 = 1
     LEFT JOIN ${schema.sql('product')} product
       ON taken.kind = 1 AND product.product_id = taken.id AND product.subtract = 1
     LEFT JOIN ${schema.sql('product_option_value')} choice
       ON taken.kind = 2 AND choice.product_option_value_id = taken.id AND choice.subtract = 1
     ${combination.join}
     SET product.quantity = product.quantity ${sign} taken.amount,
         choice.quantity = choice.quantity ${sign} taken.amount,
         ${combination.set}
         moved.order_status_id = ?${touched}
     WHERE moved.order_id = ? AND moved.order_status_id IN (?)`,
    [...ids, move.to, move.orderId, move.from],
  );
  return change.affectedRows > 0;
}

/**
 * Sets one line's quantity and moves the difference in ONE statement, if the line still has the expected quantity and
 * the order the expected status. Returns false when either changed meanwhile.
 */
export async function resizeLine(
  writer: Writer,
  schema: ShopSchema,
  line: {
    readonly orderId: string;
    readonly statusId: string;
    readonly storeLineId: string;
    readonly from: number;
    readonly to: number;
    readonly holdsStock: boolean;
  },
): Promise<boolean> {
  const lines = schema.sql('order_product');
  const where = `WHERE resized.order_product_id = ? AND resized.quantity = ?
      AND parent.order_id = ? AND parent.order_status_id = ?`;
  const whereValues = [line.storeLineId, line.from, line.orderId, line.statusId];
  if (!line.holdsStock) {
    const change = await writer.run(
      `UPDATE ${lines} resized JOIN ${schema.sql('order')} parent ON parent.order_id = resized.order_id
       SET resized.total = resized.price * ?, resized.quantity = ? ${where}`,
      [line.to, line.to, ...whereValues],
    );
    return change.affectedRows > 0;
  }
  const master = schema.has('order_product', 'master_id')
    ? `UNION SELECT 1, master_id FROM ${lines} WHERE order_product_id = ? AND master_id > 0`
    : '';
  const counts = await countsCombinations(writer, schema);
  const combination = combinationTarget(schema, { counts, change: '+ ?' });
  const change = await writer.run(
    `UPDATE ${lines} resized
     JOIN ${schema.sql('order')} parent ON parent.order_id = resized.order_id
     LEFT JOIN (
       SELECT 1 AS kind, product_id AS id FROM ${lines} WHERE order_product_id = ? AND product_id > 0 ${master}
       UNION
       SELECT 2, chosen.product_option_value_id FROM ${schema.sql('order_option')} chosen
       JOIN ${lines} owner ON owner.order_product_id = chosen.order_product_id
       WHERE chosen.order_product_id = ? AND chosen.product_option_value_id > 0 AND owner.product_id > 0
       ${counts ? `UNION SELECT 3, whole.id FROM (${combinationsOfLines(schema, 'order_product_id')}) whole` : ''}
     ) taken ON 1 = 1
     LEFT JOIN ${schema.sql('product')} product
       ON taken.kind = 1 AND product.product_id = taken.id AND product.subtract = 1
     LEFT JOIN ${schema.sql('product_option_value')} choice
       ON taken.kind = 2 AND choice.product_option_value_id = taken.id AND choice.subtract = 1
     ${combination.join}
     SET resized.total = resized.price * ?, resized.quantity = ?, ${combination.set}
         product.quantity = product.quantity + ?, choice.quantity = choice.quantity + ?
     ${where}`,
    [
      ...Array.from(
        { length: (master === '' ? 2 : 3) + (counts ? COMBINATION_PARAMETERS : 0) },
        () => line.storeLineId,
      ),
      line.to,
      line.to,
      ...(counts ? [line.from - line.to] : []),
      line.from - line.to,
      line.from - line.to,
      ...whereValues,
    ],
  );
  return change.affectedRows > 0;
}
