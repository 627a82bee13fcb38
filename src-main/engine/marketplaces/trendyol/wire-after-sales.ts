import { z } from 'zod';
import {
  wireAmountE4,
  wireFlag,
  wireId,
  wireInstant,
  wireInteger,
  wireList,
  wireText,
} from '../kit/wire-values.ts';

/** What Trendyol's claims, questions and finance services send (sheet §4, state of 24 Nov 2026). */

const Reason = z.looseObject({ name: wireText, code: wireText }).nullish().catch(null);

const ClaimItem = z.looseObject({
  id: wireId,
  claimItemStatus: z
    .union([z.looseObject({ name: wireText }), z.string().transform((name) => ({ name }))])
    .nullish()
    .catch(null),
  customerClaimItemReason: Reason,
  trendyolClaimItemReason: Reason,
  note: wireText,
  customerNote: wireText,
});
export type ClaimItem = z.infer<typeof ClaimItem>;

const ClaimLine = z.looseObject({
  id: wireId,
  lineId: wireId,
  productName: wireText,
  barcode: wireText,
  merchantSku: wireText,
  stockCode: wireText,
  price: wireAmountE4,
});

/** `claimId` took the place of `id` about February 2026. */
const ClaimFields = z.looseObject({
  claimId: wireId,
  id: wireId,
  orderNumber: wireText,
  claimDate: wireInstant,
  lastModifiedDate: wireInstant,
  customerFirstName: wireText,
  customerLastName: wireText,
  cargoTrackingNumber: wireText,
  cargoProviderName: wireText,
  orderShipmentPackageId: wireId,
  orderOutboundPackageId: wireId,
  items: wireList(
    z.looseObject({ orderLine: ClaimLine.nullish().catch(null), claimItems: wireList(ClaimItem) }),
  ),
});

/** With the claim as it came. */
export const Claim = z.unknown().transform((received, context) => {
  const parsed = ClaimFields.safeParse(received);
  if (parsed.success) return { ...parsed.data, raw: JSON.stringify(received) };
  context.addIssue({ code: 'custom', message: 'no claim' });
  return z.NEVER;
});
export type Claim = z.infer<typeof Claim>;

export const CreatedClaim = z.looseObject({ claimId: wireId, cargoTrackingNumber: wireText });

/** Rows before they are looked into, so that a strange one never hides the others. */
export const RowPage = z.preprocess(
  (body) => (Array.isArray(body) ? { content: body as readonly unknown[] } : body),
  z.looseObject({ content: z.array(z.unknown()), totalPages: wireInteger, totalElements: wireInteger }),
);

export const ClaimReasons = z.preprocess(
  (body) => (Array.isArray(body) ? body : ((body as { content?: unknown } | null)?.content ?? body)),
  z.array(z.looseObject({ id: wireId, name: wireText })),
);

export const ClaimAudit = z.preprocess(
  (body) => (Array.isArray(body) ? body : ((body as { content?: unknown } | null)?.content ?? body)),
  z.array(z.looseObject({ newStatus: wireText, date: wireInstant })),
);

const Answer = z.looseObject({ text: wireText, creationDate: wireInstant }).nullish().catch(null);

export const Question = z.looseObject({
  id: wireId,
  text: wireText,
  userName: wireText,
  status: wireText,
  creationDate: wireInstant,
  public: wireFlag,
  productName: wireText,
  productMainId: wireText,
  webUrl: wireText,
  answer: Answer,
});
export type Question = z.infer<typeof Question>;

export const FinanceRow = z.looseObject({
  id: wireId,
  transactionDate: wireInstant,
  barcode: wireText,
  transactionType: wireText,
  description: wireText,
  debt: wireAmountE4,
  credit: wireAmountE4,
  commissionRate: wireAmountE4,
  commissionAmount: wireAmountE4,
  orderNumber: wireText,
  shipmentPackageId: wireText,
  paymentOrderId: wireText,
  paymentDate: wireInstant,
});
export type FinanceRow = z.infer<typeof FinanceRow>;

export const CargoInvoiceItem = z.looseObject({
  shipmentPackageType: wireText,
  parcelUniqueId: wireText,
  orderNumber: wireText,
  amount: wireAmountE4,
  desi: wireText,
});
export type CargoInvoiceItem = z.infer<typeof CargoInvoiceItem>;
