import { isProblemError, type ProblemCode } from '#contract/problem.ts';
import type { AmazonClient, ReadOptions } from './client.ts';
import { isEntry } from './attributes.ts';
import { branchesOf, readTypeSchema, recordOf, type Schema } from './product-type-schema.ts';

/** How a value of an attribute has to be written for its product type. */
export type AttributeShape = {
  readonly type: 'text' | 'number' | 'flag';
  /**
   * Which selectors the elements on the way to the value take, the attribute's own first: a closed element refuses the others,
   * and most texts need their language.
   */
  readonly levels: readonly ReadonlySet<string>[];
};

/** How a type takes the price before discounts, and whether it must have one. */
export type ListPriceShape = { readonly field: 'value_with_tax' | 'value'; readonly required: boolean };

const SELECTORS = ['marketplace_id', 'language_tag'] as const;

/** By the id that `readAttributes` gives: `size`, or `item_dimensions[]/length/value`. Null for what the type does not know. */
export function shapeOf(schema: Schema, attributeId: string): AttributeShape | null {
  const [head = '', ...way] = attributeId.split('/');
  const property = recordOf(schema['properties'])[head.replace(/\[\]$/, '')];
  if (!isEntry(property)) return null;
  const steps = way.length === 0 ? ['value'] : way;
  const levels: ReadonlySet<string>[] = [];
  let node = recordOf(property['items']);
  for (const [index, step] of steps.entries()) {
    const inner = recordOf(node['properties']);
    levels.push(new Set(SELECTORS.filter((name) => name in inner)));
    const child = inner[step.replace(/\[\]$/, '')];
    if (!isEntry(child)) return null;
    if (index === steps.length - 1) return { type: typeOf(child), levels };
    node = step.endsWith('[]') ? recordOf(child['items']) : child;
  }
  return null;
}

function typeOf(leaf: Schema): AttributeShape['type'] {
  const types = branchesOf(leaf).map((branch) => branch['type']);
  if (types.includes('string')) return 'text';
  if (types.includes('boolean')) return 'flag';
  return types.includes('number') || types.includes('integer') ? 'number' : 'text';
}

/** Null for a type without such a price. */
export function listPriceShapeOf(schema: Schema): ListPriceShape | null {
  const property = recordOf(schema['properties'])['list_price'];
  const inner = isEntry(property) ? recordOf(recordOf(property['items'])['properties']) : {};
  const field = (['value_with_tax', 'value'] as const).find((name) => name in inner);
  const required = Array.isArray(schema['required']) && schema['required'].includes('list_price');
  return field === undefined ? null : { field, required };
}

/** An attribute's elements without the selectors that the type's closed elements do not know. */
export function withoutUnknownSelectors(
  schema: Schema,
  name: string,
  elements: readonly Readonly<Record<string, unknown>>[],
): readonly Readonly<Record<string, unknown>>[] {
  const items = recordOf(recordOf(recordOf(schema['properties'])[name])['items']);
  if (items['additionalProperties'] !== false) return elements;
  const known = recordOf(items['properties']);
  const unknown = SELECTORS.filter((selector) => !(selector in known));
  return elements.map((element) =>
    Object.fromEntries(Object.entries(element).filter(([key]) => !unknown.some((each) => each === key))),
  );
}

/** What Amazon does not tell about a type; the listing itself is still for Amazon to judge. */
const NOT_TOLD: ReadonlySet<ProblemCode> = new Set([
  'channel/not-found',
  'channel/forbidden',
  'channel/request-refused',
  'channel/not-understood',
]);
const KEPT_AT_MOST = 20;
/** Types change with announcements; "cache by checksum" would ask as often. */
const KEPT_MS = 6 * 3_600_000;

type Kept = { readonly schema: Schema; readonly readAt: number };
const kept = new WeakMap<AmazonClient, Map<string, Kept>>();

/** The type's schema, read at most every few hours; null, and a line in the log, where Amazon does not tell it. */
export async function schemaFor(
  client: AmazonClient,
  productType: string,
  options: ReadOptions,
): Promise<Schema | null> {
  const { clock, logger } = client.context;
  const known = kept.get(client) ?? new Map<string, Kept>();
  kept.set(client, known);
  const standing = known.get(productType);
  if (standing && clock.monotonic() - standing.readAt < KEPT_MS) return standing.schema;
  try {
    const schema = await readTypeSchema(client, productType, options);
    known.delete(productType);
    known.set(productType, { schema, readAt: clock.monotonic() });
    const [oldest] = known.keys();
    if (known.size > KEPT_AT_MOST && oldest !== undefined) known.delete(oldest);
    return schema;
  } catch (error) {
    if (!isProblemError(error) || !NOT_TOLD.has(error.problem.code)) throw error;
    logger.warn('product-type-unread', { marketplace: 'amazon', code: error.problem.code });
    return null;
  }
}
