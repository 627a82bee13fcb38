import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { storeDocument } from './feeds.ts';
import {
  invalid,
  iso,
  isRecord,
  nextNumber,
  pageOf,
  refuse,
  timeOf,
  type AmazonWorld,
  type Call,
} from './world.ts';
import type { StoredReport } from './state.ts';

const RETURNS = 'GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE';
const DAY_MS = 86_400_000;

export function postReport(call: Call): SandboxAnswer {
  const { world, body } = call;
  const { reportType, marketplaceIds, dataStartTime, dataEndTime } = isRecord(body) ? body : {};
  if (!Array.isArray(marketplaceIds) || marketplaceIds[0] !== world.state.credentials.marketplaceId)
    throw invalid('marketplaceIds');
  if (reportType !== RETURNS) throw invalid(`Unknown report type: ${String(reportType)}`);
  const fromMs = typeof dataStartTime === 'string' ? Date.parse(dataStartTime) : world.now() - DAY_MS;
  const toMs = typeof dataEndTime === 'string' ? Date.parse(dataEndTime) : world.now();
  if (Number.isNaN(fromMs) || Number.isNaN(toMs) || toMs - fromMs > 60 * DAY_MS)
    throw invalid('up to 60 days of data in a single report');
  const reportId = String(90_000_000_000 + nextNumber(world));
  const readyAt = world.now() + world.rules().workDelayMs;
  world.state.reports[reportId] = { reportId, reportType: RETURNS, fromMs, toMs, readyAt, documentId: null };
  return jsonAnswer(202, { reportId });
}

export function getReport({ world, params }: Call): SandboxAnswer {
  const report = world.state.reports[params['reportId']!];
  if (!report) throw refuse(404, 'NotFound', 'The report does not exist');
  const due = report.readyAt <= world.now();
  const rows = due ? rowsOf(world, report) : [];
  if (due && rows.length > 0 && report.documentId === null)
    report.documentId = storeDocument(world, tabFile(rows), 'text/plain; charset=UTF-8');
  return jsonAnswer(200, {
    reportId: report.reportId,
    reportType: report.reportType,
    createdTime: iso(report.readyAt),
    processingStatus: !due ? 'IN_PROGRESS' : rows.length === 0 ? 'CANCELLED' : 'DONE',
    ...(report.documentId === null ? {} : { reportDocumentId: report.documentId }),
  });
}

type Row = Readonly<Record<string, string>>;

function rowsOf(world: AmazonWorld, { fromMs, toMs }: StoredReport): readonly Row[] {
  return world.state.returns
    .filter(({ at }) => at >= fromMs && at <= toMs)
    .map((one) => ({
      'Order ID': one.orderId,
      'Return request date': dayOf(one.at),
      'Return request status': one.status,
      'Amazon RMA ID': one.rma,
      'Currency code': 'TRY',
      ASIN: one.asin,
      'Merchant SKU': one.sku,
      'Item Name': one.title,
      'Return quantity': String(one.quantity),
      'Return Reason': one.reason,
    }));
}

/** `14-Jul-2025`, as the public samples have it. */
function dayOf(milliseconds: number): string {
  const [, day, month, year] = /^\w+, (\d+) (\w+) (\d+)/.exec(new Date(milliseconds).toUTCString())!;
  return `${day}-${month}-${year}`;
}

function tabFile(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]!);
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((cells) => cells.join('\t'))
    .join('\r\n');
}

/** 180 days at most, the newest two minutes never; amounts nest, so that only leaves may be summed. */
export function getTransactions(call: Call): SandboxAnswer {
  const { world, query } = call;
  const from = timeOf(query, 'postedAfter');
  const to = timeOf(query, 'postedBefore') ?? world.now() - 120_000;
  if (from === null) throw invalid('Start date cannot be null');
  if (to > world.now() - 120_000 || to - from > 180 * DAY_MS || to < from)
    throw invalid('Invalid date range');
  const found = world.state.transactions.filter(({ at }) => at >= from && at <= to);
  const page = pageOf(call, found, { size: 50, tokenName: 'nextToken' });
  const money = (kurus: number) => ({ currencyAmount: kurus / 100, currencyCode: 'TRY' });
  return jsonAnswer(200, {
    payload: {
      ...(page.next === null ? {} : { nextToken: page.next }),
      transactions: page.rows.map(({ id, type, orderId, at, goodsKurus, commissionKurus }) => ({
        transactionId: id,
        transactionType: type,
        transactionStatus: 'RELEASED',
        description: type === 'Refund' ? 'Refund Order' : 'Order Payment',
        postedDate: iso(at),
        totalAmount: money(goodsKurus + commissionKurus),
        relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: orderId }],
        breakdowns: [
          {
            breakdownType: 'ProductCharges',
            breakdownAmount: money(goodsKurus),
            breakdowns: [
              { breakdownType: 'OurPricePrincipal', breakdownAmount: money(goodsKurus), breakdowns: [] },
            ],
          },
          {
            breakdownType: 'AmazonFees',
            breakdownAmount: money(commissionKurus),
            breakdowns: [
              { breakdownType: 'Commission', breakdownAmount: money(commissionKurus), breakdowns: [] },
            ],
          },
        ],
      })),
    },
  });
}
