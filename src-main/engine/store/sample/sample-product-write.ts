import type { Database } from 'better-sqlite3';
import type { FieldName } from '#common/product-field.ts';
import { isSameValue } from '#contract/product-value.ts';
import { valueIn, type ProductSheet } from '../../editing/sheet.ts';
import type {
  FieldChange,
  ProductWrite,
  ProductWriteResult,
  StoreSheet,
  WriteMark,
  WriteOptions,
} from '../port.ts';
import { addStock, putField, refusalOf } from './sample-field-write.ts';
import { readSampleSheets } from './sample-sheet.ts';
import { shopTime } from './sample-time.ts';

type Refused = Extract<ProductWriteResult, { kind: 'written' }>['refused'];

/** `again`: the second of the last save is not over; to be asked again after so many milliseconds. */
export type MarkAnswer =
  | { readonly kind: 'mark'; readonly mark: WriteMark | null }
  | { readonly kind: 'again'; readonly afterMs: number };

/**
 * The mark is a second that is over: a save in the shop carries its own second and so can never carry the mark. The
 * second of the last save must be over too: another save in it would look as if nothing had been written yet, and
 * differences would go twice. The mark is null when the product is gone.
 */
export function markSampleProduct(database: Database, productId: string, nowMs: number): MarkAnswer {
  const before = database
    .prepare('SELECT date_modified FROM product WHERE product_id = ?')
    .pluck()
    .get(Number(productId));
  if (typeof before !== 'string') return { kind: 'mark', mark: null };
  if (before === shopTime(nowMs)) return { kind: 'again', afterMs: 1_000 - (nowMs % 1_000) };
  const marks = [1_000, 2_000].map((back) => shopTime(nowMs - back));
  return { kind: 'mark', mark: { before: before || null, mark: marks.find((mark) => mark !== before)! } };
}

/** One transaction; found by its mark, nothing is written and the product is only read back. */
export function writeSampleProduct(
  database: Database,
  write: ProductWrite,
  at: WriteOptions,
): ProductWriteResult {
  at.reach('10-store-write:before');
  const transaction = database.transaction((): ProductWriteResult => {
    const found = sheetOf(database, write.productId);
    if (!found) return { kind: 'gone' };
    if (found.modifiedAt === write.mark) return judge(found, write.changes, []);
    if (found.modifiedAt !== write.before) return { kind: 'unsure', sheet: found };
    const refused = writeChanges(database, write, found.sheet);
    at.reach('10-store-write:between-statements');
    database
      .prepare('UPDATE product SET date_modified = ? WHERE product_id = ?')
      .run(write.mark, Number(write.productId));
    at.reach('10-store-write:before-commit');
    const left = sheetOf(database, write.productId);
    return left ? judge(left, write.changes, refused) : { kind: 'gone' };
  });
  const result = transaction.immediate();
  at.reach('10-store-write:after-commit');
  return result;
}

/** See `StorePort.readUnfinishedWrite`. What is written here is rolled back with its transaction. */
export function readUnfinishedSampleWrite(
  database: Database,
  { productId, before }: WriteMark & { readonly productId: string },
): StoreSheet | null {
  const found = sheetOf(database, productId);
  return found?.modifiedAt === before ? found : null;
}

function writeChanges(database: Database, write: ProductWrite, before: ProductSheet): Refused {
  const productId = Number(write.productId);
  return write.changes.flatMap((change) => {
    const current = valueIn(before, change.field);
    const place = { productId, field: change.field };
    const detail = refusalOf(database, () => {
      if (change.kind === 'set') {
        const expected = current !== undefined && isSameValue(change.field, current, change.expected);
        if (expected) putField(database, place, change.value);
      } else if (typeof current === 'number') {
        addStock(database, place, { current, difference: change.difference, floor: change.floor });
      }
    });
    return detail === null ? [] : [{ field: change.field, detail }];
  });
}

/** Missed is what the shop does not hold as wanted, whoever holds it otherwise. */
function judge(
  left: StoreSheet,
  changes: readonly FieldChange[],
  refused: Refused,
): Extract<ProductWriteResult, { kind: 'written' }> {
  const isMissed = (change: FieldChange): boolean => {
    const current = valueIn(left.sheet, change.field);
    if (current === undefined) return true;
    return change.kind === 'set' && !isSameValue(change.field, current, change.value);
  };
  const refusedFields = new Set<FieldName>(refused.map(({ field }) => field));
  const missed = changes.filter((change) => !refusedFields.has(change.field) && isMissed(change));
  return { kind: 'written', sheet: left, missed: missed.map(({ field }) => field), refused };
}

function sheetOf(database: Database, productId: string): StoreSheet | undefined {
  return readSampleSheets(database, [productId])[0];
}
