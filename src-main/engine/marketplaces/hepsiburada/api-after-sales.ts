import { turkishDate, turkishDateTime } from './local-time.ts';
import { get, segment, write, type HepsiburadaRequest } from './request.ts';

export const CLAIM_PAGE = 100;
export const QUESTION_PAGE = 25;
export const TRANSACTION_PAGE = 100;

type Span = { readonly fromMs: number; readonly toMs: number };

/** Limit is mandatory, 1 to 100. */
export function getClaims(merchantId: string, span: Span | null, offset: number): HepsiburadaRequest {
  const dates = span === null ? {} : { beginDate: turkishDate(span.fromMs), endDate: turkishDate(span.toMs) };
  const path = `/claims/merchantId/${segment(merchantId)}`;
  return get('claims', 'orders', path, { offset, limit: CLAIM_PAGE, ...dates });
}

/** All claims in one state, whenever they were made. */
export function getClaimsByStatus(merchantId: string, status: string, offset: number): HepsiburadaRequest {
  const path = `/claims/merchantId/${segment(merchantId)}/status/${segment(status)}`;
  return get('claims', 'orders', path, { offset, limit: CLAIM_PAGE });
}

export function postClaimAcceptance(claimNumber: string): HepsiburadaRequest {
  const path = `/claims/number/${segment(claimNumber)}/accept`;
  const body = { FinalizedWith: 'Refund', InvoiceLink: '', AcceptionReason: '' };
  return write({ endpoint: 'claim-answer', host: 'orders' }, 'POST', path, body);
}

export function postClaimRejection(
  claimNumber: string,
  reason: string,
  statement: string,
): HepsiburadaRequest {
  const path = `/claims/number/${segment(claimNumber)}/reject`;
  const body = { ClaimRejectionReason: reason, MerchantStatement: statement };
  return write({ endpoint: 'claim-answer', host: 'orders' }, 'POST', path, body);
}

export function postClaimPreApproval(claimNumber: string): HepsiburadaRequest {
  const path = `/claims/number/${segment(claimNumber)}/preapprovalconfirm`;
  return write({ endpoint: 'claim-answer', host: 'orders' }, 'POST', path);
}

/** The question service alone asks for the seller's number in a header, and answers a bare 401 without it. */
export function getQuestions(merchantId: string, span: Span, page: number): HepsiburadaRequest {
  const query = {
    minModifiedAt: new Date(span.fromMs).toISOString(),
    maxModifiedAt: new Date(span.toMs).toISOString(),
    page,
    size: QUESTION_PAGE,
  };
  return { ...get('questions', 'questions', '/api/v1.0/issues', query), headers: { merchantId } };
}

export function postAnswer(merchantId: string, questionId: string, text: string): HepsiburadaRequest {
  return {
    endpoint: 'question-answer',
    host: 'questions',
    method: 'POST',
    path: `/api/v1.0/issues/${segment(questionId)}/answer`,
    headers: { merchantId },
    content: { kind: 'multipart', parts: [{ name: 'Answer', content: text }] },
  };
}

/** One pair of dates is mandatory, a month at most in practice. */
export function getTransactions(
  merchantId: string,
  by: 'RecordDate' | 'OrderDate' | 'PaymentDate',
  span: Span,
  offset: number,
): HepsiburadaRequest {
  return get('transactions', 'finance', `/transactions/merchantid/${segment(merchantId)}`, {
    Offset: offset,
    Limit: TRANSACTION_PAGE,
    [`${by}Start`]: turkishDateTime(span.fromMs),
    [`${by}End`]: turkishDateTime(span.toMs),
  });
}

export function getCargoFirms(merchantId: string): HepsiburadaRequest {
  return get('cargo-firms', 'shipping', `/cargoFirms/${segment(merchantId)}`);
}

export function getShippingProfiles(merchantId: string): HepsiburadaRequest {
  return get('shipping-profiles', 'shipping', `/profiles/${segment(merchantId)}`);
}
