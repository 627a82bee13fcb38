import type { BatchReport, BatchReportItem } from '../kit/port.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getContentStatus, getDeleteProcess, getImportStatus, PRODUCT_PAGE } from './api-catalogue.ts';
import { readSkuList, type BatchPart } from './batch-id.ts';
import { saysNo, type HepsiburadaClient } from './client.ts';
import { asRecord } from '../kit/record.ts';
import { itemProblem, refusalProblem } from './errors.ts';
import { readListingRows } from './read-listings.ts';
import type { HepsiburadaRequest } from './request.ts';
import { camelKeys, parseRows, readList } from './wire.ts';
import { WireContentItem, WireDeleteProcess, WireProduct, type WireListing } from './wire-listing.ts';

const MOST_PAGES = 100;

/** Reports of everything but uploads of stock and price. */
export function readProductBatch(
  client: HepsiburadaClient,
  part: BatchPart,
  signal?: AbortSignal,
): Promise<BatchReport> {
  if (part.kind === 'import') return readImport(client, part.id, signal);
  if (part.kind === 'content') return readContent(client, part.id, signal);
  if (part.kind === 'delete') return readDeletion(client, part.id, signal);
  return readEffect(client, part, signal);
}

/**
 * Imported products, under the stock codes that they were sent with: the server upper-cases them (sheet §2.3), and the
 * codes that this changes stand behind the tracking id.
 */
async function readImport(client: HepsiburadaClient, id: string, signal?: AbortSignal): Promise<BatchReport> {
  const [trackingId = '', codes = '[]'] = id.split('|');
  const typed = new Map(readSkuList(codes).map((code) => [code.toUpperCase(), code]));
  const rows = await readAll(client, (page) => getImportStatus(trackingId, page), signal);
  const items = parseRows(rows, WireProduct).good.flatMap((row): readonly BatchReportItem[] => {
    if (row.merchantSku === null) return [];
    return [reportImport(row, typed.get(row.merchantSku) ?? row.merchantSku)];
  });
  return { final: items.length > 0 && items.every(({ state }) => state !== 'open'), items };
}

function reportImport(row: WireProduct, externalId: string): BatchReportItem {
  const status = row.productStatus.toUpperCase();
  const refused = /^(REJECTED|BLOCKED|MISSING_INFO)$/.test(status);
  const errors = row.importMessages.filter(({ severity }) => !/^information$/i.test(severity));
  const failed = row.importStatus.toUpperCase() === 'FAILED' || refused;
  const done = row.importStatus.toUpperCase() === 'SUCCESS' && !failed;
  const blank = { externalId, quantity: null, salePriceE4: null, listPriceE4: null };
  if (!failed) return { ...blank, state: done ? 'done' : 'open', problem: null };
  const reasons = [
    ...errors.map(({ message }) => message),
    ...row.rejectReasonsMessages,
    ...row.rejectReasons,
    ...row.validationResults.map(({ attributeName, message }) => `${attributeName}: ${message}`),
    ...row.taskDetails.map(({ reason }) => reason),
    ...(refused ? [status] : []),
  ].filter((text) => text !== '');
  return { ...blank, state: 'failed', problem: itemProblem(reasons) };
}

/** Content of matched products: named by Hepsiburada's SKU over there, by the seller's own in here. */
async function readContent(
  client: HepsiburadaClient,
  id: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const [trackingId = '', pairs = '{}'] = id.split('|');
  const own = new Map(Object.entries(asRecord(JSON.parse(pairs)) ?? {}));
  const rows = await readAll(client, (page) => getContentStatus(trackingId, page), signal);
  const products = rows.flatMap((row) => {
    const items = asRecord(row)?.['items'];
    return Array.isArray(items) ? (items as readonly unknown[]) : [row];
  });
  const items = parseRows(products, WireContentItem).good.flatMap((row): readonly BatchReportItem[] => {
    const sku = row.hbSku === null ? undefined : own.get(row.hbSku);
    if (typeof sku !== 'string') return [];
    const words = [row.productStatus, row.status].map((word) => word.trim().toUpperCase());
    const results = row.updateResults.map(({ fieldResult }) => fieldResult.toUpperCase());
    const rejected = row.updateResults.filter(({ fieldResult }) => /REJECTED|PARTIAL/i.test(fieldResult));
    const refused = words.some((word) => /^(UNCOMPLETED|REJECTED|PARTIAL_APPROVED)$/.test(word));
    const settled = refused || words.some((word) => /^(COMPLETED|APPROVED)$/.test(word));
    const open =
      [...results, ...words].includes('IN_PROGRESS') ||
      (results.length === 0 && !settled && row.message === '');
    const reasons = [row.message, ...rejected.map((each) => `${each.fieldName}: ${each.rejectReason}`)];
    const failed = !open && (rejected.length > 0 || refused);
    const state = open ? 'open' : failed ? 'failed' : 'done';
    const told = state === 'failed' ? itemProblem(reasons.filter((text) => text !== '')) : null;
    return [{ externalId: sku, quantity: null, salePriceE4: null, listPriceE4: null, state, problem: told }];
  });
  return { final: items.length >= own.size && items.every(({ state }) => state !== 'open'), items };
}

async function readDeletion(
  client: HepsiburadaClient,
  id: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const options = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' } as const;
  const response = await client.ask(getDeleteProcess(id), options);
  if (saysNo(response.json)) throw new ProblemError(refusalProblem(getDeleteProcess(id), response, options));
  const body = asRecord(response.json);
  const process = WireDeleteProcess.parse(camelKeys(asRecord(body?.['data']) ?? body ?? {}));
  const final = process.completed === true;
  const items = process.deletedProductList.flatMap((row): readonly BatchReportItem[] => {
    if (row.merchantSku === null) return [];
    const failed = row.deleted === false && (final || row.errorMessage !== '');
    return [
      {
        externalId: row.merchantSku,
        quantity: null,
        salePriceE4: null,
        listPriceE4: null,
        state: row.deleted === true ? 'done' : failed ? 'failed' : 'open',
        problem: failed ? itemProblem([row.errorMessage].filter((text) => text !== '')) : null,
      },
    ];
  });
  return { final, items };
}

/** What was carried out at once is seen in the listings themselves. */
async function readEffect(
  client: HepsiburadaClient,
  part: BatchPart,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const skus = readSkuList(part.id);
  const rows = await readListingRows(client, skus, { priority: PRIORITY.batch, signal });
  const items = skus.map((externalId): BatchReportItem => {
    const done = hasEffect(part.kind, rows.get(externalId));
    return {
      externalId,
      quantity: null,
      salePriceE4: null,
      listPriceE4: null,
      state: done ? 'done' : 'failed',
      problem: done
        ? null
        : problem('channel/item-refused', { marketplace: 'Hepsiburada' }, notYet(rows.get(externalId))),
    };
  });
  return { final: true, items };
}

function hasEffect(kind: BatchPart['kind'], row: WireListing | undefined): boolean {
  if (kind === 'removed') return row === undefined;
  if (!row) return false;
  if (kind === 'unlocked') return row.isLocked !== true;
  if (kind === 'deactivated') return row.isSalable === false;
  // Without stock or price it stays closed, though it was activated.
  return (
    row.isSalable !== false ||
    row.deactivationReasons.every((reason) => /LessThanOrEqualToZero$/i.test(reason))
  );
}

function notYet(row: WireListing | undefined): string {
  if (!row) return 'no such listing';
  return [...row.deactivationReasons, ...row.lockReasons, ...row.freezeReasons].join(', ');
}

async function readAll(
  client: HepsiburadaClient,
  requestOf: (page: number) => HepsiburadaRequest,
  signal?: AbortSignal,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = requestOf(page);
    const options = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' } as const;
    const list = readList(request, await client.ask(request, options));
    rows.push(...list.rows);
    const all = list.total === null ? list.rows.length < PRODUCT_PAGE : rows.length >= list.total;
    if (all || list.rows.length === 0) return rows;
  }
  return rows;
}
