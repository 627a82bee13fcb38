import { isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BulkChange, NewEdit } from '#contract/edits.ts';
import type { contract } from '#contract/index.ts';
import type { ProductDetail, ProductQuery } from '#contract/products.ts';
import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { goOffline } from './edits/edit-room.ts';
import { list, plainGoods, type Goods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
let goods: Goods;
let other: Goods;
beforeEach(async () => {
  harness = await openHarness({ seed: 'edit-commands' });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
  [goods, other] = (await plainGoods(harness, 2)) as [Goods, Goods];
  await harness.sync({ what: 'pull' });
});
afterEach(() => harness.stop());

const write = () => ({ requestId: crypto.randomUUID() });
const products = (changes: Partial<ProductQuery> = {}) =>
  client.products.page({
    search: '',
    filter: 'all',
    sort: 'title',
    descending: false,
    offset: 0,
    limit: 50,
    ...changes,
  });
const detail = (productId = goods.productId) => client.products.detail({ productId });
const edits = (state: 'pending' | 'conflict' | 'refused' | null = null, search = '') =>
  client.edits.page({ state, search, offset: 0, limit: 50 });
const stock = (field: FieldName): boolean => field.endsWith('quantity');

/** An edit of what the merchant sees on the product's page. */
function editOf(from: ProductDetail, field: FieldName, mine: FieldValue): NewEdit {
  const { productId } = from.row;
  const base = from.sheet?.[field] ?? null;
  return { productId, field, base, mine, mode: stock(field) ? 'difference' : 'set' };
}

async function keep(...made: readonly (readonly [FieldName, FieldValue])[]) {
  const from = await detail();
  const all = made.map(([field, mine]) => editOf(from, field, mine));
  return client.edits.keep({ ...write(), title: 'Akşam düzenlemesi', edits: all });
}

async function bulk(change: BulkChange, productIds: readonly string[], apply: boolean) {
  return client.edits.bulk({ ...write(), selection: { productIds: [...productIds] }, change, apply });
}

async function writeNow() {
  const job = await client.edits.write(write());
  await harness.context.sync.finished(job.jobId);
  return client.sync.job({ jobId: job.jobId });
}

/** The code that a command was refused with. */
async function refusal(command: Promise<unknown>): Promise<string> {
  const { error } = await safe(command as Promise<never>);
  if (error === null) return 'done';
  if (!isDefinedError(error)) throw error;
  return (error as unknown as { data: { code: string } }).data.code;
}

describe('a product', () => {
  it('is found by title, model and barcode, and shows what the shop holds', async () => {
    const all = await products();
    expect(all.total).toBeGreaterThan(500);
    expect(all.rows).toHaveLength(50);
    for (const search of [goods.title, goods.barcode]) {
      const { rows } = await products({ search });
      expect(rows.map(({ productId }) => productId)).toContain(goods.productId);
    }
    const shown = await detail();
    expect(shown.row).toMatchObject({
      title: goods.title,
      quantity: goods.quantity,
      variants: 1,
      pending: 0,
    });
    expect(shown.sheet).toMatchObject({ quantity: goods.quantity, 'name:tr-tr': goods.title, cost: null });
    expect(shown.seen).toEqual(shown.sheet);
    expect(shown.facts?.codeSources).toContain('ean');
    expect(await client.products.facts()).toEqual(shown.facts);
    expect(await refusal(detail('999999'))).toBe('product/not-known');
  });

  it('names the listings that it stands behind', async () => {
    list(harness.sandbox, [goods]);
    const channelId = harness.addChannel('Trendyol');
    await harness.sync({ what: 'pull' });
    expect((await detail()).listings).toEqual([]);
    expect((await products({ filter: 'not-listed' })).total).toBe((await products()).total);
    harness.linkCertain(channelId);
    expect((await detail()).listings).toMatchObject([{ channelName: 'Trendyol', title: goods.title }]);
    const { counts, total } = await products({ filter: 'not-listed' });
    expect(total).toBe(counts.all - 1);
    expect((await detail()).row.listings).toBe(1);
  });
});

describe('an edit', () => {
  it.each([
    ['quantity', -2, -5],
    ['price', 10_000, 20_000],
  ] as const)(
    'of the %s that was typed while another one waited asks for nothing twice once that one is written',
    async (field, first, second) => {
      const before = Number((await detail()).sheet?.[field]);
      await keep([field, before + first]);
      const opened = await detail();
      const typed = { ...editOf(opened, field, before + second), seen: opened.seen?.[field] };
      await writeNow();
      await client.edits.keep({ ...write(), title: 'Yazılırken', edits: [typed] });
      expect(await writeNow()).toMatchObject({ result: { edits: { written: 1, conflicts: 0 } } });
      expect((await detail()).sheet?.[field]).toBe(before + second);
    },
  );

  it('is seen at once over the shop’s value, waits, and reaches the shop when it is written', async () => {
    const kept = await keep(
      ['name:tr-tr', 'Güneş Şapkası'],
      ['quantity', goods.quantity - 2],
      ['cost', 500_000],
    );
    expect(kept).toMatchObject({ changed: 3, remarks: [] });
    const shown = await detail();
    expect(shown.sheet).toMatchObject({ 'name:tr-tr': goods.title, quantity: goods.quantity });
    expect(shown.seen).toMatchObject({ 'name:tr-tr': 'Güneş Şapkası', quantity: goods.quantity - 2 });
    expect(shown.row).toMatchObject({ title: 'Güneş Şapkası', costE4: 500_000, pending: 2 });
    expect((await products({ search: 'güneş şapkası', filter: 'pending' })).total).toBe(1);
    const waiting = await edits('pending', 'GÜNEŞ');
    expect(waiting).toMatchObject({
      total: 2,
      counts: { pending: 2, conflict: 0, refused: 0, products: 1 },
      rows: [
        { field: 'name:tr-tr', title: goods.title, editedBy: 'merchant', theirs: null, theirsAt: null },
        { field: 'quantity', base: goods.quantity, mine: goods.quantity - 2, mode: 'difference' },
      ],
    });
    expect(await client.overview.get()).toMatchObject({
      edits: { pending: 2, conflicts: 0, refused: 0 },
      needsYou: [{ kind: 'edits-waiting', count: 2, channelId: null }],
    });
    harness.shop.simulateSale(goods.variantId, 1);
    expect(await writeNow()).toMatchObject({
      job: { kind: 'edits', state: 'done' },
      result: { edits: { written: 2 } },
    });
    expect(harness.shop.quantityOf(goods.variantId)).toBe(goods.quantity - 3);
    expect((await edits()).total).toBe(0);
    expect((await detail()).row).toMatchObject({ title: 'Güneş Şapkası', quantity: goods.quantity - 3 });
  });

  it('is kept once, however often it is asked for', async () => {
    const { requestId } = write();
    const made = editOf(await detail(), 'model', 'YENİ-1');
    const once = await client.edits.keep({ requestId, title: '', edits: [made] });
    expect(await client.edits.keep({ requestId, title: '', edits: [made] })).toEqual(once);
    expect((await client.edits.batches({ offset: 0, limit: 10 })).total).toBe(1);
  });

  it('with an error anywhere keeps nothing of its batch, and is told why', async () => {
    const from = await detail();
    const wrong = [
      editOf(from, 'name:tr-tr', ''),
      editOf(from, 'name:de-de', 'Hut'),
      editOf(from, 'manufacturer', '987'),
      editOf(from, 'categories', ['987']),
      editOf(from, 'attribute:987:tr-tr', 'Pamuk'),
      { ...editOf(from, 'price', 1_000), mode: 'difference' as const },
      { ...editOf(from, 'model', 'X'), productId: '999999' },
    ];
    const remarks = await client.edits.check({ edits: wrong });
    expect(remarks.map(({ field, code }) => `${code} ${field}`)).toEqual([
      'no-such-product model',
      'empty name:tr-tr',
      'no-such-field name:de-de',
      'not-in-shop manufacturer',
      'not-in-shop categories',
      'not-in-shop attribute:987:tr-tr',
      'wrong-kind price',
    ]);
    const right = editOf(from, 'price', goods.priceE4 * 2);
    expect(await client.edits.check({ edits: [right] })).toMatchObject([
      { kind: 'warning', code: 'price-jump' },
    ]);
    const kept = await client.edits.keep({ ...write(), title: '', edits: [...wrong, right] });
    expect(kept).toMatchObject({ batchId: null, changed: 0 });
    expect((await edits()).total).toBe(0);
    expect(await client.edits.keep({ ...write(), title: '', edits: [right] })).toMatchObject({ changed: 1 });
  });

  it('is taken back with its batch or dropped alone', async () => {
    const first = await keep(['price', 1_500_000], ['model', 'YENİ-1']);
    expect(await client.edits.undo({ ...write(), batchId: first.batchId! })).toEqual({ fields: 2 });
    expect((await edits()).total).toBe(0);
    expect(await refusal(client.edits.undo({ ...write(), batchId: first.batchId! }))).toBe(
      'edit/batch-undone',
    );
    expect(await refusal(client.edits.undo({ ...write(), batchId: 'none' }))).toBe('edit/batch-not-known');
    const second = await keep(['price', 1_500_000], ['model', 'YENİ-1']);
    await keep(['price', 1_600_000]);
    expect(await refusal(client.edits.undo({ ...write(), batchId: second.batchId! }))).toBe(
      'edit/touched-later',
    );
    const place = { productId: goods.productId, field: 'price' as const };
    expect(await client.edits.discard({ ...write(), places: [place] })).toEqual({ discarded: 1 });
    expect(await client.edits.discard({ ...write(), places: 'refused' })).toEqual({ discarded: 0 });
    expect(await client.edits.discard({ ...write(), places: 'all' })).toEqual({ discarded: 1 });
    const batches = await client.edits.batches({ offset: 0, limit: 10 });
    expect(batches.rows.map(({ state, fields }) => `${state} ${fields}`)).toEqual([
      'open 1',
      'open 2',
      'undone 2',
    ]);
  });

  it('that meets a change made in the shop waits for the merchant’s word, either way', async () => {
    await keep(['price', 1_500_000], ['model', 'BENİM-1']);
    harness.shop.saveInAdmin(goods.productId, { price: 1_700_000, model: 'ONUN-1' });
    await writeNow();
    const conflicts = await edits('conflict');
    expect(conflicts.rows).toMatchObject([
      { field: 'model', mine: 'BENİM-1', theirs: 'ONUN-1' },
      { field: 'price', mine: 1_500_000, theirs: 1_700_000 },
    ]);
    expect(conflicts.rows[0]?.theirsAt).not.toBeNull();
    expect((await products({ filter: 'conflict' })).rows).toMatchObject([{ conflicts: 2, pending: 0 }]);
    expect((await client.overview.get()).needsYou[0]).toMatchObject({ kind: 'edits-in-conflict', count: 2 });
    const { productId } = goods;
    const resolved = await client.edits.resolve({
      ...write(),
      resolutions: [
        { productId, field: 'model', choose: 'theirs' },
        { productId, field: 'price', choose: 'mine' },
      ],
    });
    expect(resolved).toEqual({ resolved: 2, left: 0 });
    await writeNow();
    expect((await edits()).total).toBe(0);
    expect((await detail()).sheet).toMatchObject({ model: 'ONUN-1', price: 1_500_000 });
  });

  it('that was written is taken back from the shop, sales kept', async () => {
    await keep(['price', 1_500_000], ['quantity', goods.quantity + 10]);
    await writeNow();
    const { rows } = await client.edits.writes({ offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ products: 1, fields: 2, by: 'merchant', undoneAt: null }]);
    const runId = rows[0]!.runId;
    harness.shop.simulateSale(goods.variantId, 3);
    const changes = await client.edits.writeChanges({ runId, offset: 0, limit: 10 });
    expect(changes).toMatchObject({ total: 2, counts: { back: 2 }, rows: [{ title: goods.title }, {}] });
    expect((await client.edits.dump({ runId })).sql).toContain('INTO product (');
    expect(await client.edits.undoWrite({ ...write(), runId })).toMatchObject({ changed: 2 });
    await writeNow();
    expect(harness.shop.quantityOf(goods.variantId)).toBe(goods.quantity - 3);
    expect(await refusal(client.edits.undoWrite({ ...write(), runId }))).toBe('edit/run-undone');
    expect(await refusal(client.edits.dump({ runId: 'none' }))).toBe('edit/run-not-known');
  });

  it('of a product that was never read waits for the shop to be read, but the merchant’s own cost does not', async () => {
    const from = await detail();
    const made = (field: FieldName, mine: FieldValue) => ({
      ...write(),
      title: '',
      edits: [editOf(from, field, mine)],
    });
    harness.context.database.prepare('DELETE FROM product_sheet').run();
    const comeBack = await goOffline(harness);
    expect(await detail()).toMatchObject({ sheet: null, seen: null, readAt: null, row: { quantity: null } });
    expect(await refusal(client.edits.keep(made('price', 1_500_000)))).toBe('product/not-read');
    expect(await refusal(bulk({ what: 'enabled', enabled: false }, [goods.productId], true))).toBe(
      'product/not-read',
    );
    expect(await client.edits.keep(made('cost', 500_000))).toMatchObject({ changed: 1 });
    expect((await edits()).total).toBe(0);
    await comeBack();
    expect(await client.edits.keep(made('price', 1_500_000))).toMatchObject({ changed: 1 });
    expect((await detail()).row).toMatchObject({ storedPriceE4: 1_500_000, costE4: 500_000 });
  });
});

describe('one change for many products', () => {
  it('shows what it would come to, changes nothing before it is asked to, and then all of it at once', async () => {
    const change: BulkChange = { what: 'price', how: 'percent', amount: 1_000, rounding: 'ninety' };
    const ids = [goods.productId, other.productId];
    const shown = await bulk(change, ids, false);
    expect(shown).toMatchObject({ batchId: null, changed: 0, products: 2, fields: 2, remarks: [] });
    expect(shown.preview.map(({ title }) => title)).toEqual([goods.title, other.title]);
    expect((await edits()).total).toBe(0);
    const done = await bulk(change, ids, true);
    expect(done).toMatchObject({ changed: 2, preview: shown.preview });
    expect((await detail()).row.storedPriceE4).toBe(shown.preview[0]?.after);
    expect((await client.edits.batches({ offset: 0, limit: 1 })).rows).toMatchObject([
      { title: 'Toplu düzenleme: fiyat', fields: 2, state: 'open' },
    ]);
  });

  it('goes for everything that the list shows', async () => {
    const { total } = await products({ search: 'pamuk', filter: 'enabled' });
    expect(total).toBeGreaterThan(1);
    const selection = { query: { search: 'pamuk', filter: 'enabled' as const } };
    const change: BulkChange = { what: 'enabled', enabled: false };
    const done = await client.edits.bulk({ ...write(), selection, change, apply: true });
    expect(done).toMatchObject({ products: total, changed: total, remarks: [] });
    expect((await products({ search: 'pamuk', filter: 'enabled' })).total).toBe(0);
    expect((await products({ filter: 'pending' })).total).toBe(total);
  });

  it('keeps nothing where one price would be nothing or less, or a category is not the shop’s', async () => {
    const ids = [goods.productId, other.productId];
    const least = Math.min(goods.priceE4, other.priceE4);
    const less: BulkChange = { what: 'price', how: 'add', amount: -least, rounding: 'kurus' };
    const refused = await bulk(less, [...ids, '999999'], true);
    expect(refused.batchId).toBeNull();
    expect(refused.remarks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-such-product', 'price-below-nothing']),
    );
    const strange: BulkChange = { what: 'categories', how: 'add', categoryIds: ['987'] };
    expect((await bulk(strange, ids, true)).remarks[0]).toMatchObject({
      code: 'not-in-shop',
      params: { id: '987' },
    });
    expect((await edits()).total).toBe(0);
  });

  it('adds stock to what is left, whatever was sold meanwhile', async () => {
    const change: BulkChange = { what: 'quantity', how: 'add', amount: 10, optionsToo: false };
    await bulk(change, [goods.productId], true);
    await bulk(change, [goods.productId], true);
    harness.shop.simulateSale(goods.variantId, 4);
    await writeNow();
    expect(harness.shop.quantityOf(goods.variantId)).toBe(goods.quantity + 16);
  });

  it('knows what a product costs without asking the shop', async () => {
    await bulk({ what: 'cost', how: 'set', amount: 400_000 }, [goods.productId], true);
    await bulk({ what: 'cost', how: 'percent', amount: 2_500 }, [goods.productId], true);
    expect((await detail()).row).toMatchObject({ costE4: 500_000, pending: 0 });
  });
});

it('a variant product says in the preview and in the list of edits that its master may overwrite it', async () => {
  await detail();
  await detail(other.productId);
  // As a shop of OpenCart 4 reads: the sample shop has no masters.
  harness.context.database
    .prepare("UPDATE product_sheet SET master_id = '7' WHERE product_id = ?")
    .run(goods.productId);
  const ids = [goods.productId, other.productId];
  const change = { what: 'price', how: 'percent', amount: 500, rounding: 'kurus' } as const;
  const shown = await bulk(change, ids, false);
  expect(shown.fields).toBe(2);
  expect(shown.remarks).toMatchObject([
    { productId: goods.productId, kind: 'warning', code: 'variant-product', title: goods.title },
  ]);
  // The merchant's own cost is not written into the shop: nothing there can overwrite it.
  expect((await bulk({ what: 'cost', how: 'set', amount: 10_000 }, ids, false)).remarks).toEqual([]);
  await bulk(change, ids, true);
  const masters = (await edits()).rows.map(({ productId, masterId }) => [productId, masterId]);
  expect(new Map(masters as [string, string | null][])).toEqual(
    new Map([
      [goods.productId, '7'],
      [other.productId, null],
    ]),
  );
});
