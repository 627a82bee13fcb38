import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  [
    'credentials-check',
    'Bağlantı bilgilerini servis servis sınama',
    'Testing the credentials service by service',
  ],
  ['listings-read', 'Listelemeleri ve bekleyen ürünleri okuma', 'Reading listings and waiting products'],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme', 'Sending stock'],
  ['price-update', 'Fiyat gönderme', 'Sending prices'],
  ['batch-result', 'Gönderim sonucunu ürün ürün okuma', 'Upload results item by item'],
  ['categories-read', 'Kategori ağacı', 'Category tree'],
  ['attributes-read', 'Kategori özellikleri ve değerleri', 'Category attributes and values'],
  ['listing-create', 'Ürün açma (varyant ve görsellerle)', 'Creating products with variants and images'],
  [
    'listing-create-by-catalogue',
    'Katalogdaki ürüne hızlı listeleme',
    'Fast listing under a catalogue product',
  ],
  ['listing-update-content', 'Ürün içeriğini güncelleme', 'Updating product content'],
  [
    'listing-update-delivery',
    'Kargoya veriliş süresi, teslimat profili ve kargo firması',
    'Days until dispatch, shipping profile and cargo company',
  ],
  ['listing-archive', 'Satıştan alma ve satışa açma', 'Taking off sale and putting on sale'],
  ['listing-delete', 'Listeleme ve bekleyen ürün silme', 'Deleting listings and waiting products'],
  ['listing-unlock', 'Kilidi açma', 'Unlocking'],
  ['buybox', 'Satıcı sıralaması (buybox)', 'Buy-box order'],
  ['commissions-read', 'Ürün komisyonları', 'Commissions per product'],
  ['cargo-providers-read', 'Kargo firmaları ve teslimat profilleri', 'Cargo companies and shipping profiles'],
  ['orders-read', 'Siparişleri ve paketleri okuma', 'Reading orders and packages'],
  ['orders-by-number', 'Siparişi numarasıyla okuma', 'Reading an order by its number'],
  ['orders-awaiting', 'Ödemesi beklenenler için stok ayırma', 'Reserving stock for unpaid orders'],
  ['package-create', 'Paketleme', 'Packing'],
  ['package-unpack', 'Paketi bozma', 'Unpacking'],
  ['package-split', 'Paket bölme', 'Splitting a package'],
  ['package-unsupplied', 'Kalemi iptal etme', 'Cancelling lines'],
  ['package-cargo-change', 'Kargo firması değiştirme', 'Changing the cargo company'],
  ['package-box-info', 'Koli ve desi bildirme', 'Reporting boxes and desi'],
  ['package-warehouse', 'Depo değiştirme', 'Changing the warehouse'],
  ['package-labour-cost', 'İşçilik bedeli', 'Labour cost'],
  ['package-shipped', 'Kargoya verildi bildirme (kendi kargosu)', 'Reporting shipment (own cargo)'],
  ['package-delivered', 'Teslim edildi/edilemedi bildirme (kendi kargosu)', 'Reporting delivery (own cargo)'],
  ['label', 'Ortak kargo etiketi (ZPL, PDF, PNG)', 'Common cargo label (ZPL, PDF, PNG)'],
  ['invoice-link', 'Fatura bağlantısı gönderme', 'Sending invoice links'],
  ['claims-read', 'İade ve talepleri okuma', 'Reading returns and claims'],
  ['claim-approve', 'Talebi kabul etme', 'Accepting claims'],
  ['claim-reject', 'Talebi nedeniyle reddetme', 'Rejecting claims with a reason'],
  ['questions-read', 'Müşteri sorularını okuma', 'Reading customer questions'],
  ['question-answer', 'Soru yanıtlama', 'Answering questions'],
  ['settlements-read', 'Muhasebe kayıtları', 'Accounting records'],
];

/** Hepsiburada offers these; this program does not do them yet. */
const NOT_BUILT: readonly Row[] = [
  [
    'pre-match-answer',
    'Eşleşme önerisini onaylama ya da reddetme',
    'Accepting or rejecting a proposed match',
  ],
  ['question-reject', 'Soruyu reddetme', 'Rejecting a question'],
  ['listing-customisation', 'Kişiselleştirme alanları', 'Customisation fields'],
  ['shipping-profile-write', 'Teslimat profili oluşturma', 'Making shipping profiles'],
  ['promotions', 'Promosyonlar', 'Promotions'],
  ['suppliers', 'Tedarikçi işlemleri', 'Supplier services'],
  ['stage-test-orders', 'Deneme ortamında sipariş oluşturma', 'Creating test orders in the test system'],
];

type Refusal = { readonly row: Row; readonly tr: string; readonly en: string };

const NOT_OFFERED: readonly Refusal[] = [
  {
    row: ['brands-read', 'Markaları okuma', 'Reading brands'],
    tr: 'Marka servisi yoktur; marka serbest metindir, Hepsiburada eşleştirir (developers.hepsiburada.com, 24 Kas 2026).',
    en: 'There is no brand service; a brand is free text that Hepsiburada matches (developers.hepsiburada.com, 24 Nov 2026).',
  },
  {
    row: ['list-price', 'Liste (üstü çizili) fiyat', 'List price'],
    tr: 'Listelemenin tek fiyatı vardır; üstü çizili fiyat promosyonlardan gelir (developers.hepsiburada.com, 24 Kas 2026).',
    en: 'A listing has one price; crossed-out prices come from promotions (developers.hepsiburada.com, 24 Nov 2026).',
  },
  {
    row: ['order-webhooks', 'Sipariş bildirimi (webhook)', 'Order webhooks'],
    tr: 'Hepsiburada bildirimi internetten erişilen bir adrese yollar; bu program yalnız bu bilgisayarda çalışır ve siparişleri düzenli okur (developers.hepsiburada.com, 24 Kas 2026).',
    en: 'Hepsiburada calls a public address; this program runs on this computer alone and reads orders regularly (developers.hepsiburada.com, 24 Nov 2026).',
  },
  {
    row: ['package-picking', 'Paketi “hazırlanıyor” yapma', 'Marking a package as being picked'],
    tr: 'Böyle bir durum yoktur: sipariş paketlenir (15 dakika sonra kendiliğinden) ve kargoya verilir (developers.hepsiburada.com, 24 Kas 2026).',
    en: 'There is no such state: an order is packed (by itself after 15 minutes) and shipped (developers.hepsiburada.com, 24 Nov 2026).',
  },
  {
    row: ['package-extend', 'Ek süre isteme', 'Asking for more time'],
    tr: 'Sipariş servislerinde süre uzatma yoktur (resmi OpenAPI, 2026).',
    en: 'The order services offer no extension (official OpenAPI, 2026).',
  },
  {
    row: ['invoice-file', 'Fatura dosyası yükleme', 'Uploading invoice files'],
    tr: 'Yalnız herkese açık PDF ya da HTML adresi alınır (resmi OpenAPI, 2026).',
    en: 'Only a public PDF or HTML address is taken (official OpenAPI, 2026).',
  },
  {
    row: ['invoice-delete', 'Faturayı silme', 'Deleting an invoice'],
    tr: 'Fatura bağlantısını silen bir servis yoktur (resmi OpenAPI, 2026).',
    en: 'No service deletes an invoice link (official OpenAPI, 2026).',
  },
  {
    row: ['listing-preview', 'Göndermeden deneme', 'Dry run'],
    tr: 'Katalog servislerinde deneme kipi yoktur (resmi OpenAPI, 2026).',
    en: 'The catalogue services have no dry run (official OpenAPI, 2026).',
  },
  {
    row: ['catalogue-search', 'Katalogda arama', 'Searching the catalogue'],
    tr: 'Satıcıya yalnız kendi ürünleri gösterilir; öneri ürün açıldıktan sonra gelir (resmi OpenAPI, 2026).',
    en: 'A seller is shown its own products only; a match is proposed after the product was sent (official OpenAPI, 2026).',
  },
  {
    row: ['reviews', 'Ürün değerlendirmeleri', 'Product reviews'],
    tr: 'Satıcı API’sinde değerlendirme servisi yok (developers.hepsiburada.com, 24 Kas 2026).',
    en: 'The seller API describes no service for reviews (developers.hepsiburada.com, 24 Nov 2026).',
  },
];

/** Everything that Hepsiburada's seller API is known for, and how far this program goes. */
export const hepsiburadaCapabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  ...NOT_BUILT.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'not-built' as const,
    reason: {
      tr: 'Hepsiburada bunu sunar; bu sürümde henüz yok. Satıcı panelinden yapılabilir.',
      en: 'Hepsiburada offers this; it is not in this version yet. The seller panel can do it.',
    },
  })),
  ...NOT_OFFERED.map(({ row: [capability, labelTr, labelEn], tr, en }) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-offered' as const,
    reason: { tr, en },
  })),
];
