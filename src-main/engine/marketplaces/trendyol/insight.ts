import { fromMarketplaceNumber } from '#common/money.ts';
import { inChunks } from '../kit/batches.ts';
import type { BuyBox } from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { BUY_BOX_BARCODES, postBuyBox } from './api-catalogue.ts';
import type { TrendyolClient } from './client.ts';
import { readApprovedRows } from './read-listings.ts';
import { BuyBoxes } from './wire-catalogue.ts';

/** Ten barcodes a call; who else sells is only told as "several". Unknown barcodes are left out. */
export async function readBuyBox(
  client: TrendyolClient,
  barcodes: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BuyBox[]> {
  const found: BuyBox[] = [];
  for (const chunk of inChunks([...new Set(barcodes)], BUY_BOX_BARCODES)) {
    const options = { priority: PRIORITY.insight, signal };
    const answer = await client.read(postBuyBox(client.sellerId, chunk), BuyBoxes, options);
    const at = client.context.clock.now();
    for (const row of answer.buyboxInfo) {
      if (row.barcode === null) continue;
      found.push({
        externalId: row.barcode,
        rank: row.buyboxOrder,
        mine: row.buyboxOrder === null ? null : row.buyboxOrder === 1,
        winningPriceE4: fromMarketplaceNumber(row.buyboxPrice),
        sellers: row.hasMultipleSeller === false ? 1 : null,
        at,
      });
    }
  }
  return found;
}

/** As the approved list tells it beside each variant; where it is left out (reference, 2026) the listing is too. */
export async function readCommissions(
  client: TrendyolClient,
  barcodes: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly externalId: string; readonly percent: number }[]> {
  const rows = await readApprovedRows(client, [...new Set(barcodes)], { priority: PRIORITY.insight, signal });
  return [...rows].flatMap(([externalId, { variant }]) =>
    variant.commission === null ? [] : [{ externalId, percent: variant.commission / 10_000 }],
  );
}
