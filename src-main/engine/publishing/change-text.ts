import type { Bilingual } from '#contract/basics.ts';
import type { CatalogueChange } from '#contract/marketplace-catalogue.ts';

type Said = {
  readonly kind: CatalogueChange['kind'];
  readonly marketplace: string;
  readonly categoryPath: string;
  readonly count: number;
  readonly affectedProducts: number;
};

const WHAT: Readonly<Record<CatalogueChange['kind'], (count: number) => Bilingual>> = {
  'categories-added': (count) => ({ tr: `${count} kategori ekledi`, en: `added ${count} categories` }),
  'categories-removed': (count) => ({
    tr: `${count} kategoriyi kaldırdı`,
    en: `removed ${count} categories`,
  }),
  'categories-closed': (count) => ({
    tr: `${count} kategoriyi ürüne kapattı`,
    en: `closed ${count} categories to products`,
  }),
  'attributes-required': (count) => ({
    tr: `${count} zorunlu özellik ekledi`,
    en: `added ${count} required attributes`,
  }),
  'attributes-added': (count) => ({
    tr: `${count} isteğe bağlı özellik ekledi`,
    en: `added ${count} optional attributes`,
  }),
  'attributes-removed': (count) => ({ tr: `${count} özelliği kaldırdı`, en: `removed ${count} attributes` }),
  'attributes-relaxed': (count) => ({
    tr: `${count} özelliği zorunlu olmaktan çıkardı`,
    en: `no longer requires ${count} attributes`,
  }),
  'values-removed': (count) => ({
    tr: `${count} özellik değerini kaldırdı`,
    en: `removed ${count} attribute values`,
  }),
};

/** "Trendyol 3 zorunlu özellik ekledi (Elbise) → 214 ürün etkilenir." */
export function changeText(said: Said): Bilingual {
  const what = WHAT[said.kind](said.count);
  const where = said.categoryPath === '' ? '' : ` (${said.categoryPath})`;
  const [tr, en] =
    said.affectedProducts === 0
      ? ['ürünleriniz etkilenmez', 'none of your products is affected']
      : [`${said.affectedProducts} ürün etkilenir`, `${said.affectedProducts} products affected`];
  return {
    tr: `${said.marketplace} ${what.tr}${where} → ${tr}.`,
    en: `${said.marketplace} ${what.en}${where} → ${en}.`,
  };
}
