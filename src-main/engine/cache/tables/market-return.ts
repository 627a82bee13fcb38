import type { Database } from 'better-sqlite3';
import type { ReturnFilter, ReturnStatus } from '#contract/returns.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

/** A return as it is kept; the buyer's name, notes and the raw return stand in `personalSealed`. */
export type ReturnRecord = {
  readonly channelId: string;
  readonly returnId: string;
  readonly orderNumber: string;
  readonly packageId: string | null;
  readonly status: ReturnStatus;
  readonly rawStatus: string;
  readonly createdAt: number;
  readonly modifiedMs: number;
  readonly answerBy: number | null;
  readonly cargoProvider: string;
  readonly trackingNumber: string;
  readonly personalSealed: string;
  readonly actions: readonly ('accept' | 'reject')[];
};

export type ReturnLineRecord = {
  readonly returnLineId: string;
  readonly orderLineId: string | null;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceE4: number | null;
  readonly reason: string;
  readonly status: ReturnStatus;
  readonly putBack: number | null;
};

type Raw = Omit<ReturnRecord, 'actions'> & { readonly actions: string };

const COLUMNS = `channel_id AS channelId, return_id AS returnId, order_number AS orderNumber, package_id AS packageId,
  status, raw_status AS rawStatus, created_at AS createdAt, modified_ms AS modifiedMs, answer_by AS answerBy,
  cargo_provider AS cargoProvider, tracking_number AS trackingNumber, personal_sealed AS personalSealed, actions`;

function fromRaw(raw: Raw): ReturnRecord {
  return { ...raw, actions: JSON.parse(raw.actions) as ReturnRecord['actions'] }; // Written by this program only.
}

/** Keeps a return as read, unless a newer one stands. What the merchant put back stays with its line. */
export function writeReturn(
  database: Database,
  entry: ReturnRecord & {
    readonly lines: readonly Omit<ReturnLineRecord, 'putBack'>[];
    readonly searchKey: string;
    readonly at: number;
  },
): void {
  const { lines, actions, ...row } = entry;
  const written = prepared<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO market_return (channel_id, return_id, order_number, package_id, status, raw_status, created_at,
       modified_ms, answer_by, cargo_provider, tracking_number, personal_sealed, actions, search_key, read_at)
     VALUES (@channelId, @returnId, @orderNumber, @packageId, @status, @rawStatus, @createdAt, @modifiedMs, @answerBy,
       @cargoProvider, @trackingNumber, @personalSealed, @actions, @searchKey, @at)
     ON CONFLICT (channel_id, return_id) DO UPDATE SET order_number = excluded.order_number,
       package_id = excluded.package_id, status = excluded.status, raw_status = excluded.raw_status,
       modified_ms = excluded.modified_ms, answer_by = excluded.answer_by, cargo_provider = excluded.cargo_provider,
       tracking_number = excluded.tracking_number, personal_sealed = excluded.personal_sealed,
       actions = excluded.actions, search_key = excluded.search_key, read_at = excluded.read_at
     WHERE excluded.modified_ms >= market_return.modified_ms`,
  ).run({ ...row, actions: JSON.stringify(actions) }).changes;
  if (written === 0) return;
  for (const [position, line] of lines.entries()) {
    prepared<[Record<string, string | number | null>]>(
      database,
      `INSERT INTO market_return_line (channel_id, return_id, return_line_id, order_line_id, barcode, stock_code, title,
         quantity, unit_price_e4, reason, status, position)
       VALUES (@channelId, @returnId, @returnLineId, @orderLineId, @barcode, @stockCode, @title, @quantity,
         @unitPriceE4, @reason, @status, @position)
       ON CONFLICT (channel_id, return_id, return_line_id) DO UPDATE SET order_line_id = excluded.order_line_id,
         barcode = excluded.barcode, stock_code = excluded.stock_code, title = excluded.title,
         quantity = excluded.quantity, unit_price_e4 = excluded.unit_price_e4, reason = excluded.reason,
         status = excluded.status, position = excluded.position`,
    ).run({ ...line, channelId: row.channelId, returnId: row.returnId, position });
  }
}

export function findReturn(database: Database, channelId: string, returnId: string): ReturnRecord | null {
  const raw = prepared<[string, string], Raw>(
    database,
    `SELECT ${COLUMNS} FROM market_return WHERE channel_id = ? AND return_id = ?`,
  ).get(channelId, returnId);
  return raw ? fromRaw(raw) : null;
}

/** Nothing was decided about a line, or its batch of edits was undone before it was written. */
const OPEN_TO_PUT_BACK = `(put_back IS NULL
  OR put_back_batch_id IN (SELECT batch_id FROM edit_batch WHERE undone_at IS NOT NULL))`;

export function returnLines(
  database: Database,
  channelId: string,
  returnId: string,
): readonly ReturnLineRecord[] {
  return prepared<[string, string], ReturnLineRecord>(
    database,
    `SELECT return_line_id AS returnLineId, order_line_id AS orderLineId, barcode, stock_code AS stockCode, title,
       quantity, unit_price_e4 AS unitPriceE4, reason, status, CASE WHEN ${OPEN_TO_PUT_BACK} THEN NULL ELSE put_back END AS putBack
     FROM market_return_line WHERE channel_id = ? AND return_id = ? ORDER BY position`,
  ).all(channelId, returnId);
}

/** Notes how many of a line were put back; returns false where that was decided before and not undone. */
export function writePutBack(
  database: Database,
  entry: {
    readonly channelId: string;
    readonly returnId: string;
    readonly returnLineId: string;
    readonly quantity: number;
    readonly batchId: string;
    readonly at: number;
  },
): boolean {
  return (
    prepared<[typeof entry]>(
      database,
      `UPDATE market_return_line SET put_back = @quantity, put_back_at = @at, put_back_batch_id = @batchId
       WHERE channel_id = @channelId AND return_id = @returnId AND return_line_id = @returnLineId
         AND ${OPEN_TO_PUT_BACK}`,
    ).run(entry).changes === 1
  );
}

/** When a return was made there, and when it was last read here; epoch milliseconds. Null where it is not known. */
export function returnTimes(
  database: Database,
  channelId: string,
  returnId: string,
): { readonly createdAt: number; readonly readAt: number } | null {
  return (
    prepared<[string, string], { createdAt: number; readAt: number }>(
      database,
      'SELECT created_at AS createdAt, read_at AS readAt FROM market_return WHERE channel_id = ? AND return_id = ?',
    ).get(channelId, returnId) ?? null
  );
}

/** The oldest return that is not over yet, so that its end is not missed; null without one. */
export function oldestOpenReturn(database: Database, channelId: string): number | null {
  return (
    prepared<[string], number | null>(
      database,
      `SELECT min(created_at) FROM market_return WHERE channel_id = ? AND ${WHERE.open}`,
    )
      .pluck()
      .get(channelId) ?? null
  );
}

const WHERE: Readonly<Record<ReturnFilter, string>> = {
  waiting: "status = 'waits-for-seller'",
  open: "status IN ('requested', 'on-its-way', 'waits-for-seller', 'disputed', 'other')",
  closed: "status IN ('accepted', 'rejected', 'cancelled', 'refunded')",
  all: 'TRUE',
};

export function returnWindow(
  database: Database,
  query: {
    readonly channelId: string | null;
    readonly filter: ReturnFilter;
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
  },
): {
  readonly rows: readonly ReturnRecord[];
  readonly total: number;
  readonly counts: Record<ReturnFilter, number>;
} {
  const values = { channelId: query.channelId, terms: JSON.stringify(searchTerms(query.search)) };
  const within = `(@channelId IS NULL OR channel_id = @channelId)
    AND NOT EXISTS (SELECT 1 FROM json_each(@terms) t WHERE instr(search_key, t.value) = 0)`;
  const count = (filter: ReturnFilter): number =>
    prepared<[typeof values], number>(
      database,
      `SELECT count(*) FROM market_return WHERE ${within} AND ${WHERE[filter]}`,
    )
      .pluck()
      .get(values) ?? 0;
  const counts = {
    waiting: count('waiting'),
    open: count('open'),
    closed: count('closed'),
    all: count('all'),
  };
  const rows = prepared<[typeof values & { offset: number; limit: number }], Raw>(
    database,
    `SELECT ${COLUMNS} FROM market_return WHERE ${within} AND ${WHERE[query.filter]}
     ORDER BY answer_by IS NULL OR status <> 'waits-for-seller', answer_by, created_at DESC, return_id
     LIMIT @limit OFFSET @offset`,
  )
    .all({ ...values, offset: query.offset, limit: query.limit })
    .map(fromRaw);
  return { rows, total: counts[query.filter], counts };
}
