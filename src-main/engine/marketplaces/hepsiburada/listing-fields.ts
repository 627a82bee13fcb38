import type { ListingField } from '../kit/catalogue.ts';

/**
 * What Hepsiburada wants of a product beside the common fields (base attributes, sheet §2.2), and how a listing is shipped
 * (sheet §3): that goes with an update of what is on sale, because a new product has no listing yet.
 */
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
  {
    key: 'dispatchDays',
    label: { tr: 'Kargoya veriliş süresi (gün)', en: 'Days until handed to cargo' },
    help: {
      tr: 'Boş bırakılırsa Hepsiburada’daki kalır. Satıştaki ürün güncellenirken gönderilir.',
      en: 'Left empty, Hepsiburada’s stays. Sent when a listing on sale is updated.',
    },
    required: false,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  {
    key: 'shippingProfile',
    label: { tr: 'Teslimat profili', en: 'Shipping profile' },
    help: {
      tr: 'Satıcı panelindeki profilin adı. Satıştaki ürün güncellenirken gönderilir.',
      en: 'The profile’s name in the seller panel. Sent when a listing on sale is updated.',
    },
    required: false,
    kind: 'choice',
    values: [],
    accountChoice: 'shipment-template',
  },
  {
    key: 'cargoCompany',
    label: { tr: 'Kargo firması', en: 'Cargo company' },
    help: {
      tr: 'HepsiJet, Horoz ve Borusan tek kargo firması olamaz. Satıştaki ürün güncellenirken gönderilir.',
      en: 'HepsiJet, Horoz and Borusan can’t be the only one. Sent when a listing on sale is updated.',
    },
    required: false,
    kind: 'choice',
    values: [],
    accountChoice: 'cargo-company',
  },
];
