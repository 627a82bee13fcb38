import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];
type Refusal = readonly [capability: string, labelTr: string, labelEn: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  [
    'credentials-check',
    'Bağlantı bilgilerini servis servis sınama',
    'Testing the credentials service by service',
  ],
  [
    'listings-read',
    'Ürünleri okuma (onaylı, bekleyen, reddedilen)',
    'Reading products (approved, waiting, rejected)',
  ],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme', 'Sending stock'],
  ['price-update', 'Fiyat gönderme', 'Sending prices'],
  ['batch-result', 'Sonucu ürün ürün okuma', 'Results product by product'],
  ['categories-read', 'Kategori ağacı', 'Category tree'],
  ['attributes-read', 'Kategori özellikleri ve değerleri', 'Category attributes and values'],
  ['brands-read', 'Markaları okuma', 'Reading brands'],
  ['listing-create', 'Ürün açma (varyant ve görsellerle)', 'Creating products with variants and images'],
  ['listing-archive', 'Satıştan alma ve satışa açma', 'Taking off sale and putting on sale'],
  ['cargo-providers-read', 'Teslimat ayarlarındaki kargo firmaları', 'Carriers of the delivery settings'],
  ['orders-read', 'Siparişleri okuma', 'Reading orders'],
  ['orders-by-number', 'Siparişi numarasıyla okuma', 'Reading an order by its number'],
  ['package-picking', 'Siparişi onaylama', 'Accepting orders'],
  ['package-shipped', 'Kargoya verildi bildirme', 'Reporting shipment'],
  ['package-unsupplied', 'Kalem iptali (tedarik edilemedi)', 'Cancelling lines as unsupplied'],
  ['invoice-link', 'Fatura bağlantısı gönderme', 'Sending invoice links'],
  ['claims-read', 'İade ve iptal taleplerini okuma', 'Reading returns and cancellation claims'],
  ['claim-approve', 'İade ve iptal talebini onaylama', 'Accepting returns and cancellation claims'],
  [
    'claim-reject',
    'İade ve iptal talebini nedeniyle reddetme',
    'Rejecting returns and cancellation claims with a reason',
  ],
  ['questions-read', 'Ürün sorularını okuma', 'Reading product questions'],
  ['question-answer', 'Soru yanıtlama', 'Answering questions'],
];

const PORTAL_TR = '(isortagim.pazarama.com entegrasyon sayfaları, 2026)';
const PORTAL_EN = '(integration pages of isortagim.pazarama.com, 2026)';

/** The API has it; this program does not, and says why. */
const NOT_BUILT: readonly Refusal[] = [
  [
    'settlements-read',
    'Hakedişleri okuma',
    'Reading settlements',
    `paymentAgreement servisi var; iadelerin işareti yazılmadığı için henüz yapılmadı ${PORTAL_TR}.`,
    `There is a service, paymentAgreement; the sign of refunds is not written, so it is not built yet ${PORTAL_EN}.`,
  ],
  [
    'package-split',
    'Satırlara göre paket bölme',
    'Splitting a package by lines',
    `packages-split servisi var; yanıtının biçimi yazılmadığı için henüz yapılmadı ${PORTAL_TR}.`,
    `There is a service, packages-split; the form of its answer is not written, so it is not built yet ${PORTAL_EN}.`,
  ],
  [
    'package-labour-cost',
    'İşçilik bedeli',
    'Labour cost',
    `labor-costs servisi var; processCount alanının anlamı yazılmadığı için yapılmadı ${PORTAL_TR}.`,
    `There is a service, labor-costs; what its field processCount means is not written ${PORTAL_EN}.`,
  ],
  [
    'catalogue-search',
    'Katalogda barkodla arama',
    'Searching the catalogue by barcode',
    `getProductTitleCodeSearch ve addProductsWithBarcodes servisleri var; henüz yapılmadı ${PORTAL_TR}.`,
    `There are services, getProductTitleCodeSearch and addProductsWithBarcodes; they are not built yet ${PORTAL_EN}.`,
  ],
];

/** Nothing of it is in any page that is known; what is not known can't be said to be missing for good. */
const NOT_OFFERED: readonly Refusal[] = [
  [
    'listing-update-content',
    'Açıklama, özellik ve teslimat bilgisini güncelleme',
    'Updating description, attributes and delivery',
    `Açılmış bir ürünün içeriğini değiştiren bir servis bilinmiyor ${PORTAL_TR}.`,
    `No service is known that changes the content of a product that is there ${PORTAL_EN}.`,
  ],
  [
    'listing-delete',
    'Ürün silme',
    'Deleting products',
    `Ürün silen bir servis bilinmiyor; ürün satışa kapatılır ${PORTAL_TR}.`,
    `No service is known that deletes products; they are taken off sale ${PORTAL_EN}.`,
  ],
  [
    'listing-unlock',
    'Kilidi açma',
    'Unlocking',
    `Kilitli ürünü açan bir servis bilinmiyor ${PORTAL_TR}.`,
    `No service is known that opens a locked product ${PORTAL_EN}.`,
  ],
  [
    'buybox',
    'Öne çıkan satıcı bilgisi',
    'Buy-box information',
    `Rakip satıcıları ya da sırayı gösteren bir servis bilinmiyor ${PORTAL_TR}.`,
    `No service is known that tells other sellers or the ranking ${PORTAL_EN}.`,
  ],
  [
    'orders-stream',
    'Değişen paketleri okuma',
    'Reading changed packages',
    `Siparişler yalnız sipariş gününe göre sorulur; program son 30 günü her seferinde yeniden okur ${PORTAL_TR}.`,
    `Orders are found by their own day alone; the program reads the last 30 days anew each time ${PORTAL_EN}.`,
  ],
  [
    'order-webhooks',
    'Sipariş bildirimi (webhook)',
    'Order webhooks',
    `Bildirim servisi bilinmiyor; siparişler düzenli okunur ${PORTAL_TR}.`,
    `No webhooks are known; orders are read regularly ${PORTAL_EN}.`,
  ],
  [
    'package-invoiced',
    'Paketi “faturalandı” yapma',
    'Marking a package as invoiced',
    `Siparişlerin böyle bir durumu yoktur; fatura bağlantısı gönderilir ${PORTAL_TR}.`,
    `Orders have no such state; an invoice link is sent ${PORTAL_EN}.`,
  ],
  [
    'invoice-file',
    'Fatura dosyası yükleme',
    'Uploading invoice files',
    `Dosya alan bir servis bilinmiyor, yalnız bağlantı alınır ${PORTAL_TR}.`,
    `No service is known that takes files; links only ${PORTAL_EN}.`,
  ],
  [
    'label',
    'Kargo etiketi',
    'Cargo label',
    `Etiket servisi bilinmiyor; anlaşmalı kargoya siparişin gönderi kodu verilir ${PORTAL_TR}.`,
    `No label service is known; a contracted carrier is given the order’s shipment code ${PORTAL_EN}.`,
  ],
  [
    'stage-test-orders',
    'Test ortamında sipariş oluşturma',
    'Creating test orders',
    `Bilinen bir test ortamı yok ${PORTAL_TR}.`,
    `No test system is known ${PORTAL_EN}.`,
  ],
];

/** Everything that Pazarama’s seller API is known for, and how far this program goes. */
export const pazaramaCapabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  ...NOT_BUILT.map(([capability, labelTr, labelEn, tr, en]) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-built' as const,
    reason: { tr, en },
  })),
  ...NOT_OFFERED.map(([capability, labelTr, labelEn, tr, en]) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-offered' as const,
    reason: { tr, en },
  })),
];
