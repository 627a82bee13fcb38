import { addListingEvent, type ListingEventKind } from '../cache/tables/listing-event.ts';
import { writeConfirmed } from '../cache/tables/listing.ts';
import type { OutboxRow } from '../cache/tables/outbox.ts';
import type { EngineContext } from '../context.ts';
import type { StockHolder } from '../marketplaces/kit/port.ts';
import { formatDecimalE4 } from '#common/money.ts';

/** Stock and price as the marketplace reported them; null where it said nothing. */
export type Reported = {
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
  readonly stockHeldBy?: StockHolder;
};

/** Keeps what the marketplace itself reported of a listing (step ⑧). */
export function confirmReported(context: EngineContext, listingId: string, reported: Reported): void {
  writeConfirmed(context.database, {
    listingId,
    quantity: reported.quantity,
    priceE4: reported.salePriceE4,
    listPriceE4: reported.listPriceE4,
    stockHeldBy: reported.stockHeldBy,
    at: context.host.clock.now(),
  });
}

/** Tells the listing's history what became of a change that was sent. */
export function tellHistory(
  context: EngineContext,
  row: OutboxRow,
  event: Extract<ListingEventKind, 'sent' | 'confirmed' | 'refused' | 'held'>,
): void {
  addListingEvent(context.database, {
    listingId: row.listingId,
    at: context.host.clock.now(),
    event,
    field: row.group,
    from: null,
    to: row.group === 'stock' ? String(row.quantity) : formatDecimalE4(row.priceE4 ?? 0),
    by: row.approvedBy,
  });
}

/** Whether the marketplace shows what the row meant. What it does not tell counts as not shown. */
export function showsRow(row: OutboxRow, reported: Reported): boolean {
  if (row.group === 'stock') return row.quantity === reported.quantity;
  const samePrice = row.priceE4 === reported.salePriceE4;
  return (
    samePrice &&
    (reported.listPriceE4 === null || row.listPriceE4 === null || row.listPriceE4 === reported.listPriceE4)
  );
}
