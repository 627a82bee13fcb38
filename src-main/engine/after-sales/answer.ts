import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import type { QuestionAnswer } from '#contract/questions.ts';
import type { ReturnAnswer } from '#contract/returns.ts';
import { readCursor } from '../cache/tables/after-sales-cursor.ts';
import { wasAnsweredSince } from '../cache/tables/answer-attempt.ts';
import { findAttempt } from '../cache/tables/attempt.ts';
import { findQuestion } from '../cache/tables/market-question.ts';
import {
  findReturn,
  returnLines,
  type ReturnLineRecord,
  type ReturnRecord,
} from '../cache/tables/market-return.ts';
import type { EngineContext } from '../context.ts';
import { answerIntent, type AnswerIntent } from './answer-intent.ts';
import { inTurn } from '../cache/in-turn.ts';
import { notOffered } from '../marketplaces/kit/not-offered.ts';
import { readSubject } from './read-after-sales.ts';
import { ANSWER_KIND, lineWaits, standingOf } from './settle-answers.ts';

type Subject = {
  readonly part: 'returns' | 'questions';
  readonly channelId: string;
  readonly subjectId: string;
};

/**
 * Accepts or rejects a return, and reads it back. Rejects with `return/not-known`, `channel/no-answer-wanted`,
 * `channel/not-offered`, `input/invalid`, `channel/answer-not-arrived` or what the marketplace said. Nothing of the shop's
 * stock moves here.
 */
export async function answerReturn(context: EngineContext, wanted: ReturnAnswer): Promise<void> {
  const { channelId, returnId, answer } = wanted;
  const subject: Subject = { part: 'returns', channelId, subjectId: returnId };
  await inTurn(context, JSON.stringify(subject), async () => {
    const { connection, manifest } = context.channels.open(channelId);
    const send = connection.answerReturn;
    if (!send) throw notOffered(manifest, 'claim-approve');
    await readIfOlderThanAnswer(context, subject);
    const { known, lines } = openLines(context, wanted);
    const returnLineIds = lines.map(({ returnLineId }) => returnLineId);
    const intent = answerIntent(context, {
      channelId,
      kind: ANSWER_KIND.returns,
      subjectId: returnId,
      standing: standingOf(known, returnLineIds),
    });
    const files = wanted.files.map(({ name, mediaType, base64 }) => ({
      name,
      mediaType,
      bytes: Buffer.from(base64, 'base64'),
    }));
    const { reasonId, text } = wanted;
    await sendAnswer(context, subject, {
      intent,
      send: () => send({ returnId, returnLineIds, answer, reasonId, text, files, intent }),
    });
  });
}

/** Answers a question, and reads it back. Rejects like {@link answerReturn}, with `question/not-known`. */
export async function answerQuestion(context: EngineContext, wanted: QuestionAnswer): Promise<void> {
  const { channelId, questionId, text } = wanted;
  const subject: Subject = { part: 'questions', channelId, subjectId: questionId };
  await inTurn(context, JSON.stringify(subject), async () => {
    const { connection, manifest } = context.channels.open(channelId);
    const send = connection.answerQuestion;
    if (!send) throw notOffered(manifest, 'question-answer');
    await readIfOlderThanAnswer(context, subject);
    const known = findQuestion(context.database, channelId, questionId);
    if (known === null) throw new ProblemError(problem('question/not-known', { questionId }));
    if (known.state !== 'waiting') throw noAnswerWanted(context, channelId, known.rawState);
    const intent = answerIntent(context, {
      channelId,
      kind: ANSWER_KIND.questions,
      subjectId: questionId,
      standing: known.rawState,
    });
    await sendAnswer(context, subject, { intent, send: () => send({ questionId, text, intent }) });
  });
}

/** The return and those of its lines that the answer is about. */
function openLines(
  context: EngineContext,
  wanted: ReturnAnswer,
): { readonly known: ReturnRecord; readonly lines: readonly ReturnLineRecord[] } {
  const { channelId, returnId, answer, returnLineIds: chosen } = wanted;
  const known = findReturn(context.database, channelId, returnId);
  if (known === null) throw new ProblemError(problem('return/not-known', { returnId }));
  if (!known.actions.includes(answer)) throw noAnswerWanted(context, channelId, known.rawStatus);
  const all = returnLines(context.database, channelId, returnId);
  const unknown = chosen?.find((id) => !all.some(({ returnLineId }) => returnLineId === id));
  if (unknown !== undefined)
    throw new ProblemError(problem('input/invalid', { field: 'returnLineIds', value: unknown }));
  const lines = all.filter(
    (line) => lineWaits(known, line) && (chosen === null || chosen.includes(line.returnLineId)),
  );
  if (lines.length === 0 || (chosen !== null && lines.length !== new Set(chosen).size))
    throw noAnswerWanted(context, channelId, known.rawStatus);
  return { known, lines };
}

function noAnswerWanted(context: EngineContext, channelId: string, status: string): ProblemError {
  const { name } = context.channels.open(channelId).manifest;
  return new ProblemError(problem('channel/no-answer-wanted', { marketplace: name, status }));
}

/**
 * What an earlier answer may have changed is read before another one is given: nothing is decided by a state from before.
 * Rejects with what the reading ended in, or `channel/answer-open` where it did not meet what was answered.
 */
async function readIfOlderThanAnswer(context: EngineContext, subject: Subject): Promise<void> {
  const { part, channelId, subjectId } = subject;
  const wasAnswered = (since: number): boolean =>
    wasAnsweredSince(context.database, { channelId, kind: ANSWER_KIND[part], subjectId, since });
  const readUntil = readCursor(context.database, channelId, part)?.untilMs ?? 0;
  if (!wasAnswered(readUntil)) return;
  await readSubject(context, channelId, subject);
  // Of known outcome none is as new as that: what is left is unknown.
  if (!wasAnswered(Number.MAX_SAFE_INTEGER)) return;
  const { name } = context.channels.open(channelId).manifest;
  throw new ProblemError(problem('channel/answer-open', { marketplace: name }));
}

/**
 * Never sent twice by itself: after a lost reply the state is read. Arrived, all is well; still waiting, the merchant is
 * told that it has to be said again; not to be read, it stays unknown and is settled before anything else is answered.
 */
async function sendAnswer(
  context: EngineContext,
  subject: Subject,
  call: { readonly intent: AnswerIntent; readonly send: () => Promise<void> },
): Promise<void> {
  const failure = await trySend(call);
  await readBack(context, subject);
  if (failure === null) return;
  const state = findAttempt(context.database, call.intent.attemptId)?.state;
  if (failure.code !== 'channel/outcome-unknown' || state === 'unknown') throw new ProblemError(failure);
  if (state === 'final') return;
  const { name } = context.channels.open(subject.channelId).manifest;
  throw new ProblemError(problem('channel/answer-not-arrived', { marketplace: name }));
}

/** Returns what went wrong, or null. */
async function trySend({
  intent,
  send,
}: {
  readonly intent: AnswerIntent;
  readonly send: () => Promise<void>;
}): Promise<Problem | null> {
  try {
    await send();
    intent.end('final', null);
    return null;
  } catch (error) {
    if (!isProblemError(error)) {
      // A bug, or a call that was broken off: whether it arrived is for the next reading to say.
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    if (error.problem.code !== 'channel/outcome-unknown') intent.end('refused', error.problem);
    return error.problem;
  }
}

/** The answer's own outcome must not be hidden by a reading that fails after it: the next reading tells the same. */
async function readBack(context: EngineContext, subject: Subject): Promise<void> {
  const { channelId, part } = subject;
  try {
    await readSubject(context, channelId, subject);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    context.host.logger.warn('answer-not-read-back', { channelId, kind: part, code: error.problem.code });
  }
}
