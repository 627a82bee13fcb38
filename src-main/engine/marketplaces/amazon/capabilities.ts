import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  ['credentials-check', 'Bağlantı bilgilerini uç uç sınama', 'Testing the credentials endpoint by endpoint'],
  [
    'listings-read',
    'Listelemeleri okuma (durum ve sorunlarıyla)',
    'Reading listings (with state and issues)',
  ],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme (tek tek ve toplu)', 'Sending stock (one by one and in bulk)'],
  ['price-update', 'Fiyat gönderme (tek tek ve toplu)', 'Sending prices (one by one and in bulk)'],
  ['batch-result', 'Ürün ürün sonuç', 'Result item by item'],
  ['categories-read', 'Ürün türleri', 'Product types'],
  ['attributes-read', 'Ürün türünün alanları ve değerleri', 'Fields of a product type and their values'],
  ['catalogue-search', 'Barkod ya da adla katalogda arama', 'Searching the catalogue by barcode or name'],
  ['listing-check', 'Göndermeden Amazon’a sınatma', 'Amazon’s own check before sending'],
  ['listing-restrictions', 'Satış izni sorgusu', 'Asking whether a product may be sold'],
  [
    'listing-create',
    'Ürün açma (katalogdaki ürüne teklif, yeni ürün, varyantlar)',
    'Creating listings (offers, new products, variants)',
  ],
  ['listing-update-content', 'İçerik güncelleme', 'Updating content'],
  ['listing-delete', 'Listeleme silme', 'Deleting listings'],
  [
    'fba-inventory-read',
    'Amazon deposundaki stoku görme (FBA)',
    'Seeing the stock in Amazon’s warehouse (FBA)',
  ],
  ['orders-read', 'Siparişleri okuma', 'Reading orders'],
  ['orders-stream', 'Sipariş akışı (değişenler)', 'Order stream (what changed)'],
  ['orders-by-number', 'Siparişi numarasıyla okuma', 'Reading an order by its number'],
  ['package-ship', 'Kargolandı bildirme (parçalı da)', 'Confirming shipments (partial ones, too)'],
  ['tracking-number', 'Takip numarası bildirme', 'Reporting a tracking number'],
  ['claims-read', 'İadeleri okuma (rapordan)', 'Reading returns (from the report)'],
  ['settlements-read', 'Hesap hareketleri ve kesintiler', 'Transactions, fees and commissions'],
  ['commission-read', 'Komisyon tahmini', 'Estimate of the commission'],
  ['buybox', 'Öne çıkan teklif (buy box)', 'Featured offer (buy box)'],
];

const NOT_BUILT: readonly { readonly row: Row; readonly tr: string; readonly en: string }[] = [
  {
    row: ['package-cancel', 'Satıcı tarafından sipariş iptali', 'Cancelling an order as the seller'],
    tr: 'Amazon bunu yalnız toplu dosyayla (order acknowledgement feed) sunar; dosyanın biçimi amazon.com.tr için doğrulanamadı. Seller Central’dan yapılabilir (24 Kas 2026).',
    en: 'Amazon offers this by a bulk file alone (order acknowledgement feed), whose form could not be verified for amazon.com.tr. Seller Central can do it (24 Nov 2026).',
  },
  {
    row: ['refund', 'Para iadesi', 'Refunds'],
    tr: 'Amazon bunu yalnız toplu dosyayla (payment adjustment feed) sunar; bu sürümde yok. Seller Central’dan yapılabilir (24 Kas 2026).',
    en: 'Amazon offers this by a bulk file alone (payment adjustment feed); not in this version. Seller Central can do it (24 Nov 2026).',
  },
  {
    row: ['messages-send', 'Alıcıya ileti gönderme', 'Sending messages to buyers'],
    tr: 'Amazon siparişe özel birkaç ileti türü sunar; bu sürümde yok (messaging v1, 24 Kas 2026).',
    en: 'Amazon offers a few kinds of message per order; not in this version (messaging v1, 24 Nov 2026).',
  },
];

const NOT_OFFERED: readonly { readonly row: Row; readonly tr: string; readonly en: string }[] = [
  {
    row: ['brands-read', 'Marka listesi', 'List of brands'],
    tr: 'Amazon’un API’sinde marka listesi yoktur; marka metin olarak yazılır (model, 5 Ağu 2026).',
    en: 'Amazon’s API has no list of brands; a brand is written as text (model, 5 Aug 2026).',
  },
  {
    row: ['listing-archive', 'Arşivleme', 'Archiving'],
    tr: 'Amazon’da arşiv yoktur: satıştan kaldırmak için stok 0 gönderilir ya da listeleme silinir (Listings Items 2021-08-01, 5 Ağu 2026).',
    en: 'Amazon has no archive: send stock 0, or delete the listing (Listings Items 2021-08-01, 5 Aug 2026).',
  },
  {
    row: ['listing-unlock', 'Kilidi açma', 'Unlocking'],
    tr: 'Kaldırılan listelemeler Seller Central → Hesap Durumu’nda itirazla açılır; API’de karşılığı yoktur (5 Ağu 2026).',
    en: 'Suppressed listings are reopened by an appeal in Seller Central; the API has no call for it (5 Aug 2026).',
  },
  {
    row: ['list-price', 'Üstü çizili liste fiyatı', 'Struck-through list price'],
    tr: 'Teklifin tek fiyatı vardır; liste fiyatı katalog sayfasınındır ve fiyatla birlikte gönderilmez (Listings Items 2021-08-01, 5 Ağu 2026).',
    en: 'An offer has one price; a list price belongs to the catalogue page and is not sent with it (Listings Items 2021-08-01, 5 Aug 2026).',
  },
  {
    row: ['package-picking', 'Paketi “hazırlanıyor” yapma', 'Marking a package as being picked'],
    tr: 'Amazon’da sipariş onaylama çağrısı yoktur, siparişleri Amazon onaylar (Orders 2026-01-01, 5 Ağu 2026).',
    en: 'There is no call to acknowledge an order; Amazon acknowledges them (Orders 2026-01-01, 5 Aug 2026).',
  },
  {
    row: ['package-invoiced', 'Paketi “faturalandı” yapma', 'Marking a package as invoiced'],
    tr: 'Amazon’da böyle bir durum yoktur (Orders 2026-01-01, 5 Ağu 2026).',
    en: 'Amazon knows no such state (Orders 2026-01-01, 5 Aug 2026).',
  },
  {
    row: ['package-split', 'Paket bölme', 'Splitting a package'],
    tr: 'Gerekmez: bir siparişin satırları ayrı ayrı kargolandı bildirilir (Orders v0 shipmentConfirmation, 5 Ağu 2026).',
    en: 'Not needed: lines of an order are confirmed in as many shipments as there are (Orders v0 shipmentConfirmation, 5 Aug 2026).',
  },
  {
    row: ['package-cargo-change', 'Kargo firması değiştirme', 'Changing the cargo company'],
    tr: 'Kargoyu satıcı seçer; bildirim sırasında yazılır (Orders v0 shipmentConfirmation, 5 Ağu 2026).',
    en: 'The seller chooses the carrier and names it with the shipment (Orders v0 shipmentConfirmation, 5 Aug 2026).',
  },
  {
    row: ['label', 'Kargo etiketi', 'Shipping label'],
    tr: 'Amazon’un etiket hizmeti (Buy Shipping) Türkiye için belgelenmemiştir; etiketi kargo firması verir (24 Kas 2026).',
    en: 'Amazon’s label service (Buy Shipping) is not documented for Türkiye; the carrier gives the label (24 Nov 2026).',
  },
  {
    row: ['invoice-file', 'Fatura yükleme', 'Uploading invoices'],
    tr: 'UPLOAD_VAT_INVOICE yalnız AB mağazaları içindir, amazon.com.tr aralarında değildir (developer-docs.amazon.com, 24 Kas 2026).',
    en: 'UPLOAD_VAT_INVOICE is for the EU’s shops alone, amazon.com.tr is not among them (developer-docs.amazon.com, 24 Nov 2026).',
  },
  {
    row: ['claim-approve', 'İade onaylama ve reddetme', 'Accepting and rejecting returns'],
    tr: 'Amazon’da iade hizmeti yoktur, yalnız rapor vardır; Seller Central’dan yanıtlanır (24 Kas 2026).',
    en: 'Amazon has no service for returns, only a report; they are answered in Seller Central (24 Nov 2026).',
  },
  {
    row: ['questions-read', 'Müşteri soruları ve iletileri', 'Customer questions and messages'],
    tr: 'Gelen kutusu API’den okunamaz, ürün soruları da okunamaz (messaging v1, 5 Ağu 2026).',
    en: 'There is no inbox in the API, and product questions can’t be read (messaging v1, 5 Aug 2026).',
  },
  {
    row: ['order-webhooks', 'Sipariş bildirimi', 'Order notifications'],
    tr: 'Amazon bildirimi yalnız bir AWS kuyruğuna yollar; bu program siparişleri düzenli okur (notifications v1, 5 Ağu 2026).',
    en: 'Amazon notifies an AWS queue alone; this program reads orders regularly (notifications v1, 5 Aug 2026).',
  },
  {
    row: ['fba-orders', 'Amazon’un gönderdiği siparişler (FBA)', 'Orders that Amazon ships (FBA)'],
    tr: 'Bu siparişlerin stoku Amazon’un deposundadır; mağazanızın stokundan düşülmez, bu yüzden okunmaz (Orders 2026-01-01 fulfilledBy, 5 Ağu 2026).',
    en: 'Their stock lies in Amazon’s warehouse and is not your shop’s: they are left out on purpose (Orders 2026-01-01 fulfilledBy, 5 Aug 2026).',
  },
  {
    row: ['advertising', 'Reklam, marka ve genel program araçları', 'Advertising, brand and programme tools'],
    tr: 'Satış ortağı API’sinin dışındadır ya da büyük satıcılara yöneliktir; bu programın kapsamında değil (developer-docs.amazon.com, 24 Kas 2026).',
    en: 'Outside the selling-partner API or meant for large sellers; not in this program’s scope (developer-docs.amazon.com, 24 Nov 2026).',
  },
];

/** Everything that a seller's tool may ask of Amazon, and how far this program goes. */
export const amazonCapabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  ...NOT_BUILT.map((entry) => stateOf(entry, 'not-built')),
  ...NOT_OFFERED.map((entry) => stateOf(entry, 'not-offered')),
];

function stateOf(
  { row: [capability, labelTr, labelEn], tr, en }: (typeof NOT_OFFERED)[number],
  state: 'not-built' | 'not-offered',
): CapabilityState {
  return { capability, label: { tr: labelTr, en: labelEn }, state, reason: { tr, en } };
}
