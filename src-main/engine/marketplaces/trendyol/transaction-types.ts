import { foldKey } from '#common/turkish-text.ts';
import type { SettlementEntry } from '../kit/after-sales.ts';
import type { FinanceService } from './api-after-sales.ts';
import type { FinanceRow } from './wire-after-sales.ts';

export type TransactionType = {
  readonly service: FinanceService;
  readonly name: string;
  readonly kind: SettlementEntry['kind'];
  /** Whether `commissionAmount` of its rows is not a row of its own. */
  readonly sharesCommission: boolean;
};

type Kind = SettlementEntry['kind'];

/** The kinds of both services (finance pages, 2026); the answers name them in Turkish. */
const SETTLEMENTS: readonly (readonly [name: string, kind: Kind])[] = [
  ['Sale', 'sale'],
  ['Return', 'return'],
  ['Discount', 'discount'],
  ['DiscountCancel', 'discount'],
  ['Coupon', 'discount'],
  ['CouponCancel', 'discount'],
  ['ProvisionPositive', 'other'],
  ['ProvisionNegative', 'other'],
  ['ManualRefund', 'return'],
  ['ManualRefundCancel', 'return'],
  ['TYDiscount', 'discount'],
  ['TYDiscountCancel', 'discount'],
  ['TYCoupon', 'discount'],
  ['TYCouponCancel', 'discount'],
  ['SellerRevenuePositive', 'other'],
  ['SellerRevenueNegative', 'other'],
  ['SellerRevenuePositiveCancel', 'other'],
  ['SellerRevenueNegativeCancel', 'other'],
  ['CommissionPositive', 'commission'],
  ['CommissionNegative', 'commission'],
  ['CommissionPositiveCancel', 'commission'],
  ['CommissionNegativeCancel', 'commission'],
  ['DeliveryFee', 'cargo'],
  ['DeliveryFeeCancel', 'cargo'],
  ['PayByLink', 'other'],
];

const OTHERS: readonly (readonly [name: string, kind: Kind])[] = [
  ['CashAdvance', 'payment'],
  ['WireTransfer', 'payment'],
  ['IncomingTransfer', 'payment'],
  ['ReturnInvoice', 'fee'],
  ['CommissionAgreementInvoice', 'commission'],
  ['PaymentOrder', 'payment'],
  ['DeductionInvoices', 'fee'],
  ['FinancialItem', 'other'],
  ['Stoppage', 'tax'],
];

const SHARING: ReadonlySet<Kind> = new Set(['sale', 'return', 'discount']);

export const TRANSACTION_TYPES: readonly TransactionType[] = [
  ...SETTLEMENTS.map(([name, kind]) => ({
    service: 'settlements' as const,
    name,
    kind,
    sharesCommission: SHARING.has(kind),
  })),
  ...OTHERS.map(([name, kind]) => ({
    service: 'other-financials' as const,
    name,
    kind,
    sharesCommission: false,
  })),
];

/** Invoices of many kinds come under one name; their text tells which. */
export function kindOf(type: TransactionType, row: FinanceRow): Kind {
  if (type.name !== 'DeductionInvoices') return type.kind;
  const words = foldKey(`${row.transactionType} ${row.description}`);
  if (words.includes('kargo')) return 'cargo';
  if (words.includes('ceza')) return 'penalty';
  if (words.includes('komisyon')) return 'commission';
  return type.kind;
}

/** "Kargo Faturası" and "Kargo Fatura": their `id` is the invoice's serial number. */
export function isCargoInvoice(type: TransactionType, row: FinanceRow): boolean {
  return type.name === 'DeductionInvoices' && foldKey(row.transactionType).includes('kargo fatura');
}
