import { z } from 'zod';
import { wireText } from '../kit/wire-values.ts';
import { getProductType } from './api.ts';
import { isEntry } from './attributes.ts';
import { broken, type AmazonClient, type ReadOptions } from './client.ts';
import { unzip } from './unzip.ts';

/** A part of a type's JSON Schema (2019-09 with Amazon's vocabulary). */
export type Schema = Readonly<Record<string, unknown>>;

const Definition = z.looseObject({
  schema: z.looseObject({ link: z.looseObject({ resource: z.string().min(1) }), checksum: wireText }),
});

/**
 * The schema of a product type, which lies at an address of its own.
 *
 * Rejects with `channel/not-understood` for a file that is none.
 */
export async function readTypeSchema(
  client: AmazonClient,
  productType: string,
  options: ReadOptions,
): Promise<Schema> {
  const { schema } = await client.read(getProductType(client, productType), Definition, options);
  const { bytes } = await client.download(schema.link.resource, options);
  return parse(Buffer.from(unzip(bytes, '')).toString('utf8'));
}

function parse(text: string): Schema {
  try {
    const schema: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isEntry(schema) && isEntry(schema['properties'])) return schema;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw broken('product-type', 'the schema is none');
}

export function recordOf(value: unknown): Schema {
  return isEntry(value) ? value : {};
}

/** A schema and the ones that it is put together from. */
export function branchesOf(schema: Schema): readonly Schema[] {
  const found = [schema];
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[key];
    if (Array.isArray(list)) found.push(...list.filter(isEntry));
  }
  return found;
}
