import { problem, type Problem } from '#contract/problem.ts';
import { finishAttempt, insertAttempt, recordAnswer, type AttemptKind } from '../cache/tables/attempt.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';

export type AnswerIntent = IntentRecorder & {
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
};

/**
 * Makes an answer to a buyer durable before its first byte. No excerpts are kept: what is said to a buyer is personal.
 * `subject` names the return or question.
 */
export function answerIntent(
  { database, host }: EngineContext,
  of: {
    readonly channelId: string;
    readonly kind: Extract<AttemptKind, 'return-answer' | 'question-answer'>;
    readonly subject: string;
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
        subjectPackageId: null,
        subjectValue: of.subject,
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
