import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';

export const SettlementKind = z.enum([
  'sale',
  'return',
  'discount',
  'commission',
  'cargo',
  'fee',
  'penalty',
  'payment',
  'tax',
  'other',
]);
export type SettlementKind = z.infer<typeof SettlementKind>;

/** One line of the marketplace's account. In the merchant's favour when positive. */
export const SettlementRow = z.object({
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  entryId: Identifier,
  kind: SettlementKind,
  rawKind: z.string(),
  orderNumber: z.string(),
  packageId: z.string(),
  barcode: z.string(),
  description: z.string(),
  amountE4: AmountE4,
  commissionPercent: z.number().nullable(),
  currency: CurrencyCode,
  bookedAt: Instant,
  paymentAt: Instant.nullable(),
  paymentId: z.string(),
});
export type SettlementRow = z.infer<typeof SettlementRow>;

export const SettlementQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  kind: SettlementKind.nullable(),
  /** Booked from this instant, and before that one. */
  from: Instant.nullable(),
  to: Instant.nullable(),
  /** Order number, package, barcode or payment. */
  search: z.string().max(200),
});
export type SettlementQuery = z.infer<typeof SettlementQuery>;

export const SettlementPage = z.object({
  rows: z.array(SettlementRow),
  total: z.int(),
  /** Of everything that the query matches, per currency and kind. */
  sums: z.array(
    z.object({ currency: CurrencyCode, kind: SettlementKind, entries: z.int(), amountE4: AmountE4 }),
  ),
});
export type SettlementPage = z.infer<typeof SettlementPage>;

/** How far what is kept of a channel reaches; null where it was never read or is not offered. */
export const AfterSalesState = z.object({
  channelId: Identifier,
  returns: z.object({ offered: z.boolean(), readAt: Instant.nullable() }),
  questions: z.object({ offered: z.boolean(), readAt: Instant.nullable() }),
  settlements: z.object({ offered: z.boolean(), readAt: Instant.nullable() }),
});
export type AfterSalesState = z.infer<typeof AfterSalesState>;
