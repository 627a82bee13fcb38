import { ProblemError } from '#contract/problem.ts';
import { exchange, ExchangeError, type Exchange } from './exchange.ts';
import { hideAll } from './hide-secrets.ts';
import type { Slot } from './rate-schedule.ts';
import { isServerFailure } from './read-answer.ts';
import { readPause } from './retry-policy.ts';
import { cancelReason, problemOf, waitOrCancel, type Sending } from './sending.ts';
import type { BuiltRequest } from './seal-request.ts';
import type { Token } from './token-keeper.ts';

export type Call =
  | { readonly kind: 'answered'; readonly answer: Exchange; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: ExchangeError };

/** A place in the schedule, and the token to go with; null where none is needed. */
export type Turn = { readonly slot: Slot; readonly token: Token | null; readonly waited: boolean };

/** After this long a wait in the schedule the token is looked at again; not for ever, where each ends at once. */
const LONG_WAIT_MS = 1_000;
const MOST_ROUNDS = 3;

/** Waits for a token and for a place in the schedule. The token is fetched first and looked at again when the place has come. */
export async function takeTurn(sending: Sending): Promise<Turn> {
  const { tokens, request } = sending;
  if (tokens === null) {
    const slot = await enterSchedule(sending);
    return { slot, token: null, waited: false };
  }
  let waited = tokens.current() === null;
  for (let round = 1; ; round += 1) {
    const token = await waitOrCancel(tokens.get(), request.signal);
    const slot = await enterSchedule(sending);
    // A token that lasts no minute is never in hand, and serves those who waited for it.
    const isFresh = tokens.current() === token || slot.waitedMs < LONG_WAIT_MS;
    if (isFresh || round === MOST_ROUNDS) return { slot, token, waited };
    slot.unused();
    waited = true;
  }
}

async function enterSchedule(sending: Sending): Promise<Slot> {
  const { endpoint, priority, signal } = sending.request;
  try {
    return await sending.schedule.enter({ endpoint, priority, signal });
  } catch (error) {
    if (signal?.aborted) throw cancelReason(signal);
    if (error instanceof ProblemError)
      throw new ProblemError(problemOf(sending, error.problem.code, error.problem.params));
    throw error;
  }
}

/** Sends once, tells schedule, breaker and meter what came of it. */
export async function performCall(sending: Sending, turn: Turn, attempt: number): Promise<Call> {
  const { options, request, endpoint, built, breaker, deadlines } = sending;
  const { clock, network } = options;
  const { slot, token } = turn;
  const startedAt = clock.monotonic();
  const meter = (status: number | null, bytesIn: number): number => {
    const durationMs = clock.monotonic() - startedAt;
    const bytesOut = built.body === null ? 0 : Buffer.byteLength(built.body);
    const { channelId } = options;
    const call = { channelId, endpoint: request.endpoint, status, durationMs, waitedMs: slot.waitedMs };
    options.meter({ ...call, bytesOut, bytesIn, attempt, at: clock.now() });
    return durationMs;
  };
  try {
    const received = await exchange(withToken(built, token), {
      dispatcher: network.dispatcher,
      deadlines,
      timeoutMs: endpoint.timeoutMs,
      method: request.method,
      wantsBytes: request.answer === 'bytes',
      signal: endpoint.effect === 'read' ? request.signal : undefined,
    });
    // Before anything is read, told or kept of it.
    const answer = { ...received, text: hideAll(sending.hideEchoes(received.text), request.secrets) };
    const rate = endpoint.readPace?.(answer.headers) ?? null;
    if (answer.status === 429) slot.refused(readPause(answer.headers, clock.now()), rate);
    else slot.answered(rate);
    if (isServerFailure(answer.status) && !inWords(sending, answer)) breaker.failed();
    else breaker.succeeded();
    return { kind: 'answered', answer, durationMs: meter(answer.status, answer.bytesIn) };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    if (error.sent) slot.answered();
    else slot.unused();
    if (error.kind === 'cancelled') breaker.skipped();
    else breaker.failed();
    meter(error.status, 0);
    return { kind: 'failed', error };
  }
}

function withToken(built: BuiltRequest, token: Token | null): BuiltRequest {
  return token === null ? built : { ...built, headers: { ...built.headers, ...token.headers } };
}

/** Whether the other side itself says that it refuses, in a way that the adapter knows. */
export function inWords({ request }: Sending, answer: Exchange): boolean {
  return request.refusesInWords?.(answer.text) ?? false;
}
