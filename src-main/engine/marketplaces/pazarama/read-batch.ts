import { isProblemError, problem, type Problem } from '#contract/problem.ts';
import type { BatchReport, BatchReportItem } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { asRecord } from '../kit/record.ts';
import { foldKey } from '#common/turkish-text.ts';
import { getListingResults, RESULT_PAGE } from './api.ts';
import { readBatchId, type BatchKind, type BatchPart } from './batch-id.ts';
import type { PazaramaClient } from './client.ts';
import { batchLost, itemProblem, NAME } from './errors.ts';
import { RESULTS_KEPT_MS } from './limits.ts';
import { explanationTexts } from '../kit/explain.ts';
import { WAITS_FOR_APPROVAL } from './explanations-rows.ts';
import { readCreation } from './read-creation.ts';
import { ResultPage, WireResult } from './wire.ts';

/** An upload has at most as many rows as a page; ten times that many pages and it goes round in circles. */
const MOST_PAGES = 10;

/** Result of a row: 0 done, 1 not completed, 2 failed, 3 at work, 5 sent for approval (portal, 2026). */
const DONE = 0;
const AT_WORK = 3;
const SENT_FOR_APPROVAL = 5;

/**
 * What became of each item of everything that a batch is made of; final when all its parts are. An item that stands in two
 * parts is done when both are.
 */
export async function readBatch(
  client: PazaramaClient,
  batch: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const reports: BatchReport[] = [];
  for (const part of readBatchId(batch)) reports.push(await readPart(client, part, signal));
  const merged = new Map<string, BatchReportItem>();
  for (const item of reports.flatMap(({ items }) => items)) {
    const known = merged.get(item.externalId);
    merged.set(item.externalId, known ? join(known, item) : item);
  }
  return { final: reports.every(({ final }) => final), items: [...merged.values()] };
}

function join(left: BatchReportItem, right: BatchReportItem): BatchReportItem {
  const weight = { failed: 2, open: 1, done: 0 } as const;
  const speaks = weight[right.state] > weight[left.state] ? right : left;
  return {
    ...speaks,
    quantity: left.quantity ?? right.quantity,
    salePriceE4: left.salePriceE4 ?? right.salePriceE4,
    listPriceE4: left.listPriceE4 ?? right.listPriceE4,
  };
}

function readPart(client: PazaramaClient, part: BatchPart, signal?: AbortSignal): Promise<BatchReport> {
  return part.kind === 'products' ? readCreation(client, part, signal) : readUpload(client, part, signal);
}

async function readUpload(
  client: PazaramaClient,
  part: BatchPart,
  signal: AbortSignal | undefined,
): Promise<BatchReport> {
  const items: BatchReportItem[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const rows = await readRows(client, part, page, signal);
    items.push(...rows.flatMap((row) => mapRow(row, part.kind) ?? []));
    if (rows.length < RESULT_PAGE) break;
  }
  // No rows at all: it is not begun yet, or not known any more; nothing else tells them apart.
  if (items.length === 0 && client.context.clock.now() - part.atMs > RESULTS_KEPT_MS)
    throw batchLost(part.id);
  return { final: items.length > 0 && items.every(({ state }) => state !== 'open'), items };
}

async function readRows(
  client: PazaramaClient,
  { kind, id }: BatchPart,
  page: number,
  signal: AbortSignal | undefined,
): Promise<readonly WireResult[]> {
  const request = kind === 'status' ? getListingResults(id, page, 1) : getListingResults(id, page);
  const meaning = { notFound: 'channel/batch-lost', refused: 'channel/batch-lost' } as const;
  try {
    const answer = await client.read(request, ResultPage, {
      priority: PRIORITY.batch,
      signal,
      ...meaning,
    });
    const { data } = answer;
    const rows = Array.isArray(data) ? data : data === null ? [] : 'data' in data ? data.data : data.items;
    return (rows as readonly unknown[]).flatMap((row) => WireResult.safeParse(row).data ?? []);
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/batch-lost')
      throw batchLost(id, error.problem.detail);
    throw error;
  }
}

/** Null for a row without a barcode: nobody can tell whose it is, and the item is read back. */
function mapRow(row: WireResult, kind: BatchKind): BatchReportItem | null {
  const externalId = row.code.trim();
  if (externalId === '') return null;
  const part = kind === 'price' ? row.price : kind === 'stock' ? row.stock : null;
  const detail = part?.operationDetail || row.operationDetail || detailOf(row.status);
  const { state, reason } = stateOf(part?.status ?? null, row.operationStatusText, detail);
  // The row repeats what was asked for, which is no proof of what stands there now: figures are left to be read back.
  const nothing = { quantity: null, salePriceE4: null, listPriceE4: null };
  return { externalId, state, ...nothing, problem: reason };
}

function detailOf(status: unknown): string {
  const detail = asRecord(status)?.['operationDetail'];
  return typeof detail === 'string' ? detail : '';
}

function stateOf(
  code: number | null,
  word: string,
  detail: string,
): { readonly state: BatchReportItem['state']; readonly reason: Problem | null } {
  if (code === SENT_FOR_APPROVAL || foldKey(word).includes('onaya gonder'))
    return { state: 'failed', reason: waiting(detail) };
  if (code === DONE) return { state: 'done', reason: null };
  if (code === AT_WORK) return { state: 'open', reason: null };
  if (code !== null) return { state: 'failed', reason: itemProblem([detail, word]) };
  const folded = foldKey(word);
  if (/^basarili$/.test(folded)) return { state: 'done', reason: null };
  if (/hata|tamamlanamadi|basarisiz/.test(folded))
    return { state: 'failed', reason: itemProblem([detail, word]) };
  // At work, and any word that nobody knows yet: read until it is one of the others, or lost.
  return { state: 'open', reason: null };
}

function waiting(detail: string): Problem {
  const params = { marketplace: NAME, ...explanationTexts(WAITS_FOR_APPROVAL) };
  return problem('channel/item-refused', params, detail === '' ? null : detail);
}
