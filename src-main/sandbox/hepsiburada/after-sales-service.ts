import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { readParts } from './multipart.ts';
import { findLine, linesOf } from './parcels.ts';
import type { Claim } from './state.ts';
import {
  bareList,
  cutPage,
  readDate,
  recordOf,
  refuse,
  sliceRows,
  textOf,
  wallClock,
  type Call,
} from './world.ts';

const STATUSES = [
  'NewRequest',
  'AwaitingAction',
  'AwaitingPreApproval',
  'InDispute',
  'Accepted',
  'Rejected',
  'Refunded',
  'Cancelled',
];
const REASONS = [
  'CustomerReturnedWrongItem',
  'ProductIsDamaged',
  'MissingQuantity',
  'NoSuchAccessory',
  'ProductNotDefective',
  'StockProblem',
  'Other',
];

/** GET /claims/merchantId/{m}[/status/{status}]: a bare list with its paging in headers. */
export function getClaims(call: Call): SandboxAnswer {
  const limit = Number(call.query.get('limit') ?? Number.NaN);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw refuse(400, 'LimitCannotBeEmpty');
  const wanted = call.params['status'];
  if (wanted !== undefined && !STATUSES.includes(wanted)) throw refuse(400, 'Wrong Claim Status');
  const from = readDate(call.query.get('beginDate'));
  const to = readDate(call.query.get('endDate'));
  const rows = [...call.world.state.claims.values()].filter(
    ({ status, createdMs }) =>
      (wanted === undefined || status === wanted) &&
      (from === undefined || createdMs >= from) &&
      (to === undefined || createdMs <= to + 60_000),
  );
  return bareList(
    cutPage(
      call,
      rows.map((claim) => claimJson(call, claim)),
      100,
    ),
  );
}

function claimJson(call: Call, claim: Claim): unknown {
  const found = findLine(call.world, claim.lineId);
  const line = found?.line;
  const buyer = found?.order.buyer;
  return {
    id: claim.id,
    number: claim.number,
    status: claim.status,
    claimType: claim.type,
    claimDate: wallClock(claim.createdMs),
    quantity: claim.quantity,
    explanation: claim.explanation,
    refundAmount: 0,
    refundCurrency: 'TRY',
    refundDate: null,
    merchantRejectionStatement: claim.statement,
    sku: line?.hbSku ?? '',
    priceAmount: (line?.unitKurus ?? 0) / 100,
    totalPriceAmount: ((line?.unitKurus ?? 0) * claim.quantity) / 100,
    priceCurrency: 'TRY',
    orderNumber: claim.orderNumber,
    orderDate: wallClock(found?.order.orderedMs ?? claim.createdMs),
    customerName: `${buyer?.firstName ?? ''} ${buyer?.lastName ?? ''}`.trim(),
    finalizedWith: '',
    IsRenewProductTransferAccepted: false,
    lineItemId: claim.lineId,
    AwaitingActionExpireDate: wallClock(claim.createdMs + 2 * 86_400_000),
    MerchantSku: line?.merchantSku ?? '',
    Reason: claim.reason,
    RequestedProduct: null,
    tags: [],
    Reports: null,
    Deliveries: [
      {
        DeliveryCode: `C${claim.number}`,
        Status: 'Delivered',
        Direction: 'Return',
        CreatedDate: wallClock(claim.createdMs),
        CargoCompany: { TypeCode: 'ARAS', Alias: 'aras', Name: 'Aras Kargo' },
        PackageNumber: line?.packageNumber ?? null,
        TrackingNumber: `R${claim.number}`,
      },
    ],
  };
}

export function postClaimAnswer(
  answer: 'accept' | 'reject' | 'preapprovalconfirm',
): (call: Call) => SandboxAnswer {
  const from = answer === 'preapprovalconfirm' ? 'AwaitingPreApproval' : 'AwaitingAction';
  return (call) => {
    const claim = call.world.state.claims.get(call.params['number'] ?? '');
    if (!claim) throw refuse(404, 'Claim not found');
    if (claim.status !== from) throw refuse(409, `Claim status is ${claim.status}`);
    const body = recordOf(call.body);
    if (answer === 'reject') {
      if (!REASONS.includes(textOf(body['ClaimRejectionReason'])))
        throw refuse(400, 'ClaimRejectionReason is not valid');
      claim.statement = textOf(body['MerchantStatement']);
    }
    claim.status = answer === 'reject' ? 'InDispute' : 'Accepted';
    return emptyAnswer(204);
  };
}

/** The question service alone wants the seller's number in a header. */
function requireMerchant(call: Call): void {
  if (call.request.headers['merchantid'] !== call.world.state.credentials.merchantId)
    throw new Refusal(emptyAnswer(401));
}

export function getQuestions(call: Call): SandboxAnswer {
  requireMerchant(call);
  const size = Number(call.query.get('size') ?? 25) || 25;
  const page = Number(call.query.get('page') ?? 1) || 1;
  const from = Date.parse(call.query.get('minModifiedAt') ?? '') || 0;
  const to = Date.parse(call.query.get('maxModifiedAt') ?? '') || Number.POSITIVE_INFINITY;
  const { merchantId } = call.world.state.credentials;
  const rows = [...call.world.state.questions.values()]
    .filter(({ modifiedMs }) => modifiedMs >= from && modifiedMs <= to)
    .map((each) => ({
      id: `q${each.number}`,
      issueNumber: each.number,
      createdAt: new Date(each.createdMs).toISOString(),
      lastModifiedAt: new Date(each.modifiedMs).toISOString(),
      expireDate: new Date(each.createdMs + 86_400_000).toISOString(),
      customerId: 'c1',
      orderNumber: null,
      lineItemId: null,
      status: each.answer === null ? 'WaitingForAnswer' : 'Answered',
      subject: { id: '1', description: 'Ürün hakkında' },
      lastContent: each.answer ?? each.text,
      conversations: [
        {
          id: 'a',
          type: 'Customer',
          from: 'Customer',
          content: each.text,
          createdAt: new Date(each.createdMs).toISOString(),
          files: [],
        },
        ...(each.answer === null
          ? []
          : [
              {
                id: 'b',
                type: 'Merchant',
                from: 'Merchant',
                content: each.answer,
                createdAt: new Date(each.modifiedMs).toISOString(),
                files: [],
              },
            ]),
      ],
      merchant: { id: merchantId, name: 'Mağaza' },
      product: {
        sku: call.world.state.listings.get(each.merchantSku)?.hbSku ?? '',
        name: call.world.state.products.get(each.merchantSku)?.title ?? '',
        imageUrl: '',
        stockCode: each.merchantSku,
      },
    }));
  const cut = sliceRows(call, rows, (page - 1) * size, size);
  return jsonAnswer(200, {
    data: cut.rows,
    currentPage: page,
    currentPageSize: cut.rows.length,
    totalPageCount: Math.ceil(cut.total / size),
    totalItemCount: cut.total,
    nextPage: null,
    previousPage: null,
  });
}

export function postAnswer(call: Call): SandboxAnswer {
  requireMerchant(call);
  const question = call.world.state.questions.get(call.params['number'] ?? '');
  if (!question)
    throw new Refusal(jsonAnswer(404, { code: 'NotFound', errors: [{ message: 'Issue not found' }] }));
  const text = readParts(call.request).find(({ name }) => name === 'Answer')?.text ?? '';
  if (text === '' || text.length > 2_000)
    throw new Refusal(
      jsonAnswer(400, {
        code: 'Validation',
        errors: [{ message: 'Answer is not valid', fieldName: 'Answer' }],
      }),
    );
  if (question.answer !== null)
    throw new Refusal(jsonAnswer(409, { code: 'Conflict', errors: [{ message: 'Issue is answered' }] }));
  question.answer = text;
  question.modifiedMs = call.world.now();
  return emptyAnswer(201);
}

/** Records of a sale appear after its delivery: what was paid, and the commission taken off. */
export function getTransactions(call: Call): SandboxAnswer {
  const pairs = ['OrderDate', 'DueDate', 'RecordDate', 'PaymentDate'].filter((name) =>
    call.query.has(`${name}Start`),
  );
  const named = ['OrderNumber', 'PackageNumber', 'ReferenceDocument', 'Sku'].some((name) =>
    call.query.has(name),
  );
  if (pairs.length === 0 && !named)
    throw new Refusal(jsonAnswer(400, { title: 'One or more validation errors occurred.', status: 400 }));
  const limit = Number(call.query.get('Limit') ?? 0);
  if (limit < 1 || limit > 100) throw new Refusal(jsonAnswer(400, { title: 'Limit', status: 400 }));
  const from = Date.parse(`${call.query.get(`${pairs[0]}Start`) ?? '1970-01-01T00:00:00'}+03:00`);
  const to = Date.parse(`${call.query.get(`${pairs[0]}End`) ?? '2999-01-01T00:00:00'}+03:00`);
  const rows = [...call.world.state.parcels.values()]
    .filter(({ status, changedMs }) => status === 'Delivered' && changedMs >= from && changedMs <= to)
    .flatMap((parcel) =>
      linesOf(call.world, parcel).flatMap(({ order, line }) => {
        const total = line.unitKurus * line.quantity;
        const row = (id: string, transactionType: string, kurus: number, isIncome: boolean) => ({
          id: `${line.id}-${id}`,
          transactionType,
          transactionTypeCategory: isIncome ? 'IncomeTransactions' : 'ExpenseTransactions',
          status: 'WillBePaid',
          sku: line.hbSku,
          productName: line.title,
          orderNumber: order.orderNumber,
          packageNumber: parcel.packageNumber,
          orderItemNumber: line.id,
          invoiceNumber: null,
          quantity: line.quantity,
          amount: { value: kurus / 100, currencyCode: '949' },
          taxAmount: { value: 0, currencyCode: '949' },
          netAmount: { value: kurus / 100, currencyCode: '949' },
          orderDate: wallClock(order.orderedMs),
          invoiceDate: null,
          dueDate: wallClock(parcel.changedMs + 30 * 86_400_000),
          paymentDate: null,
          invoiceExplanation: null,
          merchantId: call.world.state.credentials.merchantId,
          isInvoice: false,
          isIncome,
        });
        return [row('p', 'Payment', total, true), row('c', 'Commission', Math.round(total * 0.14), false)];
      }),
    );
  const cut = sliceRows(call, rows, Number(call.query.get('Offset') ?? 0) || 0, limit);
  return jsonAnswer(200, { count: cut.total, items: cut.rows });
}

export function getCargoFirms(): SandboxAnswer {
  const firms = [
    ['1', 'Aras Kargo'],
    ['2', 'HepsiJET'],
    ['3', 'Yurtiçi Kargo'],
  ];
  return jsonAnswer(200, {
    cargoFirms: [
      {
        labelId: 1,
        labelName: 'standard',
        labelDisplayName: 'Standart Teslimat',
        labelDisplayOrder: 1,
        cargoFirms: firms.map(([cargoFirmId, cargoFirmName], index) => ({
          cargoFirmId,
          cargoFirmName,
          cargoFirmDisplayOrder: index,
          isExceptional: false,
          isVisible: true,
        })),
      },
    ],
    error: false,
    msg: null,
  });
}

export function getProfiles(call: Call): SandboxAnswer {
  const at = wallClock(call.world.now());
  return jsonAnswer(200, {
    profiles: [{ id: 7, name: 'Standart', createdAt: at, updatedAt: at }],
    error: false,
    msg: null,
  });
}
