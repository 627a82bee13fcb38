import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardId } from '#contract/guards.ts';
import { describeHold } from '#contract/guard-texts.ts';
import { planListing } from '#engine/planner/changes.ts';
import { lastGate, type FinalOffer } from '#engine/planner/last-gate.ts';
import { planChannel } from '#engine/planner/plan.ts';
import type { ChannelFacts, ListingFacts } from '#engine/planner/facts.ts';
import { anyChannel, anyListings, channel, listing } from '../support/plan-facts.ts';

function holds(
  facts: ListingFacts,
  group: 'stock' | 'price',
  at: ChannelFacts = channel(),
): readonly GuardId[] {
  const change = planListing(facts, at).changes.find((each) => each.group === group);
  return (change?.holds ?? []).map(({ guard }) => guard);
}

const priced = (priceE4: number, rest: Parameters<typeof listing>[0] = {}) =>
  listing({ ...rest, variant: { priceE4, listPriceE4: priceE4, ...rest.variant } });

describe('a price is held', () => {
  it('when the shop has none, because a blank is not zero, while the stock goes on its way', () => {
    const facts = priced(0, { variant: { quantity: 4 } });
    expect(holds(facts, 'price')).toEqual(['price/missing']);
    expect(holds(facts, 'stock')).toEqual([]);
  });

  it.each<readonly [string, ListingFacts, ChannelFacts, GuardId]>([
    ['when it is below zero', priced(-100), channel(), 'price/not-positive'],
    ['when it rounds to nothing', priced(49), channel(), 'price/not-positive'],
    [
      'when the shop’s currency is another',
      priced(1_000_000, { variant: { currency: 'USD' } }),
      channel(),
      'price/wrong-currency',
    ],
    [
      'below the channel’s floor',
      priced(900_000),
      channel({ rules: { floorE4: 950_000 } }),
      'price/below-floor',
    ],
    [
      'below the listing’s own floor',
      priced(900_000, { ownFloorE4: 900_100 }),
      channel({ rules: { floorE4: 1 } }),
      'price/below-floor',
    ],
    [
      'above the channel’s ceiling',
      priced(1_100_000),
      channel({ rules: { ceilingE4: 1_099_900 } }),
      'price/above-ceiling',
    ],
    ['when it moves more than the channel allows', priced(1_300_100), channel(), 'price/large-step'],
    ['when it falls more than the channel allows', priced(699_900), channel(), 'price/large-step'],
    [
      'when a decimal point slipped up by ten',
      priced(10_000_000),
      channel({ rules: { maxStepPercent: 1_000 } }),
      'price/decimal-slip',
    ],
    ['when a decimal point slipped up by a hundred', priced(100_000_000), channel(), 'price/decimal-slip'],
    [
      'when a decimal point slipped down by ten',
      priced(100_000),
      channel({ rules: { maxStepPercent: 1_000 } }),
      'price/decimal-slip',
    ],
    [
      'when a decimal point slipped down by a hundred',
      priced(10_000),
      channel({ rules: { maxStepPercent: 1_000 } }),
      'price/decimal-slip',
    ],
    [
      'when several products share the barcode',
      priced(1_100_000, { variant: { duplicateBarcode: true } }),
      channel(),
      'listing/duplicate-barcode',
    ],
    [
      'when the marketplace has the listing closed',
      priced(1_100_000, { forSale: false }),
      channel(),
      'listing/not-for-sale',
    ],
  ])('%s', (_when, facts, at, guard) => {
    expect(holds(facts, 'price', at)).toContain(guard);
  });

  it('at exactly the allowed step no longer', () => {
    expect(holds(priced(1_300_000), 'price')).toEqual([]);
    expect(holds(priced(700_000), 'price')).toEqual([]);
  });

  it('never for its step when it is the first one', () => {
    const first = { confirmedPriceE4: null, confirmedListPriceE4: null };
    expect(holds(priced(90_000_000, first), 'price')).toEqual([]);
  });

  it('by the step from what buyers see, so that two small steps in a row are one large one', () => {
    const facts = priced(600_000, { inFlightPriceE4: 750_000, inFlightListPriceE4: 750_000 });
    expect(holds(facts, 'price')).toEqual(['price/large-step']);
  });

  it('for a person to let through only where a person may', () => {
    const approvable = (facts: ListingFacts, at = channel()) => planListing(facts, at).changes[0]?.approvable;
    expect(approvable(priced(600_000))).toBe(true);
    expect(approvable(priced(600_000), channel({ rules: { floorE4: 650_000 } }))).toBe(false);
    expect(approvable(priced(0))).toBe(false);
  });

  it('with a sentence in both languages whose blanks are all filled', () => {
    const facts = [priced(0), priced(10_000), priced(1_100_000, { variant: { currency: 'USD' } })];
    const at = channel({ rules: { floorE4: 500_000 } });
    for (const { holds: found } of facts.flatMap((each) => planListing(each, at).changes)) {
      for (const hold of found)
        for (const language of ['tr', 'en'] as const) expect(describeHold(hold, language)).not.toContain('—');
    }
  });
});

describe('the bulk brake', () => {
  const movers = (count: number, toE4: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...priced(toE4),
      listingId: `l${index}`,
      externalId: `b${index}`,
    }));
  const braked = (listings: readonly ListingFacts[], at: ChannelFacts) =>
    planChannel(listings, at).filter((change) =>
      change.holds.some(({ guard }) => guard === 'price/bulk-brake'),
    );

  it('stops a rule typed wrong for five thousand listings', () => {
    expect(braked(movers(5_000, 1_200_000), channel({ linkedListings: 5_000 }))).toHaveLength(5_000);
  });

  it('stops more than fifty listings, however large the channel', () => {
    expect(braked(movers(51, 1_200_000), channel({ linkedListings: 100_000 }))).toHaveLength(51);
    expect(braked(movers(50, 1_200_000), channel({ linkedListings: 100_000 }))).toHaveLength(0);
  });

  it('stops more than a tenth of a channel', () => {
    expect(braked(movers(11, 1_200_000), channel({ linkedListings: 100 }))).toHaveLength(11);
    expect(braked(movers(10, 1_200_000), channel({ linkedListings: 100 }))).toHaveLength(0);
  });

  it('lets small moves of the whole channel pass, and one large move of a small channel', () => {
    expect(braked(movers(500, 1_150_000), channel({ linkedListings: 500 }))).toHaveLength(0);
    expect(braked(movers(1, 1_200_000), channel({ linkedListings: 3 }))).toHaveLength(0);
  });

  it('keeps holding the rest when a person has let some of them through', () => {
    const before = braked(movers(60, 1_200_000), channel()).map(({ changeId }) => changeId);
    const rest = movers(60, 1_200_000).slice(20);
    expect(braked(rest, channel({ braked: new Set(before) }))).toHaveLength(40);
  });

  it('never holds stock', () => {
    const all = movers(100, 1_200_000).map((facts) => ({ ...facts, confirmedQuantity: 3 }));
    const stock = planChannel(all, channel()).filter(({ group }) => group === 'stock');
    expect(stock).toHaveLength(100);
    expect(stock.every((change) => change.holds.length === 0)).toBe(true);
  });
});

describe('a stock is held', () => {
  it('when it rose beyond belief, until a person lets it through; what falls is never held', () => {
    const facts = listing({ variant: { quantity: 15_000, doubt: 'implausible' } });
    expect(holds(facts, 'stock')).toEqual(['stock/store-reading-suspicious']);
    expect(planListing(facts, channel()).changes[0]?.approvable).toBe(true);
    expect(
      holds(
        listing({ confirmedQuantity: 18_000, variant: { quantity: 15_000, doubt: 'implausible' } }),
        'stock',
      ),
    ).toEqual([]);
  });

  it('at zero for a product that vanished together with too many others, while sales of it still go out', () => {
    const vanished = { doubt: 'vanished' } as const;
    const [change] = planListing(listing({ variant: vanished }), channel()).changes;
    expect(change).toMatchObject({ toQuantity: 0, approvable: true });
    expect(change?.holds.map(({ guard }) => guard)).toEqual(['stock/store-reading-suspicious']);
    const sold = planListing(listing({ variant: { ...vanished, reserved: 1 } }), channel()).changes[0];
    expect(sold).toMatchObject({ toQuantity: 9, holds: [] });
  });

  it('from rising while several products share the barcode', () => {
    expect(holds(listing({ variant: { quantity: 12, duplicateBarcode: true } }), 'stock')).toEqual([
      'listing/duplicate-barcode',
    ]);
    expect(holds(listing({ variant: { quantity: 8, duplicateBarcode: true } }), 'stock')).toEqual([]);
  });
});

describe('the last gate', () => {
  const gate = (facts: ListingFacts | null, offer: Partial<FinalOffer>, at = channel(), approved = false) =>
    lastGate({ channel: at, listingOf: () => facts, isApproved: () => approved }, [
      { externalId: 'b1', quantity: null, salePriceE4: null, listPriceE4: null, ...offer },
    ]).flatMap((verdict) => verdict.holds.map(({ guard }) => guard));

  it('lets what was planned pass', () => {
    expect(gate(listing(), { quantity: 10, salePriceE4: 1_000_000, listPriceE4: 1_000_000 })).toEqual([]);
  });

  it.each<readonly [string, Partial<FinalOffer>, ListingFacts | null, GuardId]>([
    ['more stock than the shop can give', { quantity: 11 }, listing(), 'stock/above-store'],
    [
      'stock of a listing whose goods the marketplace keeps',
      { quantity: 3 },
      listing({ stockHeldBy: 'marketplace' }),
      'stock/held-by-marketplace',
    ],
    [
      'stock that another channel sold meanwhile',
      { quantity: 10 },
      listing({ variant: { reserved: 1 } }),
      'stock/above-store',
    ],
    [
      'stock of a product that was switched off',
      { quantity: 1 },
      listing({ variant: { enabled: false } }),
      'stock/above-store',
    ],
    ['stock below zero', { quantity: -1 }, listing(), 'stock/negative'],
    ['stock that is no number', { quantity: Number.NaN }, listing(), 'stock/negative'],
    ['a price of zero', { salePriceE4: 0, listPriceE4: 0 }, listing(), 'price/not-positive'],
    [
      'a price that is no number',
      { salePriceE4: Number.NaN, listPriceE4: 1 },
      listing(),
      'price/not-positive',
    ],
    [
      'part of a kuruş',
      { salePriceE4: 1_000_001, listPriceE4: 1_000_100 },
      listing(),
      'price/not-whole-kurus',
    ],
    [
      'a list price below the sale price',
      { salePriceE4: 1_000_000, listPriceE4: 999_900 },
      listing(),
      'price/list-below-sale',
    ],
    ['a list price alone', { listPriceE4: 999_900 }, listing(), 'price/missing'],
    [
      'a price in another currency',
      { salePriceE4: 1_000_000, listPriceE4: 1_000_000 },
      listing({ variant: { currency: 'EUR' } }),
      'price/wrong-currency',
    ],
    ['a step too far', { salePriceE4: 1_400_000, listPriceE4: 1_400_000 }, listing(), 'price/large-step'],
    [
      'a slipped decimal point',
      { salePriceE4: 100_000, listPriceE4: 100_000 },
      listing(),
      'price/decimal-slip',
    ],
    ['a listing nobody knows', { quantity: 0 }, null, 'listing/not-for-sale'],
    [
      'a listing that is linked to nothing',
      { quantity: 0 },
      listing({ variant: null }),
      'listing/not-for-sale',
    ],
  ])('stops %s', (_what, offer, facts, guard) => {
    expect(gate(facts, offer)).toContain(guard);
  });

  it('lets a far step pass when a person approved that very price, and a price below the floor never', () => {
    const offer = { salePriceE4: 600_000, listPriceE4: 600_000 };
    expect(gate(listing(), offer, channel(), true)).toEqual([]);
    expect(gate(listing(), offer, channel({ rules: { floorE4: 650_000 } }), true)).toEqual([
      'price/below-floor',
    ]);
  });

  it('finds nothing wrong with any plan that no guard held, and something with every plan that is beyond the figures', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (listings, at) => {
        const byId = new Map(listings.map((facts) => [facts.externalId, facts]));
        const free = planChannel(listings, at).filter((change) => change.holds.length === 0);
        const offers = free.map((change) => ({
          externalId: change.externalId,
          quantity: change.toQuantity,
          salePriceE4: change.toPriceE4,
          listPriceE4: change.toListPriceE4,
        }));
        const parts = {
          channel: at,
          listingOf: (id: string) => byId.get(id) ?? null,
          isApproved: () => false,
        };
        expect(lastGate(parts, offers)).toEqual([]);
        for (const offer of offers.filter(({ quantity }) => quantity !== null)) {
          expect(lastGate(parts, [{ ...offer, quantity: 2_147_483_648 }])).toHaveLength(1);
        }
      }),
    );
  });

  it('never sees an unheld price below the floor, above the ceiling or at nothing, whatever the shop says', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (listings, at) => {
        const byId = new Map(listings.map((facts) => [facts.listingId, facts]));
        for (const change of planChannel(listings, at)) {
          if (change.group !== 'price' || change.holds.length > 0) continue;
          const facts = byId.get(change.listingId)!;
          expect(change.toPriceE4).toBeGreaterThan(0);
          expect(change.toPriceE4! % 100).toBe(0);
          expect(change.toListPriceE4).toBeGreaterThanOrEqual(change.toPriceE4!);
          expect(change.toPriceE4).toBeGreaterThanOrEqual(facts.ownFloorE4 ?? at.rules.floorE4 ?? 0);
          expect(change.toPriceE4).toBeLessThanOrEqual(facts.ownCeilingE4 ?? at.rules.ceilingE4 ?? Infinity);
        }
      }),
    );
  });
});
