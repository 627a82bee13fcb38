import { z } from 'zod';
import { Identifier, Instant, PageRequest } from './basics.ts';
import { Problem } from './problem.ts';

export const QuestionState = z.enum(['waiting', 'answered', 'rejected', 'expired', 'other']);
export type QuestionState = z.infer<typeof QuestionState>;

/** What a buyer asked about a product or an order. */
export const QuestionRow = z.object({
  channelId: Identifier,
  channelName: z.string(),
  sandbox: z.boolean(),
  questionId: Identifier,
  text: z.string(),
  askedAt: Instant,
  answerBy: Instant.nullable(),
  late: z.boolean(),
  state: QuestionState,
  rawState: z.string(),
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  customer: z.string(),
  productTitle: z.string(),
  productUrl: z.string().nullable(),
  stockCode: z.string(),
  barcode: z.string(),
  orderNumber: z.string().nullable(),
  public: z.boolean().nullable(),
  /** Whether it can be answered from here now. */
  canAnswer: z.boolean(),
  /** An answer got no reply, and nobody knows whether it arrived: it shows when it is read, or the merchant says it. */
  unsettled: z.boolean().exactOptional(),
  problem: Problem.nullable(),
});
export type QuestionRow = z.infer<typeof QuestionRow>;

export const QuestionFilter = z.enum(['waiting', 'answered', 'all']);
export type QuestionFilter = z.infer<typeof QuestionFilter>;
export const QuestionQuery = PageRequest.extend({
  channelId: Identifier.nullable(),
  filter: QuestionFilter,
  search: z.string().max(200),
});
export type QuestionQuery = z.infer<typeof QuestionQuery>;
export const QuestionPage = z.object({
  rows: z.array(QuestionRow),
  total: z.int(),
  counts: z.record(QuestionFilter, z.int()),
});
export type QuestionPage = z.infer<typeof QuestionPage>;

export const QuestionAnswer = z.object({
  channelId: Identifier,
  questionId: Identifier,
  text: z.string().trim().min(1).max(2_000),
});
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;
