import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';

/**
 * Names out of a description table, by id, decoded: in the shop's own language, else in the one with the lowest id that
 * has one. Empty where this account cannot see the table.
 */
export async function readNames(
  reader: Reader,
  schema: ShopSchema,
  from: { readonly table: string; readonly key: string; readonly languageId: string },
): Promise<ReadonlyMap<string, string>> {
  if (!schema.has(from.table)) return new Map();
  const rows = await reader.rows(
    `SELECT ${schema.buffered(from.table)} ${quoteName(from.key)} AS id, language_id AS language_id, name AS name
     FROM ${schema.sql(from.table)}`,
  );
  const rank = (languageId: string): number => (languageId === from.languageId ? -1 : Number(languageId));
  const found = new Map<string, { readonly rank: number; readonly name: string }>();
  for (const row of rows) {
    const one = { rank: rank(idOf(row, 'language_id')), name: decodeText(textOf(row, 'name')) };
    const id = idOf(row, 'id');
    const known = found.get(id);
    if (one.name !== '' && (known === undefined || one.rank < known.rank)) found.set(id, one);
  }
  return new Map([...found].map(([id, { name }]) => [id, name]));
}

const TURKISH = new Intl.Collator('tr', { numeric: true });

export function inTurkishOrder<T>(items: readonly T[], textOfItem: (item: T) => string): T[] {
  return items.toSorted((one, other) => TURKISH.compare(textOfItem(one), textOfItem(other)));
}
