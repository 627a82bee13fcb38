import { cancel, setStatus } from './packages.ts';
import {
  nodeOf,
  pagingData,
  pagingOf,
  periodOf,
  SoapFailure,
  textOf,
  type Operation,
  type SoapNode,
} from './soap-nodes.ts';
import type { N11Claim } from './state.ts';
import { soapDate, type N11World } from './world.ts';

const CLAIM_PAGE = 20;
const DENY_RETURN = [
  [1, 'Ürün kargoya sağlam teslim edildi'],
  [2, 'Ürün zarar görmüş'],
  [3, 'Mevzuata göre iadesi kabul edilmeyen ürün'],
  [41, 'İade Ürün Mağazaya Ulaşmadı'],
] as const;
const DENY_CANCEL = [
  [1, 'Stokta kalmayan ürün'],
  [2, 'Kampanya sona erdi'],
  [3, 'Ürün kargoya sağlam teslim edildi'],
  [4, 'Ürün zarar görmüş'],
  [5, 'Mevzuata göre iadesi kabul edilmeyen ürün'],
] as const;

/** ReturnService and ClaimCancelService. */
export const CLAIM_OPERATIONS: Readonly<Record<string, Operation>> = {
  ClaimReturnList: (world, content) =>
    claimList(world, content, {
      kind: 'return',
      list: 'claimReturnList',
      row: 'claimReturn',
      id: 'claimReturnId',
    }),
  ClaimCancelList: (world, content) =>
    claimList(world, content, {
      kind: 'cancel',
      list: 'claimCancelList',
      row: 'claimCancel',
      id: 'claimCancelId',
    }),
  ClaimReturnApprove: (world, content) => decide(world, claimOf(world, content, 'claimReturnId'), 'APPROVED'),
  ClaimReturnDeny: (world, content) => {
    const claim = claimOf(world, content, 'claimReturnId');
    requireReason(content, DENY_RETURN);
    const custom = textOf(content, 'returnShipmentType') === 'CUSTOM';
    const named = textOf(content, 'shipmentCompanyId') !== '' && textOf(content, 'trackingNumber') !== '';
    if (custom && !named && textOf(content, 'denyReasonId') !== '41')
      throw new SoapFailure('SELLER_API.invalidInput', 'shipmentCompanyId ve trackingNumber zorunludur');
    return decide(world, claim, 'DENIED', content);
  },
  ClaimCancelApprove: (world, content) => {
    const claim = claimOf(world, content, 'claimCancelId');
    decide(world, claim, 'COMPLETED');
    const one = world.state.packages.get(claim.packageKey);
    const pieces = [{ orderLineId: claim.orderLineId, quantity: claim.quantity }];
    if (one && (one.status === 'Created' || one.status === 'Picking')) cancel(world, one, pieces);
    return {};
  },
  ClaimCancelDeny: (world, content) => {
    const claim = claimOf(world, content, 'claimCancelId');
    requireReason(content, DENY_CANCEL);
    return decide(world, claim, 'DENIED', content);
  },
  // Production repeats the list's element itself; the WSDL wraps its rows.
  ClaimReturnDenyReasonTypes: () => ({ denyReasonTypeDataList: reasons(DENY_RETURN) }),
  ClaimCancelDenyReasonType: () => ({
    denyReasonTypeDataList: { denyReasonTypeData: reasons(DENY_CANCEL) },
  }),
};

function claimList(
  world: N11World,
  content: SoapNode,
  of: { readonly kind: N11Claim['kind']; readonly list: string; readonly row: string; readonly id: string },
): unknown {
  const search = nodeOf(content, 'searchData');
  const [from, to] = periodOf(nodeOf(of.kind === 'return' ? search : nodeOf(search, 'searchDate'), 'period'));
  const asked = textOf(search, 'status');
  const known =
    /^(REQUESTED|RETRACTED|COMPLETED|APPROVAL_WAITING|PENDING|PENDED|APPROVED|CANCELLED|DENIED|REJECT|MANUAL_REFUND|ALL)$/;
  // An unknown or empty status means REQUESTED.
  const status = known.test(asked) ? asked : 'REQUESTED';
  const rows = [...world.state.claims.values()].filter(
    (claim) =>
      claim.kind === of.kind &&
      claim.requestedMs >= from &&
      claim.requestedMs < to &&
      (status === 'ALL' || claim.status === status),
  );
  const { page } = pagingOf(content, CLAIM_PAGE);
  const shown = rows.slice(page * CLAIM_PAGE, (page + 1) * CLAIM_PAGE);
  return {
    // Production puts this before the list.
    pagingData: pagingData(rows.length, page, CLAIM_PAGE),
    [of.list]: { [of.row]: shown.map((claim) => claimXml(world, claim, of.id)) },
  };
}

function claimXml(world: N11World, claim: N11Claim, idName: string): unknown {
  const one = world.state.packages.get(claim.packageKey);
  const line = one?.lines.find(({ orderLineId }) => orderLineId === claim.orderLineId);
  const reason = claim.kind === 'return' ? 'returnReason' : 'cancelReason';
  const decided = claim.decidedMs === null ? null : soapDate(claim.decidedMs);
  return {
    [idName]: claim.id,
    status: claim.status,
    executer: 'BUYER',
    [`${reason}Type`]: claim.reason,
    [`${reason}Description`]: claim.note,
    orderNumber: one?.orderNumber,
    requestDate: soapDate(claim.requestedMs),
    approvedDate: claim.status === 'APPROVED' ? decided : null,
    completedDate: claim.status === 'COMPLETED' ? decided : null,
    deniedDate: claim.status === 'DENIED' ? decided : null,
    productId: line?.productId,
    productName: line?.productName,
    quantity: claim.quantity,
    unitPrice:
      line === undefined
        ? null
        : (line.priceKurus * line.quantity - line.sellerDiscountKurus) / line.quantity / 100,
    shipmentCompany: claim.kind === 'return' ? one?.carrier.name : null,
    campaignNumber: claim.kind === 'return' ? `IADE${claim.id}` : null,
    buyerName: one === undefined ? null : `${one.buyer.firstName} ${one.buyer.lastName}`,
    buyerEmail: 'alici@example.com',
  };
}

function decide(world: N11World, claim: N11Claim, status: string, content: SoapNode = {}): unknown {
  if (claim.decidedMs !== null) throw new SoapFailure('SELLER_API.precondition', 'ön koşullar sağlanamadı');
  claim.status = status;
  claim.decidedMs = world.now();
  claim.denyReasonId = textOf(content, 'denyReasonId') || null;
  claim.denyNote = textOf(content, 'denyReasonNote');
  const one = world.state.packages.get(claim.packageKey);
  if (one && status === 'APPROVED') setStatus(one, one.status, world.now());
  return {};
}

function claimOf(world: N11World, content: SoapNode, name: string): N11Claim {
  const claim = world.state.claims.get(Number(textOf(content, name)));
  if (!claim || (claim.kind === 'return') !== (name === 'claimReturnId'))
    throw new SoapFailure('SELLER_API.claimNotFound', 'Talep bulunamadı');
  return claim;
}

function requireReason(content: SoapNode, known: readonly (readonly [number, string])[]): void {
  const id = textOf(content, 'denyReasonId');
  if (!known.some(([each]) => String(each) === id) || textOf(content, 'denyReasonNote') === '')
    throw new SoapFailure('SELLER_API.invalidInput', 'denyReasonId ve denyReasonNote zorunludur');
}

function reasons(known: readonly (readonly [number, string])[]): unknown {
  return known.map(([id, value]) => ({ id, value }));
}
