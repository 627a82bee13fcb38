import { fromMarketplaceNumber, toMarketplaceNumber } from '#common/money.ts';
import type { Patch } from './api.ts';
import type { AmazonSite } from './sites.ts';

/**
 * Stock and price as listing attributes (sheet §6.2). Every attribute is a list of objects: `fulfillment_availability` keyed
 * by channel, `purchasable_offer` by shop, currency and audience.
 */
type Entry = Readonly<Record<string, unknown>>;

/** The merchant's own stock; `AMAZON_EU` and the like are Amazon's. */
export const OWN_CHANNEL = 'DEFAULT';

export function entriesOf(attributes: Entry | null | undefined, name: string): readonly Entry[] {
  const list = attributes?.[name];
  return Array.isArray(list) ? list.filter(isEntry) : [];
}

export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, or `otherwise` for anything that is none. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** Whether an element is what every buyer in this shop sees. Left-out selectors count as the general ones. */
export function isPublicOffer(entry: Entry, site: Pick<AmazonSite, 'marketplaceId' | 'currency'>): boolean {
  return (
    (entry['marketplace_id'] === undefined || entry['marketplace_id'] === site.marketplaceId) &&
    (entry['currency'] === undefined || entry['currency'] === site.currency) &&
    (entry['audience'] === undefined || entry['audience'] === 'ALL')
  );
}

/** `our_price` of an element, tax included; null when it has none that can be read. */
export function ourPrice(entry: Entry): number | null {
  for (const price of listIn(entry, 'our_price')) {
    const schedule = listIn(price, 'schedule');
    // A step of a schedule that begins some day is not today's price.
    const standing = schedule.find((step) => step['start_at'] === undefined) ?? schedule[0];
    const amount = fromMarketplaceNumber(standing?.['value_with_tax']);
    if (amount !== null) return amount;
  }
  return null;
}

export function publicPrice(attributes: Entry | null | undefined, site: AmazonSite): number | null {
  for (const entry of entriesOf(attributes, 'purchasable_offer')) {
    const price = isPublicOffer(entry, site) ? ourPrice(entry) : null;
    if (price !== null) return price;
  }
  return null;
}

/** Whether a discount of the merchant's own lowers the public price at this instant; one whose dates can't be read counts. */
export function isDiscounted(attributes: Entry | null | undefined, site: AmazonSite, nowMs: number): boolean {
  return entriesOf(attributes, 'purchasable_offer')
    .filter((entry) => isPublicOffer(entry, site))
    .flatMap((entry) => listIn(entry, 'discounted_price'))
    .flatMap((price) => listIn(price, 'schedule'))
    .some((step) => !(instantOf(step['start_at']) > nowMs) && !(instantOf(step['end_at']) < nowMs));
}

/** Epoch milliseconds; NaN for what is missing or no instant, which no comparison holds for. */
function instantOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** Quantity of the merchant's own channel; null when it has none, as under Amazon's fulfilment. */
export function ownQuantity(attributes: Entry | null | undefined): number | null {
  const own = entriesOf(attributes, 'fulfillment_availability').find(
    (entry) => entry['fulfillment_channel_code'] === OWN_CHANNEL,
  );
  const quantity = own?.['quantity'];
  return Number.isSafeInteger(quantity) ? (quantity as number) : null; // A safe integer is a number.
}

/**
 * Sets the quantity and leaves what else stands there (lead time, restock date, another channel's element) as it is: whole
 * elements are sent back, as `replace` drops what it does not name, and `merge` is younger than some of Amazon's systems (June
 * 2025). Only the own channel's has a quantity that can be written.
 */
export function stockPatch(attributes: Entry | null | undefined, quantity: number): Patch {
  const standing = entriesOf(attributes, 'fulfillment_availability');
  const kept = standing.find((entry) => entry['fulfillment_channel_code'] === OWN_CHANNEL);
  const others = standing
    .filter((entry) => entry['fulfillment_channel_code'] !== OWN_CHANNEL)
    .map(({ quantity: _notOurs, ...other }) => other);
  // "Always in stock" contradicts a figure, and would win.
  const { is_inventory_available: _dropped, ...rest } = kept ?? {};
  return {
    op: 'replace',
    path: '/attributes/fulfillment_availability',
    value: [{ ...rest, fulfillment_channel_code: OWN_CHANNEL, quantity }, ...others],
  };
}

/** Sets the price of the public offer; business prices, limits and the merchant's own discounts stay as they are. */
export function pricePatch(attributes: Entry | null | undefined, site: AmazonSite, priceE4: number): Patch {
  const standing = entriesOf(attributes, 'purchasable_offer');
  const kept = standing.find((entry) => isPublicOffer(entry, site)) ?? {};
  const others = standing.filter((entry) => !isPublicOffer(entry, site));
  return {
    op: 'replace',
    path: '/attributes/purchasable_offer',
    value: [{ ...kept, ...offerEntry(site, priceE4) }, ...others],
  };
}

export function offerEntry(site: AmazonSite, priceE4: number): Entry {
  return {
    marketplace_id: site.marketplaceId,
    currency: site.currency,
    audience: 'ALL',
    our_price: [{ schedule: [{ value_with_tax: toMarketplaceNumber(priceE4) }] }],
  };
}

function listIn(entry: Entry, name: string): readonly Entry[] {
  const list = entry[name];
  return Array.isArray(list) ? list.filter(isEntry) : [];
}
