import { z } from 'zod';
import { AmountE4, Bilingual, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';

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

/** Whether a marketplace offers a part at all, and when it was last read (null: never). */
export const AfterSalesPartState = z.object({
  offered: z.boolean(),
  /** Only where it is not offered, and the manifest gives one. */
  reason: Bilingual.exactOptional(),
  readAt: Instant.nullable(),
});
export type AfterSalesPartState = z.infer<typeof AfterSalesPartState>;

/** How far what is kept of a channel reaches. */
export const AfterSalesState = z.object({
  channelId: Identifier,
  returns: AfterSalesPartState,
  questions: AfterSalesPartState,
  settlements: AfterSalesPartState,
});
export type AfterSalesState = z.infer<typeof AfterSalesState>;
