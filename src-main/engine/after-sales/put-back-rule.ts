import { problem, type Problem } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { ReturnStatus } from '#contract/returns.ts';
import type { ReturnLineRecord, ReturnRecord } from '../cache/tables/market-return.ts';
import { findSalesOrderByNumber } from '../cache/tables/sales-order.ts';
import { ledgerRows } from '../cache/tables/stock-ledger.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import type { EngineContext } from '../context.ts';

/** The goods are the merchant's again. A word that nobody knows is left to the merchant, who has them in his hands. */
const BACK: ReadonlySet<ReturnStatus> = new Set(['accepted', 'refunded', 'other']);

/** The goods have not left the house. */
const HERE: ReadonlySet<OrderStatus> = new Set(['new', 'picking', 'invoiced']);

/**
 * Why a returned line can't go into the shop's stock, or null. Not while it is undecided whose the goods are, not twice,
 * and not where the shop's stock has them again without that: the order was cancelled (its ledger holds nothing), or the
 * merchant's own mapping gives returned orders a status that holds no stock.
 */
export function whyNotPutBack(
  { database }: EngineContext,
  known: ReturnRecord,
  line: ReturnLineRecord,
): Problem | null {
  const { orderNumber } = known;
  if (line.putBack !== null) return problem('return/put-back-decided', { orderNumber });
  if (!BACK.has(line.status)) return problem('return/not-back-yet', { status: known.rawStatus });
  const order = findSalesOrderByNumber(database, known.channelId, orderNumber);
  if (order === null) return null;
  // A wish to cancel before shipping: the order itself gives the goods back once it is cancelled.
  if (HERE.has(order.status)) return problem('return/not-back-yet', { status: order.rawStatus });
  const ledger = ledgerRows(database, order.orderId);
  const ofLine = ledger.filter(({ barcode }) => barcode === line.barcode);
  const held = (ofLine.length > 0 ? ofLine : ledger).reduce((sum, row) => sum + row.held, 0);
  if (held < line.quantity) return problem('return/stock-given-back', { orderNumber });
  const shop = order.storeOrderId === null ? null : readStoreRow(database);
  const mapped = shop?.report.orderStatuses.find(
    ({ statusId }) => statusId === shop.settings.statusMap.returned,
  );
  return mapped?.holdsStock === false ? problem('return/stock-given-back', { orderNumber }) : null;
}
