import type { ChannelRules } from '#contract/channels.ts';
import type { Hold } from '#contract/guards.ts';
import type { ListingState, TraceStep } from '#contract/listings.ts';
import type { FieldGroup, PlanReason } from '#contract/plan.ts';

/** Everything the planner may know about one listing. Gathered by `cache/tables`, computed on here, written elsewhere. */
export type ListingFacts = {
  readonly listingId: string;
  readonly externalId: string;
  readonly forSale: boolean;
  /** The marketplace's own state of the listing, for the sentence that says why it is held. */
  readonly state: ListingState;
  readonly frozen: boolean;
  /** `marketplace`: the goods lie in its own warehouse, and their stock is not ours to say anything about. */
  readonly stockHeldBy: 'merchant' | 'marketplace';
  readonly ownPriceE4: number | null;
  readonly ownBuffer: number | null;
  readonly ownFloorE4: number | null;
  readonly ownCeilingE4: number | null;
  readonly confirmedQuantity: number | null;
  readonly confirmedPriceE4: number | null;
  readonly confirmedListPriceE4: number | null;
  /** The marketplace has moved its own stock since (it sold some, or took a sale back): the confirmed one is a memory. */
  readonly quantityIsStale: boolean;
  /** The newest value on its way (sent or unknown), which a new change would follow. */
  readonly inFlightQuantity: number | null;
  readonly inFlightPriceE4: number | null;
  readonly inFlightListPriceE4: number | null;
  /** What was sent last, by which a marketplace figure that somebody else changed is told from our own. */
  readonly sentQuantity: number | null;
  readonly sentPriceE4: number | null;
  /** Null when the listing is linked to nothing: then there is nothing to plan. */
  readonly variant: VariantFacts | null;
};

/** A variant as the channel's side of the shop shows it: its store, its customer group, its currency. */
export type VariantFacts = {
  readonly variantId: string;
  readonly quantity: number;
  readonly priceE4: number;
  readonly listPriceE4: number;
  readonly currency: string;
  readonly taxRateE4: number;
  /** The prices before they were converted into the channel's currency; null where nothing was converted. */
  readonly converted: {
    readonly priceE4: number;
    readonly listPriceE4: number;
    readonly currency: string;
    /** How much of the channel's currency one unit of the shop's is, in 10^-8. */
    readonly rateE8: number;
  } | null;
  /** Whether the channel's side of the shop was read; without, prices and `enabled` are only the shop's default ones. */
  readonly viewRead: boolean;
  readonly enabled: boolean;
  /** A full read no longer found it. */
  readonly gone: boolean;
  /** Sold on a channel, not yet taken off the shop's own stock. Never negative. */
  readonly reserved: number;
  /** Several variants of the shop carry this one's barcode, and no person said which of them the listing is. */
  readonly duplicateBarcode: boolean;
  /**
   * `vanished`: missing from a reading that lost too much at once to be believed; `implausible`: its stock rose beyond
   * belief. Both until a later reading says the same. Null: the reading is believed.
   */
  readonly doubt: 'vanished' | 'implausible' | null;
};

export type ChannelFacts = {
  readonly channelId: string;
  readonly currency: string;
  readonly rules: ChannelRules;
  readonly maxQuantity: number;
  readonly itemsPerRequest: number;
  /** Linked listings of the channel: what the bulk brake's share is taken of. */
  readonly linkedListings: number;
  /** Ids of changes that the bulk brake held in the plan before: they stay held until a person lets them through. */
  readonly braked: ReadonlySet<string>;
};

export type Desired = {
  /** Null where the marketplace keeps the stock. */
  readonly quantity: number | null;
  /** Null when the shop gives no price that could be sold at. */
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly stockTrace: readonly TraceStep[];
  readonly priceTrace: readonly TraceStep[];
};

export type PlannedChange = {
  readonly changeId: string;
  readonly channelId: string;
  readonly listingId: string;
  readonly externalId: string;
  readonly group: FieldGroup;
  readonly fromQuantity: number | null;
  readonly toQuantity: number | null;
  readonly fromPriceE4: number | null;
  readonly toPriceE4: number | null;
  readonly fromListPriceE4: number | null;
  readonly toListPriceE4: number | null;
  readonly reason: PlanReason;
  /** Change of the price in percent of the old one; null for stock and for a first price. */
  readonly stepPercent: number | null;
  readonly trace: readonly TraceStep[];
  readonly holds: readonly Hold[];
  readonly approvable: boolean;
};
