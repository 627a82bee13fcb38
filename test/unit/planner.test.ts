import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchChanges, priorityOf } from '#engine/planner/batching.ts';
import { planListing } from '#engine/planner/changes.ts';
import { explainDesired, sellable } from '#engine/planner/desired.ts';
import { planChannel } from '#engine/planner/plan.ts';
import { afterChanges, anyChannel, anyListings, channel, listing } from '../support/plan-facts.ts';

const ofGroup = (facts: ReturnType<typeof listing>, group: 'stock' | 'price', at = channel()) =>
  planListing(facts, at).changes.find((change) => change.group === group);

describe('what a listing should show', () => {
  it('is left alone when the marketplace already shows it', () => {
    expect(planListing(listing(), channel()).changes).toEqual([]);
  });

  it('offers the shop’s stock without what other channels sold and without the buffer', () => {
    const facts = listing({ variant: { quantity: 10, reserved: 3 } });
    const wanted = explainDesired(facts, channel({ rules: { stockBuffer: 2 } }));
    expect(wanted?.quantity).toBe(5);
    expect(wanted?.stockTrace).toEqual([
      { step: 'store-quantity', value: 10, result: 10 },
      { step: 'reserved', value: 3, result: 7 },
      { step: 'buffer', value: 2, result: 5 },
    ]);
  });

  it('never offers less than nothing when the shop’s stock is below zero', () => {
    expect(explainDesired(listing({ variant: { quantity: -4, reserved: 2 } }), channel())?.quantity).toBe(0);
  });

  it('takes a product that was switched off or deleted off sale', () => {
    expect(ofGroup(listing({ variant: { enabled: false } }), 'stock')).toMatchObject({
      toQuantity: 0,
      holds: [],
    });
    expect(ofGroup(listing({ variant: { gone: true } }), 'stock')).toMatchObject({
      toQuantity: 0,
      holds: [],
    });
  });

  it('says nothing of stock that the marketplace keeps in its own warehouse, and still sets the price', () => {
    const facts = listing({
      stockHeldBy: 'marketplace',
      confirmedQuantity: null,
      quantityIsStale: true,
      variant: { quantity: 3, priceE4: 1_100_000, listPriceE4: 1_100_000, doubt: null },
    });
    expect(planListing(facts, channel()).changes.map(({ group, toPriceE4 }) => [group, toPriceE4])).toEqual([
      ['price', 1_100_000],
    ]);
    expect(explainDesired(facts, channel())).toMatchObject({
      quantity: null,
      stockTrace: [{ step: 'held-by-marketplace' }],
    });
    const vanished = listing({ stockHeldBy: 'marketplace', variant: { doubt: 'vanished' } });
    expect(ofGroup(vanished, 'stock')).toBeUndefined();
  });

  it('stops at what the marketplace takes', () => {
    const wanted = explainDesired(listing({ variant: { quantity: 2_147_483_647 } }), channel());
    expect(wanted?.quantity).toBe(20_000);
    expect(wanted?.stockTrace.at(-1)).toEqual({ step: 'marketplace-limit', value: 20_000, result: 20_000 });
  });

  it('shows the special beside the price before it', () => {
    const facts = listing({ variant: { priceE4: 900_000, listPriceE4: 1_000_000 } });
    expect(explainDesired(facts, channel())).toMatchObject({ priceE4: 900_000, listPriceE4: 1_000_000 });
  });

  it('tells at which rate a shop in another currency was converted', () => {
    const converted = { priceE4: 300_000, listPriceE4: 350_000, currency: 'USD', rateE8: 4_125_000_000 };
    const facts = listing({ variant: { priceE4: 12_375_000, listPriceE4: 14_437_500, converted } });
    const wanted = explainDesired(facts, channel());
    expect(wanted).toMatchObject({ priceE4: 12_375_000, listPriceE4: 14_437_500 });
    expect(wanted?.priceTrace).toEqual([
      { step: 'store-price', value: 350_000, result: 350_000, currency: 'USD' },
      { step: 'store-special', value: 300_000, result: 300_000, currency: 'USD' },
      { step: 'tax', value: 200_000, result: 300_000, currency: 'USD' },
      { step: 'currency', value: 412_500, result: 12_375_000 },
    ]);
  });

  it('sends no price and raises no stock before the channel’s side of the shop was read', () => {
    const facts = listing({ variant: { viewRead: false, quantity: 12, priceE4: 1_100_000 } });
    expect(ofGroup(facts, 'price')).toMatchObject({
      toPriceE4: null,
      approvable: false,
      holds: [{ guard: 'listing/view-not-read' }],
    });
    expect(ofGroup(facts, 'stock')).toMatchObject({
      toQuantity: 12,
      approvable: false,
      holds: [{ guard: 'listing/view-not-read' }],
    });
  });

  it('lowers stock even while the channel’s side of the shop was not read', () => {
    const facts = listing({ variant: { viewRead: false, quantity: 4 } });
    expect(ofGroup(facts, 'stock')).toMatchObject({ toQuantity: 4, holds: [] });
  });

  it('adds the channel’s markup and rounds to whole kuruş', () => {
    const facts = listing({ variant: { priceE4: 999_999, listPriceE4: 999_999 } });
    const wanted = explainDesired(facts, channel({ rules: { priceMarkupE4: 125_000 } }));
    expect(wanted?.priceE4).toBe(1_125_000);
    expect(wanted?.priceTrace.map(({ step }) => step)).toEqual(['store-price', 'tax', 'markup', 'rounded']);
  });

  it('lets the merchant’s own price stand above every rule', () => {
    const facts = listing({ ownPriceE4: 790_000, variant: { priceE4: 0, listPriceE4: 0 } });
    expect(explainDesired(facts, channel())).toMatchObject({ priceE4: 790_000, listPriceE4: 790_000 });
  });

  it('never puts the list price below the sale price', () => {
    const facts = listing({ variant: { priceE4: 1_000_000, listPriceE4: 400_000 } });
    expect(explainDesired(facts, channel())?.listPriceE4).toBe(1_000_000);
  });

  it('plans nothing for a listing that is frozen or linked to nothing', () => {
    expect(planListing(listing({ frozen: true, variant: { quantity: 1 } }), channel()).changes).toEqual([]);
    expect(planListing(listing({ variant: null }), channel()).changes).toEqual([]);
  });
});

describe('what has to change', () => {
  it('is compared with what is on its way before what was confirmed', () => {
    const onItsWay = listing({ variant: { quantity: 7 }, inFlightQuantity: 7 });
    expect(planListing(onItsWay, channel()).changes).toEqual([]);
    const overtaken = listing({ variant: { quantity: 6 }, inFlightQuantity: 7 });
    expect(ofGroup(overtaken, 'stock')).toMatchObject({
      fromQuantity: 7,
      toQuantity: 6,
      reason: 'stock-lowered',
    });
  });

  it('says the stock again while the marketplace’s own figure is only remembered, and holds it where it may be a raise', () => {
    expect(ofGroup(listing({ quantityIsStale: true }), 'stock')).toMatchObject({
      reason: 'repair',
      toQuantity: 10,
      holds: [],
    });
    const sold = listing({ quantityIsStale: true, variant: { reserved: 2 } });
    expect(ofGroup(sold, 'stock')).toMatchObject({ reason: 'stock-lowered', toQuantity: 8, holds: [] });
    const unclear = listing({ quantityIsStale: true, variant: { duplicateBarcode: true } });
    expect(ofGroup(unclear, 'stock')?.holds.map(({ guard }) => guard)).toEqual(['listing/duplicate-barcode']);
  });

  it('tells a figure that somebody changed on the marketplace from one that the shop changed', () => {
    const byHand = listing({ confirmedQuantity: 4, sentQuantity: 10 });
    expect(ofGroup(byHand, 'stock')?.reason).toBe('repair');
    const byShop = listing({ confirmedQuantity: 10, sentQuantity: 10, variant: { quantity: 12 } });
    expect(ofGroup(byShop, 'stock')?.reason).toBe('stock-raised');
  });

  it('does not ask for a list price that the marketplace never tells', () => {
    const facts = listing({ confirmedListPriceE4: null, variant: { listPriceE4: 1_200_000 } });
    expect(planListing(facts, channel()).changes).toEqual([]);
  });

  it('names the listing and every figure in the id of a change, so that an approval covers nothing else', () => {
    const ids = [7, 6].map((quantity) => ofGroup(listing({ variant: { quantity } }), 'stock')?.changeId);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe('l1.stock.10-7');
    const price = ofGroup(listing({ variant: { priceE4: 1_100_000, listPriceE4: 1_300_000 } }), 'price');
    expect(price?.changeId).toBe('l1.price.1000000-1100000.list.1000000-1300000');
  });
});

describe('the order of sending', () => {
  const changes = planChannel(
    [
      listing({ listingId: 'raise', externalId: 'raise', variant: { quantity: 12 } }),
      listing({ listingId: 'cheaper', externalId: 'cheaper', variant: { priceE4: 900_000 } }),
      listing({ listingId: 'dearer', externalId: 'dearer', variant: { priceE4: 1_100_000 } }),
      listing({ listingId: 'sold', externalId: 'sold', variant: { quantity: 9, priceE4: 1_100_000 } }),
    ],
    channel(),
  );

  it('lets lower stock overtake everything, then lower prices, then other prices, then higher stock', () => {
    const [first, second] = batchChanges(changes, 3);
    expect(first?.map(({ externalId }) => externalId)).toEqual(['sold', 'cheaper', 'dearer']);
    expect(second?.map(({ externalId }) => externalId)).toEqual(['raise']);
    expect(changes.map(priorityOf).toSorted((left, right) => left - right)).toEqual([0, 1, 2, 2, 3]);
  });

  it('sends stock and price of one listing as one item', () => {
    const [first] = batchChanges(changes, 100);
    expect(first?.[0]).toMatchObject({ externalId: 'sold', quantity: 9, priceE4: 1_100_000 });
  });
});

describe('for any shop and any channel', () => {
  it('carrying out a whole plan and planning again finds nothing left to do but what can never be done', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (all, at) => {
        // Of a vanished product zero is put to the merchant after what was sold of it has gone out: a second step.
        const listings = all.filter(({ variant }) => variant?.doubt !== 'vanished');
        const after = listings.map((facts) => {
          const doable = planListing(facts, at).changes.filter(
            (change) => change.group === 'stock' || change.toPriceE4 !== null,
          );
          return afterChanges(facts, doable);
        });
        const again = planChannel(after, at).filter(
          (change) => change.group === 'stock' || change.toPriceE4 !== null,
        );
        expect(again).toEqual([]);
      }),
    );
  });

  it('never offers more than the shop can give, nor less than nothing, nor more than the marketplace takes', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (listings, at) => {
        for (const facts of listings) {
          for (const { toQuantity } of planListing(facts, at).changes) {
            if (toQuantity === null) continue;
            expect(toQuantity).toBeGreaterThanOrEqual(0);
            expect(toQuantity).toBeLessThanOrEqual(Math.min(at.maxQuantity, sellable(facts.variant!)));
          }
        }
      }),
    );
  });

  it('never holds lower stock that the shop itself reported for a listing that can be written', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (listings, at) => {
        for (const facts of listings.filter(({ forSale }) => forSale)) {
          for (const change of planListing(facts, at).changes) {
            const lowers =
              change.group === 'stock' &&
              change.fromQuantity !== null &&
              change.toQuantity! < change.fromQuantity;
            if (lowers && facts.variant!.doubt !== 'vanished') expect(change.holds).toEqual([]);
          }
        }
      }),
    );
  });

  it('gives every change of a plan an id of its own', () => {
    fc.assert(
      fc.property(anyListings, anyChannel, (listings, at) => {
        const ids = planChannel(listings, at).map(({ changeId }) => changeId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
