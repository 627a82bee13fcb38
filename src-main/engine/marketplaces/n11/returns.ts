import type { MarketplaceReturn, ReturnStatus, TimeWindow } from '../kit/after-sales.ts';
import type { Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { N11Client } from './client.ts';
import { lookUp } from './map.ts';
import { createCodeFinder, type CodeFinder, type ProductCodes, type SoldLine } from './product-codes.ts';
import { amountAt, callSoap, childrenOf, rowsAt, textAt, totalsOf, type SoapCall } from './soap-client.ts';
import { readTurkishTime, soapDay } from './turkish-day.ts';
import { turnPages } from './turn-pages.ts';

/** Both lists of claims page by so many (sheet §8.7). */
const CLAIM_PAGE = 20;
const DAY_MS = 24 * 3_600_000;
/** The lists are searched by the day of the request, and a claim lives on after it. */
const LIFE_OF_A_CLAIM_MS = 30 * DAY_MS;

/** Claims to cancel before shipping stand in the same list as returns, told apart by this. */
export const CANCEL_PREFIX = 'cancel:';

const RETURN_STATES: Readonly<Record<string, ReturnStatus>> = {
  requested: 'requested',
  approvalwaiting: 'waits-for-seller',
  pending: 'disputed',
  pended: 'disputed',
  approved: 'accepted',
  cancelled: 'cancelled',
  denied: 'rejected',
  manualrefund: 'refunded',
};
const CANCEL_STATES: Readonly<Record<string, ReturnStatus>> = {
  requested: 'waits-for-seller',
  retracted: 'cancelled',
  completed: 'accepted',
  denied: 'rejected',
  reject: 'rejected',
  manualrefund: 'refunded',
};
const OPEN: ReadonlySet<ReturnStatus> = new Set(['requested', 'waits-for-seller', 'disputed']);

type ClaimList = {
  readonly kind: 'return' | 'cancellation';
  readonly list: string;
  readonly row: string;
  readonly id: string;
  readonly call: (window: TimeWindow, page: number) => SoapCall;
};

const RETURNS: ClaimList = {
  kind: 'return',
  list: 'claimReturnList',
  row: 'claimReturn',
  id: 'claimReturnId',
  call: (window, page) => ({
    endpoint: 'returns',
    service: 'returnService',
    operation: 'ClaimReturnList',
    // Anything unknown, and nothing at all, would mean REQUESTED alone.
    content: { searchData: { status: 'ALL', period: periodOf(window) }, pagingData: { currentPage: page } },
  }),
};

const CANCELLATIONS: ClaimList = {
  kind: 'cancellation',
  list: 'claimCancelList',
  row: 'claimCancel',
  id: 'claimCancelId',
  call: (window, page) => ({
    endpoint: 'cancel-claims',
    service: 'claimCancelService',
    operation: 'ClaimCancelList',
    content: {
      searchData: { status: 'ALL', searchDate: { searchDateType: 'REQUESTED', period: periodOf(window) } },
      pagingData: { currentPage: page },
    },
  }),
};

function periodOf({ fromMs, toMs }: TimeWindow): { readonly startDate: string; readonly endDate: string } {
  return { startDate: soapDay(fromMs - LIFE_OF_A_CLAIM_MS), endDate: soapDay(toMs) };
}

/**
 * Returns and cancellation claims asked for in the window or within the month before it, because they change after that.
 * Claims name no stock code: the order's line is looked up by its product.
 */
export async function* readReturns(
  client: N11Client,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const finder = createCodeFinder(client, signal);
  for (const list of [RETURNS, CANCELLATIONS]) {
    for await (const rows of readClaims(client, list, window, signal)) {
      const claims: MarketplaceReturn[] = [];
      for (const row of rows) claims.push(await mapClaim(row, list, finder));
      yield claims;
    }
  }
}

function readClaims(
  client: N11Client,
  list: ClaimList,
  window: TimeWindow,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly XmlNode[]> {
  return turnPages<XmlNode>(client, {
    endpoint: list.call(window, 0).endpoint,
    keyOf: (row) => textAt(row, list.id),
    readPage: async (page) => {
      const options = { priority: PRIORITY.afterSales, signal };
      const element = await callSoap(client, list.call(window, page), options);
      const all = rowsAt(element, list.list, list.row);
      const rows = all.filter((row) => textAt(row, list.id) !== '');
      const { total, pages } = totalsOf(element);
      const promised = total ?? (pages === null || pages < 1 ? null : (pages - 1) * CLAIM_PAGE + 1);
      return { rows, received: all.length, size: CLAIM_PAGE, total: promised };
    },
  });
}

async function mapClaim(row: XmlNode, list: ClaimList, finder: CodeFinder): Promise<MarketplaceReturn> {
  const isReturn = list.kind === 'return';
  const claimId = textAt(row, list.id);
  const returnId = isReturn ? claimId : `${CANCEL_PREFIX}${claimId}`;
  const rawStatus = textAt(row, 'status');
  const status = lookUp(isReturn ? RETURN_STATES : CANCEL_STATES, rawStatus) ?? 'other';
  const orderNumber = textAt(row, 'orderNumber');
  const { sold, codes } = await findGoods(row, finder);
  const times = timesOf(row);
  return {
    returnId,
    orderNumber,
    packageId: sold?.packageId ?? null,
    status,
    rawStatus: isReturn ? rawStatus : `${CANCEL_PREFIX}${rawStatus}`,
    createdAtMs: times.createdAtMs,
    lastModifiedMs: times.lastModifiedMs,
    answerByMs: answerBy(row),
    cargo: {
      provider: textAt(row, 'shipmentCompany'),
      trackingNumber: textAt(row, 'trackingNumber') || textAt(row, 'campaignNumber'),
    },
    customerName: textAt(row, 'buyerName'),
    lines: [
      {
        returnLineId: returnId,
        orderLineId: sold?.line.lineId ?? null,
        barcode: codes.barcode,
        stockCode: codes.stockCode,
        title: [textAt(row, 'productName'), textAt(row, 'attributesNames')].filter(Boolean).join(', '),
        quantity: Math.max(1, Number(/^\d{1,6}$/.exec(textAt(row, 'quantity'))?.[0] ?? 1)),
        unitPriceE4: amountAt(row, 'unitPrice'),
        reason: reasonOf(row, list),
        customerNote: textAt(row, isReturn ? 'returnReasonDescription' : 'cancelReasonDescription'),
        status,
      },
    ],
    actions: OPEN.has(status) ? ['accept', 'reject'] : [],
    raw: JSON.stringify(row),
  };
}

/** Which of a claim's two numbers order and product carry is not written (sheet §8.7): both are tried, the narrower first. */
async function findGoods(
  row: XmlNode,
  finder: CodeFinder,
): Promise<{ readonly sold: SoldLine | null; readonly codes: ProductCodes }> {
  const ids = [textAt(row, 'skuId'), textAt(row, 'productId')].filter((id) => id !== '');
  for (const id of ids) {
    const sold = await finder.soldLine(textAt(row, 'orderNumber'), id);
    if (sold !== null) return { sold, codes: sold.line };
  }
  for (const id of ids) {
    const codes = await finder.codesOf(id);
    if (codes.stockCode !== '') return { sold: null, codes };
  }
  return { sold: null, codes: { stockCode: '', barcode: '' } };
}

function reasonOf(row: XmlNode, { kind }: ClaimList): string {
  if (kind === 'return') return textAt(row, 'returnReasonType');
  return ['İptal talebi', textAt(row, 'cancelReasonType')].filter(Boolean).join(': ');
}

function timesOf(row: XmlNode): { readonly createdAtMs: number; readonly lastModifiedMs: number } {
  const at = (name: string): number | null => readTurkishTime(textAt(row, name));
  const created = at('requestDate') ?? 0;
  const later = [
    'pendingRequestDate',
    'pendedDate',
    'cancelledDate',
    'deniedDate',
    'approvedDate',
    'completedDate',
  ].flatMap((name) => at(name) ?? []);
  return { createdAtMs: created, lastModifiedMs: Math.max(created, ...later) };
}

/** `approvalRemainingTime` has no documented unit: only a date is believed. */
function answerBy(row: XmlNode): number | null {
  const text = textAt(row, 'approvalRemainingTime');
  const until = readTurkishTime(text);
  return until === null ? null : until + (/\d:\d/.test(text) ? 0 : DAY_MS);
}

/** The reasons that a return or a cancellation claim may be rejected for; the latter's ids have their own beginning. */
export async function readReturnReasons(client: N11Client, signal?: AbortSignal): Promise<readonly Reason[]> {
  const options = { priority: PRIORITY.afterSales, signal };
  const returns = await callSoap(
    client,
    {
      endpoint: 'return-reasons',
      service: 'returnService',
      operation: 'ClaimReturnDenyReasonTypes',
      content: {},
    },
    options,
  );
  const cancellations = await callSoap(
    client,
    {
      endpoint: 'cancel-claim-reasons',
      service: 'claimCancelService',
      operation: 'ClaimCancelDenyReasonType',
      content: {},
    },
    options,
  );
  return [
    ...reasonsIn(returns, ''),
    ...reasonsIn(cancellations, CANCEL_PREFIX).map(({ reasonId, text }) => ({
      reasonId,
      text: `İptal talebi: ${text}`,
    })),
  ];
}

/** Production and WSDL wrap and name their lists differently: whatever has an id and words is a reason. */
function reasonsIn(node: XmlNode, prefix: string, depth = 0): readonly Reason[] {
  if (typeof node === 'string' || depth > 6) return [];
  const id = textAt(node, 'id');
  const text = textAt(node, 'value') || textAt(node, 'name');
  if (id !== '' && text !== '') return [{ reasonId: `${prefix}${id}`, text }];
  return Object.keys(node)
    .filter((name) => name !== 'result' && name !== 'pagingData')
    .flatMap((name) => childrenOf(node, name).flatMap((each) => reasonsIn(each, prefix, depth + 1)));
}
