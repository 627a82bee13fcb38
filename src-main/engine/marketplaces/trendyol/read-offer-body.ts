import type { OutgoingOffer } from '../../gateway/port.ts';
import { readBodyAmount } from '../kit/body-amount.ts';
import { isRecord } from '../kit/record.ts';

const FIELDS: ReadonlySet<string> = new Set(['barcode', 'quantity', 'salePrice', 'listPrice']);
/** Of a new product (create page, 2026): figures that could change what it costs are not among the unknown. */
const CREATION_FIELDS: ReadonlySet<string> = new Set([
  'barcode',
  'quantity',
  'salePrice',
  'listPrice',
  'title',
  'productMainId',
  'brandId',
  'categoryId',
  'stockCode',
  'dimensionalWeight',
  'description',
  'origin',
  'vatRate',
  'images',
  'attributes',
  'deliveryOption',
  'lotNumber',
  'cargoProviders',
  'shipmentAddressId',
  'returningAddressId',
]);

/** The offers in a final body; null for endpoints whose bodies carry neither stock nor prices. */
export function readOffersOf(endpoint: string, bodyText: string): readonly OutgoingOffer[] | null {
  if (endpoint === 'price-and-inventory') return readOfferBody(bodyText);
  if (endpoint === 'product-create') return readCreationBody(bodyText);
  return null;
}

function readCreationBody(bodyText: string): readonly OutgoingOffer[] {
  const offers = readItems(bodyText, CREATION_FIELDS);
  for (const { quantity, salePriceE4, listPriceE4 } of offers)
    if (quantity === null || salePriceE4 === null || listPriceE4 === null)
      throw new TypeError('a new product without stock or prices');
  return offers;
}

/**
 * Reads the offers back out of the body of a stock-and-price request. Strict on purpose: a body with anything unexpected
 * in it can't be judged, and so can't be sent. By hand, because it is done for every request's thousand items, and a
 * schema takes longer over them than all the rest of the gateway.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the one shape.
 */
export function readOfferBody(bodyText: string): readonly OutgoingOffer[] {
  return readItems(bodyText, FIELDS);
}

function readItems(bodyText: string, fields: ReadonlySet<string>): readonly OutgoingOffer[] {
  const body: unknown = JSON.parse(bodyText);
  if (!isRecord(body) || !Array.isArray(body.items) || Object.keys(body).length !== 1) {
    throw new TypeError('not a request of items');
  }
  return body.items.map((item) => readOffer(item, fields));
}

function readOffer(item: unknown, fields: ReadonlySet<string>): OutgoingOffer {
  if (!isRecord(item)) throw new TypeError('an item that is none');
  for (const name in item) if (!fields.has(name)) throw new TypeError(`an item with "${name}"`);
  const { barcode, quantity, salePrice, listPrice } = item;
  if (typeof barcode !== 'string' || barcode === '') throw new TypeError('an item without a barcode');
  if (quantity !== undefined && !Number.isSafeInteger(quantity)) throw new TypeError('not a quantity');
  return {
    externalId: barcode,
    // A safe integer, or left out.
    quantity: (quantity as number | undefined) ?? null,
    salePriceE4: readBodyAmount(salePrice),
    listPriceE4: readBodyAmount(listPrice),
  };
}
