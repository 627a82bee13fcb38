import { problem, ProblemError } from '#contract/problem.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { MarketplaceQuestion, TimeWindow } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import { child } from '../kit/soap.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { N11Client } from './client.ts';
import { NAME } from './errors.ts';
import { createCodeFinder, type CodeFinder } from './product-codes.ts';
import { callSoap, rowsAt, textAt, totalsOf } from './soap-client.ts';
import { readTurkishTime, soapDay } from './turkish-day.ts';
import { turnPages } from './turn-pages.ts';

/** In every documented example; a page may be asked for once a minute. */
const QUESTION_PAGE = 100;
const LONGEST_ANSWER = 2_048;

/**
 * Questions asked in the window, by whole days. The list tells neither day nor state: each question's details are read as
 * well. n11 answers one list a minute, so a second page comes a minute later.
 */
export async function* readQuestions(
  client: N11Client,
  window: TimeWindow,
  signal?: AbortSignal,
): AsyncGenerator<readonly MarketplaceQuestion[]> {
  const finder = createCodeFinder(client, signal);
  for await (const rows of readList(client, window, signal)) {
    const questions: MarketplaceQuestion[] = [];
    for (const row of rows) {
      const details = await readDetails(client, textAt(row, 'id'), signal);
      questions.push(await mapQuestion(row, details, { finder, window }));
    }
    yield questions;
  }
}

/** One question by its details; null for one that n11 does not know, or tells no day of. */
export async function readQuestion(
  client: N11Client,
  questionId: string,
  signal?: AbortSignal,
): Promise<MarketplaceQuestion | null> {
  const details = await readDetails(client, questionId, signal);
  const asked = readTurkishTime(textAt(details, 'questionDate'));
  if (details === undefined || asked === null) return null;
  const finder = createCodeFinder(client, signal);
  const question = await mapQuestion(details, details, { finder, window: { fromMs: asked, toMs: asked } });
  return { ...question, questionId };
}

function readList(
  client: N11Client,
  window: TimeWindow,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly XmlNode[]> {
  const days = { startDate: soapDay(window.fromMs), endDate: soapDay(window.toMs) };
  return turnPages<XmlNode>(client, {
    endpoint: 'questions',
    keyOf: (row) => textAt(row, 'id'),
    readPage: async (page) => {
      const call = {
        endpoint: 'questions',
        service: 'productService',
        operation: 'GetProductQuestionList',
        content: {
          productQuestionSearch: days,
          pagingData: { currentPage: page, pageSize: QUESTION_PAGE },
        },
      } as const;
      const element = await callSoap(client, call, { priority: PRIORITY.afterSales, signal });
      const all = rowsAt(element, 'productQuestions', 'productQuestion');
      const rows = all.filter((row) => textAt(row, 'id') !== '');
      const { total, pages } = totalsOf(element);
      // Without totals a full page would cost a minute to find out that it was the last.
      const promised = total ?? (pages === null || pages < 1 ? null : (pages - 1) * QUESTION_PAGE + 1);
      return { rows, received: all.length, size: QUESTION_PAGE, total: promised };
    },
  });
}

/** An unknown question is a success without one (production, 10 Oct 2026): then the list's row is all there is. */
async function readDetails(
  client: N11Client,
  questionId: string,
  signal: AbortSignal | undefined,
): Promise<XmlNode | undefined> {
  const call = {
    endpoint: 'question-detail',
    service: 'productService',
    operation: 'GetProductQuestionDetail',
    content: { productQuestionId: questionId },
  } as const;
  const element = await callSoap(client, call, { priority: PRIORITY.afterSales, signal });
  return child(element, 'productQuestion');
}

async function mapQuestion(
  row: XmlNode,
  details: XmlNode | undefined,
  { finder, window }: { readonly finder: CodeFinder; readonly window: TimeWindow },
): Promise<MarketplaceQuestion> {
  const at = (name: string): string => textAt(details, name) || textAt(row, name);
  const codes = await finder.codesOf(at('productId'));
  const answer = at('answer');
  const rawState = at('status');
  const subject = at('questionSubject');
  const text = at('question');
  return {
    questionId: textAt(row, 'id'),
    text: text === '' ? subject : text,
    // A day is all that is told; without one it lies in what was asked for.
    askedAtMs: readTurkishTime(at('questionDate')) ?? window.fromMs,
    answerByMs: null,
    state: stateOf(rawState, answer),
    rawState,
    answer: answer === '' ? null : answer,
    answeredAtMs: readTurkishTime(at('answeredDate')),
    customerName: at('fullName'),
    productTitle: at('productTitle'),
    productUrl: null,
    stockCode: codes.stockCode,
    barcode: codes.barcode,
    orderNumber: null,
    public: readFlag(at('buyerExpose')),
  };
}

function stateOf(word: string, answer: string): MarketplaceQuestion['state'] {
  if (answer !== '') return 'answered';
  const known = word.trim().toUpperCase();
  if (known === 'OPEN' || known === '') return 'waiting';
  return known === 'CLOSED' ? 'expired' : 'other';
}

function readFlag(text: string): boolean | null {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : null;
}

/**
 * Answers a question; n11 takes one answer for each.
 *
 * @throws ProblemError `input/invalid` for an answer that is empty or longer than 2048 characters.
 */
export async function answerQuestion(
  client: N11Client,
  answer: {
    readonly questionId: string;
    readonly text: string;
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const text = answer.text.trim();
  if (text === '' || text.length > LONGEST_ANSWER)
    throw new ProblemError(problem('input/invalid', { field: 'text', marketplace: NAME }));
  const call = {
    endpoint: 'question-answer',
    service: 'productService',
    operation: 'SaveProductAnswer',
    content: { productQuestionId: answer.questionId, answer: text },
    withoutAnswer: true,
  } as const;
  await callSoap(client, call, {
    priority: PRIORITY.orderActions,
    intent: answer.intent,
    signal: answer.signal,
  });
}
