import * as fc from 'fast-check';
import type { ChannelFacts, ListingFacts, PlannedChange, VariantFacts } from '#engine/planner/facts.ts';

/** A listing in step with the shop: ten pieces at 100,00 on both sides. Tests change what they are about. */
export function listing(
  changes: Partial<Omit<ListingFacts, 'variant'>> & { readonly variant?: Partial<VariantFacts> | null } = {},
): ListingFacts {
  const { variant, ...rest } = changes;
  return {
    listingId: 'l1',
    externalId: 'b1',
    forSale: true,
    state: 'on-sale',
    frozen: false,
    stockHeldBy: 'merchant',
    ownPriceE4: null,
    ownBuffer: null,
    ownFloorE4: null,
    ownCeilingE4: null,
    confirmedQuantity: 10,
    confirmedPriceE4: 1_000_000,
    confirmedListPriceE4: 1_000_000,
    quantityIsStale: false,
    sentQuantity: null,
    sentPriceE4: null,
    inFlightQuantity: null,
    inFlightPriceE4: null,
    inFlightListPriceE4: null,
    variant:
      variant === null
        ? null
        : {
            variantId: 'p1',
            quantity: 10,
            priceE4: 1_000_000,
            listPriceE4: 1_000_000,
            currency: 'TRY',
            taxRateE4: 200_000,
            converted: null,
            viewRead: true,
            enabled: true,
            gone: false,
            reserved: 0,
            duplicateBarcode: false,
            doubt: null,
            ...variant,
          },
    ...rest,
  };
}

export function channel(
  changes: Partial<Omit<ChannelFacts, 'rules'>> & { readonly rules?: Partial<ChannelFacts['rules']> } = {},
): ChannelFacts {
  const { rules, ...rest } = changes;
  return {
    channelId: 'c1',
    currency: 'TRY',
    maxQuantity: 20_000,
    itemsPerRequest: 1_000,
    linkedListings: 1_000,
    braked: new Set(),
    ...rest,
    rules: { stockBuffer: 0, priceMarkupE4: 0, maxStepPercent: 30, floorE4: null, ceilingE4: null, ...rules },
  };
}

/** What the marketplace shows once a change was carried out. */
export function afterChanges(facts: ListingFacts, changes: readonly PlannedChange[]): ListingFacts {
  // What was on its way has arrived before.
  let after: ListingFacts = {
    ...facts,
    confirmedQuantity: facts.inFlightQuantity ?? facts.confirmedQuantity,
    confirmedPriceE4: facts.inFlightPriceE4 ?? facts.confirmedPriceE4,
    confirmedListPriceE4: facts.inFlightListPriceE4 ?? facts.confirmedListPriceE4,
    // Whoever carried something out read it back.
    quantityIsStale: false,
    inFlightQuantity: null,
    inFlightPriceE4: null,
    inFlightListPriceE4: null,
  };
  for (const change of changes) {
    after =
      change.group === 'stock'
        ? { ...after, confirmedQuantity: change.toQuantity, sentQuantity: change.toQuantity }
        : {
            ...after,
            confirmedPriceE4: change.toPriceE4,
            confirmedListPriceE4: change.toListPriceE4,
            sentPriceE4: change.toPriceE4,
          };
  }
  return after;
}

const quantity = fc.oneof(
  fc.integer({ min: -20, max: 60 }),
  fc.constantFrom(0, 20_000, 20_001, 2_147_483_647),
);
const price = fc.oneof(
  fc.integer({ min: -10_000, max: 30_000_000 }),
  fc.constantFrom(0, 1, 49, 50, 99, 100, 1_000_000, 10_000_000, 100_000, 10_000, 150_000_000_000_000),
);
const perhaps = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null });
const shownPrice = perhaps(fc.integer({ min: 1, max: 300_000 }).map((kurus) => kurus * 100));

/** Listings as shops and marketplaces really hold them, dirt included. */
export const anyListing: fc.Arbitrary<ListingFacts> = fc
  .record({
    facts: fc.record({
      forSale: fc.boolean(),
      frozen: fc.boolean(),
      ownPriceE4: perhaps(fc.integer({ min: 1, max: 30_000_000 })),
      ownBuffer: perhaps(fc.integer({ min: 0, max: 20 })),
      ownFloorE4: perhaps(fc.integer({ min: 1, max: 2_000_000 })),
      ownCeilingE4: perhaps(fc.integer({ min: 500_000, max: 30_000_000 })),
      confirmedQuantity: perhaps(fc.nat({ max: 60 })),
      confirmedPriceE4: shownPrice,
      confirmedListPriceE4: shownPrice,
      quantityIsStale: fc.boolean(),
      inFlightQuantity: perhaps(fc.nat({ max: 60 })),
      inFlightPriceE4: shownPrice,
      inFlightListPriceE4: shownPrice,
    }),
    variant: fc.record({
      quantity,
      priceE4: price,
      listPriceE4: price,
      currency: fc.constantFrom('TRY', 'TRY', 'TRY', 'USD'),
      enabled: fc.boolean(),
      gone: fc.boolean(),
      reserved: fc.nat({ max: 30 }),
      duplicateBarcode: fc.boolean(),
      doubt: fc.constantFrom(null, null, null, 'vanished' as const, 'implausible' as const),
    }),
  })
  .map(({ facts, variant }) => listing({ ...facts, variant }));

export const anyListings: fc.Arbitrary<readonly ListingFacts[]> = fc
  .array(anyListing, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((facts, index) => ({ ...facts, listingId: `l${index}`, externalId: `b${index}` })));

export const anyChannel: fc.Arbitrary<ChannelFacts> = fc
  .record({
    stockBuffer: fc.nat({ max: 10 }),
    priceMarkupE4: fc.integer({ min: -500_000, max: 2_000_000 }),
    maxStepPercent: fc.integer({ min: 1, max: 100 }),
    floorE4: perhaps(fc.integer({ min: 1, max: 2_000_000 })),
    ceilingE4: perhaps(fc.integer({ min: 1_000_000, max: 30_000_000 })),
    linkedListings: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ linkedListings, ...rules }) => channel({ linkedListings, rules }));
