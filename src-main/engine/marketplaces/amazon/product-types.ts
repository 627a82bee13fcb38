import { z } from 'zod';
import { foldKey } from '#common/turkish-text.ts';
import type {
  AttributeKind,
  AttributeValue,
  MarketplaceAttribute,
  MarketplaceCategory,
} from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { wireId, wireList, wireText } from '../kit/wire-values.ts';
import { searchProductTypes } from './api.ts';
import { isEntry, textOr } from './attributes.ts';
import type { AmazonClient } from './client.ts';
import { FILLED_BY_DRAFT } from './draft-attributes.ts';
import { branchesOf, readTypeSchema, recordOf, type Schema } from './product-type-schema.ts';

export const ProductTypeList = z.looseObject({
  productTypes: wireList(z.looseObject({ name: wireId, displayName: wireText })),
});

/** Amazon sorts products by type; a type is what must be known to list one. They have no tree: each is a leaf. */
export async function* readCategories(
  client: AmazonClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const options = { priority: PRIORITY.content, signal };
  const { productTypes } = await client.read(searchProductTypes(client), ProductTypeList, options);
  const categories = productTypes.flatMap(({ name, displayName }) =>
    name === null
      ? []
      : [{ categoryId: name, parentId: null, name: displayName || name, leaf: true, open: true }],
  );
  if (categories.length > 0) yield categories;
}

/**
 * The fields that a product type asks for, out of its JSON Schema (2019-09 with Amazon's vocabulary). Rules that hold only under
 * a condition (`if`/`then`) are Amazon's to tell: `previewListings` asks for them.
 */
export async function readAttributes(
  client: AmazonClient,
  productType: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const options = { priority: PRIORITY.content, signal };
  return readSchema(await readTypeSchema(client, productType, options));
}

/** The values came along with the fields: those of one, narrowed by `search`. */
export async function* readAttributeValues(
  client: AmazonClient,
  of: { readonly categoryId: string; readonly attributeId: string; readonly search?: string },
  signal?: AbortSignal,
): AsyncGenerator<readonly AttributeValue[]> {
  const attributes = await readAttributes(client, of.categoryId, signal);
  const wanted = foldKey(of.search ?? '');
  const values = attributes.find(({ attributeId }) => attributeId === of.attributeId)?.values ?? [];
  const found = values.filter(({ name }) => foldKey(name).includes(wanted));
  if (found.length > 0) yield found;
}

export function readSchema(schema: Schema): readonly MarketplaceAttribute[] {
  const properties = recordOf(schema['properties']);
  const required = new Set(textsOf(schema['required']));
  const themes = themeAttributes(properties);
  return Object.entries(properties).flatMap(([name, property]) => {
    if (FILLED_BY_DRAFT.has(name) || name.startsWith('other_product_image_locator') || !isEntry(property))
      return [];
    if (property['hidden'] === true) return [];
    return leavesOf(name, property).map((leaf) =>
      describe({ name, property, leaf, required: required.has(name), variant: themes.has(name) }),
    );
  });
}

type Leaf = {
  /** `size` for `size[0].value`; else the whole way, lists marked: `item_dimensions[]/length/value`. */
  readonly attributeId: string;
  readonly schema: Schema;
  readonly title: string;
  readonly needed: boolean;
  readonly units: string | null;
};

const SELECTORS = new Set(['marketplace_id', 'language_tag', 'audience', 'currency']);

function leavesOf(name: string, property: Schema): readonly Leaf[] {
  const items = recordOf(property['items']);
  const inner = recordOf(items['properties']);
  const { value, unit } = inner;
  const others = Object.keys(inner).filter((key) => !SELECTORS.has(key) && key !== 'value' && key !== 'unit');
  const title = textOr(property['title'], name);
  const units = isEntry(unit) ? (valuesOf(unit)[0]?.name ?? null) : null;
  if (isEntry(value) && isPlain(value) && others.length === 0)
    return [{ attributeId: name, schema: value, title, needed: true, units }];
  return walk(`${name}[]`, items, { title, depth: 0 });
}

/** Down to what holds a text, number or flag. Deeper than any of Amazon's types is not followed. */
function walk(
  way: string,
  schema: Schema,
  { title, depth }: { readonly title: string; readonly depth: number },
): readonly Leaf[] {
  if (depth > 4) return [];
  const needed = new Set(textsOf(schema['required']));
  return Object.entries(recordOf(schema['properties'])).flatMap(([key, child]) => {
    if (SELECTORS.has(key) || !isEntry(child)) return [];
    const label = `${title} – ${textOr(child['title'], key)}`;
    if (isPlain(child))
      return [
        { attributeId: `${way}/${key}`, schema: child, title: label, needed: needed.has(key), units: null },
      ];
    const list = child['type'] === 'array';
    const inner = list ? recordOf(child['items']) : child;
    const deeper = walk(`${way}/${key}${list ? '[]' : ''}`, inner, { title: label, depth: depth + 1 });
    return deeper.map((leaf) => ({ ...leaf, needed: leaf.needed && needed.has(key) }));
  });
}

function isPlain(schema: Schema): boolean {
  return schema['type'] !== 'object' && schema['type'] !== 'array';
}

function describe(of: {
  readonly name: string;
  readonly property: Schema;
  readonly leaf: Leaf;
  readonly required: boolean;
  readonly variant: boolean;
}): MarketplaceAttribute {
  const { name, property, leaf, required, variant } = of;
  const values = valuesOf(leaf.schema);
  const open = branchesOf(leaf.schema).some(
    (branch) => branch['enum'] === undefined && branch['type'] === 'string',
  );
  const maxLength = leaf.schema['maxLength'] ?? leaf.schema['maxUtf8ByteLength'];
  return {
    attributeId: leaf.attributeId,
    name: leaf.title,
    help: typeof property['description'] === 'string' ? property['description'] : null,
    kind: kindOf(name, leaf.schema, values),
    required: required && leaf.needed,
    variant,
    slicer: false,
    custom: values.length === 0 || open,
    multiple: Number(property['maxUniqueItems'] ?? 1) > 1,
    unit: leaf.units,
    maxLength: typeof maxLength === 'number' ? maxLength : null,
    values,
    valuesComplete: true,
  };
}

function kindOf(name: string, schema: Schema, values: readonly AttributeValue[]): AttributeKind {
  const types = branchesOf(schema).map((branch) => branch['type']);
  if (/image_locator|media_location/.test(name)) return 'image';
  if (types.includes('boolean')) return 'flag';
  if (values.length > 0) return 'choice';
  if (types.includes('number') || types.includes('integer')) return 'number';
  return branchesOf(schema).some((branch) => textOr(branch['format'], '').startsWith('date'))
    ? 'date'
    : 'text';
}

/** `enum` with `enumNames` in the shop's language, wherever among the branches they stand. */
function valuesOf(schema: Schema): readonly AttributeValue[] {
  for (const branch of branchesOf(schema)) {
    const ids = branch['enum'];
    if (!Array.isArray(ids) || branch['type'] === 'boolean') continue;
    const names = branch['enumNames'];
    return ids.map((id, index) => ({
      valueId: String(id),
      name: String((Array.isArray(names) ? names[index] : null) ?? id),
    }));
  }
  return [];
}

/** Attributes that a variation theme is made of: `SIZE/COLOR` names `size` and `color` (`SIZE_NAME` of old types, too). */
function themeAttributes(properties: Schema): ReadonlySet<string> {
  const theme = recordOf(recordOf(recordOf(properties['variation_theme'])['items'])['properties'])['name'];
  if (!isEntry(theme)) return new Set();
  const names = valuesOf(theme).flatMap(({ valueId }) => valueId.toLowerCase().split('/'));
  return new Set(names.flatMap((name) => [name, name.replace(/_name$/, '')]));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
