import { createHash } from 'node:crypto';
import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { asList, asObject, type JsonObject } from './body-fields.ts';
import type { ProductBatch, ProductBatchItem, ProductBatchKind } from './catalogue-state.ts';
import { cleanBarcode } from './listings.ts';
import type { Call, TrendyolWorld } from './world.ts';

const MAX_ITEMS = 1_000;
const SAME_CREATION_MS = 15 * 60_000;

/** A service that takes products in as a batch. Nothing of it has happened when it answers. */
export function takeProducts(kind: ProductBatchKind): (call: Call) => SandboxAnswer {
  return (call) => {
    const { world } = call;
    const nowMs = world.now();
    const items = asList(asObject(call.body, 'istek', nowMs)['items'], 'items', nowMs).map((item) =>
      asObject(item, 'item', nowMs),
    );
    if (items.length === 0) throw refusal(400, 'items.empty', 'Gönderilen items bilgisi boş')(nowMs);
    if (items.length > MAX_ITEMS)
      throw refusal(
        400,
        'items.size.exceeded',
        `Tek istekte en fazla ${MAX_ITEMS} ürün gönderilebilir`,
      )(nowMs);
    if (kind === 'create') refuseRepeated(world, call.bodyText, nowMs);
    const batch = makeBatch(call, kind, items);
    world.state.productBatches.set(batch.batchRequestId, batch);
    return jsonAnswer(200, { batchRequestId: batch.batchRequestId });
  };
}

/** "… tekrarlı ürün oluşturma isteği atılamaz" (seen May 2026); how long it holds is not known. */
function refuseRepeated(world: TrendyolWorld, bodyText: string, nowMs: number): void {
  const hash = `create:${createHash('sha256').update(bodyText).digest('hex')}`;
  const before = world.state.recentBodies.get(hash);
  if (before !== undefined && before > nowMs - SAME_CREATION_MS)
    throw refusal(400, 'repeated.request', 'Aynı içerikle tekrarlı ürün oluşturma isteği atılamaz')(nowMs);
  world.state.recentBodies.set(hash, nowMs);
}

function makeBatch(call: Call, kind: ProductBatchKind, wishes: readonly JsonObject[]): ProductBatch {
  const { world, endpoint } = call;
  const nowMs = world.now();
  const partial = world.faults.strike(['partial-rejection'], endpoint);
  const seen = new Set<string>();
  const items = wishes.map((wish): ProductBatchItem => {
    const barcode = typeof wish['barcode'] === 'string' ? cleanBarcode(wish['barcode']) : null;
    const twice = barcode !== null && seen.has(barcode);
    if (barcode !== null) seen.add(barcode);
    const planted = partial !== null && world.random.fraction() < partial.share;
    return {
      wish,
      barcode,
      refusedWith: planted
        ? (partial.text ?? 'Beklenmeyen bir hata oluştu')
        : twice
          ? `${barcode} barkodu istekte birden fazla kez gönderilmiştir`
          : null,
      outcome: 'open',
      failureReasons: [],
    };
  });
  return {
    batchRequestId: `${world.random.uuid()}-${Math.floor(nowMs / 1_000)}`,
    kind,
    createdMs: nowMs,
    items,
    stuck: world.faults.strike(['batch-stuck'], endpoint) !== null,
    lost: world.faults.strike(['batch-lost'], endpoint) !== null,
    settledMs: null,
    polls: 0,
  };
}
