import { isProblemError } from '#contract/problem.ts';
import type { BatchReport, BatchReportItem } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getBatch } from './api.ts';
import { getUpdateAudits } from './api-catalogue.ts';
import { readBatchName, type BatchPart } from './batch-name.ts';
import type { TrendyolClient } from './client.ts';
import { itemProblem } from './errors.ts';
import { Batch, type BatchItem } from './wire.ts';
import { UpdateAudits } from './wire-catalogue.ts';

/**
 * What became of each item. Stock and price batches carry no state of their own (sheet §2.7): they are final when as
 * many items as were counted have theirs. `channel/batch-lost` when the result is no longer kept (4 hours).
 */
export async function readBatch(
  client: TrendyolClient,
  batchId: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const parts = readBatchName(batchId);
  if (parts === null) {
    const { final, items } = await readOne(client, batchId, signal);
    return { final, items: items.map(({ report }) => report).filter(({ externalId }) => externalId !== '') };
  }
  const reports: PartReport[] = [];
  for (const part of parts) reports.push(await readPart(client, part, signal));
  return merge(parts, reports);
}

type PartReport = { readonly final: boolean; readonly items: readonly BatchReportItem[] };
type KeyedItem = { readonly contentId: string | null; readonly report: BatchReportItem };

async function readOne(
  client: TrendyolClient,
  batchId: string,
  signal?: AbortSignal,
): Promise<{ readonly final: boolean; readonly items: readonly KeyedItem[] }> {
  const options = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' } as const;
  const batch = await client.read(getBatch(client.sellerId, batchId), Batch, options);
  const items = batch.items.map(mapBatchItem);
  const settled = items.filter(({ report }) => report.state !== 'open').length;
  const state = batch.status.toUpperCase();
  const counted = batch.itemCount ?? items.length;
  const allSettled = items.length > 0 && settled === items.length && settled >= counted;
  // COMPLETED with items missing is over all the same: the silent ones are read back.
  const final = state === 'COMPLETED' ? settled === items.length : state !== 'IN_PROGRESS' && allSettled;
  return { final, items };
}

function mapBatchItem(item: BatchItem): KeyedItem {
  const request = item.requestItem;
  const status = item.status.toUpperCase();
  const state = status === 'SUCCESS' ? 'done' : status === 'FAILED' ? 'failed' : 'open';
  const barcode = request?.barcode ?? request?.product?.barcode ?? '';
  return {
    contentId: request?.contentId ?? request?.product?.contentId ?? null,
    report: {
      externalId: barcode,
      state,
      quantity: request?.quantity ?? null,
      salePriceE4: request?.salePrice ?? null,
      listPriceE4: request?.listPrice ?? null,
      problem: state === 'failed' ? itemProblem(item.failureReasons) : null,
    },
  };
}

/** One part's items under the stock codes that they stand for; those that are silent are left out. */
async function readPart(client: TrendyolClient, part: BatchPart, signal?: AbortSignal): Promise<PartReport> {
  if (part.kind === 'refused') {
    const codes = Object.values(part.codes).flat();
    return {
      final: true,
      items: codes.map((code) => blank(code, { state: 'failed', problem: part.problem })),
    };
  }
  const { final, items } = await readOne(client, part.id, signal);
  const told: BatchReportItem[] = [];
  for (const { contentId, report } of items) {
    const barcode = report.externalId;
    const content = part.kind === 'contents' ? (contentId ?? own(part.barcodes, barcode) ?? '') : null;
    const codes = own(part.codes, content ?? barcode) ?? [];
    const audited =
      final && content !== null && codes.length > 0 && report.state === 'done'
        ? await readAudit(client, { contentId: content, batchId: part.id, report }, signal)
        : report;
    told.push(...codes.map((externalId) => ({ ...audited, externalId })));
  }
  return { final, items: told };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(record, key) ? record[key]! : null;
}

function blank(externalId: string, rest: Pick<BatchReportItem, 'state' | 'problem'>): BatchReportItem {
  return { externalId, quantity: null, salePriceE4: null, listPriceE4: null, ...rest };
}

/**
 * SUCCESS of a content update only means that it went to quality control; what was refused there stands in the audits.
 * One that still runs there counts as done: nothing is left to do for anybody on this side. "Nothing changed" is no
 * failure either.
 */
async function readAudit(
  client: TrendyolClient,
  of: { readonly contentId: string; readonly batchId: string; readonly report: BatchReportItem },
  signal?: AbortSignal,
): Promise<BatchReportItem> {
  try {
    const options = { priority: PRIORITY.batch, signal };
    const audits = await client.read(getUpdateAudits(client.sellerId, of.contentId), UpdateAudits, options);
    const own = audits.content.filter(({ batchRequestId }) => batchRequestId === of.batchId);
    const failed = own.flatMap(({ updates }) => updates).filter(({ status }) => /^fail/i.test(status));
    const reasons = failed
      .flatMap(({ type, rejectReasons }) => rejectReasons.map((reason) => ({ part: type, ...reason })))
      .filter(({ type }) => type !== 'CHANGES_NOT_FOUND');
    if (reasons.length === 0) return of.report;
    const texts = reasons.map(({ part, type, reason, detail }) =>
      [part, type, reason, detail].filter((text) => text !== '').join(': '),
    );
    return { ...of.report, state: 'failed', problem: itemProblem(texts) };
  } catch (error) {
    // The report itself is good; only what quality control made of it is not known.
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    client.context.logger.warn('update-audit-not-read', {
      marketplace: 'trendyol',
      code: error.problem.code,
    });
    return of.report;
  }
}

/** A listing is done when all parts of its change are, failed when one is; what a part is silent about is not told. */
function merge(parts: readonly BatchPart[], reports: readonly PartReport[]): BatchReport {
  const byCode = Map.groupBy(
    reports.flatMap(({ items }) => items),
    ({ externalId }) => externalId,
  );
  const named = parts.flatMap(({ codes }) => [...new Set(Object.values(codes).flat())]);
  const items = [...Map.groupBy(named, (code) => code)].flatMap(([code, times]) => {
    const told = byCode.get(code) ?? [];
    const worst = told.find(({ state }) => state === 'failed') ?? told.find(({ state }) => state === 'open');
    if (worst !== undefined) return [worst];
    return told.length >= times.length ? told.slice(0, 1) : [];
  });
  return { final: reports.every(({ final }) => final), items };
}
