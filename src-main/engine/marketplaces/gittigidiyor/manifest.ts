import type { CredentialField } from '#contract/channels.ts';
import type { EndpointManifest, Manifest } from '../kit/port.ts';
import { gittigidiyorCapabilities } from './capabilities.ts';
import { gittigidiyorEndpoints, type GittiGidiyorEndpoint } from './endpoints.ts';
import { gittigidiyorLimits } from './limits.ts';
import { gittigidiyorListingFields } from './listing-fields.ts';
import { readOfferBody } from './read-offer-body.ts';

const DAY_MS = 86_400_000;

const KEYS_PAGE = {
  tr: 'Eskiden “API Anahtarları” sayfasındaydı. GittiGidiyor 2022’de kapandı: yalnız bu bilgisayardaki bir deneme sunucusu için.',
  en: 'Used to be on the page “API Anahtarları”. GittiGidiyor closed in 2022: only for a test server on this computer.',
};

function credentialField(key: string, tr: string, en: string, secret: boolean): CredentialField {
  return { key, label: { tr, en }, help: KEYS_PAGE, secret, pattern: '^\\S{1,200}$' };
}

/** GittiGidiyor as its documents had it until 2022, and closed since; sources: README.md. */
export const gittigidiyorManifest: Manifest & {
  readonly endpoints: Readonly<Record<GittiGidiyorEndpoint, EndpointManifest>>;
} = {
  marketplace: 'gittigidiyor',
  name: 'GittiGidiyor',
  currency: 'TRY',
  // TLS, as all services had it (sheet §2, four sources). Never called: see `closed`.
  defaultBaseUrl: 'https://dev.gittigidiyor.com:8443',
  closed: {
    since: '2022-09-05',
    reason: {
      tr: 'GittiGidiyor 2022’de kapandı. Yalnızca arşiv içe aktarma ve ürünleri başka kanala taşıma kullanılabilir.',
      en: 'GittiGidiyor closed in 2022. Only importing an archive and moving products to another channel can be used.',
    },
  },
  listingFields: gittigidiyorListingFields,
  credentialFields: [
    credentialField('apiKey', 'API anahtarı', 'API key', true),
    credentialField('secretKey', 'Gizli anahtar', 'Secret key', true),
    credentialField('roleName', 'Rol adı', 'Role name', false),
    credentialField('rolePassword', 'Rol şifresi', 'Role password', true),
    credentialField('nick', 'Mağaza takma adı', 'Seller’s nick', false),
  ],
  capabilities: [...gittigidiyorCapabilities],
  endpoints: gittigidiyorEndpoints,
  headers: (credentials) => {
    const field = (key: string): string => (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
    const basic = Buffer.from(`${field('roleName')}:${field('rolePassword')}`, 'utf8').toString('base64');
    return { authorization: `Basic ${basic}` };
  },
  limits: gittigidiyorLimits,
  // How far back sales could be read was never published; the lists are read by last action, so any span does.
  orderHistoryMs: 90 * DAY_MS,
  orderWindowMs: 90 * DAY_MS,
  readOffers: (endpoint, bodyText) => readOfferBody(endpoint, bodyText),
};
