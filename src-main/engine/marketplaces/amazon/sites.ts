/** One of Amazon's shops. Ids: developer-docs.amazon.com (marketplace IDs); currencies and locales: the same, state of Nov 2026. */
export type AmazonSite = {
  readonly marketplaceId: string;
  readonly country: string;
  readonly currency: string;
  readonly locale: string;
  /** The key of the manifest's `hosts`: the region that the account is authorised in. */
  readonly region: 'eu' | 'na' | 'fe';
  readonly domain: string;
};

const TABLE = [
  ['A33AVAJ2PDY3EV', 'TR', 'TRY', 'tr_TR', 'eu', 'amazon.com.tr'],
  ['A1PA6795UKMFR9', 'DE', 'EUR', 'de_DE', 'eu', 'amazon.de'],
  ['A1F83G8C2ARO7P', 'UK', 'GBP', 'en_GB', 'eu', 'amazon.co.uk'],
  ['A13V1IB3VIYZZH', 'FR', 'EUR', 'fr_FR', 'eu', 'amazon.fr'],
  ['APJ6JRA9NG5V4', 'IT', 'EUR', 'it_IT', 'eu', 'amazon.it'],
  ['A1RKKUPIHCS9HS', 'ES', 'EUR', 'es_ES', 'eu', 'amazon.es'],
  ['A1805IZSGTT6HS', 'NL', 'EUR', 'nl_NL', 'eu', 'amazon.nl'],
  ['A2NODRKZP88ZB9', 'SE', 'SEK', 'sv_SE', 'eu', 'amazon.se'],
  ['A1C3SOZRARQ6R3', 'PL', 'PLN', 'pl_PL', 'eu', 'amazon.pl'],
  ['AMEN7PMS3EDWL', 'BE', 'EUR', 'fr_BE', 'eu', 'amazon.com.be'],
  ['A28R8C7NBKEWEA', 'IE', 'EUR', 'en_GB', 'eu', 'amazon.ie'],
  ['A2VIGQ35RCS4UG', 'AE', 'AED', 'en_AE', 'eu', 'amazon.ae'],
  ['A17E79C6D8DWNP', 'SA', 'SAR', 'ar_AE', 'eu', 'amazon.sa'],
  ['ATVPDKIKX0DER', 'US', 'USD', 'en_US', 'na', 'amazon.com'],
  ['A2EUQ1WTGCTBG2', 'CA', 'CAD', 'en_CA', 'na', 'amazon.ca'],
] as const;

const SITES: ReadonlyMap<string, AmazonSite> = new Map(
  TABLE.map(([marketplaceId, country, currency, locale, region, domain]) => [
    marketplaceId,
    { marketplaceId, country, currency, locale, region, domain },
  ]),
);

/** What this program's channels count in. Prices of a site with another currency are neither read nor written. */
export const CHANNEL_CURRENCY = 'TRY';

export function siteOf(marketplaceId: string): AmazonSite | null {
  return SITES.get(marketplaceId) ?? null;
}
