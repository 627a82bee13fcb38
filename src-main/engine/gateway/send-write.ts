import { ProblemError, type Problem } from '#contract/problem.ts';
import { judgeOffers } from './last-gate.ts';
import { inWords, performCall, takeTurn, type Call, type Turn } from './perform-call.ts';
import type { GatewayResponse, IntentRecorder } from './port.ts';
import { leavesUnknown, readAnswer } from './read-answer.ts';
import { detailOf, failureProblem, problemOf, tooMany, unknownOutcome, type Sending } from './sending.ts';

/** A verdict older than this is asked for again: the shop may have sold something meanwhile. */
const GATE_AGAIN_AFTER_MS = 50;
/** A write refused for its token goes again within this, or not at all: whoever planned it holds it only so long. */
const LONGEST_WAIT_FOR_REPEAT_MS = 60_000;

/**
 * Sends a write at most once: it goes again only where the marketplace refused it at the door for an expired token. The
 * intent stands from just before its first byte until its outcome is known, also between those two.
 */
export async function sendWrite(sending: Sending, intent: IntentRecorder): Promise<GatewayResponse> {
  const { options, request, built } = sending;
  const verdict = judgeOffers(options, request, built.bodyText);
  if (verdict) return stop(intent, verdict);
  const turn = await turnFor(sending, intent);
  await passGateAgain(sending, turn, intent);
  try {
    intent.beforeSend(built.seal());
    options.reach('6-send:before-bytes');
  } catch (error) {
    turn.slot.unused();
    sending.breaker.skipped();
    throw error;
  }
  const first = await performCall(sending, turn, 1);
  if (!isExpired(sending, turn, first)) return settleWrite(sending, first, intent);
  sending.tokens?.drop(turn.token!);
  return repeatOnce(sending, intent);
}

/** Waits for the request's turn. What ends the waiting is told to the intent. */
async function turnFor(sending: Sending, intent: IntentRecorder): Promise<Turn> {
  try {
    return await takeTurn(sending);
  } catch (error) {
    intent.notSent(error instanceof ProblemError ? error.problem.code : 'failed');
    throw error;
  }
}

/** Breaker, and the gate once more where the request had to wait. Ends the request where one of them says no. */
async function passGateAgain(sending: Sending, turn: Turn, intent: IntentRecorder): Promise<void> {
  const { options, request, built, breaker } = sending;
  const restMs = breaker.closedFor();
  const late =
    restMs > 0 ? problemOf(sending, 'channel/breaker-open', { retryAfterMs: Math.ceil(restMs) }) : null;
  const waited = turn.waited || turn.slot.waitedMs >= GATE_AGAIN_AFTER_MS;
  const refusal = late ?? (waited ? judgeOffers(options, request, built.bodyText) : null);
  if (refusal === null) return;
  turn.slot.unused();
  if (!late) breaker.skipped();
  stop(intent, refusal);
}

function isExpired({ options, request }: Sending, { token }: Turn, call: Call): boolean {
  const { session } = options.manifest;
  if (token === null || session === undefined || call.kind === 'failed') return false;
  if (call.answer.status < 400 || call.answer.status === 429) return false;
  const ageMs = options.clock.monotonic() - token.givenAt;
  return session.expired(readAnswer(request, call.answer, call.durationMs).response, ageMs);
}

/** With a new token. The marketplace refused the first one at its door, so what goes now is still the first to be done. */
async function repeatOnce(sending: Sending, intent: IntentRecorder): Promise<GatewayResponse> {
  const waitMs = sending.schedule.waitFor(sending.request.endpoint, 1);
  if (waitMs > LONGEST_WAIT_FOR_REPEAT_MS) {
    const late = problemOf(sending, 'channel/rate-limited', { retryAfterMs: Math.ceil(waitMs) });
    return stop(intent, late);
  }
  const turn = await turnFor(sending, intent);
  await passGateAgain(sending, { ...turn, waited: true }, intent);
  sending.options.reach('6-send:before-bytes');
  return settleWrite(sending, await performCall(sending, turn, 2), intent);
}

/** From the first byte on a write runs to its answer or its deadline: cancelling it would only lose the answer. */
function settleWrite(sending: Sending, call: Call, intent: IntentRecorder): GatewayResponse {
  const { options, request } = sending;
  if (call.kind === 'failed') {
    if (call.error.sent) intent.outcomeUnknown(call.error.kind);
    else intent.notSent(call.error.kind);
    throw new ProblemError(
      call.error.sent ? unknownOutcome(sending, call.error.message) : failureProblem(sending, call.error),
    );
  }
  options.reach('6-send:after-answer');
  const { answer } = call;
  const refusedInWords = inWords(sending, answer);
  if (answer.status === 429 && !refusedInWords) {
    intent.notSent('429');
    throw new ProblemError(tooMany(sending, answer));
  }
  const read = readAnswer(request, answer, call.durationMs);
  if (!refusedInWords && leavesUnknown(request, answer, read.readable)) {
    intent.outcomeUnknown(`status ${answer.status}`);
    throw new ProblemError(unknownOutcome(sending, detailOf(sending, answer)));
  }
  intent.afterAnswer({ status: answer.status, text: answer.text });
  return read.response;
}

function stop(intent: IntentRecorder, reason: Problem): never {
  intent.notSent(reason.code);
  throw new ProblemError(reason);
}
