import { exactInteger } from '../kit/exact-json.ts';
import type { TimeWindow } from '../kit/after-sales.ts';
import { get, ordersPath, segment, write, type TrendyolRequest } from './request.ts';

export const CLAIM_PAGE = 200;
/** The guide's greatest; the reference says 200 (2026). */
export const QUESTION_PAGE = 50;
/** "500 or 1000 only" (finance page, 2026). */
export const FINANCE_PAGE = 500;

export function getClaims(
  sellerId: string,
  query: { readonly startDate?: number; readonly endDate?: number; readonly claimItemStatus?: string },
  page: number,
): TrendyolRequest {
  return get('claims', ordersPath(sellerId, 'claims'), { ...query, page, size: CLAIM_PAGE });
}

export function getClaimReasons(): TrendyolRequest {
  return get('claim-reasons', '/integration/order/claim-issue-reasons');
}

export function getClaimAudit(sellerId: string, claimItemId: string): TrendyolRequest {
  return get('claim-audit', ordersPath(sellerId, `claims/items/${segment(claimItemId)}/audit`));
}

export function putClaimApproval(
  sellerId: string,
  claimId: string,
  claimItemIds: readonly string[],
): TrendyolRequest {
  const path = ordersPath(sellerId, `claims/${segment(claimId)}/items/approve`);
  return write('claim-approve', 'PUT', path, { claimLineItemIdList: claimItemIds, params: {} });
}

/** What it is about stands in the query, the proof in the body; without proof there is no body. */
export function postClaimIssue(
  sellerId: string,
  of: {
    readonly claimId: string;
    readonly claimItemIds: readonly string[];
    readonly reasonId: string;
    readonly text: string;
    readonly files: readonly {
      readonly name: string;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }[];
  },
): TrendyolRequest {
  const parts = of.files.map(({ name, mediaType, bytes }) => ({
    name: 'file',
    fileName: name,
    contentType: mediaType,
    content: bytes,
  }));
  return {
    endpoint: 'claim-reject',
    method: 'POST',
    path: ordersPath(sellerId, `claims/${segment(of.claimId)}/issue`),
    query: {
      claimIssueReasonId: of.reasonId,
      claimItemIdList: of.claimItemIds.join(','),
      description: of.text,
    },
    ...(parts.length === 0 ? {} : { content: { kind: 'multipart', parts } }),
  };
}

export function getQuestions(sellerId: string, window: TimeWindow, page: number): TrendyolRequest {
  const path = `/integration/qna/sellers/${segment(sellerId)}/questions/filter`;
  return get('questions', path, {
    startDate: window.fromMs,
    endDate: window.toMs,
    page,
    size: QUESTION_PAGE,
    orderByField: 'LastModifiedDate',
    orderByDirection: 'ASC',
  });
}

export function postAnswer(sellerId: string, questionId: string, text: string): TrendyolRequest {
  const path = `/integration/qna/sellers/${segment(sellerId)}/questions/${segment(questionId)}/answers`;
  return write('question-answer', 'POST', path, { text });
}

export type FinanceService = 'settlements' | 'other-financials';

export function getFinance(
  sellerId: string,
  of: { readonly service: FinanceService; readonly transactionType: string; readonly window: TimeWindow },
  page: number,
): TrendyolRequest {
  const name = of.service === 'settlements' ? 'settlements' : 'otherfinancials';
  return get(of.service, `/integration/finance/che/sellers/${segment(sellerId)}/${name}`, {
    transactionType: of.transactionType,
    startDate: of.window.fromMs,
    endDate: of.window.toMs,
    page,
    size: FINANCE_PAGE,
  });
}

export function getCargoInvoice(sellerId: string, serialNumber: string, page: number): TrendyolRequest {
  const path = `/integration/finance/che/sellers/${segment(sellerId)}/cargo-invoice/${segment(serialNumber)}/items`;
  return get('cargo-invoice', path, { page, size: FINANCE_PAGE });
}

export type ClaimWish = {
  readonly orderNumber: string;
  readonly customerId: string;
  readonly lines: readonly {
    readonly barcode: string;
    readonly quantity: number;
    readonly reasonId: string;
    readonly customerNote: string;
  }[];
  readonly cargoCompanyId: string;
};

export function postClaim(sellerId: string, wish: ClaimWish): TrendyolRequest {
  return write('claim-create', 'POST', ordersPath(sellerId, 'claims/create'), {
    orderNumber: wish.orderNumber,
    customerId: exactInteger(wish.customerId),
    claimItems: wish.lines.map(({ barcode, quantity, reasonId, customerNote }) => ({
      barcode,
      quantity,
      reasonId: exactInteger(reasonId),
      customerNote,
    })),
    shipmentCompanyId: exactInteger(wish.cargoCompanyId),
    excludeListing: true,
    forcePackageCreation: true,
  });
}
