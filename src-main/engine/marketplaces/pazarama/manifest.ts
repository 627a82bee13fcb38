import type { CredentialField } from '#contract/channels.ts';
import type { EndpointManifest, Manifest } from '../kit/port.ts';
import { pazaramaCapabilities } from './capabilities.ts';
import { pazaramaEndpoints, type PazaramaEndpoint } from './endpoints.ts';
import { NAME } from './errors.ts';
import { pazaramaLimits } from './limits.ts';
import { readOfferBody } from './read-offer-body.ts';
import { session } from './session.ts';

const DAY_MS = 86_400_000;

/** How steps are answered that others follow; for rehearsals alone. */
const TAKEN = '{"data":"rehearsal","success":true}';
const DONE = '{"data":null,"success":true}';

const PANEL = {
  tr: 'Pazarama İş Ortağım (isortagim.pazarama.com) → Hesabım → Hesap Bilgileri → Entegrasyon Bilgileri.',
  en: 'Pazarama partner panel (isortagim.pazarama.com) → Hesabım → Hesap Bilgileri → Entegrasyon Bilgileri.',
};

const credentialFields: readonly CredentialField[] = [
  {
    key: 'clientId',
    label: { tr: 'API anahtarı (Client ID)', en: 'API key (client ID)' },
    help: PANEL,
    secret: false,
    pattern: '^[^\\s:]{1,200}$',
  },
  {
    key: 'clientSecret',
    label: { tr: 'API şifresi (Client Secret)', en: 'API secret (client secret)' },
    help: {
      tr: `${PANEL.tr} En çok 365 gün geçer; “Yeni API Key Üret” eskisini hemen geçersiz kılar.`,
      en: `${PANEL.en} Good for 365 days at most; “Yeni API Key Üret” ends the old one at once.`,
    },
    secret: true,
    pattern: '^\\S{1,500}$',
  },
];

/** Pazarama as this program knows it. Facts: the seller portal's pages and other sources, as of 24 Nov 2026; see README.md. */
export const pazaramaManifest: Manifest & {
  readonly endpoints: Readonly<Record<PazaramaEndpoint, EndpointManifest>>;
} = {
  marketplace: 'pazarama',
  name: NAME,
  currency: 'TRY',
  defaultBaseUrl: 'https://isortagimapi.pazarama.com',
  // Below a base URL of the channel's own the token is fetched from the same place: the paths differ.
  hosts: {
    api: { origin: 'https://isortagimapi.pazarama.com', segments: null },
    login: { origin: 'https://isortagimgiris.pazarama.com', segments: null },
  },
  session,
  credentialFields: [...credentialFields],
  capabilities: [...pazaramaCapabilities],
  rehearsedAnswers: {
    'stock-update': TAKEN,
    'price-update': TAKEN,
    'order-status': DONE,
    'order-item-status': DONE,
    'return-answer': DONE,
    'cancel-answer': DONE,
  },
  endpoints: pazaramaEndpoints,
  headers: () => ({ accept: 'application/json' }),
  limits: pazaramaLimits,
  // Orders can't be asked for by their last change: this is what every reading reads anew, in slices of its own.
  orderHistoryMs: 30 * DAY_MS,
  orderWindowMs: 60 * DAY_MS,
  readOffers: readOfferBody,
};
