import type { EditingFacts } from '#contract/products.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import { numberOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { codeColumns } from './field-place.ts';

type Column = readonly [table: string, column: string];

/** Digits of a BIGINT: extensions keep barcodes in one. */
const DIGITS = 19;
/** Bytes of one character, at most, where the column's length is given in bytes. */
const BYTES: Readonly<Record<string, number>> = { utf8mb4: 4, utf8mb3: 3 };

/** How much each of this shop's columns holds; see `EditingFacts.limits`. */
export async function readLimits(reader: Reader, schema: ShopSchema): Promise<EditingFacts['limits']> {
  // A statement longer than the server takes is cut off with the line. Escaping can double a text's length in it.
  const [row] = await reader.rows('SELECT @@max_allowed_packet AS bytes');
  const longest = Math.floor(numberOf(row ?? {}, 'bytes') / 2);
  return {
    name: characters(schema, ['product_description', 'name']),
    model: characters(schema, ['product', 'model']),
    image: Math.min(characters(schema, ['product', 'image']), characters(schema, ['product_image', 'image'])),
    description: Math.min(bytes(schema, ['product_description', 'description']), longest),
    attribute: Math.min(bytes(schema, ['product_attribute', 'text']), longest),
    codes: Object.fromEntries(
      codeColumns(schema).map((column) => [column, characters(schema, ['product', column])]),
    ),
    otherCode: schema.has('product_code') ? characters(schema, ['product_code', 'value']) : 255,
  };
}

/** VARCHAR counts characters; a fork's TEXT counts bytes, and is taken to hold none but the widest characters. */
function characters(schema: ShopSchema, column: Column): number {
  const facts = factsOf(schema, column);
  if (facts === undefined) return 0;
  if (facts.maxLength === null) return DIGITS;
  return isText(facts.dataType)
    ? Math.floor(facts.maxLength / (BYTES[facts.charset ?? ''] ?? 1))
    : facts.maxLength;
}

/** What holds so many characters holds at least so many bytes. */
function bytes(schema: ShopSchema, column: Column): number {
  return factsOf(schema, column)?.maxLength ?? 0;
}

function factsOf(
  schema: ShopSchema,
  [table, column]: Column,
):
  | { readonly dataType: string; readonly maxLength: number | null; readonly charset: string | null }
  | undefined {
  return schema.tables().get(table)?.columns.get(column);
}

function isText(dataType: string): boolean {
  return dataType.endsWith('text');
}
