import type { CapabilityState } from '#contract/channels.ts';

type Row = readonly [capability: string, tr: string, en: string];

const WORKS: readonly Row[] = [
  ['credentials-check', 'Bağlantı bilgilerini uç uç sınama', 'Testing the credentials endpoint by endpoint'],
  [
    'listings-read',
    'Listelemeleri okuma (aktif, hazır, satılmış, satılmamış)',
    'Reading listings (active, ready, sold, unsold)',
  ],
  ['offers-read', 'Stok ve fiyatı geri okuma', 'Reading stock and prices back'],
  ['stock-update', 'Stok gönderme (varyantlarla)', 'Sending stock (with variants)'],
  ['price-update', 'Fiyat ve piyasa fiyatı gönderme', 'Sending prices and list prices'],
  ['batch-result', 'Ürün ürün sonuç', 'Result item by item'],
  ['orders-read', 'Satışları okuma', 'Reading sales'],
  ['orders-by-number', 'Satışı koduyla okuma', 'Reading a sale by its code'],
  ['categories-read', 'Kategori ağacı', 'Category tree'],
  ['attributes-read', 'Kategori ve varyant özellikleri', 'Category and variant specs'],
  ['listing-create', 'Ürün açma (varyantlarla)', 'Creating products (with variants)'],
  ['listing-update-content', 'Ürün içeriğini güncelleme', 'Updating the content of products'],
  ['listing-archive', 'Satışı bitirme ve yeniden listeleme', 'Ending and relisting'],
  ['listing-delete', 'Ürün silme', 'Deleting products'],
  ['package-ship', 'Kargo bilgisi gönderme', 'Reporting the shipment'],
  ['package-cancel', 'Satış iptali ve nedenleri', 'Cancelling a sale, with reasons'],
  ['cargo-companies', 'Kargo firmaları', 'Cargo companies'],
  ['claims-read', 'İadeleri okuma', 'Reading returns'],
  ['claim-approve', 'İade onaylama', 'Approving returns'],
  ['settlements-read', 'Satış bedelleri ve komisyon oranları', 'Sales proceeds and commission rates'],
];

const BY_DOCUMENTS = '(dev.gittigidiyor.com belgeleri ve istemcileri, 2009–2022; Ekim 2026’da derlendi)';
const BY_DOCUMENTS_EN = '(documents and clients of dev.gittigidiyor.com, 2009–2022; gathered October 2026)';

const NOT_OFFERED: readonly { readonly row: Row; readonly tr: string; readonly en: string }[] = [
  {
    row: ['live', 'Canlı bağlantı', 'Live connection'],
    tr: 'GittiGidiyor 2022’de kapandı: yeni ürün 20 Haziran, satın alma 18 Temmuz, hesaplar 5 Eylül 2022’de bitti (Webrazzi, NTV, 20 Haz 2022).',
    en: 'GittiGidiyor closed in 2022: new products ended on 20 June, purchases on 18 July, accounts on 5 September 2022 (Webrazzi, NTV, 20 Jun 2022).',
  },
  {
    row: ['package-picking', 'Paketi “hazırlanıyor” yapma', 'Marking a package as being picked'],
    tr: `Satış servisinde böyle bir durum yok ${BY_DOCUMENTS}.`,
    en: `The sale service has no such state ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['package-split', 'Paket bölme', 'Splitting a package'],
    tr: `Bir satış tek ürün satırıdır; bölünmez ${BY_DOCUMENTS}.`,
    en: `A sale is one row of one product and is not split ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['invoice', 'Fatura bildirme', 'Reporting invoices'],
    tr: `Fatura servisi yok ${BY_DOCUMENTS}.`,
    en: `There is no service for invoices ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['label', 'Kargo etiketi', 'Cargo label'],
    tr: `Etiket servisi yok ${BY_DOCUMENTS}.`,
    en: `There is no service for labels ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['claim-reject', 'İade reddetme', 'Rejecting returns'],
    tr: `Servis iadeyi yalnız onaylar ${BY_DOCUMENTS}.`,
    en: `The service can only approve a return ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['questions', 'Müşteri mesajları', 'Customer messages'],
    tr: `Mesaj servislerinin yalnız adları biliniyor; yanıtlarının alanları hiçbir kaynakta yok ${BY_DOCUMENTS}.`,
    en: `Only the names of the message services are known; no source has the fields of their answers ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['account-transactions', 'Hesap hareketleri', 'Account transactions'],
    tr: `Hesap servislerinin yanıt alanları hiçbir kaynakta yok; satışların bedel ve komisyonu okunur ${BY_DOCUMENTS}.`,
    en: `No source has the fields of the accounting services’ answers; proceeds and commission of sales are read ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['catalogue-search', 'Katalogda arama', 'Searching the catalogue'],
    tr: `Katalog aramasının yanıt alanları hiçbir kaynakta yok ${BY_DOCUMENTS}.`,
    en: `No source has the fields of the catalogue search’s answer ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['buybox', 'Öne çıkan satıcı', 'Buy box'],
    tr: `Aynı ürünü satanların sıralandığı bir servis yok ${BY_DOCUMENTS}.`,
    en: `No service ranks the sellers of one product ${BY_DOCUMENTS_EN}.`,
  },
  {
    row: ['paid-options', 'Ücretli listeleme seçenekleri', 'Paid listing options'],
    tr: `Ödeme servisi kart bilgisi ister; bu program kart bilgisi almaz ve saklamaz ${BY_DOCUMENTS}.`,
    en: `The payment service asks for card data; this program neither takes nor keeps any ${BY_DOCUMENTS_EN}.`,
  },
];

/** Everything that GittiGidiyor's seller API was known for, and how far this program goes with a server that speaks it. */
export const gittigidiyorCapabilities: readonly CapabilityState[] = [
  ...WORKS.map(([capability, tr, en]) => ({
    capability,
    label: { tr, en },
    state: 'works' as const,
    reason: null,
  })),
  ...NOT_OFFERED.map(({ row: [capability, labelTr, labelEn], tr, en }) => ({
    capability,
    label: { tr: labelTr, en: labelEn },
    state: 'not-offered' as const,
    reason: { tr, en },
  })),
];
