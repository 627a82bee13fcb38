import { createHash } from 'node:crypto';
import { fromMarketplaceNumber } from '#common/money.ts';
import type { MarketplaceReturn, ReturnLine, ReturnStatus, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import type { AmazonClient } from './client.ts';
import { readReport, type ReportRow } from './read-report.ts';

/** "You can request up to 60 days of data in a single report" (developer-docs.amazon.com, returns reports, Nov 2026). */
const LONGEST_SPAN_MS = 60 * 86_400_000 - 3_600_000;
const OVERLAP_MS = 86_400_000;

/** `Return request status`. Only Approved and Completed were seen in public samples; others keep their word. */
const STATUS: Readonly<Record<string, ReturnStatus>> = {
  pending: 'requested',
  pendingapproval: 'waits-for-seller',
  approved: 'accepted',
  completed: 'refunded',
  closed: 'other',
  denied: 'rejected',
  rejected: 'rejected',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/**
 * Returns of orders that the merchant ships, from the flat-file report by return date: Amazon has no service for them. What is
 * answered is answered in Seller Central, so no return has an action.
 */
export async function* readReturns(
  client: AmazonClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const now = client.context.clock.now();
  const span = { fromMs: window.fromMs, toMs: Math.min(window.toMs, now) };
  if (span.toMs <= span.fromMs) return;
  for (const slice of sliceTime(span, LONGEST_SPAN_MS, OVERLAP_MS)) {
    const wish = { reportType: 'GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE', ...slice };
    const rows = await readReport(client, wish, { priority: PRIORITY.afterSales, signal });
    const returns = gather(rows);
    if (returns.length > 0) yield returns;
  }
}

/** Rows of one RMA are the lines of one return. */
function gather(rows: readonly ReportRow[]): readonly MarketplaceReturn[] {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const orderNumber = cell(row, 'order id', 'order-id');
    if (orderNumber === '') continue;
    const rma = cell(row, 'amazon rma id', 'amazon-rma-id') || cell(row, 'merchant rma id');
    const key = rma || `${orderNumber}/${cell(row, 'return request date')}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([returnId, group]) => mapReturn(returnId, group));
}

function mapReturn(returnId: string, rows: readonly ReportRow[]): MarketplaceReturn {
  const first = rows[0]!;
  const rawStatus = cell(first, 'return request status');
  const createdAtMs = readDay(cell(first, 'return request date', 'return-date')) ?? 0;
  const delivered = readDay(cell(first, 'return delivery date'));
  return {
    returnId,
    orderNumber: cell(first, 'order id', 'order-id'),
    packageId: null,
    status: statusOf(rawStatus),
    rawStatus,
    createdAtMs,
    lastModifiedMs: Math.max(createdAtMs, delivered ?? 0),
    answerByMs: null,
    cargo: { provider: cell(first, 'return carrier'), trackingNumber: cell(first, 'tracking id') },
    customerName: '',
    lines: rows.map((row, index) => mapLine(row, { returnId, index, rawStatus })),
    actions: [],
    raw: JSON.stringify(rows.map((row) => Object.fromEntries(row))),
  };
}

function mapLine(
  row: ReportRow,
  {
    returnId,
    index,
    rawStatus,
  }: { readonly returnId: string; readonly index: number; readonly rawStatus: string },
): ReturnLine {
  const stockCode = cell(row, 'merchant sku');
  const quantity = readWhole(cell(row, 'return quantity')) ?? 1;
  const refunded = readAmount(cell(row, 'refunded amount'));
  const mark = createHash('sha256').update(`${returnId} ${stockCode} ${index}`).digest('hex').slice(0, 16);
  return {
    returnLineId: `${returnId}:${mark}`,
    orderLineId: cell(row, 'order item id') || null,
    barcode: '',
    stockCode,
    title: cell(row, 'item name'),
    quantity,
    unitPriceE4: refunded === null || refunded === 0 ? null : Math.round(refunded / quantity),
    reason: cell(row, 'return reason'),
    customerNote: '',
    status: statusOf(rawStatus),
  };
}

function statusOf(word: string): ReturnStatus {
  const key = word.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(STATUS, key) ? STATUS[key]! : 'other';
}

function cell(row: ReportRow, ...names: readonly string[]): string {
  for (const name of names) {
    const value = row.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

function readWhole(text: string): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

/** The decimal sign follows the shop: a comma before two digits at the end is one. Whatever else could be meant is no amount. */
function readAmount(text: string): number | null {
  const bare = text.replace(/[^\d.,-]/g, '');
  if (/,\d{1,2}$/.test(bare)) return fromMarketplaceNumber(bare.replaceAll('.', '').replace(',', '.'));
  return bare === '' ? null : fromMarketplaceNumber(bare.replaceAll(',', ''));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `14-Jul-2025` or `2025-07-14`, as seen in public samples: a day in the shop's zone, taken as its noon in UTC. */
function readDay(text: string): number | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), 12);
  const named = /^(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{4})$/i.exec(text);
  const month = named ? MONTHS.indexOf(named[2]!.toLowerCase()) : -1;
  return named && month >= 0 ? Date.UTC(Number(named[3]), month, Number(named[1]), 12) : null;
}
