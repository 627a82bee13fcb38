import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

export type PazaramaEndpoint =
  | 'token'
  | 'products'
  | 'stock-update'
  | 'price-update'
  | 'product-create'
  | 'product-status'
  | 'listing-results'
  | 'product-results'
  | 'categories'
  | 'category-attributes'
  | 'brands'
  | 'seller-delivery'
  | 'orders'
  | 'order-status'
  | 'order-item-status'
  | 'invoice-link'
  | 'returns'
  | 'return-answer'
  | 'cancel-requests'
  | 'cancel-answer'
  | 'questions'
  | 'question-answer';

/**
 * “Two requests of one seller are ten seconds apart”, for stock and prices together and for creating products (portal,
 * 2026); half a second more, because their ten seconds begin when a request arrives.
 */
const APART_MS = 10_500;

/** Nothing is written of the other services' limits, but 429 was seen: a polite pace of our own. */
const PER_MINUTE = {
  login: 10,
  'product-read': 120,
  results: 60,
  catalogue: 60,
  orders: 120,
  'order-write': 60,
  'after-sales': 60,
} as const;

type Group = keyof typeof PER_MINUTE | 'stock-price' | 'creation';
type Facts = readonly [tr: string, en: string, effect: Effect, group: Group, timeoutMs: number];

const FACTS: Readonly<Record<PazaramaEndpoint, Facts>> = {
  token: ['Erişim anahtarı', 'Access token', 'read', 'login', 30_000],
  products: ['Ürünler', 'Products', 'read', 'product-read', 30_000],
  'stock-update': ['Stok gönderme', 'Sending stock', 'absolute-write', 'stock-price', 60_000],
  'price-update': ['Fiyat gönderme', 'Sending prices', 'absolute-write', 'stock-price', 60_000],
  'product-create': ['Ürün açma', 'Creating products', 'creation', 'creation', 60_000],
  'product-status': [
    'Satışa kapatma ve açma',
    'Taking off sale and putting on sale',
    'absolute-write',
    'stock-price',
    60_000,
  ],
  'listing-results': ['Stok ve fiyat sonucu', 'Stock and price results', 'read', 'results', 30_000],
  'product-results': ['Ürün açma sonucu', 'Results of creating products', 'read', 'results', 30_000],
  categories: ['Kategori ağacı', 'Category tree', 'read', 'catalogue', 60_000],
  'category-attributes': ['Kategori özellikleri', 'Category attributes', 'read', 'catalogue', 60_000],
  brands: ['Markalar', 'Brands', 'read', 'catalogue', 60_000],
  'seller-delivery': ['Teslimat ayarları', 'Delivery settings', 'read', 'catalogue', 30_000],
  orders: ['Siparişler', 'Orders', 'read', 'orders', 60_000],
  'order-status': ['Siparişi hazırlamaya alma', 'Accepting orders', 'acknowledgement', 'order-write', 30_000],
  'order-item-status': [
    'Kalem durumu (hazırlama, kargo, tedarik edilemedi)',
    'Line status (picking, shipping, unsupplied)',
    'acknowledgement',
    'order-write',
    30_000,
  ],
  'invoice-link': ['Fatura bağlantısı', 'Invoice link', 'absolute-write', 'order-write', 30_000],
  returns: ['İade talepleri', 'Return claims', 'read', 'after-sales', 30_000],
  'return-answer': ['İade yanıtlama', 'Answering returns', 'acknowledgement', 'after-sales', 60_000],
  'cancel-requests': ['İptal talepleri', 'Cancellation claims', 'read', 'after-sales', 30_000],
  'cancel-answer': [
    'İptal talebini yanıtlama',
    'Answering cancellation claims',
    'acknowledgement',
    'after-sales',
    30_000,
  ],
  questions: ['Ürün soruları', 'Product questions', 'read', 'after-sales', 30_000],
  'question-answer': ['Soru yanıtlama', 'Answering questions', 'creation', 'after-sales', 30_000],
};

/** The endpoints in use, each with every limit that holds for it. */
export const pazaramaEndpoints = Object.fromEntries(
  Object.entries(FACTS).map(([endpoint, [tr, en, effect, group, timeoutMs]]): [string, EndpointManifest] => [
    endpoint,
    {
      label: { tr, en },
      effect,
      limits: [
        group === 'stock-price' || group === 'creation'
          ? { requests: 1, perMs: APART_MS, group }
          : { requests: PER_MINUTE[group], perMs: 60_000, group },
      ],
      timeoutMs,
    },
  ]),
) as Readonly<Record<PazaramaEndpoint, EndpointManifest>>; // The keys are those of FACTS.
