import type { OpencartShop } from './opencart-shop.ts';

export type ModelLine = {
  readonly productId: string | null;
  readonly optionValueIds: readonly string[];
  readonly unitPriceE4: number;
  quantity: number;
};
export type ModelOrder = { readonly lines: ModelLine[]; statusId: string };

/** OpenCart's defaults: what stands in one of these holds stock. */
export const HOLDING = new Set(['5', '1', '2', '12', '3']);

/**
 * What the shop's stock must be: where it began, less what the merchant and the storefront took, less what every order
 * that holds stock has in its lines. Kept apart from the program, and from SQL.
 */
export class StockModel {
  readonly orders = new Map<string, ModelOrder>();
  readonly #products = new Map<string, number>();
  readonly #values = new Map<string, number>();
  readonly #masters = new Map<string, string>();
  readonly #uncounted = new Set<string>();

  static async of(shop: OpencartShop): Promise<StockModel> {
    const model = new StockModel();
    for (const row of await shop.rows('SELECT * FROM oc_product')) {
      model.#products.set(String(row.product_id), Number(row.quantity));
      if (Number(row.master_id ?? 0) > 0) model.#masters.set(String(row.product_id), String(row.master_id));
      if (Number(row.subtract) !== 1) model.#uncounted.add(`p${row.product_id}`);
    }
    for (const row of await shop.rows('SELECT * FROM oc_product_option_value')) {
      model.#values.set(String(row.product_option_value_id), Number(row.quantity));
      if (Number(row.subtract) !== 1) model.#uncounted.add(`v${row.product_option_value_id}`);
    }
    return model;
  }

  /** The merchant types a stock in. */
  set(productId: string, quantity: number): void {
    const held = this.#held().products.get(productId) ?? 0;
    this.#products.set(productId, quantity + held);
  }

  /** A sale in the storefront, whose order is none of ours: it counts the product and the values, as `sellInShop`. */
  sell(productId: string, optionValueIds: readonly string[], quantity: number): void {
    if (!this.#uncounted.has(`p${productId}`)) add(this.#products, productId, -quantity);
    for (const id of optionValueIds) if (!this.#uncounted.has(`v${id}`)) add(this.#values, id, -quantity);
  }

  /** All stocks as they must be now. */
  expected(): { readonly products: Record<string, number>; readonly values: Record<string, number> } {
    const held = this.#held();
    const left = (base: ReadonlyMap<string, number>, taken: ReadonlyMap<string, number>) =>
      Object.fromEntries([...base].map(([id, quantity]) => [id, quantity - (taken.get(id) ?? 0)]));
    return { products: left(this.#products, held.products), values: left(this.#values, held.values) };
  }

  #held(): { readonly products: Map<string, number>; readonly values: Map<string, number> } {
    const products = new Map<string, number>();
    const values = new Map<string, number>();
    for (const order of this.orders.values()) {
      if (!HOLDING.has(order.statusId)) continue;
      for (const line of order.lines) {
        const { productId, quantity } = line;
        if (productId === null) continue;
        for (const id of [productId, this.#masters.get(productId)]) {
          if (id !== undefined && !this.#uncounted.has(`p${id}`)) add(products, id, quantity);
        }
        for (const id of line.optionValueIds) if (!this.#uncounted.has(`v${id}`)) add(values, id, quantity);
      }
    }
    return { products, values };
  }
}

function add(map: Map<string, number>, key: string, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}
