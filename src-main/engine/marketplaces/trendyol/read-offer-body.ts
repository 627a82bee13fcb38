import { fromMarketplaceNumber } from '#common/money.ts';
import type { OutgoingOffer } from '../../gateway/port.ts';

const FIELDS = new Set(['barcode', 'quantity', 'salePrice', 'listPrice']);

/**
 * Reads the offers back out of the body of a stock-and-price request. Strict on purpose: a body with anything unexpected
 * in it can't be judged, and so can't be sent. By hand, because it is done for every request's thousand items, and a
 * schema takes longer over them than all the rest of the gateway.
 *
 * @throws SyntaxError for what is no JSON, TypeError for anything but the one shape.
 */
export function readOfferBody(bodyText: string): readonly OutgoingOffer[] {
  const body: unknown = JSON.parse(bodyText);
  if (!isRecord(body) || !Array.isArray(body.items) || Object.keys(body).length !== 1) {
    throw new TypeError('not a stock-and-price request');
  }
  return body.items.map(readOffer);
}

function readOffer(item: unknown): OutgoingOffer {
  if (!isRecord(item)) throw new TypeError('an item that is none');
  for (const name in item) if (!FIELDS.has(name)) throw new TypeError(`an item with "${name}"`);
  const { barcode, quantity, salePrice, listPrice } = item;
  if (typeof barcode !== 'string' || barcode === '') throw new TypeError('an item without a barcode');
  if (quantity !== undefined && !Number.isSafeInteger(quantity)) throw new TypeError('not a quantity');
  return {
    externalId: barcode,
    // A safe integer, or left out.
    quantity: (quantity as number | undefined) ?? null,
    salePriceE4: readAmount(salePrice),
    listPriceE4: readAmount(listPrice),
  };
}

function readAmount(value: unknown): number | null {
  if (value === undefined) return null;
  const amountE4 = typeof value === 'number' ? fromMarketplaceNumber(value) : null;
  if (amountE4 === null) throw new TypeError('not an amount');
  return amountE4;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
