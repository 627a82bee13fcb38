import { fieldOf, type FieldKind, type FieldName } from '#common/product-field.ts';
import { isList, type FieldValue } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';

/** A value that a field does not hold yet and that every shop can hold: with what forms encode, in Turkish. */
export function otherValue(name: FieldName, old: FieldValue, facts: EditingFacts): FieldValue {
  return OTHER[fieldOf(name).kind](old, facts);
}

const OTHER: Readonly<Record<FieldKind, (old: FieldValue, facts: EditingFacts) => FieldValue>> = {
  model: () => 'M-ı "7" <A&B>',
  enabled: (old) => old !== true,
  quantity: (old) => Number(old) + 7,
  price: (old) => Number(old) + 12_345,
  manufacturer: (old, facts) =>
    facts.manufacturers.find((one) => one.manufacturerId !== old)?.manufacturerId ?? null,
  categories: (old, facts) => {
    const held = asList(old);
    const added = facts.categories.find(({ categoryId }) => !held.includes(categoryId));
    return [...held.slice(1), ...(added ? [added.categoryId] : [])];
  },
  images: (old) => ['catalog/yeni & eski/ön yüz.jpg', ...asList(old).toReversed().slice(1)],
  special: (old) =>
    old === null
      ? { priceE4: 99_900, dateStart: null, dateEnd: '2030-12-31' }
      : { priceE4: 88_800, dateStart: '2020-01-02', dateEnd: null },
  cost: () => 1,
  code: (old) => (old === '868000000001' ? '' : '868000000001'),
  name: () => 'Yeni "ad" <1> & öteki: ışık',
  description: () => '<p class="a">Çok güzel &nbsp; bir ürün</p>\n<ul><li>Bir</li></ul>',
  attribute: (old) => (old === null ? '100 % "pamuk" & yün' : null),
  'option-quantity': (old) => Number(old) + 3,
  'option-price': (old) =>
    typeof old === 'object' && old !== null && 'prefix' in old && old.prefix === '-'
      ? { priceE4: 155_000, prefix: '+' }
      : { priceE4: 105_500, prefix: '-' },
};

function asList(value: FieldValue): readonly string[] {
  if (!isList(value)) throw new TypeError('not a list');
  return value;
}
