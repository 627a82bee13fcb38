import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { PRODUCT_BATCH_TYPES, type ProductBatch } from './catalogue-state.ts';
import { toLira } from './listings.ts';
import { settleProducts } from './settle-products.ts';
import type { Batch, BatchItem, Listing } from './state.ts';
import type { Call, TrendyolWorld } from './world.ts';

const RESULT_LIFE_MS = 4 * 3_600_000;
const KEPT_MS = 48 * 3_600_000;
const MAX_QUANTITY = 20_000;

/**
 * Lets the batches take effect whose time has come, in the order in which they were accepted. Called before anything is
 * read or changed, so that the order of events is that of the clock.
 */
export function settleDue(world: TrendyolWorld): void {
  const nowMs = world.now();
  const due = nowMs - world.rules().batchDelayMs;
  for (const batch of world.state.batches.values()) {
    if (batch.createdMs <= nowMs - KEPT_MS) world.state.batches.delete(batch.batchRequestId);
    else if (batch.settledMs === null && batch.createdMs <= due) settle(world, batch);
  }
  for (const batch of world.state.productBatches.values()) {
    if (batch.createdMs <= nowMs - KEPT_MS) world.state.productBatches.delete(batch.batchRequestId);
    else if (batch.settledMs === null && batch.createdMs <= due) settleProducts(world, batch);
  }
}

function settleThrough(world: TrendyolWorld, last: Batch): void {
  for (const batch of world.state.batches.values()) {
    if (batch.settledMs === null) settle(world, batch);
    if (batch === last) return;
  }
}

function settle(world: TrendyolWorld, batch: Batch): void {
  const nowMs = world.now();
  batch.settledMs = nowMs;
  for (const item of batch.items) {
    const listing = world.state.listings.get(item.barcode);
    const reason = item.refusedWith ?? reasonAgainst(item, listing);
    item.outcome = reason === null ? 'SUCCESS' : 'FAILED';
    item.failureReasons = reason === null ? [] : [reason];
    if (reason === null && listing) applyItem(listing, item, nowMs);
  }
}

/** Texts in quotation marks of the documents where one is known; the others are the sandbox's own words. */
function reasonAgainst(item: BatchItem, listing: Listing | undefined): string | null {
  if (!listing?.approved) return `${item.barcode} barkodlu ürün bulunamadı`;
  if (item.quantity !== null) {
    if (!Number.isInteger(item.quantity) || item.quantity < 0)
      return 'Stok adedi 0 veya daha büyük bir tam sayı olmalıdır';
    if (item.quantity > MAX_QUANTITY) return `Stok adedi en fazla ${MAX_QUANTITY} olabilir`;
  }
  const saleKurus = item.saleKurus ?? listing.saleKurus;
  const listKurus = item.listKurus ?? listing.listKurus;
  const priced = item.saleKurus !== null || item.listKurus !== null;
  if (priced && (saleKurus <= 0 || listKurus <= 0)) return 'Fiyat 0’dan büyük olmalıdır';
  if (priced && saleKurus > listKurus) return "TSF PSF'den Büyük olamaz";
  return null;
}

function applyItem(listing: Listing, item: BatchItem, nowMs: number): void {
  if (item.quantity !== null) {
    listing.quantity = item.quantity;
    listing.stockModifiedMs = nowMs;
  }
  if (item.saleKurus !== null || item.listKurus !== null) {
    listing.saleKurus = item.saleKurus ?? listing.saleKurus;
    listing.listKurus = item.listKurus ?? listing.listKurus;
    listing.priceModifiedMs = nowMs;
  }
  listing.modifiedMs = nowMs;
}

/** GET …/batch-requests/{id}: readable for four hours. */
export function getBatch(call: Call): SandboxAnswer {
  const { world } = call;
  const nowMs = world.now();
  const batchRequestId = call.params['batchRequestId'] ?? '';
  const products = world.state.productBatches.get(batchRequestId);
  const batch = products ?? world.state.batches.get(batchRequestId);
  const lost = batch?.lost === true || world.faults.strike(['batch-lost'], call.endpoint) !== null;
  if (!batch || lost || batch.createdMs <= nowMs - RESULT_LIFE_MS) {
    // What comes after four hours is not documented; an unknown id is a 404 everywhere else.
    throw refusal(404, 'batch.request.not.found', 'Batch request bulunamadı')(nowMs);
  }
  batch.polls += 1;
  const open = batch.stuck || batch.polls <= world.rules().batchOpenPolls;
  if (products) {
    if (!open && products.settledMs === null) settleProducts(world, products);
    return jsonAnswer(200, productResult(products, open));
  }
  if (!open) settleThrough(world, batch as Batch); // One that is none of products.
  return jsonAnswer(200, open ? openResult(batch as Batch) : finalResult(batch as Batch));
}

/** Stock and price batches carry no status of their own: each item has one. The first look finds no items at all. */
function openResult(batch: Batch): unknown {
  const items = batch.polls === 1 ? [] : batch.items.map((item) => itemResult(batch, item, 'IN_PROGRESS'));
  return { ...head(batch), failedItemCount: 0, items };
}

function finalResult(batch: Batch): unknown {
  const items = batch.items.filter((item) => !item.silent);
  return {
    ...head(batch),
    failedItemCount: items.filter((item) => item.outcome === 'FAILED').length,
    items: items.map((item) => itemResult(batch, item, item.outcome)),
  };
}

function head(batch: Batch): Readonly<Record<string, unknown>> {
  return {
    batchRequestId: batch.batchRequestId,
    creationDate: batch.createdMs,
    lastModification: batch.settledMs ?? batch.createdMs,
    sourceType: 'API',
    itemCount: batch.items.length,
    batchRequestType: batch.type,
    notes: null,
  };
}

function itemResult(batch: Batch, item: BatchItem, status: string): unknown {
  return {
    requestItem: {
      updateRequestDate: new Date(batch.createdMs).toISOString(),
      barcode: item.barcode,
      quantity: item.quantity,
      salePrice: item.saleKurus === null ? null : toLira(item.saleKurus),
      listPrice: item.listKurus === null ? null : toLira(item.listKurus),
    },
    status,
    failureReasons: status === 'IN_PROGRESS' ? [] : item.failureReasons,
  };
}

/** Batches of products carry a status; the echo of an item stands inside `product` for whole products. */
function productResult(batch: ProductBatch, open: boolean): unknown {
  const failed = batch.items.filter(({ outcome }) => outcome === 'FAILED').length;
  return {
    batchRequestId: batch.batchRequestId,
    status: open ? 'IN_PROGRESS' : 'COMPLETED',
    creationDate: batch.createdMs,
    lastModification: batch.settledMs ?? batch.createdMs,
    sourceType: 'API',
    itemCount: batch.items.length,
    failedItemCount: open ? 0 : failed,
    batchRequestType: PRODUCT_BATCH_TYPES[batch.kind],
    notes: null,
    items: open
      ? []
      : batch.items.map(({ wish, barcode, outcome, failureReasons }) => ({
          requestItem:
            batch.kind === 'create'
              ? { barcode, product: { ...wish, barcode } }
              : { ...wish, ...(barcode === null ? {} : { barcode }) },
          status: outcome,
          failureReasons,
        })),
  };
}
