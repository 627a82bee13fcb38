import { getClaimAudit, getClaimReasons, getClaims, postClaim, postIssue, putApproval } from './claims.ts';
import { getCargoInvoice, getOtherFinancials, getSettlements } from './finance.ts';
import { getCities, getCountries, getDistricts, getNeighborhoods } from './places.ts';
import { getQuestion, getQuestions, postAnswer } from './questions.ts';
import { fileRoute, ORDERS, route, type Route } from './route.ts';

const CLAIMS = `${ORDERS}/claims`;
const QUESTIONS = '/qna/sellers/{sellerId}/questions';
const FINANCE = '/finance/che/sellers/{sellerId}';
const TURKEY = '/member/countries/domestic/TR';

export const AFTER_SALES_ROUTES: readonly Route[] = [
  route('GET', CLAIMS, 'claims', 'claims', getClaims),
  route('GET', '/order/claim-issue-reasons', 'claim-reasons', 'none', getClaimReasons),
  route('GET', `${CLAIMS}/items/{claimItemId}/audit`, 'claim-audit', 'claim-audit', getClaimAudit),
  route('PUT', `${CLAIMS}/{claimId}/items/approve`, 'claim-approve', 'claim-approve', putApproval),
  fileRoute('POST', `${CLAIMS}/{claimId}/issue`, 'claim-reject', 'claim-reject', postIssue),
  route('POST', `${CLAIMS}/create`, 'claim-create', 'none', postClaim),
  route('GET', `${QUESTIONS}/filter`, 'questions', 'questions', getQuestions),
  route('GET', `${QUESTIONS}/{questionId}`, 'question', 'questions', getQuestion),
  route('POST', `${QUESTIONS}/{questionId}/answers`, 'question-answer', 'question-answer', postAnswer),
  route('GET', `${FINANCE}/settlements`, 'settlements', 'finance', getSettlements),
  route('GET', `${FINANCE}/otherfinancials`, 'other-financials', 'finance', getOtherFinancials),
  route('GET', `${FINANCE}/cargo-invoice/{serialNumber}/items`, 'cargo-invoice', 'finance', getCargoInvoice),
  route('GET', '/member/countries', 'places', 'none', getCountries),
  route('GET', `${TURKEY}/cities`, 'places', 'none', getCities),
  route('GET', `${TURKEY}/cities/{cityId}/districts`, 'places', 'none', getDistricts),
  route(
    'GET',
    `${TURKEY}/cities/{cityId}/districts/{districtId}/neighborhoods`,
    'places',
    'none',
    getNeighborhoods,
  ),
];
