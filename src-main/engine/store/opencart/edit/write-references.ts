import { isList, type FieldValue } from '#contract/product-value.ts';
import { quoteName } from '../dialect/identifiers.ts';
import { idOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import type { EditPlaces, FieldPlace } from './field-place.ts';
import { RefusedValue } from './write-refused.ts';
import { listIn, type SetChange } from './write-step.ts';

/**
 * Throws a {@link RefusedValue} where a value newly names a category, manufacturer or attribute that the shop no longer
 * has: no foreign key would mind, and the product would stand in a place that nobody can open. What an importer left in
 * the list already is not held against a change of the others.
 */
export async function requireReferences(
  reader: Reader,
  { schema }: EditPlaces,
  place: FieldPlace,
  { expected, value }: Pick<SetChange, 'expected' | 'value'>,
): Promise<void> {
  const [table, named] = referencesOf(place, value);
  const ids = named.filter((id) => !(isList(expected) && expected.includes(id)));
  if (ids.length === 0 || !schema.has(table)) return;
  const key = quoteName(`${table}_id`);
  const rows = await reader.rows(`SELECT ${key} AS id FROM ${schema.sql(table)} WHERE ${key} IN (?)`, [ids]);
  const there = new Set(rows.map((row) => idOf(row, 'id')));
  const gone = ids.filter((id) => !there.has(id));
  if (gone.length === 0) return;
  throw new RefusedValue(
    `Mağazada artık yok: ${table} ${gone.join(', ')}`,
    `no longer in the shop: ${table} ${gone.join(', ')}`,
  );
}

function referencesOf(
  place: FieldPlace,
  value: FieldValue,
): readonly [table: string, ids: readonly string[]] {
  if (place.kind === 'categories') return ['category', listIn(value)];
  if (place.kind === 'attribute') return ['attribute', value === null ? [] : [place.attributeId]];
  const isMaker = place.kind === 'product-value' && place.column === 'manufacturer_id';
  return ['manufacturer', isMaker && typeof value === 'string' ? [value] : []];
}
