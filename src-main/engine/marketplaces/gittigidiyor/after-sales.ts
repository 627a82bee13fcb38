import { problem, ProblemError } from '#contract/problem.ts';
import type { MarketplaceReturn, ReturnAnswer, SettlementEntry, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { XmlNode } from '../kit/xml.ts';
import { giveApprovalForRemandedItem, type SaleStatus } from './api.ts';
import type { GittiGidiyorClient } from './client.ts';
import { NAME } from './errors.ts';
import { mapSale } from './map-sale.ts';
import { act } from './order-desk.ts';
import { readSalePages } from './read-orders.ts';
import { WireSale } from './wire.ts';

/** Sales in the list of returns and cancellations whose words speak of a return (sheet §7.1, byStatus R). */
export async function* readReturns(
  client: GittiGidiyorClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const options = { priority: PRIORITY.afterSales, signal };
  for await (const nodes of readSalePages(client, { list: 'R', fromMs: window.fromMs }, options)) {
    const returns = nodes.flatMap((node) => mapReturn(node) ?? []);
    const inside = returns.filter(({ lastModifiedMs }) => isInside(window, lastModifiedMs));
    if (inside.length > 0) yield inside;
  }
}

function mapReturn(node: XmlNode): MarketplaceReturn | null {
  const sale = mapSale(node, 'R');
  const line = sale?.lines[0];
  if (!sale || !line || sale.status === 'cancelled') return null;
  const settled = /tamamlan|onayland|para iade/i.test(sale.rawStatus);
  return {
    returnId: sale.packageId,
    orderNumber: sale.orderNumber,
    packageId: sale.packageId,
    status: sale.status === 'returned' ? (settled ? 'accepted' : 'waits-for-seller') : 'other',
    rawStatus: sale.rawStatus,
    createdAtMs: sale.orderedAtMs,
    lastModifiedMs: sale.lastModifiedMs,
    answerByMs: null,
    cargo: { provider: sale.cargo.provider, trackingNumber: sale.cargo.trackingNumber },
    customerName: `${sale.buyer.firstName} ${sale.buyer.lastName}`.trim(),
    lines: [
      {
        returnLineId: sale.packageId,
        orderLineId: line.lineId,
        barcode: '',
        stockCode: line.stockCode,
        title: line.title,
        quantity: line.quantity,
        unitPriceE4: line.unitPriceE4,
        // No source has a field for it.
        reason: '',
        customerNote: '',
        status: sale.status === 'returned' ? (settled ? 'accepted' : 'waits-for-seller') : 'other',
      },
    ],
    actions: sale.status === 'returned' && !settled ? ['accept'] : [],
    raw: sale.raw,
  };
}

/** The goods are back and the buyer gets the money. There is no service that says no. */
export async function answerReturn(client: GittiGidiyorClient, answer: ReturnAnswer): Promise<void> {
  if (answer.answer !== 'accept')
    throw new ProblemError(problem('channel/not-offered', { marketplace: NAME, capability: 'claim-reject' }));
  await act(client, answer, giveApprovalForRemandedItem(answer.returnId));
}

/** Lists in which a sale's money is on its way or paid. */
const PAID: readonly SaleStatus[] = ['T', 'O'];

/**
 * What sales brought in: amount, commission's rate and day of payment stand in the sale itself (sheet §7.1). The services of
 * the account are not read: no source has the fields of their answers.
 */
export async function* readSettlements(
  client: GittiGidiyorClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly SettlementEntry[]> {
  const options = { priority: PRIORITY.afterSales, signal };
  for (const list of PAID)
    for await (const nodes of readSalePages(client, { list, fromMs: window.fromMs }, options)) {
      const entries = nodes
        .flatMap((node) => mapSettlement(node) ?? [])
        .filter(({ bookedAtMs }) => isInside(window, bookedAtMs));
      if (entries.length > 0) yield entries;
    }
}

function mapSettlement(node: XmlNode): SettlementEntry | null {
  const parsed = WireSale.safeParse(node);
  if (!parsed.success || parsed.data.saleCode === null || parsed.data.price === null) return null;
  const sale = parsed.data;
  return {
    entryId: sale.saleCode!,
    kind: 'sale',
    rawKind: sale.status,
    orderNumber: sale.saleCode!,
    packageId: sale.saleCode!,
    barcode: '',
    description: sale.productTitle,
    amountE4: sale.price!,
    commissionPercent: sale.commissionRate === null ? null : sale.commissionRate / 10_000,
    currency: 'TRY',
    bookedAtMs: sale.lastActionDate ?? sale.endDate ?? 0,
    paymentAtMs: sale.moneyDate,
    paymentId: '',
  };
}

function isInside({ fromMs, toMs }: TimeWindow, atMs: number): boolean {
  return atMs >= fromMs && atMs <= toMs;
}
