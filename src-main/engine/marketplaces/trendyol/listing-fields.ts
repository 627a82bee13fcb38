import type { ListingField } from '../kit/catalogue.ts';

const none = { values: [], accountChoice: null } as const;

/** What a product of Trendyol may name beside the common fields; all of it is optional there (create page, 2026). */
export const listingFields: readonly ListingField[] = [
  {
    key: 'origin',
    label: { tr: 'Menşe ülke', en: 'Country of origin' },
    help: {
      tr: 'İki harfli ülke kodu, örneğin TR. Zorunlu olacağı duyuruldu, tarihi ertelendi (8 Eki 2026).',
      en: 'Country code of two letters, such as TR. To become mandatory; the date was postponed (8 Oct 2026).',
    },
    required: false,
    kind: 'text',
    ...none,
  },
  {
    key: 'deliveryDuration',
    label: { tr: 'Kargoya veriliş süresi (gün)', en: 'Handling time (days)' },
    help: {
      tr: '0: bugün kargoda, 1: en geç yarın kargoda (17 Ağu 2026’dan beri).',
      en: '0: ships today, 1: ships tomorrow at the latest (since 17 Aug 2026).',
    },
    required: false,
    kind: 'number',
    ...none,
  },
  {
    key: 'cargoProvider',
    label: { tr: 'Kargo firması', en: 'Cargo company' },
    help: {
      tr: 'Sözleşmenizle uyuşmalı; uyuşmazsa ürün satışa açılmaz.',
      en: 'Must fit your contract, or the product stays off sale.',
    },
    required: false,
    kind: 'choice',
    values: [],
    accountChoice: 'cargo-company',
  },
  {
    key: 'shipmentAddressId',
    label: { tr: 'Sevkiyat adresi', en: 'Shipping address' },
    help: { tr: 'Boş: hesabın varsayılanı.', en: 'Empty: the account’s default.' },
    required: false,
    kind: 'choice',
    values: [],
    accountChoice: 'shipment-address',
  },
  {
    key: 'returningAddressId',
    label: { tr: 'İade adresi', en: 'Return address' },
    help: { tr: 'Boş: hesabın varsayılanı.', en: 'Empty: the account’s default.' },
    required: false,
    kind: 'choice',
    values: [],
    accountChoice: 'return-address',
  },
  {
    key: 'lotNumber',
    label: { tr: 'Parti numarası', en: 'Lot number' },
    help: { tr: 'Yalnız parti takibi yapılan ürünlerde.', en: 'Only for goods that are traced by lot.' },
    required: false,
    kind: 'text',
    ...none,
  },
];
