import { z } from 'zod';
import { Identifier, Instant } from './basics.ts';
import { Channel } from './channels.ts';
import { Job } from './activity.ts';
import { Problem } from './problem.ts';
import { StoreState } from './shop.ts';

/** Something that waits for the merchant, worst first; the page draws one button for each kind. */
export const NeedsYou = z.object({
  kind: z.enum([
    'cache-damaged',
    'store-offline',
    'channel-failing',
    'orders-late',
    'orders-failed',
    'dead-letters',
    /** Fields edited here and meanwhile in the shop: the merchant says which stands. */
    'edits-in-conflict',
    /** Edits that the shop did not take. */
    'edits-refused',
    'changes-held',
    'changes-waiting',
    /** Edits that go into the shop with the next sync that the merchant starts. */
    'edits-waiting',
    'links-proposed',
    'outcome-unknown',
  ]),
  channelId: Identifier.nullable(),
  channelName: z.string().nullable(),
  count: z.int(),
  problem: Problem.nullable(),
});
export type NeedsYou = z.infer<typeof NeedsYou>;

export const Overview = z.object({
  store: StoreState,
  channels: z.array(Channel),
  needsYou: z.array(NeedsYou),
  /** Fields edited here that are not in the shop yet. */
  edits: z.object({ pending: z.int(), conflicts: z.int(), refused: z.int() }),
  today: z.object({
    orders: z.int(),
    ordersImported: z.int(),
    changesConfirmed: z.int(),
    changesFailed: z.int(),
    requests: z.int(),
  }),
  recentJobs: z.array(Job),
  runningJobId: Identifier.nullable(),
  at: Instant,
});
export type Overview = z.infer<typeof Overview>;
