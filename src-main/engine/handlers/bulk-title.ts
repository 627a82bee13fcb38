import type { Language } from '#contract/basics.ts';
import type { BulkChange } from '#contract/edits.ts';

const TITLES: Readonly<Record<BulkChange['what'], Readonly<Record<Language, string>>>> = {
  price: { tr: 'Toplu düzenleme: fiyat', en: 'Bulk edit: price' },
  cost: { tr: 'Toplu düzenleme: maliyet', en: 'Bulk edit: cost' },
  quantity: { tr: 'Toplu düzenleme: stok', en: 'Bulk edit: stock' },
  enabled: { tr: 'Toplu düzenleme: satış durumu', en: 'Bulk edit: enabled or disabled' },
  manufacturer: { tr: 'Toplu düzenleme: üretici', en: 'Bulk edit: manufacturer' },
  categories: { tr: 'Toplu düzenleme: kategoriler', en: 'Bulk edit: categories' },
  special: { tr: 'Toplu düzenleme: kampanya', en: 'Bulk edit: special price' },
  text: { tr: 'Toplu düzenleme: metin', en: 'Bulk edit: text' },
};

/** What the list of batches calls a bulk change. */
export function bulkTitle(change: BulkChange, language: Language): string {
  return TITLES[change.what][language];
}
