import type { DraftAttribute, DraftFault, ListingDraft, MarketplaceAttribute } from '../kit/catalogue.ts';

/** Names a fault of a draft: the field, in Turkish and English, and how bad. */
export type Say = (field: string, tr: string, en: string, severity?: DraftFault['severity']) => void;

/** What the category asks for, and what it can't take. */
export function checkAttributes(
  draft: ListingDraft,
  attributes: readonly MarketplaceAttribute[],
  say: Say,
): void {
  const given = Map.groupBy(draft.attributes.filter(isSet), ({ attributeId }) => attributeId);
  for (const attribute of attributes) checkOne(attribute, given.get(attribute.attributeId) ?? [], say);
  if (attributes.length === 0) return;
  const known = new Set(attributes.map(({ attributeId }) => attributeId));
  for (const [attributeId, [first]] of given)
    if (!known.has(attributeId))
      say(
        `attributes.${attributeId}`,
        `Bu kategoride olmayan bir özellik: ${first!.name || attributeId}.`,
        `An attribute that this category does not have: ${first!.name || attributeId}.`,
      );
}

function isSet({ valueId, text }: DraftAttribute): boolean {
  return valueId !== null || (text ?? '').trim() !== '';
}

function checkOne(attribute: MarketplaceAttribute, values: readonly DraftAttribute[], say: Say): void {
  const { attributeId, name, required, custom, multiple, maxLength } = attribute;
  const at = `attributes.${attributeId}`;
  if (values.length === 0) {
    if (required) say(at, `Zorunlu özellik eksik: ${name}.`, `A required attribute is missing: ${name}.`);
    return;
  }
  if (values.length > 1 && !multiple)
    say(at, `${name} yalnız bir değer alır.`, `${name} takes one value only.`);
  const typed = values.filter(({ valueId }) => valueId === null);
  if (typed.length > 0 && !custom)
    say(
      at,
      `${name} için Trendyol’un listesinden bir değer seçilmeli.`,
      `${name} needs a value of Trendyol’s list.`,
    );
  if (maxLength !== null && typed.some(({ text }) => (text ?? '').trim().length > maxLength))
    say(at, `${name} en çok ${maxLength} karakter olabilir.`, `${name} has at most ${maxLength} characters.`);
  const listed = new Set(attribute.values.map(({ valueId }) => valueId));
  if (attribute.valuesComplete && listed.size > 0)
    for (const { valueId } of values)
      if (valueId !== null && !listed.has(valueId))
        say(
          at,
          `${name}: seçilen değer artık listede yok.`,
          `${name}: the chosen value is no longer on the list.`,
        );
}
