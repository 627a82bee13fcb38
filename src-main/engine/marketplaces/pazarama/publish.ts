import { isProblemError } from '#contract/problem.ts';
import type { ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { postProducts, postProductStatus } from './api.ts';
import { batchId } from './batch-id.ts';
import { unclear, type PazaramaClient } from './client.ts';
import { codeOf, productOf } from './draft-body.ts';
import { itemProblem } from './errors.ts';
import { pazaramaLimits } from './limits.ts';
import { refusedOrThrow, upload } from './offers.ts';
import { CreationAccepted } from './wire.ts';

/**
 * Queues new products, one for each variant. A barcode that is there already is refused by Pazarama product by product;
 * what a lost answer left behind is found by its barcode before anything is sent again.
 */
export async function createListings(
  client: PazaramaClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertCodes(drafts.map(codeOf), pazaramaLimits.draftsPerRequest!);
  return refusedOr(async () => {
    const request = postProducts(drafts.map(productOf));
    const response = await client.send(request, options);
    const accepted = CreationAccepted.safeParse(response.json).data?.data;
    const id = accepted?.batchRequestId ?? null;
    const atMs = client.context.clock.now();
    const codes = drafts.map(codeOf);
    if (id !== null) return { kind: 'accepted', batchId: batchId([{ kind: 'products', atMs, id, codes }]) };
    const errors = accepted?.error?.errors ?? [];
    if (errors.length > 0) return { kind: 'refused', problem: itemProblem(errors) };
    return unclear(request.endpoint, response.status, options.intent, 'no batchRequestId in the answer');
  });
}

/** Takes off sale (10) or puts back (1). */
export async function setOnSale(
  client: PazaramaClient,
  externalIds: readonly string[],
  { onSale, ...options }: WriteOptions & { readonly onSale: boolean },
): Promise<SubmitResult> {
  assertCodes(externalIds, pazaramaLimits.itemsPerRequest);
  return refusedOr(async () => {
    const part = await upload(client, 'status', postProductStatus(externalIds, onSale ? 1 : 10), options);
    return { kind: 'accepted', batchId: batchId([part]) };
  });
}

async function refusedOr(send: () => Promise<SubmitResult>): Promise<SubmitResult> {
  try {
    return await send();
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'channel/outcome-unknown') throw error;
    return refusedOrThrow(error, error.problem);
  }
}

/** What a caller should never have made. */
function assertCodes(codes: readonly string[], most: number): void {
  if (codes.length === 0 || codes.length > most)
    throw new RangeError(`${codes.length} products in one request`);
  if (codes.some((code) => code.trim() === '')) throw new RangeError('a product without a barcode');
  if (new Set(codes).size !== codes.length) throw new RangeError('one barcode stands twice');
}
