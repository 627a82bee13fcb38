import type { FieldName } from '#common/product-field.ts';
import { isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { FieldChange, ProductWrite, ProductWriteResult, WriteOptions } from '../../port.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import type { Writer } from '../session/queryable.ts';
import { insertRow } from '../write/insert-row.ts';
import { underLock } from '../write/lock.ts';
import { lockName } from '../write/mark.ts';
import { placeOf, readEditPlaces, type EditPlaces, type FieldPlace } from './field-place.ts';
import { isSameTime, modifiedOf } from './mark-product.ts';
import { readProductRows, type ProductRows } from './product-rows.ts';
import { sheetOf, valueAt } from './sheet-of-rows.ts';
import { writeChildren } from './write-children.ts';
import { isHalfWritten } from './write-lists.ts';
import { readNumberColumns } from './write-number-columns.ts';
import { requireReferences } from './write-references.ts';
import { refusalOf } from './write-refused.ts';
import { requireEditRights } from './write-rights.ts';
import { writeRow, writeRowSet, type RowSet, type RowWrite, type StockMove } from './write-row.ts';
import { rowSetOf, stockMoveOf } from './write-row-parts.ts';
import type { SetChange, WriteStep } from './write-step.ts';
import { asShown } from './write-stored.ts';

/** Tables whose engine decides whether a transaction means anything here. */
const EDITED_TABLES = [
  'product',
  'product_description',
  'product_code',
  'product_to_category',
  'product_image',
  'product_special',
  'product_discount',
  'product_attribute',
  'product_option_value',
] as const;

export type ProductWriteFacts = {
  readonly schema: ShopSchema;
  readonly shop: ShopSettings;
  /** The mark was made in this process and nothing was written with it yet: if it stands, somebody else put it there. */
  readonly isFirstAttempt: boolean;
};

type Work = {
  readonly writer: Writer;
  readonly places: EditPlaces;
  readonly write: ProductWrite;
  readonly isFirstAttempt: boolean;
  readonly reach: WriteOptions['reach'];
  /** By field, why a value was refused. */
  readonly refused: Map<FieldName, string>;
};

/**
 * See `StorePort.writeProduct`. What lives in child tables is written first, each statement absolute and guarded by the
 * value it replaces; the product's own row, all stock and the mark come last, in one statement.
 */
export async function writeProduct(
  writer: Writer,
  { schema, shop, isFirstAttempt }: ProductWriteFacts,
  write: ProductWrite,
  options: WriteOptions,
): Promise<ProductWriteResult> {
  const places = await readEditPlaces(writer, schema, shop);
  const known = write.changes.map(({ field }) => placeOf(field, places)).filter((place) => place !== null);
  await requireEditRights(writer, schema, known);
  const work = { writer, places, write, isFirstAttempt, reach: options.reach, refused: new Map() };
  return underLock(writer, lockName(schema.database, schema.prefix, 'product', write.productId), async () => {
    const transactional = schema.transactional(...EDITED_TABLES);
    if (transactional) await beginWithRow(writer, schema, write.productId);
    options.reach('10-store-write:before');
    const result = await writeNow(work);
    options.reach('10-store-write:before-commit');
    if (transactional) await writer.run('COMMIT');
    options.reach('10-store-write:after-commit');
    return result;
  });
}

/**
 * Holds the row until the end: an admin who saves the product now waits. By an UPDATE that changes nothing, because
 * SELECT … FOR UPDATE wants a right on the whole table from MySQL 8 on.
 */
async function beginWithRow(writer: Writer, schema: ShopSchema, productId: string): Promise<void> {
  await writer.run('START TRANSACTION');
  await writer.run(`UPDATE ${schema.sql('product')} SET date_modified = date_modified WHERE product_id = ?`, [
    productId,
  ]);
}

async function writeNow(work: Work): Promise<ProductWriteResult> {
  const { write } = work;
  const rows = await readRows(work);
  if (rows === null) return { kind: 'gone' };
  const stands = modifiedOf(rows.product);
  const isMarked = isSameTime(stands, write.mark);
  if (isMarked && !work.isFirstAttempt) return judge(work, rows, true);
  if (isMarked || !isSameTime(stands, write.before)) {
    return { kind: 'unsure', sheet: sheetOf(work.places, rows) };
  }
  const step = await stepOf(work, rows);
  const isDone = await finish(work, await writeFields(work, step));
  const after = await readRows(work);
  if (after === null) return { kind: 'gone' };
  // A trigger that fails after the row was written leaves it written on MyISAM, mark and stock, and reports an error.
  return judge(work, after, isDone || isSameTime(modifiedOf(after.product), write.mark));
}

async function readRows({ writer, places, write }: Work): Promise<ProductRows | null> {
  const rows = await readProductRows(writer, places, [write.productId]);
  return rows.get(write.productId) ?? null;
}

async function stepOf({ writer, places, write, reach }: Work, rows: ProductRows): Promise<WriteStep> {
  const { productId } = write;
  return {
    places,
    productId,
    rows,
    numbers: await readNumberColumns(writer, places.schema),
    run: async (sql, parameters) => {
      const change = await writer.run(sql, parameters);
      reach('10-store-write:between-statements');
      return change;
    },
    insert: async (table, cells) => {
      await insertRow(writer, places.schema, {
        table,
        cells: { product_id: { value: productId }, ...cells },
      });
      reach('10-store-write:between-statements');
    },
  };
}

type RowParts = Pick<RowWrite, 'stock' | 'optionStock'> & { readonly sets: ReadonlyMap<FieldName, RowSet> };

/** Writes the child tables, and gathers what is left for the last statement. */
async function writeFields(work: Work, step: WriteStep): Promise<RowParts> {
  const sets = new Map<FieldName, RowSet>();
  const optionStock = new Map<string, StockMove>();
  let stock: StockMove | null = null;
  for (const change of namesFirst(work.write.changes)) {
    const place = placeOf(change.field, work.places);
    if (place === null || !isDue(work, step, place, change)) continue;
    await trying(work, change.field, async () => {
      const moved = stockMoveOf(step, place, change);
      if (moved?.optionValueId === null) stock = moved.move;
      else if (moved) optionStock.set(moved.optionValueId, moved.move);
      if (change.kind !== 'set' || moved) return;
      await requireReferences(work.writer, work.places, place, change);
      const set = rowSetOf(step, place, change);
      await writeChildren(step, place, change);
      if (set) sets.set(change.field, set);
    });
  }
  return { sets, stock, optionStock };
}

/** A language's row comes into being with its name. */
function namesFirst(changes: readonly FieldChange[]): readonly FieldChange[] {
  const isName = ({ field }: FieldChange): boolean => field.startsWith('name:');
  return [...changes.filter(isName), ...changes.filter((change) => !isName(change))];
}

/** A difference is due wherever there is a stock; a value only over the one that it was meant to replace. */
function isDue(work: Work, step: WriteStep, place: FieldPlace, change: FieldChange): boolean {
  const held = heldValue(place, step.rows);
  if (held === undefined) return false;
  if (change.kind === 'add') return typeof held === 'number';
  if (isSameValue(change.field, held, change.expected)) return true;
  const isList = place.kind === 'categories' || place.kind === 'images';
  return !work.isFirstAttempt && isList && isHalfWritten(step, change, held, place.kind);
}

function heldValue(place: FieldPlace, rows: ProductRows): FieldValue | undefined {
  const value = valueAt(place, rows);
  return value === undefined && place.kind === 'attribute' ? null : value;
}

/** Notes a refusal for this field alone; everything else that goes wrong ends the write. */
async function trying(work: Work, field: FieldName, attempt: () => Promise<void>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    const detail = refusalOf(error);
    if (detail === null) throw error;
    work.refused.set(field, detail);
    return false;
  }
}

/** The last statement. Where the row refuses a value, each is tried by itself, and the mark and all stock go alone. */
async function finish(work: Work, { sets, ...stock }: RowParts): Promise<boolean> {
  const { writer, places, write } = work;
  const row = { ...stock, productId: write.productId, before: write.before, mark: write.mark };
  try {
    return await writeRow(writer, places.schema, { ...row, sets: [...sets.values()] });
  } catch (error) {
    if (refusalOf(error) === null || sets.size === 0) throw error;
  }
  for (const [field, set] of sets) {
    await trying(work, field, async () => writeRowSet(writer, places.schema, set, row));
  }
  return writeRow(writer, places.schema, { ...row, sets: [] });
}

/** What became of each change, told from what the shop holds now. `isMarked`: the last statement came to its end. */
function judge(work: Work, rows: ProductRows, isMarked: boolean): ProductWriteResult {
  const { places, write, refused } = work;
  const isMissed = (change: FieldChange): boolean => {
    if (refused.has(change.field)) return false;
    const place = placeOf(change.field, places);
    const held = place === null ? undefined : heldValue(place, rows);
    if (place === null || held === undefined) return true;
    if (change.kind === 'add') return !isMarked;
    return !isWanted(places, place, change, held);
  };
  return {
    kind: 'written',
    sheet: sheetOf(places, rows),
    missed: write.changes.filter(isMissed).map(({ field }) => field),
    refused: [...refused].map(([field, detail]) => ({ field, detail })),
  };
}

function isWanted(places: EditPlaces, place: FieldPlace, change: SetChange, held: FieldValue): boolean {
  return (
    isSameValue(change.field, held, change.value) ||
    isSameValue(change.field, held, asShown(place, change.value, places.schema))
  );
}
