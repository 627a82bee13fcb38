import type { OutboxRow } from '../cache/tables/outbox.ts';
import type { OfferUpdate } from '../marketplaces/kit/port.ts';

/** One item of a request with the rows that it carries: at most one of stock and one of price. */
export type OfferItem = {
  readonly listingId: string;
  readonly update: OfferUpdate;
  readonly rows: readonly OutboxRow[];
};

/** Stock and price of one listing travel as one item, in the order in which the listings first appear. */
export function offerItems(rows: readonly OutboxRow[]): readonly OfferItem[] {
  const byListing = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const known = byListing.get(row.listingId);
    if (known) known.push(row);
    else byListing.set(row.listingId, [row]);
  }
  return [...byListing].map(([listingId, own]) => {
    const stock = own.find((row) => row.group === 'stock');
    const price = own.find((row) => row.group === 'price');
    return {
      listingId,
      rows: own,
      update: {
        externalId: own[0]!.externalId,
        quantity: stock?.quantity ?? null,
        salePriceE4: price?.priceE4 ?? null,
        listPriceE4: price?.listPriceE4 ?? null,
      },
    };
  });
}

export function rowIds(items: readonly OfferItem[]): readonly string[] {
  return items.flatMap((item) => item.rows.map((row) => row.outboxId));
}
