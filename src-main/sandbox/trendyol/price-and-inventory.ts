import { createHash } from 'node:crypto';
import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { errorAnswer, refusal } from './answers.ts';
import { asList, asObject, asText, optionalNumber } from './body-fields.ts';
import { cleanBarcode, toKurus } from './listings.ts';
import type { Batch, BatchItem } from './state.ts';
import type { Call, TrendyolWorld } from './world.ts';

const MAX_ITEMS = 1_000;
const SAME_BODY_MS = 15 * 60_000;
const PRICE_UPDATES_PER_MINUTE = 30;
/** The literal text of the document. */
export const SAME_BODY_TEXT = '15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!';

/** POST …/price-and-inventory: takes the request in as a batch. Nothing of it has happened yet. */
export function postPriceAndInventory(call: Call): SandboxAnswer {
  const { world } = call;
  const nowMs = world.now();
  const items = asList(asObject(call.body, 'istek', nowMs)['items'], 'items', nowMs);
  if (items.length === 0) throw refusal(400, 'items.empty', 'Gönderilen items bilgisi boş')(nowMs);
  if (items.length > MAX_ITEMS) {
    throw refusal(400, 'items.size.exceeded', `Tek istekte en fazla ${MAX_ITEMS} ürün gönderilebilir`)(nowMs);
  }
  const wanted = items.map((item) => readItem(item, nowMs));
  const repeated = sameBodySeen(world, call.bodyText, nowMs);
  if (repeated && world.rules().sameBody !== 'batch-item') throw sameBodyRefusal(world, nowMs);
  const batch = makeBatch(call, wanted, repeated ? SAME_BODY_TEXT : null);
  world.state.batches.set(batch.batchRequestId, batch);
  return jsonAnswer(200, { batchRequestId: batch.batchRequestId });
}

type WantedItem = Pick<BatchItem, 'barcode' | 'quantity' | 'saleKurus' | 'listKurus'>;

function readItem(item: unknown, nowMs: number): WantedItem {
  const fields = asObject(item, 'item', nowMs);
  const sale = optionalNumber(fields['salePrice'], 'salePrice', nowMs);
  const list = optionalNumber(fields['listPrice'], 'listPrice', nowMs);
  const quantity = optionalNumber(fields['quantity'], 'quantity', nowMs);
  if (sale === null && list === null && quantity === null) {
    throw refusal(
      400,
      'item.empty',
      'quantity, salePrice ve listPrice alanlarından en az biri gereklidir',
    )(nowMs);
  }
  return {
    barcode: cleanBarcode(asText(fields['barcode'], 'barcode', nowMs)),
    quantity,
    saleKurus: sale === null ? null : toKurus(sale),
    listKurus: list === null ? null : toKurus(list),
  };
}

/** Remembers an accepted body; a repeated one is not remembered anew, so the block ends 15 minutes after the first. */
function sameBodySeen(world: TrendyolWorld, bodyText: string, nowMs: number): boolean {
  const hash = createHash('sha256').update(bodyText).digest('hex');
  for (const [known, at] of world.state.recentBodies) {
    if (at <= nowMs - SAME_BODY_MS) world.state.recentBodies.delete(known);
  }
  if (world.state.recentBodies.has(hash)) return true;
  world.state.recentBodies.set(hash, nowMs);
  return false;
}

/** Which HTTP status it comes with is documented nowhere; programs in the wild look for the text. */
function sameBodyRefusal(world: TrendyolWorld, nowMs: number): Refusal {
  const status = world.rules().sameBody === 'status-200' ? 200 : 400;
  return new Refusal(errorAnswer(status, { key: 'repeated.request', message: SAME_BODY_TEXT, nowMs }));
}

function makeBatch(call: Call, wanted: readonly WantedItem[], refusedWith: string | null): Batch {
  const { world, endpoint } = call;
  const nowMs = world.now();
  const partial = world.faults.strike(['partial-rejection'], endpoint);
  const silent = world.faults.strike(['silent-items'], endpoint);
  const seen = new Set<string>();
  const items = wanted.map((item): BatchItem => {
    const twice = seen.has(item.barcode);
    seen.add(item.barcode);
    const planted =
      partial && world.random.fraction() < partial.share
        ? (partial.text ?? 'Beklenmeyen bir hata oluştu')
        : null;
    return {
      ...item,
      // "Duplicate barcodes inside one request fail per item": the first stands, each repetition fails.
      refusedWith:
        refusedWith ??
        planted ??
        (twice ? `${item.barcode} barkodu istekte birden fazla kez gönderilmiştir` : null) ??
        tooManyPrices(world, item, nowMs),
      silent: silent !== null && world.random.fraction() < silent.share,
      outcome: 'open',
      failureReasons: [],
    };
  });
  return {
    batchRequestId: `${world.random.uuid()}-${Math.floor(nowMs / 1_000)}`,
    type: 'ProductInventoryUpdate',
    createdMs: nowMs,
    items,
    stuck: world.faults.strike(['batch-stuck'], endpoint) !== null,
    lost: world.faults.strike(['batch-lost'], endpoint) !== null,
    settledMs: null,
    polls: 0,
  };
}

/** "More than 30 price updates per minute for one barcode → error in the batch item." */
function tooManyPrices(world: TrendyolWorld, item: WantedItem, nowMs: number): string | null {
  if (item.saleKurus === null && item.listKurus === null) return null;
  const recent = (world.state.priceTimes.get(item.barcode) ?? []).filter((at) => at > nowMs - 60_000);
  world.state.priceTimes.set(item.barcode, [...recent, nowMs]);
  if (recent.length < PRICE_UPDATES_PER_MINUTE) return null;
  return `${item.barcode} barkodu için dakikada en fazla ${PRICE_UPDATES_PER_MINUTE} fiyat güncellemesi yapılabilir`;
}
