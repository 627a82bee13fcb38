import type { BatchReport, BatchReportItem, OfferUpdate } from '../kit/port.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getUpload, type UploadKind } from './api-listings.ts';
import { batchId, readBatchId, type BatchPart } from './batch-id.ts';
import type { HepsiburadaClient } from './client.ts';
import { itemProblem } from './errors.ts';
import { isUpload } from './offers.ts';
import { readProductBatch } from './read-product-batch.ts';
import { camelKeys } from './wire.ts';
import { WireUpload, type PriceValidation } from './wire-listing.ts';

/** What became of each item of everything that a batch is made of; final when all its parts are. */
export async function readBatch(
  client: HepsiburadaClient,
  batch: string,
  signal?: AbortSignal,
): Promise<BatchReport> {
  const reports: BatchReport[] = [];
  for (const part of readBatchId(batch)) reports.push(await readPart(client, part, signal));
  return {
    final: reports.every(({ final }) => final),
    items: worstOfEach(reports.flatMap(({ items }) => items)),
  };
}

/** A listing whose change went by several services is done when none of them says otherwise. */
function worstOfEach(items: readonly BatchReportItem[]): readonly BatchReportItem[] {
  return [...Map.groupBy(items, ({ externalId }) => externalId.toUpperCase()).values()].map(
    (own) =>
      own.find(({ state }) => state === 'failed') ?? own.find(({ state }) => state === 'open') ?? own[0]!,
  );
}

function readPart(client: HepsiburadaClient, part: BatchPart, signal?: AbortSignal): Promise<BatchReport> {
  const { kind, id } = part;
  return isUpload(kind)
    ? readUpload(client, { kind, id }, signal)
    : readProductBatch(client, { kind, id }, signal);
}

/** Status words differ by source (`Done`, `Failed`; `COMPLETED`, `COMPLETED_WITH_ERRORS`): finished when not at work. */
const AT_WORK = /^(processing|in_?progress|waiting|pending|queued|created|started|ongoing)$/i;
const FAILED = /^(failed|error)$/i;
/** Of any other word nobody knows whether it is a good one. */
const DONE = /^(done|completed(_with_errors)?|success(ful)?|finished)?$/i;

/**
 * A result names what failed and counts the rest. Items of this run that it does not name are done; after a restart
 * they are left out, and whoever asked reads them back. Kept 24 hours: `channel/batch-lost` after that.
 */
async function readUpload(
  client: HepsiburadaClient,
  part: { readonly kind: UploadKind; readonly id: string },
  signal?: AbortSignal,
): Promise<BatchReport> {
  const request = getUpload(client.merchantId, part.kind, part.id);
  const options = { priority: PRIORITY.batch, signal, notFound: 'channel/batch-lost' } as const;
  const response = await client.ask(request, options);
  const upload = WireUpload.parse(camelKeys(response.json) ?? {});
  const sent = client.uploads.get(batchId([part])) ?? [];
  const final = isFinal(upload);
  const rows = [...upload.errors, ...upload.priceValidations];
  const place = firstPlace(rows, sent);
  const failed = failures(upload, sent, place);
  if (!final) return { final, items: sent.map((item) => report(item, 'open', null)) };
  const status = upload.status.trim();
  const whole = FAILED.test(status) && upload.errors.length === 0;
  // A refusal that can't be told whose it is, a failure beside named ones, a word nobody knows: all that is not named
  // may have failed as well, and is read back.
  const named = rows.every((row) => skuOf(row, sent, place) !== null);
  const sure = whole || (DONE.test(status) && named);
  const judged = new Set(upload.priceValidations.map((row) => skuOf(row, sent, place)?.toUpperCase()));
  const done = sent.flatMap((item) => {
    const key = item.externalId.toUpperCase();
    if (failed.has(key) || !sure) return [];
    if (whole) return [report(item, 'failed', itemProblem([upload.status]))];
    // A price that was remarked upon and not refused may stand or not: it is read back.
    return judged.has(key) ? [] : [report(item, 'done', null)];
  });
  return { final, items: [...done, ...failed.values()] };
}

function isFinal({ status, total, processed }: ReturnType<typeof WireUpload.parse>): boolean {
  if (status === '') return total !== null && processed !== null && processed >= total;
  return !AT_WORK.test(status.trim());
}

function failures(
  upload: ReturnType<typeof WireUpload.parse>,
  sent: readonly OfferUpdate[],
  place: number | null,
): ReadonlyMap<string, BatchReportItem> {
  const failed = new Map<string, BatchReportItem>();
  for (const row of upload.errors) {
    const sku = skuOf(row, sent, place);
    if (sku === null) continue;
    const reasons = [...row.errors, row.error, row.message].filter((text) => text !== '');
    const validation = upload.priceValidations.find(
      (each) => skuOf(each, sent, place)?.toUpperCase() === sku.toUpperCase(),
    );
    const item = sent.find(({ externalId }) => externalId.toUpperCase() === sku.toUpperCase());
    const problem = itemProblem(reasons, validation ? corridor(validation) : '');
    const blank = { externalId: sku, quantity: null, salePriceE4: null, listPriceE4: null };
    failed.set(sku.toUpperCase(), report(item ?? blank, 'failed', problem));
  }
  return failed;
}

type UploadRow = { readonly merchantSku: string | null; readonly elementNo: number | null };

/** The seller's SKU of a row: by name, else by its place in what was sent where that is beyond doubt. */
function skuOf(
  { merchantSku, elementNo }: UploadRow,
  sent: readonly OfferUpdate[],
  first: number | null,
): string | null {
  if (merchantSku !== null) return merchantSku;
  if (sent.length === 1) return sent[0]!.externalId;
  return elementNo === null || first === null ? null : (sent[elementNo - first]?.externalId ?? null);
}

/**
 * The number that places begin with: 0 in the guide's sample, 1 by another reader of the official pages (sheet §3; Aug
 * 2026). Null where the rows leave it open.
 */
function firstPlace(rows: readonly UploadRow[], sent: readonly OfferUpdate[]): number | null {
  for (const { elementNo, merchantSku } of rows) {
    if (elementNo === 0) return 0;
    if (elementNo !== null && elementNo === sent.length) return 1;
    const key = merchantSku?.toUpperCase();
    const place = sent.findIndex(({ externalId }) => externalId.toUpperCase() === key);
    if (elementNo !== null && place >= 0) return elementNo - place;
  }
  return null;
}

function corridor({ type, minPrice, maxPrice, description }: PriceValidation): string {
  const money = (amount: number | null): string =>
    amount === null ? '?' : formatDecimalE4(amount).slice(0, -2);
  return `${type} ${money(minPrice)} – ${money(maxPrice)} ${description}`.trim();
}

function report(
  { externalId, quantity, salePriceE4 }: OfferUpdate,
  state: BatchReportItem['state'],
  problem: BatchReportItem['problem'],
): BatchReportItem {
  return { externalId, state, quantity, salePriceE4, listPriceE4: null, problem };
}
