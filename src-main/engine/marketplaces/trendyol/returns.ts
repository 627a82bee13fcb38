import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type {
  MarketplaceReturn,
  ReturnAnswer,
  ReturnLine,
  ReturnStatus,
  TimeWindow,
} from '../kit/after-sales.ts';
import type { Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import {
  CLAIM_PAGE,
  getClaimAudit,
  getClaimReasons,
  getClaims,
  postClaimIssue,
  putClaimApproval,
} from './api-after-sales.ts';
import type { TrendyolClient } from './client.ts';
import { invalid } from './order-desk.ts';
import { readRows } from './read-rows.ts';
import type { TrendyolRequest } from './request.ts';
import { Claim, ClaimAudit, ClaimReasons } from './wire-after-sales.ts';

const DAY_MS = 86_400_000;
const SLICE_MS = 14 * DAY_MS - 60_000;
const OVERLAP_MS = 1_000;
/**
 * The dates of the claims service are of creation by one page, of the last change by another (2026): claims of the month
 * before are asked for as well, and those that changed in the window are told.
 */
const LOOK_BACK_MS = 30 * DAY_MS;
/** Dates of the order services are described as GMT+3: should they be meant so, the last three hours lie in their future. */
const ZONE_SHIFT_MS = 3 * 3_600_000;
/** After that long in `WaitingInAction` a return is accepted by itself. */
const ANSWER_WITHIN_MS = 48 * 3_600_000;
const TEXT_TOP = 500;
/** Reasons that need no proof (2026). */
const WITHOUT_PROOF: ReadonlySet<string> = new Set(['451', '1651', '2101']);

const STATUS: Readonly<Record<string, ReturnStatus>> = {
  created: 'requested',
  waitinginaction: 'waits-for-seller',
  accepted: 'accepted',
  cancelled: 'cancelled',
  rejected: 'rejected',
  unresolved: 'disputed',
  inanalysis: 'disputed',
};
/** What a claim of several items counts as: the first of these that one of them is. */
const FIRST: readonly ReturnStatus[] = [
  'waits-for-seller',
  'disputed',
  'requested',
  'on-its-way',
  'other',
  'accepted',
  'rejected',
  'refunded',
  'cancelled',
];

/** Returns that changed in the window. Those that wait for the seller are told with the hour by which he must answer. */
export async function* readReturns(
  client: TrendyolClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const span = { fromMs: window.fromMs - LOOK_BACK_MS, toMs: window.toMs + ZONE_SHIFT_MS };
  for (const { fromMs, toMs } of sliceTime(span, SLICE_MS, OVERLAP_MS)) {
    const requestOf = (page: number) =>
      getClaims(client.sellerId, { startDate: fromMs, endDate: toMs }, page);
    for await (const claims of readClaims(client, requestOf, signal)) {
      const changed = claims.filter(({ lastModifiedDate, claimDate }) => {
        const at = lastModifiedDate ?? claimDate;
        return at === null || (at >= window.fromMs && at <= window.toMs);
      });
      const told: MarketplaceReturn[] = [];
      for (const claim of changed) {
        const mapped = mapClaim(claim);
        if (mapped) told.push(await withDeadline(client, mapped, signal));
      }
      if (told.length > 0) yield told;
    }
  }
}

/** No rows are a 404 on stage (May 2026). */
async function* readClaims(
  client: TrendyolClient,
  requestOf: (page: number) => TrendyolRequest,
  signal?: AbortSignal,
): AsyncGenerator<readonly Claim[]> {
  const keyOf = (claim: Claim): string => claim.claimId ?? claim.id ?? claim.raw;
  const options = { priority: PRIORITY.afterSales, signal };
  let told = false;
  try {
    for await (const rows of readRows(client, { requestOf, row: Claim, size: CLAIM_PAGE, keyOf }, options)) {
      told = true;
      yield rows;
    }
  } catch (error) {
    if (!told && isProblemError(error) && error.problem.code === 'channel/not-found') return;
    throw error;
  }
}

function mapClaim(claim: Claim): MarketplaceReturn | null {
  const returnId = claim.claimId ?? claim.id;
  if (returnId === null) return null;
  const lines = claim.items.flatMap(({ orderLine, claimItems }) =>
    claimItems.flatMap((item): readonly ReturnLine[] => {
      if (item.id === null) return [];
      return [
        {
          returnLineId: item.id,
          orderLineId: orderLine?.id ?? orderLine?.lineId ?? null,
          barcode: orderLine?.barcode ?? '',
          stockCode: orderLine?.merchantSku || orderLine?.stockCode || '',
          title: orderLine?.productName ?? '',
          // Each claim item is one piece.
          quantity: 1,
          unitPriceE4: orderLine?.price ?? null,
          reason: item.customerClaimItemReason?.name || item.trendyolClaimItemReason?.name || '',
          customerNote: item.customerNote,
          status: statusOf(item.claimItemStatus?.name ?? ''),
        },
      ];
    }),
  );
  const words = claim.items.flatMap(({ claimItems }) =>
    claimItems.map((item) => item.claimItemStatus?.name ?? ''),
  );
  const status = FIRST.find((each) => lines.some((line) => line.status === each)) ?? 'other';
  const changedAtMs = claim.lastModifiedDate ?? claim.claimDate ?? 0;
  return {
    returnId,
    orderNumber: claim.orderNumber,
    // The package that went out; the other number is the one that comes back.
    packageId: claim.orderOutboundPackageId ?? claim.orderShipmentPackageId,
    status,
    rawStatus: [...new Set(words)].join(', '),
    createdAtMs: claim.claimDate ?? changedAtMs,
    lastModifiedMs: changedAtMs,
    answerByMs: null,
    cargo: { provider: claim.cargoProviderName, trackingNumber: claim.cargoTrackingNumber },
    customerName: [claim.customerFirstName, claim.customerLastName].filter((part) => part !== '').join(' '),
    lines,
    actions: status === 'waits-for-seller' ? ['accept', 'reject'] : [],
    raw: claim.raw,
  };
}

function statusOf(word: string): ReturnStatus {
  const key = word.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(STATUS, key) ? STATUS[key]! : 'other';
}

/** The claim does not say since when it waits; the history of its items does. */
async function withDeadline(
  client: TrendyolClient,
  claim: MarketplaceReturn,
  signal?: AbortSignal,
): Promise<MarketplaceReturn> {
  const waiting = claim.lines.find(({ status }) => status === 'waits-for-seller');
  if (!waiting) return claim;
  try {
    const request = getClaimAudit(client.sellerId, waiting.returnLineId);
    const audit = await client.read(request, ClaimAudit, { priority: PRIORITY.afterSales, signal });
    const since = audit
      .filter(({ newStatus }) => statusOf(newStatus) === 'waits-for-seller')
      .map(({ date }) => date)
      .filter((date) => date !== null);
    return since.length === 0 ? claim : { ...claim, answerByMs: Math.max(...since) + ANSWER_WITHIN_MS };
  } catch (error) {
    if (!isProblemError(error) || error.problem.code === 'sync/cancelled') throw error;
    client.context.logger.warn('claim-audit-not-read', { marketplace: 'trendyol', code: error.problem.code });
    return claim;
  }
}

/** They change (last on 8 Oct 2026): always read. */
export async function readReturnReasons(
  client: TrendyolClient,
  signal?: AbortSignal,
): Promise<readonly Reason[]> {
  const rows = await client.read(getClaimReasons(), ClaimReasons, { priority: PRIORITY.afterSales, signal });
  return rows.flatMap(({ id, name }) => (id === null ? [] : [{ reasonId: id, text: name }]));
}

/** Approves or rejects; what is rejected is then decided by Trendyol. Five of each a minute. */
export async function answerReturn(client: TrendyolClient, answer: ReturnAnswer): Promise<void> {
  const { returnId, returnLineIds, intent, signal } = answer;
  if (returnLineIds.length === 0) throw new RangeError('a return is answered with its lines');
  const options = { priority: PRIORITY.orderActions, intent, signal, conflict: 'order/wrong-state' } as const;
  if (answer.answer === 'accept') {
    await client.send(putClaimApproval(client.sellerId, returnId, returnLineIds), options);
    return;
  }
  if (answer.reasonId === null) throw invalid('reasonId');
  const text = answer.text.trim();
  if (text === '' || text.length > TEXT_TOP)
    throw new ProblemError(
      problem('input/invalid', { field: 'text', marketplace: 'Trendyol', max: TEXT_TOP }),
    );
  if (answer.files.length === 0 && !WITHOUT_PROOF.has(answer.reasonId)) throw invalid('files');
  const of = {
    claimId: returnId,
    claimItemIds: returnLineIds,
    reasonId: answer.reasonId,
    text,
    files: answer.files,
  };
  await client.send(postClaimIssue(client.sellerId, of), options);
}
