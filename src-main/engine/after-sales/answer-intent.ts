import { problem, type Problem } from '#contract/problem.ts';
import { finishAttempt, insertAttempt, recordAnswer } from '../cache/tables/attempt.ts';
import type { AnswerKind } from '../cache/tables/answer-attempt.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';

export type AnswerIntent = IntentRecorder & {
  readonly attemptId: string;
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
};

/**
 * Makes an answer to a buyer durable before its first byte. No excerpts are kept: what is said to a buyer is personal.
 * `subjectId` names the return or question; `standing` is how it stood then, by which a lost answer is judged later.
 */
export function answerIntent(
  { database, host }: EngineContext,
  of: {
    readonly channelId: string;
    readonly kind: AnswerKind;
    readonly subjectId: string;
    readonly standing: string;
  },
): AnswerIntent {
  const attemptId = host.random.uuid();
  let open = false;
  const finish = (state: 'final' | 'refused' | 'unknown' | 'not-sent', why: Problem | null): void => {
    if (!open) return;
    open = false;
    finishAttempt(database, { attemptId, state, problem: why, at: host.clock.now() });
  };
  return {
    attemptId,
    beforeSend: (request) => {
      if (open) return;
      host.reach('5-intent:before-commit');
      insertAttempt(database, {
        attemptId,
        channelId: of.channelId,
        kind: of.kind,
        endpoint: request.endpoint,
        bodyHash: request.bodyHash,
        items: 1,
        subjectOrderId: null,
        subjectPackageId: of.subjectId,
        subjectValue: of.standing,
        requestExcerpt: null,
        at: host.clock.now(),
      });
      open = true;
      host.reach('5-intent:after-commit');
    },
    afterAnswer: ({ status }) => recordAnswer(database, { attemptId, status, excerpt: '' }),
    outcomeUnknown: (reason) => finish('unknown', problem('channel/outcome-unknown', {}, reason)),
    notSent: () => finish('not-sent', null),
    end: finish,
  };
}
