import type { Database } from 'better-sqlite3';
import type { OrderFilter } from '#contract/orders.ts';
import {
  parsedSalesOrder,
  SALES_ORDER_COLUMNS,
  type RawSalesOrder,
  type SalesOrderRow,
} from './sales-order.ts';
import { prepared } from '../prepared.ts';

/** What the orders page shows of one order, without the buyer, who is sealed. */
export type OrderRecord = SalesOrderRow & {
  readonly channelName: string;
  readonly baseUrl: string | null;
  readonly packageIds: readonly string[];
  readonly lineCount: number;
  readonly unitCount: number;
  readonly unmatchedLines: number;
};

type RawRecord = RawSalesOrder &
  Omit<OrderRecord, keyof SalesOrderRow | 'packageIds'> & { readonly packageIds: string };

const RECORD = `${SALES_ORDER_COLUMNS}, c.name AS channelName, c.base_url AS baseUrl,
  (SELECT json_group_array(i.package_id) FROM inbox i
     WHERE i.channel_id = s.channel_id AND i.order_number = s.order_number) AS packageIds,
  (SELECT count(*) FROM stock_ledger k WHERE k.order_id = s.order_id) AS lineCount,
  (SELECT coalesce(sum(k.held), 0) FROM stock_ledger k WHERE k.order_id = s.order_id) AS unitCount,
  (SELECT count(*) FROM stock_ledger k WHERE k.order_id = s.order_id AND k.held > 0 AND k.variant_id IS NULL)
     AS unmatchedLines`;

/** Statuses before the parcel leaves: what the merchant still has to do. */
const OPEN = `s.status IN ('awaiting', 'new', 'picking', 'invoiced', 'split', 'other')`;
const PROBLEM = `(s.problem IS NOT NULL OR s.import_state IN ('failed', 'quarantined'))`;
const FILTERS: Readonly<Record<OrderFilter, string>> = {
  open: OPEN,
  late: `(${OPEN} AND s.dispatch_by IS NOT NULL AND s.dispatch_by < @now)`,
  problem: PROBLEM,
  shipped: `s.status IN ('shipped', 'at-collection-point', 'undelivered')`,
  closed: `s.status IN ('delivered', 'returned', 'cancelled', 'unsupplied')`,
  all: '1',
};

export type OrderSearch = {
  readonly channelId: string | null;
  readonly filter: OrderFilter;
  /** Looked for in order number, the order's ids here and in the shop (whole), package numbers, city and the sold lines; the buyer is sealed and can't be searched. */
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
  readonly now: number;
};

const SCOPE = `(@channelId IS NULL OR s.channel_id = @channelId) AND (@search = '' OR instr(s.order_number, @search) > 0
  OR s.order_id = @search OR s.store_order_id = @search
  OR instr(lower(s.city), lower(@search)) > 0
  OR EXISTS (SELECT 1 FROM inbox i WHERE i.channel_id = s.channel_id AND i.order_number = s.order_number
    AND instr(i.package_id, @search) > 0)
  OR EXISTS (SELECT 1 FROM sales_order_line l WHERE l.order_id = s.order_id
    AND (l.barcode = @search OR l.stock_code = @search OR instr(lower(l.title), lower(@search)) > 0)))`;

/** What must leave soonest comes first; what is done, newest first. */
export function orderPage(
  database: Database,
  search: OrderSearch,
): {
  readonly rows: readonly OrderRecord[];
  readonly total: number;
  readonly counts: Record<OrderFilter, number>;
} {
  const rows = prepared<[OrderSearch], RawRecord>(
    database,
    `SELECT ${RECORD} FROM sales_order s JOIN channel c ON c.channel_id = s.channel_id
       WHERE ${SCOPE} AND ${FILTERS[search.filter]}
       ORDER BY ${OPEN} DESC, CASE WHEN ${OPEN} THEN coalesce(s.dispatch_by, 9e15) ELSE 0 END, s.ordered_at DESC, s.order_id
       LIMIT @limit OFFSET @offset`,
  )
    .all(search)
    .map(parsedRecord);
  const counted = prepared<[OrderSearch], Record<OrderFilter, number>>(
    database,
    `SELECT ${Object.entries(FILTERS)
      .map(([name, where]) => `coalesce(sum(${where}), 0) AS "${name}"`)
      .join(', ')}
       FROM sales_order s WHERE ${SCOPE}`,
  ).get(search);
  const counts = counted ?? { open: 0, late: 0, problem: 0, shipped: 0, closed: 0, all: 0 };
  return { rows, total: counts[search.filter], counts };
}

export function orderRecord(database: Database, orderId: string): OrderRecord | null {
  const raw = prepared<[string], RawRecord>(
    database,
    `SELECT ${RECORD} FROM sales_order s JOIN channel c ON c.channel_id = s.channel_id WHERE s.order_id = ?`,
  ).get(orderId);
  return raw ? parsedRecord(raw) : null;
}

function parsedRecord(raw: RawRecord): OrderRecord {
  return { ...raw, ...parsedSalesOrder(raw), packageIds: JSON.parse(raw.packageIds) as readonly string[] };
}
