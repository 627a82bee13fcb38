import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { MarketplaceReturn, ReturnAnswer, ReturnStatus, TimeWindow } from '../kit/after-sales.ts';
import type { Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  postCancelRequestsQuery,
  postReturnAnswer,
  postReturnsQuery,
  putCancelAnswer,
  type ClaimsQuery,
  type PazaramaRequest,
} from './api.ts';
import type { PazaramaClient } from './client.ts';
import { NAME } from './errors.ts';
import { dayText, turkishDay } from './turkish-time.ts';
import { turnNumberedPages } from './turn-pages.ts';
import { ClaimPage, WireClaim } from './wire-order.ts';

/** Claims to cancel before shipping stand in the same list as returns, told apart by this. */
export const CANCEL_PREFIX = 'cancel:';

/** A claim is found by the day of its request, and lives on after it. */
const LIFE_OF_A_CLAIM_DAYS = 30;
/** No bound is written for claims; orders have a month. */
const LONGEST_DAYS = 27;
const WAITING = 1;
const MOST_FILES = 3;
const LARGEST_FILE = 5 * 1_024 * 1_024;

/** `RefundStatus` (portal, 2026); what the seller rejected is looked at by Pazarama's own people. */
const STATUS: Readonly<Record<number, ReturnStatus>> = {
  1: 'waits-for-seller',
  2: 'accepted',
  3: 'disputed',
  4: 'accepted',
  5: 'rejected',
  6: 'accepted',
  7: 'cancelled',
  8: 'accepted',
  9: 'disputed',
};

/** `RefundRejectType` (portal, 2026). */
const REJECT_REASONS: readonly Reason[] = [
  'Gelen ürün bana ait değil',
  'Gelen ürün defolu/zarar görmüş',
  'Gelen ürün adedi eksik',
  'Gelen ürün yanlış',
  'Gelen ürün kullanılmış',
  'Gelen ürün sahte',
  'Gelen ürünün parçası/aksesuarı eksik',
  'Gönderdiğim ürün kusurlu değil',
  'Gönderdiğim ürün yanlış değil',
  'İade paketi boş geldi',
  'İade paketi elime ulaşmadı',
  'Diğer',
].map((text, index) => ({ reasonId: String(index + 1), text }));
/** An empty parcel and one that never came: only these need no picture. */
const WITHOUT_PICTURE: ReadonlySet<string> = new Set(['10', '11']);

/** Returns and claims to cancel whose request lies in the window, or up to a month before it. */
export async function* readReturns(
  client: PazaramaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const first = turkishDay(window.fromMs) - LIFE_OF_A_CLAIM_DAYS;
  for (let end = turkishDay(window.toMs) + 1; end > first; end -= LONGEST_DAYS) {
    const days = {
      requestStartDate: dayText(Math.max(first, end - LONGEST_DAYS)),
      requestEndDate: dayText(end),
    };
    yield* readClaims(client, { days, request: postReturnsQuery, prefix: '' }, signal);
    yield* readCancelRequests(client, days, signal);
  }
}

/** Returns are worth reading without them, where that service is not there. */
async function* readCancelRequests(
  client: PazaramaClient,
  days: Omit<ClaimsQuery, 'pageNumber'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  try {
    yield* readClaims(client, { days, request: postCancelRequestsQuery, prefix: CANCEL_PREFIX }, signal);
  } catch (error) {
    if (!isProblemError(error) || error.problem.code !== 'channel/not-found') throw error;
    client.context.logger.warn('pazarama-cancel-requests-not-offered');
  }
}

function readClaims(
  client: PazaramaClient,
  of: {
    readonly days: Omit<ClaimsQuery, 'pageNumber'>;
    readonly request: (query: ClaimsQuery) => PazaramaRequest;
    readonly prefix: string;
  },
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  return turnNumberedPages<MarketplaceReturn>(client, {
    endpoint: of.prefix === '' ? 'returns' : 'cancel-requests',
    keyOf: ({ returnId }) => returnId,
    readPage: async (pageNumber) => {
      const request = of.request({ ...of.days, pageNumber });
      const options = { priority: PRIORITY.afterSales, signal };
      const { data } = await client.read(request, ClaimPage, options);
      return (data.refundList ?? []).flatMap((raw) => mapClaim(raw, of.prefix) ?? []);
    },
  });
}

function mapClaim(raw: unknown, prefix: string): MarketplaceReturn | null {
  const wire = WireClaim.safeParse(raw).data;
  if (wire === undefined || wire.refundId === null) return null;
  const returnId = `${prefix}${wire.refundId}`;
  const status = (wire.refundStatus === null ? undefined : STATUS[wire.refundStatus]) ?? 'other';
  const quantity = wire.quantity ?? 1;
  const reason = wire.refundType.trim();
  return {
    returnId,
    orderNumber: wire.orderNumber ?? '',
    packageId: wire.orderNumber,
    status,
    rawStatus: `${prefix}${wire.refundStatus ?? '?'}: ${wire.refundStatusName}`,
    createdAtMs: wire.refundDate ?? 0,
    // When it changed is not told.
    lastModifiedMs: wire.refundDate ?? 0,
    answerByMs: null,
    cargo: { provider: wire.shipmentCompanyName.trim(), trackingNumber: wire.shipmentCode.trim() },
    customerName: wire.customerName.trim(),
    lines: [
      {
        returnLineId: returnId,
        orderLineId: wire.orderItemId,
        barcode: wire.productCode.trim(),
        stockCode: wire.productStockCode.trim(),
        title: wire.productName.trim(),
        // Left out of returns: each is for one product, and how many pieces is told by its amount alone.
        quantity: Math.max(1, quantity),
        unitPriceE4:
          wire.refundAmount === null ? null : Math.round(wire.refundAmount / Math.max(1, quantity)),
        reason: prefix === '' ? reason : ['İptal talebi', reason].filter(Boolean).join(': '),
        customerNote: wire.description.trim(),
        status,
      },
    ],
    actions: wire.refundStatus === WAITING ? ['accept', 'reject'] : [],
    raw: JSON.stringify(raw),
  };
}

export function readReturnReasons(): Promise<readonly Reason[]> {
  const cancellation = { reasonId: `${CANCEL_PREFIX}3`, text: 'İptal talebi: kabul edilmiyor' };
  return Promise.resolve([...REJECT_REASONS, cancellation]);
}

/**
 * Accepts or rejects claims, one call for each. A rejection of a return needs a reason, the seller's words and, but for
 * parcels that were empty or never came, one to three pictures of at most 5 MB.
 *
 * @throws ProblemError `input/invalid` naming what is missing, `order/wrong-state` when it can't be answered (any more).
 */
export async function answerReturn(client: PazaramaClient, answer: ReturnAnswer): Promise<void> {
  const claims = answer.returnLineIds.length > 0 ? answer.returnLineIds : [answer.returnId];
  for (const request of claims.map((claimId) => requestFor(claimId, answer)))
    await client.send(request, {
      priority: PRIORITY.orderActions,
      intent: answer.intent,
      signal: answer.signal,
      refused: 'order/wrong-state',
    });
}

function requestFor(claimId: string, answer: ReturnAnswer): PazaramaRequest {
  const accepts = answer.answer === 'accept';
  if (claimId.startsWith(CANCEL_PREFIX))
    return putCancelAnswer(claimId.slice(CANCEL_PREFIX.length), accepts ? 2 : 3);
  if (accepts) return postReturnAnswer(claimId, { status: 2 });
  const { reasonId, text, files } = answer;
  if (!REJECT_REASONS.some((reason) => reason.reasonId === reasonId)) throw invalid('reasonId');
  if (text.trim() === '') throw invalid('text');
  const isEnough = files.length > 0 || WITHOUT_PICTURE.has(reasonId!);
  if (!isEnough || files.length > MOST_FILES || files.some(({ bytes }) => bytes.length > LARGEST_FILE))
    throw invalid('files');
  return postReturnAnswer(claimId, {
    status: 3,
    refundRejectType: Number(reasonId),
    description: text.trim(),
    ...(files.length === 0
      ? {}
      : {
          documentObjects: files.map(({ name, bytes }) => ({
            name,
            bytes: Buffer.from(bytes).toString('base64'),
          })),
        }),
  });
}

function invalid(field: string): ProblemError {
  return new ProblemError(problem('input/invalid', { field, marketplace: NAME }));
}
