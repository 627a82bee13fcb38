import { assertNever } from '#common/assert-never.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { quoteName } from '../dialect/identifiers.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { Writer } from '../session/queryable.ts';
import { isDenied } from '../write/write-rights.ts';
import type { FieldPlace } from './field-place.ts';

/** One right: INSERT and DELETE on a table, UPDATE on one of its columns. */
type Right = {
  readonly privilege: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly table: string;
  readonly column: string;
};

/** Rights found to be there, by the connection that was asked: another one may be another account. */
const found = new WeakMap<Writer, Set<string>>();

/**
 * Refuses a write that the account could not finish, before its first statement: `store/too-few-rights` names the rights
 * that the places at hand need. See `write/write-rights.ts` for how the server is asked.
 */
export async function requireEditRights(
  writer: Writer,
  schema: ShopSchema,
  places: readonly FieldPlace[],
): Promise<void> {
  const known = found.get(writer) ?? new Set<string>();
  found.set(writer, known);
  const missing: string[] = [];
  for (const right of [update('product', 'date_modified'), ...places.flatMap(rightsOf)]) {
    const { privilege, table, column } = right;
    const name = `${privilege} ${privilege === 'UPDATE' ? `(${column}) ` : ''}${schema.prefix}${table}`;
    if (known.has(name) || missing.includes(name)) continue;
    if (await isDenied(writer, statementOf(schema, right))) missing.push(name);
    else known.add(name);
  }
  if (missing.length > 0) {
    throw new ProblemError(problem('store/too-few-rights', { missing: missing.join(', ') }));
  }
}

function statementOf(schema: ShopSchema, { privilege, table, column }: Right): string {
  const [name, key] = [schema.sql(table), quoteName(column)];
  if (privilege === 'INSERT') return `EXPLAIN INSERT INTO ${name} (${key}) VALUES (0)`;
  if (privilege === 'DELETE') return `EXPLAIN DELETE FROM ${name} WHERE 1 = 0`;
  return `EXPLAIN UPDATE ${name} SET ${key} = ${key} WHERE 1 = 0`;
}

function rightsOf(place: FieldPlace): readonly Right[] {
  switch (place.kind) {
    case 'product-text':
    case 'product-value':
      return [update('product', place.column)];
    case 'description':
      return [insert('product_description'), update('product_description', place.column)];
    case 'code-row':
      return [insert('product_code'), update('product_code', 'value')];
    case 'categories':
      return [insert('product_to_category'), remove('product_to_category')];
    case 'images':
      return [
        update('product', 'image'),
        insert('product_image'),
        update('product_image', 'sort_order'),
        remove('product_image'),
      ];
    case 'special': {
      const { name } = place.table;
      const columns = ['price', 'date_start', 'date_end'];
      return [insert(name), remove(name), ...columns.map((column) => update(name, column))];
    }
    case 'attribute':
      return [insert('product_attribute'), update('product_attribute', 'text'), remove('product_attribute')];
    case 'option-quantity':
      return [update('product_option_value', 'quantity')];
    case 'option-price':
      return [update('product_option_value', 'price'), update('product_option_value', 'price_prefix')];
    default:
      return assertNever(place, 'place of a field');
  }
}

function update(table: string, column: string): Right {
  return { privilege: 'UPDATE', table, column };
}

function insert(table: string): Right {
  return { privilege: 'INSERT', table, column: 'product_id' };
}

function remove(table: string): Right {
  return { privilege: 'DELETE', table, column: 'product_id' };
}
