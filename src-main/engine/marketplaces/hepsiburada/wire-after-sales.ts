import { z } from 'zod';
import { wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';
import { wireLocalInstant } from './local-time.ts';
import { wireMoneyE4 } from './wire.ts';

/** Claims, questions and accounting records (sheet §5), after `camelKeys`. */

const Delivery = z.looseObject({
  packageNumber: wireId,
  trackingNumber: wireText,
  cargoCompany: z.looseObject({ name: wireText }).nullish().catch(null),
});

const ClaimLine = z.looseObject({
  lineItemId: wireId,
  productName: wireText,
  hbSku: wireId,
  merchantSku: wireId,
  price: wireMoneyE4,
});

/** Flat in lists, with `line` inside in web-hooks; both are read. */
export const WireClaim = z.looseObject({
  id: wireId,
  number: wireId,
  claimNumber: wireId,
  status: wireText,
  claimType: wireText,
  type: wireText,
  claimDate: wireLocalInstant,
  quantity: wireInteger,
  explanation: wireText,
  sku: wireId,
  merchantSku: wireId,
  productName: wireText,
  priceAmount: wireMoneyE4,
  orderNumber: wireId,
  customerName: wireText,
  lineItemId: wireId,
  reason: wireText,
  refundDate: wireLocalInstant,
  awaitingActionExpireDate: wireLocalInstant,
  awaitingPreApprovalExpireDate: wireLocalInstant,
  markedAwaitingPreApprovalDate: wireLocalInstant,
  preApprovalConfirmedDate: wireLocalInstant,
  deliveries: wireList(Delivery),
  line: ClaimLine.nullish().catch(null),
});
export type WireClaim = z.infer<typeof WireClaim>;

const Conversation = z.looseObject({
  type: wireText,
  from: wireText,
  content: wireText,
  createdAt: wireLocalInstant,
  rejectReason: wireText,
});

export const WireQuestion = z.looseObject({
  id: wireId,
  // A number in answers (SIT, Oct 2026).
  issueNumber: wireId,
  createdAt: wireLocalInstant,
  lastModifiedAt: wireLocalInstant,
  expireDate: wireLocalInstant,
  orderNumber: wireId,
  status: wireText,
  subject: z.looseObject({ id: wireId, description: wireText }).nullish().catch(null),
  lastContent: wireText,
  conversations: wireList(Conversation),
  product: z.looseObject({ sku: wireId, name: wireText, stockCode: wireText }).nullish().catch(null),
});
export type WireQuestion = z.infer<typeof WireQuestion>;

export const WireTransaction = z.looseObject({
  id: wireId,
  transactionType: wireText,
  sku: wireId,
  productName: wireText,
  orderNumber: wireId,
  packageNumber: wireId,
  invoiceNumber: wireId,
  orderItemNumber: wireId,
  amount: z.unknown().optional(),
  orderDate: wireLocalInstant,
  invoiceDate: wireLocalInstant,
  dueDate: wireLocalInstant,
  paymentDate: wireLocalInstant,
  invoiceExplanation: wireText,
  isIncome: wireFlag,
});
export type WireTransaction = z.infer<typeof WireTransaction>;

export const WireCargoGroup = z.looseObject({
  cargoFirms: wireList(z.looseObject({ cargoFirmId: wireId, cargoFirmName: wireText, isVisible: wireFlag })),
  cargoFirmId: wireId,
  cargoFirmName: wireText,
});

export const WireProfile = z.looseObject({ id: wireId, name: wireText });
