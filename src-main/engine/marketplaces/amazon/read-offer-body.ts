import { fromMarketplaceNumber } from '#common/money.ts';
import type { OutgoingOffer } from '../../gateway/port.ts';
import { skuOfPath } from './api.ts';
import { entriesOf, isEntry, isPublicOffer, ourPrice, OWN_CHANNEL } from './attributes.ts';
import { CHANNEL_CURRENCY, siteOf } from './sites.ts';

type Entry = Readonly<Record<string, unknown>>;

const BY_PATH = new Set(['patch-offer', 'patch-content', 'put-listing']);
const FIGURES = ['fulfillment_availability', 'purchasable_offer', 'list_price'].map(
  (name) => `/attributes/${name}`,
);

/**
 * Reads stock and prices back out of the body of a listing (put, patch) or of a whole feed, for the last gate. Strict on
 * purpose: figures in a place that this reader does not know can't be judged, and so can't be sent.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the known shapes.
 */
export function readOfferBody(
  endpoint: string,
  bodyText: string,
  path = '',
): readonly OutgoingOffer[] | null {
  if (BY_PATH.has(endpoint)) {
    const sku = skuOfPath(path);
    if (sku === null) throw new TypeError('a listing without a SKU');
    return readChange(sku, parse(bodyText));
  }
  if (endpoint !== 'document-upload') return null;
  const { messages } = parse(bodyText);
  if (!Array.isArray(messages)) throw new TypeError('a feed without messages');
  return messages.flatMap((message: unknown) => {
    if (!isEntry(message) || typeof message['sku'] !== 'string' || message['sku'] === '')
      throw new TypeError('a message without a SKU');
    return message['operationType'] === 'DELETE' ? [] : readChange(message['sku'], message);
  });
}

function parse(bodyText: string): Entry {
  const body: unknown = JSON.parse(bodyText);
  if (!isEntry(body)) throw new TypeError('a body that is no object');
  return body;
}

function readChange(sku: string, body: Entry): readonly OutgoingOffer[] {
  const attributes = isEntry(body['attributes']) ? body['attributes'] : patched(body['patches']);
  if (attributes === null) throw new TypeError('neither attributes nor patches');
  const quantity = quantityIn(attributes);
  const salePriceE4 = priceIn(attributes);
  const listPriceE4 = listPriceIn(attributes);
  if (quantity === null && salePriceE4 === null && listPriceE4 === null) return [];
  return [{ externalId: sku, quantity, salePriceE4, listPriceE4 }];
}

/** In this shop's currency; a new product may carry one. */
function listPriceIn(attributes: Entry): number | null {
  if (attributes['list_price'] === undefined) return null;
  const [only, ...others] = entriesOf(attributes, 'list_price');
  const amount = fromMarketplaceNumber(only?.['value_with_tax'] ?? only?.['value']);
  if (amount === null || others.length > 0 || only?.['currency'] !== CHANNEL_CURRENCY)
    throw new TypeError('not exactly one list price in this shop’s currency');
  return amount;
}

/** The attributes as the patches leave them. A patch that takes figures away, or reaches into one, is not ours. */
function patched(patches: unknown): Entry | null {
  if (!Array.isArray(patches)) return null;
  const attributes: Record<string, unknown> = {};
  for (const patch of patches) {
    if (!isEntry(patch) || typeof patch['path'] !== 'string') throw new TypeError('a patch that is none');
    const { op, path, value } = patch;
    const touches = FIGURES.some((figure) => path === figure || (path as string).startsWith(`${figure}/`));
    if (touches && (op !== 'replace' || !FIGURES.includes(path)))
      throw new TypeError(`figures in a patch "${String(op)} ${path}"`);
    attributes[path.replace('/attributes/', '')] = value;
  }
  return attributes;
}

function quantityIn(attributes: Entry): number | null {
  if (attributes['fulfillment_availability'] === undefined) return null;
  const entries = entriesOf(attributes, 'fulfillment_availability');
  const [only, ...second] = entries.filter((entry) => entry['fulfillment_channel_code'] === OWN_CHANNEL);
  if (only === undefined || second.length > 0)
    throw new TypeError('not exactly one stock of the merchant’s own channel');
  // Another channel's element stands there as it stood: it has no stock that could be written.
  if (entries.some((entry) => entry !== only && entry['quantity'] !== undefined))
    throw new TypeError('stock of a channel that is not ours');
  const quantity = only['quantity'];
  if (!Number.isSafeInteger(quantity)) throw new TypeError('not a quantity');
  return quantity as number; // A safe integer is a number.
}

function priceIn(attributes: Entry): number | null {
  if (attributes['purchasable_offer'] === undefined) return null;
  const entries = entriesOf(attributes, 'purchasable_offer');
  const ours = entries.filter((entry) => {
    const site = siteOf(String(entry['marketplace_id']));
    return site !== null && site.currency === CHANNEL_CURRENCY && isPublicOffer(entry, site);
  });
  const [only, ...others] = ours;
  if (only === undefined || others.length > 0)
    throw new TypeError('not exactly one price for everybody in this shop’s currency');
  const price = ourPrice(only);
  if (price === null) throw new TypeError('not an amount');
  return price;
}
