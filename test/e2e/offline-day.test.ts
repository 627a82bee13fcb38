import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { fieldOf, isFieldName, isStock } from '#common/product-field.ts';
import { canonical, type FieldValue } from '#contract/product-value.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { barcodeOf } from '../support/stocked-shop.ts';
import { fateOf, keyOf, type Fate, type Sheets, type Waiting } from './offline-day/day-model.ts';
import { CAMERA, EVERYTHING, LISTED, START } from './offline-day/day-shop.ts';
import { OfflineDay } from './offline-day/offline-day.ts';

const SEED = Number(process.env.SEED ?? 20_261_124);
const EDITS = 200;
const SALES = 50;
const ORDERS = 20;
const DONE = { state: 'done', problem: null };

describe.each([
  ['3.0.4.1', 'MyISAM'],
  ['4.1.0.4', 'InnoDB'],
] as const)(`a day without the shop, on OpenCart %s (%s), seed ${SEED}`, (version, _engine) => {
  let day: OfflineDay;
  /** The shop just before the line came back, and what must become of each edit. */
  let theirs: Sheets;
  let fates: ReadonlyMap<string, { readonly edit: Waiting; readonly fate: Fate }>;
  /** What the shop must hold: by product and field. */
  const expected = new Map<string, FieldValue>();
  let runId: string;

  beforeAll(async () => {
    day = await OfflineDay.begin(inject('mariadb'), version, SEED);
  });
  afterAll(() => day.close());

  // Each step stands on the one before it.
  let stoppedAt: string | null = null;
  beforeEach(() => {
    if (stoppedAt !== null) throw new Error(`“${stoppedAt}” failed before this`);
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') stoppedAt ??= task.name;
  });

  const holdsWhatIsExpected = async (): Promise<void> => {
    const wanted = Object.fromEntries(expected);
    const found: Record<string, FieldValue> = {};
    for (const [productId, sheet] of await day.day.sheets()) {
      for (const [field, value] of Object.entries(sheet)) {
        if (isFieldName(field) && value !== undefined)
          found[keyOf({ productId, field })] = canonical(field, value);
      }
    }
    expect(found).toEqual(wanted);
  };

  /** What the marketplace shows, read back from itself. */
  const offered = (): Readonly<Record<number, number | undefined>> =>
    Object.fromEntries(
      [...LISTED, CAMERA].map((id) => [id, day.sandbox.trendyol.listing(barcodeOf(id))?.quantity]),
    );
  /** What it must show of what the shop holds, where `mine` of a conflict that is open lowers it already. */
  const offerable = (open: readonly Waiting[]): Readonly<Record<number, number>> =>
    Object.fromEntries(
      [...LISTED, CAMERA].map((id) => {
        const productId = String(id);
        const figures = [Number(expected.get(`${productId} quantity`))];
        if (id === CAMERA) figures.push(Number(expected.get(`${productId} option:15:quantity`)));
        for (const edit of open) {
          if (edit.productId === productId && edit.field === 'quantity') figures.push(Number(edit.mine));
        }
        return [id, expected.get(`${productId} enabled`) === false ? 0 : Math.max(0, Math.min(...figures))];
      }),
    );

  it('keeps 200 edits of every kind, and shows them as what waits', { timeout: 120_000 }, async () => {
    await day.merchant.editUntil(EDITS);
    const rows = await day.pending();
    const shown = rows.map(({ productId, field, base, mine, mode, state }) => ({
      productId,
      field,
      base: canonical(field, base),
      mine: canonical(field, mine),
      mode,
      state,
    }));
    const wanted = [...day.model.waiting.values()].map((edit) => ({
      ...edit,
      base: canonical(edit.field, edit.base),
      mine: canonical(edit.field, edit.mine),
      state: 'pending',
    }));
    const byPlace = (one: { readonly productId: string; readonly field: string }): string =>
      `${one.productId} ${one.field}`;
    expect(shown.sort((a, b) => byPlace(a).localeCompare(byPlace(b)))).toEqual(
      wanted.sort((a, b) => byPlace(a).localeCompare(byPlace(b))),
    );
    for (const [what, times] of Object.entries(day.merchant.done)) expect(times, what).toBeGreaterThan(0);
    expect(day.merchant.kinds.size, [...day.merchant.kinds].join(' ')).toBeGreaterThanOrEqual(12);
  });

  it('reserves what the channel sells meanwhile, and offers nothing that could be gone', async () => {
    const before = offered();
    day.buy(ORDERS);
    const [cancelled] = day.buy(1);
    await day.sell(SALES);
    await day.workInAdmin(12, 12);
    const { job } = await day.sync();
    expect(job.state).toBe('done-with-failures');
    expect(job.problem).toMatchObject({
      code: expect.stringMatching(/^store\/(unreachable|connection-lost)$/),
    });
    const page = { offset: 0, limit: 100, channelId: null, filter: 'all', search: '' } as const;
    const { rows } = await day.client.orders.page(page);
    expect(rows).toHaveLength(ORDERS + 1);
    expect(rows.filter(({ storeOrderId }) => storeOrderId !== null)).toEqual([]);
    day.sandbox.trendyol.cancel(cancelled!.packageId);
    cancelled!.undo();
    await day.sync();
    expect(await day.day.shop.rows('SELECT order_id FROM oc_order')).toEqual([]);
    for (const [id, quantity] of Object.entries(offered())) {
      const ordered = day.ordered.get(`${id} quantity`) ?? 0;
      expect(quantity, `product ${id}`).toBeLessThanOrEqual(before[Number(id)]! - ordered);
    }
  });

  it(
    'has every edit in the shop or shows it as a conflict with both values, once the shop is back',
    { timeout: 120_000 },
    async () => {
      theirs = await day.day.sheets();
      fates = new Map(
        [...day.model.waiting].map(([key, edit]) => [
          key,
          { edit, fate: fateOf(edit, day.withOrders(theirs, edit.productId, edit.field)) },
        ]),
      );
      for (const productId of EVERYTHING) {
        for (const field of Object.keys(theirs.get(productId)!).filter((name) => isFieldName(name)))
          expectInShop(productId, field, day.withOrders(theirs, productId, field));
      }
      for (const { edit, fate } of fates.values()) expectInShop(edit.productId, edit.field, fate.value);
      await day.line.mend();
      const { job, result } = await day.sync();
      expect(job).toMatchObject(DONE);
      const kinds = Map.groupBy(fates.values(), ({ fate }) => fate.kind);
      expect([...kinds.keys()].sort()).toEqual(['conflict', 'nothing', 'written']);
      const left = (await day.pending()).filter(({ state }) => state !== 'conflict');
      expect(left).toEqual([]);
      expect(result?.edits).toEqual({
        written: kinds.get('written')!.length,
        pending: 0,
        conflicts: kinds.get('conflict')!.length,
        refused: 0,
      });
      await holdsWhatIsExpected();
      const shown = (await day.pending()).map(({ productId, field, base, mine, theirs: other, state }) => ({
        key: keyOf({ productId, field }),
        base: canonical(field, base),
        mine: canonical(field, mine),
        theirs: canonical(field, other),
        state,
      }));
      const open = kinds.get('conflict')!.map(({ edit, fate }) => ({
        key: keyOf(edit),
        base: canonical(edit.field, edit.base),
        mine: canonical(edit.field, edit.mine),
        theirs: canonical(edit.field, fate.theirs),
        state: 'conflict',
      }));
      expect(shown.sort(byKey)).toEqual(open.sort(byKey));
      expect(offered()).toEqual(offerable(kinds.get('conflict')!.map(({ edit }) => edit)));
      await hasEveryOrderOnce();
      runId = (await day.client.edits.writes({ offset: 0, limit: 5 })).rows[0]!.runId;
    },
  );

  it('changes nothing when it is synced once more', async () => {
    const before = await day.day.checksums();
    const shown = day.sandbox.trendyol.listings();
    const waiting = await day.pending();
    day.sandbox.clearCalls();
    expect((await day.sync()).job).toMatchObject(DONE);
    expect(await day.day.checksums()).toEqual(before);
    expect(day.sandbox.trendyol.listings()).toEqual(shown);
    expect(await day.pending()).toEqual(waiting);
    expect(day.sandbox.calls().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('writes what was decided on each conflict', async () => {
    const conflicts = [...fates.values()].filter(({ fate }) => fate.kind === 'conflict');
    const resolutions = conflicts.map(({ edit: { productId, field, mine } }, index) => {
      const choose = index % 2 === 0 ? ('mine' as const) : ('theirs' as const);
      if (choose === 'mine') expectInShop(productId, field, mine);
      return { productId, field, choose };
    });
    await day.client.edits.resolve({ requestId: systemRandom.uuid(), resolutions });
    expect((await day.sync('edits')).job).toMatchObject(DONE);
    await holdsWhatIsExpected();
    expect(await day.pending()).toEqual([]);
  });

  it('takes the day’s edits back without undoing a sale', { timeout: 120_000 }, async () => {
    const soldBefore = new Map(day.sold);
    await day.sell(10);
    for (const [key, pieces] of day.sold)
      expected.set(key, Number(expected.get(key)) - pieces + (soldBefore.get(key) ?? 0));
    const written = [...fates.values()].filter(({ fate }) => fate.kind === 'written');
    const changes = await day.client.edits.writeChanges({ runId, offset: 0, limit: 1 });
    expect(changes.counts).toEqual({ back: written.length, same: 0, conflict: 0, gone: 0 });
    await day.client.edits.undoWrite({ requestId: systemRandom.uuid(), runId });
    for (const { edit, fate } of written) {
      const { productId, field } = edit;
      const now = Number(expected.get(keyOf(edit)));
      const isPieces = isStock(fieldOf(field));
      const before = isPieces ? now - (Number(fate.value) - Number(fate.theirs)) : fate.theirs;
      expectInShop(productId, field, asStored(before));
    }
    expect((await day.sync()).job).toMatchObject(DONE);
    await holdsWhatIsExpected();
    expect(await day.pending()).toEqual([]);
    expect(offered()).toEqual(offerable([]));
    await hasEveryOrderOnce();
    await hasEverySaleOnce();
  });

  /** OpenCart 4 trims what its forms send, so that blanks of an older import do not come back. */
  function asStored(value: FieldValue): FieldValue {
    return typeof value === 'string' && version.startsWith('4') ? value.trim() : value;
  }

  function expectInShop(productId: string, field: Waiting['field'], value: FieldValue): void {
    const key = keyOf({ productId, field });
    // An attribute that a product does not have is not on its sheet.
    if (value === null && fieldOf(field).kind === 'attribute') expected.delete(key);
    else expected.set(key, canonical(field, value));
  }

  async function hasEveryOrderOnce(): Promise<void> {
    const rows = await day.day.shop.rows('SELECT user_agent AS mark FROM oc_order WHERE order_status_id > 0');
    const numbers = rows.map(({ mark }) => String(mark).split(' ')[2]);
    expect(new Set(numbers)).toEqual(new Set(day.orderNumbers));
    expect(numbers).toHaveLength(ORDERS);
    expect(await day.day.shop.rows('SELECT order_id FROM oc_order WHERE order_status_id = 0')).toEqual([]);
  }

  /** Counted from the first stock alone; where the merchant had the last word on a number, that is what counts. */
  async function hasEverySaleOnce(): Promise<void> {
    const rows = await day.day.shop.rows('SELECT product_id AS id, quantity FROM oc_product');
    for (const { id, quantity } of rows) {
      const key = `${String(id)} quantity`;
      if (![...LISTED, CAMERA].includes(Number(id)) || fates.get(key)?.fate.kind === 'conflict') continue;
      const moved = (day.delivered.get(key) ?? 0) - (day.sold.get(key) ?? 0) - (day.ordered.get(key) ?? 0);
      expect(Number(quantity), key).toBe(START + moved);
    }
  }
});

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return one.key < other.key ? -1 : 1;
}
