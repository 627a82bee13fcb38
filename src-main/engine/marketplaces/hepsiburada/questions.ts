import { problem, ProblemError } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceQuestion, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getQuestions, postAnswer, QUESTION_PAGE } from './api-after-sales.ts';
import type { HepsiburadaClient } from './client.ts';
import { turnPages } from './paging.ts';
import { parseRows, readList } from './wire.ts';
import { WireQuestion } from './wire-after-sales.ts';

const STATES: Readonly<Record<string, MarketplaceQuestion['state']>> = {
  waitingforanswer: 'waiting',
  answered: 'answered',
  rejected: 'rejected',
  autoclosed: 'expired',
};
/** "≤ 2000" (sheet §5.2). */
const LONGEST_ANSWER = 2_000;

/** Questions that changed in the window. Off by default in production: Hepsiburada opens the service when asked. */
export async function* readQuestions(
  client: HepsiburadaClient,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceQuestion[]> {
  const pages = turnPages(client, {
    endpoint: 'questions',
    limit: QUESTION_PAGE,
    numbered: true,
    readPage: async (offset) => {
      // Pages are counted from one.
      const request = getQuestions(client.merchantId, window, offset / QUESTION_PAGE + 1);
      const list = readList(request, await client.ask(request, { priority: PRIORITY.afterSales, signal }));
      const { good, bad } = parseRows(list.rows, WireQuestion);
      return {
        rows: good,
        keys: good.map((row, index) => row.issueNumber ?? row.id ?? `${offset}-${index}`),
        total: list.total === null ? null : list.total - bad,
        came: list.rows.length,
      };
    },
  });
  for await (const rows of pages) {
    const questions = rows.flatMap((row) => mapQuestion(row) ?? []);
    if (questions.length > 0) yield questions;
  }
}

function mapQuestion(wire: WireQuestion): MarketplaceQuestion | null {
  if (wire.issueNumber === null) return null;
  const key = wire.status.replace(/[^A-Za-z]/g, '').toLowerCase();
  const bySeller = wire.conversations.filter((each) =>
    /merchant|seller|satici/.test(foldKey(each.type || each.from)),
  );
  const byCustomer = wire.conversations.filter((each) => !bySeller.includes(each));
  const answer = bySeller.at(-1);
  const asked = byCustomer.at(-1);
  return {
    questionId: wire.issueNumber,
    text: asked?.content || wire.lastContent,
    askedAtMs: asked?.createdAt ?? wire.createdAt ?? 0,
    answerByMs: wire.expireDate,
    state: Object.hasOwn(STATES, key) ? STATES[key]! : 'other',
    rawState: wire.status,
    answer: answer?.content ?? null,
    answeredAtMs: answer?.createdAt ?? null,
    // Only a number stands for the customer (sheet §5.2).
    customerName: '',
    productTitle: wire.product?.name ?? '',
    productUrl: null,
    // Null in answers of the test system (Oct 2026).
    stockCode: wire.product?.stockCode || (wire.product?.sku ?? ''),
    barcode: '',
    orderNumber: wire.orderNumber,
    public: null,
  };
}

export async function answerQuestion(
  client: HepsiburadaClient,
  answer: {
    readonly questionId: string;
    readonly text: string;
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const text = answer.text.trim();
  if (text === '' || text.length > LONGEST_ANSWER)
    throw new ProblemError(
      problem('input/invalid', { field: 'text', marketplace: 'Hepsiburada', max: LONGEST_ANSWER }),
    );
  const { intent, signal } = answer;
  await client.send(postAnswer(client.merchantId, answer.questionId, text), {
    priority: PRIORITY.orderActions,
    intent,
    signal,
    conflict: 'order/wrong-state',
  });
}
