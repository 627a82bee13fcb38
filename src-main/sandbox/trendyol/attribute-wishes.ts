import { ATTRIBUTES, valueById } from './product-lookups.ts';
import type { ListingAttribute } from './state.ts';
import type { TrendyolWorld } from './world.ts';

/** What a write says about attributes, in either of the two spellings that the documents have. */
export function readAttributeWishes(attributes: unknown): readonly ListingAttribute[] {
  if (!Array.isArray(attributes)) return [];
  return (attributes as readonly unknown[]).flatMap((entry): readonly ListingAttribute[] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const wish = entry as Readonly<Record<string, unknown>>; // Just checked; fields are looked at one by one.
    const attributeId = Number(wish['attributeId']);
    const ids = Array.isArray(wish['attributeValueIds'])
      ? (wish['attributeValueIds'] as readonly unknown[])
      : wish['attributeValueId'] === undefined
        ? []
        : [wish['attributeValueId']];
    const text = wish['customAttributeValue'] ?? wish['attributeValue'];
    if (ids.length === 0)
      return [{ attributeId, valueId: null, value: typeof text === 'string' ? text : '' }];
    return ids.map((id) => ({
      attributeId,
      valueId: Number(id),
      value: valueById(attributeId, Number(id)) ?? '',
    }));
  });
}

/** `content`: only what the variants of a product share. */
export function reasonAgainstAttributes(
  world: TrendyolWorld,
  attributes: unknown,
  which: 'all' | 'content',
): string | null {
  const shape = world.rules().attributeShape;
  const entries = Array.isArray(attributes) ? (attributes as readonly unknown[]) : [];
  if (entries.some((entry) => !fitsShape(entry, shape))) return 'attributes alanı hatalı';
  const given = readAttributeWishes(attributes);
  for (const one of ATTRIBUTES) {
    if (which === 'content' && one.varianter) continue;
    const values = given.filter(({ attributeId }) => attributeId === one.id);
    const empty = values.every(({ valueId, value }) => valueId === null && value.trim() === '');
    if (one.required && (values.length === 0 || empty))
      return `Zorunlu kategori özellik bilgisi eksiktir. Eksik alan: ${one.name}`;
    const wrong = values.some(({ valueId, value }) =>
      valueId === null ? !one.allowCustom || value !== value.trim() : valueById(one.id, valueId) === null,
    );
    if (wrong) return `${one.name} için kategori özellik değeri geçerli değildir`;
  }
  const foreign = given.find(({ attributeId }) => !ATTRIBUTES.some((one) => one.id === attributeId));
  return foreign ? `${foreign.attributeId} için kategori özellik değeri geçerli değildir` : null;
}

function fitsShape(entry: unknown, shape: 'both' | 'singular' | 'plural'): boolean {
  if (typeof entry !== 'object' || entry === null || !('attributeId' in entry)) return false;
  const plural = 'attributeValueIds' in entry || 'attributeValue' in entry;
  const singular = 'attributeValueId' in entry || 'customAttributeValue' in entry;
  if (plural === singular) return false;
  return shape === 'both' || (shape === 'plural') === plural;
}
