import { ProblemError, type Problem } from '#contract/problem.ts';
import { inWords, performCall, takeTurn, type Turn } from './perform-call.ts';
import type { GatewayResponse } from './port.ts';
import { isServerFailure, readAnswer } from './read-answer.ts';
import type { RetryReason } from './retry-policy.ts';
import {
  cancelReason,
  detailOf,
  failureProblem,
  problemOf,
  sleepOrCancel,
  tooMany,
  type Sending,
} from './sending.ts';

type Attempt =
  | { readonly kind: 'answer'; readonly response: GatewayResponse }
  | { readonly kind: 'problem'; readonly retry: RetryReason | null; readonly problem: Problem };

const AGAIN = {
  'too-large': null,
  timeout: 'slowness',
  unreachable: 'failure',
  unreadable: 'failure',
} as const;

/** After "too many" nobody is left waiting for longer than this: it is told, and asked again with the next run. */
const LONGEST_WAIT_AFTER_REFUSAL_MS = 60_000;

/** Asks until there is an answer or the policy has had enough. A token that has expired is renewed once. */
export async function sendRead(sending: Sending): Promise<GatewayResponse> {
  const { request, retries, options, tokens } = sending;
  const { session } = options.manifest;
  let renewed = false;
  retries.begin();
  for (let attempt = 1; ; attempt += 1) {
    const turn = await takeTurn(sending);
    const outcome = await attemptOnce(sending, turn, attempt);
    if (outcome.kind === 'answer') {
      const { token } = turn;
      if (renewed || token === null || session === undefined) return outcome.response;
      const ageMs = options.clock.monotonic() - token.givenAt;
      if (!session.expired(outcome.response, ageMs)) return outcome.response;
      tokens?.drop(token);
      renewed = true;
      continue;
    }
    const again = outcome.retry === null ? null : retries.next(attempt, outcome.retry);
    if (again === null) throw new ProblemError(outcome.problem);
    await sleepOrCancel(options.clock, again, request.signal);
  }
}

async function attemptOnce(sending: Sending, turn: Turn, attempt: number): Promise<Attempt> {
  const restMs = sending.breaker.closedFor();
  if (restMs > 0) {
    turn.slot.unused();
    const open = problemOf(sending, 'channel/breaker-open', { retryAfterMs: Math.ceil(restMs) });
    return { kind: 'problem', retry: null, problem: open };
  }
  const call = await performCall(sending, turn, attempt);
  if (call.kind === 'failed') {
    if (call.error.kind === 'cancelled') throw cancelReason(sending.request.signal);
    const failure = failureProblem(sending, call.error);
    return { kind: 'problem', retry: AGAIN[call.error.kind], problem: failure };
  }
  const { answer, durationMs } = call;
  const { status } = answer;
  const refused = status >= 400 && inWords(sending, answer);
  if (status === 429 && !refused) {
    const waitMs = sending.schedule.waitFor(sending.request.endpoint, 1);
    const retry = waitMs > LONGEST_WAIT_AFTER_REFUSAL_MS ? null : 'too-many';
    return { kind: 'problem', retry, problem: tooMany(sending, answer) };
  }
  if (isServerFailure(status) && !refused) {
    const serverError = problemOf(sending, 'channel/server-error', { status }, detailOf(sending, answer));
    return { kind: 'problem', retry: 'failure', problem: serverError };
  }
  const read = readAnswer(sending.request, answer, durationMs);
  if (read.readable) return { kind: 'answer', response: read.response };
  const garbled = problemOf(sending, 'channel/not-understood', { status }, detailOf(sending, answer));
  return { kind: 'problem', retry: 'failure', problem: garbled };
}
