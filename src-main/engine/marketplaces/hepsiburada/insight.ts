import { fromMarketplaceNumber } from '#common/money.ts';
import type { BuyBox } from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { BUY_BOX_SKUS, getBuyBox, getCommissions, SKUS_PER_CALL } from './api-listings.ts';
import type { HepsiburadaClient } from './client.ts';
import { asRecord } from '../kit/record.ts';
import { readListingRows } from './read-listings.ts';
import type { HepsiburadaRequest } from './request.ts';
import { camelKeys, readList, wireMoneyE4 } from './wire.ts';

type Row = { readonly externalId: string; readonly fields: Readonly<Record<string, unknown>> };

/**
 * At which place the account stands. The answer's fields are not described officially: integrators read `buyboxOrder` and
 * `buyboxPrice`, the guide names SKU, Rank and Price, others tell of a row for each seller (README, open questions).
 * What a row says of somebody else's place is not taken for ours.
 */
export async function readBuyBox(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BuyBox[]> {
  const by = { requestOf: getBuyBox, most: BUY_BOX_SKUS, onSaleOnly: true };
  const rows = await readBySku(client, externalIds, by, signal);
  const at = client.context.clock.now();
  const bySku = new Map<string, Row['fields'][]>();
  for (const { externalId, fields } of rows) {
    const sellers = fields['buyboxOrders'];
    const own = Array.isArray(sellers) ? sellers.map((seller) => asRecord(seller) ?? {}) : [fields];
    bySku.set(externalId, [...(bySku.get(externalId) ?? []), ...own]);
  }
  return [...bySku].flatMap(([externalId, places]) => mapPlaces(externalId, places, at) ?? []);
}

function mapPlaces(externalId: string, places: readonly Row['fields'][], at: number): BuyBox | null {
  const first = places.find((place) => placeOf(place) === 1);
  const only = places.length === 1 ? places[0] : undefined;
  const rank = only ? placeOf(only) : null;
  const winningPriceE4 = wireMoneyE4.parse(
    only?.['buyboxPrice'] ?? first?.['price'] ?? first?.['buyboxPrice'],
  );
  if (rank === null && winningPriceE4 === null) return null;
  const sellers = places.length > 1 ? places.length : null;
  return { externalId, rank, mine: rank === null ? null : rank === 1, winningPriceE4, sellers, at };
}

function placeOf(fields: Row['fields']): number | null {
  return wholeNumber(fields['buyboxOrder'] ?? fields['order'] ?? fields['rank']);
}

/** Percent of the price; 240 calls a minute, 50 SKUs a call. */
export async function readCommissions(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly externalId: string; readonly percent: number }[]> {
  const by = { requestOf: getCommissions, most: SKUS_PER_CALL, onSaleOnly: false };
  const rows = await readBySku(client, externalIds, by, signal);
  return rows.flatMap(({ externalId, fields }) => {
    const rate = fields['commissionRate'] ?? fields['rate'] ?? fields['commission'];
    const percentE4 = fromMarketplaceNumber(typeof rate === 'string' ? rate.replace(',', '.') : rate);
    return percentE4 === null ? [] : [{ externalId, percent: percentE4 / 10_000 }];
  });
}

/** Both services go by Hepsiburada's own SKUs, which the listings tell. */
async function readBySku(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  by: {
    readonly requestOf: (merchantId: string, hbSkus: readonly string[]) => HepsiburadaRequest;
    /** SKUs in one question. */
    readonly most: number;
    readonly onSaleOnly: boolean;
  },
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const options = { priority: PRIORITY.insight, signal };
  const listings = await readListingRows(client, [...new Set(externalIds)], options);
  const byHbSku = new Map<string, string>();
  for (const [externalId, row] of listings) {
    const hbSku = row.hepsiburadaSku ?? row.hbSku;
    if (hbSku === null || (by.onSaleOnly && row.isSalable === false)) continue;
    byHbSku.set(hbSku, externalId);
  }
  const skus = [...byHbSku.keys()];
  const found: Row[] = [];
  for (let start = 0; start < skus.length; start += by.most) {
    const request = by.requestOf(client.merchantId, skus.slice(start, start + by.most));
    const list = readList(request, await client.ask(request, options));
    for (const raw of list.rows) {
      const fields = asRecord(camelKeys(raw)) ?? {};
      const sku = fields['hepsiburadaSku'] ?? fields['hbSku'] ?? fields['sku'] ?? fields['sKU'];
      const own = typeof sku === 'string' ? byHbSku.get(sku) : undefined;
      if (own !== undefined) found.push({ externalId: own, fields });
    }
  }
  return found;
}

function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
