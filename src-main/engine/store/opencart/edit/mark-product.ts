import { problem, ProblemError } from '#contract/problem.ts';
import type { Clock } from '../../../host.ts';
import type { ProductWrite, WriteMark } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { numberOf, textOf } from '../session/queryable.ts';
import type { Reader, SqlRow } from '../session/queryable.ts';

/** Programs that mark a product in the same second mostly get different marks. In seconds. */
const SPREAD = 10;

/** How often a product that is being saved again and again is waited for. */
const TURNS = 5;
const SECOND_MS = 1_000;
/** Clocks of other zones differ by whole quarters of an hour; which one OpenCart 2.3 writes in is not to be known. */
const ZONE_STEP = 900;

/**
 * Makes the mark of a write; null when the product is gone. The mark is a time of the shop that is past already when
 * it is made, so that no later save in OpenCart (`date_modified = NOW()`) can carry it. The time before must be past
 * too: another save in its second would look as if nothing had been written yet, and differences would go twice.
 * Rejects with `store/busy` for a product that is saved every second.
 */
export async function markProduct(
  { reader, schema, clock }: { readonly reader: Reader; readonly schema: ShopSchema; readonly clock: Clock },
  productId: string,
): Promise<WriteMark | null> {
  const past = (seconds: number): string =>
    `CAST(NOW() - INTERVAL (${seconds} + CONNECTION_ID() % ${SPREAD}) SECOND AS CHAR)`;
  const statement = `SELECT date_modified AS date_modified, ${past(1)} AS mark, ${past(2)} AS other_mark,
      IFNULL(TIMESTAMPDIFF(SECOND, date_modified, NOW()) % ${ZONE_STEP} = 0, 0) AS may_be_now
    FROM ${schema.sql('product')} WHERE product_id = ?`;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [row] = await reader.rows(statement, [productId]);
    if (row === undefined) return null;
    if (numberOf(row, 'may_be_now') === 1) {
      await clock.sleep(SECOND_MS);
      continue;
    }
    const before = modifiedOf(row);
    const mark = textOf(row, 'mark');
    return { before, mark: isSameTime(before, mark) ? textOf(row, 'other_mark') : mark };
  }
  throw new ProblemError(problem('store/busy', {}, 'the product is being saved in the shop'));
}

/** `date_modified` as the shop holds it, NULL and zero dates included. */
export function modifiedOf(row: SqlRow): string | null {
  const value = row.date_modified;
  return value === null || value === undefined ? null : String(value);
}

/** Forks keep fractions of a second, which OpenCart's own times do not have. */
export function isSameTime(one: string | null, other: string | null): boolean {
  const plain = (text: string | null): string | null => text && text.replace(/\.0+$/, '');
  return plain(one) === plain(other);
}

/**
 * Marks that were made here and not written with yet. Whoever finds such a mark in the shop at the very first attempt
 * knows that another program chose the same second, and must not take that program's write for its own.
 */
export class FreshMarks {
  readonly #byProduct = new Map<string, string>();

  add(productId: string, { before, mark }: WriteMark): void {
    this.#byProduct.set(productId, keyOf({ before, mark }));
  }

  /** True once, for the newest mark of a product. */
  take(write: ProductWrite): boolean {
    if (this.#byProduct.get(write.productId) !== keyOf(write)) return false;
    return this.#byProduct.delete(write.productId);
  }
}

function keyOf({ before, mark }: WriteMark): string {
  return JSON.stringify([before, mark]);
}
