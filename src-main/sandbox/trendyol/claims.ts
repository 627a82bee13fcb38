import { jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import type { Claim, ClaimItem, ClaimStatus } from './after-sales-state.ts';
import { errorAnswer, refusal } from './answers.ts';
import { asList, asNumber, asObject, asText, listOf, queryNumber } from './body-fields.ts';
import { claimJson } from './claim-json.ts';
import { formFiles } from './form.ts';
import { cutPage } from './paging.ts';
import { nextNumber, type TrendyolPackage } from './state.ts';
import type { Call, TrendyolWorld } from './world.ts';

const HOUR_MS = 3_600_000;
const MAX_SIZE = 200;

/** Reasons of 8 Oct 2026; the texts of those that were renamed are the sandbox's own. */
const REASONS: readonly (readonly [id: number, name: string])[] = [
  [1, 'Sahte ürün'],
  [51, 'Kullanılmış ürün'],
  [101, 'Fazla ürün'],
  [151, 'Parça ya da aksesuar eksik'],
  [201, 'Yanlış ürün'],
  [301, 'Bana ait değil'],
  [351, 'Paket boş geldi'],
  [401, 'Eksik ürün'],
  [451, 'Analize gönderilecek'],
  [1651, 'Paket bana ulaşmadı'],
  [2077, 'Kişiye özel ürün'],
  [2078, 'Kusur yok, iyi niyetle kabul'],
  [2079, 'Doğru ve sağlam gönderildi'],
  [2101, 'Değişim'],
];
const WITHOUT_PROOF = [451, 1651, 2101];

export function getClaimReasons(): SandboxAnswer {
  return jsonAnswer(
    200,
    REASONS.map(([id, name]) => ({ id, name })),
  );
}

/** GET …/claims: claimIds make every other filter void. Sorted by last change. */
export function getClaims(call: Call): SandboxAnswer {
  const { world, query } = call;
  const nowMs = world.now();
  acceptLate(world);
  const size = queryNumber(query, 'size', 50);
  const page = queryNumber(query, 'page', 0);
  if (size === null || page === null || size < 1 || size > MAX_SIZE)
    throw refusal(400, 'invalid.page.request', `size 1 ile ${MAX_SIZE} arasında olmalıdır`)(nowMs);
  const rows = [...world.state.claims.values()]
    .filter((claim) => fits(call, claim))
    .sort((a, b) => b.lastModifiedMs - a.lastModifiedMs);
  if (rows.length === 0 && world.rules().noClaims === 'status-404')
    throw new Refusal(errorAnswer(404, { key: 'order.not.found', message: 'Order not found', nowMs }));
  const cut = cutPage(call, rows, { page, size, offset: page * size });
  return jsonAnswer(200, {
    page,
    size,
    totalPages: cut.totalPages,
    totalElements: cut.totalElements,
    content: cut.content.map((claim) => claimJson(world, claim)),
  });
}

function fits({ world, query }: Call, claim: Claim): boolean {
  const ids = listOf(query, 'claimIds');
  if (ids) return ids.includes(claim.claimId);
  const status = query.get('claimItemStatus');
  const orderNumber = query.get('orderNumber');
  const at = world.rules().claimDates === 'creation' ? claim.createdMs : claim.lastModifiedMs;
  const from = Number(query.get('startDate') ?? 0);
  const to = Number(query.get('endDate') ?? Number.MAX_SAFE_INTEGER);
  return (
    at >= from &&
    at <= to &&
    (!status || claim.items.some((item) => item.status === status)) &&
    (!orderNumber || claim.orderNumber === orderNumber)
  );
}

/** After 48 hours of waiting for the seller an item is accepted by itself. */
function acceptLate(world: TrendyolWorld): void {
  const nowMs = world.now();
  for (const claim of world.state.claims.values())
    for (const item of claim.items) {
      const since = item.history.at(-1)?.atMs ?? claim.createdMs;
      if (item.status !== 'WaitingInAction' || since > nowMs - 48 * HOUR_MS) continue;
      item.autoAccepted = true;
      moveItem(world, claim, { item, to: 'Accepted', by: 'System' });
    }
}

export function moveItem(
  world: TrendyolWorld,
  claim: Claim,
  move: { readonly item: ClaimItem; readonly to: ClaimStatus; readonly by: string },
): void {
  const { item, to, by } = move;
  item.history.push({ atMs: world.now(), from: item.status, to, by });
  item.status = to;
  claim.lastModifiedMs = world.now();
}

export function putApproval(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const claim = claimOf(call);
  const ids = asList(
    asObject(call.body, 'istek', nowMs)['claimLineItemIdList'],
    'claimLineItemIdList',
    nowMs,
  );
  for (const item of waiting(call, claim, ids.map(String)))
    moveItem(call.world, claim, { item, to: 'Accepted', by: 'SellerIntegrationApi' });
  return jsonAnswer(200, {});
}

/** What is rejected becomes a dispute; with 451 it goes to be looked at. */
export function postIssue(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const claim = claimOf(call);
  const reasonId = Number(call.query.get('claimIssueReasonId'));
  const text = call.query.get('description') ?? '';
  if (!REASONS.some(([id]) => id === reasonId))
    throw refusal(400, 'claim.issue.reason.not.found', 'Ret nedeni bulunamadı')(nowMs);
  if (text.trim() === '' || text.length > 500)
    throw refusal(400, 'invalid.description', 'Açıklama 1-500 karakter olmalıdır')(nowMs);
  if (!WITHOUT_PROOF.includes(reasonId) && formFiles(call.form, 'file').length === 0)
    throw refusal(400, 'claim.issue.file.empty', 'Bu neden için dosya gereklidir')(nowMs);
  if (reasonId === 1_651 && nowMs - claim.createdMs < 24 * HOUR_MS)
    throw refusal(400, 'claim.issue.too.early', 'Bu neden ilk 24 saatte kullanılamaz')(nowMs);
  const ids = listOf(call.query, 'claimItemIdList') ?? [];
  const to = reasonId === 451 ? 'InAnalysis' : 'Unresolved';
  for (const item of waiting(call, claim, ids))
    moveItem(call.world, claim, { item, to, by: 'SellerIntegrationApi' });
  return jsonAnswer(200, {});
}

export function getClaimAudit(call: Call): SandboxAnswer {
  const wanted = call.params['claimItemId'];
  for (const claim of call.world.state.claims.values()) {
    const item = claim.items.find(({ claimItemId }) => claimItemId === wanted);
    if (!item) continue;
    return jsonAnswer(
      200,
      item.history.map(({ atMs, from, to, by }) => ({
        claimId: claim.claimId,
        claimItemId: item.claimItemId,
        previousStatus: from,
        newStatus: to,
        userInfoDocument: { executorId: '', executorApp: by, executorUser: '' },
        date: atMs,
      })),
    );
  }
  throw refusal(404, 'claim.item.not.found', 'İade kalemi bulunamadı')(call.world.now());
}

/** POST …/claims/create: the seller opens it, by barcode. */
export function postClaim(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const orderNumber = asText(body['orderNumber'], 'orderNumber', nowMs);
  const customerId = asNumber(body['customerId'], 'customerId', nowMs);
  asNumber(body['shipmentCompanyId'], 'shipmentCompanyId', nowMs);
  const one = [...call.world.state.packages.values()].find(
    (each) =>
      each.orderNumber === orderNumber && each.customerId === customerId && each.status === 'Delivered',
  );
  if (!one) throw refusal(404, 'order.not.found', 'Sipariş bulunamadı')(nowMs);
  const pieces = asList(body['claimItems'], 'claimItems', nowMs).map((entry) => {
    const fields = asObject(entry, 'claimItem', nowMs);
    const barcode = asText(fields['barcode'], 'barcode', nowMs);
    const line = one.lines.find((each) => each.barcode === barcode);
    const quantity = asNumber(fields['quantity'], 'quantity', nowMs);
    if (!line || quantity < 1 || quantity > line.quantity)
      throw refusal(400, 'invalid.claim.item', 'Kalem hatalı')(nowMs);
    return { lineId: line.lineId, quantity };
  });
  const claim = openClaim(call.world, one, { pieces, reason: 'Satıcı oluşturdu' });
  return jsonAnswer(200, {
    claimId: claim.claimId,
    cargoTrackingNumber: claim.trackingNumber,
    claimItemIds: claim.items.map(({ claimItemId }) => claimItemId),
  });
}

/** A customer sends pieces of a delivered package back; each piece is an item of its own. */
export function openClaim(
  world: TrendyolWorld,
  one: TrendyolPackage,
  wish: {
    readonly pieces: readonly { readonly lineId: number; readonly quantity: number }[];
    readonly reason: string;
  },
): Claim {
  const nowMs = world.now();
  const claim: Claim = {
    claimId: world.random.uuid(),
    orderNumber: one.orderNumber,
    packageId: one.packageId,
    claimPackageId: nextNumber(world.state, 'package'),
    trackingNumber: nextNumber(world.state, 'tracking'),
    cargo: one.cargo,
    createdMs: nowMs,
    lastModifiedMs: nowMs,
    items: wish.pieces.flatMap(({ lineId, quantity }) =>
      Array.from({ length: quantity }, () => ({
        claimItemId: world.random.uuid(),
        lineId,
        reason: wish.reason,
        customerNote: '',
        status: 'Created' as const,
        autoAccepted: false,
        history: [{ atMs: nowMs, from: null, to: 'Created' as const, by: 'Customer' }],
      })),
    ),
  };
  world.state.claims.set(claim.claimId, claim);
  return claim;
}

function claimOf(call: Call): Claim {
  const claim = call.world.state.claims.get(call.params['claimId'] ?? '');
  if (claim) return claim;
  throw refusal(404, 'claim.not.found', 'İade bulunamadı')(call.world.now());
}

function waiting(call: Call, claim: Claim, ids: readonly string[]): readonly ClaimItem[] {
  acceptLate(call.world);
  const items = ids.map((id) => claim.items.find(({ claimItemId }) => claimItemId === id));
  const good = items
    .filter((item) => item?.status === 'WaitingInAction')
    .filter((item) => item !== undefined);
  if (items.length > 0 && good.length === items.length) return good;
  throw refusal(400, 'claim.item.status.invalid', 'Kalem aksiyon bekleyen durumda değil')(call.world.now());
}
