import { fieldOf } from '#common/product-field.ts';
import { isList } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import type { Edit } from './merge.ts';
import { valueIn, type ProductSheet } from './sheet.ts';
import type { Remark } from './validate.ts';

/** The ids and languages that an edit may name in this shop. */
export type ShopChoices = {
  readonly languages: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly manufacturers: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
};

export function choicesIn(facts: EditingFacts): ShopChoices {
  return {
    languages: new Set(facts.languages.map(({ code }) => code)),
    categories: new Set(facts.categories.map(({ categoryId }) => categoryId)),
    manufacturers: new Set(facts.manufacturers.map(({ manufacturerId }) => manufacturerId)),
    attributes: new Set(facts.attributes.map(({ attributeId }) => attributeId)),
  };
}

/**
 * Whether the product has the field, and the shop what the edit names; `choices` is null while they were not read, and
 * nothing is said about them then. What the product names already is not held against an edit.
 */
export function judgeInShop(
  edit: Pick<Edit, 'field' | 'mine'>,
  sheet: ProductSheet,
  choices: ShopChoices | null,
): readonly Remark[] {
  const { field, mine } = edit;
  const known = valueIn(sheet, field);
  if (known === undefined) return [error(field, 'no-such-field')];
  if (choices === null) return [];
  const parsed = fieldOf(field);
  if (parsed.kind === 'attribute') {
    if (!choices.languages.has(parsed.language)) return [error(field, 'no-such-field')];
    const isKnown = known !== null || choices.attributes.has(parsed.attributeId);
    return isKnown ? [] : [error(field, 'not-in-shop', parsed.attributeId)];
  }
  if (parsed.kind === 'manufacturer') {
    const isKnown = typeof mine !== 'string' || mine === known || choices.manufacturers.has(mine);
    return isKnown ? [] : [error(field, 'not-in-shop', mine)];
  }
  if (parsed.kind !== 'categories' || !isList(mine)) return [];
  const had = new Set(isList(known) ? known : []);
  return mine
    .filter((id) => !had.has(id) && !choices.categories.has(id))
    .map((id) => error(field, 'not-in-shop', id));
}

function error(field: Remark['field'], code: Remark['code'], id?: string): Remark {
  return { field, kind: 'error', code, params: id === undefined ? {} : { id } };
}
