import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldName } from '#common/product-field.ts';
import type { BulkChange } from '#contract/edits.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { bulkEdits, type BulkProduct, type StandingEdit } from '#engine/editing/bulk.ts';
import { merge } from '#engine/editing/merge.ts';
import { restate } from '#engine/editing/restate.ts';
import { roundPriceE4, type Rounding } from '#engine/editing/round-price.ts';
import { effectiveSheet, valueIn, type ProductSheet } from '#engine/editing/sheet.ts';
import { INSTALLED_LIMITS } from '#engine/editing/validate.ts';

const SHEET: ProductSheet = {
  model: 'KG-1',
  'name:tr-tr': 'Keten Gömlek $1',
  'description:tr-tr': '<p>Keten.</p>',
  enabled: true,
  quantity: 10,
  price: 1_999_000,
  manufacturer: '3',
  categories: ['1', '20'],
  special: null,
  cost: null,
  'option:7:quantity': 4,
  'option:8:quantity': 5,
};
const product = (edits: readonly StandingEdit[] = [], sheet = SHEET): BulkProduct => ({
  productId: '42',
  sheet,
  edits,
  subtracting: new Set(['7']),
});
const standing = (
  field: FieldName,
  base: FieldValue,
  mine: FieldValue,
  more: Partial<StandingEdit> = {},
): StandingEdit => ({ field, base, mine, mode: 'set', state: 'pending', ...more });

/** What becomes of the product, field by field, and what is remarked on it. */
function outcome(change: BulkChange, of = product()) {
  const { steps, remarks } = bulkEdits(of, change, INSTALLED_LIMITS);
  return {
    after: Object.fromEntries(steps.map(({ edit, after }) => [edit.field, after])),
    modes: steps.map(({ edit }) => edit.mode),
    remarks: remarks.map(({ field, kind, code }) => `${kind} ${code} ${field}`),
  };
}
const price = (how: 'set' | 'add' | 'percent', amount: number, rounding: Rounding = 'kurus'): BulkChange => ({
  what: 'price',
  how,
  amount,
  rounding,
});
const off = (percentOff: number | null): BulkChange => ({
  what: 'special',
  percentOff,
  dateStart: '2026-11-27',
  dateEnd: null,
});

describe('one change for many products', () => {
  it.each<[string, BulkChange, Record<string, FieldValue>]>([
    ['sets a price', price('set', 1_500_000), { price: 1_500_000 }],
    ['raises a price by an amount', price('add', 100_000), { price: 2_099_000 }],
    ['lowers a price by a percentage', price('percent', -1_250), { price: 1_749_100 }],
    ['ends a price in …,90', price('percent', 1_000, 'ninety'), { price: 2_189_000 }],
    ['ends a price in …,99', price('percent', 1_000, 'ninety-nine'), { price: 2_189_900 }],
    ['rounds a price to whole units', price('percent', 1_000, 'whole'), { price: 2_200_000 }],
    ['sets a cost', { what: 'cost', how: 'set', amount: 900_000 }, { cost: 900_000 }],
    ['takes no percentage of a cost that is not known', { what: 'cost', how: 'percent', amount: 500 }, {}],
    ['adds stock', { what: 'quantity', how: 'add', amount: 5, optionsToo: false }, { quantity: 15 }],
    [
      'adds stock to the options whose stock is sold',
      { what: 'quantity', how: 'add', amount: 5, optionsToo: true },
      { quantity: 15, 'option:7:quantity': 9 },
    ],
    [
      'takes away no more than there is',
      { what: 'quantity', how: 'add', amount: -12, optionsToo: false },
      { quantity: 0 },
    ],
    ['takes goods off sale', { what: 'enabled', enabled: false }, { enabled: false }],
    ['changes nothing that is so already', { what: 'enabled', enabled: true }, {}],
    ['takes the manufacturer away', { what: 'manufacturer', manufacturerId: null }, { manufacturer: null }],
    [
      'adds categories',
      { what: 'categories', how: 'add', categoryIds: ['3', '1'] },
      { categories: ['1', '3', '20'] },
    ],
    [
      'removes categories',
      { what: 'categories', how: 'remove', categoryIds: ['20', '9'] },
      { categories: ['1'] },
    ],
    [
      'replaces categories',
      { what: 'categories', how: 'replace', categoryIds: ['9', '9'] },
      { categories: ['9'] },
    ],
    [
      'gives a special price',
      off(2_000),
      { special: { priceE4: 1_599_200, dateStart: '2026-11-27', dateEnd: null } },
    ],
    ['ends a special that is none', off(null), {}],
    [
      'replaces a text word for word',
      { what: 'text', field: 'name', language: 'tr-tr', find: '$1', replace: '$&$`' },
      { 'name:tr-tr': 'Keten Gömlek $&$`' },
    ],
    [
      'finds no text in another case',
      { what: 'text', field: 'name', language: 'tr-tr', find: 'KETEN', replace: '' },
      {},
    ],
  ])('%s', (_sentence, change, after) => {
    expect(outcome(change)).toMatchObject({ after, remarks: [] });
  });

  it('says what it can not do, and where a comma may have slipped', () => {
    expect(outcome(price('add', -1_999_000))).toMatchObject({
      after: {},
      remarks: ['error price-below-nothing price'],
    });
    expect(outcome(price('set', 199_900)).remarks).toEqual(['warning price-jump price']);
    expect(outcome(price('percent', 5_000)).remarks).toEqual([]);
    expect(
      outcome({ what: 'text', field: 'name', language: 'de-de', find: 'a', replace: 'b' }).remarks,
    ).toEqual(['warning no-such-field name:de-de']);
    const allOfIt = SHEET['name:tr-tr'] as string;
    const nameless = { what: 'text', field: 'name', language: 'tr-tr', find: allOfIt, replace: ' ' } as const;
    expect(outcome(nameless).remarks).toEqual(['error empty name:tr-tr']);
    const free = { ...SHEET, price: 0 };
    expect(outcome(price('percent', 1_000), product([], free))).toMatchObject({ after: {}, remarks: [] });
    expect(outcome(off(1_000), product([], free)).remarks).toEqual(['warning zero-price special']);
  });

  it('is counted from what waits, and asks the shop for all of it at once', () => {
    const waiting = standing('quantity', 10, 8, { mode: 'difference' });
    const { steps } = bulkEdits(
      product([waiting]),
      { what: 'quantity', how: 'add', amount: 5, optionsToo: false },
      INSTALLED_LIMITS,
    );
    expect(steps).toMatchObject([{ before: 8, after: 13, edit: { base: 10, mine: 13, mode: 'difference' } }]);
    expect(
      outcome(price('percent', 1_000), product([standing('price', 1_999_000, 1_000_000)])).after,
    ).toEqual({
      price: 1_100_000,
    });
  });

  it('keeps a number that was set a number that is set', () => {
    const change = { what: 'quantity', how: 'add', amount: 5, optionsToo: false } as const;
    expect(outcome(change, product([standing('quantity', 10, 20)]))).toMatchObject({
      after: { quantity: 25 },
      modes: ['set'],
    });
    expect(outcome({ ...change, how: 'set' })).toMatchObject({ after: { quantity: 5 }, modes: ['set'] });
  });

  it('counts nothing from a value that merchant and shop disagree on, but sets one outright', () => {
    const disputed = product([
      standing('price', 1_500_000, 1_000_000, { state: 'conflict' }),
      standing('quantity', 12, 10, { mode: 'difference', state: 'conflict' }),
    ]);
    expect(outcome(price('percent', 1_000), disputed)).toMatchObject({
      after: {},
      remarks: ['warning in-conflict price'],
    });
    expect(outcome(off(1_000), disputed).remarks).toEqual(['warning in-conflict special']);
    const more = { what: 'quantity', how: 'add', amount: 5, optionsToo: false } as const;
    expect(outcome(more, disputed)).toMatchObject({ after: {}, remarks: ['warning in-conflict quantity'] });
    expect(outcome(price('set', 1_200_000), disputed)).toMatchObject({
      after: { price: 1_200_000 },
      remarks: [],
    });
  });
});

describe('whatever is changed', () => {
  const figure = fc.integer({ min: -50, max: 50 });

  it('pieces added twice are both added, over whatever waits and whatever is sold meanwhile', () => {
    fc.assert(
      fc.property(figure, figure, figure, fc.integer({ min: 0, max: 50 }), (stock, first, second, sold) => {
        const add = (amount: number) =>
          ({ what: 'quantity', how: 'add', amount, optionsToo: false }) as const;
        const sheet: ProductSheet = { quantity: 1_000 + stock };
        const once = bulkEdits(product([], sheet), add(first), INSTALLED_LIMITS).steps[0]?.edit ?? null;
        const kept = once && restate(once, null);
        const waits = kept ? [{ ...kept, state: 'pending' as const }] : [];
        const twice = bulkEdits(product(waits, sheet), add(second), INSTALLED_LIMITS).steps[0]?.edit ?? null;
        const all = twice ? restate(twice, kept && { ...kept, theirs: null, seen: false }) : kept;
        const shop = 1_000 + stock - sold;
        const outcome = all ? merge(all, shop) : ({ kind: 'nothing' } as const);
        expect(outcome.kind === 'write' ? outcome.value : shop).toBe(shop + first + second);
      }),
    );
  });

  it('what it shows as the outcome is what the merchant sees afterwards', () => {
    const changes = fc.oneof(
      fc.record({
        what: fc.constant('price' as const),
        how: fc.constantFrom('set' as const, 'add' as const, 'percent' as const),
        amount: fc.integer({ min: -3_000, max: 3_000_000 }),
        rounding: fc.constantFrom<Rounding>('kurus', 'whole', 'ninety', 'ninety-nine'),
      }),
      fc.record({
        what: fc.constant('quantity' as const),
        how: fc.constantFrom('set' as const, 'add' as const),
        amount: figure,
        optionsToo: fc.boolean(),
      }),
      fc.record({
        what: fc.constant('categories' as const),
        how: fc.constantFrom('add' as const, 'remove' as const, 'replace' as const),
        categoryIds: fc.array(fc.constantFrom('1', '3', '20', '400')),
      }),
    );
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 6 }), (all) => {
        let edits: readonly StandingEdit[] = [];
        for (const change of all) {
          const { steps } = bulkEdits(product(edits), change, INSTALLED_LIMITS);
          for (const { edit } of steps) {
            const before = edits.find(({ field }) => field === edit.field);
            const next = restate(edit, before ? { ...before, theirs: null, seen: false } : null);
            edits = edits.filter(({ field }) => field !== edit.field);
            if (next) edits = [...edits, { ...next, state: 'pending' }];
          }
          const seen = effectiveSheet(SHEET, edits);
          for (const { edit, after } of steps) expect(valueIn(seen, edit.field)).toEqual(after);
        }
      }),
    );
  });

  it('a rounded price has its ending, is never nothing, and is never above where it is rounded down', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 1e12 }),
        fc.constantFrom<Rounding>('ninety', 'ninety-nine'),
        (amount, rounding) => {
          const rounded = roundPriceE4(amount, rounding);
          expect(rounded).toBeGreaterThan(0);
          expect(rounded).toBeLessThanOrEqual(amount + 50);
          if (rounded >= 10_000) expect(rounded % 10_000).toBe(rounding === 'ninety' ? 9_000 : 9_900);
          expect(amount - rounded).toBeLessThan(10_050);
        },
      ),
    );
  });
});
