import type { ListingField } from '../kit/catalogue.ts';

/** What Hepsiburada wants of a product beside the common fields (base attributes, sheet §2.2). */
export const hepsiburadaListingFields: readonly ListingField[] = [
  {
    key: 'warrantyMonths',
    label: { tr: 'Garanti süresi (ay)', en: 'Warranty (months)' },
    help: {
      tr: 'Tam sayı; garantisi yoksa 0.',
      en: 'A whole number; 0 where there is none.',
    },
    required: true,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  {
    key: 'video',
    label: { tr: 'Video adresi', en: 'Video address' },
    help: { tr: 'İsteğe bağlı, herkese açık adres.', en: 'Optional, a public address.' },
    required: false,
    kind: 'text',
    values: [],
    accountChoice: null,
  },
];
