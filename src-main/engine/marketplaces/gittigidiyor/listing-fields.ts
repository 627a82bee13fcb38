import type { ListingField } from '../kit/catalogue.ts';

/** "Carrier names" of the sheet (§6.3), as the API writes them. */
export const CARRIERS = [
  ['aras', 'Aras'],
  ['borusan', 'Borusan'],
  ['ceva', 'CEVA'],
  ['dhl', 'DHL'],
  ['fedex', 'FedEx'],
  ['fillo', 'Fillo'],
  ['horoz', 'Horoz'],
  ['mng', 'MNG'],
  ['narpost', 'Narpost'],
  ['ptt', 'PTT'],
  ['surat', 'Sürat'],
  ['tnt', 'TNT'],
  ['tezel', 'Tezel'],
  ['ups', 'UPS'],
  ['varan', 'Varan'],
  ['yurtici', 'Yurtiçi'],
  ['other', 'Diğer'],
] as const;

type Choice = readonly [value: string, tr: string, en: string];

function choice(of: {
  readonly key: string;
  readonly tr: string;
  readonly en: string;
  readonly help: readonly [tr: string, en: string];
  readonly values: readonly Choice[];
}): ListingField {
  return {
    key: of.key,
    label: { tr: of.tr, en: of.en },
    help: { tr: of.help[0], en: of.help[1] },
    required: true,
    kind: 'choice',
    values: of.values.map(([value, tr, en]) => ({ value, label: { tr, en } })),
    accountChoice: null,
  };
}

/** What GittiGidiyor wanted of a product beside the common fields (sheet §6.3). */
export const gittigidiyorListingFields: readonly ListingField[] = [
  {
    key: 'city',
    label: { tr: 'Gönderim ili (kod)', en: 'City of dispatch (code)' },
    help: { tr: 'GittiGidiyor il kodu; İstanbul 34.', en: 'GittiGidiyor’s city code; İstanbul is 34.' },
    required: true,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  choice({
    key: 'shippingPayment',
    tr: 'Kargoyu ödeyen',
    en: 'Who pays the cargo',
    help: ['Kargo ücretini kim öder.', 'Who pays for the cargo.'],
    values: [
      ['S', 'Satıcı', 'Seller'],
      ['B', 'Alıcı', 'Buyer'],
    ],
  }),
  choice({
    key: 'shippingWhere',
    tr: 'Gönderim bölgesi',
    en: 'Ships to',
    help: ['Yalnız şehir içi ya da tüm ülke.', 'Within the city or to the whole country.'],
    values: [
      ['city', 'Şehir içi', 'Within the city'],
      ['country', 'Türkiye’nin tamamı', 'All of Turkey'],
    ],
  }),
  choice({
    key: 'cargoCompany',
    tr: 'Kargo firması',
    en: 'Cargo company',
    help: ['Ürünün gönderileceği firma.', 'The company that carries it.'],
    values: CARRIERS.map(([value, name]) => [value, name, name] as const),
  }),
  choice({
    key: 'shippingDays',
    tr: 'Kargoya verme süresi',
    en: 'Time until dispatch',
    help: ['Kategorinin izin verdiği sürelerden biri.', 'One of those that the category allows.'],
    values: [
      ['today', 'Aynı gün', 'Same day'],
      ['tomorrow', 'Ertesi gün', 'Next day'],
      ['2-3days', '2–3 gün', '2–3 days'],
    ],
  }),
  {
    key: 'beforeTime',
    label: { tr: 'Aynı gün için son saat', en: 'Latest hour for the same day' },
    help: { tr: 'Aynı gün gönderimde, örneğin 10:30.', en: 'For same-day dispatch, for example 10:30.' },
    required: false,
    kind: 'text',
    values: [],
    accountChoice: null,
  },
  {
    key: 'listingDays',
    label: { tr: 'Listeleme süresi (gün)', en: 'Days on sale' },
    help: { tr: 'Örneklerde 30 ve 180 görülür.', en: 'Samples show 30 and 180.' },
    required: true,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  {
    key: 'pageTemplate',
    label: { tr: 'Sayfa şablonu', en: 'Page template' },
    help: { tr: 'Şablonun numarası; ilki 1.', en: 'The number of the layout; the first is 1.' },
    required: true,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
];
