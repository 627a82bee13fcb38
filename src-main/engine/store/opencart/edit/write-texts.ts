import { quoteName } from '../dialect/identifiers.ts';
import { idOf, textOf } from '../session/queryable.ts';
import { capitals, holdsText, type FieldPlace } from './field-place.ts';
import { RefusedValue } from './write-refused.ts';
import { rawText, textIn, type SetChange, type WriteStep } from './write-step.ts';
import { storedText } from './write-stored.ts';

type PlaceOf<K extends FieldPlace['kind']> = Extract<FieldPlace, { kind: K }>;

/**
 * Writes a name or description. A language in which the product has no row gets one together with its name, so names
 * must be written before descriptions.
 */
export async function writeDescription(
  step: WriteStep,
  { column, languageId }: PlaceOf<'description'>,
  change: SetChange,
): Promise<void> {
  const { schema } = step.places;
  const stored = storedText(textIn(change.value), schema, ['product_description', column]);
  const row = step.rows.descriptions.find((one) => idOf(one, 'language_id') === languageId);
  if (row === undefined && column === 'name') {
    // Every further NOT NULL column gets an empty value; the page's title is what admin's form asks for first.
    const cells = { name: { value: stored }, meta_title: { value: stored } };
    await step.insert('product_description', { language_id: { value: languageId }, ...cells });
    return;
  }
  const changed = await step.run(
    `UPDATE ${schema.sql('product_description')} SET ${quoteName(column)} = ?
     WHERE product_id = ? AND language_id = ? AND ${row ? holdsText(column) : `IFNULL(${quoteName(column)}, ?) = ''`}`,
    [stored, step.productId, languageId, row ? rawText(row[column]) : ''],
  );
  if (row === undefined && changed.affectedRows === 0) {
    throw new RefusedValue(
      'Ürünün bu dilde adı yok; açıklamayla birlikte adı da girilmeli',
      'The product has no name in this language; it needs one together with the description',
    );
  }
}

/** Writes a code of 4.1's `product_code`. An emptied code keeps its row; of several rows of a code none is left filled. */
export async function writeCodeRow(
  step: WriteStep,
  { code }: PlaceOf<'code-row'>,
  change: SetChange,
): Promise<void> {
  const { schema } = step.places;
  const stored = storedText(textIn(change.value), schema, ['product_code', 'value']);
  const rows = step.rows.codes.filter((row) => capitals(textOf(row, 'code')) === code);
  const filled = rows.filter((row) => textOf(row, 'value') !== '');
  const [first] = [...filled, ...rows];
  if (first === undefined) {
    await step.insert('product_code', { code: { value: code }, value: { value: stored } });
    return;
  }
  const replaced = stored === '' ? filled : [first];
  if (replaced.length === 0) return;
  // One statement: a program that dies between two would leave a code that nobody entered.
  const held = replaced.map(() => `(product_code_id = ? AND ${holdsText('value')})`).join(' OR ');
  await step.run(`UPDATE ${schema.sql('product_code')} SET value = ? WHERE ${held}`, [
    stored,
    ...replaced.flatMap((row) => [idOf(row, 'product_code_id'), rawText(row.value)]),
  ]);
}

/** Writes an attribute's text in one language; null takes the attribute from the product there. */
export async function writeAttribute(
  step: WriteStep,
  { attributeId, languageId }: PlaceOf<'attribute'>,
  change: SetChange,
): Promise<void> {
  const { schema } = step.places;
  const table = schema.sql('product_attribute');
  const row = step.rows.attributes.find(
    (one) => idOf(one, 'attribute_id') === attributeId && idOf(one, 'language_id') === languageId,
  );
  const where = `WHERE product_id = ? AND attribute_id = ? AND language_id = ? AND ${holdsText('text')}`;
  const values = [step.productId, attributeId, languageId, rawText(row?.text)];
  if (change.value === null) {
    await step.run(`DELETE FROM ${table} ${where}`, values);
    return;
  }
  const stored = storedText(textIn(change.value), schema, ['product_attribute', 'text']);
  if (row !== undefined) {
    await step.run(`UPDATE ${table} SET text = ? ${where}`, [stored, ...values]);
    return;
  }
  await step.insert('product_attribute', {
    attribute_id: { value: attributeId },
    language_id: { value: languageId },
    text: { value: stored },
  });
}
