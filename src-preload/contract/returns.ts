import { z } from 'zod';
import { AmountE4, Identifier, Instant, PageRequest } from './basics.ts';
import { Problem } from './problem.ts';

/** Where a return stands; a word of the marketplace's that nobody knows yet is kept as `other`. */
export const ReturnStatus = z.enum([
  'requested',
  'on-its-way',
  'waits-for-seller',
  'accepted',
  'rejected',
  'disputed',
  'cancelled',
  'refunded',
  'other',
]);
export type ReturnStatus = z.infer<typeof ReturnStatus>;

export const ReturnLineRow = z.object({
  returnLineId: Identifier,
  barcode: z.string(),
  stockCode: z.string(),
  title: z.string(),
  quantity: z.int(),
  unitPriceE4: AmountE4.nullable(),
  reason: z.string(),
  customerNote: z.string(),
  status: ReturnStatus,
  variantId: Identifier.nullable(),
  /** How many of it the merchant put back into the shop's stock; null while nothing was decided. */
  putBack: z.int().nullable(),
});
export type ReturnLineRow = z.infer<typeof ReturnLineRow>;

export const ReturnRow = z.object({
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  returnId: Identifier,
  orderNumber: z.string(),
  /** The order here, where it is known. */
  orderId: Identifier.nullable(),
  status: ReturnStatus,
  rawStatus: z.string(),
  customer: z.string(),
  cargo: z.object({ provider: z.string(), trackingNumber: z.string() }),
  createdAt: Instant,
  changedAt: Instant,
  answerBy: Instant.nullable(),
  /** The marketplace waits, and the time is up. */
  late: z.boolean(),
  lines: z.array(ReturnLineRow),
  /** What can be answered now. */
  actions: z.array(z.enum(['accept', 'reject'])),
  /** Whether goods can still be put back into the shop's stock from here. */
  canPutBack: z.boolean(),
  /** An answer got no reply, and nobody knows whether it arrived: it shows when it is read, or the merchant says it. */
  unsettled: z.boolean().exactOptional(),
  problem: Problem.nullable(),
});
export type ReturnRow = z.infer<typeof ReturnRow>;

export const ReturnFilter = z.enum(['waiting', 'open', 'closed', 'all']);
export type ReturnFilter = z.infer<typeof ReturnFilter>;
export const ReturnQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  filter: ReturnFilter,
  /** Order number, return number, barcode, stock code or title. */
  search: z.string().max(200),
});
export type ReturnQuery = z.infer<typeof ReturnQuery>;
export const ReturnPage = z.object({
  rows: z.array(ReturnRow),
  total: z.int(),
  counts: z.record(ReturnFilter, z.int()),
});
export type ReturnPage = z.infer<typeof ReturnPage>;

/** A reason that the marketplace offers for a refusal or a cancellation. */
export const ReasonChoice = z.object({ reasonId: z.string(), text: z.string() });
export type ReasonChoice = z.infer<typeof ReasonChoice>;

/** A file as it crosses the border. */
export const FileContent = z.object({
  name: z.string().min(1).max(200),
  mediaType: z.string().min(1).max(100),
  base64: z.base64().max(14_000_000),
});
export type FileContent = z.infer<typeof FileContent>;

export const ReturnAnswer = z.object({
  channelId: Identifier,
  returnId: Identifier,
  /** Null means all of it that waits. */
  returnLineIds: z.array(Identifier).min(1).max(500).nullable(),
  answer: z.enum(['accept', 'reject']),
  reasonId: z.string().max(200).nullable(),
  text: z.string().max(2_000),
  files: z.array(FileContent).max(5),
});
export type ReturnAnswer = z.infer<typeof ReturnAnswer>;

/** Goods that came back in order: added to the shop's stock with the next write, once. */
export const PutBack = z.object({
  channelId: Identifier,
  returnId: Identifier,
  lines: z
    .array(z.object({ returnLineId: Identifier, quantity: z.int().min(0).max(10_000) }))
    .min(1)
    .max(500),
});
export type PutBack = z.infer<typeof PutBack>;
