import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

type Facts = readonly [
  tr: string,
  en: string,
  effect: Effect,
  /** Refill of the bucket, per second. */
  rate: number,
  /** Size of the bucket. */
  burst: number,
  /** Operations of the same name share one bucket. */
  operation: string,
];

/**
 * Token buckets of every operation in use, per account and application: usage plans in the descriptions of Amazon's models
 * (commit of 5 Aug 2026) and developer-docs.amazon.com. `token` and documents at presigned addresses have no documented limit.
 */
const FACTS = {
  participations: [
    'Hesap ve mağazalar',
    'Account and shops',
    'read',
    0.016,
    15,
    'getMarketplaceParticipations',
  ],
  'search-listings': ['Listelemeleri okuma', 'Reading listings', 'read', 5, 5, 'searchListingsItems'],
  'get-listing': ['Tek listeleme okuma', 'Reading one listing', 'read', 5, 10, 'getListingsItem'],
  'put-listing': ['Ürün açma', 'Creating a listing', 'creation', 5, 10, 'putListingsItem'],
  'preview-listing': [
    'Ürünü sınama (yazmadan)',
    'Trying a listing (writes nothing)',
    'read',
    5,
    10,
    'putListingsItem',
  ],
  'patch-offer': [
    'Stok ve fiyat gönderme',
    'Sending stock and prices',
    'absolute-write',
    5,
    5,
    'patchListingsItem',
  ],
  'patch-content': ['İçerik güncelleme', 'Updating content', 'absolute-write', 5, 5, 'patchListingsItem'],
  'delete-listing': ['Listeleme silme', 'Deleting a listing', 'absolute-write', 5, 5, 'deleteListingsItem'],
  restrictions: ['Satış izni', 'Permission to sell', 'read', 5, 10, 'getListingsRestrictions'],
  'product-types': ['Ürün türleri', 'Product types', 'read', 5, 10, 'searchDefinitionsProductTypes'],
  'product-type': [
    'Ürün türünün alanları',
    'Fields of a product type',
    'read',
    5,
    10,
    'getDefinitionsProductType',
  ],
  'catalogue-search': ['Katalogda arama', 'Searching the catalogue', 'read', 2, 2, 'searchCatalogItems'],
  'feed-document': [
    'Toplu gönderim belgesi',
    'Document for a bulk update',
    'read',
    0.5,
    15,
    'createFeedDocument',
  ],
  'create-feed': ['Toplu gönderim', 'Bulk update', 'absolute-write', 0.0083, 15, 'createFeed'],
  'get-feed': ['Toplu gönderimin durumu', 'State of a bulk update', 'read', 2, 15, 'getFeed'],
  'feed-result': [
    'Toplu gönderimin sonucu',
    'Result of a bulk update',
    'read',
    0.0222,
    10,
    'getFeedDocument',
  ],
  orders: ['Siparişler', 'Orders', 'read', 0.0056, 20, 'searchOrders'],
  order: ['Tek sipariş', 'One order', 'read', 0.5, 30, 'getOrder'],
  shipment: ['Kargolandı bildirme', 'Confirming a shipment', 'acknowledgement', 2, 10, 'confirmShipment'],
  inventory: [
    'Amazon deposundaki stok (FBA)',
    'Stock in Amazon’s warehouse (FBA)',
    'read',
    2,
    2,
    'getInventorySummaries',
  ],
  'buy-box': ['Öne çıkan teklif', 'Featured offer', 'read', 0.033, 1, 'getCompetitiveSummary'],
  'fees-estimate': ['Komisyon tahmini', 'Estimate of fees', 'read', 0.5, 1, 'getMyFeesEstimates'],
  transactions: ['Hesap hareketleri', 'Transactions', 'read', 0.5, 10, 'listTransactions'],
  'create-report': ['Rapor isteme', 'Asking for a report', 'read', 0.0167, 15, 'createReport'],
  'get-report': ['Raporun durumu', 'State of a report', 'read', 2, 15, 'getReport'],
  'report-document': ['Rapor belgesi', 'Document of a report', 'read', 0.0167, 15, 'getReportDocument'],
} as const satisfies Record<string, Facts>;

const UNMETERED = {
  token: ['Erişim anahtarı (LWA)', 'Access token (LWA)', 'read'],
  'document-download': ['Belge indirme', 'Downloading a document', 'read'],
  'document-upload': ['Belge yükleme', 'Uploading a document', 'absolute-write'],
} as const satisfies Record<string, readonly [string, string, Effect]>;

export type AmazonEndpoint = keyof typeof FACTS | keyof typeof UNMETERED;

/** "25,000 items a feed and 5 such feeds per 5 minutes" (changelog, 6 May 2025). */
const FEEDS_PER_WINDOW = { requests: 5, perMs: 300_000, group: 'JSON_LISTINGS_FEED' };
/** Ours, so that a broken account or a slow disk never hammers: neither has a documented limit. */
const OWN_PACE = { requests: 10, perMs: 10_000 };

const ENTRIES: readonly (readonly [string, EndpointManifest])[] = [
  ...Object.entries(FACTS).map(
    ([endpoint, [tr, en, effect, rate, burst, operation]]): readonly [string, EndpointManifest] => [
      endpoint,
      {
        label: { tr, en },
        effect,
        timeoutMs: 60_000,
        limits: [
          // Documented as a token bucket: after a burst each place comes back by itself.
          { requests: burst, perMs: Math.ceil((burst / rate) * 1_000), group: operation, bucket: true },
          ...(endpoint === 'create-feed' ? [FEEDS_PER_WINDOW] : []),
        ],
        readPace,
      },
    ],
  ),
  ...Object.entries(UNMETERED).map(([endpoint, [tr, en, effect]]): readonly [string, EndpointManifest] => [
    endpoint,
    {
      label: { tr, en },
      effect,
      timeoutMs: endpoint === 'token' ? 30_000 : 120_000,
      limits: [{ ...OWN_PACE, group: endpoint }],
    },
  ]),
];

// Object.fromEntries forgets the key type that Object.entries was given.
export const amazonEndpoints = Object.fromEntries(ENTRIES) as Readonly<
  Record<AmazonEndpoint, EndpointManifest>
>;

/** `x-amzn-RateLimit-Limit`: requests per second; "best effort", and missing on most refusals (developer-docs.amazon.com). */
function readPace(headers: Readonly<Record<string, string>>): number | null {
  const text = headers['x-amzn-ratelimit-limit'] ?? '';
  const rate = /^\d{1,6}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : 0;
  return rate > 0 ? rate : null;
}
