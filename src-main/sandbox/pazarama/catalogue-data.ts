import { envelope, refuse, type Call } from './world.ts';
import type { SandboxAnswer } from '../exchange.ts';

/** A GUID that is told by its last digits. */
const guid = (number: number): string => `0b7d2c1e-5a4f-4c3b-9e21-${String(number).padStart(12, '0')}`;

type Category = {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly leaf: boolean;
};

/** A small tree, flat as the service tells it. */
export const CATEGORIES: readonly Category[] = [
  { id: guid(1), parentId: null, name: 'Moda', leaf: false },
  { id: guid(2), parentId: guid(1), name: 'Tişört', leaf: true },
  { id: guid(3), parentId: null, name: 'Ev, Yaşam', leaf: false },
  { id: guid(4), parentId: guid(3), name: 'Mutfak Gereçleri', leaf: true },
  { id: guid(5), parentId: null, name: 'Diğer', leaf: true },
];
export const OTHER_CATEGORY = guid(5);

type Attribute = {
  readonly id: string;
  readonly name: string;
  readonly isVariantable: boolean;
  readonly isRequired: boolean;
  readonly values: readonly { readonly id: string; readonly value: string }[];
};

const valuesOf = (from: number, words: readonly string[]): Attribute['values'] =>
  words.map((value, index) => ({ id: guid(from + index), value }));
const SIZE: Attribute = {
  id: guid(100),
  name: 'Beden',
  isVariantable: true,
  isRequired: true,
  values: valuesOf(110, ['S', 'M', 'L', 'XL']),
};
const COLOUR: Attribute = {
  id: guid(200),
  name: 'Renk',
  isVariantable: false,
  isRequired: false,
  values: valuesOf(210, ['Kırmızı', 'Yeşil', 'Siyah']),
};

export const ATTRIBUTES: ReadonlyMap<string, readonly Attribute[]> = new Map([
  [guid(2), [SIZE, COLOUR]],
  [guid(4), [COLOUR]],
  [guid(5), []],
]);

export const BRANDS = ['Örnek Marka', 'Nilperi', 'Bozkırlı', 'Üçpınar Mutfak'].map((name, index) => ({
  id: guid(300 + index),
  name,
}));

/** The seller's own carriers. */
export const CARRIERS = [
  { cargoCompanyId: guid(401), cargoCardType: 1, cargoCompanyName: 'Yurtiçi Kargo' },
  { cargoCompanyId: guid(402), cargoCardType: 2, cargoCompanyName: 'MNG' },
  { cargoCompanyId: guid(403), cargoCardType: 1, cargoCompanyName: 'Aras Kargo' },
] as const;

export function getCategoryTree(): SandboxAnswer {
  const nameOf = (id: string | null): string => CATEGORIES.find((each) => each.id === id)?.name ?? '';
  return envelope(
    CATEGORIES.map((category, index) => ({
      ...category,
      code: null,
      parentCategories: [nameOf(category.parentId), category.name].filter((name) => name !== ''),
      displayName: category.name,
      displayOrder: index + 1,
      description: null,
    })),
  );
}

export function getCategoryWithAttributes({ query }: Call): SandboxAnswer {
  const id = query.get('Id') ?? '';
  const category = CATEGORIES.find((each) => each.id === id);
  const attributes = ATTRIBUTES.get(id);
  if (!category || !attributes) throw refuse('Kategori bulunamadı');
  return envelope({
    id,
    name: category.name,
    displayName: category.name,
    description: null,
    attributes: attributes.map(({ values, ...attribute }) => ({
      ...attribute,
      displayName: attribute.name,
      description: null,
      attributeValues: values,
    })),
  });
}

export function getBrands({ query }: Call): SandboxAnswer {
  const page = Math.max(1, Number(query.get('Page') ?? 1) || 1);
  const size = Math.min(100, Math.max(1, Number(query.get('Size') ?? 10) || 10));
  const wanted = (query.get('name') ?? '').toLocaleLowerCase('tr');
  const fitting = BRANDS.filter(({ name }) => name.toLocaleLowerCase('tr').includes(wanted));
  return envelope(fitting.slice((page - 1) * size, page * size).map((brand) => ({ ...brand, status: true })));
}

export function getSellerDelivery(): SandboxAnswer {
  return envelope({
    cargoCompany: {
      deliveryId: guid(400),
      price: 9.9,
      deliveryDuration: 4,
      divideCargo: true,
      autoShipmentCode: false,
      cargoCompanies: CARRIERS,
    },
    fastDelivery: null,
    storeDelivery: null,
    digital: null,
    donation: null,
  });
}
