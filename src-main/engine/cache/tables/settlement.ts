import type { Database } from 'better-sqlite3';
import type { SettlementKind } from '#contract/settlements.ts';
import type { SettlementEntry } from '../../marketplaces/kit/after-sales.ts';
import { prepared } from '../prepared.ts';

export type SettlementRecord = SettlementEntry & { readonly channelId: string };

const COLUMNS = `channel_id AS channelId, entry_id AS entryId, kind, raw_kind AS rawKind, order_number AS orderNumber,
  package_id AS packageId, barcode, description, amount_e4 AS amountE4, commission_percent AS commissionPercent,
  currency, booked_at AS bookedAtMs, payment_at AS paymentAtMs, payment_id AS paymentId`;

/** Keeps an entry by its own id: read twice it stands once. */
export function writeSettlement(database: Database, entry: SettlementRecord & { readonly at: number }): void {
  prepared<[typeof entry]>(
    database,
    `INSERT INTO settlement_entry (channel_id, entry_id, kind, raw_kind, order_number, package_id, barcode, description,
       amount_e4, commission_percent, currency, booked_at, payment_at, payment_id, read_at)
     VALUES (@channelId, @entryId, @kind, @rawKind, @orderNumber, @packageId, @barcode, @description, @amountE4,
       @commissionPercent, @currency, @bookedAtMs, @paymentAtMs, @paymentId, @at)
     ON CONFLICT (channel_id, entry_id) DO UPDATE SET kind = excluded.kind, raw_kind = excluded.raw_kind,
       order_number = excluded.order_number, package_id = excluded.package_id, barcode = excluded.barcode,
       description = excluded.description, amount_e4 = excluded.amount_e4,
       commission_percent = excluded.commission_percent, currency = excluded.currency, booked_at = excluded.booked_at,
       payment_at = excluded.payment_at, payment_id = excluded.payment_id, read_at = excluded.read_at`,
  ).run(entry);
}

export type SettlementWindow = {
  readonly channelId: string | null;
  readonly kind: SettlementKind | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
};

export function settlementWindow(
  database: Database,
  query: SettlementWindow,
): {
  readonly rows: readonly SettlementRecord[];
  readonly total: number;
  readonly sums: readonly {
    readonly currency: string;
    readonly kind: SettlementKind;
    readonly entries: number;
    readonly amountE4: number;
  }[];
} {
  const { offset, limit, ...values } = { ...query, search: query.search.trim() };
  const where = `(@channelId IS NULL OR channel_id = @channelId) AND (@kind IS NULL OR kind = @kind)
    AND (@from IS NULL OR booked_at >= @from) AND (@to IS NULL OR booked_at < @to)
    AND (@search = '' OR @search IN (order_number, package_id, barcode, payment_id))`;
  const rows = prepared<[typeof values & { offset: number; limit: number }], SettlementRecord>(
    database,
    `SELECT ${COLUMNS} FROM settlement_entry WHERE ${where}
     ORDER BY booked_at DESC, channel_id, entry_id LIMIT @limit OFFSET @offset`,
  ).all({ ...values, offset, limit });
  const sums = prepared<
    [typeof values],
    { currency: string; kind: SettlementKind; entries: number; amountE4: number }
  >(
    database,
    `SELECT currency, kind, count(*) AS entries, sum(amount_e4) AS amountE4 FROM settlement_entry WHERE ${where}
     GROUP BY currency, kind ORDER BY currency, kind`,
  ).all(values);
  return { rows, total: sums.reduce((sum, { entries }) => sum + entries, 0), sums };
}
