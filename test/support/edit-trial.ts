import type { FieldName } from '#common/product-field.ts';
import type {
  FieldChange,
  ProductWrite,
  ProductWriteResult,
  StorePort,
  WriteOptions,
} from '#engine/store/port.ts';
import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { sellInShop, type OpencartShop } from './opencart-shop.ts';
import { OPENCART_SETTINGS } from './opencart-under-test.ts';

const CAMERA = '30';
const STOCK = ['quantity', 'option:15:quantity', 'option:16:quantity'] as const;
type Stock = readonly number[];

class BrokenOff extends Error {}

/**
 * One product to which everything happens at random: sales, saves in admin, tools that write past `date_modified`, and
 * edits of two programs that break off anywhere. Beside it a model of what the shop must hold.
 */
export class EditTrial {
  readonly #shop: OpencartShop;
  readonly #stores: readonly StorePort[];
  readonly #random: SeededRandom;
  /** What must stand in the shop now. */
  stock: Stock;
  priceE4: number;
  /** Steps that came to each end, to show that all of them were tried. */
  readonly ends = new Map<string, number>();

  private constructor(
    made: { shop: OpencartShop; stores: readonly StorePort[]; random: SeededRandom },
    stock: Stock,
    priceE4: number,
  ) {
    this.#shop = made.shop;
    this.#stores = made.stores;
    this.#random = made.random;
    this.stock = stock;
    this.priceE4 = priceE4;
  }

  static async of(made: {
    shop: OpencartShop;
    stores: readonly StorePort[];
    random: SeededRandom;
  }): Promise<EditTrial> {
    const trial = new EditTrial(made, [], 0);
    const held = await trial.held();
    trial.stock = held.stock;
    trial.priceE4 = held.priceE4;
    return trial;
  }

  async held(): Promise<{ readonly stock: Stock; readonly priceE4: number }> {
    const [sheet] = await this.#stores[0]!.readSheets([CAMERA], { settings: OPENCART_SETTINGS });
    if (sheet === undefined) throw new Error('the camera is gone');
    return { stock: STOCK.map((field) => Number(sheet.sheet[field])), priceE4: Number(sheet.sheet.price) };
  }

  /** Does something and tells what. */
  async step(): Promise<string> {
    const chance = this.#random.fraction();
    if (chance < 0.2) return this.#sell();
    if (chance < 0.25) return this.#saveInAdmin();
    if (chance < 0.35) return this.#changeByTool();
    return this.#edit();
  }

  async #sell(): Promise<string> {
    const quantity = this.#random.between(1, 3);
    await sellInShop(this.#shop, { productId: CAMERA, optionValueIds: ['16'], quantity });
    this.stock = this.stock.map((held, index) => (index === 1 ? held : held - quantity));
    return `sale of ${quantity}`;
  }

  async #saveInAdmin(): Promise<string> {
    this.priceE4 = this.#random.between(1, 900) * 10_000;
    await this.#shop.run('UPDATE oc_product SET price = ?, date_modified = NOW() WHERE product_id = ?', [
      this.priceE4 / 10_000,
      CAMERA,
    ]);
    return `admin ${this.priceE4}`;
  }

  async #changeByTool(): Promise<string> {
    this.priceE4 = this.#random.between(1, 900) * 10_000;
    await this.#shop.run('UPDATE oc_product SET price = ? WHERE product_id = ?', [
      this.priceE4 / 10_000,
      CAMERA,
    ]);
    return `tool ${this.priceE4}`;
  }

  async #edit(): Promise<string> {
    const differences = STOCK.map(() => this.#random.between(-4, 4));
    const wantedE4 = this.#random.between(1, 900) * 10_000;
    const first = this.#random.pick(this.#stores);
    const write = await this.#begin(first, differences, wantedE4);
    const told = [`edit ${differences.join('/')} price ${wantedE4}`];
    let isCertain = true;
    for (let turn = 0; ; turn += 1) {
      if (this.#random.fraction() < 0.3) told.push(await this.#something());
      // The program that began goes first; after a crash it is another one that asks again.
      const store = turn === 0 ? first : this.#random.pick(this.#stores);
      const result = await this.#attempt(store, write, turn < 3 && this.#random.fraction() < 0.6);
      if (result !== null) {
        await this.#settle(result, { differences, wantedE4, isCertain });
        return [...told, result.kind].join(', ');
      }
      told.push('broken off');
      isCertain = false;
      // What an attempt left half done is a price of the merchant's own wish, or still the old one.
      const { priceE4 } = await this.held();
      if (priceE4 !== this.priceE4 && priceE4 !== wantedE4)
        throw new Error(`a price from nowhere: ${priceE4}`);
      if (priceE4 === wantedE4) this.priceE4 = priceE4;
    }
  }

  /** Between two attempts of a write. */
  async #something(): Promise<string> {
    const chance = this.#random.fraction();
    if (chance < 0.6) return this.#sell();
    return chance < 0.75 ? this.#saveInAdmin() : this.#changeByTool();
  }

  async #begin(store: StorePort, differences: readonly number[], wantedE4: number): Promise<ProductWrite> {
    const mark = await store.markProductWrite(CAMERA, {
      settings: OPENCART_SETTINGS,
      reach: () => undefined,
    });
    if (mark === null) throw new Error('the camera is gone');
    const adds = STOCK.map((field: FieldName, index): FieldChange => ({
      kind: 'add',
      field,
      difference: differences[index]!,
      floor: 'none',
    }));
    const price: FieldChange = { kind: 'set', field: 'price', expected: this.priceE4, value: wantedE4 };
    const categories: FieldChange = {
      kind: 'set',
      field: 'categories',
      expected: await this.#categories(),
      value: this.#random.pick([['20'], ['20', '33'], ['25', '26'], ['26', '33', '57']]),
    };
    return { ...mark, productId: CAMERA, changes: [...adds, price, categories] };
  }

  async #categories(): Promise<readonly string[]> {
    const rows = await this.#shop.rows(
      'SELECT category_id FROM oc_product_to_category WHERE product_id = ?',
      [CAMERA],
    );
    return rows.map((row) => String(row.category_id));
  }

  async #attempt(
    store: StorePort,
    write: ProductWrite,
    breaksOff: boolean,
  ): Promise<ProductWriteResult | null> {
    let left = breaksOff ? this.#random.between(1, 6) : Number.POSITIVE_INFINITY;
    const reach: WriteOptions['reach'] = () => {
      left -= 1;
      if (left === 0) throw new BrokenOff();
    };
    try {
      return await store.writeProduct(write, { settings: OPENCART_SETTINGS, reach });
    } catch (error) {
      if (error instanceof BrokenOff) return null;
      throw error;
    }
  }

  async #settle(
    result: ProductWriteResult,
    edit: { readonly differences: readonly number[]; readonly wantedE4: number; readonly isCertain: boolean },
  ): Promise<void> {
    const added = this.stock.map((quantity, index) => quantity + edit.differences[index]!);
    if (result.kind === 'gone') throw new Error('the camera is gone');
    this.ends.set(result.kind, (this.ends.get(result.kind) ?? 0) + 1);
    if (result.kind === 'written') {
      if (result.refused.length > 0) throw new Error(`refused: ${JSON.stringify(result.refused)}`);
      const missed = result.missed.filter((field) => field !== 'price');
      if (missed.length > 0) throw new Error(`missed: ${missed.join(', ')}`);
      if (result.missed.length > 0) this.ends.set('missed', (this.ends.get('missed') ?? 0) + 1);
      else this.priceE4 = edit.wantedE4;
      this.stock = added;
      return;
    }
    // Somebody saved it in between: all of the stock was moved by an earlier attempt, or none of it.
    const { stock } = await this.held();
    if (!edit.isCertain && JSON.stringify(stock) === JSON.stringify(added)) this.stock = added;
  }
}
