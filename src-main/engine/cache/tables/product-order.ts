import type { ProductQuery } from '#contract/products.ts';
import type { ProductColumns } from './product-columns.ts';

export type ProductSort = ProductQuery['sort'];
type Compare = (one: number, other: number) => number;

/** From so many changed products on, sorting all again is quicker than finding each one's place. */
const SORT_ANEW = 10_000;

/** The numbers of all products in one order, brought up to date by the few that changed. */
export class ProductOrder {
  readonly #columns: ProductColumns;
  readonly #compare: Compare;
  readonly #changed = new Set<number>();
  #sorted: Uint32Array;

  constructor(sort: ProductSort, columns: ProductColumns) {
    this.#columns = columns;
    this.#compare = compareBy(sort, columns);
    this.#sorted = this.#sortAll();
  }

  /** Notes a product that was added, changed or removed. */
  touch(number: number): void {
    this.#changed.add(number);
  }

  numbers(): Uint32Array {
    if (this.#changed.size > 0) {
      this.#sorted = this.#changed.size > SORT_ANEW ? this.#sortAll() : this.#mended();
      this.#changed.clear();
    }
    return this.#sorted;
  }

  #sortAll(): Uint32Array {
    const { known, length } = this.#columns;
    const all: number[] = [];
    for (let number = 0; number < length; number += 1) if (known[number] === 1) all.push(number);
    return Uint32Array.from(all.sort(this.#compare));
  }

  #mended(): Uint32Array {
    const { known } = this.#columns;
    const arriving = [...this.#changed].filter((number) => known[number] === 1).sort(this.#compare);
    const staying = this.#sorted.filter((number) => !this.#changed.has(number));
    const merged = new Uint32Array(staying.length + arriving.length);
    let next = 0;
    let end = 0;
    for (const number of staying) {
      while (next < arriving.length && this.#compare(arriving[next]!, number) < 0)
        merged[end++] = arriving[next++]!;
      merged[end++] = number;
    }
    merged.set(arriving.slice(next), end);
    return merged;
  }
}

/** By a column, and then by the ids, which are numbers of any length kept as texts. */
function compareBy(sort: ProductSort, columns: ProductColumns): Compare {
  const { ids } = columns;
  const byId: Compare = (one, other) =>
    ids[one]!.length - ids[other]!.length || byText(ids[one]!, ids[other]!);
  if (sort === 'productId') return byId;
  if (sort === 'title' || sort === 'model') {
    const texts = sort === 'title' ? columns.titles : columns.models;
    return (one, other) => byText(texts[one]!, texts[other]!) || byId(one, other);
  }
  const figures = { quantity: columns.quantities, price: columns.prices, modifiedAt: columns.times }[sort];
  return (one, other) => figures[one]! - figures[other]! || byId(one, other);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
