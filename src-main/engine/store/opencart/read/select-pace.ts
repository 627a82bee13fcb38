import type { ShopSchema } from '../dialect/schema.ts';
import type { SqlValue } from '../session/queryable.ts';

/** Rows of a SELECT where nobody waits for its end. */
const MOST = 10_000;
/** Rows of a SELECT that holds a lock: to begin with, at most, and at least. */
const LOCKING = { first: 1_000, most: 5_000, least: 250 } as const;
/** A tenth of what a buyer at the checkout notices: on a busy server the slowest SELECT takes many times the usual. */
const AIM_MICROSECONDS = 5_000;
/** Fewer rows than these tell more of chance than of the server. */
const TELLING = 100;
const MINUTE_MICROSECONDS = 60_000_000;

/**
 * How many rows a SELECT of a whole table in parts asks for. MyISAM keeps its lock until the last row is on the line,
 * every checkout waits for it, and behind the checkout every page view (opencart.md §7). SQL_BUFFER_RESULT does not end
 * the lock earlier, and with a LIMIT it copies all rows behind the key before it sends the first ones (MariaDB 10.11,
 * measured 2026-11). So the SELECTs are short: as many rows as the server, by its own clock, gives away within 5 ms,
 * its disk and the line to it included, but not the way that the question takes.
 */
export class SelectPace {
  readonly #locks: boolean;
  #rows: number;

  constructor(schema: ShopSchema, ...tables: readonly string[]) {
    this.#locks = !schema.transactional(...tables);
    this.#rows = this.#locks ? LOCKING.first : MOST;
  }

  /** For the next SELECT. */
  get rows(): number {
    return this.#rows;
  }

  /**
   * SQL to put behind the last column: the server's seconds and microseconds at each row. Servers before MySQL 5.6 know
   * no microseconds and some have SYSDATE stand still; the number of rows then does too.
   */
  get clock(): string {
    return this.#locks ? ", DATE_FORMAT(SYSDATE(6), '%s%f') AS sent_at" : '';
  }

  /** Takes in how long a SELECT held its lock that asked for so many rows, or keys, and these came. */
  note(rows: readonly (readonly SqlValue[])[], asked: number): void {
    if (!this.#locks || rows.length < TELLING) return;
    const [from, to] = [Number(rows[0]?.at(-1)), Number(rows.at(-1)?.at(-1))];
    const took = (to - from + MINUTE_MICROSECONDS) % MINUTE_MICROSECONDS;
    if (!(took > 0)) return;
    const fitting = Math.round((asked * AIM_MICROSECONDS) / took);
    // One that was held up by chance must not make all later ones tiny, nor a lucky one make them long.
    const near = Math.min(this.#rows * 2, Math.max(this.#rows / 2, fitting));
    this.#rows = Math.round(Math.min(LOCKING.most, Math.max(LOCKING.least, near)));
  }
}
