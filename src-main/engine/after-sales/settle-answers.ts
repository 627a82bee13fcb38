import { problem, ProblemError } from '#contract/problem.ts';
import type { AfterSalesPart } from '../cache/tables/after-sales-cursor.ts';
import { unknownAnswers, type AnswerKind, type UnknownAnswer } from '../cache/tables/answer-attempt.ts';
import { finishAttempt } from '../cache/tables/attempt.ts';
import { findQuestion, questionTimes } from '../cache/tables/market-question.ts';
import {
  findReturn,
  returnLines,
  returnTimes,
  type ReturnLineRecord,
  type ReturnRecord,
} from '../cache/tables/market-return.ts';
import type { EngineContext } from '../context.ts';

export const ANSWER_KIND = {
  returns: 'return-answer',
  questions: 'question-answer',
} as const satisfies Record<Exclude<AfterSalesPart, 'settlements'>, AnswerKind>;

/** Whether a line waits for the seller; one whose return waits in a word of its own counts by that word. */
export function lineWaits(known: ReturnRecord, line: ReturnLineRecord): boolean {
  return known.actions.length > 0 && (line.status === known.status || line.status === 'waits-for-seller');
}

/** How a return stands while it is answered: its word, and the lines that the answer is about. */
export function standingOf(known: ReturnRecord, returnLineIds: readonly string[]): string {
  return JSON.stringify([known.rawStatus, ...returnLineIds]);
}

/**
 * Finds out what became of answers that got no reply, after a reading that began at `since` (epoch milliseconds): what no
 * longer stands as it stood has arrived, what waits still has not. What the reading did not meet stays unknown.
 */
export function settleAnswers(
  context: EngineContext,
  channelId: string,
  of: { readonly part: AfterSalesPart; readonly since: number },
): void {
  const { database, host } = context;
  if (of.part === 'settlements') return;
  const arrived = of.part === 'returns' ? returnAnswered : questionAnswered;
  for (const answer of unknownAnswers(database, { channelId, kind: ANSWER_KIND[of.part] })) {
    const outcome = arrived(context, channelId, { answer, since: of.since });
    if (outcome === null) continue;
    const state = outcome ? 'final' : 'lost';
    finishAttempt(database, { attemptId: answer.attemptId, state, problem: null, at: host.clock.now() });
  }
}

export type AnsweredSubject = {
  readonly channelId: string;
  readonly part: 'returns' | 'questions';
  readonly subjectId: string;
};

/** Whether an answer to it got no reply, and nobody knows yet what became of it. */
export function isUnsettled({ database }: EngineContext, of: AnsweredSubject): boolean {
  return unsettledAnswers(database, of).length > 0;
}

/** The merchant looked and says whether the answer arrived. Rejects with `input/invalid` where nothing is unknown. */
export function settleAnswerByMerchant(
  { database, host, events }: EngineContext,
  said: AnsweredSubject & { readonly arrived: boolean },
): void {
  const open = unsettledAnswers(database, said);
  if (open.length === 0)
    throw new ProblemError(problem('input/invalid', { field: said.part, value: said.subjectId }));
  const state = said.arrived ? 'final' : 'lost';
  for (const { attemptId } of open)
    finishAttempt(database, { attemptId, state, problem: null, at: host.clock.now() });
  events.changed(said.part);
}

function unsettledAnswers(
  database: EngineContext['database'],
  { channelId, part, subjectId }: AnsweredSubject,
): readonly UnknownAnswer[] {
  const unknown = unknownAnswers(database, { channelId, kind: ANSWER_KIND[part] });
  return unknown.filter((answer) => answer.subjectId === subjectId);
}

/** The oldest creation among what unknown answers are about, so that a reading meets all of it; null without one. */
export function oldestUnsettled(
  { database }: EngineContext,
  channelId: string,
  part: AfterSalesPart,
): number | null {
  if (part === 'settlements') return null;
  const timesOf = part === 'returns' ? returnTimes : questionTimes;
  const created = unknownAnswers(database, { channelId, kind: ANSWER_KIND[part] }).flatMap(
    ({ subjectId }) => timesOf(database, channelId, subjectId)?.createdAt ?? [],
  );
  return created.length === 0 ? null : Math.min(...created);
}

type Judged = { readonly answer: UnknownAnswer; readonly since: number };

function returnAnswered(
  { database }: EngineContext,
  channelId: string,
  { answer, since }: Judged,
): boolean | null {
  const known = findReturn(database, channelId, answer.subjectId);
  const times = returnTimes(database, channelId, answer.subjectId);
  if (known === null || times === null || times.readAt < since) return null;
  const [rawStatus, ...lineIds] = JSON.parse(answer.standing) as string[]; // Written by standingOf.
  const waiting = returnLines(database, channelId, answer.subjectId).filter((line) => lineWaits(known, line));
  return known.rawStatus !== rawStatus || !waiting.some((line) => lineIds.includes(line.returnLineId));
}

function questionAnswered(
  { database }: EngineContext,
  channelId: string,
  { answer, since }: Judged,
): boolean | null {
  const known = findQuestion(database, channelId, answer.subjectId);
  const times = questionTimes(database, channelId, answer.subjectId);
  if (known === null || times === null || times.readAt < since) return null;
  return known.state !== 'waiting';
}
