import { fromMarketplaceNumber } from '#common/money.ts';
import type { OutgoingOffer } from '../../gateway/port.ts';

const UPLOAD_FIELDS = new Set(['merchantSku', 'price', 'availableStock']);

/**
 * Reads the offers back out of the body of a request, for the last gate. Strict on purpose: a body with anything
 * unexpected in it can't be judged, and so can't be sent. Null for endpoints that carry no figures.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the known shapes.
 */
export function readOfferBody(endpoint: string, bodyText: string): readonly OutgoingOffer[] | null {
  if (/^(inventory|stock|price)-upload$/.test(endpoint)) return listIn(bodyText).map(readUploadItem);
  if (endpoint === 'product-import') return listIn(fileIn(bodyText)).flatMap(readImported);
  if (endpoint === 'fast-listing') return listIn(bodyText).map(readFastListing);
  return null;
}

function readUploadItem(item: unknown): OutgoingOffer {
  const record = recordOf(item);
  for (const name in record) if (!UPLOAD_FIELDS.has(name)) throw new TypeError(`an item with "${name}"`);
  const { merchantSku, price, availableStock } = record;
  if (typeof merchantSku !== 'string' || merchantSku === '') throw new TypeError('an item without a SKU');
  if (availableStock !== undefined && !Number.isSafeInteger(availableStock))
    throw new TypeError('not a quantity');
  const salePriceE4 = price === undefined ? null : amountOf(price);
  // A safe integer, or left out.
  const quantity = (availableStock as number | undefined) ?? null;
  return { externalId: merchantSku, quantity, salePriceE4, listPriceE4: null };
}

/** Content sent again without figures carries none. */
function readImported(item: unknown): readonly OutgoingOffer[] {
  const attributes = recordOf(recordOf(item)['attributes']);
  const { merchantSku, price, stock } = attributes;
  if (typeof merchantSku !== 'string' || merchantSku === '') throw new TypeError('a product without a SKU');
  if (price === undefined && stock === undefined) return [];
  return [
    {
      externalId: merchantSku,
      quantity: stock === undefined ? null : countOf(stock),
      salePriceE4: price === undefined ? null : amountOf(price),
      listPriceE4: null,
    },
  ];
}

function readFastListing(item: unknown): OutgoingOffer {
  const { merchantSku, price, stock } = recordOf(item);
  if (typeof merchantSku !== 'string' || merchantSku === '') throw new TypeError('a product without a SKU');
  return {
    externalId: merchantSku,
    quantity: countOf(stock),
    salePriceE4: amountOf(price),
    listPriceE4: null,
  };
}

/** The catalogue takes its JSON as a file; the gate is handed the parts of a multipart body with their texts. */
function fileIn(bodyText: string): string {
  const file = listIn(bodyText)
    .map(recordOf)
    .find(({ name }) => name === 'file');
  if (typeof file?.['text'] !== 'string') throw new TypeError('no file of products');
  return file['text'];
}

function listIn(text: string): readonly unknown[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new TypeError('not a list of items');
  return parsed;
}

/** A number in uploads; in imports a text with a comma (`130,50`, sheet §1.6). */
function amountOf(value: unknown): number {
  const amountE4 = fromMarketplaceNumber(typeof value === 'string' ? value.replace(',', '.') : value);
  if (amountE4 === null) throw new TypeError('not an amount');
  return amountE4;
}

function countOf(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) throw new TypeError('not a quantity');
  return Number(value);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('an item that is none');
  return value as Readonly<Record<string, unknown>>; // An object that is no list.
}
