import type { PendingState } from './pending-edit.ts';
import { productFlags } from './product-flags.ts';
import type { ProductStanding } from './product-standing.ts';

/**
 * The standing of every product in memory, column by column: some hundred bytes a product. A product is known by its
 * number, which it keeps; one that is no more leaves an empty place.
 */
export class ProductColumns {
  readonly #numbers = new Map<string, number>();
  readonly ids: string[] = [];
  readonly titles: string[] = [];
  readonly models: string[] = [];
  readonly quantities: number[] = [];
  readonly prices: number[] = [];
  readonly times: number[] = [];
  /** See `product-flags.ts`. */
  readonly flags: number[] = [];
  /** 1 where there is a product at all, living or with edits that wait. */
  readonly known: number[] = [];
  readonly edits: Readonly<Record<PendingState, number[]>> = { pending: [], conflict: [], refused: [] };

  get length(): number {
    return this.ids.length;
  }

  numberOf(productId: string): number {
    const known = this.#numbers.get(productId);
    if (known !== undefined) return known;
    const number = this.ids.push(productId) - 1;
    this.#numbers.set(productId, number);
    this.clear(number);
    return number;
  }

  put(number: number, product: ProductStanding): void {
    this.titles[number] = product.title;
    this.models[number] = product.model;
    this.quantities[number] = product.quantity;
    this.prices[number] = product.priceE4;
    this.times[number] = product.modifiedAt;
    this.flags[number] = productFlags(product);
    this.known[number] = 1;
    this.edits.pending[number] = product.edits.pending;
    this.edits.conflict[number] = product.edits.conflict;
    this.edits.refused[number] = product.edits.refused;
  }

  clear(number: number): void {
    this.titles[number] = '';
    this.models[number] = '';
    this.quantities[number] = 0;
    this.prices[number] = 0;
    this.times[number] = 0;
    this.flags[number] = 0;
    this.known[number] = 0;
    this.edits.pending[number] = 0;
    this.edits.conflict[number] = 0;
    this.edits.refused[number] = 0;
  }
}
