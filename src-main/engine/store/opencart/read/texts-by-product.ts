/** Gathers rows of a whole table as one text for each product: the least memory that many small rows can take. */
export class TextsByProduct {
  readonly #separator: string;
  readonly #parts = new Map<number, string[]>();

  constructor(separator: string) {
    this.#separator = separator;
  }

  add(productId: number, text: string): void {
    const parts = this.#parts.get(productId);
    if (parts) parts.push(text);
    else this.#parts.set(productId, [text]);
  }

  /** Joined only now: a text that grows piece by piece keeps every piece of it in memory. */
  joined(): ReadonlyMap<number, string> {
    const texts = new Map<number, string>();
    for (const [productId, parts] of this.#parts) texts.set(productId, parts.join(this.#separator));
    return texts;
  }
}
