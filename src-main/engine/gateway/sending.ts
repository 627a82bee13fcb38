import { redactText } from '#common/redact-text.ts';
import { problem, ProblemError, type Problem, type ProblemCode } from '#contract/problem.ts';
import type { Clock, Logger, Network, Random } from '../host.ts';
import type { EndpointManifest, Manifest } from '../marketplaces/kit/port.ts';
import type { Breaker } from './breaker.ts';
import type { Deadlines } from './deadlines.ts';
import type { Exchange, ExchangeError } from './exchange.ts';
import type { CallMeter, GatewayRequest, LastGate } from './port.ts';
import type { RateSchedule } from './rate-schedule.ts';
import { readPause, type RetryPolicy } from './retry-policy.ts';
import type { BuiltRequest } from './seal-request.ts';
import type { TokenKeeper } from './token-keeper.ts';

export type GatewayOptions = {
  readonly channelId: string;
  /**
   * May have a path of its own and stands for all hosts of the marketplace; null or the manifest's default: its real hosts.
   */
  readonly baseUrl: string | null;
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

/** What every step of one request needs. */
export type Sending = {
  readonly options: GatewayOptions;
  readonly schedule: RateSchedule;
  /** Of the request's own host. */
  readonly breaker: Breaker;
  readonly retries: RetryPolicy;
  readonly deadlines: Deadlines;
  readonly secrets: () => readonly string[];
  /** Takes the channel's keys out of an answer that repeats them. */
  readonly hideEchoes: (text: string) => string;
  /** Null for a request that goes without a token. */
  readonly tokens: TokenKeeper | null;
  readonly request: GatewayRequest;
  readonly endpoint: EndpointManifest;
  readonly built: BuiltRequest;
};

export function problemOf(
  { options, request }: Sending,
  code: ProblemCode,
  params: Problem['params'] = {},
  detail: string | null = null,
): Problem {
  return problem(code, { marketplace: options.manifest.name, endpoint: request.endpoint, ...params }, detail);
}

export function failureProblem(sending: Sending, error: ExchangeError): Problem {
  const codes = {
    unreachable: 'channel/unreachable',
    timeout: error.sent ? 'channel/timeout' : 'channel/unreachable',
    'too-large': 'channel/not-understood',
    unreadable: 'channel/not-understood',
    cancelled: 'sync/cancelled',
  } as const;
  return problemOf(sending, codes[error.kind], {}, redactText(error.message, sending.secrets()));
}

export function unknownOutcome(sending: Sending, detail: string): Problem {
  return problemOf(sending, 'channel/outcome-unknown', {}, redactText(detail, sending.secrets()));
}

export function tooMany(sending: Sending, answer: Exchange): Problem {
  const named = readPause(answer.headers, sending.options.clock.now());
  const waitMs = Math.max(named ?? 0, sending.schedule.waitFor(sending.request.endpoint, 1));
  return problemOf(sending, 'channel/rate-limited', { status: 429, retryAfterMs: Math.ceil(waitMs) });
}

/** The beginning of an answer that could not be used, fit to be shown. */
export function detailOf({ secrets }: Sending, answer: Exchange): string {
  const words = answer.text.slice(0, 4_000).replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
  const short = redactText(words, secrets()).replace(/\s+/g, ' ').trim().slice(0, 300);
  return `HTTP ${answer.status}${short === '' ? '' : `: ${short}`}`;
}

export function cancelReason(signal: AbortSignal | undefined): unknown {
  return signal?.reason instanceof ProblemError ? signal.reason : new ProblemError(problem('sync/cancelled'));
}

export async function sleepOrCancel(
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

/** What many wait for can't be broken off by one of them; that one only stops waiting. */
export async function waitOrCancel<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared;
  if (signal.aborted) {
    // Whoever else waits for it hears how it ends; where nobody does, its failure is no error of the process.
    shared.catch(() => undefined);
    throw cancelReason(signal);
  }
  let onAbort = (): void => undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(cancelReason(signal));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([shared, cancelled]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
