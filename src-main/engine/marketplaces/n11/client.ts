import { problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AdapterContext, MarketplacePackage } from '../kit/port.ts';
import { understandAs } from '../kit/understand.ts';
import type { N11Request } from './api.ts';
import { isFailure, NAME, refusalProblem, saysNoInWords, type RefusalMeaning } from './errors.ts';

export type ReadOptions = RefusalMeaning & {
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};
export type SendOptions = ReadOptions & { readonly intent: IntentRecorder };

/** One account's way to its services. */
export type N11Client = {
  readonly context: AdapterContext;
  readonly appKey: string;
  readonly appSecret: string;
  /** Packages that dissolved in a split, as far as this connection has seen them; by order number. */
  readonly dissolved: DissolvedPackages;
  /** When all recent orders are to be read again, epoch milliseconds; null before this run's first reading: at once. */
  readonly sweep: { dueMs: number | null };
  /**
   * The stock codes of the last tasks of this run, by task: one that is refused as a whole need not name them. After a
   * restart nothing is known here, and what a result does not name is read back.
   */
  readonly sentCodes: Map<string, readonly string[]>;
  /** A read whose answer is known to be good and of this shape; every other outcome rejects with a `ProblemError`. */
  readonly read: <T extends z.ZodType>(
    request: N11Request,
    shape: T,
    options: ReadOptions,
  ) => Promise<z.output<T>>;
  /** A write's answer as it came: refusals of the service's own included, whatever their status. */
  readonly ask: (request: N11Request, options: SendOptions) => Promise<GatewayResponse>;
  /** A write that was accepted; what the marketplace refused rejects with a `ProblemError`. */
  readonly send: (request: N11Request, options: SendOptions) => Promise<GatewayResponse>;
};

export type DissolvedPackages = {
  readonly byOrder: Map<string, Map<string, MarketplacePackage>>;
  /** From when on every dissolved package is known, epoch milliseconds; null before the first look. */
  knownFromMs: number | null;
};

export function createClient(context: AdapterContext): N11Client {
  const read: N11Client['read'] = async (request, shape, options) => {
    const { priority, signal, ...meaning } = options;
    const response = await context.gateway.send({
      ...request,
      priority,
      refusesInWords: saysNoInWords,
      ...(signal ? { signal } : {}),
    });
    if (!isSuccess(response)) throw new ProblemError(refusalProblem(request.endpoint, response, meaning));
    return understand(request.endpoint, response, shape);
  };
  const ask: N11Client['ask'] = ({ ...request }, { priority, signal, intent }) =>
    context.gateway.send({
      ...request,
      priority,
      intent,
      refusesInWords: saysNoInWords,
      ...(signal ? { signal } : {}),
    });
  return {
    context,
    appKey: field(context, 'appKey'),
    appSecret: field(context, 'appSecret'),
    dissolved: { byOrder: new Map(), knownFromMs: null },
    sentCodes: new Map(),
    sweep: { dueMs: null },
    read,
    ask,
    send: async (request, options) => {
      const response = await ask(request, options);
      if (!isSuccess(response)) throw new ProblemError(refusalProblem(request.endpoint, response, options));
      return response;
    },
  };
}

function field({ credentials }: AdapterContext, key: string): string {
  return (Object.hasOwn(credentials, key) ? credentials[key]! : '').trim();
}

export function isSuccess(response: Pick<GatewayResponse, 'status' | 'json'>): boolean {
  return response.status >= 200 && response.status < 300 && !isFailure(response.json);
}

/** The answer in its expected shape, or `channel/not-understood` naming the field that is not. */
export function understand<T extends z.ZodType>(
  endpoint: string,
  response: Pick<GatewayResponse, 'json' | 'status'>,
  shape: T,
): z.output<T> {
  return understandAs({ marketplace: NAME, endpoint }, response, shape);
}

/**
 * An accepted write whose answer does not say what came of it.
 *
 * @throws ProblemError `channel/outcome-unknown`, after the intent was told.
 */
export function unclear(endpoint: string, status: number, intent: IntentRecorder, why: string): never {
  intent.outcomeUnknown(why);
  throw new ProblemError(problem('channel/outcome-unknown', { marketplace: NAME, endpoint, status }, why));
}
