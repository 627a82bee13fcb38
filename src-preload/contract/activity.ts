import { z } from 'zod';
import { Identifier, Instant, PageRequest } from './basics.ts';
import { Problem } from './problem.ts';

export const JobPhase = z.enum([
  'orders',
  'edits',
  'store',
  'listings',
  'plan',
  'send',
  'confirm',
  'sheets',
  'audit',
  'check',
]);
export type JobPhase = z.infer<typeof JobPhase>;

/** One run of "Sync now" or of the schedule. */
export const Job = z.object({
  jobId: Identifier,
  kind: z.enum(['sync', 'pull', 'orders', 'push', 'audit', 'link', 'edits']),
  startedBy: z.enum(['merchant', 'schedule', 'command-line']),
  channelId: Identifier.nullable(),
  channelName: z.string().nullable(),
  state: z.enum(['running', 'done', 'done-with-failures', 'failed', 'cancelled', 'interrupted']),
  phase: JobPhase.nullable(),
  done: z.int(),
  total: z.int().nullable(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  problem: Problem.nullable(),
  /** What else went wrong in the same run: another channel, the shop. Absent where nothing did. */
  alsoProblems: z.array(Problem).optional(),
});
export type Job = z.infer<typeof Job>;

/** One request that carried changes, and what became of each of them. */
export const BatchRow = z.object({
  attemptId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  batchId: z.string().nullable(),
  items: z.int(),
  done: z.int(),
  failed: z.int(),
  unknown: z.int(),
  state: z.enum(['intent', 'open', 'final', 'refused', 'unknown', 'lost']),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  polls: z.int(),
  problem: Problem.nullable(),
});
export type BatchRow = z.infer<typeof BatchRow>;

export const BatchItem = z.object({
  outboxId: Identifier,
  listingId: Identifier,
  title: z.string(),
  barcode: z.string(),
  group: z.enum(['stock', 'price']),
  text: z.string(),
  state: z.enum(['open', 'done', 'failed', 'unknown']),
  problem: Problem.nullable(),
});
export type BatchItem = z.infer<typeof BatchItem>;

export const BatchDetail = z.object({
  batch: BatchRow,
  items: z.array(BatchItem),
  /** Request and answer as kept: redacted, cut at 4,000 characters. */
  request: z.string().nullable(),
  response: z.string().nullable(),
});
export type BatchDetail = z.infer<typeof BatchDetail>;

/** A change that was given up on: it waits for a person and is never dropped. */
export const DeadLetter = z.object({
  outboxId: Identifier,
  channelId: Identifier,
  channelName: z.string(),
  listingId: Identifier,
  title: z.string(),
  barcode: z.string(),
  group: z.enum(['stock', 'price']),
  text: z.string(),
  attempts: z.int(),
  lastTriedAt: Instant,
  problem: Problem,
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const JobPage = z.object({ rows: z.array(Job), total: z.int() });
export type JobPage = z.infer<typeof JobPage>;
export const BatchPage = z.object({ rows: z.array(BatchRow), total: z.int() });
export type BatchPage = z.infer<typeof BatchPage>;
export const DeadLetterPage = z.object({ rows: z.array(DeadLetter), total: z.int() });
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;
export const ActivityQuery = PageRequest.extend({ channelId: Identifier.nullable() });
export type ActivityQuery = z.infer<typeof ActivityQuery>;
