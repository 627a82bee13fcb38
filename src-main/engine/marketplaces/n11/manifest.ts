import type { CredentialField } from '#contract/channels.ts';
import type { ListingField } from '../kit/catalogue.ts';
import type { EndpointManifest, Manifest } from '../kit/port.ts';
import { n11Capabilities } from './capabilities.ts';
import { n11Endpoints, type N11Endpoint } from './endpoints.ts';
import { NAME } from './errors.ts';
import { n11Limits } from './limits.ts';
import { readTaskBody } from './read-offer-body.ts';
import { LONGEST_WINDOW_MS } from './read-orders.ts';

const DAY_MS = 86_400_000;

const PANEL = {
  tr: 'N11 Satıcı Ofisi (so.n11.com) → Hesabım → API Hesapları. Yalnız mağazanın yönetici kullanıcısı açabilir.',
  en: 'N11 seller office (so.n11.com) → Hesabım → API Hesapları. Only the shop’s admin user can create it.',
};

const credentialFields: readonly CredentialField[] = [
  {
    key: 'appKey',
    label: { tr: 'API anahtarı (appKey)', en: 'API key (appKey)' },
    help: PANEL,
    secret: true,
    pattern: '^\\S{1,200}$',
  },
  {
    key: 'appSecret',
    label: { tr: 'API şifresi (appSecret)', en: 'API secret (appSecret)' },
    help: {
      tr: `${PANEL.tr} Şifre e-posta ile gelir.`,
      en: `${PANEL.en} The secret is sent by e-mail.`,
    },
    secret: true,
    pattern: '^\\S{1,200}$',
  },
];

const listingFields: readonly ListingField[] = [
  {
    key: 'preparingDay',
    label: { tr: 'Kargoya hazırlama süresi (gün)', en: 'Days until handed to cargo' },
    help: {
      tr: 'Siparişten kargoya verilene kadar geçen gün. Mağazanın en kısa süresinden az olamaz.',
      en: 'Days from the order until it is handed to cargo. Not below the minimum set for the shop.',
    },
    required: true,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
  {
    key: 'shipmentTemplate',
    label: { tr: 'Teslimat şablonu', en: 'Shipment template' },
    help: {
      tr: 'Satıcı Ofisi’nde tanımlı şablonun adı, harfi harfine.',
      en: 'The name of a template defined in Satıcı Ofisi, letter by letter.',
    },
    required: true,
    kind: 'choice',
    values: [],
    accountChoice: 'shipment-template',
  },
  {
    key: 'maxPurchaseQuantity',
    label: { tr: 'Bir siparişte en çok adet', en: 'Most pieces in one order' },
    help: { tr: 'Boş bırakılırsa sınır yoktur.', en: 'No limit when left empty.' },
    required: false,
    kind: 'number',
    values: [],
    accountChoice: null,
  },
];

/** N11 as this program knows it. Facts: developer.n11.com and other sources, as of 24 Nov 2026; see README.md. */
export const n11Manifest: Manifest & {
  readonly endpoints: Readonly<Record<N11Endpoint, EndpointManifest>>;
} = {
  marketplace: 'n11',
  name: NAME,
  currency: 'TRY',
  defaultBaseUrl: 'https://api.n11.com',
  listingFields: [...listingFields],
  credentialFields: [...credentialFields],
  capabilities: [...n11Capabilities],
  endpoints: n11Endpoints,
  // Both, always: the changelog asks for both everywhere since 15 Aug 2025.
  headers: (credentials) => ({
    appkey: field(credentials, 'appKey'),
    appsecret: field(credentials, 'appSecret'),
  }),
  limits: n11Limits,
  // Orders since November 2024 can be read; what is older than this was finished long ago.
  orderHistoryMs: 180 * DAY_MS,
  orderWindowMs: LONGEST_WINDOW_MS,
  readOffers: readTaskBody,
};

function field(credentials: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}
