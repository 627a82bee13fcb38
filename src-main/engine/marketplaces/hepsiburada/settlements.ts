import { isProblemError, type ProblemError } from '#contract/problem.ts';
import type { SettlementEntry, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { halveSlice, sliceTime } from '../kit/time-slices.ts';
import { getTransactions, TRANSACTION_PAGE } from './api-after-sales.ts';
import type { HepsiburadaClient } from './client.ts';
import { turnPages } from './paging.ts';
import { packageUnitId } from './unit-id.ts';
import { currencyOf, parseRows, readList, wireMoneyE4 } from './wire.ts';
import { WireTransaction } from './wire-after-sales.ts';

/** "At most one month in practice" (sheet §5.3). */
const SLICE_MS = 28 * 86_400_000;
const OVERLAP_MS = 1_000;
/** Nothing shorter is halved. */
const SHORTEST_MS = 3_600_000;

/** Which words of theirs mean what; the first that fits. Refunds of a cost keep its kind, with the other sign. */
const KINDS: readonly (readonly [RegExp, SettlementEntry['kind']])[] = [
  [/^Payment$|^BnplOrder$/, 'sale'],
  [/^Return$|^BnplRefund$/, 'return'],
  [/^TotalPayment$|^Deposit$/, 'payment'],
  [/Commission/, 'commission'],
  [/Shipment|Cargo|Transport|Delivery/, 'cargo'],
  [/Stoppage|^VAT$/, 'tax'],
  [/Discount|CustomerSatisfaction/, 'discount'],
  [/Penalty|LateInterest|Compensation|Chargeout/, 'penalty'],
  [/Fee|Expense|Income|Bnpl|Ad|Facebook|Sponsorship|FaturaLab|FigoPara/, 'fee'],
];

/**
 * Accounting records booked in the window; records of a sale appear after its delivery. A span that holds several
 * currencies is refused as a whole (sheet §5.3): its halves are asked for, down to an hour; what is refused even so keeps
 * nothing else back, and the reading ends with its problem.
 */
export async function* readSettlements(
  client: HepsiburadaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly SettlementEntry[]> {
  const slices = [...sliceTime(window, SLICE_MS, OVERLAP_MS)];
  let failure: ProblemError | null = null;
  for (let slice = slices.shift(); slice !== undefined; slice = slices.shift()) {
    try {
      for await (const rows of readSlice(client, slice, signal)) {
        const entries = rows.flatMap((row) => mapTransaction(row, window) ?? []);
        if (entries.length > 0) yield entries;
      }
    } catch (error) {
      if (!isProblemError(error) || !holdsSeveralCurrencies(error)) throw error;
      const halves = slice.toMs - slice.fromMs > SHORTEST_MS ? halveSlice(slice, OVERLAP_MS) : null;
      if (halves) slices.unshift(...halves);
      else failure ??= error;
    }
  }
  if (failure !== null) throw failure;
}

function holdsSeveralCurrencies({ problem }: ProblemError): boolean {
  return problem.params['status'] === 409 && /MoreThanOneCurrenc/i.test(problem.detail ?? '');
}

function readSlice(client: HepsiburadaClient, slice: TimeWindow, signal: AbortSignal | undefined) {
  return turnPages(client, {
    endpoint: 'transactions',
    limit: TRANSACTION_PAGE,
    readPage: async (offset) => {
      const request = getTransactions(client.merchantId, 'RecordDate', slice, offset);
      const list = readList(request, await client.ask(request, { priority: PRIORITY.afterSales, signal }));
      const { good, bad } = parseRows(list.rows, WireTransaction);
      // Whether `count` is of the page or of everything is not documented: of a full page it says nothing.
      const counted = list.total !== null && list.total > list.rows.length ? list.total - bad : null;
      const keys = good.map((row, index) => row.id ?? `${offset}-${index}`);
      return { rows: good, keys, total: counted, came: list.rows.length };
    },
  });
}

function mapTransaction(wire: WireTransaction, window: TimeWindow): SettlementEntry | null {
  const amount = wireMoneyE4.parse(wire.amount);
  if (wire.id === null || amount === null) return null;
  const orderNumber = wire.orderNumber ?? '';
  const sign = wire.isIncome === false ? -1 : wire.isIncome === true ? 1 : Math.sign(amount) || 1;
  return {
    entryId: wire.id,
    kind: KINDS.find(([word]) => word.test(wire.transactionType))?.[1] ?? 'other',
    rawKind: wire.transactionType,
    orderNumber,
    packageId: wire.packageNumber && orderNumber ? packageUnitId(wire.packageNumber, orderNumber) : '',
    barcode: '',
    description: [wire.productName, wire.invoiceExplanation].filter((text) => text !== '').join(' · '),
    amountE4: sign * Math.abs(amount),
    commissionPercent: null,
    currency: currencyOf(wire.amount) ?? 'TRY',
    bookedAtMs: wire.invoiceDate ?? wire.orderDate ?? window.fromMs,
    paymentAtMs: wire.paymentDate ?? wire.dueDate,
    paymentId: wire.invoiceNumber ?? '',
  };
}
