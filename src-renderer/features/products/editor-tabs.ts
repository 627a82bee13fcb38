import { fieldOf, type FieldKind, type FieldName } from '#common/product-field.ts';
import type { ProductDetail } from '#contract/products.ts';

/** The editor's tabs, what is changed most first. */
export const EDITOR_TABS = [
  'price',
  'texts',
  'general',
  'options',
  'categories',
  'images',
  'attributes',
] as const;
export type EditorTab = (typeof EDITOR_TABS)[number];

const TAB_OF: Readonly<Record<FieldKind, EditorTab>> = {
  price: 'price',
  special: 'price',
  cost: 'price',
  quantity: 'price',
  name: 'texts',
  description: 'texts',
  model: 'general',
  code: 'general',
  manufacturer: 'general',
  enabled: 'general',
  'option-quantity': 'options',
  'option-price': 'options',
  categories: 'categories',
  images: 'images',
  attribute: 'attributes',
};

/** Where a field is edited. */
export function tabOf(name: FieldName): EditorTab {
  return TAB_OF[fieldOf(name).kind];
}

/** The worst that a tab holds: what needs an answer before what was typed, that before what waits. */
export function standingOf(
  tab: EditorTab,
  detail: ProductDetail,
  typed: boolean,
): 'conflict' | 'refused' | 'typed' | 'waiting' | null {
  const states = detail.edits.filter(({ field }) => tabOf(field) === tab).map(({ state }) => state);
  if (states.includes('conflict')) return 'conflict';
  if (states.includes('refused')) return 'refused';
  if (typed) return 'typed';
  return states.length > 0 ? 'waiting' : null;
}
