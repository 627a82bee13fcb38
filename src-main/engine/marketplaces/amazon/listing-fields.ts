import type { ListingField } from '../kit/catalogue.ts';

const CONDITIONS = [
  ['new_new', 'Yeni', 'New'],
  ['refurbished_refurbished', 'Yenilenmiş', 'Refurbished'],
  ['used_like_new', 'İkinci el, yeni gibi', 'Used, like new'],
  ['used_very_good', 'İkinci el, çok iyi', 'Used, very good'],
  ['used_good', 'İkinci el, iyi', 'Used, good'],
  ['used_acceptable', 'İkinci el, kabul edilebilir', 'Used, acceptable'],
] as const;

/** What Amazon asks beside the common fields (Listings Items 2021-08-01, sheet §6.2). Nothing has a value of its own. */
export const amazonListingFields: readonly ListingField[] = [
  {
    key: 'condition',
    label: { tr: 'Ürünün durumu', en: 'Condition' },
    help: {
      tr: 'Amazon her teklifte ürünün durumunu ister.',
      en: 'Amazon asks for the condition of every offer.',
    },
    required: true,
    kind: 'choice',
    values: CONDITIONS.map(([value, tr, en]) => ({ value, label: { tr, en } })),
    accountChoice: null,
  },
  {
    key: 'leadDays',
    label: { tr: 'Hazırlama süresi (gün)', en: 'Handling time (days)' },
    help: {
      tr: 'Boş kalırsa hesabınızın genel süresi geçer.',
      en: 'Left empty, your account’s general handling time counts.',
    },
    required: false,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  {
    key: 'countryOfOrigin',
    label: { tr: 'Menşe ülke (iki harf)', en: 'Country of origin (two letters)' },
    help: { tr: 'Yeni ürün açarken gerekir; ör. TR, CN.', en: 'Needed for new products; e.g. TR, CN.' },
    required: false,
    kind: 'text',
    values: [],
    accountChoice: null,
  },
  {
    key: 'parentSku',
    label: { tr: 'Ana ürünün kodu (varyantlar için)', en: 'Code of the parent (for variants)' },
    help: {
      tr: 'Varyantları bir sayfada toplayan ana ürünün stok kodu. Boş kalırsa her varyant ayrı ürün olur.',
      en: 'Stock code of the parent that gathers the variants on one page. Left empty, every variant is a product of its own.',
    },
    required: false,
    kind: 'text',
    values: [],
    accountChoice: null,
  },
  {
    key: 'variationTheme',
    label: { tr: 'Varyant teması', en: 'Variation theme' },
    help: {
      tr: 'Ürün türünün izin verdiği tema, ör. SIZE/COLOR. Ana ürün kodu verilince gerekir.',
      en: 'A theme that the product type allows, e.g. SIZE/COLOR. Needed together with the parent’s code.',
    },
    required: false,
    kind: 'text',
    values: [],
    accountChoice: null,
  },
  {
    key: 'noBarcode',
    label: { tr: 'Barkod muafiyetim var', en: 'I have a barcode exemption' },
    help: {
      tr: 'Yalnız Amazon bu marka ve türde barkod muafiyeti verdiyse seçin.',
      en: 'Only if Amazon has granted an exemption for this brand and type.',
    },
    required: false,
    kind: 'flag',
    values: [],
    accountChoice: null,
  },
];
