import type { MarketplaceAttribute, MarketplaceCategory } from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { z } from 'zod';
import { categoryCall, getCategories, PAGE_ROWS } from './api.ts';
import type { GittiGidiyorClient } from './client.ts';
import { readTotal, turnPages } from './paging.ts';
import { WireCategory, WireCategorySpec, WireVariantAxis } from './wire.ts';
import { nodesAt, textAt } from './xml-fields.ts';

type Category = z.output<typeof WireCategory>;

/**
 * The whole tree. Codes are short texts that grow with depth (sheet §5): the parent is the longest other code that this
 * one begins with, which can be told only once all are here.
 */
export async function* readCategories(
  client: GittiGidiyorClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceCategory[]> {
  const options = { priority: PRIORITY.content, signal };
  const all: Category[] = [];
  const pages = turnPages<Category>({
    endpoint: 'getCategories',
    logger: client.context.logger,
    keyOf: ({ categoryCode }) => categoryCode,
    readPage: async (index) => {
      const result = await client.read(getCategories(index * PAGE_ROWS), options);
      const nodes = nodesAt(result, 'categories', 'category');
      const rows = nodes.flatMap((node) => {
        const row = WireCategory.safeParse(node);
        return row.success && row.data.categoryCode !== '' ? [row.data] : [];
      });
      const total = readTotal(textAt(result, 'categoryCount'));
      return { rows, received: nodes.length, total, more: false };
    },
  });
  for await (const rows of pages) all.push(...rows);
  const codes = new Set(all.map(({ categoryCode }) => categoryCode));
  yield all.map((row) => ({
    categoryId: row.categoryCode,
    parentId: parentOf(row.categoryCode, codes),
    name: row.categoryName,
    leaf: row['@deepest'] === true,
    open: true,
  }));
}

function parentOf(code: string, codes: ReadonlySet<string>): string | null {
  for (let length = code.length - 1; length > 0; length -= 1)
    if (codes.has(code.slice(0, length))) return code.slice(0, length);
  return null;
}

/** Signs of the two kinds of attributes in `attributeId`: a spec goes by its name, a variant axis by its number. */
export const SPEC = 'spec:';
export const AXIS = 'axis:';

/** Specs, the stricter list of required ones, and the axes by which variants differ (sheet §5). */
export async function readAttributes(
  client: GittiGidiyorClient,
  categoryCode: string,
  signal?: AbortSignal,
): Promise<readonly MarketplaceAttribute[]> {
  const options = { priority: PRIORITY.content, signal };
  const specs = await client.read(categoryCall('getCategorySpecs', categoryCode), options);
  const required = await client.read(categoryCall('getRequiredCategorySpecs', categoryCode), options);
  const axes = await client.read(categoryCall('getCategoryVariantSpecs', categoryCode), options);
  const named = new Set(nodesAt(required, 'requiredSpecs', 'spec').map((node) => textAt(node, '@name')));
  return [
    ...nodesAt(specs, 'specs', 'spec').flatMap((node) => {
      const spec = WireCategorySpec.safeParse(node);
      return spec.success && spec.data['@name'] !== '' ? [specAttribute(spec.data, named)] : [];
    }),
    ...nodesAt(axes, 'specs', 'spec').flatMap((node) => {
      const axis = WireVariantAxis.safeParse(node);
      return axis.success && axis.data['@nameId'] !== null ? [axisAttribute(axis.data)] : [];
    }),
  ];
}

const COMMON = { help: null, multiple: false, unit: null, maxLength: null, valuesComplete: true } as const;

function specAttribute(
  spec: z.output<typeof WireCategorySpec>,
  required: ReadonlySet<string>,
): MarketplaceAttribute {
  const values = spec.values.flatMap((node) => {
    const name = textAt(node) || textAt(node, '@name');
    return name === '' ? [] : [{ valueId: name, name }];
  });
  return {
    ...COMMON,
    attributeId: `${SPEC}${spec['@name']}`,
    name: spec['@name'],
    // `Combo` is the only type that a source shows; a spec with values is a choice whatever its type is called.
    kind: values.length > 0 ? 'choice' : 'text',
    required: spec['@required'] === true || required.has(spec['@name']),
    variant: false,
    slicer: false,
    custom: values.length === 0,
    values,
  };
}

function axisAttribute(axis: z.output<typeof WireVariantAxis>): MarketplaceAttribute {
  return {
    ...COMMON,
    attributeId: `${AXIS}${axis['@nameId']}`,
    name: axis['@name'],
    kind: 'choice',
    required: false,
    variant: true,
    slicer: axis['@base'] === true,
    custom: false,
    values: axis.specValues.flatMap((each) =>
      each['@valueId'] === null ? [] : [{ valueId: each['@valueId'], name: each['@value'] }],
    ),
  };
}
