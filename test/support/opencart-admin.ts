import type { OpencartShop } from './opencart-shop.ts';
import { HOLDING } from './opencart-stock-model.ts';

/** As OpenCart's addHistory: stock moves only into and out of the statuses that hold it. */
export async function changeStatusInAdmin(
  shop: OpencartShop,
  orderId: string,
  change: { readonly from: string; readonly statusId: string },
): Promise<void> {
  const [before, after] = [HOLDING.has(change.from), HOLDING.has(change.statusId)];
  const sign = before === after ? 0 : after ? -1 : 1;
  if (sign !== 0) {
    for (const line of await shop.rows('SELECT * FROM oc_order_product WHERE order_id = ?', [orderId])) {
      const amount = sign * Number(line.quantity);
      for (const id of [line.product_id, line.master_id ?? 0]) {
        const where = 'WHERE product_id = ? AND subtract = 1';
        await shop.run(`UPDATE oc_product SET quantity = quantity + ? ${where}`, [amount, id ?? 0]);
      }
      const chosen = 'SELECT * FROM oc_order_option WHERE order_product_id = ?';
      for (const option of await shop.rows(chosen, [line.order_product_id ?? 0])) {
        const where = 'WHERE product_option_value_id = ? AND subtract = 1';
        const id = option.product_option_value_id ?? 0;
        await shop.run(`UPDATE oc_product_option_value SET quantity = quantity + ? ${where}`, [amount, id]);
      }
    }
  }
  await shop.run('UPDATE oc_order SET order_status_id = ? WHERE order_id = ?', [change.statusId, orderId]);
  await shop.run(
    "INSERT INTO oc_order_history SET order_id = ?, order_status_id = ?, notify = 0, comment = '', date_added = NOW()",
    [orderId, change.statusId],
  );
}
