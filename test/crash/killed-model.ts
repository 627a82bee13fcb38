import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { PRODUCTS, type Model } from './crash-world.ts';
import type { Wish } from './edit-child.ts';

/** Has two option values with stock of their own, and is on no marketplace. */
export const CAMERA = 30;
const OPTIONS = [15, 16] as const;

/** What the shop must come to, whoever died on the way there. */
export class KilledModel implements Model {
  readonly stock: Model['stock'] = new Map();
  readonly orders: Model['orders'] = new Map();
  /** By product and stock field: what sales moved, and what the merchant's edits come to. */
  readonly sold = new Map<string, number>();
  readonly edited = new Map<string, number>();
  /** The last value that the merchant wanted of each field. */
  readonly wanted = new Map<string, Map<FieldName, FieldValue>>();
  readonly #random: SeededRandom;
  #count = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** What the merchant does before pressing Sync; each value is one that was never wanted before. */
  wishes(): readonly Wish[] {
    const products = new Set([CAMERA, ...[1, 2, 3].map(() => this.#random.pick(PRODUCTS))]);
    const wishes = [...products].flatMap((productId) => this.#wishesFor(productId));
    for (const wish of wishes) this.#note(wish);
    return wishes;
  }

  sell(productId: number, optionValueId: number | null, pieces: number): void {
    add(this.sold, key(productId, 'quantity'), pieces);
    if (optionValueId !== null) add(this.sold, key(productId, `option:${optionValueId}:quantity`), pieces);
    this.#move(productId, -pieces);
  }

  anySale(): { readonly productId: number; readonly optionValueId: number | null; readonly pieces: number } {
    const productId = this.#random.pick([CAMERA, ...PRODUCTS]);
    const optionValueId = productId === CAMERA ? this.#random.pick(OPTIONS) : null;
    return { productId, optionValueId, pieces: this.#random.between(1, 2) };
  }

  order(orderNumber: string, line: { readonly productId: number; readonly quantity: number }): void {
    this.orders.set(orderNumber, { ...line, cancelled: false });
    this.#move(line.productId, -line.quantity);
  }

  cancel(orderNumber: string): void {
    const order = this.orders.get(orderNumber);
    if (!order || order.cancelled) throw new RangeError('only an order that stands is cancelled');
    order.cancelled = true;
    this.#move(order.productId, order.quantity);
  }

  #wishesFor(product: number): readonly Wish[] {
    const productId = String(product);
    const wishes: Wish[] = [
      { productId, field: 'quantity', by: this.#random.pick([-3, -2, -1, 1, 2, 3]) },
      { productId, field: 'price', to: 1_000_000 + this.#next() * 100 },
      { productId, field: 'name:en-gb', to: `Ürün & "${product}" ${this.#next()}` },
      { productId, field: 'categories', to: this.#random.pick([['20'], ['20', '33'], ['25', '26'], ['57']]) },
    ];
    if (this.#random.fraction() < 0.5) {
      wishes.push(
        { productId, field: 'description:en-gb', to: `<p>Açıklama ${this.#next()}</p>` },
        { productId, field: 'images', to: [`catalog/demo/${this.#next()}.jpg`, 'catalog/demo/arka.jpg'] },
      );
    }
    return product === CAMERA ? [...wishes, ...this.#wishesForOptions(productId)] : wishes;
  }

  #wishesForOptions(productId: string): readonly Wish[] {
    const priceE4 = 500_000 + this.#next() * 100;
    return [
      ...OPTIONS.map((id): Wish => ({
        productId,
        field: `option:${id}:quantity`,
        by: this.#random.pick([-2, -1, 1, 2]),
      })),
      { productId, field: 'special', to: { priceE4, dateStart: null, dateEnd: null } },
      { productId, field: 'option:15:price', to: { priceE4: this.#next() * 100, prefix: '+' } },
    ];
  }

  #note(wish: Wish): void {
    const { productId, field } = wish;
    if ('by' in wish) {
      add(this.edited, key(productId, field), wish.by);
      if (field === 'quantity') this.#move(Number(productId), wish.by);
      return;
    }
    const values = this.wanted.get(productId) ?? new Map<FieldName, FieldValue>();
    this.wanted.set(productId, values.set(field, wish.to));
  }

  /** What the marketplace is told is the stock of those that are on it. */
  #move(productId: number, pieces: number): void {
    const stock = this.stock.get(productId);
    if (stock !== undefined) this.stock.set(productId, stock + pieces);
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}

export function key(productId: number | string, field: string): string {
  return `${productId} ${field}`;
}

function add(sums: Map<string, number>, name: string, amount: number): void {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}
