import { problem, ProblemError } from '#contract/problem.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceQuestion, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { sliceTime } from '../kit/time-slices.ts';
import { getQuestions, postAnswer, QUESTION_PAGE } from './api-after-sales.ts';
import type { TrendyolClient } from './client.ts';
import { readRows } from './read-rows.ts';
import { Question } from './wire-after-sales.ts';

/** "At most two weeks; longer is silently cut": less a minute, for bounds that are counted in or out. */
const SLICE_MS = 14 * 86_400_000 - 60_000;
const OVERLAP_MS = 1_000;
const SHORTEST = 10;
const LONGEST = 2_000;

const STATES: Readonly<Record<string, MarketplaceQuestion['state']>> = {
  WAITING_FOR_ANSWER: 'waiting',
  ANSWERED: 'answered',
  REJECTED: 'rejected',
  UNANSWERED: 'expired',
};

/** Questions of the window. An answer that was refused puts its question back among the waiting ones. */
export async function* readQuestions(
  client: TrendyolClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceQuestion[]> {
  for (const slice of sliceTime(window, SLICE_MS, OVERLAP_MS)) {
    const pages = readRows(
      client,
      {
        requestOf: (page) => getQuestions(client.sellerId, slice, page),
        row: Question,
        size: QUESTION_PAGE,
        keyOf: (row) => row.id ?? JSON.stringify(row),
      },
      { priority: PRIORITY.afterSales, signal },
    );
    for await (const rows of pages) {
      const questions = rows.flatMap((row) => mapQuestion(row) ?? []);
      if (questions.length > 0) yield questions;
    }
  }
}

function mapQuestion(row: Question): MarketplaceQuestion | null {
  if (row.id === null) return null;
  return {
    questionId: row.id,
    text: row.text,
    askedAtMs: row.creationDate ?? 0,
    // Three business days by the page; the answer itself tells no hour.
    answerByMs: null,
    state: Object.hasOwn(STATES, row.status) ? STATES[row.status]! : 'other',
    rawState: row.status,
    answer: row.answer?.text || null,
    answeredAtMs: row.answer?.creationDate ?? null,
    customerName: row.userName,
    productTitle: row.productName,
    productUrl: /^https?:\/\/\S+$/i.test(row.webUrl) ? row.webUrl : null,
    // Only the model's code stands there; it is no code of one listing.
    stockCode: '',
    barcode: '',
    orderNumber: null,
    public: row.public,
  };
}

/** Ten to two thousand characters. Answers are moderated: that it was taken does not mean that it is published. */
export async function answerQuestion(
  client: TrendyolClient,
  answer: {
    readonly questionId: string;
    readonly text: string;
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const text = answer.text.trim();
  if (text.length < SHORTEST || text.length > LONGEST)
    throw new ProblemError(
      problem('input/invalid', { field: 'text', marketplace: 'Trendyol', min: SHORTEST, max: LONGEST }),
    );
  const { intent, signal } = answer;
  await client.send(postAnswer(client.sellerId, answer.questionId, text), {
    priority: PRIORITY.orderActions,
    intent,
    signal,
    conflict: 'order/wrong-state',
  });
}
