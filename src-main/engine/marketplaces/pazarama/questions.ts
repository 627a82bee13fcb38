import { problem, ProblemError } from '#contract/problem.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceQuestion, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postQuestionsQuery, putQuestionAnswer } from './api.ts';
import type { PazaramaClient } from './client.ts';
import { NAME } from './errors.ts';
import { turkishTimeText } from './turkish-time.ts';
import { turnNumberedPages } from './turn-pages.ts';
import { QuestionPage, WireQuestion } from './wire-order.ts';

/** Found by the day they were asked; an answer waits for approval and may come back refused later. */
const LIFE_OF_A_QUESTION_MS = 14 * 86_400_000;
/** Two programs in use keep to these (Oct 2026); the portal names no bounds. */
const SHORTEST_ANSWER = 2;
const LONGEST_ANSWER = 2_000;

/** `questionStatus` (portal, 2026); 2 is an answer that Pazarama has not let through yet. */
const STATES: Readonly<Record<number, MarketplaceQuestion['state']>> = {
  0: 'waiting',
  1: 'answered',
  2: 'answered',
  3: 'rejected',
};

export function readQuestions(
  client: PazaramaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceQuestion[]> {
  const span = {
    questionStartDate: turkishTimeText(window.fromMs - LIFE_OF_A_QUESTION_MS),
    questionEndDate: turkishTimeText(window.toMs),
  };
  return turnNumberedPages<MarketplaceQuestion>(client, {
    endpoint: 'questions',
    keyOf: ({ questionId }) => questionId,
    readPage: async (pageIndex) => {
      const request = postQuestionsQuery({ ...span, pageIndex });
      const { data } = await client.read(request, QuestionPage, { priority: PRIORITY.afterSales, signal });
      return (data.approvalAnswersByMerchantSearchs ?? []).flatMap((raw) => mapQuestion(raw) ?? []);
    },
  });
}

function mapQuestion(raw: unknown): MarketplaceQuestion | null {
  const wire = WireQuestion.safeParse(raw).data;
  if (wire === undefined || wire.questionId === null) return null;
  const { questionStatus: status } = wire;
  return {
    questionId: wire.questionId,
    text: wire.question,
    askedAtMs: wire.questionDate ?? 0,
    answerByMs: null,
    state: (status === null ? undefined : STATES[status]) ?? 'other',
    rawState: String(status ?? ''),
    answer: wire.answer === '' ? null : wire.answer,
    answeredAtMs: wire.answer === '' ? null : wire.answerDate,
    customerName: wire.maskedUserName,
    productTitle: wire.productName,
    productUrl: null,
    stockCode: '',
    barcode: wire.barcode.trim(),
    orderNumber: null,
    public: null,
  };
}

/** @throws ProblemError `input/invalid` for an answer that is too short or too long. */
export async function answerQuestion(
  client: PazaramaClient,
  {
    questionId,
    text,
    intent,
    signal,
  }: {
    readonly questionId: string;
    readonly text: string;
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const answer = text.trim();
  if (answer.length < SHORTEST_ANSWER || answer.length > LONGEST_ANSWER)
    throw new ProblemError(problem('input/invalid', { field: 'text', marketplace: NAME }));
  await client.send(putQuestionAnswer(questionId, answer), {
    priority: PRIORITY.orderActions,
    intent,
    signal,
  });
}
