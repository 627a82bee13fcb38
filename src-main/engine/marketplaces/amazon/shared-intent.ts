import type { IntentRecorder, SealedRequest } from '../../gateway/port.ts';

/**
 * One intent for several requests that are one act to whoever planned it: it becomes durable once, before the first byte of
 * the first, and its end is told by whoever knows how all of them went.
 */
export type SharedIntent = {
  /** For each of the requests. Its ends are kept back. */
  readonly forRequest: IntentRecorder;
  readonly wasRecorded: () => boolean;
  /** How the last request ended. */
  readonly lastEnd: () => 'none' | 'answered' | 'unknown' | 'not-sent';
};

export function shareIntent(
  intent: IntentRecorder,
  whole: (first: SealedRequest) => SealedRequest = (first) => first,
): SharedIntent {
  let recorded = false;
  let end: ReturnType<SharedIntent['lastEnd']> = 'none';
  return {
    wasRecorded: () => recorded,
    lastEnd: () => end,
    forRequest: {
      beforeSend: (request) => {
        if (recorded) return;
        intent.beforeSend(whole(request));
        recorded = true;
      },
      afterAnswer: () => void (end = 'answered'),
      outcomeUnknown: () => void (end = 'unknown'),
      notSent: () => void (end = 'not-sent'),
    },
  };
}
