import type { Clock } from '../../../host.ts';

/** How old what is kept may become. */
const KEPT_FOR_MS = 30_000;

/** What many `readProducts` in a row have in common, read once for all of them. */
export class BulkReading {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Must be called before what is watched is read. What is kept is then never older than the digests it is filed under,
   * and whatever changes later shows as a difference in the next pass.
   */
  forget(): void {
    this.#kept.clear();
  }

  /** What `load` gave for this key half a minute ago at most; what failed is asked for again. */
  async keep<T>(key: string, load: () => Promise<T>): Promise<T> {
    const now = this.#clock.monotonic();
    const known = this.#kept.get(key);
    // One key stands for one type: see the callers.
    if (known !== undefined && now - known.at <= KEPT_FOR_MS) return known.value as Promise<T>;
    const entry = { at: now, value: load() };
    this.#kept.set(key, entry);
    try {
      return await entry.value;
    } catch (error) {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
      throw error;
    }
  }
}
