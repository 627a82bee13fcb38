import { createHash } from 'node:crypto';
import type { SettlementEntry, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import { listTransactions } from './api-documents.ts';
import { broken, type AmazonClient } from './client.ts';
import { amountOf, currencyOf } from './wire.ts';
import { TransactionPage, WireTransaction, type WireBreakdown } from './wire-money.ts';

/** "≤180 days apart, ≥2 min ago" (sheet §11). */
const LONGEST_SPAN_MS = 179 * 86_400_000;
const YOUNGEST_MS = 5 * 60_000;
const OVERLAP_MS = 60_000;
const MOST_PAGES = 5_000;

/**
 * Every movement of the account, taken apart into its charges. Amazon may lag by two days, and pages may be empty before the
 * last one. An amount is taken from the leaves of its breakdowns alone: what stands above them is their sum.
 */
export async function* readSettlements(
  client: AmazonClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly SettlementEntry[]> {
  const span = {
    fromMs: window.fromMs,
    toMs: Math.min(window.toMs, client.context.clock.now() - YOUNGEST_MS),
  };
  if (span.toMs <= span.fromMs) return;
  for (const { fromMs, toMs } of sliceTime(span, LONGEST_SPAN_MS, OVERLAP_MS)) {
    const tokens = new Set<string>();
    let nextToken: string | null = null;
    do {
      const query = {
        postedAfterMs: fromMs,
        postedBeforeMs: toMs,
        ...(nextToken === null ? {} : { nextToken }),
      };
      const options = { priority: PRIORITY.afterSales, signal };
      const page: { nextToken: string | null; transactions?: unknown[] | null | undefined } =
        await client.read(listTransactions(client, query), TransactionPage, options);
      const entries = (page.transactions ?? []).flatMap((raw) => mapTransaction(raw));
      if (entries.length > 0) yield entries;
      nextToken = page.nextToken;
      if (nextToken !== null && (tokens.has(nextToken) || tokens.size > MOST_PAGES))
        throw broken('transactions', 'the pages have no end');
      if (nextToken !== null) tokens.add(nextToken);
    } while (nextToken !== null);
  }
}

type Charge = { readonly type: string; readonly amountE4: number; readonly currency: string };

function mapTransaction(raw: unknown): readonly SettlementEntry[] {
  const parsed = WireTransaction.safeParse(raw);
  if (!parsed.success) return [];
  const wire = parsed.data;
  const key =
    wire.transactionId ?? createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 32);
  const item = wire.items.length === 1 ? wire.items[0]! : null;
  return chargesOf(wire).map(({ type, amountE4, currency }, index) => ({
    entryId: `${key}:${index}`,
    kind: kindOf(type, wire.transactionType, amountE4),
    rawKind: type === '' ? wire.transactionType : `${wire.transactionType} / ${type}`,
    orderNumber: related(wire, 'ORDER_ID'),
    packageId: related(wire, 'SHIPMENT_ID'),
    barcode: '',
    description: [wire.description || (item?.description ?? ''), wire.transactionStatus]
      .filter(Boolean)
      .join(' · '),
    amountE4,
    commissionPercent: null,
    currency,
    bookedAtMs: wire.postedDate ?? 0,
    paymentAtMs: wire.contexts.find(({ maturityDate }) => maturityDate !== null)?.maturityDate ?? null,
    paymentId: related(wire, 'SETTLEMENT_ID') || related(wire, 'FINANCIAL_EVENT_GROUP_ID'),
  }));
}

/** The leaves, where they add up to what the transaction says it is; else the transaction as a whole. */
function chargesOf(wire: WireTransaction): readonly Charge[] {
  const total = amountOf(wire.totalAmount);
  const currency = currencyOf(wire.totalAmount) || 'TRY';
  const own = wire.breakdowns.flatMap((each) => leavesOf(each, currency));
  const ofItems = wire.items.flatMap(({ breakdowns }) =>
    breakdowns.flatMap((each) => leavesOf(each, currency)),
  );
  for (const charges of [own, ofItems]) {
    const sum = charges.reduce((so, { amountE4 }) => so + amountE4, 0);
    if (charges.length > 0 && (total === null || sum === total)) return charges;
  }
  return total === null ? [] : [{ type: '', amountE4: total, currency }];
}

function leavesOf(breakdown: WireBreakdown, currency: string): readonly Charge[] {
  if (breakdown.breakdowns.length > 0)
    return breakdown.breakdowns.flatMap((each) => leavesOf(each, currency));
  const amountE4 = amountOf(breakdown.breakdownAmount);
  if (amountE4 === null) return [];
  return [
    { type: breakdown.breakdownType, amountE4, currency: currencyOf(breakdown.breakdownAmount) || currency },
  ];
}

/** By the telling part of Amazon's words, whose list is open; what none fits is `other`, with the word kept. */
function kindOf(type: string, transaction: string, amountE4: number): SettlementEntry['kind'] {
  const word = type.toLowerCase();
  const whole = transaction.toLowerCase();
  if (/transfer|disbursement|payout/.test(whole)) return 'payment';
  if (/commission|referral/.test(word)) return 'commission';
  if (/tax|vat|withh/.test(word)) return 'tax';
  if (/promo|discount|coupon|rebate/.test(word)) return 'discount';
  if (/shipping|postage|freight|label/.test(word)) return 'cargo';
  if (/penalty|chargeback/.test(word)) return 'penalty';
  if (/fee|charge(?!s)|subscription/.test(word) && !/product/.test(word)) return 'fee';
  if (/refund|return|guarantee/.test(whole)) return 'return';
  if (/principal|product|sales|ourprice/.test(word)) return 'sale';
  if (word === '' && /shipment|sale|order/.test(whole)) return amountE4 < 0 ? 'return' : 'sale';
  return 'other';
}

function related(wire: WireTransaction, name: string): string {
  return (
    wire.relatedIdentifiers.find(({ relatedIdentifierName }) => relatedIdentifierName === name)
      ?.relatedIdentifierValue ?? ''
  );
}
