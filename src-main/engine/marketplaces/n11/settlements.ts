import type { SettlementEntry, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { child } from '../kit/soap.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { N11Client } from './client.ts';
import type { N11Endpoint } from './endpoints.ts';
import { amountAt, callSoap, rowsAt, textAt, totalsOf } from './soap-client.ts';
import { isoDay, readTurkishTime } from './turkish-day.ts';
import { turnPages } from './turn-pages.ts';

const SETTLEMENT_PAGE = 100;

/**
 * What was settled in the window, day by day (SettlementService, SOAP manual v5.2 of 2020; whether it still answers is not
 * known). Of each order item: what was paid, and every deduction; together they are its settlement.
 */
export async function* readSettlements(
  client: N11Client,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly SettlementEntry[]> {
  const days = new Set<string>();
  for await (const rows of readList(client, window, signal)) {
    const entries = rows.flatMap(paymentEntry);
    warnOfMissing(client, 'settlements', rows.length - entries.length);
    yield entries;
    for (const row of rows) days.add(dayOf(row));
  }
  for (const day of [...days].filter((each) => each !== '').sort()) {
    const entries = await readDay(client, day, signal);
    if (entries.length > 0) yield entries;
  }
}

function readList(
  client: N11Client,
  window: TimeWindow,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly XmlNode[]> {
  return turnPages<XmlNode>(client, {
    endpoint: 'settlements',
    keyOf: (row) =>
      `${textAt(row, 'settlementDate')} ${textAt(row, 'remittanceDate')} ${textAt(row, 'settlementAmount')}`,
    readPage: async (page) => {
      const call = {
        endpoint: 'settlements',
        service: 'settlementService',
        operation: 'GetSettlementList',
        content: {
          startDate: isoDay(window.fromMs),
          endDate: isoDay(window.toMs),
          pagingData: { currentPage: page, pageSize: SETTLEMENT_PAGE },
        },
      } as const;
      const element = await callSoap(client, call, { priority: PRIORITY.insight, signal });
      const data = child(element, 'settlementListData') ?? element;
      const rows = rowsAt(data, 'settlementList', 'settlement');
      return { rows, received: rows.length, size: SETTLEMENT_PAGE, total: totalsOf(data).total };
    },
  });
}

function dayOf(row: XmlNode): string {
  const at = readTurkishTime(textAt(row, 'settlementDate'));
  return at === null ? '' : isoDay(at);
}

/** The sum that is paid out; told once it is or will be on its way. */
function paymentEntry(row: XmlNode): readonly SettlementEntry[] {
  const amountE4 = amountAt(row, 'settlementAmount');
  const bookedAtMs = readTurkishTime(textAt(row, 'settlementDate'));
  if (amountE4 === null || bookedAtMs === null) return [];
  const paymentAtMs = readTurkishTime(textAt(row, 'remittanceDate'));
  const entry = { kind: 'payment', rawKind: textAt(row, 'status'), amountE4 } as const;
  const entryId = `payment ${textAt(row, 'settlementDate')} ${textAt(row, 'remittanceDate')}`;
  return [
    {
      ...blank(entryId),
      ...entry,
      description: 'Hakediş ödemesi',
      bookedAtMs,
      paymentAtMs,
      paymentId: dayOf(row),
    },
  ];
}

async function readDay(
  client: N11Client,
  day: string,
  signal: AbortSignal | undefined,
): Promise<readonly SettlementEntry[]> {
  const call = {
    endpoint: 'settlement-detail',
    service: 'settlementService',
    operation: 'GetSettlementDetail',
    content: { date: day },
  } as const;
  const element = await callSoap(client, call, { priority: PRIORITY.insight, signal });
  const data = child(child(element, 'settlementDetail') ?? element, 'orderItemSettlementDataList');
  const items = rowsAt(data, 'orderItemSettlementList', 'orderItemSettlement');
  const read = items.map((item) => itemEntries(item, day));
  // The request has no pages, though the answer counts them.
  const counted = data === undefined ? null : totalsOf(data).total;
  const unread = read.filter((entries) => entries.length === 0).length;
  warnOfMissing(client, 'settlement-detail', Math.max(0, (counted ?? 0) - items.length) + unread);
  return read.flat();
}

/** Rows without an amount or a day can't be booked; that they are missing must be seen. */
function warnOfMissing(client: N11Client, endpoint: N11Endpoint, rows: number): void {
  if (rows > 0) client.context.logger.warn('n11-settlement-rows-not-read', { endpoint, rows });
}

function itemEntries(item: XmlNode, day: string): readonly SettlementEntry[] {
  const amount = (name: string): number => amountAt(item, name) ?? 0;
  const paid = amountAt(item, 'paymentAmount');
  if (paid === null) return [];
  const dayMs = readTurkishTime(day) ?? 0;
  const bookedAtMs = readTurkishTime(textAt(item, 'completedDate')) ?? dayMs;
  const base = {
    orderNumber: textAt(item, 'orderNumber'),
    description: textAt(item, 'productName'),
    bookedAtMs,
    paymentAtMs: dayMs,
    paymentId: day,
  };
  const entryOf = (kind: SettlementEntry['kind'], rawKind: string, amountE4: number): SettlementEntry => ({
    ...blank(`${day} ${textAt(item, 'orderItemId')} ${rawKind}`),
    ...base,
    kind,
    rawKind,
    amountE4,
  });
  const commission = amount('commission');
  const advertising = amount('adFee') + amount('adFeeVat');
  // What the deduction holds beyond the two that are named, so that all together are the settlement.
  const rest = amount('deductionAmount') - commission - advertising;
  const taken = [
    entryOf('commission', 'commission', -commission),
    entryOf('fee', 'adFee', -advertising),
    entryOf('other', 'deduction', -rest),
  ].filter(({ amountE4 }) => amountE4 !== 0);
  return [entryOf(paid < 0 ? 'return' : 'sale', 'payment', paid), ...taken];
}

function blank(entryId: string): SettlementEntry {
  return {
    entryId,
    kind: 'other',
    rawKind: '',
    orderNumber: '',
    packageId: '',
    barcode: '',
    description: '',
    amountE4: 0,
    commissionPercent: null,
    currency: 'TRY',
    bookedAtMs: 0,
    paymentAtMs: null,
    paymentId: '',
  };
}
