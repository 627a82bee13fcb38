import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant, PageRequest } from './basics.ts';
import { Hold } from './guards.ts';
import { TraceStep } from './listings.ts';
import { Problem } from './problem.ts';

/** Stock and price travel apart: lower stock must never wait for a price that somebody has to approve. */
export const FieldGroup = z.enum(['stock', 'price']);
export type FieldGroup = z.infer<typeof FieldGroup>;

export const PlanReason = z.enum([
  'stock-lowered',
  'stock-raised',
  'price-lowered',
  'price-raised',
  'list-price-changed',
  'repair',
]);
export type PlanReason = z.infer<typeof PlanReason>;

export const ChangeState = z.enum([
  'waiting',
  'held',
  'approved',
  'queued',
  'sending',
  'sent',
  'confirmed',
  'failed',
  'unknown',
]);
export type ChangeState = z.infer<typeof ChangeState>;

/**
 * One change, old → new. `changeId` is made from channel, listing, field group and both values: it names exactly what
 * was looked at, so an approval can never cover another value.
 */
export const PlanChange = z.object({
  changeId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  listingId: Identifier,
  title: z.string(),
  optionText: z.string(),
  barcode: z.string(),
  stockCode: z.string(),
  group: FieldGroup,
  currency: CurrencyCode,
  fromQuantity: z.int().nullable(),
  toQuantity: z.int().nullable(),
  fromPriceE4: AmountE4.nullable(),
  toPriceE4: AmountE4.nullable(),
  fromListPriceE4: AmountE4.nullable(),
  toListPriceE4: AmountE4.nullable(),
  reason: PlanReason,
  trace: z.array(TraceStep),
  holds: z.array(Hold),
  /** True when every hold may be lifted by a person. */
  approvable: z.boolean(),
  state: ChangeState,
  problem: Problem.nullable(),
});
export type PlanChange = z.infer<typeof PlanChange>;

export const PlanGroup = z.object({
  channelId: Identifier,
  channelName: z.string(),
  reason: PlanReason,
  held: z.boolean(),
  count: z.int(),
  largestStepPercent: z.number().nullable(),
});
export type PlanGroup = z.infer<typeof PlanGroup>;

export const PlanSummary = z.object({
  computedAt: Instant.nullable(),
  /** The age of what the plan was made from. */
  storeReadAt: Instant.nullable(),
  /** Not approved yet. */
  waiting: z.int(),
  /** Approved, not sent yet: leaves with the next sync. */
  approved: z.int(),
  held: z.int(),
  inFlight: z.int(),
  requests: z.int(),
  estimatedSeconds: z.int(),
  groups: z.array(PlanGroup),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

export const PlanQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  reason: PlanReason.nullable(),
  held: z.boolean().nullable(),
  search: z.string().max(200),
});
export type PlanQuery = z.infer<typeof PlanQuery>;

export const PlanPage = z.object({ rows: z.array(PlanChange), total: z.int() });
export type PlanPage = z.infer<typeof PlanPage>;

/** `all` covers what merely waits; what a guard holds is approved by its id, one by one. */
export const Approval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all'), channelId: Identifier.nullable() }),
  z.object({ kind: z.literal('group'), channelId: Identifier, reason: PlanReason }),
  z.object({ kind: z.literal('some'), changeIds: z.array(Identifier).min(1).max(5_000) }),
]);
export type Approval = z.infer<typeof Approval>;

export const ApprovalResult = z.object({
  approved: z.int(),
  /**
   * What happens to what is approved: `started` by this call, `running` sync takes it along or leaves it to the next
   * one, `later` with the next sync.
   */
  sending: z.enum(['started', 'running', 'later']),
  /** Named by the caller but no longer what the plan says: looked at again before anything is sent. */
  changedSince: z.array(Identifier),
  /** Held by a guard that nobody can lift. */
  notApprovable: z.array(Identifier),
});
export type ApprovalResult = z.infer<typeof ApprovalResult>;
