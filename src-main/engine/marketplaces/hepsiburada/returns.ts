import { problem, ProblemError } from '#contract/problem.ts';
import type { MarketplaceReturn, ReturnAnswer, ReturnStatus, TimeWindow } from '../kit/after-sales.ts';
import type { Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  CLAIM_PAGE,
  getClaims,
  getClaimsByStatus,
  postClaimAcceptance,
  postClaimPreApproval,
  postClaimRejection,
} from './api-after-sales.ts';
import type { HepsiburadaClient } from './client.ts';
import { turnPages } from './paging.ts';
import type { HepsiburadaRequest } from './request.ts';
import { packageUnitId } from './unit-id.ts';
import { camelKeys, readList } from './wire.ts';
import { WireClaim } from './wire-after-sales.ts';

const STATUS: Readonly<Record<string, ReturnStatus>> = {
  newrequest: 'requested',
  awaitingaction: 'waits-for-seller',
  awaitingpreapproval: 'waits-for-seller',
  indispute: 'disputed',
  accepted: 'accepted',
  rejected: 'rejected',
  refunded: 'refunded',
  cancelled: 'cancelled',
};

/** States in which something is still to happen: claims in them are read whatever their age. */
const OPEN_STATUSES = ['NewRequest', 'AwaitingAction', 'AwaitingPreApproval', 'InDispute'] as const;

type ClaimRow = { readonly raw: unknown; readonly wire: WireClaim };

/**
 * Claims made in the window, and all that are still open: the service filters by the day of the claim alone, and a
 * claim lives on after it. May come twice.
 */
export async function* readReturns(
  client: HepsiburadaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceReturn[]> {
  const { merchantId } = client;
  const requests = [
    (offset: number) => getClaims(merchantId, window, offset),
    ...OPEN_STATUSES.map((status) => (offset: number) => getClaimsByStatus(merchantId, status, offset)),
  ];
  for (const requestOf of requests) {
    for await (const rows of readClaims(client, requestOf, signal)) {
      const claims = rows.flatMap((row) => mapClaim(row) ?? []);
      if (claims.length > 0) yield claims;
    }
  }
}

function readClaims(
  client: HepsiburadaClient,
  requestOf: (offset: number) => HepsiburadaRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly ClaimRow[]> {
  return turnPages(client, {
    endpoint: 'claims',
    limit: CLAIM_PAGE,
    readPage: async (offset) => {
      const request = requestOf(offset);
      const list = readList(request, await client.ask(request, { priority: PRIORITY.afterSales, signal }));
      const rows = list.rows.flatMap((raw) => {
        const parsed = WireClaim.safeParse(camelKeys(raw));
        return parsed.success ? [{ raw, wire: parsed.data }] : [];
      });
      const bad = list.rows.length - rows.length;
      return {
        rows,
        keys: rows.map(
          ({ wire }, index) => wire.number ?? wire.claimNumber ?? wire.id ?? `${offset}-${index}`,
        ),
        total: list.total === null ? null : list.total - bad,
        came: list.rows.length,
      };
    },
  });
}

function mapClaim({ raw, wire }: ClaimRow): MarketplaceReturn | null {
  const returnId = wire.number ?? wire.claimNumber;
  if (returnId === null) return null;
  const orderNumber = wire.orderNumber ?? '';
  const status = statusOf(wire.status);
  const delivery = wire.deliveries.find(({ trackingNumber }) => trackingNumber !== '') ?? wire.deliveries[0];
  const createdAtMs = wire.claimDate ?? 0;
  const stockCode = wire.merchantSku ?? wire.line?.merchantSku ?? '';
  const kind = wire.claimType || wire.type;
  return {
    returnId,
    orderNumber,
    packageId:
      delivery?.packageNumber && orderNumber ? packageUnitId(delivery.packageNumber, orderNumber) : null,
    status,
    rawStatus: kind === '' ? wire.status : `${wire.status} (${kind})`,
    createdAtMs,
    lastModifiedMs: Math.max(
      createdAtMs,
      wire.refundDate ?? 0,
      wire.markedAwaitingPreApprovalDate ?? 0,
      wire.preApprovalConfirmedDate ?? 0,
    ),
    answerByMs: wire.awaitingActionExpireDate ?? wire.awaitingPreApprovalExpireDate,
    cargo: { provider: delivery?.cargoCompany?.name ?? '', trackingNumber: delivery?.trackingNumber ?? '' },
    customerName: wire.customerName,
    lines: [
      {
        returnLineId: returnId,
        orderLineId: wire.lineItemId ?? wire.line?.lineItemId ?? null,
        barcode: '',
        stockCode,
        title: wire.productName || (wire.line?.productName ?? ''),
        quantity: wire.quantity ?? 1,
        unitPriceE4: wire.priceAmount ?? wire.line?.price ?? null,
        reason: wire.reason || kind,
        customerNote: wire.explanation,
        status,
      },
    ],
    // Claims of a missing invoice are answered in the panel, where the invoice is uploaded (sheet §5.1).
    actions: actionsOf(wire.status, kind),
    raw: JSON.stringify(raw),
  };
}

function statusOf(word: string): ReturnStatus {
  const key = word.replace(/[^A-Za-z]/g, '').toLowerCase();
  return Object.hasOwn(STATUS, key) ? STATUS[key]! : 'other';
}

function actionsOf(status: string, kind: string): MarketplaceReturn['actions'] {
  if (/missinginvoice/i.test(kind)) return [];
  if (/^awaitingaction$/i.test(status)) return ['accept', 'reject'];
  return /^awaitingpreapproval$/i.test(status) ? ['accept'] : [];
}

/**
 * Accepts with a refund, confirms a pre-approval, or rejects (Hepsiburada then decides: InDispute). Which acceptance it
 * is depends on the claim's state, and there is no read of a single claim: those that wait for pre-approval are looked for.
 */
export async function answerReturn(client: HepsiburadaClient, answer: ReturnAnswer): Promise<void> {
  const { returnId, intent, signal } = answer;
  const options = { priority: PRIORITY.orderActions, intent, signal, conflict: 'order/wrong-state' } as const;
  if (answer.answer === 'reject') {
    if (answer.reasonId === null)
      throw new ProblemError(problem('input/invalid', { field: 'reasonId', marketplace: 'Hepsiburada' }));
    await client.send(postClaimRejection(returnId, answer.reasonId, answer.text), options);
    return;
  }
  const preApproval = await waitsForPreApproval(client, returnId, signal);
  await client.send(preApproval ? postClaimPreApproval(returnId) : postClaimAcceptance(returnId), options);
}

async function waitsForPreApproval(
  client: HepsiburadaClient,
  returnId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const requestOf = (offset: number) => getClaimsByStatus(client.merchantId, 'AwaitingPreApproval', offset);
  for await (const rows of readClaims(client, requestOf, signal))
    if (rows.some(({ wire }) => (wire.number ?? wire.claimNumber) === returnId)) return true;
  return false;
}

/** Reasons for a rejection (sheet §5.1), with what they mean. The first sixteen are for returns, the rest for missing goods. */
export const RETURN_REASONS: readonly Reason[] = [
  { reasonId: 'CustomerReturnedWrongItem', text: 'Müşteri yanlış ürün göndermiş' },
  { reasonId: 'ProductIsDamaged', text: 'Ürün hasarlı' },
  { reasonId: 'MissingQuantity', text: 'Adet eksik' },
  { reasonId: 'NoSuchAccessory', text: 'Böyle bir aksesuar yok' },
  { reasonId: 'BoxIsEmptyWithReport', text: 'Kutu boş (tutanaklı)' },
  { reasonId: 'BoxIsEmptyWithoutReport', text: 'Kutu boş (tutanaksız)' },
  { reasonId: 'SomePartsOrSomeAccessoriesOrSomePapersAreMissing', text: 'Parça, aksesuar ya da belge eksik' },
  { reasonId: 'ReturnedProductIsNotDelivered', text: 'İade ürün teslim edilmedi' },
  { reasonId: 'NewProductWillBeSent', text: 'Yeni ürün gönderilecek' },
  { reasonId: 'ExtraProductHasBeenReturned', text: 'Fazladan ürün iade edilmiş' },
  { reasonId: 'ProductNotWrong', text: 'Ürün yanlış değil' },
  { reasonId: 'ProductNotDefective', text: 'Ürün kusurlu değil' },
  { reasonId: 'StockProblem', text: 'Stok sorunu' },
  { reasonId: 'ReturnedProductHasAccountOrPassword', text: 'Üründe hesap ya da şifre var' },
  { reasonId: 'MarkedAsServiceProcess', text: 'Servis süreci' },
  { reasonId: 'Other', text: 'Diğer' },
  { reasonId: 'ProductSentComplete', text: 'Ürün eksiksiz gönderildi' },
  { reasonId: 'MissingItemOrPartCannotBeSupplied', text: 'Eksik ürün ya da parça tedarik edilemiyor' },
  { reasonId: 'ClaimedComponentIsNotPartOfTheProduct', text: 'İstenen parça ürüne ait değil' },
  { reasonId: 'InvoiceReplacesWarranty', text: 'Fatura garanti belgesi yerine geçer' },
  {
    reasonId: 'PartialShipmentMissingPackageWillBeDelivered',
    text: 'Parçalı gönderim; eksik paket teslim edilecek',
  },
  { reasonId: 'CustomerProblemSolved', text: 'Müşterinin sorunu çözüldü' },
];
