import type { Database } from 'better-sqlite3';
import { WordIndexBuilder, type RowMarks, type WordIndex } from '../word-index.ts';
import { ProductColumns } from './product-columns.ts';
import { ProductOrder, type ProductSort } from './product-order.ts';
import { readStandings, type StandingParts } from './product-standing.ts';
import { takeTouchedProducts } from './touched-products.ts';

/** Products read in one step: some ten milliseconds. */
const STEP = 500;
/** Search keys taken apart in one step: the same. */
const WORDS_STEP = 5_000;

/**
 * What the list of products needs of every product, held in memory: nobody who asks for a page of 100,000 waits for a
 * table to be walked. It is kept true by the products that SQLite says were touched, read again before the next question.
 */
export class ProductBoard {
  readonly #database: Database;
  readonly #parts: StandingParts;
  readonly columns = new ProductColumns();
  readonly #orders = new Map<ProductSort, ProductOrder>();
  /** Search keys by number. */
  readonly #keys: (string | null)[] = [];
  #words: WordIndex | null = null;
  #gathering: { readonly builder: WordIndexBuilder; next: number; readonly changed: Set<number> } | null =
    null;

  constructor(database: Database, parts: StandingParts) {
    this.#database = database;
    this.#parts = parts;
  }

  /** Reads some of the products that changed. Returns whether nothing is left to read. */
  step(): boolean {
    const touched = takeTouchedProducts(this.#database, STEP);
    const now = new Map(
      readStandings(this.#database, touched, this.#parts).map((standing) => [standing.productId, standing]),
    );
    for (const productId of touched) {
      const standing = now.get(productId);
      const number = this.columns.numberOf(productId);
      if (standing) this.columns.put(number, standing);
      else this.columns.clear(number);
      for (const order of this.#orders.values()) order.touch(number);
      this.#putKey(number, standing?.searchKey ?? null);
    }
    if (this.#words?.isStale) this.#words = null;
    return touched.length < STEP;
  }

  /** Gathers some of the words that searching needs. Returns whether all are gathered. */
  wordsStep(): boolean {
    if (this.#words !== null) return true;
    this.#gathering ??= { builder: new WordIndexBuilder(), next: 0, changed: new Set() };
    const { builder, next, changed } = this.#gathering;
    const end = Math.min(next + WORDS_STEP, this.#keys.length);
    for (let number = next; number < end; number += 1) {
      const key = this.#keys[number];
      if (key !== null && key !== undefined) builder.add(number, key);
    }
    this.#gathering.next = end;
    if (end < this.#keys.length) return false;
    const words = builder.finish();
    words.put(Array.from(changed, (number) => [number, this.#keys[number] ?? null] as const));
    this.#words = words;
    this.#gathering = null;
    return true;
  }

  /** The numbers of every known product, in the order of a column and then of the ids. */
  inOrder(sort: ProductSort): Uint32Array {
    let order = this.#orders.get(sort);
    if (!order) this.#orders.set(sort, (order = new ProductOrder(sort, this.columns)));
    return order.numbers();
  }

  /** The products in which every one of these folded terms occurs, by number; null without a term: all of them. */
  find(terms: readonly string[]): RowMarks | null {
    if (terms.length === 0) return null;
    while (!this.wordsStep());
    return this.#words?.find(terms) ?? null;
  }

  /** Most of what changes of a product is not searched for. */
  #putKey(number: number, key: string | null): void {
    if (this.#keys[number] === key) return;
    this.#keys[number] = key;
    this.#gathering?.changed.add(number);
    this.#words?.put([[number, key]]);
  }
}
