import type { OutgoingOffer } from '../../gateway/port.ts';
import { readBodyAmount } from '../kit/body-amount.ts';
import { isRecord } from '../kit/record.ts';

const OFFER_FIELDS = new Set(['stockCode', 'quantity', 'salePrice', 'listPrice', 'currencyType']);
/** In a body that is not about offers these would be a way around the gate. */
const FIGURES = ['quantity', 'salePrice', 'listPrice'] as const;

/**
 * Reads the offers back out of the body of a product task. Strict on purpose: a body with anything unexpected in it can't
 * be judged, and so can't be sent. By hand, because it is done for every request's thousand rows.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the one shape.
 */
export function readTaskBody(endpoint: string, bodyText: string): readonly OutgoingOffer[] | null {
  const isOffers = endpoint === 'price-stock-update';
  if (!isOffers && endpoint !== 'product-create' && endpoint !== 'product-update') return null;
  const body: unknown = JSON.parse(bodyText);
  const payload = isRecord(body) && Object.keys(body).length === 1 ? body['payload'] : null;
  const skus = isRecord(payload) ? payload['skus'] : null;
  if (!Array.isArray(skus)) throw new TypeError('not a product task');
  if (endpoint === 'product-update') return readContent(skus);
  return skus.map((row) => readOffer(row, isOffers));
}

function readContent(skus: readonly unknown[]): null {
  for (const row of skus) {
    if (!isRecord(row) || FIGURES.some((name) => Object.hasOwn(row, name)))
      throw new TypeError('content that carries stock or prices');
  }
  return null;
}

function readOffer(row: unknown, strict: boolean): OutgoingOffer {
  if (!isRecord(row)) throw new TypeError('a row that is none');
  if (strict)
    for (const name in row) if (!OFFER_FIELDS.has(name)) throw new TypeError(`a row with "${name}"`);
  const { stockCode, quantity, salePrice, listPrice, currencyType } = row;
  if (typeof stockCode !== 'string' || stockCode === '') throw new TypeError('a row without a stock code');
  if (quantity !== undefined && !Number.isSafeInteger(quantity)) throw new TypeError('not a quantity');
  // A price in another currency can't be compared with anything.
  const priced = salePrice !== undefined || listPrice !== undefined;
  if (priced && currencyType !== 'TL') throw new TypeError('a price that is not in TL');
  return {
    externalId: stockCode,
    // A safe integer, or left out.
    quantity: (quantity as number | undefined) ?? null,
    salePriceE4: readBodyAmount(salePrice),
    listPriceE4: readBodyAmount(listPrice),
  };
}
