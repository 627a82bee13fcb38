type Category = {
  readonly categoryId: number;
  readonly name: string;
  readonly parentCategoryId: number;
  readonly leaf: boolean;
  readonly available: boolean;
};

const NODES: readonly (readonly [
  id: number,
  name: string,
  parent: number,
  leaf: boolean,
  available: boolean,
])[] = [
  [18_000_001, 'Giyim', 0, false, true],
  [18_021_982, 'Gömlek', 18_000_001, true, true],
  [18_021_983, 'Elbise', 18_000_001, true, true],
  [18_000_002, 'Ev & Yaşam', 0, false, true],
  [18_022_101, 'Dekorasyon', 18_000_002, true, true],
  [18_022_102, 'Mutfak', 18_000_002, true, true],
  [18_000_003, 'Elektronik', 0, false, true],
  [18_023_001, 'Telefon Aksesuarı', 18_000_003, true, true],
  [18_023_009, 'İlaç', 18_000_003, true, false],
];

/** A small tree in the shape of the real one. */
export const CATEGORIES: readonly (Category & Readonly<Record<string, unknown>>)[] = NODES.map(
  ([categoryId, name, parentCategoryId, leaf, available], index) => ({
    categoryId,
    name,
    displayName: name,
    parentCategoryId,
    paths: [name],
    leaf,
    status: 'ACTIVE',
    type: 'HB',
    sortId: String(index),
    available,
    productTypes: [],
    merge: false,
  }),
);

const base = (id: string, type = 'string') => ({ id, name: id, mandatory: true, type, multiValue: false });

export const ATTRIBUTES = {
  baseAttributes: [
    'merchantSku',
    'VaryantGroupID',
    'Barcode',
    'UrunAdi',
    'UrunAciklamasi',
    'Marka',
    'kg',
  ].map((id) => base(id)),
  attributes: [
    { id: '00001DTZ', name: 'Materyal', mandatory: true, type: 'string', multiValue: false },
    { id: '00001KLP', name: 'Kalıp', mandatory: false, type: 'enum', multiValue: false },
  ],
  variantAttributes: [
    { id: 'renk_variant_property', name: 'Renk', mandatory: false, type: 'enum', multiValue: false },
    { id: 'beden_variant_property', name: 'Beden', mandatory: false, type: 'enum', multiValue: false },
  ],
} as const;

export const VALUES: readonly string[] = [
  'Beyaz',
  'Siyah',
  'Kırmızı',
  'Lacivert',
  'Yeşil',
  'S',
  'M',
  'L',
  'Dar',
  'Geniş',
];
