/** A small tree with what the rules turn on: leaves, mandatory attributes, variants, slicers, closed and open values. */
export type Category = { readonly id: number; readonly name: string; readonly below?: readonly Category[] };

export const CATEGORIES: readonly Category[] = [
  {
    id: 1_000_001,
    name: 'Giyim & Ayakkabı',
    below: [
      {
        id: 1_000_010,
        name: 'Üst Giyim',
        below: [
          { id: 1_000_100, name: 'Tişört' },
          { id: 1_000_101, name: 'Gömlek' },
        ],
      },
    ],
  },
  { id: 1_000_002, name: 'Ev & Yaşam', below: [{ id: 1_000_200, name: 'Mutfak Gereçleri' }] },
  { id: 1_000_003, name: 'Çeşitli', below: [{ id: 1_000_300, name: 'Diğer Ürünler' }] },
];

export type Attribute = {
  readonly attributeId: number;
  readonly attributeName: string;
  readonly isMandatory: boolean;
  readonly isVariant: boolean;
  readonly isSlicer: boolean;
  readonly isCustomValue: boolean;
  readonly attributeValues: readonly { readonly id: number; readonly value: string }[];
};

const BRAND: Attribute = {
  attributeId: 1,
  attributeName: 'Marka',
  isMandatory: true,
  isVariant: false,
  isSlicer: false,
  isCustomValue: true,
  attributeValues: ['Nilperi', 'Bozkırlı', 'Üçpınar Mutfak', 'Örnek Marka'].map((value, index) => ({
    id: 900_001 + index,
    value,
  })),
};

const SIZE: Attribute = {
  attributeId: 429,
  attributeName: 'Beden',
  isMandatory: true,
  isVariant: true,
  isSlicer: false,
  isCustomValue: false,
  attributeValues: ['S', 'M', 'L', 'XL'].map((value, index) => ({ id: 910_001 + index, value })),
};

const COLOUR: Attribute = {
  attributeId: 22,
  attributeName: 'Renk',
  isMandatory: false,
  isVariant: false,
  isSlicer: true,
  isCustomValue: true,
  attributeValues: ['Kırmızı', 'Yeşil', 'Gümüş'].map((value, index) => ({ id: 920_001 + index, value })),
};

export const ATTRIBUTES: ReadonlyMap<number, readonly Attribute[]> = new Map([
  [1_000_100, [BRAND, SIZE, COLOUR]],
  [1_000_101, [BRAND, SIZE, COLOUR]],
  [1_000_200, [BRAND, COLOUR]],
  [1_000_300, [BRAND]],
]);

/** Names of the templates in the seller's office. */
export const TEMPLATES = ['Standart', 'Ücretsiz Kargo'] as const;

export const CARRIERS = [
  { id: 341, name: 'Sürat Kargo', shortName: 'SRT' },
  { id: 344, name: 'Yurtiçi Kargo', shortName: 'YK' },
  { id: 345, name: 'Aras Kargo', shortName: '' },
  { id: 389, name: 'Horoz Lojistik', shortName: 'HLZ' },
] as const;

export function categoryJson(category: Category, parentId: number | null): unknown {
  const { id, name, below } = category;
  return { id, parentId, name, subCategories: below?.map((each) => categoryJson(each, id)) ?? null };
}
