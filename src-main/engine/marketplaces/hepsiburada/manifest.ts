import type { CredentialField } from '#contract/channels.ts';
import type { EndpointManifest, Manifest } from '../kit/port.ts';
import { getListings } from './api-listings.ts';
import { hepsiburadaCapabilities } from './capabilities.ts';
import { hepsiburadaEndpoints, type HepsiburadaEndpoint } from './endpoints.ts';
import { hepsiburadaHosts, testSystemOrigin } from './hosts.ts';
import { hepsiburadaLimits } from './limits.ts';
import { hepsiburadaListingFields } from './listing-fields.ts';
import { readOfferBody } from './read-offer-body.ts';

const DAY_MS = 86_400_000;

const PANEL = {
  tr: 'Hepsiburada Satıcı Paneli → Bilgilerim → Entegrasyon.',
  en: 'Hepsiburada seller panel → my details → integration.',
};

const credentialFields: readonly CredentialField[] = [
  {
    key: 'merchantId',
    label: { tr: 'Mağaza kimliği (Merchant ID)', en: 'Merchant ID' },
    help: { tr: `${PANEL.tr} Tirelerle ayrılmış 36 karakter.`, en: `${PANEL.en} 36 characters with dashes.` },
    secret: false,
    pattern: '^[0-9A-Fa-f-]{32,40}$',
  },
  {
    key: 'serviceKey',
    label: { tr: 'Servis anahtarı', en: 'Service key' },
    help: {
      tr: `${PANEL.tr} Yenilenirse eskisi geçersiz olur. Deneme ortamının anahtarı canlıda geçmez.`,
      en: `${PANEL.en} A new one ends the old one. Keys of the test environment don’t work live.`,
    },
    secret: true,
    pattern: '^[^\\s:]{6,200}$',
  },
  {
    key: 'userAgent',
    label: { tr: 'Geliştirici kullanıcı adı', en: 'Developer user name' },
    help: {
      tr: 'Hepsiburada’nın entegratör yetkisiyle verdiği ad (ör. firma_dev), olduğu gibi. Yeni yetki iki saatte etkinleşir.',
      en: 'The name that Hepsiburada gave with the integrator’s right (such as company_dev), as it is. A new right takes two hours.',
    },
    secret: false,
    // "id - name", as Trendyol wants it, is answered 401 or 403 (Aug 2026).
    pattern: '^[A-Za-z0-9._-]{2,100}$',
  },
];

/** How uploads of products are taken (sheet §2.3). */
const RECEIPT = '{"success":true,"code":0,"data":{"trackingId":"preview"}}';

/** Hepsiburada as this program knows it. Facts: fact sheet of 24 Nov 2026; see README.md. */
export const hepsiburadaManifest: Manifest & {
  readonly endpoints: Readonly<Record<HepsiburadaEndpoint, EndpointManifest>>;
} = {
  marketplace: 'hepsiburada',
  name: 'Hepsiburada',
  currency: 'TRY',
  defaultBaseUrl: 'https://oms-external.hepsiburada.com',
  hosts: hepsiburadaHosts,
  environmentOrigin: testSystemOrigin,
  hostProbe: (credentials) => ({
    ...getListings(field(credentials, 'merchantId') || '-', 0, 1),
    headers: { accept: 'application/json' },
  }),
  credentialFields: [...credentialFields],
  capabilities: [...hepsiburadaCapabilities],
  rehearsedAnswers: {
    'product-import': RECEIPT,
    'fast-listing': RECEIPT,
    'content-update': RECEIPT,
    'product-delete': RECEIPT,
    'listing-activate': '',
    'listing-deactivate': '',
    'listing-delete': '',
  },
  // "merchantSku is upper-cased by the server" (sheet §2.3).
  stockCodesAnyCase: true,
  listingFields: [...hepsiburadaListingFields],
  endpoints: hepsiburadaEndpoints,
  headers: (credentials) => ({
    // New since Jan 2024; the pairs of user name and password ended on 15 Aug 2024.
    authorization: `Basic ${Buffer.from(`${field(credentials, 'merchantId')}:${field(credentials, 'serviceKey')}`).toString('base64')}`,
    'user-agent': field(credentials, 'userAgent'),
  }),
  limits: hepsiburadaLimits,
  // Feeds of moving and cancelled packages hold one month (sheet §4.2), less an hour for the way.
  orderHistoryMs: 30 * DAY_MS - 3_600_000,
  // Those feeds take no dates and are read whole: one window is as good as many. Packages are asked for day by day within.
  orderWindowMs: 30 * DAY_MS,
  readOffers: readOfferBody,
};

function field(credentials: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}
