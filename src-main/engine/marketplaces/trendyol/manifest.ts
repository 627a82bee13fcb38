import type { CredentialField } from '#contract/channels.ts';
import type { EndpointManifest, Manifest } from '../kit/port.ts';
import { trendyolCapabilities } from './capabilities.ts';
import { trendyolEndpoints, type TrendyolEndpoint } from './endpoints.ts';
import { trendyolLimits } from './limits.ts';
import { listingFields } from './listing-fields.ts';
import { readOffersOf } from './read-offer-body.ts';

const DAY_MS = 86_400_000;

const PANEL = {
  tr: 'Trendyol Satıcı Paneli → Hesap Bilgilerim → Entegrasyon Bilgileri. Yalnız hesap sahibi görebilir.',
  en: 'Trendyol seller panel → account → integration information. Only the account’s owner can see it.',
};

const credentialFields: readonly CredentialField[] = [
  {
    key: 'sellerId',
    label: { tr: 'Satıcı ID (cari ID)', en: 'Seller ID' },
    help: { tr: `${PANEL.tr} Yalnız rakamlardan oluşur.`, en: `${PANEL.en} Digits only.` },
    secret: false,
    pattern: '^[0-9]{1,19}$',
  },
  {
    key: 'apiKey',
    label: { tr: 'API Key', en: 'API key' },
    help: PANEL,
    secret: true,
    pattern: '^[^\\s:]{1,200}$',
  },
  {
    key: 'apiSecret',
    label: { tr: 'API Secret', en: 'API secret' },
    help: {
      tr: `${PANEL.tr} Test ortamının bilgileri canlıda geçmez.`,
      en: `${PANEL.en} Stage credentials don’t work in production.`,
    },
    secret: true,
    pattern: '^\\S{1,200}$',
  },
];

/** How an update of products is taken (sheet §2.5). */
const BATCH = '{"batchRequestId":"preview"}';

/** Trendyol as this program knows it. Facts: developers.trendyol.com, as of 24 Nov 2026; see README.md. */
export const trendyolManifest: Manifest & {
  readonly endpoints: Readonly<Record<TrendyolEndpoint, EndpointManifest>>;
} = {
  marketplace: 'trendyol',
  name: 'Trendyol',
  currency: 'TRY',
  defaultBaseUrl: 'https://apigw.trendyol.com',
  credentialFields: [...credentialFields],
  rehearsedAnswers: {
    'unapproved-update': BATCH,
    'content-update': BATCH,
    'variant-update': BATCH,
    'delivery-update': BATCH,
  },
  listingFields,
  capabilities: [...trendyolCapabilities],
  // The API does not tell a seller's tier: the smallest one's limits are right for all.
  endpoints: trendyolEndpoints('50K'),
  headers: (credentials) => ({
    authorization: `Basic ${Buffer.from(`${field(credentials, 'apiKey')}:${field(credentials, 'apiSecret')}`).toString('base64')}`,
    // Without it every call is answered 403 (authorization page, 2026).
    'user-agent': `${field(credentials, 'sellerId')} - SelfIntegration`,
    // Optional for the Turkish shop, asked for by some pages; the pages disagree on its spelling (2026).
    storefrontcode: 'TR',
  }),
  limits: trendyolLimits,
  // v2/orders reaches back one month (5 Mar 2026), the stream three: what both can tell, less
  // an hour so that a request on its way does not become too old, and three in case dates are meant in GMT+3.
  orderHistoryMs: 30 * DAY_MS - 4 * 3_600_000,
  // "Two weeks", less a minute: whether that is counted in or out is not said.
  orderWindowMs: 14 * DAY_MS - 60_000,
  readOffers: readOffersOf,
};

function field(credentials: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}
