import { asSet, type FieldValue } from '#contract/product-value.ts';
import { idOf, textOf, type SqlRow } from '../session/queryable.ts';
import { decodeOnce } from '../text/entities.ts';
import { holdsText } from './field-place.ts';
import { listIn, rawText, type SetChange, type WriteStep } from './write-step.ts';
import { asShown, storedText } from './write-stored.ts';

/** Writes only what differs: rows of categories that stay are not touched. */
export async function writeCategories(step: WriteStep, change: SetChange): Promise<void> {
  const { schema } = step.places;
  const wanted = asSet(listIn(change.value));
  const held = new Set(step.rows.categories.map((row) => idOf(row, 'category_id')));
  // Added first: a product that stands in no category for a moment is found by nobody.
  for (const id of wanted) {
    if (!held.has(id)) await step.insert('product_to_category', { category_id: { value: id } });
  }
  const unwanted = [...held].filter((id) => id !== '0' && !wanted.includes(id));
  if (unwanted.length === 0) return;
  await step.run(
    `DELETE FROM ${schema.sql('product_to_category')} WHERE product_id = ? AND category_id IN (?)`,
    [step.productId, unwanted],
  );
}

/**
 * Writes the further images, all but the first of the list; that one is the main one, in the product's own row. Rows of
 * images that stay are kept with whatever else they hold, and are numbered anew.
 */
export async function writeFurtherImages(step: WriteStep, change: SetChange): Promise<void> {
  const { schema } = step.places;
  const table = schema.sql('product_image');
  const free = step.rows.images.filter((row) => textOf(row, 'image') !== '');
  const stored = storedImages(step, change.value).slice(1);
  for (const [sortOrder, path] of stored.entries()) {
    const at = free.findIndex((row) => shownPath(row) === decodeOnce(path));
    const [row] = at === -1 ? [] : free.splice(at, 1);
    if (row === undefined) {
      await step.insert('product_image', { image: { value: path }, sort_order: { value: sortOrder } });
    } else if (Number(row.sort_order) !== sortOrder) {
      await step.run(
        `UPDATE ${table} SET sort_order = ? WHERE product_image_id = ? AND ${holdsText('image')}`,
        [sortOrder, idOf(row, 'product_image_id'), rawText(row.image)],
      );
    }
  }
  for (const row of free) {
    await step.run(`DELETE FROM ${table} WHERE product_image_id = ? AND ${holdsText('image')}`, [
      idOf(row, 'product_image_id'),
      rawText(row.image),
    ]);
  }
}

/** Paths as the shop stores them, the main one first; empty ones are left out. */
export function storedImages(step: WriteStep, value: FieldValue): readonly string[] {
  return listIn(value)
    .map((path) => storedText(path, step.places.schema, ['product_image', 'image']))
    .filter((path) => path !== '');
}

function shownPath(row: SqlRow): string {
  return decodeOnce(textOf(row, 'image'));
}

/**
 * Whether a list that is neither the expected one nor the wanted one is what an earlier attempt left between its
 * statements: nothing in it that stands in neither, and everything that stands in both. The new main image is in none of
 * the further rows any more and, until the last statement, not in the product's own row either.
 */
export function isHalfWritten(
  step: WriteStep,
  change: SetChange,
  held: FieldValue,
  kind: 'categories' | 'images',
): boolean {
  const wanted = listIn(asShown({ kind }, change.value, step.places.schema));
  const expected = listIn(change.expected);
  const now = listIn(held);
  const main = kind === 'images' ? wanted[0] : undefined;
  return (
    now.every((item) => expected.includes(item) || wanted.includes(item)) &&
    expected.every((item) => !wanted.includes(item) || now.includes(item) || item === main)
  );
}
