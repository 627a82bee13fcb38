import { problem, ProblemError } from '#contract/problem.ts';
import { isThisComputer } from '#common/this-computer.ts';
import type { CredentialField } from '#contract/channels.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import type { EndpointManifest, Manifest, SessionManifest } from '../kit/port.ts';
import { amazonCapabilities } from './capabilities.ts';
import { amazonEndpoints, type AmazonEndpoint } from './endpoints.ts';
import { refusalProblem } from './errors.ts';
import { amazonListingFields } from './listing-fields.ts';
import { readOfferBody } from './read-offer-body.ts';
import { CHANNEL_CURRENCY } from './sites.ts';

const DAY_MS = 86_400_000;
/** A token is renewed so long before it ends (our own margin; tokens live for an hour). */
const TOKEN_MARGIN_MS = 90_000;

const CENTRAL = {
  tr: 'Seller Central → Uygulamalar ve Hizmetler → Uygulama Geliştir (Solution Provider Portal).',
  en: 'Seller Central → Apps & Services → Develop Apps (Solution Provider Portal).',
};

const credentialFields: readonly CredentialField[] = [
  {
    key: 'clientId',
    label: { tr: 'LWA istemci kimliği (Client ID)', en: 'LWA client ID' },
    help: {
      tr: `${CENTRAL.tr} Uygulamanızın “LWA credentials” bölümünde; amzn1.application-oa2-client. ile başlar.`,
      en: `${CENTRAL.en} Your app’s “LWA credentials”; begins with amzn1.application-oa2-client.`,
    },
    secret: false,
    pattern: '^[^\\s&=]{1,300}$',
  },
  {
    key: 'clientSecret',
    label: { tr: 'LWA gizli anahtarı (Client secret)', en: 'LWA client secret' },
    help: {
      tr: `${CENTRAL.tr} 180 günde bir yenilenmelidir; yenilenince eskisi yaklaşık 7 gün daha geçer.`,
      en: `${CENTRAL.en} Must be renewed every 180 days; the old one works for about 7 more days.`,
    },
    secret: true,
    pattern: '^\\S{1,500}$',
  },
  {
    key: 'refreshToken',
    label: { tr: 'Yenileme anahtarı (Refresh token)', en: 'Refresh token' },
    help: {
      tr: `${CENTRAL.tr} Uygulamayı yetkilendirince (Authorize) bir kez gösterilir; Atzr| ile başlar.`,
      en: `${CENTRAL.en} Shown once when you authorise the app; begins with Atzr|.`,
    },
    secret: true,
    pattern: '^\\S{1,2000}$',
  },
  {
    key: 'sellerId',
    label: { tr: 'Satıcı kimliği (Merchant token)', en: 'Seller ID (merchant token)' },
    help: {
      tr: 'Seller Central → Ayarlar → Hesap Bilgileri → Satıcı Kimliğiniz (Merchant Token). A ile başlar.',
      en: 'Seller Central → Settings → Account Info → Your Merchant Token. Begins with A.',
    },
    secret: false,
    pattern: '^[A-Za-z0-9]{1,40}$',
  },
  {
    key: 'marketplaceId',
    label: { tr: 'Mağaza kimliği (Marketplace ID)', en: 'Marketplace ID' },
    help: {
      tr: 'amazon.com.tr için A33AVAJ2PDY3EV. Her ülke ayrı bir kanaldır.',
      en: 'A33AVAJ2PDY3EV for amazon.com.tr. Every country is a channel of its own.',
    },
    secret: false,
    pattern: '^[A-Z0-9]{8,20}$',
  },
];

/** Login with Amazon: `POST /auth/o2/token` (developer-docs.amazon.com, Nov 2026). */
const session: SessionManifest = {
  request: (credentials) => ({
    endpoint: 'token',
    host: 'token',
    method: 'POST',
    path: '/auth/o2/token',
    content: {
      kind: 'text',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      text: formText({
        grant_type: 'refresh_token',
        refresh_token: field(credentials, 'refreshToken'),
        client_id: field(credentials, 'clientId'),
        client_secret: field(credentials, 'clientSecret'),
      }),
    },
  }),
  read: (response, nowMs) => {
    const answer = recordOf(response.json);
    const token = answer?.['access_token'];
    if (response.status < 200 || response.status >= 300)
      throw new ProblemError(refusalProblem(response, { endpoint: 'token', sellerId: '' }));
    if (typeof token !== 'string' || token === '') {
      const params = { marketplace: 'Amazon', endpoint: 'token', status: response.status };
      throw new ProblemError(problem('channel/not-understood', params, 'access_token: missing'));
    }
    const lives = Number(answer?.['expires_in']);
    const lifeMs = Number.isFinite(lives) && lives > 0 ? lives * 1_000 : 3_600_000;
    return {
      headers: { 'x-amz-access-token': token },
      secrets: [token],
      // Short-lived tokens (a tester's) keep half of their life.
      expiresAtMs: nowMs + Math.max(lifeMs - TOKEN_MARGIN_MS, lifeMs / 2),
    };
  },
  expired: isTokenExpired,
};

/** A 403 that names no reason is no sign of the token's end while the token is younger than this (our own choice). */
const YOUNG_TOKEN_MS = 5 * 60_000;

/**
 * 401, or the 403 whose words speak of the token: "The access token you provided has expired". "Access to requested resource
 * is denied" alone stands for a missing role and for a token that is no longer good (withdrawn, or of before a role was
 * given) alike: a new one tells, once in a few minutes.
 */
function isTokenExpired(response: GatewayResponse, ageMs: number): boolean {
  if (response.status === 401) return true;
  if (response.status !== 403) return false;
  if (ageMs >= YOUNG_TOKEN_MS) return true;
  return /token[^"]{0,60}(?:expired|invalid|revoked)|(?:expired|invalid|revoked)[^"]{0,30}token/i.test(
    response.text,
  );
}

/** How a listing's own request is taken (Listings Items 2021-08-01, sheet §6). */
const ACCEPTED = '{"sku":"preview","status":"ACCEPTED","submissionId":"preview","issues":[]}';

/** Amazon's Selling Partner API as this program knows it; facts and their sources: README.md. */
export const amazonManifest: Manifest & {
  readonly endpoints: Readonly<Record<AmazonEndpoint, EndpointManifest>>;
} = {
  marketplace: 'amazon',
  name: 'Amazon',
  currency: CHANNEL_CURRENCY,
  defaultBaseUrl: 'https://sellingpartnerapi-eu.amazon.com',
  hosts: {
    eu: { origin: 'https://sellingpartnerapi-eu.amazon.com', segments: null },
    na: { origin: 'https://sellingpartnerapi-na.amazon.com', segments: null },
    fe: { origin: 'https://sellingpartnerapi-fe.amazon.com', segments: null },
    token: { origin: 'https://api.amazon.com', segments: null },
  },
  session,
  documentAddress: mayHoldDocuments,
  credentialFields: [...credentialFields],
  capabilities: [...amazonCapabilities],
  rehearsedAnswers: {
    'put-listing': ACCEPTED,
    'patch-content': ACCEPTED,
    'delete-listing': ACCEPTED,
  },
  listingFields: amazonListingFields,
  endpoints: amazonEndpoints,
  headers: () => ({
    // Required, at most 500 characters (developer-docs.amazon.com, "Connect to the SP-API").
    'user-agent': 'MesChainSync/1.0 (Language=TypeScript; Platform=Node)',
  }),
  limits: {
    // A feed takes 25,000 messages and about 10 MiB (sheet §7): ours are below a kilobyte each.
    itemsPerRequest: 5_000,
    draftsPerRequest: 20,
    // The schemas of most product types allow more; nobody documents a bound for all of them.
    maxQuantity: 1_000_000,
    maxTitleLength: 200,
    sameBodyWindowMs: 0,
  },
  // "Orders up to 2 years old"; at one page of 100 in three minutes more than this would take too long.
  orderHistoryMs: 60 * DAY_MS,
  orderWindowMs: 60 * DAY_MS,
  readOffers: readOfferBody,
};

/**
 * Presigned addresses lie on Amazon's own storage (`…amazonaws.com`, and Amazon's content hosts). With a base URL of the
 * channel's own also on that host: a tester serves documents itself.
 */
export function mayHoldDocuments(url: URL, baseUrl: string | null): boolean {
  if (baseUrl !== null && url.hostname === new URL(baseUrl).hostname) return true;
  if (isThisComputer(baseUrl) && isThisComputer(url.origin)) return true;
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') return false;
  return /(?:^|\.)(?:amazonaws\.com|amazonaws\.com\.cn|amazon\.com|media-amazon\.com|cloudfront\.net)$/i.test(
    url.hostname,
  );
}

export function field(credentials: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}

function formText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // Its fields are looked at one by one, each as unknown.
    : null;
}
