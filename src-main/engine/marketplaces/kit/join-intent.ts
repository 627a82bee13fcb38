import type { IntentRecorder } from '../../gateway/port.ts';

/**
 * Several requests that are one intent: durable before the first of them leaves, answered when the last one is. What
 * follows a request that was carried out can't be "not sent" any more; an unknown outcome of one is that of all.
 */
export async function withJoinedIntent<T>(
  intent: IntentRecorder,
  run: (joined: IntentRecorder) => Promise<T>,
): Promise<T> {
  let begun = false;
  let unknown = false;
  let answer: Parameters<IntentRecorder['afterAnswer']>[0] | null = null;
  const joined: IntentRecorder = {
    beforeSend: (request) => {
      if (!begun) intent.beforeSend(request);
      begun = true;
    },
    afterAnswer: (given) => {
      answer = given;
    },
    outcomeUnknown: (reason) => {
      unknown = true;
      intent.outcomeUnknown(reason);
    },
    notSent: (reason) => {
      if (answer === null) intent.notSent(reason);
    },
  };
  try {
    return await run(joined);
  } finally {
    if (answer !== null && !unknown) intent.afterAnswer(answer);
  }
}
