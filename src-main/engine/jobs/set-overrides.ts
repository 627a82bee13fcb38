import { formatDecimalE4 } from '#common/money.ts';
import type { ListingOverrides } from '#contract/listings.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { addListingEvent } from '../cache/tables/listing-event.ts';
import { findListing, writeOverrides, type ListingRecord } from '../cache/tables/listing.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { makePlan } from './make-plan.ts';

export type OverrideWish = { readonly [Key in keyof ListingOverrides]?: ListingOverrides[Key] | undefined };

/**
 * Writes the merchant's own word on listings, all or none of them, with what it was before in each listing's history,
 * and plans their channels anew. Returns how many listings changed.
 */
export async function setOverrides(
  context: EngineContext,
  listingIds: readonly string[],
  wanted: OverrideWish,
): Promise<number> {
  const { database, events } = context;
  const channels = new Set<string>();
  const changed = transact(database, () => {
    let count = 0;
    for (const listingId of new Set(listingIds)) {
      const listing = findListing(database, listingId);
      if (listing === null) throw new ProblemError(problem('listing/not-known', { listingId }));
      const overrides = merged(listing.overrides, wanted);
      const edits = editsOf(listing.overrides, overrides);
      if (edits.length === 0) continue;
      writeOverrides(database, listingId, overrides);
      noteEdits(context, listing, edits);
      channels.add(listing.channelId);
      count += 1;
    }
    return count;
  });
  for (const channelId of channels) await makePlan(context, channelId);
  if (changed > 0) events.changed('listings', 'plan');
  return changed;
}

function merged(before: ListingOverrides, wanted: OverrideWish): ListingOverrides {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const overrides: ListingOverrides = { ...before, ...given };
  const { floorE4, ceilingE4 } = overrides;
  if (floorE4 !== null && ceilingE4 !== null && floorE4 > ceilingE4) {
    throw new ProblemError(problem('input/invalid', { field: 'floorE4' }));
  }
  return overrides;
}

type Edit = {
  readonly field: keyof ListingOverrides;
  readonly from: string | null;
  readonly to: string | null;
};

const FIELDS: readonly (keyof ListingOverrides)[] = [
  'priceE4',
  'stockBuffer',
  'floorE4',
  'ceilingE4',
  'frozen',
];

function editsOf(before: ListingOverrides, after: ListingOverrides): readonly Edit[] {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    from: valueText(field, before[field]),
    to: valueText(field, after[field]),
  }));
}

function valueText(field: keyof ListingOverrides, value: number | boolean | null): string | null {
  if (value === null) return null;
  return field.endsWith('E4') && typeof value === 'number' ? formatDecimalE4(value) : String(value);
}

function noteEdits(context: EngineContext, listing: ListingRecord, edits: readonly Edit[]): void {
  const at = context.host.clock.now();
  for (const edit of edits) {
    addListingEvent(context.database, {
      listingId: listing.listingId,
      at,
      event: 'edited',
      by: 'merchant',
      ...edit,
    });
  }
}
