import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  ['credentials-check', 'Bağlantı bilgilerini uç uç sınama', 'Testing the credentials endpoint by endpoint'],
  [
    'listings-read',
    'Listelemeleri okuma (onaylı, bekleyen, reddedilen)',
    'Reading listings (approved, waiting, rejected)',
  ],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme', 'Sending stock'],
  ['price-update', 'Fiyat gönderme', 'Sending prices'],
  ['batch-result', 'Ürün ürün parti sonucu', 'Batch result item by item'],
  ['orders-read', 'Siparişleri okuma', 'Reading orders'],
  ['orders-stream', 'Sipariş akışı (değişenler)', 'Order stream (what changed)'],
  ['orders-by-number', 'Siparişi numarasıyla okuma', 'Reading an order by its number'],
  ['package-picking', 'Paketi “hazırlanıyor” yapma', 'Marking a package as being picked'],
  ['package-invoiced', 'Paketi “faturalandı” yapma', 'Marking a package as invoiced'],
  ['brands-read', 'Markaları okuma', 'Reading brands'],
  ['brand-create', 'Marka açma', 'Creating a brand'],
  ['categories-read', 'Kategori ağacı', 'Category tree'],
  ['attributes-read', 'Kategori özellikleri ve değerleri', 'Category attributes and values'],
  ['listing-create', 'Ürün açma', 'Creating products'],
  ['listing-update-unapproved', 'Onaysız ürünü güncelleme', 'Updating unapproved products'],
  ['listing-update-content', 'Onaylı ürün içeriğini güncelleme', 'Updating the content of approved products'],
  ['listing-update-variant', 'Onaylı varyantı güncelleme', 'Updating approved variants'],
  ['listing-update-delivery', 'Teslimat bilgisini güncelleme', 'Updating delivery details'],
  ['listing-update-audit', 'İçerik güncelleme sonuçları', 'Results of content updates'],
  ['listing-archive', 'Arşivleme ve arşivden çıkarma', 'Archiving and bringing back'],
  ['listing-delete', 'Ürün silme', 'Deleting products'],
  ['listing-unlock', 'Kilidi açma', 'Unlocking'],
  ['listing-base-info', 'Ürün temel bilgisi', 'Base information of a product'],
  ['listing-video', 'Ürün videosu', 'Product video'],
  ['buybox', 'Öne çıkan satıcı bilgisi', 'Buy-box information'],
  ['addresses-read', 'Satıcı adresleri', 'Seller addresses'],
  ['cargo-providers-read', 'Kargo firmaları', 'Cargo companies'],
  ['package-unsupplied', 'Tedarik edilemedi bildirme', 'Reporting lines as unsupplied'],
  ['package-split', 'Satırlara göre paket bölme', 'Splitting a package by lines'],
  ['package-multi-split', 'Çoklu paket bölme', 'Splitting into several packages'],
  ['package-quantity-split', 'Adede göre paket bölme', 'Splitting by quantity'],
  ['package-split-packages', 'Paket içeriğini belirleyerek bölme', 'Splitting by package contents'],
  ['package-extend', 'Ek süre isteme', 'Asking for more time'],
  ['package-alternative-delivery', 'Kendi kargosu / alternatif teslimat', 'Own cargo / alternative delivery'],
  ['package-cargo-change', 'Kargo firması değiştirme', 'Changing the cargo company'],
  ['package-box-info', 'Koli ve desi bildirme', 'Reporting boxes and desi'],
  ['package-labour-cost', 'İşçilik bedeli', 'Labour cost'],
  ['package-warehouse', 'Depo değiştirme', 'Changing the warehouse'],
  ['package-manual-deliver', 'Elle teslim edildi yapma', 'Marking as delivered by hand'],
  ['package-manual-return', 'Elle iade edildi yapma', 'Marking as returned by hand'],
  ['package-service-delivery', 'Yetkili servis teslimi', 'Delivery by an authorised service'],
  ['invoice-link', 'Fatura bağlantısı gönderme ve silme', 'Sending and deleting invoice links'],
  ['invoice-file', 'Fatura dosyası yükleme', 'Uploading invoice files'],
  ['warranty-document', 'Garanti belgesi yükleme', 'Uploading warranty documents'],
  ['label', 'Ortak kargo etiketi (ZPL)', 'Common cargo label (ZPL)'],
  ['claims-read', 'İadeleri okuma', 'Reading returns'],
  ['claim-approve', 'İade onaylama', 'Approving returns'],
  ['claim-reject', 'İade reddetme', 'Rejecting returns'],
  ['claim-create', 'İade oluşturma', 'Creating returns'],
  ['claim-audit', 'İade geçmişi', 'History of a return'],
  ['questions-read', 'Müşteri sorularını okuma', 'Reading customer questions'],
  ['question-answer', 'Soru yanıtlama', 'Answering questions'],
  ['settlements-read', 'Cari hesap hareketleri', 'Settlements'],
  ['other-financials-read', 'Diğer finans hareketleri ve ödemeler', 'Other financials and payments'],
  ['cargo-invoice-read', 'Kargo faturası ayrıntısı', 'Details of cargo invoices'],
  ['address-lookup', 'İl, ilçe, mahalle listeleri', 'City, district, neighbourhood lists'],
];

type Refusal = { readonly row: Row; readonly tr: string; readonly en: string };

const NOT_OFFERED: readonly Refusal[] = [
  {
    row: ['order-webhooks', 'Sipariş bildirimi (webhook)', 'Order webhooks'],
    tr: 'Trendyol bildirimi internetten erişilen bir adrese yollar; bu program yalnız bu bilgisayarda çalışır ve siparişleri düzenli okur (developers.trendyol.com, 7 Eki 2026).',
    en: 'Trendyol sends webhooks to a public address; this program runs on this computer alone and reads orders regularly (developers.trendyol.com, 7 Oct 2026).',
  },
  {
    row: ['product-webhooks', 'Ürün, stok ve onay bildirimi', 'Product, stock and approval webhooks'],
    tr: 'Trendyol yalnız sipariş paketleri için bildirim sunar (developers.trendyol.com, 7 Eki 2026).',
    en: 'Trendyol offers webhooks for order packages only (developers.trendyol.com, 7 Oct 2026).',
  },
  {
    row: ['tracking-number', 'Takip numarası bildirme', 'Reporting a tracking number'],
    tr: 'Servis kullanımdan kalktı ve 2026 dizininde yer almıyor; kendi kargonuz için alternatif teslimat kullanılır (developers.trendyol.com, 2026).',
    en: 'The service is deprecated and absent from the 2026 index; alternative delivery takes its place (developers.trendyol.com, 2026).',
  },
  {
    row: ['stage-test-orders', 'Deneme siparişi oluşturma', 'Creating test orders'],
    tr: 'Yalnız Trendyol’un test ortamında var, canlı hesapta yok (developers.trendyol.com, 2026).',
    en: 'Only Trendyol’s own test environment has it, no live account does (developers.trendyol.com, 2026).',
  },
  {
    row: ['reviews', 'Ürün değerlendirmeleri', 'Product reviews'],
    tr: 'Satıcı API’sinin sayfalarında değerlendirme servisi yok (developers.trendyol.com, 24 Kas 2026).',
    en: 'The pages of the seller API describe no service for reviews (developers.trendyol.com, 24 Nov 2026).',
  },
];

/** Everything that Trendyol's seller API is known for, and how far this program goes. */
export const trendyolCapabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  {
    capability: 'compensations-read',
    label: { tr: 'Trendyol Express tazmin kayıtları', en: 'Trendyol Express compensations' },
    state: 'not-built' as const,
    reason: {
      tr: 'Servisin adı belli, yanıtının biçimi hiçbir sayfada anlatılmıyor (developers.trendyol.com, 24 Kas 2026). Satıcı panelinden görülebilir.',
      en: 'The service has a name, but no page describes its answer (developers.trendyol.com, 24 Nov 2026). The seller panel shows it.',
    },
  },
  ...NOT_OFFERED.map(({ row: [capability, labelTr, labelEn], tr, en }) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-offered' as const,
    reason: { tr, en },
  })),
];
