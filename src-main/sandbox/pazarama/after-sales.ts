import type { SandboxAnswer } from '../exchange.ts';
import type { PazaramaClaim, PazaramaItem } from './state.ts';
import {
  asList,
  claimTime,
  cutPage,
  envelope,
  money,
  readBound,
  refuse,
  type Call,
  type PazaramaWorld,
} from './world.ts';

const STATUS_WORDS: Readonly<Record<number, string>> = {
  1: 'Onay Bekliyor',
  2: 'Tedarikçi Tarafından Onaylandı',
  3: 'Tedarikçi Tarafından Reddedildi',
  4: 'Backoffice Tarafından Onaylandı',
  5: 'Backoffice Tarafından Reddedildi',
  6: 'Auto Approved',
  7: 'Talep İptal Edildi',
  8: 'Direkt Onay',
};

function itemOf({ state }: PazaramaWorld, { orderNumber, orderItemId }: PazaramaClaim): PazaramaItem {
  // Claims are made for items of orders alone, and neither is ever removed.
  return state.orders.get(orderNumber)!.items.find((item) => item.orderItemId === orderItemId)!;
}

/** POST /order/getRefund and /order/api/cancel/items. */
export function getClaims(call: Call, kind: PazaramaClaim['kind']): SandboxAnswer {
  const { world, body } = call;
  const from = readBound(body['requestStartDate']);
  const to = readBound(body['requestEndDate']);
  if (from === null || to === null) throw refuse('requestStartDate ya da requestEndDate geçersiz');
  const pageSize = Number(body['pageSize'] ?? 10);
  const page = Number(body['pageNumber'] ?? 1);
  if (!(pageSize >= 1) || !(page >= 1)) throw refuse('pageSize ya da pageNumber geçersiz');
  const status = body['refundStatus'] ?? null;
  const rows = [...world.state.claims.values()].filter(
    (claim) =>
      claim.kind === kind &&
      claim.requestedMs >= from &&
      claim.requestedMs < to &&
      (status === null || claim.status === status),
  );
  const refundList = cutPage(call, rows, { offset: (page - 1) * pageSize, size: pageSize }).map((claim) =>
    claimJson(world, claim),
  );
  const totalPages = Math.ceil(rows.length / pageSize);
  const responsePage = { pageSize, pageIndex: page, totalCount: rows.length, totalPages };
  return envelope({ responsePage, pageReport: {}, refundList }, { messageCode: 'ORD0' });
}

function claimJson(world: PazaramaWorld, claim: PazaramaClaim): unknown {
  const item = itemOf(world, claim);
  const order = world.state.orders.get(claim.orderNumber)!; // See itemOf.
  return {
    id: 1,
    refundId: claim.refundId,
    orderNumber: claim.orderNumber,
    orderDate: claimTime(order.orderedMs),
    refundType: claim.reason,
    refundStatus: claim.status,
    refundStatusName: STATUS_WORDS[claim.status] ?? null,
    paymentType: 'Banka/Kredi Kartı',
    refundDate: claimTime(claim.requestedMs),
    totalAmount: money(item.saleKurus * item.quantity),
    refundAmount: money(item.saleKurus * item.quantity),
    customerName: `${order.buyer.firstName} ${order.buyer.lastName}`,
    productName: item.title,
    productCode: item.code,
    productStockCode: item.stockCode === '' ? null : item.stockCode,
    shipmentCompanyName: null,
    shipmentCode: null,
    description: claim.description === '' ? null : claim.description,
    quantity: item.quantity,
  };
}

/** POST /order/updateRefund: 2 accepts, 3 rejects with a reason, words and, but for two reasons, a picture. */
export function postRefundAnswer({ world, body }: Call): SandboxAnswer {
  const claim = openClaim(world, body['refundId'], 'return');
  if (body['status'] === 2) {
    claim.status = 2;
    itemOf(world, claim).status = 'returnAccepted';
    return envelope({ refundId: claim.refundId }, { messageCode: 'ORD0' });
  }
  const reason = body['refundRejectType'] ?? body['RefundRejectType'];
  const pictures = asList(body['documentObjects']);
  if (body['status'] !== 3) throw refuse('status geçersiz');
  if (!Number.isInteger(reason) || (reason as number) < 1 || (reason as number) > 12)
    throw refuse('RefundRejectType zorunludur');
  if (typeof body['description'] !== 'string' || body['description'] === '')
    throw refuse('Açıklama zorunludur');
  if (pictures.length > 3 || (pictures.length === 0 && reason !== 10 && reason !== 11))
    throw refuse('Görsel yükleme zorunludur, en fazla 3 dosya');
  claim.status = 3;
  claim.rejectType = reason as number;
  claim.description = body['description'];
  claim.pictures = pictures.length;
  itemOf(world, claim).status = 'returnRefused';
  return envelope({ refundId: claim.refundId }, { messageCode: 'ORD0' });
}

/** PUT /order/api/cancel {refundId, status}. */
export function putCancelAnswer({ world, body }: Call): SandboxAnswer {
  const claim = openClaim(world, body['refundId'], 'cancel');
  if (body['status'] !== 2 && body['status'] !== 3) throw refuse('status geçersiz');
  claim.status = body['status'];
  itemOf(world, claim).status = claim.status === 2 ? 'cancelled' : 'preparing';
  return envelope({ orderNumber: claim.orderNumber, refundId: claim.refundId }, { messageCode: 'ORD0' });
}

function openClaim(world: PazaramaWorld, refundId: unknown, kind: PazaramaClaim['kind']): PazaramaClaim {
  const claim = world.state.claims.get(String(refundId));
  if (!claim || claim.kind !== kind) throw refuse('Talep bulunamadı');
  if (claim.status !== 1) throw refuse('Talep durumu güncellenemez');
  return claim;
}

/** POST /QuestionAnswer/getApprovalAnswersByMerchantSearch. */
export function getQuestions(call: Call): SandboxAnswer {
  const { world, body } = call;
  const from = body['questionStartDate'] === null ? 0 : readBound(body['questionStartDate']);
  const to = body['questionEndDate'] === null ? Infinity : readBound(body['questionEndDate']);
  const pageSize = Number(body['pageSize'] ?? 10);
  const page = Number(body['pageIndex'] ?? 1);
  if (from === null || to === null || !(page >= 1) || !(pageSize >= 1)) throw refuse('Sorgu geçersiz');
  const rows = [...world.state.questions.values()].filter(
    ({ askedMs }) => askedMs >= from && askedMs <= to + 999,
  );
  const shown = cutPage(call, rows, { offset: (page - 1) * pageSize, size: pageSize }).map((question) => ({
    questionId: question.questionId,
    productName: world.state.listings.get(question.code)?.title ?? null,
    barcode: question.code,
    maskedUserName: 'Ö**** A****',
    question: question.text,
    questionDate: localIso(question.askedMs),
    ...(question.answer === null
      ? {}
      : { answer: question.answer, answerDate: localIso(question.answeredMs!) }),
    questionStatus: question.answer === null ? 0 : 1,
  }));
  const totalPages = Math.ceil(rows.length / pageSize);
  return envelope({
    sellerId: world.state.sellerId,
    approvalAnswersByMerchantSearchs: shown,
    pageResponse: { pageIndex: page, pageSize, totalCount: rows.length, totalPages },
  });
}

function localIso(atMs: number): string {
  return new Date(atMs + 3 * 3_600_000).toISOString().slice(0, 23);
}

/** PUT /QuestionAnswer/sellerAnswer {questionId, text}. */
export function putAnswer({ world, body }: Call): SandboxAnswer {
  const question = world.state.questions.get(String(body['questionId']));
  if (!question) throw refuse('Soru bulunamadı');
  if (question.answer !== null) throw refuse('Soru daha önce cevaplanmış');
  if (typeof body['text'] !== 'string' || body['text'].trim() === '') throw refuse('text boş olamaz');
  question.answer = body['text'];
  question.answeredMs = world.now();
  return envelope(null);
}
