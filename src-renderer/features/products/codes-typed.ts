import { create } from 'zustand';
import { memoryKey, recall, remember } from './shop-memory.ts';

const KEY = 'meschain.products.codes';

export const CODE_KINDS = ['barcode', 'stockCode'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** What was typed for one variant and not saved yet. */
export type TypedCodes = { readonly [Kind in CodeKind]?: string };
export type TypedProduct = {
  readonly title: string;
  readonly variants: Readonly<Record<string, TypedCodes>>;
};

type TypedStore = {
  readonly shop: string | null;
  /** By product. */
  readonly products: Readonly<Record<string, TypedProduct>>;
  /** False when this computer has no room for them. */
  readonly stored: boolean;
  /** Empty codes let go of what was typed for the variant. */
  readonly put: (product: TypedPlace, variantId: string, codes: TypedCodes) => void;
  readonly drop: (productId: string) => void;
  readonly openShop: (shop: string | null) => void;
};

export type TypedPlace = { readonly productId: string; readonly title: string };

const NONE: TypedProduct['variants'] = {};

/** Codes that were typed and not saved yet: like the drafts of products, they outlive the screen, a reload, a crash. */
export const useTypedCodes = create<TypedStore>((set) => ({
  shop: null,
  products: remembered(null),
  stored: true,
  put: ({ productId, title }, variantId, codes) =>
    set(({ shop, products }) => {
      const { [variantId]: _before, ...others } = products[productId]?.variants ?? NONE;
      const variants = isEmpty(codes) ? others : { ...others, [variantId]: codes };
      const { [productId]: _was, ...rest } = products;
      return kept(shop, isEmpty(variants) ? rest : { ...rest, [productId]: { title, variants } });
    }),
  drop: (productId) =>
    set(({ shop, products }) => {
      const { [productId]: _before, ...others } = products;
      return kept(shop, others);
    }),
  openShop: (shop) =>
    set((store) => (store.shop === shop ? {} : { shop, products: remembered(shop), stored: true })),
}));

window.addEventListener('storage', ({ key }) => {
  const { shop, products, stored } = useTypedCodes.getState();
  if (key !== null && key !== memoryKey(KEY, shop)) return;
  useTypedCodes.setState({ products: stored ? remembered(shop) : { ...remembered(shop), ...products } });
});

/** What was typed for a product's variants, by variant. */
export function useTypedOf(productId: string): TypedProduct['variants'] {
  return useTypedCodes(({ products }) => products[productId]?.variants ?? NONE);
}

function kept(
  shop: string | null,
  products: TypedStore['products'],
): Pick<TypedStore, 'products' | 'stored'> {
  return { products, stored: remember(memoryKey(KEY, shop), products) };
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function remembered(shop: string | null): TypedStore['products'] {
  const products: Record<string, TypedProduct> = {};
  for (const [productId, entry] of Object.entries(recall(memoryKey(KEY, shop)))) {
    if (!isRecord(entry) || !isRecord(entry['variants'])) continue;
    const variants = Object.entries(entry['variants']).flatMap(([variantId, codes]) => {
      const read = readCodes(codes);
      return isEmpty(read) ? [] : [[variantId, read] as const];
    });
    const title = typeof entry['title'] === 'string' ? entry['title'] : '';
    if (variants.length > 0) products[productId] = { title, variants: Object.fromEntries(variants) };
  }
  return products;
}

function readCodes(codes: unknown): TypedCodes {
  if (!isRecord(codes)) return {};
  return Object.fromEntries(
    CODE_KINDS.flatMap((kind) => (typeof codes[kind] === 'string' ? [[kind, codes[kind]]] : [])),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
