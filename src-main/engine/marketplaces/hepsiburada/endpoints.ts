import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

type Limit = EndpointManifest['limits'][number];
type Facts = readonly [tr: string, en: string, effect: Effect, limits: readonly Limit[], timeoutMs?: number];

/** 100 a second since Jan 2026, answered 403 and an IP block beyond it; one seller was told 180 a minute (sheet §1.5). */
const CATALOGUE: readonly Limit[] = [
  { requests: 90, perMs: 1_000, group: 'catalogue' },
  { requests: 180, perMs: 60_000, group: 'catalogue a minute' },
];
/** No limit is documented for reading listings; this is the catalogue's. */
const LISTING: readonly Limit[] = [{ requests: 100, perMs: 1_000, group: 'listing' }];
/** "One upload per 10 s", at most five running (sheet §1.5). Two may go at once, so that stock need not wait for prices. */
const UPLOADS: readonly Limit[] = [{ requests: 2, perMs: 20_000, group: 'uploads' }];
/** 240 a minute (sheet §1.5). */
const COMMISSIONS: readonly Limit[] = [{ requests: 240, perMs: 60_000, group: 'commissions' }];
/** 1,000 a second for all of order management (changelogs of May 2024 and Nov 2025). */
const OMS: readonly Limit[] = [{ requests: 1_000, perMs: 1_000, group: 'order management' }];
/** Shipping, finance and questions: nothing is documented. */
const QUIET: readonly Limit[] = [{ requests: 10, perMs: 1_000, group: 'other services' }];

const FACTS = {
  listings: ['Listelemeler', 'Listings', 'read', LISTING],
  'inventory-upload': [
    'Stok ve fiyat gönderme',
    'Sending stock and prices',
    'absolute-write',
    UPLOADS,
    60_000,
  ],
  'stock-upload': ['Stok gönderme', 'Sending stock', 'absolute-write', UPLOADS, 60_000],
  'price-upload': ['Fiyat gönderme', 'Sending prices', 'absolute-write', UPLOADS, 60_000],
  'shipping-info-upload': [
    'Teslimat bilgisi gönderme',
    'Sending delivery details',
    'absolute-write',
    UPLOADS,
    60_000,
  ],
  'upload-result': ['Gönderim sonucu', 'Result of an upload', 'read', LISTING],
  'listing-activate': ['Listelemeyi satışa açma', 'Putting a listing on sale', 'absolute-write', LISTING],
  'listing-deactivate': ['Listelemeyi satıştan alma', 'Taking a listing off sale', 'absolute-write', LISTING],
  'listing-delete': ['Listelemeyi silme', 'Deleting a listing', 'absolute-write', LISTING],
  'listing-unlock': ['Kilidi açma', 'Unlocking listings', 'absolute-write', LISTING],
  'buy-box': ['Satıcı sıralaması', 'Buy-box order', 'read', LISTING],
  commissions: ['Komisyon oranları', 'Commission rates', 'read', COMMISSIONS],
  categories: ['Kategoriler', 'Categories', 'read', CATALOGUE, 60_000],
  attributes: ['Kategori özellikleri', 'Category attributes', 'read', CATALOGUE],
  'attribute-values': ['Özellik değerleri', 'Attribute values', 'read', CATALOGUE],
  products: ['Katalog ürünleri', 'Catalogue products', 'read', CATALOGUE, 60_000],
  'product-import': ['Ürün açma', 'Creating products', 'creation', CATALOGUE, 120_000],
  'fast-listing': ['Hızlı ürün yükleme', 'Fast listing', 'creation', CATALOGUE, 60_000],
  'import-status': ['Ürün açma sonucu', 'Result of creating products', 'read', CATALOGUE],
  'pre-match': [
    'Eşleşmeyi onaylama ya da reddetme',
    'Accepting or rejecting a match',
    'acknowledgement',
    CATALOGUE,
  ],
  'product-delete': ['Bekleyen ürünü silme', 'Deleting waiting products', 'absolute-write', CATALOGUE],
  'delete-status': ['Silme sonucu', 'Result of deleting', 'read', CATALOGUE],
  'content-update': [
    'Ürün içeriğini güncelleme',
    'Updating product content',
    'absolute-write',
    CATALOGUE,
    120_000,
  ],
  'content-status': ['İçerik güncelleme sonucu', 'Result of a content update', 'read', CATALOGUE],
  'orders-open': ['Paketlenmemiş siparişler', 'Orders not packed yet', 'read', OMS],
  'orders-awaiting': ['Ödemesi beklenen siparişler', 'Orders waiting for payment', 'read', OMS],
  'orders-cancelled': ['İptal edilen kalemler', 'Cancelled lines', 'read', OMS],
  'order-by-number': ['Sipariş ayrıntısı', 'Order by number', 'read', OMS],
  packages: ['Paketler', 'Packages', 'read', OMS],
  'packages-moving': [
    'Yoldaki ve teslim edilen paketler',
    'Packages on their way and delivered',
    'read',
    OMS,
  ],
  'package-by-number': ['Paket ayrıntısı', 'Package by number', 'read', OMS],
  'package-create': ['Paketleme', 'Packing', 'creation', OMS],
  'package-unpack': ['Paketi bozma', 'Unpacking', 'acknowledgement', OMS],
  'package-split': ['Paket bölme', 'Splitting a package', 'creation', OMS],
  'package-report': ['Kargo durumunu bildirme', 'Reporting shipment and delivery', 'acknowledgement', OMS],
  'package-invoice': ['Fatura bağlantısı gönderme', 'Sending an invoice link', 'acknowledgement', OMS],
  'package-boxes': ['Koli ve desi bildirme', 'Reporting boxes and desi', 'absolute-write', OMS],
  'package-warehouse': ['Depo değiştirme', 'Changing the warehouse', 'absolute-write', OMS],
  'package-label': ['Kargo etiketi', 'Cargo label', 'read', OMS],
  'cargo-options': ['Değiştirilebilir kargo firmaları', 'Cargo companies to change to', 'read', OMS],
  'cargo-change': ['Kargo firmasını değiştirme', 'Changing the cargo company', 'absolute-write', OMS],
  // 100 a day, then 406 (sheet §1.5): a merchant is told so at once, and not left waiting for tomorrow.
  'line-cancel': ['Kalemi iptal etme', 'Cancelling a line', 'acknowledgement', OMS],
  'line-labour-cost': ['İşçilik bedeli', 'Labour cost', 'absolute-write', OMS],
  claims: ['İade ve talepler', 'Returns and claims', 'read', OMS],
  'claim-answer': ['Talebi yanıtlama', 'Answering a claim', 'acknowledgement', OMS],
  questions: ['Müşteri soruları', 'Customer questions', 'read', QUIET],
  'question-answer': ['Soruyu yanıtlama', 'Answering a question', 'creation', QUIET, 60_000],
  transactions: ['Muhasebe kayıtları', 'Accounting records', 'read', QUIET, 60_000],
  'cargo-firms': ['Kargo firmaları', 'Cargo companies', 'read', QUIET],
  'shipping-profiles': ['Teslimat profilleri', 'Shipping profiles', 'read', QUIET],
} as const satisfies Record<string, Facts>;

export type HepsiburadaEndpoint = keyof typeof FACTS;

/** The endpoints in use with every limit that holds for them. */
export const hepsiburadaEndpoints: Readonly<Record<HepsiburadaEndpoint, EndpointManifest>> = describeAll();

function describeAll(): Readonly<Record<HepsiburadaEndpoint, EndpointManifest>> {
  const entries = Object.entries<Facts>(FACTS).map(([endpoint, [tr, en, effect, limits, timeoutMs]]) => [
    endpoint,
    { label: { tr, en }, effect, limits, timeoutMs: timeoutMs ?? 30_000 },
  ]);
  // Object.fromEntries forgets the key type that Object.entries was given.
  return Object.fromEntries(entries) as Record<HepsiburadaEndpoint, EndpointManifest>;
}
