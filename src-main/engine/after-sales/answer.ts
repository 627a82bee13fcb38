import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { QuestionAnswer } from '#contract/questions.ts';
import type { ReturnAnswer } from '#contract/returns.ts';
import { findQuestion } from '../cache/tables/market-question.ts';
import { findReturn, returnLines } from '../cache/tables/market-return.ts';
import type { EngineContext } from '../context.ts';
import { answerIntent, type AnswerIntent } from './answer-intent.ts';
import { readPart } from './read-after-sales.ts';

/**
 * Accepts or rejects a return, and reads it back. Rejects with `order/wrong-state` where the marketplace waits for no such
 * answer, `channel/not-offered`, or what the marketplace said. Nothing of the shop's stock moves here.
 */
export async function answerReturn(context: EngineContext, wanted: ReturnAnswer): Promise<void> {
  const { database } = context;
  const { channelId, returnId, answer } = wanted;
  const { connection, manifest } = context.channels.open(channelId);
  const known = findReturn(database, channelId, returnId);
  if (known === null) throw new ProblemError(problem('order/not-known', { orderId: returnId }));
  if (!connection.answerReturn)
    throw new ProblemError(
      problem('channel/not-offered', { marketplace: manifest.name, capability: 'answerReturn' }),
    );
  if (!known.actions.includes(answer))
    throw new ProblemError(
      problem('order/wrong-state', { orderNumber: known.orderNumber, status: known.rawStatus }),
    );
  const lines = returnLines(database, channelId, returnId);
  const chosen = wanted.returnLineIds;
  const open = lines.filter(({ returnLineId, status }) =>
    chosen === null
      ? status === known.status || status === 'waits-for-seller'
      : chosen.includes(returnLineId),
  );
  if (open.length === 0 || (chosen !== null && open.length !== new Set(chosen).size))
    throw new ProblemError(problem('input/invalid', { field: 'returnLineIds' }));
  const intent = answerIntent(context, { channelId, kind: 'return-answer', subject: returnId });
  const send = connection.answerReturn;
  await sendAnswer(
    intent,
    () =>
      send({
        returnId,
        returnLineIds: open.map(({ returnLineId }) => returnLineId),
        answer,
        reasonId: wanted.reasonId,
        text: wanted.text,
        files: wanted.files.map(({ name, mediaType, base64 }) => ({
          name,
          mediaType,
          bytes: Buffer.from(base64, 'base64'),
        })),
        intent,
      }),
    () => readPart(context, channelId, { part: 'returns' }),
  );
}

/** Answers a question, and reads it back. */
export async function answerQuestion(context: EngineContext, wanted: QuestionAnswer): Promise<void> {
  const { channelId, questionId, text } = wanted;
  const { connection, manifest } = context.channels.open(channelId);
  const known = findQuestion(context.database, channelId, questionId);
  if (known === null) throw new ProblemError(problem('order/not-known', { orderId: questionId }));
  if (!connection.answerQuestion)
    throw new ProblemError(
      problem('channel/not-offered', { marketplace: manifest.name, capability: 'answerQuestion' }),
    );
  if (known.state !== 'waiting')
    throw new ProblemError(
      problem('order/wrong-state', { orderNumber: known.orderNumber ?? questionId, status: known.rawState }),
    );
  const intent = answerIntent(context, { channelId, kind: 'question-answer', subject: questionId });
  const send = connection.answerQuestion;
  await sendAnswer(
    intent,
    () => send({ questionId, text, intent }),
    () => readPart(context, channelId, { part: 'questions' }),
  );
}

/** Never sent twice by itself: after a lost answer the state is read, and the merchant sees whether it arrived. */
async function sendAnswer(
  intent: AnswerIntent,
  send: () => Promise<void>,
  readBack: () => Promise<number>,
): Promise<void> {
  try {
    await send();
    intent.end('final', null);
  } catch (error) {
    if (!isProblemError(error)) {
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    if (error.problem.code !== 'channel/outcome-unknown') intent.end('refused', error.problem);
    await readBack();
    throw error;
  }
  await readBack();
}
