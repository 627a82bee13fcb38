import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCache, openCache } from '#engine/cache/open-cache.ts';
import { salvage } from '#engine/cache/salvage.ts';
import { keepEdits, settleWritten, undoBatch, type EditBatch } from '#engine/cache/tables/edit-batch.ts';
import {
  countPending,
  discardEdits,
  findPending,
  listPending,
  writePending,
} from '#engine/cache/tables/pending-edit.ts';
import { findSheet, readCost, writeSheet } from '#engine/cache/tables/product-sheet.ts';
import type { FieldName } from '#common/product-field.ts';
import { defaultMode, type Edit } from '#engine/editing/merge.ts';
import { effectiveSheet } from '#engine/editing/sheet.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { cacheProfile, type CacheProfile } from '../support/cache-profile.ts';

let profile: CacheProfile;
let database: Database;
beforeEach(() => {
  profile = cacheProfile();
  database = openCache({ host: profile.host });
});
afterEach(() => {
  closeCache(database);
  profile.remove();
});

const batch = (batchId: string, at = 1): EditBatch => ({
  batchId,
  at,
  by: 'merchant',
  title: `Parti ${batchId}`,
});
const edit = (field: FieldName, base: FieldValue, mine: FieldValue, productId = '42'): Edit => ({
  productId,
  field,
  base,
  mine,
  mode: defaultMode(field),
});
const price = { productId: '42', field: 'price' } as const;
const waiting = () => listPending(database, { limit: 100 }).edits;

function addProduct(): void {
  database
    .prepare(
      `INSERT INTO product (product_id, range_key, fingerprint, title, model, codes, manufacturer, categories, images,
         enabled, currency, stored_price_e4, tax_rate_e4, read_at)
       VALUES ('42', '0-999', 'f', 'Şapka', 'M', '{}', '', '[]', '[]', 1, 'TRY', 100, 0, 1)`,
    )
    .run();
}

describe('an edit without the shop at hand', () => {
  it('is seen over the sheet, survives a restart and outlives its product', () => {
    addProduct();
    const sheet = { price: 100, quantity: 10, 'name:tr-tr': 'Şapka' };
    writeSheet(database, {
      productId: '42',
      sheet,
      dateModified: '2026-11-24 10:00:00',
      masterId: null,
      options: [],
      fingerprint: 'f',
      readAt: 5,
    });
    const edits = [edit('price', 100, 120), edit('quantity', 10, 8), edit('cost', null, 60)];
    expect(keepEdits(database, batch('b1'), edits)).toBe(3);
    closeCache(database);
    database = openCache({ host: profile.host });
    const row = findSheet(database, '42');
    expect(row).toMatchObject({ dateModified: '2026-11-24 10:00:00', readAt: 5 });
    expect(effectiveSheet(row!.sheet, waiting())).toEqual({ ...sheet, price: 120, quantity: 8, cost: 60 });
    database.prepare('DELETE FROM product').run();
    expect(findSheet(database, '42')).toBeNull();
    expect(waiting().map(({ field }) => field)).toEqual(['price', 'quantity']);
    expect(readCost(database, '42')).toBe(60);
  });

  it('keeps its first base when made again and goes when it comes to nothing', () => {
    keepEdits(database, batch('b1'), [edit('price', 100, 120)]);
    keepEdits(database, batch('b2', 2), [edit('price', 110, 130)]);
    expect(findPending(database, price)).toMatchObject({ base: 100, mine: 130, batchId: 'b2', editedAt: 2 });
    expect(keepEdits(database, batch('b3', 3), [edit('price', 110, 110)])).toBe(1);
    expect(findPending(database, price)).toBeNull();
    expect(keepEdits(database, batch('b4', 4), [edit('price', 110, 110)])).toBe(0);
  });

  it('is kept with its whole batch or not at all', () => {
    const wrong = { ...edit('price', 1, 2), mode: 'neither' } as unknown as Edit;
    expect(() => keepEdits(database, batch('b1'), [edit('model', 'a', 'b'), wrong])).toThrow(/CHECK/);
    expect(waiting()).toEqual([]);
  });

  it('is listed page by page, by product and by state, and counted', () => {
    const many = ['1', '2', '3'].flatMap((id) => [edit('model', 'a', 'b', id), edit('price', 1, 2, id)]);
    keepEdits(database, batch('b1'), many);
    const conflict = findPending(database, { productId: '2', field: 'price' })!;
    writePending(database, { ...conflict, state: 'conflict', theirs: 3, theirsAt: 9 });
    const first = listPending(database, { limit: 4 });
    const second = listPending(database, { limit: 4, after: first.next });
    expect([first.edits.length, second.edits.length, second.next]).toEqual([4, 2, null]);
    expect(listPending(database, { productId: '3', limit: 9 }).edits).toHaveLength(2);
    expect(listPending(database, { state: 'conflict', limit: 9 }).edits).toEqual([
      { ...conflict, state: 'conflict', theirs: 3, theirsAt: 9 },
    ]);
    expect(countPending(database)).toEqual({ pending: 5, conflict: 1, refused: 0, products: 3 });
  });

  it('is decided anew when the merchant edits in sight of a conflict', () => {
    keepEdits(database, batch('b1'), [edit('price', 100, 120)]);
    writePending(database, { ...findPending(database, price)!, state: 'conflict', theirs: 110, theirsAt: 9 });
    keepEdits(database, batch('b2', 10), [edit('price', 110, 120)]);
    expect(findPending(database, price)).toMatchObject({
      base: 110,
      mine: 120,
      state: 'pending',
      theirsAt: null,
    });
  });

  it('is carried over from a damaged cache', () => {
    keepEdits(database, batch('b1'), [edit('price', 100, 120), edit('cost', null, 60)]);
    const fresh = cacheProfile();
    const into = openCache({ host: fresh.host });
    salvage(database, into);
    expect(listPending(into, { limit: 9 }).edits).toEqual(waiting());
    expect(readCost(into, '42')).toBe(60);
    expect(undoBatch(into, 'b1', 2)).toEqual({ kind: 'undone', fields: 2 });
    closeCache(into);
    fresh.remove();
  });
});

describe('undoing a batch', () => {
  it('puts back exactly what stood before, batch by batch', () => {
    keepEdits(database, batch('b1'), [
      edit('price', 100, 120),
      edit('quantity', 10, 8),
      edit('cost', null, 60),
    ]);
    writePending(database, { ...findPending(database, price)!, state: 'conflict', theirs: 110, theirsAt: 9 });
    const before = waiting();
    keepEdits(database, batch('b2', 2), [
      edit('price', 110, 130),
      edit('quantity', 10, 10),
      edit('model', 'a', 'b'),
      edit('cost', 60, null),
      edit('price', 110, 140),
    ]);
    expect(waiting()).not.toEqual(before);
    expect(undoBatch(database, 'b2', 3)).toEqual({ kind: 'undone', fields: 4 });
    expect(waiting()).toEqual(before);
    expect(readCost(database, '42')).toBe(60);
    expect(undoBatch(database, 'b1', 4)).toEqual({ kind: 'undone', fields: 3 });
    expect(waiting()).toEqual([]);
    expect(readCost(database, '42')).toBeNull();
    expect(undoBatch(database, 'b1', 5)).toEqual({ kind: 'already-undone' });
    expect(undoBatch(database, 'nobody', 5)).toEqual({ kind: 'not-known' });
  });

  it('is refused whole once a later batch touched one of its fields', () => {
    keepEdits(database, batch('b1'), [edit('model', 'a', 'b'), edit('price', 100, 120)]);
    keepEdits(database, batch('b2', 2), [edit('price', 100, 130)]);
    const before = waiting();
    expect(undoBatch(database, 'b1', 3)).toEqual({ kind: 'touched-later', ...price });
    expect(waiting()).toEqual(before);
    undoBatch(database, 'b2', 4);
    expect(undoBatch(database, 'b1', 5)).toEqual({ kind: 'undone', fields: 2 });
  });

  it('is refused once one of its edits was discarded or reached the shop', () => {
    keepEdits(database, batch('b1'), [edit('price', 100, 120)]);
    expect(discardEdits(database, [price, { productId: '42', field: 'model' }])).toBe(1);
    expect(undoBatch(database, 'b1', 2)).toEqual({ kind: 'touched-later', ...price });
    keepEdits(database, batch('b2', 3), [edit('price', 100, 120)]);
    settleWritten(database, findPending(database, price)!, { shopValue: 120, at: 4 });
    expect(waiting()).toEqual([]);
    expect(undoBatch(database, 'b2', 5)).toEqual({ kind: 'already-written' });
  });
});

describe('an edit that reached the shop', () => {
  it('leaves only what was added while it was on its way', () => {
    const stock = { productId: '42', field: 'quantity' } as const;
    keepEdits(database, batch('b1'), [edit('quantity', 10, 8)]);
    const sent = findPending(database, stock)!;
    keepEdits(database, batch('b2', 2), [edit('quantity', 10, 7)]);
    settleWritten(database, sent, { shopValue: 6, at: 3 });
    expect(findPending(database, stock)).toMatchObject({
      base: 6,
      mine: 5,
      mode: 'difference',
      batchId: 'b2',
    });
  });
});
