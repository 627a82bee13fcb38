import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseField, printField, type FieldName } from '#common/product-field.ts';
import { defaultMode, merge, type Edit, type StockFloor } from '#engine/editing/merge.ts';
import { afterWriting, restate } from '#engine/editing/restate.ts';
import { effectiveSheet, readSheet, valueIn, type ProductSheet } from '#engine/editing/sheet.ts';
import { asSet, isSameValue, type FieldValue } from '#contract/product-value.ts';

/** Printed by fast-check with every failure, so that it can be run again. */
const RUNS = { seed: 20261124, numRuns: 500 };

const anyIds = fc.uniqueArray(fc.integer({ min: 1, max: 12 }).map(String), { maxLength: 6 });
const anyStock = fc.integer({ min: -500, max: 500 });
const anyDate = fc.constantFrom(null, '2026-11-24', '2026-12-31');
const VALUES = {
  model: fc.string(),
  enabled: fc.boolean(),
  quantity: anyStock,
  price: fc.nat(),
  manufacturer: fc.constantFrom(null, '3', '8'),
  categories: anyIds,
  images: fc.array(fc.string(), { maxLength: 3 }),
  special: fc.option(fc.record({ priceE4: fc.nat(), dateStart: anyDate, dateEnd: anyDate })),
  'name:tr-tr': fc.string(),
  'option:7:quantity': anyStock,
  'option:7:price': fc.record({ priceE4: fc.nat(), prefix: fc.constantFrom('+', '-') }),
} satisfies Partial<Record<FieldName, fc.Arbitrary<FieldValue>>>;
const anyField = fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[]));
const anyChange = anyField.chain((field) => {
  const value: fc.Arbitrary<FieldValue> = VALUES[field];
  return fc.tuple(value, value).map(([base, mine]) => edit(field, base, mine));
});
const anySheet: fc.Arbitrary<ProductSheet> = fc.record(VALUES);

function edit(field: FieldName, base: FieldValue, mine: FieldValue, mode = defaultMode(field)): Edit {
  return { productId: '42', field, base, mine, mode };
}

/** What the shop holds after the edit was brought to it. */
function result(change: Edit, theirs: FieldValue, floor: StockFloor = 'none'): FieldValue {
  const outcome = merge(change, theirs, floor);
  if (outcome.kind === 'write') return outcome.value;
  if (outcome.kind === 'nothing') return theirs;
  throw new Error(`expected no ${outcome.kind}`);
}

/** `mine` brought onto `theirs`, field by field. */
function bring(base: ProductSheet, mine: ProductSheet, theirs: ProductSheet): ProductSheet {
  const edits = Object.keys(VALUES).map((name) => {
    const field = name as keyof typeof VALUES;
    return edit(field, valueIn(base, field)!, valueIn(mine, field)!);
  });
  return effectiveSheet(theirs, edits);
}

function same(one: ProductSheet, other: ProductSheet): boolean {
  return (Object.keys(VALUES) as FieldName[]).every((field) =>
    isSameValue(field, valueIn(one, field)!, valueIn(other, field)!),
  );
}

describe('bringing an edit to the shop', () => {
  it('gives the merchant’s value where the shop changed nothing', () => {
    fc.assert(
      fc.property(anyChange, (change) => isSameValue(change.field, result(change, change.base), change.mine)),
      RUNS,
    );
  });

  it('comes to the same whoever is first, when both changed different things', () => {
    const side = fc.uniqueArray(anyField);
    fc.assert(
      fc.property(anySheet, anySheet, side, (base, other, mineOnly) => {
        const pick = (mine: boolean): ProductSheet =>
          Object.fromEntries(
            Object.entries(base).map(([name, value]) => {
              const ofMine = mineOnly.some((field) => field === name);
              return [name, ofMine === mine ? other[name as FieldName] : value];
            }),
          );
        const [mine, theirs] = [pick(true), pick(false)];
        expect(same(bring(base, mine, theirs), bring(base, theirs, mine))).toBe(true);
        expect(same(bring(base, mine, theirs), other)).toBe(true);
      }),
      RUNS,
    );
  });

  it('never loses a piece between sales and edits of the stock', () => {
    const step = fc.record({
      by: fc.constantFrom('sale', 'read', 'edit', 'write'),
      pieces: fc.integer({ min: -20, max: 20 }),
    });
    fc.assert(
      fc.property(anyStock, fc.array(step, { maxLength: 30 }), (start, steps) => {
        let [shop, sheet, expected] = [start, start, start];
        let waiting: Edit | null = null;
        for (const { by, pieces } of [...steps, { by: 'write', pieces: 0 }]) {
          if (by === 'sale') [shop, expected] = [shop - Math.abs(pieces), expected - Math.abs(pieces)];
          if (by === 'read') sheet = shop;
          if (by === 'edit') {
            const before: number = waiting ? Number(waiting.mine) - Number(waiting.base) : 0;
            const next: Edit | null = restate(
              edit('quantity', sheet, sheet + pieces),
              waiting && { ...waiting, theirs: null, seen: false },
            );
            // What is wanted now takes the place of what was wanted before.
            expected += pieces - before;
            waiting = next;
          }
          if (by === 'write') {
            if (waiting) shop = Number(result(waiting, shop));
            [waiting, sheet] = [null, shop];
          }
        }
        expect(shop).toBe(expected);
      }),
      RUNS,
    );
  });

  it('takes two more away where two were sold and the shop seems to hold the wanted stock already', () => {
    expect(merge(edit('quantity', 10, 8), 8)).toEqual({ kind: 'write', value: 6 });
    expect(merge(edit('quantity', 10, 8, 'set'), 8)).toEqual({ kind: 'nothing' });
  });

  it('stops at nothing where the shop knows no negative stock, and invents no piece there', () => {
    expect(merge(edit('quantity', 10, 2), 3, 'zero')).toEqual({ kind: 'write', value: 0 });
    expect(merge(edit('quantity', 10, 2), -3, 'zero')).toEqual({ kind: 'nothing' });
    expect(merge(edit('quantity', 10, 12), -3, 'zero')).toEqual({ kind: 'write', value: -1 });
    expect(merge(edit('quantity', 10, 2), 3)).toEqual({ kind: 'write', value: -5 });
    expect(merge(edit('quantity', 0, 5), 2_147_483_647)).toMatchObject({ kind: 'conflict' });
  });

  it('asks where both sides changed a price, and shows all three', () => {
    expect(merge(edit('price', 1_000_000, 1_200_000), 1_100_000)).toEqual({
      kind: 'conflict',
      base: 1_000_000,
      mine: 1_200_000,
      theirs: 1_100_000,
    });
  });

  it('says that the option value is gone', () => {
    expect(merge(edit('option:7:quantity', 3, 4), undefined)).toEqual({ kind: 'gone' });
  });

  it('adds and takes categories of both sides', () => {
    fc.assert(
      fc.property(anyIds, anyIds, anyIds, (base, mine, theirs) => {
        const merged = result(edit('categories', base, mine), theirs) as readonly string[];
        const wanted = [...mine, ...theirs].filter(
          (id) => !base.includes(id) || (mine.includes(id) && theirs.includes(id)),
        );
        expect(asSet(merged)).toEqual(asSet(wanted));
      }),
      RUNS,
    );
  });

  it('sees no change in another kind of line end, another order of categories or a zero date', () => {
    expect(merge(edit('description:tr-tr', 'a\r\nb', 'c'), 'a\nb')).toMatchObject({ kind: 'write' });
    expect(merge(edit('categories', ['2', '10'], ['10', '2']), ['3'])).toEqual({ kind: 'nothing' });
    const open = { priceE4: 1, dateStart: null, dateEnd: null };
    expect(isSameValue('special', open, { ...open, dateEnd: '0000-00-00' })).toBe(true);
  });
});

describe('editing a field again', () => {
  const seen = (standing: Edit, theirs: FieldValue | null) => ({
    ...standing,
    theirs,
    seen: theirs !== null,
  });

  it('keeps the first base', () => {
    const again = restate(edit('price', 11, 13), seen(edit('price', 10, 12), null));
    expect(again).toMatchObject({ base: 10, mine: 13 });
  });

  it('takes the shop’s value as the new base once the merchant decided in sight of it', () => {
    expect(restate(edit('price', 11, 13), seen(edit('price', 10, 12), 11))).toMatchObject({ base: 11 });
    expect(restate(edit('price', 11, 10), seen(edit('price', 10, 12), null))).toMatchObject({ base: 11 });
  });

  it('counts only what is left where an earlier difference was written meanwhile', () => {
    expect(afterWriting(edit('quantity', 10, 7), edit('quantity', 10, 8), 6)).toEqual({ base: 6, mine: 5 });
    expect(afterWriting(edit('quantity', 10, 8), edit('quantity', 10, 8), 6)).toBeNull();
    expect(afterWriting(edit('price', 10, 7), edit('price', 10, 8), 8)).toEqual({ base: 8, mine: 7 });
  });

  it('never takes out a category that the shop had put in when the edit was written', () => {
    const written = edit('categories', ['1'], ['1', '2']);
    expect(afterWriting(written, written, ['1', '2', '9'])).toBeNull();
    const editedAgain = edit('categories', ['1'], ['2', '3']);
    expect(afterWriting(editedAgain, written, ['1', '2', '9'])).toEqual({
      base: ['1', '2', '9'],
      mine: ['2', '3', '9'],
    });
  });
});

describe('the fields of a product', () => {
  it.each(['model', 'code:ean', 'code:code:EAN', 'name:tr-tr', 'attribute:4:en-gb', 'option:9:price'])(
    'are named one way: %s',
    (name) => expect(printField(parseField(name)!)).toBe(name),
  );

  it.each([
    '',
    'weight',
    'code:',
    'name:a:b',
    'attribute:4',
    'option:9:points',
    'option::price',
    '__proto__',
  ])('do not include “%s”', (name) => expect(parseField(name)).toBeNull());

  it('are read from a kept sheet only in their own shape', () => {
    expect(readSheet({ quantity: 4, 'name:tr-tr': 'Şapka' })).toEqual({ quantity: 4, 'name:tr-tr': 'Şapka' });
    expect(readSheet({ quantity: '4' })).toBeNull();
    expect(readSheet({ weight: 4 })).toBeNull();
  });
});
