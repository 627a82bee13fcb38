import { redactText } from '#common/redact-text.ts';
import { problem, ProblemError, type Problem, type ProblemCode } from '#contract/problem.ts';
import type { Clock, Logger, Network, Random } from '../host.ts';
import type { EndpointManifest, Manifest } from '../marketplaces/kit/port.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import { exchange, ExchangeError, type Exchange } from './exchange.ts';
import { judgeOffers } from './last-gate.ts';
import { parseJson } from './parse-json.ts';
import type {
  CallMeter,
  Gateway,
  GatewayRequest,
  GatewayResponse,
  IntentRecorder,
  LastGate,
} from './port.ts';
import { createRateSchedule, type RateSchedule, type Slot } from './rate-schedule.ts';
import { createRetryPolicy, readRetryAfter, type RetryPolicy, type RetryReason } from './retry-policy.ts';
import { readBase, sealRequest, type BuiltRequest } from './seal-request.ts';

export type GatewayOptions = {
  readonly channelId: string;
  /** May have a path of its own. Its host is the only one that this gateway ever talks to. */
  readonly baseUrl: string;
  readonly manifest: Manifest;
  readonly credentials: Readonly<Record<string, string>>;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly gate: LastGate;
  readonly meter: (call: CallMeter) => void;
  readonly reach: (point: '6-send:before-bytes' | '6-send:after-answer') => void;
  /** Calls of an earlier run that still count against the marketplace's limits, by their epoch milliseconds. */
  readonly recentCalls?: readonly { readonly endpoint: string; readonly at: number }[];
};

/** A verdict older than this is asked for again: the shop may have sold something meanwhile. */
const GATE_AGAIN_AFTER_MS = 50;

/** What every step of one request needs. */
type Sending = {
  readonly options: GatewayOptions;
  readonly schedule: RateSchedule;
  readonly breaker: Breaker;
  readonly retries: RetryPolicy;
  readonly deadlines: Deadlines;
  readonly secrets: readonly string[];
  readonly request: GatewayRequest;
  readonly endpoint: EndpointManifest;
  readonly built: BuiltRequest;
};

/**
 * The only door to a marketplace. The gate judges the final body twice: at once, so that a bad request fails before it
 * waits, and again when it had to wait. The intent becomes durable after
 * the wait and just before the first byte: an intent without an answer then truly means "may have arrived".
 *
 * @throws TypeError for a base URL that is none, or a write without an intent (both are bugs of the caller).
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { manifest, clock, random, logger } = options;
  const base = readBase(options.baseUrl);
  const ownHeaders = manifest.headers(options.credentials);
  const secrets = [...Object.values(options.credentials), ...Object.values(ownHeaders)].filter(
    (text) => text.length >= 8,
  );
  const recent = options.recentCalls ?? [];
  const schedule = createRateSchedule({ endpoints: manifest.endpoints, clock, random, recent });
  const retries = createRetryPolicy(random);
  const deadlines = createDeadlines(clock);
  const breaker = createBreaker(clock, (state, restMs) =>
    logger.warn('breaker-changed', { channelId: options.channelId, host: base.host, state, pauseMs: restMs }),
  );

  const send = async (request: GatewayRequest): Promise<GatewayResponse> => {
    const endpoint = manifest.endpoints[request.endpoint];
    if (!endpoint) throw new RangeError(`an endpoint that the manifest does not name: ${request.endpoint}`);
    const built = sealRequest(base, request, ownHeaders);
    const sending: Sending = {
      options,
      schedule,
      breaker,
      retries,
      deadlines,
      secrets,
      request,
      endpoint,
      built,
    };
    if (endpoint.effect === 'read') return sendRead(sending);
    if (!request.intent) throw new TypeError(`a write to ${request.endpoint} without an intent`);
    return sendWrite(sending, request.intent);
  };
  return { send, waitFor: (endpoint, requests) => schedule.waitFor(endpoint, requests) };
}

async function sendRead(sending: Sending): Promise<GatewayResponse> {
  const { request, retries, options } = sending;
  retries.begin();
  for (let attempt = 1; ; attempt += 1) {
    const slot = await enterSchedule(sending);
    const outcome = await attemptOnce(sending, slot, attempt);
    const last = outcome.kind === 'answer' ? null : outcome.problem;
    const again = outcome.retry === null ? null : retries.next(attempt, outcome.retry);
    if (again !== null) {
      await sleepOrCancel(options.clock, again, request.signal);
      continue;
    }
    if (last !== null) throw new ProblemError(last);
    if (outcome.kind === 'answer') return outcome.response;
  }
}

async function sendWrite(sending: Sending, intent: IntentRecorder): Promise<GatewayResponse> {
  const { options, request, built, breaker } = sending;
  const stop = (reason: Problem): never => {
    intent.notSent(reason.code);
    throw new ProblemError(reason);
  };
  const stopped = judgeOffers(options, request.endpoint, built.bodyText);
  if (stopped) return stop(stopped);
  const slot = await enterSchedule(sending).catch((error: unknown) => {
    intent.notSent(error instanceof ProblemError ? error.problem.code : 'failed');
    throw error;
  });
  const restMs = breaker.closedFor();
  const late = restMs > 0 ? problemOf(sending, 'channel/breaker-open', { retryAfterMs: restMs }) : null;
  const waited = slot.waitedMs >= GATE_AGAIN_AFTER_MS;
  const refusal = late ?? (waited ? judgeOffers(options, request.endpoint, built.bodyText) : null);
  if (refusal) {
    slot.unused();
    if (!late) breaker.skipped();
    return stop(refusal);
  }
  try {
    intent.beforeSend(built.seal());
    options.reach('6-send:before-bytes');
  } catch (error) {
    slot.unused();
    breaker.skipped();
    throw error;
  }
  return settleWrite(sending, slot, intent);
}

/** From the first byte on a write runs to its answer or its deadline: cancelling it would only lose the answer. */
async function settleWrite(sending: Sending, slot: Slot, intent: IntentRecorder): Promise<GatewayResponse> {
  const { options } = sending;
  const call = await performCall(sending, slot, 1);
  if (call.kind === 'failed') {
    if (call.error.sent) intent.outcomeUnknown(call.error.kind);
    else intent.notSent(call.error.kind);
    throw new ProblemError(
      call.error.sent ? unknownOutcome(sending, call.error.message) : failureProblem(sending, call.error),
    );
  }
  options.reach('6-send:after-answer');
  const { answer } = call;
  const inWords = sending.request.refusesInWords?.(answer.text) ?? false;
  if (answer.status === 429 && !inWords) {
    intent.notSent('429');
    throw new ProblemError(tooMany(sending, answer));
  }
  const json = readJson(answer.text);
  if (!inWords && leavesUnknown(answer, json.ok)) {
    intent.outcomeUnknown(`status ${answer.status}`);
    throw new ProblemError(unknownOutcome(sending, detailOf(sending, answer)));
  }
  intent.afterAnswer({ status: answer.status, text: answer.text });
  return responseOf(answer, json.ok ? json.value : undefined, call.durationMs);
}

/** Whether the write may have been done or not: whatever stands in between may have answered in its place. */
function leavesUnknown(answer: Exchange, readable: boolean): boolean {
  if (isServerFailure(answer.status)) return true;
  // Not JSON is either a plain word (`200 OK`), which the adapter judges, or a cut-off body, or somebody's web page.
  return answer.status < 400 && !readable && /^\s*[<{[]/.test(answer.text);
}

/** 408 comes from proxies that gave up waiting, and means as little as a 504. */
function isServerFailure(status: number): boolean {
  return status >= 500 || status === 408;
}

type Attempt =
  | { readonly kind: 'answer'; readonly retry: null; readonly response: GatewayResponse }
  | { readonly kind: 'problem'; readonly retry: RetryReason | null; readonly problem: Problem };

async function attemptOnce(sending: Sending, slot: Slot, attempt: number): Promise<Attempt> {
  const restMs = sending.breaker.closedFor();
  if (restMs > 0) {
    slot.unused();
    const open = problemOf(sending, 'channel/breaker-open', { retryAfterMs: Math.ceil(restMs) });
    return { kind: 'problem', retry: null, problem: open };
  }
  const call = await performCall(sending, slot, attempt);
  if (call.kind === 'failed') {
    if (call.error.kind === 'cancelled') throw cancelReason(sending.request.signal);
    const again = {
      'too-large': null,
      timeout: 'slowness',
      unreachable: 'failure',
      unreadable: 'failure',
    } as const;
    return { kind: 'problem', retry: again[call.error.kind], problem: failureProblem(sending, call.error) };
  }
  const { answer } = call;
  if (answer.status === 429) return { kind: 'problem', retry: 'too-many', problem: tooMany(sending, answer) };
  if (isServerFailure(answer.status)) {
    const serverError = problemOf(
      sending,
      'channel/server-error',
      { status: answer.status },
      detailOf(sending, answer),
    );
    return { kind: 'problem', retry: 'failure', problem: serverError };
  }
  const json = readJson(answer.text);
  if (json.ok)
    return { kind: 'answer', retry: null, response: responseOf(answer, json.value, call.durationMs) };
  // A 4xx may well come as a page of HTML or as nothing: its status is the answer.
  if (answer.status >= 400)
    return { kind: 'answer', retry: null, response: responseOf(answer, undefined, call.durationMs) };
  const garbled = problemOf(
    sending,
    'channel/not-understood',
    { status: answer.status },
    detailOf(sending, answer),
  );
  return { kind: 'problem', retry: 'failure', problem: garbled };
}

type Call =
  | { readonly kind: 'answered'; readonly answer: Exchange; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: ExchangeError };

/** Sends once, tells schedule, breaker and meter what came of it. */
async function performCall(sending: Sending, slot: Slot, attempt: number): Promise<Call> {
  const { options, request, endpoint, built, breaker, deadlines } = sending;
  const { clock, network } = options;
  const startedAt = clock.monotonic();
  const meter = (status: number | null, bytesIn: number): number => {
    const durationMs = clock.monotonic() - startedAt;
    const bytesOut = built.bodyText === null ? 0 : Buffer.byteLength(built.bodyText);
    const { channelId } = options;
    const call = { channelId, endpoint: request.endpoint, status, durationMs, waitedMs: slot.waitedMs };
    options.meter({ ...call, bytesOut, bytesIn, attempt, at: clock.now() });
    return durationMs;
  };
  try {
    const signal = endpoint.effect === 'read' ? request.signal : undefined;
    const { timeoutMs } = endpoint;
    const answer = await exchange(built, {
      dispatcher: network.dispatcher,
      deadlines,
      timeoutMs,
      method: request.method,
      signal,
    });
    if (answer.status === 429) slot.refused(readRetryAfter(answer.headers['retry-after'], clock.now()));
    else slot.answered();
    if (isServerFailure(answer.status)) breaker.failed();
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

async function sleepOrCancel(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (milliseconds <= 0) return;
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    throw signal?.aborted ? cancelReason(signal) : error;
  }
}

function cancelReason(signal: AbortSignal | undefined): unknown {
  return signal?.reason instanceof ProblemError ? signal.reason : new ProblemError(problem('sync/cancelled'));
}

function readJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: parseJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}

function responseOf(answer: Exchange, json: unknown, durationMs: number): GatewayResponse {
  return { status: answer.status, headers: answer.headers, text: answer.text, json, durationMs };
}

function problemOf(
  { options, request }: Sending,
  code: ProblemCode,
  params: Problem['params'] = {},
  detail: string | null = null,
): Problem {
  return problem(code, { marketplace: options.manifest.name, endpoint: request.endpoint, ...params }, detail);
}

function failureProblem(sending: Sending, error: ExchangeError): Problem {
  const codes = {
    unreachable: 'channel/unreachable',
    timeout: error.sent ? 'channel/timeout' : 'channel/unreachable',
    'too-large': 'channel/not-understood',
    unreadable: 'channel/not-understood',
    cancelled: 'sync/cancelled',
  } as const;
  return problemOf(sending, codes[error.kind], {}, redactText(error.message, sending.secrets));
}

function unknownOutcome(sending: Sending, detail: string): Problem {
  return problemOf(sending, 'channel/outcome-unknown', {}, redactText(detail, sending.secrets));
}

function tooMany(sending: Sending, answer: Exchange): Problem {
  const named = readRetryAfter(answer.headers['retry-after'], sending.options.clock.now());
  const waitMs = Math.max(named ?? 0, sending.schedule.waitFor(sending.request.endpoint, 1));
  return problemOf(sending, 'channel/rate-limited', { status: 429, retryAfterMs: Math.ceil(waitMs) });
}

/** The beginning of an answer that could not be used, fit to be shown. */
function detailOf({ secrets }: Sending, answer: Exchange): string {
  const words = answer.text.slice(0, 4_000).replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
  const short = redactText(words, secrets).replace(/\s+/g, ' ').trim().slice(0, 300);
  return `HTTP ${answer.status}${short === '' ? '' : `: ${short}`}`;
}
