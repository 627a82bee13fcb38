import { isProblemError } from '#contract/problem.ts';
import { getInventory } from './api.ts';
import type { AmazonClient, ReadOptions } from './client.ts';
import { InventorySummaries } from './wire.ts';

/** "sellerSkus: at most 50" (model fbaInventory). */
const SKUS_PER_CALL = 50;
const MOST_PAGES = 20;

/**
 * What can be sold of what lies in Amazon's warehouse, by SKU. Not offered to an app without the role: said once in the log, and
 * never in the way of the listings.
 */
export function createInventoryReader(
  client: AmazonClient,
  options: ReadOptions,
): (skus: readonly string[]) => Promise<ReadonlyMap<string, number>> {
  let closed = false;
  return async (skus) => {
    const told = new Map<string, number>();
    // A list is joined by commas.
    const listable = skus.filter((sku) => !sku.includes(','));
    for (let at = 0; at < listable.length && !closed; at += SKUS_PER_CALL) {
      try {
        await readInto(told, client, { skus: listable.slice(at, at + SKUS_PER_CALL), options });
      } catch (error) {
        if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
        closed = true;
        const { code } = error.problem;
        client.context.logger.warn('fba-inventory-unread', { marketplace: 'amazon', code });
      }
    }
    return told;
  };
}

async function readInto(
  told: Map<string, number>,
  client: AmazonClient,
  { skus, options }: { readonly skus: readonly string[]; readonly options: ReadOptions },
): Promise<void> {
  let token: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = getInventory(client, skus, token ?? undefined);
    const answer = await client.read(request, InventorySummaries, options);
    for (const { sellerSku, totalQuantity, inventoryDetails } of answer.payload.inventorySummaries) {
      const quantity = inventoryDetails?.fulfillableQuantity ?? totalQuantity;
      if (sellerSku !== null && quantity !== null) told.set(sellerSku, quantity);
    }
    const next: string | null = answer.pagination?.nextToken ?? null;
    if (next === null || next === token) return;
    token = next;
  }
}
