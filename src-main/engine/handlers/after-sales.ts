import type { Bilingual } from '#contract/basics.ts';
import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { QuestionRow } from '#contract/questions.ts';
import type { ReturnRow } from '#contract/returns.ts';
import type { AfterSalesState } from '#contract/settlements.ts';
import { answerQuestion, answerReturn } from '../after-sales/answer.ts';
import { openQuestion, openReturn } from '../after-sales/personal.ts';
import { whyNotPutBack } from '../after-sales/put-back-rule.ts';
import { offersPart, PART_CAPABILITY, readPart } from '../after-sales/read-after-sales.ts';
import { isUnsettled, settleAnswerByMerchant } from '../after-sales/settle-answers.ts';
import { isThisComputer } from '../cache/loopback.ts';
import { readCursor, type AfterSalesPart } from '../cache/tables/after-sales-cursor.ts';
import { findChannel, listChannels } from '../cache/tables/channel.ts';
import { findQuestion, questionWindow, type QuestionRecord } from '../cache/tables/market-question.ts';
import { findReturn, returnLines, returnWindow, type ReturnRecord } from '../cache/tables/market-return.ts';
import { matchSoldLine } from '../cache/tables/order-match.ts';
import { findSalesOrderByNumber } from '../cache/tables/sales-order.ts';
import { settlementWindow } from '../cache/tables/settlement.ts';
import type { EngineContext } from '../context.ts';
import { putBack } from '../jobs/after-sales/put-back.ts';
import { once, os } from './implement.ts';
import { asker } from './new-batch.ts';

export const returnsHandlers = {
  page: os.returns.page.handler(({ input, context }) => {
    const { rows, total, counts } = returnWindow(context.database, input);
    return { rows: rows.map((row) => showReturn(context, row)), total, counts };
  }),
  reasons: os.returns.reasons.handler(async ({ input, context }) => [
    ...((await context.channels.open(input.channelId).connection.readReturnReasons?.()) ?? []),
  ]),
  answer: os.returns.answer.handler(({ input, context }) =>
    once(context, 'returns.answer', input.requestId, async () => {
      await answerReturn(context, input);
      return knownReturn(context, input);
    }),
  ),
  settle: os.returns.settle.handler(({ input, context }) =>
    once(context, 'returns.settle', input.requestId, () => {
      settleAnswerByMerchant(context, { ...input, part: 'returns', subjectId: input.returnId });
      return knownReturn(context, input);
    }),
  ),
  putBack: os.returns.putBack.handler(({ input, context }) =>
    once(context, 'returns.putBack', input.requestId, () => {
      putBack(context, input, asker(context));
      return knownReturn(context, input);
    }),
  ),
  refresh: os.returns.refresh.handler(({ input, context }) =>
    once(context, 'returns.refresh', input.requestId, () => refresh(context, 'returns', input.channelId)),
  ),
};

export const questionsHandlers = {
  page: os.questions.page.handler(({ input, context }) => {
    const { rows, total, counts } = questionWindow(context.database, input);
    return { rows: rows.map((row) => showQuestion(context, row)), total, counts };
  }),
  answer: os.questions.answer.handler(({ input, context }) =>
    once(context, 'questions.answer', input.requestId, async () => {
      await answerQuestion(context, input);
      return knownQuestion(context, input);
    }),
  ),
  settle: os.questions.settle.handler(({ input, context }) =>
    once(context, 'questions.settle', input.requestId, () => {
      settleAnswerByMerchant(context, { ...input, part: 'questions', subjectId: input.questionId });
      return knownQuestion(context, input);
    }),
  ),
  refresh: os.questions.refresh.handler(({ input, context }) =>
    once(context, 'questions.refresh', input.requestId, () => refresh(context, 'questions', input.channelId)),
  ),
};

export const settlementsHandlers = {
  page: os.settlements.page.handler(({ input, context }) => {
    const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));
    const { rows, total, sums } = settlementWindow(context.database, {
      ...input,
      from: at(input.from),
      to: at(input.to),
    });
    return {
      rows: rows.map(({ bookedAtMs, paymentAtMs, ...row }) => ({
        ...row,
        ...channelOf(context, row.channelId),
        bookedAt: iso(bookedAtMs),
        paymentAt: isoOrNull(paymentAtMs),
      })),
      total,
      sums: [...sums],
    };
  }),
  refresh: os.settlements.refresh.handler(({ input, context }) =>
    once(context, 'settlements.refresh', input.requestId, () =>
      refresh(context, 'settlements', input.channelId),
    ),
  ),
  state: os.settlements.state.handler(({ context }) =>
    listChannels(context.database).map(({ channelId }) => stateOf(context, channelId)),
  ),
};

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

function channelOf(
  { database }: EngineContext,
  channelId: string,
): { channelName: string; sandbox: boolean } {
  const row = findChannel(database, channelId);
  return { channelName: row?.name ?? '', sandbox: row !== null && isThisComputer(row.baseUrl) };
}

async function refresh(
  context: EngineContext,
  part: AfterSalesPart,
  channelId: string | null,
): Promise<{ read: number }> {
  // One that was named and does not offer it says so; of all of them those are read that do.
  const channelIds =
    channelId === null
      ? listChannels(context.database)
          .filter((row) => !row.paused && offersPart(context, row.channelId, part))
          .map((row) => row.channelId)
      : [channelId];
  let read = 0;
  for (const each of channelIds) read += await readPart(context, each, { part });
  return { read };
}

function stateOf(context: EngineContext, channelId: string): AfterSalesState {
  const part = (name: AfterSalesPart): AfterSalesState[AfterSalesPart] => {
    const cursor = readCursor(context.database, channelId, name);
    const offered = offersPart(context, channelId, name);
    const reason = offered ? null : reasonOf(context, channelId, name);
    const readAt = isoOrNull(cursor?.readAt ?? null);
    return reason === null ? { offered, readAt } : { offered, reason, readAt };
  };
  return {
    channelId,
    returns: part('returns'),
    questions: part('questions'),
    settlements: part('settlements'),
  };
}

/** The manifest's own word on why a part is missing. */
function reasonOf(context: EngineContext, channelId: string, part: AfterSalesPart): Bilingual | null {
  const { capabilities } = context.channels.open(channelId).manifest;
  return capabilities.find(({ capability }) => capability === PART_CAPABILITY[part])?.reason ?? null;
}

/** What can't be unsealed leaves the row readable, with the reason beside it. */
function opened<T>(open: () => T): { readonly personal: T | null; readonly problem: Problem | null } {
  try {
    return { personal: open(), problem: null };
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return { personal: null, problem: error.problem };
  }
}

function knownReturn(context: EngineContext, of: { channelId: string; returnId: string }): ReturnRow {
  const row = findReturn(context.database, of.channelId, of.returnId);
  if (row === null) throw new ProblemError(problem('return/not-known', { returnId: of.returnId }));
  return showReturn(context, row);
}

function knownQuestion(context: EngineContext, of: { channelId: string; questionId: string }): QuestionRow {
  const row = findQuestion(context.database, of.channelId, of.questionId);
  if (row === null) throw new ProblemError(problem('question/not-known', { questionId: of.questionId }));
  return showQuestion(context, row);
}

function showReturn(context: EngineContext, row: ReturnRecord): ReturnRow {
  const { database, vault, host } = context;
  const { personal, problem: why } = opened(() => openReturn(vault, row, row.personalSealed));
  const { connection } = context.channels.open(row.channelId);
  const records = returnLines(database, row.channelId, row.returnId);
  const lines = records.map(({ orderLineId: _order, ...line }) => ({
    ...line,
    customerNote: personal?.notes[line.returnLineId] ?? '',
    variantId: matchSoldLine(database, {
      channelId: row.channelId,
      barcode: line.barcode,
      stockCode: line.stockCode,
    }),
  }));
  return {
    channelId: row.channelId,
    ...channelOf(context, row.channelId),
    returnId: row.returnId,
    orderNumber: row.orderNumber,
    orderId: findSalesOrderByNumber(database, row.channelId, row.orderNumber)?.orderId ?? null,
    status: row.status,
    rawStatus: row.rawStatus,
    customer: personal?.customerName ?? '',
    cargo: { provider: row.cargoProvider, trackingNumber: row.trackingNumber },
    createdAt: iso(row.createdAt),
    changedAt: iso(row.modifiedMs),
    answerBy: isoOrNull(row.answerBy),
    late: row.status === 'waits-for-seller' && row.answerBy !== null && row.answerBy < host.clock.now(),
    lines,
    actions: connection.answerReturn === undefined ? [] : [...row.actions],
    canPutBack: records.some(
      (line, index) => lines[index]?.variantId !== null && whyNotPutBack(context, row, line) === null,
    ),
    unsettled: isUnsettled(context, { channelId: row.channelId, part: 'returns', subjectId: row.returnId }),
    problem: why,
  };
}

function showQuestion(context: EngineContext, row: QuestionRecord): QuestionRow {
  const { vault, host } = context;
  const { personal, problem: why } = opened(() => openQuestion(vault, row, row.personalSealed));
  const { connection } = context.channels.open(row.channelId);
  const waits = row.state === 'waiting';
  return {
    channelId: row.channelId,
    ...channelOf(context, row.channelId),
    questionId: row.questionId,
    text: personal?.text ?? '',
    askedAt: iso(row.askedAt),
    answerBy: isoOrNull(row.answerBy),
    late: waits && row.answerBy !== null && row.answerBy < host.clock.now(),
    state: row.state,
    rawState: row.rawState,
    answer: personal?.answer ?? null,
    answeredAt: isoOrNull(row.answeredAt),
    customer: personal?.customerName ?? '',
    productTitle: row.productTitle,
    productUrl: row.productUrl,
    stockCode: row.stockCode,
    barcode: row.barcode,
    orderNumber: row.orderNumber,
    public: row.isPublic === null ? null : row.isPublic !== 0,
    canAnswer: waits && connection.answerQuestion !== undefined,
    unsettled: isUnsettled(context, {
      channelId: row.channelId,
      part: 'questions',
      subjectId: row.questionId,
    }),
    problem: why,
  };
}
