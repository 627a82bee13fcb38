import type { Database } from 'better-sqlite3';
import type { ArchiveQuery, ArchiveSource } from '#contract/archive.ts';
import { foldKey } from '#common/turkish-text.ts';
import { prepared } from '../prepared.ts';
import { searchTerms } from '../search-terms.ts';

export type ArchiveSaleRow = {
  readonly source: ArchiveSource;
  readonly saleCode: string;
  readonly basket: string;
  readonly externalId: string;
  readonly ownCode: string;
  readonly title: string;
  readonly amount: number | null;
  readonly totalE4: number | null;
  readonly currency: string;
  readonly statusThen: string;
  readonly soldAt: number | null;
  readonly paidAt: number | null;
  readonly commissionPercentE4: number | null;
  /** A vault token. */
  readonly invoiceSealed: string | null;
};

const COLUMNS = `
  source, sale_code AS saleCode, basket, external_id AS externalId, own_code AS ownCode, title, amount,
  total_e4 AS totalE4, currency, status_then AS statusThen, sold_at AS soldAt, paid_at AS paidAt,
  commission_percent_e4 AS commissionPercentE4, invoice_sealed AS invoiceSealed`;

export function findArchivedSale(
  database: Database,
  source: ArchiveSource,
  saleCode: string,
): ArchiveSaleRow | null {
  return (
    prepared<[string, string], ArchiveSaleRow>(
      database,
      `SELECT ${COLUMNS} FROM archive_sale WHERE source = ? AND sale_code = ?`,
    ).get(source, saleCode) ?? null
  );
}

export function writeArchivedSale(
  database: Database,
  row: ArchiveSaleRow & { readonly importId: string },
): void {
  prepared(
    database,
    `INSERT INTO archive_sale (source, sale_code, basket, external_id, own_code, title, amount, total_e4, currency,
         status_then, sold_at, paid_at, commission_percent_e4, invoice_sealed, search, import_id)
       VALUES (@source, @saleCode, @basket, @externalId, @ownCode, @title, @amount, @totalE4, @currency, @statusThen,
         @soldAt, @paidAt, @commissionPercentE4, @invoiceSealed, @search, @importId)
       ON CONFLICT (source, sale_code) DO UPDATE SET basket = excluded.basket, external_id = excluded.external_id,
         own_code = excluded.own_code, title = excluded.title, amount = excluded.amount, total_e4 = excluded.total_e4,
         status_then = excluded.status_then, sold_at = excluded.sold_at, paid_at = excluded.paid_at,
         commission_percent_e4 = excluded.commission_percent_e4, invoice_sealed = excluded.invoice_sealed,
         search = excluded.search`,
  ).run({
    ...row,
    search: foldKey([row.saleCode, row.basket, row.title, row.ownCode, row.externalId].join(' ')),
  });
}

/** Newest first; every word must occur in code, title or own code. */
export function findArchivedSales(
  database: Database,
  { search, offset, limit }: Omit<ArchiveQuery, 'newestOnly'>,
): { readonly rows: readonly ArchiveSaleRow[]; readonly total: number } {
  const where = `NOT EXISTS
    (SELECT 1 FROM json_each(@terms) AS term WHERE instr(archive_sale.search, term.value) = 0)`;
  const given = { terms: JSON.stringify(searchTerms(search)) };
  const total = prepared<[typeof given], { total: number }>(
    database,
    `SELECT count(*) AS total FROM archive_sale WHERE ${where}`,
  ).get(given)!.total;
  const rows = prepared<[typeof given & { offset: number; limit: number }], ArchiveSaleRow>(
    database,
    `SELECT ${COLUMNS} FROM archive_sale WHERE ${where} ORDER BY sold_at DESC, row LIMIT @limit OFFSET @offset`,
  ).all({ ...given, offset, limit });
  return { rows, total };
}
