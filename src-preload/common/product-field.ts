/**
 * One editable thing of a product, by the name under which sheets, edits and the cache know it:
 * `model`, `name:tr-tr`, `code:ean`, `code:code:EAN` (4.1's product_code), `attribute:7:tr-tr`, `option:42:quantity` …
 */
export type FieldName =
  | (typeof PLAIN)[number]
  | `code:${string}`
  | `name:${string}`
  | `description:${string}`
  | `attribute:${string}:${string}`
  | `option:${string}:quantity`
  | `option:${string}:price`;

/** A field name taken apart. */
export type Field =
  | { readonly kind: (typeof PLAIN)[number] }
  | { readonly kind: 'code'; readonly source: string }
  | { readonly kind: 'name' | 'description'; readonly language: string }
  | { readonly kind: 'attribute'; readonly attributeId: string; readonly language: string }
  | { readonly kind: 'option-quantity' | 'option-price'; readonly optionValueId: string };

export type FieldKind = Field['kind'];

const PLAIN = [
  'model',
  'enabled',
  'quantity',
  'price',
  'manufacturer',
  'categories',
  'images',
  'special',
  'cost',
] as const;

/** Takes a field's name apart; null when it names nothing that can be edited. */
export function parseField(name: string): Field | null {
  const plain = PLAIN.find((kind) => kind === name);
  if (plain) return { kind: plain };
  const [head, ...rest] = name.split(':');
  const tail = rest.join(':');
  if (tail === '') return null;
  if (head === 'code') return { kind: head, source: tail };
  if (head === 'attribute') return parseAttribute(rest);
  if (head === 'option') return parseOption(rest);
  const ofLanguage = (head === 'name' || head === 'description') && rest.length === 1;
  return ofLanguage ? { kind: head, language: tail } : null;
}

function parseAttribute(parts: readonly string[]): Field | null {
  const [attributeId, language] = parts;
  if (parts.length !== 2 || !attributeId || !language) return null;
  return { kind: 'attribute', attributeId, language };
}

function parseOption(parts: readonly string[]): Field | null {
  const [optionValueId, what] = parts;
  if (parts.length !== 2 || !optionValueId) return null;
  if (what === 'quantity') return { kind: 'option-quantity', optionValueId };
  return what === 'price' ? { kind: 'option-price', optionValueId } : null;
}

/** The inverse of {@link parseField}. */
export function printField(field: Field): FieldName {
  if (field.kind === 'code') return `code:${field.source}`;
  if (field.kind === 'name' || field.kind === 'description') return `${field.kind}:${field.language}`;
  if (field.kind === 'attribute') return `attribute:${field.attributeId}:${field.language}`;
  if (field.kind === 'option-quantity') return `option:${field.optionValueId}:quantity`;
  return field.kind === 'option-price' ? `option:${field.optionValueId}:price` : field.kind;
}

/** A field by its name, where the name is known to be one. Throws a TypeError otherwise: that is a bug. */
export function fieldOf(name: FieldName): Field {
  const field = parseField(name);
  if (!field) throw new TypeError(`not a field of a product: ${name}`);
  return field;
}

/** Narrows a text from outside to a field's name. */
export function isFieldName(name: string): name is FieldName {
  return parseField(name) !== null;
}

/** Stock: what sales move while the merchant is away, and what an edit therefore changes by a difference. */
export function isStock(field: Field): boolean {
  return field.kind === 'quantity' || field.kind === 'option-quantity';
}
