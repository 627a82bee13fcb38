import type { SealedRequest, IntentRecorder } from '../gateway/port.ts';
import type { OfferItem } from './offer-items.ts';
import { rowIds } from './offer-items.ts';
import type { RunScope } from './run-scope.ts';
import { finishAttempt, insertAttempt, lastSentWithBody, recordAnswer } from '../cache/tables/attempt.ts';
import { attachAttempt, moveRows, refreshLease } from '../cache/tables/outbox.ts';
import { transact } from '../cache/transaction.ts';
import { problem } from '#contract/problem.ts';
import { excerpt } from '../monitor/redact.ts';

/** A lease outlives the longest wait for a free place in the marketplace's pace. */
export const LEASE_MS = 10 * 60 * 1_000;

/** The rows are no longer ours: whoever has them now sends them, or has sent them. */
export class LeaseLostError extends Error {
  constructor() {
    super('the lease was lost before sending');
    this.name = 'LeaseLostError';
  }
}

/** The same bytes reached the marketplace not long ago: it would refuse them. */
export class SameBodyError extends Error {
  /** Epoch milliseconds from which on they are taken again. */
  readonly takenAgainAt: number;

  constructor(takenAgainAt: number) {
    super('the same body was sent within the window');
    this.name = 'SameBodyError';
    this.takenAgainAt = takenAgainAt;
  }
}

export type OffersIntent = IntentRecorder & {
  readonly attemptId: string;
  /** Whether a request was made durable, so that there is an attempt to finish. */
  readonly isRecorded: () => boolean;
};

/**
 * Records one request that carries offers. The intent is durable before the first byte leaves, in a transaction that
 * also makes sure that the lease still stands and that the marketplace has not just been given the same body.
 */
export function offersIntent(
  run: RunScope,
  target: {
    readonly channelId: string;
    readonly items: readonly OfferItem[];
    readonly sameBodyWindowMs: number;
  },
): OffersIntent {
  const { database, host } = run.context;
  const attemptId = host.random.uuid();
  const outboxIds = rowIds(target.items);
  let recorded = false;
  return {
    attemptId,
    isRecorded: () => recorded,
    beforeSend: (request) => {
      transact(database, () => {
        const at = host.clock.now();
        const held = refreshLease(database, { outboxIds, owner: run.owner, until: at + LEASE_MS, at });
        if (held !== outboxIds.length) throw new LeaseLostError();
        refuseRepeatedBody(run, { ...target, attemptId, request, at });
        writeIntent(run, { ...target, attemptId, request, at });
        attachAttempt(database, outboxIds, attemptId);
        host.reach('5-intent:before-commit');
      });
      recorded = true;
      host.reach('5-intent:after-commit');
    },
    afterAnswer: ({ status, text }) => recordAnswer(database, { attemptId, status, excerpt: excerpt(text) }),
    outcomeUnknown: (reason) => {
      transact(database, () => {
        const at = host.clock.now();
        const why = problem('channel/outcome-unknown', {}, reason);
        finishAttempt(database, { attemptId, state: 'unknown', problem: why, at });
        moveRows(database, 'unknown', { outboxIds, at, problem: why });
      });
    },
    notSent: () => {
      if (!recorded) return;
      finishAttempt(database, { attemptId, state: 'not-sent', problem: null, at: host.clock.now() });
    },
  };
}

type Recording = {
  readonly channelId: string;
  readonly items: readonly OfferItem[];
  readonly sameBodyWindowMs: number;
  readonly attemptId: string;
  readonly request: SealedRequest;
  readonly at: number;
};

function refuseRepeatedBody(run: RunScope, recording: Recording): void {
  if (recording.sameBodyWindowMs <= 0) return;
  const last = lastSentWithBody(run.context.database, {
    channelId: recording.channelId,
    bodyHash: recording.request.bodyHash,
    since: recording.at - recording.sameBodyWindowMs,
    exceptAttemptId: recording.attemptId,
  });
  if (last !== null) throw new SameBodyError(last + recording.sameBodyWindowMs);
}

function writeIntent(run: RunScope, recording: Recording): void {
  insertAttempt(run.context.database, {
    attemptId: recording.attemptId,
    channelId: recording.channelId,
    kind: 'offers',
    endpoint: recording.request.endpoint,
    bodyHash: recording.request.bodyHash,
    items: recording.items.length,
    subjectOrderId: null,
    subjectPackageId: null,
    subjectValue: null,
    requestExcerpt: recording.request.bodyText === null ? null : excerpt(recording.request.bodyText),
    at: recording.at,
  });
}
