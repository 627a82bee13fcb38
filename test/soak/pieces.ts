import type { Database } from 'better-sqlite3';
import type { ShopperOrder, ShopperSide } from '../../src-main/sandbox/shopper-side.ts';
import type { Place, SoakWorld } from './world.ts';

/** A listing as the program has it, with what it is linked to. */
export type LinkedListing = {
  readonly channelId: string;
  readonly externalId: string;
  readonly listingId: string;
  readonly variantId: string;
  readonly state: string;
  readonly held: number;
  readonly frozen: number;
  readonly stockHeldBy: 'merchant' | 'marketplace';
};

export function linkedListings(database: Database): readonly LinkedListing[] {
  return database
    .prepare<[], LinkedListing>(
      `SELECT channel_id AS channelId, external_id AS externalId, listing_id AS listingId, variant_id AS variantId, state,
         held, frozen, stock_held_by AS stockHeldBy FROM listing WHERE link_state = 'linked' AND variant_id IS NOT NULL ORDER BY channel_id, external_id`,
    )
    .all();
}

/** Pieces of a variant that went over a marketplace's counter (or came back over it, below zero), and when. */
export type Move = { readonly at: number; readonly variantId: string; readonly pieces: number };

/** Pieces by order number and variant. */
export type Pieces = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Which variant a code means on which account. */
export type VariantOf = (channelId: string, code: string) => string | null;

export function variantsByCode({ harness }: SoakWorld): VariantOf {
  const known = new Map(
    linkedListings(harness.context.database).map((each) => [
      `${each.channelId} ${each.externalId}`,
      each.variantId,
    ]),
  );
  return (channelId, code) => known.get(`${channelId} ${code}`) ?? null;
}

/** What every order of a place holds now, by order and variant. Codes that are linked to nothing count for nothing. */
export function piecesOf(place: Place, variantOf: VariantOf): Pieces {
  return new Map(place.orders().map((order) => [order.orderNumber, piecesIn(order, place, variantOf)]));
}

function piecesIn(
  order: ShopperOrder,
  { channelId }: Place,
  variantOf: VariantOf,
): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { code, quantity } of order.lines) {
    const variantId = variantOf(channelId, code);
    if (variantId !== null) pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  }
  return pieces;
}

/**
 * The customers' side of a place that also tells every piece that changes hands. `moved` gets more than nothing for what
 * is bought and less for what is cancelled.
 */
export function told(
  place: Place,
  variantOf: VariantOf,
  moved: (variantId: string, pieces: number) => void,
): ShopperSide {
  const { shoppers, channelId } = place;
  const { cancel } = shoppers;
  return {
    ...shoppers,
    // What the program may not look after is no business of the shop's.
    shelf: () => shoppers.shelf().filter(({ code }) => variantOf(channelId, code) !== null),
    buy: (wish) => {
      const order = shoppers.buy(wish);
      for (const { code, quantity } of order.lines) {
        const variantId = variantOf(channelId, code);
        if (variantId !== null) moved(variantId, quantity);
      }
      return order;
    },
    ...(cancel && {
      cancel: (wish) => {
        const before = piecesOf(place, variantOf).get(wish.orderNumber);
        cancel(wish);
        const after = piecesOf(place, variantOf).get(wish.orderNumber);
        for (const [variantId, pieces] of before ?? []) {
          const left = after?.get(variantId) ?? 0;
          if (left !== pieces) moved(variantId, left - pieces);
        }
      },
    }),
  };
}
