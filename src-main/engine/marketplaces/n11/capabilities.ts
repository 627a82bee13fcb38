import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  [
    'credentials-check',
    'Bağlantı bilgilerini servis servis sınama',
    'Testing the credentials service by service',
  ],
  [
    'listings-read',
    'Ürünleri okuma (aktif, bekleyen, reddedilen, askıda)',
    'Reading products (active, waiting, rejected, suspended)',
  ],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme', 'Sending stock'],
  ['price-update', 'Fiyat gönderme', 'Sending prices'],
  ['batch-result', 'Görev sonucunu ürün ürün okuma', 'Task results product by product'],
  ['categories-read', 'Kategori ağacı', 'Category tree'],
  ['attributes-read', 'Kategori özellikleri ve değerleri', 'Category attributes and values'],
  ['listing-create', 'Ürün açma (varyant ve görsellerle)', 'Creating products with variants and images'],
  ['listing-create-by-catalogue', 'Katalogdaki ürüne hızlı yükleme', 'Fast upload under a catalogue product'],
  ['catalogue-search', 'Katalogda barkodla arama', 'Searching the catalogue by barcode'],
  [
    'listing-update-content',
    'Açıklama, özellik ve teslimat bilgisini güncelleme',
    'Updating description, attributes and delivery',
  ],
  ['listing-archive', 'Satıştan alma ve satışa açma', 'Taking off sale and putting on sale'],
  ['listing-delete', 'Ürün silme', 'Deleting products'],
  ['commissions-read', 'Ürün komisyonları', 'Commissions per product'],
  [
    'cargo-providers-read',
    'Kargo firmaları ve teslimat şablonları',
    'Cargo companies and shipment templates',
  ],
  ['orders-read', 'Siparişleri okuma', 'Reading orders'],
  ['orders-stream', 'Değişen paketleri okuma', 'Reading changed packages'],
  ['orders-by-number', 'Siparişi numarasıyla okuma', 'Reading an order by its number'],
  ['package-picking', 'Siparişi onaylama', 'Accepting orders'],
  ['package-split', 'Satırlara göre paket bölme', 'Splitting a package by lines'],
  ['package-quantity-split', 'Adede göre paket bölme', 'Splitting by quantity'],
  ['package-unsupplied', 'Adet iptali (tedarik edilemedi)', 'Cancelling pieces as unsupplied'],
  [
    'package-box-info',
    'Koli ve desi bildirme (toplama talebi)',
    'Reporting boxes and desi (collection request)',
  ],
  ['package-labour-cost', 'İşçilik bedeli', 'Labour cost'],
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
  ['settlements-read', 'Hakedişleri okuma', 'Reading settlements'],
];

type Refusal = readonly [capability: string, labelTr: string, labelEn: string, tr: string, en: string];

const PORTAL_TR = '(developer.n11.com, Eylül 2026)';
const PORTAL_EN = '(developer.n11.com, September 2026)';

const NOT_OFFERED: readonly Refusal[] = [
  [
    'brands-read',
    'Markaları okuma',
    'Reading brands',
    `Marka servisi yoktur; marka her kategorinin 1 numaralı özelliğidir ${PORTAL_TR}.`,
    `There is no brand service; a brand is attribute 1 of each category ${PORTAL_EN}.`,
  ],
  [
    'listing-update-title',
    'Ürün adı, kategori ve görsel güncelleme',
    'Updating title, category and pictures',
    `API ad ve kategoriyi yalnız ürün açılırken alır, görselleri güncellemez ${PORTAL_TR}.`,
    `The API takes title and category at creation only, and does not update pictures ${PORTAL_EN}.`,
  ],
  [
    'listing-unlock',
    'Kilidi açma',
    'Unlocking',
    `Yasaklanan ürünü açacak bir servis yoktur ${PORTAL_TR}.`,
    `No service opens a prohibited product ${PORTAL_EN}.`,
  ],
  [
    'buybox',
    'Öne çıkan satıcı bilgisi',
    'Buy-box information',
    `Rakip satıcıları ya da sırayı gösteren bir servis yoktur ${PORTAL_TR}.`,
    `No service tells other sellers or the ranking ${PORTAL_EN}.`,
  ],
  [
    'order-webhooks',
    'Sipariş bildirimi (webhook)',
    'Order webhooks',
    `N11’de bildirim yoktur; siparişler düzenli okunur ${PORTAL_TR}.`,
    `N11 has no webhooks; orders are read regularly ${PORTAL_EN}.`,
  ],
  [
    'package-shipped',
    'Kargoya verildi bildirme',
    'Reporting shipment',
    `Paket, anlaşmalı kargo kodu okutunca kargolanmış olur; bildirim servisi yoktur ${PORTAL_TR}.`,
    `A package is shipped when the contracted carrier scans its code; there is no call for it ${PORTAL_EN}.`,
  ],
  [
    'package-cargo-change',
    'Kargo firması değiştirme',
    'Changing the cargo company',
    `Sipariş için kargo firmasını değiştiren bir servis yoktur ${PORTAL_TR}.`,
    `No service changes an order’s cargo company ${PORTAL_EN}.`,
  ],
  [
    'package-extend',
    'Ek süre isteme',
    'Asking for more time',
    `Teslim süresini uzatan bir servis yoktur ${PORTAL_TR}.`,
    `No service extends the time for dispatch ${PORTAL_EN}.`,
  ],
  [
    'order-cancel-whole',
    'Siparişin tamamını reddetme',
    'Rejecting a whole order',
    `Yalnız hazırlanan paketin bir kısmı iptal edilebilir; tamamı Satıcı Ofisi’nde reddedilir ${PORTAL_TR}.`,
    `Only part of a package being picked can be cancelled; the whole is rejected in the seller office ${PORTAL_EN}.`,
  ],
  [
    'label',
    'Kargo etiketi',
    'Cargo label',
    `Etiket servisi yoktur; kampanya kodu kargoya verilir ${PORTAL_TR}.`,
    `There is no label service; the campaign code is given to the carrier ${PORTAL_EN}.`,
  ],
  [
    'invoice-file',
    'Fatura dosyası yükleme',
    'Uploading invoice files',
    `Dosya alınmaz, yalnız bağlantı alınır ${PORTAL_TR}.`,
    `No files are taken, links only ${PORTAL_EN}.`,
  ],
  [
    'package-invoiced',
    'Paketi “faturalandı” yapma',
    'Marking a package as invoiced',
    `Paketlerin böyle bir durumu yoktur; fatura bağlantısı gönderilir ${PORTAL_TR}.`,
    `Packages have no such state; an invoice link is sent ${PORTAL_EN}.`,
  ],
  [
    'stage-test-orders',
    'Test ortamında sipariş oluşturma',
    'Creating test orders',
    `N11’in test ortamı yoktur ${PORTAL_TR}.`,
    `N11 has no test system ${PORTAL_EN}.`,
  ],
];

/** Everything that n11's seller API is known for, and how far this program goes. */
export const n11Capabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  ...NOT_OFFERED.map(([capability, labelTr, labelEn, tr, en]) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-offered' as const,
    reason: { tr, en },
  })),
];
