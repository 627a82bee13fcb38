import { fromMarketplaceNumber } from '#common/money.ts';
import type { BuyBox } from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getBuyBox, getCommissions, SKUS_PER_CALL } from './api-listings.ts';
import type { HepsiburadaClient } from './client.ts';
import { asRecord } from './errors.ts';
import { readListingRows } from './read-listings.ts';
import type { HepsiburadaRequest } from './request.ts';
import { camelKeys, readList, wireMoneyE4 } from './wire.ts';

type Row = { readonly externalId: string; readonly fields: Readonly<Record<string, unknown>> };

/**
 * At which place the account stands. The answer's fields are not described officially; those that integrators read are
 * `buyboxOrder` and `buyboxPrice`, and their likely other names are taken as well (README, open questions).
 */
export async function readBuyBox(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BuyBox[]> {
  const rows = await readBySku(client, externalIds, getBuyBox, signal);
  const at = client.context.clock.now();
  return rows.flatMap(({ externalId, fields }) => {
    const rank = wholeNumber(fields['buyboxOrder'] ?? fields['order'] ?? fields['rank']);
    const winningPriceE4 = wireMoneyE4.parse(fields['buyboxPrice'] ?? fields['price']);
    if (rank === null && winningPriceE4 === null) return [];
    return [{ externalId, rank, mine: rank === null ? null : rank === 1, winningPriceE4, sellers: null, at }];
  });
}

/** Percent of the price; 240 calls a minute, 50 SKUs a call. */
export async function readCommissions(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly externalId: string; readonly percent: number }[]> {
  const rows = await readBySku(client, externalIds, getCommissions, signal);
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
  requestOf: (merchantId: string, hbSkus: readonly string[]) => HepsiburadaRequest,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const options = { priority: PRIORITY.insight, signal };
  const listings = await readListingRows(client, [...new Set(externalIds)], options);
  const byHbSku = new Map<string, string>();
  for (const [externalId, row] of listings) {
    const hbSku = row.hepsiburadaSku ?? row.hbSku;
    if (hbSku !== null) byHbSku.set(hbSku, externalId);
  }
  const skus = [...byHbSku.keys()];
  const found: Row[] = [];
  for (let start = 0; start < skus.length; start += SKUS_PER_CALL) {
    const request = requestOf(client.merchantId, skus.slice(start, start + SKUS_PER_CALL));
    const list = readList(request, await client.ask(request, options));
    for (const raw of list.rows) {
      const fields = asRecord(camelKeys(raw)) ?? {};
      const sku = fields['hepsiburadaSku'] ?? fields['hbSku'] ?? fields['sku'];
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
