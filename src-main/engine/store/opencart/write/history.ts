import type { NewStoreOrder } from '../../port.ts';
import { overflowOf } from './address-cells.ts';
import type { WriteFacts } from './order-plan.ts';
import { insertRow } from './insert-row.ts';
import { fitEncoded } from './fit-text.ts';
import type { Writer } from '../session/queryable.ts';
import type { StoredOrder } from './stored-order.ts';
import { hasTaxNumber } from './tax-fields.ts';

/** Begins every history comment of this program, and is how it knows its own. */
const SIGNATURE = 'MesChain Sync: ';

/** Adds one row to the order's history. Nobody is notified: the address is a relay of the marketplace. */
export async function addHistory(
  writer: Writer,
  facts: WriteFacts,
  entry: {
    readonly orderId: string;
    readonly statusId: string;
    readonly comment: string;
    readonly now: string;
  },
): Promise<void> {
  await insertRow(writer, facts.schema, {
    table: 'order_history',
    cells: {
      order_id: { value: entry.orderId },
      order_status_id: { value: entry.statusId },
      notify: { value: 0 },
      comment: { text: SIGNATURE + entry.comment },
      date_added: { value: entry.now },
    },
  });
}

/** True when the order's history has a comment of this program at all. */
export function hasOwnHistory(order: StoredOrder): boolean {
  return order.history.some((entry) => entry.comment.startsWith(SIGNATURE.trim()));
}

/** True when this program has brought the order to that status before; a remark at a status of the merchant's does not. */
export function wasBroughtTo(order: StoredOrder, statusId: string): boolean {
  return order.history.some(
    (entry, index) =>
      entry.statusId === statusId &&
      entry.comment.startsWith(SIGNATURE.trim()) &&
      order.history[index - 1]?.statusId !== statusId,
  );
}

export function hasComment(facts: WriteFacts, order: StoredOrder, comment: string): boolean {
  const column = facts.schema.table('order_history').columns.get('comment');
  if (column === undefined) return false;
  const stored = fitEncoded(SIGNATURE + comment, column);
  return order.history.some((entry) => entry.comment === stored);
}

/** What the merchant should find beside an imported order: where it came from and what has no column of its own. */
export function importComment(facts: WriteFacts, order: NewStoreOrder): string {
  const turkish = facts.shop.language.code.startsWith('tr');
  const lines = [
    turkish
      ? `${order.marketplaceName} siparişi ${order.mark.orderNumber} (${order.channelName})`
      : `${order.marketplaceName} order ${order.mark.orderNumber} (${order.channelName})`,
  ];
  if (order.invoice.company !== '') lines.push(`${turkish ? 'Firma' : 'Company'}: ${order.invoice.company}`);
  if (hasTaxNumber(order)) lines.push(`${turkish ? 'Vergi no' : 'Tax number'}: ${order.taxNumber}`);
  if (order.taxOffice !== '') lines.push(`${turkish ? 'Vergi dairesi' : 'Tax office'}: ${order.taxOffice}`);
  const overflow = overflowOf(order, facts.schema.table('order').columns);
  return [...lines, ...new Set(overflow)].join('\n');
}
