import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';
import { Problem } from './problem.ts';

/** Where an order stands with the marketplace; a word of theirs that nobody knows yet is kept as `other`. */
export const OrderStatus = z.enum([
  'awaiting',
  'new',
  'picking',
  'invoiced',
  'shipped',
  'at-collection-point',
  'delivered',
  'undelivered',
  'returned',
  'cancelled',
  'unsupplied',
  'split',
  'other',
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** Where it stands with the shop. */
/** `history` was on its way or done before the channel was connected: kept to be looked at, not written to the shop. */
export const ImportState = z.enum([
  'reserved',
  'waiting',
  'imported',
  'cancelled',
  'failed',
  'quarantined',
  'history',
]);
export type ImportState = z.infer<typeof ImportState>;

export const OrderRow = z.object({
  orderId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  orderNumber: z.string(),
  packageIds: z.array(z.string()),
  status: OrderStatus,
  rawStatus: z.string(),
  importState: ImportState,
  storeOrderId: z.string().nullable(),
  buyer: z.string(),
  city: z.string(),
  lineCount: z.int(),
  unitCount: z.int(),
  unmatchedLines: z.int(),
  totalE4: AmountE4,
  currency: CurrencyCode,
  orderedAt: Instant,
  /** Until when it must be handed to the carrier, when the marketplace says so. */
  dispatchBy: Instant.nullable(),
  late: z.boolean(),
  problem: Problem.nullable(),
});
export type OrderRow = z.infer<typeof OrderRow>;

export const OrderLine = z.object({
  lineId: Identifier,
  packageId: z.string(),
  title: z.string(),
  barcode: z.string(),
  stockCode: z.string(),
  quantity: z.int(),
  unitPriceE4: AmountE4,
  vatRate: z.number().nullable(),
  status: OrderStatus,
  variantId: Identifier.nullable(),
});
export type OrderLine = z.infer<typeof OrderLine>;

export const OrderDetail = z.object({
  row: OrderRow,
  lines: z.array(OrderLine),
  buyer: z.object({
    name: z.string(),
    company: z.string(),
    taxNumber: z.string(),
    taxOffice: z.string(),
    phone: z.string(),
    address: z.string(),
    district: z.string(),
    city: z.string(),
  }),
  cargo: z.object({ provider: z.string(), trackingNumber: z.string(), trackingLink: z.string() }),
  timeline: z.array(
    z.object({
      at: Instant,
      side: z.enum(['marketplace', 'shop', 'program', 'merchant']),
      text: z.string(),
      detail: z.string(),
    }),
  ),
  /** What may be done now, per package. */
  actions: z.array(z.object({ packageId: z.string(), action: z.enum(['pick', 'invoice']) })),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

export const OrderFilter = z.enum(['open', 'late', 'problem', 'shipped', 'closed', 'all']);
export type OrderFilter = z.infer<typeof OrderFilter>;
export const OrderQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  filter: OrderFilter,
  search: z.string().max(200),
});
export type OrderQuery = z.infer<typeof OrderQuery>;

export const OrderPage = z.object({
  rows: z.array(OrderRow),
  total: z.int(),
  counts: z.record(OrderFilter, z.int()),
});
export type OrderPage = z.infer<typeof OrderPage>;
