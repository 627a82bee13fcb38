import { isProblemError, ProblemError } from '#contract/problem.ts';
import type { SettlementEntry, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import { FINANCE_PAGE, getCargoInvoice, getFinance } from './api-after-sales.ts';
import type { TrendyolClient } from './client.ts';
import { readsOrders } from './package-write.ts';
import { readRows } from './read-rows.ts';
import { isCargoInvoice, kindOf, TRANSACTION_TYPES, type TransactionType } from './transaction-types.ts';
import { CargoInvoiceItem, FinanceRow } from './wire-after-sales.ts';

/** "At most 15 days", less a minute. */
const SLICE_MS = 15 * 86_400_000 - 60_000;
const OVERLAP_MS = 1_000;

/**
 * What was booked in the window, by both services, one kind after another: the list of kinds in one question is
 * documented, but not how it is written. Rows appear after delivery. A cargo invoice is told parcel by parcel.
 *
 * @throws ProblemError `channel/forbidden` where the service is not open for this seller; after all others were told, the
 *   refusal of a kind.
 */
export async function* readSettlements(
  client: TrendyolClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly SettlementEntry[]> {
  let refused: ProblemError | null = null;
  for (const slice of sliceTime(window, SLICE_MS, OVERLAP_MS))
    for (const type of TRANSACTION_TYPES)
      try {
        yield* readType(client, { type, slice }, signal);
      } catch (error) {
        if (!isProblemError(error)) throw error;
        if (error.problem.code !== 'channel/request-refused') throw await named(client, error, signal);
        // One kind that they no longer take hides none of the others; that it is missing is told at the end.
        refused ??= error;
      }
  if (refused !== null) throw refused;
}

/**
 * 401 also stands for a service that is not open for this seller (stage, 2026). A key that still reads orders is not wrong.
 */
async function named(
  client: TrendyolClient,
  error: ProblemError,
  signal: AbortSignal | undefined,
): Promise<ProblemError> {
  if (error.problem.code !== 'channel/wrong-key' || !(await readsOrders(client, signal))) return error;
  return new ProblemError({ ...error.problem, code: 'channel/forbidden' });
}

async function* readType(
  client: TrendyolClient,
  { type, slice }: { readonly type: TransactionType; readonly slice: TimeWindow },
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly SettlementEntry[]> {
  const of = { service: type.service, transactionType: type.name, window: slice };
  const pages = readRows(
    client,
    {
      requestOf: (page) => getFinance(client.sellerId, of, page),
      row: FinanceRow,
      size: FINANCE_PAGE,
      keyOf: (row) => row.id ?? JSON.stringify(row),
    },
    { priority: PRIORITY.afterSales, signal },
  );
  for await (const rows of pages) {
    const entries: SettlementEntry[] = [];
    for (const row of rows) {
      const booked = mapRow(row, type, slice);
      if (booked.length === 0)
        client.context.logger.warn('rows-not-understood', {
          marketplace: 'trendyol',
          endpoint: type.service,
          count: 1,
        });
      if (booked.length > 0 && isCargoInvoice(type, row)) {
        entries.push(...(await withParcels(client, booked[0]!, row, signal)));
      } else entries.push(...booked);
    }
    if (entries.length > 0) yield entries;
  }
}

/** The row, and Trendyol's share of it where the row brings it along: together they are what the seller gets. */
function mapRow(row: FinanceRow, type: TransactionType, slice: TimeWindow): readonly SettlementEntry[] {
  const id = row.id ?? '';
  if (id === '' || (row.credit === null && row.debt === null)) return [];
  const amountE4 = (row.credit ?? 0) - (row.debt ?? 0);
  const entry: SettlementEntry = {
    entryId: `${type.name}:${id}`,
    kind: kindOf(type, row),
    rawKind: row.transactionType || type.name,
    orderNumber: row.orderNumber,
    packageId: row.shipmentPackageId,
    barcode: row.barcode,
    description: row.description,
    amountE4,
    commissionPercent: row.commissionRate === null ? null : row.commissionRate / 10_000,
    currency: 'TRY',
    bookedAtMs: row.transactionDate ?? slice.fromMs,
    paymentAtMs: row.paymentDate,
    paymentId: row.paymentOrderId,
  };
  const share = type.sharesCommission ? (row.commissionAmount ?? 0) : 0;
  if (share === 0 || amountE4 === 0) return [entry];
  const commission: SettlementEntry = {
    ...entry,
    entryId: `${entry.entryId}:commission`,
    kind: 'commission',
    amountE4: -Math.sign(amountE4) * Math.abs(share),
  };
  return [entry, commission];
}

/** One entry for each parcel; what the parcels don't add up to stays with the invoice, so that the sum is its own. */
async function withParcels(
  client: TrendyolClient,
  invoice: SettlementEntry,
  row: FinanceRow,
  signal: AbortSignal | undefined,
): Promise<readonly SettlementEntry[]> {
  const parcels: SettlementEntry[] = [];
  try {
    const pages = readRows(
      client,
      {
        requestOf: (page) => getCargoInvoice(client.sellerId, row.id!, page),
        row: CargoInvoiceItem,
        size: FINANCE_PAGE,
        keyOf: parcelKey,
      },
      { priority: PRIORITY.afterSales, signal },
    );
    for await (const items of pages) parcels.push(...items.flatMap((item) => mapParcel(item, invoice)));
  } catch (error) {
    // The invoice itself is known; only what it consists of is not.
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    client.context.logger.warn('cargo-invoice-not-read', {
      marketplace: 'trendyol',
      code: error.problem.code,
    });
    return [invoice];
  }
  const rest = invoice.amountE4 - parcels.reduce((sum, { amountE4 }) => sum + amountE4, 0);
  return rest === 0 && parcels.length > 0 ? parcels : [{ ...invoice, amountE4: rest }, ...parcels];
}

function mapParcel(item: CargoInvoiceItem, invoice: SettlementEntry): readonly SettlementEntry[] {
  if (item.amount === null) return [];
  const desi = item.desi === '' ? '' : `${item.desi} desi`;
  return [
    {
      ...invoice,
      entryId: `${invoice.entryId}:${parcelKey(item)}`,
      orderNumber: item.orderNumber,
      description: [item.shipmentPackageType, desi].filter((part) => part !== '').join(', '),
      amountE4: (invoice.amountE4 < 0 ? -1 : 1) * item.amount,
    },
  ];
}

function parcelKey(item: CargoInvoiceItem): string {
  return [item.parcelUniqueId, item.orderNumber, item.shipmentPackageType].join('/');
}
