import { fieldOf, isStock, type FieldKind, type FieldName } from '#common/product-field.ts';
import type { BulkChange, KeptEdits, NewEdit } from '#contract/edits.ts';
import type { EditingFacts } from '#contract/products.ts';
import { asSet, isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { EngineClient } from '../../../src-main/headless/command-line/profile.ts';
import { systemRandom } from '../../../src-main/node-host/random.ts';
import { everyField } from '../../support/every-field.ts';
import { otherValue } from '../../support/other-field-values.ts';
import { asIds, type DayModel, type Sheets, type Waiting } from './day-model.ts';
import { EVERYTHING, LISTED } from './day-shop.ts';

type Parts = {
  readonly client: EngineClient;
  readonly model: DayModel;
  readonly sheets: Sheets;
  readonly facts: EditingFacts;
  readonly random: SeededRandom;
};

/** The merchant edits without the shop at hand: one by one, many at once, again, and not after all. */
export class MerchantAtHome {
  readonly #parts: Parts;
  readonly #batches: { readonly batchId: string; readonly before: ReadonlyMap<string, Waiting> }[] = [];
  #count = 0;
  /** Fields edited so far, and what was done how often. */
  edited = 0;
  readonly done = { single: 0, bulk: 0, again: 0, undone: 0, discarded: 0 };
  readonly kinds = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async editUntil(fields: number): Promise<void> {
    while (this.edited < fields) {
      const chance = this.#parts.random.fraction();
      if (chance < 0.6) await this.#single();
      else if (chance < 0.7) await this.#bulk();
      else if (chance < 0.88) await this.#again();
      else if (chance < 0.95) await this.#undo();
      else await this.#discard();
    }
  }

  /** Some fields of one product; each product has its turn. */
  async #single(): Promise<void> {
    const { random, sheets, facts } = this.#parts;
    const productId = EVERYTHING[this.done.single % EVERYTHING.length]!;
    const sheet = sheets.get(productId)!;
    const fields = everyField({ productId, sheet, modifiedAt: null, masterId: null, options: [] }, facts)
      .map(({ field }) => field)
      .filter((field) => !isBarcode(productId, field));
    const chosen = new Set([1, 2, 3, 4].slice(0, random.between(1, 4)).map(() => random.pick(fields)));
    await this.#keep(productId, [...chosen]);
    this.done.single += 1;
  }

  async #again(): Promise<void> {
    const { random, model } = this.#parts;
    if (model.waiting.size === 0) return;
    const { productId, field } = random.pick([...model.waiting.values()]);
    await this.#keep(productId, [field]);
    this.done.again += 1;
  }

  async #keep(productId: string, fields: readonly FieldName[]): Promise<void> {
    const { client, model } = this.#parts;
    const before = model.snapshot();
    const edits = fields.map((field): NewEdit => {
      const mine = this.#newValue(productId, field);
      const mode = isStock(fieldOf(field)) ? 'difference' : 'set';
      const base = model.base(productId, field);
      model.edit(productId, field, mine, mode);
      this.kinds.add(fieldOf(field).kind);
      return { productId, field, base, mine, mode };
    });
    const requestId = systemRandom.uuid();
    this.#kept(await client.edits.keep({ requestId, title: 'Evde', edits }), before, edits.length);
  }

  async #bulk(): Promise<void> {
    const { client, random, model } = this.#parts;
    const before = model.snapshot();
    const productIds = [...new Set(Array.from({ length: 6 }, () => String(random.pick(LISTED))))];
    const change = random.pick(BULK);
    let changed = 0;
    for (const productId of productIds) {
      const seen = model.seen(productId, change.what);
      const value = bulkValue(change, seen);
      if (isSameValue(change.what, value, seen)) continue;
      const standing = model.waiting.get(`${productId} ${change.what}`);
      const isAdded = change.what === 'quantity' && change.how === 'add';
      model.edit(productId, change.what, value, isAdded ? (standing?.mode ?? 'difference') : 'set');
      changed += 1;
    }
    const requestId = systemRandom.uuid();
    const outcome = await client.edits.bulk({ requestId, selection: { productIds }, change, apply: true });
    this.#kept(outcome, before, changed);
    this.done.bulk += 1;
  }

  #kept(kept: KeptEdits, before: ReadonlyMap<string, Waiting>, fields: number): void {
    const errors = kept.remarks.filter(({ kind }) => kind === 'error');
    if (errors.length > 0) throw new Error(`not kept: ${JSON.stringify(errors)}`);
    if (kept.batchId !== null) this.#batches.push({ batchId: kept.batchId, before });
    this.edited += fields;
  }

  async #undo(): Promise<void> {
    const { client, model } = this.#parts;
    const last = this.#batches.pop();
    if (!last) return;
    await client.edits.undo({ requestId: systemRandom.uuid(), batchId: last.batchId });
    model.putBack(last.before);
    this.done.undone += 1;
  }

  async #discard(): Promise<void> {
    const { client, model, random } = this.#parts;
    if (model.waiting.size === 0) return;
    const { productId, field } = random.pick([...model.waiting.values()]);
    await client.edits.discard({ requestId: systemRandom.uuid(), places: [{ productId, field }] });
    model.waiting.delete(`${productId} ${field}`);
    // What a batch replaced can't be put back once a part of it was dropped.
    this.#batches.length = 0;
    this.done.discarded += 1;
  }

  #newValue(productId: string, field: FieldName): FieldValue {
    const { model, facts, random } = this.#parts;
    this.#count += 1;
    const seen = model.seen(productId, field);
    const number = this.#count;
    const { kind } = fieldOf(field);
    if (isStock(fieldOf(field))) return Number(seen) + random.pick([-5, -3, -2, -1, 1, 2, 4]);
    if (kind === 'price') return 1_000_000 + number * 100;
    if (kind === 'special') return { priceE4: 900_000 + number * 100, dateStart: null, dateEnd: null };
    if (kind === 'code') return `9${number}`;
    return TEXTS.has(kind) ? `Yeni "ı" <${number}> & öteki` : otherValue(field, seen, facts);
  }
}

const TEXTS: ReadonlySet<FieldKind> = new Set(['model', 'name', 'description', 'attribute']);

/** Codes by which listings are matched stay: what is tried is stock, not matching. */
function isBarcode(productId: string, field: FieldName): boolean {
  return LISTED.includes(Number(productId)) && /^code:.*ean$/i.test(field);
}

const BULK = [
  { what: 'price', how: 'percent', amount: 200, rounding: 'kurus' },
  { what: 'quantity', how: 'add', amount: -2, optionsToo: false },
  { what: 'quantity', how: 'add', amount: 3, optionsToo: false },
  { what: 'quantity', how: 'set', amount: 45, optionsToo: false },
  { what: 'categories', how: 'add', categoryIds: ['57'] },
] as const satisfies readonly BulkChange[];

/** In whole numbers: of a price in kuruş, two percent more is a whole number of 1/10000. */
function bulkValue(change: (typeof BULK)[number], seen: FieldValue): FieldValue {
  if (change.what === 'price') return Math.floor(((Number(seen) / 100) * 102 + 50) / 100) * 100;
  if (change.what === 'categories') return asSet([...asIds(seen), ...change.categoryIds]);
  return change.how === 'set' ? change.amount : Number(seen) + change.amount;
}
