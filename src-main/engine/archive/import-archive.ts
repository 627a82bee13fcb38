import { createHash } from 'node:crypto';
import type {
  ArchiveCounts,
  ArchivedListing,
  ArchivedSale,
  ArchiveField,
  ArchiveFile,
  ArchiveImport,
} from '#contract/archive.ts';
import { newId } from '../cache/new-id.ts';
import {
  insertArchiveImport,
  readArchiveColumns,
  writeArchiveColumn,
} from '../cache/tables/archive-import.ts';
import {
  findArchivedListing,
  markNewest,
  writeArchivedListing,
  type ArchiveListingRow,
} from '../cache/tables/archive-listing.ts';
import { findArchivedSale, writeArchivedSale, type ArchiveSaleRow } from '../cache/tables/archive-sale.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { basketsOf } from './baskets.ts';
import { mergeRow } from './merge.ts';
import { readArchive, type ArchiveContent } from './read-archive.ts';
import { columnKey } from './read-table.ts';
import { remark, type ListingRecord, type Remark, type SaleRecord } from './records.ts';
import { openInvoice, sealInvoice } from './sealed-invoice.ts';

const PREVIEWED = 5;
const REMARKS_TOLD = 500;

type Tally = { found: number; added: number; known: number; filled: number; differs: number };

/**
 * Reads a file of a closed marketplace and tells what it holds; keeps it when `apply` says so, all of it or nothing. The same
 * file twice adds nothing.
 *
 * @throws ProblemError `input/invalid` for a file that can't be read.
 */
export async function importArchive(context: EngineContext, file: ArchiveFile): Promise<ArchiveImport> {
  const { database } = context;
  const { source } = file;
  const bytes = Buffer.from(file.content, 'base64');
  const told = new Map<string, ArchiveField>([
    ...readArchiveColumns(database, source),
    ...Object.entries(file.columns).map(([header, field]) => [columnKey(header), field] as const),
  ]);
  const content = await readArchive(bytes, told);
  const work: Work = {
    context,
    file,
    content,
    importId: newId(context.host.random),
    remarks: [...content.remarks],
  };
  const result = transact(database, () => {
    if (file.apply) {
      insertArchiveImport(database, {
        importId: work.importId,
        source,
        fileName: file.fileName,
        fileHash: createHash('sha256').update(bytes).digest('hex'),
        format: content.format,
        listings: content.listings.length,
        sales: content.sales.length,
        at: context.host.clock.now(),
      });
      for (const [header, field] of Object.entries(file.columns))
        writeArchiveColumn(database, { source, header: columnKey(header), field });
    }
    const listings = takeListings(work);
    const sales = takeSales(work);
    return { listings, sales };
  });
  return {
    applied: file.apply,
    format: content.format,
    listings: result.listings.counts,
    sales: result.sales.counts,
    columns: [...content.columns],
    remarks: work.remarks.slice(0, REMARKS_TOLD).map((each) => ({ ...each, message: { ...each.message } })),
    preview: { listings: result.listings.preview, sales: result.sales.preview },
  };
}

type Work = {
  readonly context: EngineContext;
  readonly file: ArchiveFile;
  readonly content: ArchiveContent;
  readonly importId: string;
  readonly remarks: Remark[];
};

function takeListings({ context, file, content, importId, remarks }: Work): {
  readonly counts: ArchiveCounts;
  readonly preview: ArchivedListing[];
} {
  const { database } = context;
  const { source } = file;
  const counts = emptyTally();
  const preview: ArchivedListing[] = [];
  const codes = new Set<string>();
  for (const record of content.listings) {
    const found = listingRow(source, record);
    if (found.ownCodeMade)
      remarks.push(
        remark(
          record.externalId,
          'warning',
          'Ürün kodu bulunamadı; eşleştirme gerekli.',
          'No stock code was found; it must be matched by hand.',
        ),
      );
    const earlier = findArchivedListing(database, source, record.externalId);
    const { newest: _newest, ...kept } = earlier ?? { newest: true, ...found };
    // A code that was only made here gives way to a real one.
    const comparable =
      kept.ownCodeMade && !found.ownCodeMade
        ? { ...kept, ownCode: '', groupId: '', ownCodeMade: false }
        : kept;
    const offered = found.ownCodeMade
      ? { ...found, ownCode: '', ownCodeMade: kept.ownCodeMade, groupId: '' }
      : found;
    const { row, outcome } = mergeRow<ArchiveListingRow>(
      earlier === null ? null : comparable,
      earlier === null ? found : offered,
    );
    tally(counts, outcome);
    if (preview.length < PREVIEWED) preview.push({ ...row, newest: true });
    if (file.apply && (outcome === 'added' || outcome === 'filled' || outcome === 'differs'))
      writeArchivedListing(database, { ...row, importId });
    codes.add(row.ownCode);
  }
  if (file.apply) for (const ownCode of codes) markNewest(database, source, ownCode);
  return { counts, preview };
}

function listingRow(source: ArchiveFile['source'], record: ListingRecord): ArchiveListingRow {
  const made = record.ownCode === '';
  return {
    ...record,
    source,
    ownCode: made ? `GG-${record.externalId}` : record.ownCode,
    ownCodeMade: made,
    attributes: record.attributes.map((each) => ({ ...each })),
    images: [...record.images],
    currency: 'TRY',
  };
}

function takeSales({ context, file, content, importId }: Work): {
  readonly counts: ArchiveCounts;
  readonly preview: ArchivedSale[];
} {
  const { database, vault } = context;
  const { source } = file;
  const baskets = basketsOf(content.sales);
  const counts = emptyTally();
  const preview: ArchivedSale[] = [];
  for (const record of content.sales) {
    const earlier = findArchivedSale(database, source, record.saleCode);
    const { invoiceSealed, ...kept } = earlier ?? { invoiceSealed: null };
    const found = saleRow(source, record, baskets.get(record.saleCode) ?? record.saleCode);
    const merged = mergeRow(earlier === null ? null : (kept as typeof found), found);
    const invoice = mergeRow(openInvoice(vault, record.saleCode, invoiceSealed), record.invoice ?? {});
    const gained = record.invoice !== null && (invoice.outcome === 'added' || invoice.outcome === 'filled');
    const outcome = merged.outcome === 'known' && gained ? 'filled' : merged.outcome;
    tally(counts, outcome);
    const sealed = gained ? sealInvoice(vault, record.saleCode, invoice.row) : invoiceSealed;
    const row: ArchiveSaleRow = { ...merged.row, invoiceSealed: sealed };
    if (preview.length < PREVIEWED) preview.push(shownSale(row));
    if (file.apply && outcome !== 'known') writeArchivedSale(database, { ...row, importId });
  }
  return { counts, preview };
}

function saleRow(
  source: ArchiveFile['source'],
  record: SaleRecord,
  basket: string,
): Omit<ArchiveSaleRow, 'invoiceSealed'> {
  const { saleCode, externalId, ownCode, title, amount, totalE4, statusThen, commissionPercentE4 } = record;
  return {
    source,
    saleCode,
    basket,
    externalId,
    ownCode,
    title,
    amount,
    totalE4,
    currency: 'TRY',
    statusThen,
    soldAt: record.soldAtMs,
    paidAt: record.paidAtMs,
    commissionPercentE4,
  };
}

/** Without the buyer: who that was stays sealed. */
export function shownSale({ invoiceSealed, soldAt, paidAt, ...row }: ArchiveSaleRow): ArchivedSale {
  return { ...row, soldAt: instant(soldAt), paidAt: instant(paidAt), hasInvoice: invoiceSealed !== null };
}

function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function emptyTally(): Tally {
  return { found: 0, added: 0, known: 0, filled: 0, differs: 0 };
}

function tally(counts: Tally, outcome: 'added' | 'known' | 'filled' | 'differs'): void {
  counts.found += 1;
  counts[outcome] += 1;
}
