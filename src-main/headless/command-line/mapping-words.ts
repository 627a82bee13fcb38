import type { Language } from '#contract/basics.ts';

const TR = {
  kind: 'Eksik',
  what: 'Ne',
  products: 'Ürün',
  candidates: 'Adaylar',
  kinds: {
    category: 'kategori',
    brand: 'marka',
    attribute: 'özellik',
    value: 'değer',
    field: 'alan',
  },
  coverage: (percent: number, products: number) =>
    `${products} ürünün %${percent} kadarı kategori ve markayla eşlendi.`,
  noProducts: 'Mağazada eşlenecek ürün yok. Önce mağazayı bağlayıp okuyun (meschain pull).',
  complete: 'Eksik yok.',
  missing: (count: number) =>
    `${count} eksik var. “mapping accept” kesin olanları alır; kalanları “mapping set” ile verin.`,
  kept: (count: number) => `${count} karar kaydedildi.`,
  nothingGiven:
    'Ne eşleneceğini söyleyin: --category, --brand, --attribute, --value, --vat, --desi, --field; ya da yalnız --file.',
  accepted: (categories: number, brands: number, sources: number, values: number) =>
    `Alınan: ${categories} kategori, ${brands} marka, ${sources} özellik kaynağı, ${values} değer.`,
  unsure: (count: number) => (count === 0 ? 'Karar bekleyen yok.' : `${count} konu kararınızı bekliyor.`),
  copied: (sources: number, values: number, left: number) =>
    `${sources} kaynak ve ${values} değer kopyalandı; ${left} özellik için kaynakta eşleme yok.`,
  changes: (count: number) => (count === 0 ? 'Katalog değişikliği yok.' : `${count} katalog değişikliği.`),
  date: 'Tarih',
  change: 'Değişiklik',
};

type MappingWords = typeof TR;

const EN: MappingWords = {
  kind: 'Missing',
  what: 'What',
  products: 'Products',
  candidates: 'Candidates',
  kinds: { category: 'category', brand: 'brand', attribute: 'attribute', value: 'value', field: 'field' },
  coverage: (percent, products) => `${percent} % of ${products} products have a category and a brand.`,
  noProducts: 'There are no products to map. Connect and read the shop first (meschain pull).',
  complete: 'Nothing is missing.',
  missing: (count) =>
    `${count} missing. “mapping accept” takes the certain ones; give the others by “mapping set”.`,
  kept: (count) => `${count} decisions kept.`,
  nothingGiven:
    'Say what to map: --category, --brand, --attribute, --value, --vat, --desi, --field; or --file alone.',
  accepted: (categories, brands, sources, values) =>
    `Taken: ${categories} categories, ${brands} brands, ${sources} sources of attributes, ${values} values.`,
  unsure: (count) =>
    count === 0 ? 'Nothing waits for a decision.' : `${count} things wait for your decision.`,
  copied: (sources, values, left) =>
    `${sources} sources and ${values} values copied; for ${left} attributes the other category has none.`,
  changes: (count) => (count === 0 ? 'No changes of the catalogue.' : `${count} changes of the catalogue.`),
  date: 'Date',
  change: 'Change',
};

/** What the commands about mapping say in their own words. */
export function mappingWords(language: Language): MappingWords {
  return language === 'tr' ? TR : EN;
}
