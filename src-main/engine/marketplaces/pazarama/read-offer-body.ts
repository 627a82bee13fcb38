import type { OutgoingOffer } from '../../gateway/port.ts';
import { readBodyAmount } from '../kit/body-amount.ts';
import { isRecord, type UnknownRecord } from '../kit/record.ts';

/** Exactly what a row of each upload holds; anything else beside it could not be judged. */
const FIELDS = {
  'stock-update': ['code', 'stockCount'],
  'price-update': ['code', 'listPrice', 'salePrice'],
} as const;

/**
 * Reads the offers back out of the body of a request, for the last gate. Strict on purpose: a body with anything
 * unexpected in it can't be judged, and so can't be sent. Null for endpoints that carry no figures.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the known shapes.
 */
export function readOfferBody(endpoint: string, bodyText: string): readonly OutgoingOffer[] | null {
  if (endpoint === 'product-create') return rowsIn(bodyText, 'products').map(readProduct);
  if (endpoint !== 'stock-update' && endpoint !== 'price-update') return null;
  return rowsIn(bodyText, 'items').map((row) => readRow(row, FIELDS[endpoint]));
}

function readRow(row: UnknownRecord, fields: readonly string[]): OutgoingOffer {
  const names = Object.keys(row);
  if (names.length !== fields.length || names.some((name) => !fields.includes(name)))
    throw new TypeError(`a row with ${names.join(', ')}`);
  return readProduct(row);
}

function readProduct(row: UnknownRecord): OutgoingOffer {
  const { code, stockCount, salePrice, listPrice } = row;
  if (typeof code !== 'string' || code === '') throw new TypeError('a row without a barcode');
  if (stockCount !== undefined && !Number.isSafeInteger(stockCount)) throw new TypeError('not a quantity');
  return {
    externalId: code,
    // A safe integer, or left out.
    quantity: (stockCount as number | undefined) ?? null,
    salePriceE4: readBodyAmount(salePrice),
    listPriceE4: readBodyAmount(listPrice),
  };
}

function rowsIn(bodyText: string, name: string): readonly UnknownRecord[] {
  const body: unknown = JSON.parse(bodyText);
  const rows = isRecord(body) && Object.keys(body).length === 1 ? body[name] : null;
  if (!Array.isArray(rows) || !rows.every(isRecord)) throw new TypeError(`no list of ${name}`);
  return rows;
}
