import { isProblemError, type ProblemError } from '#contract/problem.ts';
import type { ListingDraft, WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postContentUpdate, postFastListing, postImport } from './api-catalogue.ts';
import { postShippingInfo, type ShippingInfo } from './api-listings.ts';
import { batchId, skuList, type BatchPart } from './batch-id.ts';
import type { HepsiburadaClient } from './client.ts';
import { isTooManyUploads } from './errors.ts';
import { contentBody, fastListingBody, importBody, shippingInfo } from './import-body.ts';
import { withJoinedIntent } from '../kit/join-intent.ts';
import { hepsiburadaLimits } from './limits.ts';
import { receiptId } from './offers.ts';
import { readListingRows } from './read-listings.ts';
import type { HepsiburadaRequest } from './request.ts';

/**
 * Sends new products, and listings under products of the catalogue (`catalogueId`), which go by a service of their own.
 * Sent twice it makes nothing twice: the stock code is unique, and a second import changes the first (sheet §2.3).
 */
export async function createListings(
  client: HepsiburadaClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const fresh = drafts.filter(({ catalogueId }) => catalogueId === null);
  const known = drafts.filter(({ catalogueId }) => catalogueId !== null);
  return submitted(options, async (accepted, joined) => {
    if (fresh.length > 0) {
      const request = postImport(fresh.map((draft) => importBody(client.merchantId, draft)));
      accepted.push(await sendImport(client, request, fresh, joined));
    }
    if (known.length > 0) {
      const rows = known.map((draft, index) => fastListingBody(client.merchantId, draft, index));
      accepted.push(await sendImport(client, postFastListing(rows), known, joined));
    }
    return accepted;
  });
}

/** What became of it is asked by tracking id; stock codes that the server turns into capitals are kept beside it. */
async function sendImport(
  client: HepsiburadaClient,
  request: HepsiburadaRequest,
  drafts: readonly ListingDraft[],
  { intent, priority, signal }: WriteOptions,
): Promise<BatchPart> {
  const response = await client.send(request, { intent, priority, signal });
  const trackingId = receiptId(response, intent, request.endpoint);
  const typed = drafts.map(({ stockCode }) => stockCode).filter((code) => code !== code.toUpperCase());
  return { kind: 'import', id: typed.length === 0 ? trackingId : `${trackingId}|${skuList(typed)}` };
}

/**
 * Texts, images and attributes. Matched products go by the update service and leave price and stock alone; how they are
 * shipped goes by a service of its own, where the draft says anything of it. Those that are not matched yet have no listing
 * and are imported anew, whole, with the draft's price and stock.
 */
export async function updateContent(
  client: HepsiburadaClient,
  drafts: readonly ListingDraft[],
  options: WriteOptions,
): Promise<SubmitResult> {
  assertDrafts(drafts);
  const codes = drafts.map(({ stockCode }) => stockCode);
  const rows = await readListingRows(client, codes, { priority: PRIORITY.content, signal: options.signal });
  const hbSkuOf = ({ stockCode }: ListingDraft): string | null => {
    const row = rows.get(stockCode);
    return row?.hepsiburadaSku ?? row?.hbSku ?? null;
  };
  const matched = drafts.flatMap((draft) => {
    const hbSku = hbSkuOf(draft);
    return hbSku === null ? [] : [{ draft, hbSku }];
  });
  const waiting = drafts.filter((draft) => hbSkuOf(draft) === null);
  return submitted(options, async (accepted, joined) => {
    if (matched.length > 0) accepted.push(await sendContent(client, matched, joined));
    const shipping = matched.flatMap(({ draft }) => shippingInfo(draft) ?? []);
    if (shipping.length > 0) accepted.push(await sendShippingInfo(client, shipping, joined));
    if (waiting.length > 0) {
      const request = postImport(waiting.map((draft) => importBody(client.merchantId, draft)));
      accepted.push(await sendImport(client, request, waiting, joined));
    }
    return accepted;
  });
}

async function sendContent(
  client: HepsiburadaClient,
  matched: readonly { readonly draft: ListingDraft; readonly hbSku: string }[],
  { intent, priority, signal }: WriteOptions,
): Promise<BatchPart> {
  const items = matched.map(({ draft, hbSku }) => contentBody(hbSku, draft));
  const request = postContentUpdate(client.merchantId, items);
  const response = await client.send(request, { intent, priority, signal });
  const pairs = Object.fromEntries(matched.map(({ draft, hbSku }) => [hbSku, draft.stockCode]));
  return { kind: 'content', id: `${receiptId(response, intent, request.endpoint)}|${JSON.stringify(pairs)}` };
}

async function sendShippingInfo(
  client: HepsiburadaClient,
  items: readonly ShippingInfo[],
  { intent, priority, signal }: WriteOptions,
): Promise<BatchPart> {
  const request = postShippingInfo(client.merchantId, items);
  const options = { intent, priority, signal, refusesInWords: isTooManyUploads };
  const response = await client.send(request, options);
  const part = { kind: 'shipping-info', id: receiptId(response, intent, request.endpoint) } as const;
  const blank = { quantity: null, salePriceE4: null, listPriceE4: null };
  client.uploads.set(
    batchId([part]),
    items.map(({ merchantSku }) => ({ externalId: merchantSku, ...blank })),
  );
  return part;
}

/**
 * Runs writes one after another. What the marketplace said no to first is an answer; when a later one is refused, the
 * earlier ones stand, and what their report does not name is read back.
 */
export async function submitted(
  options: WriteOptions,
  run: (accepted: BatchPart[], joined: WriteOptions) => Promise<readonly BatchPart[]>,
): Promise<SubmitResult> {
  const accepted: BatchPart[] = [];
  try {
    const parts = await withJoinedIntent(options.intent, (intent) => run(accepted, { ...options, intent }));
    return { kind: 'accepted', batchId: batchId(parts) };
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'channel/outcome-unknown') throw error;
    if (accepted.length > 0) return { kind: 'accepted', batchId: batchId(accepted) };
    if (!isAnswer(error)) throw error;
    return { kind: 'refused', problem: error.problem };
  }
}

/** Refusals carry the status that they came with; that a request could not be made does not. */
export function isAnswer({ problem }: ProblemError): boolean {
  return 'status' in problem.params && problem.code !== 'channel/rate-limited';
}

function assertDrafts(drafts: readonly ListingDraft[]): void {
  const most = hepsiburadaLimits.draftsPerRequest ?? 1;
  if (drafts.length === 0 || drafts.length > most)
    throw new RangeError(`${drafts.length} products in one request`);
  if (new Set(drafts.map(({ stockCode }) => stockCode.toUpperCase())).size !== drafts.length)
    throw new RangeError('one stock code stands twice');
}
