import { problem } from '#contract/problem.ts';
import type { ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { deleteProducts, postProducts, putArchived, putUnlock } from './api-catalogue.ts';
import { nameBatch } from './batch-name.ts';
import type { TrendyolClient } from './client.ts';
import { cleanBarcode, creationItem } from './draft-body.ts';
import { trendyolLimits } from './limits.ts';
import type { TrendyolRequest } from './request.ts';
import { submit } from './submit.ts';

/**
 * Queues new products. A barcode that is there already is refused item by item, so nothing is made twice; an answer
 * that is lost rejects with `channel/outcome-unknown`, and the listings are read before it is tried again.
 */
export async function createListings(
  client: TrendyolClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const flaw = flawOf(drafts);
  if (flaw) return flaw;
  const request = postProducts(client.sellerId, 'product-create', drafts.map(creationItem));
  const result = await submit(client, request, options);
  if (result.kind !== 'accepted') return result;
  const codes = codesByBarcode(drafts);
  return { kind: 'accepted', batchId: nameBatch([{ kind: 'products', id: result.batchId, codes }]) };
}

export function archiveListings(
  client: TrendyolClient,
  barcodes: readonly string[],
  { archived, ...options }: WriteOptions & { readonly archived: boolean },
): Promise<SubmitResult> {
  return submitBarcodes(client, barcodes, options, (each) => putArchived(client.sellerId, each, archived));
}

/** Takes off Trendyol's locks for prices too low or too high and for unsupplied orders. */
export function unlockListings(
  client: TrendyolClient,
  barcodes: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  return submitBarcodes(client, barcodes, options, (each) => putUnlock(client.sellerId, each));
}

/** For good. Approved products only after more than a day in the archive; what is refused stands in the report. */
export function deleteListings(
  client: TrendyolClient,
  barcodes: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  return submitBarcodes(client, barcodes, options, (each) => deleteProducts(client.sellerId, each));
}

async function submitBarcodes(
  client: TrendyolClient,
  barcodes: readonly string[],
  options: WriteOptions,
  requestOf: (barcodes: readonly string[]) => TrendyolRequest,
): Promise<SubmitResult> {
  const each = [...new Set(barcodes)];
  if (each.length === 0 || each.length > trendyolLimits.itemsPerRequest)
    throw new RangeError(`${each.length} items in one request`);
  return submit(client, requestOf(each), options);
}

/**
 * Batches name barcodes, the program its own stock codes. Where two listings share a stock code, or have none, which
 * Trendyol allows, they are told by their barcodes.
 */
export function codesByBarcode(
  drafts: readonly ListingDraft[],
  nameOf: (draft: ListingDraft) => string = namesOf(drafts),
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(drafts.map((draft) => [cleanBarcode(draft.barcode), [nameOf(draft)]]));
}

/** What each draft is called in reports. */
export function namesOf(drafts: readonly ListingDraft[]): (draft: ListingDraft) => string {
  const times = Map.groupBy(drafts, ({ stockCode }) => stockCode);
  return ({ stockCode, barcode }) =>
    stockCode !== '' && times.get(stockCode)?.length === 1 ? stockCode : cleanBarcode(barcode);
}

/**
 * What stands in the way of sending these in one request: no barcode, or the same one twice, which Trendyol would refuse
 * item by item without saying which of them it means.
 *
 * @throws RangeError for more drafts than a request takes.
 */
export function flawOf(drafts: readonly ListingDraft[]): SubmitResult | null {
  const most = trendyolLimits.draftsPerRequest ?? 1;
  if (drafts.length === 0 || drafts.length > most)
    throw new RangeError(`${drafts.length} products in one request`);
  const barcodes = new Set(drafts.map(({ barcode }) => cleanBarcode(barcode)));
  if (barcodes.size === drafts.length && !barcodes.has('')) return null;
  return {
    kind: 'refused',
    problem: problem('input/invalid', { field: 'barcode', marketplace: 'Trendyol' }),
  };
}
