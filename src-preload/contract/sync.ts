import { z } from 'zod';
import { Identifier } from './basics.ts';
import { Problem } from './problem.ts';

export const SyncScope = z.object({
  channelId: Identifier.nullable(),
  /** `pull` reads the shop and the listings, `push` sends what is approved; `everything` is orders →
   * edits → pull → plan → push, `edits` writes what waits into the shop and reads the products it touched. */
  what: z.enum(['everything', 'orders', 'pull', 'push', 'edits']),
  /** Also approves what merely waits; never what a guard holds. */
  approveWaiting: z.boolean(),
});
export type SyncScope = z.infer<typeof SyncScope>;

/** The figures of one channel after a sync, each counted from rows that this run touched. */
export const ChannelSyncFigures = z.object({
  marketplace: z.string(),
  ordersSeen: z.int(),
  ordersImported: z.int(),
  planned: z.int(),
  sent: z.int(),
  confirmed: z.int(),
  failed: z.int(),
  held: z.int(),
  waiting: z.int(),
  unknown: z.int(),
});
export type ChannelSyncFigures = z.infer<typeof ChannelSyncFigures>;

/** What `meschain sync --json` prints. */
export const SyncResult = z.object({
  store: z.object({ products: z.int(), variants: z.int(), changed: z.int() }),
  /** Fields edited here: written into the shop by this run, and what still waits after it. */
  edits: z.object({
    written: z.int(),
    pending: z.int(),
    conflicts: z.int(),
    refused: z.int(),
  }),
  channels: z.record(z.string(), ChannelSyncFigures),
});
export type SyncResult = z.infer<typeof SyncResult>;

export const AuditDifference = z.object({
  listingId: Identifier,
  barcode: z.string(),
  title: z.string(),
  kind: z.enum([
    'not-sent',
    'refused',
    'changed-by-hand',
    'lag',
    'missing-on-marketplace',
    'held',
    'unknown-outcome',
  ]),
  field: z.enum(['quantity', 'price', 'listPrice', 'listing']),
  meant: z.string().nullable(),
  shown: z.string().nullable(),
});
export type AuditDifference = z.infer<typeof AuditDifference>;

/** What the marketplace shows against what was meant, read back from the marketplace itself. */
export const AuditResult = z.object({
  channelId: Identifier,
  channelName: z.string(),
  compared: z.int(),
  equal: z.int(),
  /** Why the shop could not be read just now: what is meant is then from its last reading. */
  storeProblem: Problem.nullable(),
  differences: z.array(AuditDifference),
});
export type AuditResult = z.infer<typeof AuditResult>;
