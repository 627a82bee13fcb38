import type { PlannedChange } from './facts.ts';

/** 0 lower stock, 1 lower price, 2 other prices, 3 higher stock: what must be right soonest goes first. */
export type Priority = 0 | 1 | 2 | 3;

type Figures = Pick<PlannedChange, 'group' | 'fromQuantity' | 'toQuantity' | 'fromPriceE4' | 'toPriceE4'>;

export function priorityOf(change: Figures): Priority {
  if (change.group === 'stock') return (change.toQuantity ?? 0) < (change.fromQuantity ?? 1) ? 0 : 3;
  return (change.toPriceE4 ?? 0) < (change.fromPriceE4 ?? 0) ? 1 : 2;
}

/** Stock and price of one listing travel as one item. */
export type OfferItem = {
  readonly externalId: string;
  readonly quantity: number | null;
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly priority: Priority;
  readonly changeIds: readonly string[];
};

/** What would be sent, request by request: most urgent first, at most `itemsPerRequest` listings in each. */
export function batchChanges(
  changes: readonly PlannedChange[],
  itemsPerRequest: number,
): readonly (readonly OfferItem[])[] {
  const items = new Map<string, OfferItem>();
  for (const change of changes) {
    const earlier = items.get(change.listingId);
    const priority = priorityOf(change);
    items.set(change.listingId, {
      externalId: change.externalId,
      quantity: change.group === 'stock' ? change.toQuantity : (earlier?.quantity ?? null),
      priceE4: change.group === 'price' ? change.toPriceE4 : (earlier?.priceE4 ?? null),
      listPriceE4: change.group === 'price' ? change.toListPriceE4 : (earlier?.listPriceE4 ?? null),
      priority: earlier && earlier.priority < priority ? earlier.priority : priority,
      changeIds: [...(earlier?.changeIds ?? []), change.changeId],
    });
  }
  const ordered = [...items.values()].sort((left, right) => left.priority - right.priority);
  const requests: OfferItem[][] = [];
  for (let start = 0; start < ordered.length; start += itemsPerRequest) {
    requests.push(ordered.slice(start, start + itemsPerRequest));
  }
  return requests;
}
