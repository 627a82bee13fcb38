import { afterEach, expect, it } from 'vitest';
import { undoBatch } from '#engine/cache/tables/edit-batch.ts';
import { discardEdits, type PendingEdit } from '#engine/cache/tables/pending-edit.ts';
import { hasBegunWrite, listBegunWrites } from '#engine/cache/tables/shop-write.ts';
import type { FailPoint, Random } from '#engine/host.ts';
import { resolveEdits } from '#engine/jobs/edits/resolve.ts';
import { listRuns, undoRun } from '#engine/jobs/edits/undo-write.ts';
import { openHarness, type Harness } from '../../support/engine-harness.ts';
import { plainGoods, type Goods } from '../../support/goods.ts';
import { seededChance } from '../../support/steady-host.ts';
import { inShop, keep, pending, syncBySchedule, writeNow, type Ended } from './edit-room.ts';

const POINTS = [
  '10-store-write:before',
  '10-store-write:between-statements',
  '10-store-write:before-commit',
  '10-store-write:after-commit',
  '10-store-write:after-record',
] as const satisfies readonly FailPoint[];
const STEPS = 60;

let harness: Harness;
afterEach(() => harness.stop());

/** What must come out for one product. */
type Model = {
  readonly goods: Goods;
  /** Stock by sales, cancelled sales and nothing else. */
  moved: number;
  /** Pieces that the merchant's edits come to, written or waiting. */
  edited: number;
  /** The pieces that waited when a write of unknown end was given up on, and those that had been sent. */
  doubt: { readonly stated: number; readonly sent: number } | null;
};

/** One history of both sides, told by a seed. */
class History {
  readonly #random: Random;
  readonly #models: readonly Model[];
  readonly #batches: string[] = [];
  readonly told: string[] = [];

  constructor(seed: string, goods: readonly Goods[]) {
    this.#random = seededChance(seed);
    this.#models = goods.map((each) => ({ goods: each, moved: 0, edited: 0, doubt: null }));
  }

  async step(): Promise<void> {
    const acts: readonly (() => void | Promise<void>)[] = [
      () => this.#edit(),
      () => this.#edit(),
      () => this.#edit(),
      () => this.#sell(),
      () => this.#sell(),
      () => this.#saveInAdmin(),
      () => this.#withdraw(),
      () => this.#undoBatch(),
      () => this.#undoRun(),
      () => this.#resolve(),
      () => this.#write(),
      () => this.#write(),
      () => this.#schedule(),
      () => this.#crash(),
    ];
    await this.#pick(acts)();
    for (const model of this.#models) this.#holdsExactly(model);
  }

  /** Whatever was left open is decided and written; then nothing may be missing and nothing doubled. */
  async end(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      await this.#write();
      for (const model of this.#models) this.#decide(model);
    }
    await this.#write();
    for (const model of this.#models) {
      const { productId, variantId, quantity } = model.goods;
      this.#say('end', productId);
      expect(pending(harness, productId, 'quantity'), this.#story()).toBeNull();
      expect(harness.shop.quantityOf(variantId), this.#story()).toBe(quantity + model.moved + model.edited);
    }
  }

  #edit(): void {
    const model = this.#any();
    const { productId } = model.goods;
    const price = this.#price();
    const stock = this.#below(9) - 4;
    const which = this.#below(3);
    this.#merchant(model, `edit ${productId} price ${price} stock ${stock} (${which})`, () => {
      const seen = this.#stockOnSheet(productId);
      const values = { ...(which !== 0 && { price }), ...(which !== 1 && { quantity: seen + stock }) };
      this.#batches.push(keep(harness, productId, values));
    });
  }

  #sell(): void {
    const model = this.#any();
    const pieces = this.#below(4) - 1;
    this.#say('sale', model.goods.productId, pieces);
    harness.shop.simulateSale(model.goods.variantId, pieces);
    model.moved -= pieces;
  }

  #saveInAdmin(): void {
    const { goods } = this.#any();
    const price = this.#price();
    this.#say('admin', goods.productId, price);
    harness.shop.saveInAdmin(goods.productId, { price });
  }

  #withdraw(): void {
    const model = this.#any();
    const { productId } = model.goods;
    if (this.#isDoubtful(productId)) return;
    const field = this.#pick(['price', 'quantity'] as const);
    this.#merchant(model, `withdraw ${productId} ${field}`, () =>
      discardEdits(harness.context.database, [{ productId, field }]),
    );
  }

  #undoBatch(): void {
    const batchId = this.#batches.at(-1 - this.#below(3));
    if (batchId === undefined || this.#models.some(({ goods }) => this.#isDoubtful(goods.productId))) return;
    this.#merchant(null, 'undo batch', () =>
      undoBatch(harness.context.database, batchId, harness.clock.now()),
    );
  }

  #undoRun(): void {
    const { rows } = listRuns(harness.context.database, { offset: 0, limit: 3 });
    const run = rows.filter(({ undoneAt }) => undoneAt === null).at(-1);
    if (!run) return;
    this.#merchant(null, `undo run ${run.runId}`, () => undoRun(harness.context, run.runId, 'merchant'));
  }

  #resolve(): void {
    this.#decide(this.#any());
  }

  async #write(): Promise<void> {
    this.#say('write');
    await this.#watchPrices(async () => this.#wentWell(await writeNow(harness)));
  }

  async #schedule(): Promise<void> {
    this.#say('schedule');
    await this.#watchPrices(async () => this.#wentWell(await syncBySchedule(harness)));
  }

  /** With the shop on the line nothing but the merchant's word is waited for. */
  #wentWell({ job }: Ended): void {
    expect(job.problem, this.#story()).toBeNull();
  }

  async #crash(): Promise<void> {
    const point = this.#pick(POINTS);
    this.#say('crash', point);
    harness.killAt(point);
    await this.#watchPrices(() => writeNow(harness));
    harness = await harness.restart();
  }

  /** Decides what stands in conflict: a price by chance, a doubtful stock by counting. */
  #decide(model: Model): void {
    const { productId } = model.goods;
    const price = pending(harness, productId, 'price');
    if (price?.state === 'conflict') {
      const choose = this.#pick(['mine', 'theirs'] as const);
      this.#say('resolve', productId, choose);
      resolveEdits(harness.context, [{ productId, field: 'price', choose }]);
    }
    if (!this.#isDoubtful(productId)) return;
    const { stated, sent } = model.doubt!;
    const left = model.edited - this.#written(model);
    this.#say('look', productId, left);
    // Either what was sent is there, or it is not; nothing else can be.
    expect([stated, stated - sent], this.#story()).toContain(left);
    if (left === 0) this.#choose(productId, 'theirs');
    else if (left === this.#pieces(productId)) this.#choose(productId, 'mine');
    // Edited again since: neither answer says it, and the merchant types the number.
    else keep(harness, productId, { quantity: this.#stockOnSheet(productId) + left });
  }

  #choose(productId: string, choose: 'mine' | 'theirs'): void {
    resolveEdits(harness.context, [{ productId, field: 'quantity', choose }]);
  }

  /** Something that the merchant does here: what waits afterwards instead of before is what was edited. */
  #merchant(model: Model | null, what: string, act: () => unknown): void {
    const models = model ? [model] : this.#models;
    const before = models.map(({ goods }) => this.#pieces(goods.productId));
    const doubtful = models.map(({ goods }) => this.#isDoubtful(goods.productId));
    // In doubt nothing can be told by the model until somebody has looked.
    if (doubtful.some(Boolean)) return;
    this.#say(what);
    act();
    models.forEach((each, index) => {
      each.edited += this.#pieces(each.goods.productId) - before[index]!;
    });
  }

  /** What is in the shop and what waits come to exactly what was edited, at every moment at which that can be told. */
  #holdsExactly(model: Model): void {
    const { productId } = model.goods;
    if (hasBegunWrite(harness.context.database, productId) || this.#isDoubtful(productId)) return;
    expect(this.#written(model) + this.#pieces(productId), this.#story()).toBe(model.edited);
  }

  /** A price in the shop changes only from what the merchant saw to what the merchant wants; no edit of one vanishes. */
  async #watchPrices(act: () => Promise<unknown>): Promise<void> {
    const { database } = harness.context;
    const begun = new Map(listBegunWrites(database).map((write) => [write.productId, write]));
    const before = await Promise.all(
      this.#models.map(async ({ goods: { productId } }) => ({
        productId,
        price: (await inShop(harness, productId)).price,
        edit: pending(harness, productId, 'price'),
      })),
    );
    const stated = this.#models.map(({ goods }) => this.#pieces(goods.productId));
    const doubted = this.#models.map(({ goods }) => this.#isDoubtful(goods.productId));
    await act();
    this.#models.forEach((model, index) => {
      if (doubted[index] || !this.#isDoubtful(model.goods.productId)) return;
      const sent = begun.get(model.goods.productId)?.changes.find(({ kind }) => kind === 'add');
      expect(sent, this.#story()).toBeDefined();
      model.doubt = { stated: stated[index]!, sent: sent?.kind === 'add' ? sent.difference : 0 };
    });
    for (const { productId, price, edit } of before) {
      const after = (await inShop(harness, productId)).price;
      const sent = begun.get(productId)?.edits.find(({ field }) => field === 'price');
      expect(reachable(price, sent, edit), this.#story()).toContain(after);
      if (edit && !pending(harness, productId, 'price')) expect(after, this.#story()).toBe(edit.mine);
    }
  }

  #written(model: Model): number {
    const { variantId, quantity } = model.goods;
    return harness.shop.quantityOf(variantId) - quantity - model.moved;
  }

  #pieces(productId: string): number {
    const edit = pending(harness, productId, 'quantity');
    return edit ? Number(edit.mine) - Number(edit.base) : 0;
  }

  #isDoubtful(productId: string): boolean {
    return pending(harness, productId, 'quantity')?.state === 'conflict';
  }

  #stockOnSheet(productId: string): number {
    return harness.context.database
      .prepare<[string], number>('SELECT quantity FROM product_sheet WHERE product_id = ?')
      .pluck()
      .get(productId)!;
  }

  #any(): Model {
    return this.#pick(this.#models);
  }

  #price(): number {
    return 1_000_000 + this.#below(5) * 10_000;
  }

  #below(count: number): number {
    return Math.floor(this.#random.fraction() * count);
  }

  #pick<T>(all: readonly T[]): T {
    return all[this.#below(all.length)]!;
  }

  #say(...words: readonly (string | number)[]): void {
    this.told.push(words.join(' '));
  }

  #story(): string {
    return this.told.slice(-25).join(' · ');
  }
}

/** What a price can be after a sync, from what it was and what stood over it. */
function reachable(
  price: unknown,
  sent: PendingEdit | undefined,
  edit: PendingEdit | null,
): readonly unknown[] {
  const all = [price];
  // A write of unknown end, finished or taken back; then what was edited on top of it.
  if (sent && price === sent.base) all.push(sent.mine);
  if (sent && price === sent.mine) all.push(sent.base);
  if (edit && (all.includes(edit.base) || (sent && all.includes(sent.mine)))) all.push(edit.mine);
  return all;
}

it.each((process.env['EDITS_SEED'] ?? 'bir,iki,üç').split(','))(
  'no edit and no sale is lost or doubled, whatever comes between (seed %s)',
  async (seed) => {
    harness = await openHarness({ seed, speed: 200 });
    const goods = await plainGoods(harness, 3);
    await harness.sync({ what: 'pull' });
    const history = new History(seed, goods);
    for (let step = 0; step < STEPS; step += 1) await history.step();
    await history.end();
  },
);
